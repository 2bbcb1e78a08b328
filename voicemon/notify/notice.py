"""What there is to tell: one change of one flag."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from voicemon.flags.cards import FlagCard, FlagMove
from voicemon.types import FlagOutcome, FlagState, Severity


@dataclass(frozen=True, slots=True)
class Notice:
    """A flag became `state` at `at` (aware UTC) by somebody's hand; `number` counts its changes.
    `at_s`: seconds of the call at which it was raised. Nothing of the customer but what `reason`
    quotes. `score`: the frustration when it was raised.
    """

    flag_id: str
    number: int
    call_id: str
    rule: str
    severity: Severity
    state: FlagState
    at: datetime
    at_s: float
    reason: str
    team: str | None = None
    queue: str | None = None
    agent_id: str | None = None
    by: str = "voicemon"
    outcome: FlagOutcome | None = None
    score: float | None = None

    @property
    def key(self) -> str:
        """The same for the same change, whoever tells of it and how often."""
        return f"{self.flag_id}:{self.number}"


def of_move(card: FlagCard, move: FlagMove) -> Notice | None:
    """What a move of a flag is to others; None while the budget holds the flag back."""
    if move.suppressed:
        return None
    return Notice(
        flag_id=card.id,
        number=move.number,
        call_id=card.call_id,
        rule=card.rule,
        severity=card.severity,
        state=move.state,
        at=move.at,
        at_s=card.at_s,
        reason=card.reason,
        team=card.team,
        queue=card.queue,
        agent_id=card.agent_id,
        by=move.by.name,
        outcome=move.outcome,
        score=card.score,
    )


@dataclass(frozen=True, slots=True)
class Text:
    """A message for people."""

    title: str
    body: str
