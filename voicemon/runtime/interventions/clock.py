"""The clock of the ledger: snoozed flags come back, flags that nobody acted on escalate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from voicemon.errors import Conflict, NotFound
from voicemon.flags.cards import VOICEMON, FlagCard, FlagMove, Wish
from voicemon.flags.ledger import Slas
from voicemon.runtime.interventions.cards import Cards, FlagChange
from voicemon.runtime.interventions.duty import OnDuty
from voicemon.runtime.interventions.facts import Facts
from voicemon.store import Store
from voicemon.types import FlagState

TIDY = timedelta(minutes=1)


class Clock:
    """On one thread. `moved` tells of a move that the clock made."""

    def __init__(
        self,
        store: Store,
        cards: Cards,
        facts: Facts,
        duty: OnDuty,
        slas: Slas,
        moved: Callable[[FlagCard, FlagMove], None],
        now: datetime,
    ) -> None:
        self._store = store
        self._cards = cards
        self._facts = facts
        self._duty = duty
        self._slas = slas
        self._moved = moved
        self._tidy_at = now

    def next(self) -> datetime:
        """When there is something to do."""
        return min(self._cards.wakes_at() or self._tidy_at, self._tidy_at)

    def tick(self, now: datetime) -> None:
        """Do what is due. StoreError: then try again."""
        for card in self._cards.all():
            if card.wakes_at is not None and card.wakes_at <= now:
                with self._cards.lock(card.id):
                    self._wake(card, now)
        if now >= self._tidy_at:
            self._tidy_at = now + TIDY
            for card in self._cards.old(now):
                self._cards.tell(FlagChange(card, gone=True))
            self._store.duty.add(self._duty.served(now))

    def _wake(self, card: FlagCard, now: datetime) -> None:
        to, why = FlagState.ESCALATED, f"nobody acted within {self._slas[card.severity]:.0f} s"
        if card.state is FlagState.SNOOZED:
            to, why = FlagState.RAISED, "the snooze is over"
        wish = Wish(to, VOICEMON, now, self._facts.heard_s.get(card.call_id), why)
        try:
            after, move = self._store.ledger.move(card.id, wish, self._slas, card.number)
        except (Conflict, NotFound):  # somebody was first, perhaps in another process
            self._cards.adopt(card)
            return
        assert move is not None
        self._moved(after, move)
