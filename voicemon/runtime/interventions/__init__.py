"""Between running calls, the ledger of flags, and the people who act on them.

Comes in: what the desk tells (`Interventions.hear`), people's moves (`move`, `undo`), who has a
board open (`duty`). Goes out: rows of the ledger, and every change of a flag to whoever listens.
Must not know: HTTP, how people are told.

One thread takes the desk's news in their order (`news`): what is raised goes into the ledger, past
the budget (`raising`); what ends by itself is resolved there; the end of a call is noted. The same
thread is the clock (`clock`) that brings snoozed flags back and escalates those that nobody acted
on. People's moves come from any thread and are written at once; the call's keeper of flags is told,
so that calm does not end what a person has taken.

The ledger is the truth and outlives the process: at the start, calls that an earlier one left
running count as interrupted, and their flags wait for an outcome. Where the store fails, what was
raised waits and is tried again; where too much waits, the desk is asked anew for all of it.
"""

from voicemon.runtime.interventions.cards import FlagChange
from voicemon.runtime.interventions.duty import OnDuty
from voicemon.runtime.interventions.raising import RuleFacts
from voicemon.runtime.interventions.service import Interventions

__all__ = ["FlagChange", "Interventions", "OnDuty", "RuleFacts"]
