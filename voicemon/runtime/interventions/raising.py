"""Flags of running calls on their way into the ledger, past the alert budget."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from voicemon.flags import ledger
from voicemon.flags.budget import SHIFT, Answer, Budget, Standing, gravity
from voicemon.flags.cards import FlagCard
from voicemon.flags.ledger import Slas, Step
from voicemon.runtime.interventions.duty import OnDuty
from voicemon.settings import Settings
from voicemon.store import Store
from voicemon.types import Call, Flag, Severity


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What is kept of a rule with its flags: `version` of the rule; `ends_itself`, or only a person
    ends its flags.
    """

    version: str = ""
    ends_itself: bool = True


def slas_of(settings: Settings) -> Slas:
    """Seconds within which somebody is to act, of each severity."""
    return {
        Severity.INFORMATION: settings.sla_information_s,
        Severity.WATCH: settings.sla_watch_s,
        Severity.ACT: settings.sla_act_s,
    }


class Raising:
    """`held_back`: calls with flags that people are not alerted to. `about` a rule, by its id."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        duty: OnDuty,
        about: Callable[[str], RuleFacts],
    ) -> None:
        self.slas = slas_of(settings)
        self.duty = duty
        self.held_back: set[str] = set()
        self._ledger = store.ledger
        self._about = about
        self._budget = Budget(settings.act_flags_per_hour)
        self._lock = threading.Lock()  # around the budget

    def remember(self, now: datetime, cards: Sequence[FlagCard]) -> None:
        """What an earlier process let through and held back; `cards`: those that are shown now."""
        self.held_back |= {card.call_id for card in cards if card.suppressed and card.is_open}
        for card in self._ledger.raised_since(now - SHIFT):
            if card.severity is Severity.ACT:
                grave = self._gravity(card.rule, card.score)
                alerted = not card.suppressed
                self._budget.know(card.id, card.raised_at, card.team, grave, alerted=alerted)

    def raised(self, flag: Flag, call: Call, at: datetime, score: float | None) -> Step | None:
        """Write a new flag down; None when it is known already."""
        held_back = ""
        if flag.severity is Severity.ACT:
            held_back = self._ask(flag.id, at, call.team, flag.rule, score).why
        version = self._about(flag.rule).version
        step = ledger.raised(flag, call, at, self.slas, score, version, held_back)
        if held_back:
            self.held_back.add(call.id)
        return step if self._ledger.add(step) else None

    def reconsidered(
        self, card: FlagCard, at: datetime, at_s: float | None, score: float | None
    ) -> Step | None:
        """Let a flag through that was held back, if it is at least as grave now and there is room
        for it.
        """
        if score is None or score < (card.score or 0.0):
            return None
        answer = self._ask(card.id, at, card.team, card.rule, score)
        if not answer.alert:
            return None
        why = f"Held back until now, {score:.2f}"
        return self._ledger.let_through(card.id, at, at_s, why, self.slas)

    def standing(self, at: datetime, teams: Collection[str] | None) -> Standing:
        """The last hour against the budget, of those who see one of these teams (None: any)."""
        with self._lock:
            return self._budget.standing(at, teams, self.duty.now(at))

    def _ask(
        self, flag_id: str, at: datetime, team: str | None, rule: str, score: float | None
    ) -> Answer:
        on_duty = self.duty.now(at)
        with self._lock:
            return self._budget.ask(flag_id, at, team, self._gravity(rule, score), on_duty)

    def _gravity(self, rule: str, score: float | None) -> float:
        return gravity(score, self._about(rule).ends_itself)
