"""A flag in the ledger: what it is now (`FlagCard`), each of its moves (`FlagMove`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from voicemon.types import Call, Flag, FlagOutcome, FlagState, Severity


@dataclass(frozen=True, slots=True)
class Mover:
    """Who moves a flag; the name is kept as it was then."""

    id: str
    name: str


NOT_TAKEN = frozenset({FlagState.RAISED, FlagState.SEEN, FlagState.SNOOZED, FlagState.ESCALATED})
VOICEMON = Mover("voicemon", "voicemon")


@dataclass(frozen=True, slots=True)
class FlagMove:
    """One transition. `at_s` is None after the call's end; `suppressed`, `outcome` and `until` (of
    a snooze) hold from this move on; `undoes` numbers the move that it takes back.
    """

    flag_id: str
    number: int
    state: FlagState
    at: datetime
    at_s: float | None
    by: Mover
    why: str
    outcome: FlagOutcome | None = None
    until: datetime | None = None
    undoes: int | None = None
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class FlagCard:
    """A flag after move `number`. `score`, `rule_version`: when it was raised. `confirmed`: whether
    the pass after the call found it again, None before it.
    """

    id: str
    call_id: str
    rule: str
    rule_version: str
    severity: Severity
    state: FlagState
    number: int
    raised_at: datetime
    at_s: float
    reason: str
    score: float | None
    utterance_ids: tuple[str, ...]
    team: str | None
    queue: str | None
    agent_id: str | None
    by: Mover
    moved_at: datetime
    owner: Mover | None = None
    due_at: datetime | None = None
    snoozed_until: datetime | None = None
    undo_until: datetime | None = None
    outcome: FlagOutcome | None = None
    suppressed: bool = False
    confirmed: bool | None = None
    call_ended: str | None = None
    call_ended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody may still have to do something."""
        return self.state is not FlagState.RESOLVED

    @property
    def is_left(self) -> bool:
        """Whether its call ended before anybody took it: nobody is alerted any more, but its
        outcome is still to be told. Information asks nobody for anything.
        """
        waits = self.state in NOT_TAKEN and self.severity is not Severity.INFORMATION
        return waits and self.call_ended is not None and not self.suppressed

    @property
    def wakes_at(self) -> datetime | None:
        """When the clock moves it, if nobody does before."""
        return self.snoozed_until if self.state is FlagState.SNOOZED else self.due_at


@dataclass(frozen=True, slots=True)
class Wish:
    """A move that somebody wants to make."""

    to: FlagState
    by: Mover
    at: datetime
    at_s: float | None = None
    why: str = ""
    outcome: FlagOutcome | None = None
    until: datetime | None = None


def effective(history: Sequence[FlagMove]) -> list[FlagMove]:
    """The moves that stand: without those that were undone, and their undoing."""
    standing: list[FlagMove] = []
    for move in history:
        if move.undoes is None:
            standing.append(move)
        else:
            standing.pop()
    return standing


def renamed(card: FlagCard, call: Call) -> FlagCard:
    """The call was handed on: whoever has it now sees the flag."""
    return replace(card, team=call.team, queue=call.queue, agent_id=call.agent_id)


def call_over(card: FlagCard, reason: str, at: datetime | None) -> FlagCard:
    """The call ended: nobody is pressed any more, what was snoozed does not come back, the outcome
    may still be told.
    """
    return replace(card, call_ended=reason, call_ended_at=at, due_at=None, snoozed_until=None)


def as_flag(card: FlagCard, at_s: float) -> Flag:
    """The flag as its call's keeper knows it."""
    return Flag(
        card.id,
        card.call_id,
        card.rule,
        card.severity,
        card.state,
        at_s,
        card.reason,
        card.utterance_ids,
        card.by.id,
    )
