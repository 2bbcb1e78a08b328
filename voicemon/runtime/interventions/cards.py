"""The flags that boards show, and what is held back from them; who wants to hear of changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from voicemon.errors import NotFound
from voicemon.flags.cards import FlagCard, FlagMove
from voicemon.flags.ledger import UNDO
from voicemon.store.ledger import Ledger

log = structlog.get_logger(__name__)

OPEN_SHOWN = timedelta(days=1)  # how long boards keep an open flag of a call that is over
LOCKS = 64


@dataclass(frozen=True, slots=True)
class FlagChange:
    """A flag changed: by `move`, or (None) its call's facts did; `gone`: boards forget it."""

    card: FlagCard
    move: FlagMove | None = None
    gone: bool = False


class Cards:
    """For any thread. Whoever writes a flag down and tells of it holds the flag's `lock`."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._cards: dict[str, FlagCard] = {}
        self._listeners: list[Callable[[FlagChange], None]] = []
        self._locks = [threading.Lock() for _ in range(LOCKS)]

    def load(self, now: datetime) -> None:
        """Those that the ledger has."""
        shown = self._ledger.shown(now - OPEN_SHOWN, now - UNDO)
        self._cards = {card.id: card for card in shown}

    def listen(self, listener: Callable[[FlagChange], None]) -> None:
        """Tell `listener` of every change."""
        self._listeners.append(listener)

    def lock(self, flag_id: str) -> threading.Lock:
        """A flag's; it may be another's too, so hold no two."""
        return self._locks[hash(flag_id) % LOCKS]

    def get(self, flag_id: str) -> FlagCard | None:
        """One that is shown, or held back."""
        return self._cards.get(flag_id)

    def all(self) -> list[FlagCard]:
        """Every one."""
        return list(self._cards.values())

    def of(self, call_id: str) -> list[FlagCard]:
        """Those of a call."""
        return [card for card in self.all() if card.call_id == call_id]

    def old(self, now: datetime) -> list[FlagCard]:
        """Those that boards need not show any more."""
        return [card for card in self.all() if not _is_shown(card, now)]

    def tell(self, change: FlagChange) -> None:
        """Everybody hears of it."""
        if change.gone:
            self._cards.pop(change.card.id, None)
        else:
            self._cards[change.card.id] = change.card
        for listener in self._listeners:
            try:
                listener(change)
            except Exception:
                log.exception("a watcher of flags failed")

    def adopt(self, card: FlagCard) -> None:
        """What the ledger has is right; tell that."""
        try:
            self.tell(FlagChange(self._ledger.get(card.id)))
        except NotFound:
            self.tell(FlagChange(card, gone=True))

    def wakes_at(self) -> datetime | None:
        """When the clock has to move the next one."""
        wakes = (card.wakes_at for card in self.all())
        return min((at for at in wakes if at is not None), default=None)


def _is_shown(card: FlagCard, now: datetime) -> bool:
    if not card.is_open:
        return card.moved_at > now - UNDO
    return card.call_ended is None or card.moved_at > now - OPEN_SHOWN
