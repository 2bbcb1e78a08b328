"""What people do with a running call's flags, from the desk to the ledger and back."""

from dataclasses import replace

from tests.runtime.live.fakes import TALK, Script, opening, play, until
from voicemon.flags.cards import Mover
from voicemon.runtime.interventions import Interventions
from voicemon.runtime.live.changes import Weighed
from voicemon.types import FlagOutcome, FlagState

MANAGER = "I want to speak to your manager right now"
ANN = Mover("p1", "Ann Lee")


class CalmerAfterwards(Script):
    """The pass after the call hears other words than the live model did."""

    def transcribe(self, segments, language=None):
        return Script(lambda _: "that is fine").transcribe(segments)


def keeper_of(office, call_id):
    return office.desk._running(call_id)._judge._monitor._flags


def test_who_takes_a_flag_of_a_running_call_is_told_to_its_keeper(make_office):
    with make_office(script=Script(lambda _: MANAGER)) as office:
        line = office.desk.open(opening("c1"))
        play(line, TALK)
        until(lambda: any(each.flags for each in office.watcher.of("c1", Weighed)))
        flag = next(f for each in office.watcher.of("c1", Weighed) for f in each.flags)
        office.desk.flag_moved(replace(flag, state=FlagState.CLAIMED, by="p1"))
        assert keeper_of(office, "c1")._flags[flag.id].state is FlagState.CLAIMED
        line.end("hangup")
        office.ended("c1")
        office.desk.flag_moved(flag)  # of a call that is over: nobody minds


def test_a_flag_lives_from_the_call_over_its_outcome_to_the_pass_after_it(make_office):
    with make_office(script=CalmerAfterwards(lambda _: MANAGER)) as office:
        acting = Interventions(office.store, office.settings, office.desk)
        office.jobs.listen(acting.job_changed)
        acting.start()
        line = office.desk.open(opening("c1"))
        play(line, TALK)
        until(lambda: any(card.rule == "asked-for-manager" for card in acting.cards()))
        card = next(card for card in acting.cards() if card.rule == "asked-for-manager")
        acting.move(card.id, card.number, FlagState.CLAIMED, ANN)
        assert keeper_of(office, "c1")._flags[card.id].state is FlagState.CLAIMED
        line.end("hangup")
        office.ended("c1")
        until(lambda: office.store.ledger.get(card.id).call_ended == "hangup")
        acting.move(card.id, 2, FlagState.RESOLVED, ANN, outcome=FlagOutcome.HELPED)
        office.analyse_tapes()
        until(lambda: acting.of("c1")[0].confirmed is False)
        kept = office.store.ledger.get(card.id)
        assert (kept.confirmed, kept.outcome, kept.number) == (False, FlagOutcome.HELPED, 3)
        acting.stop()
