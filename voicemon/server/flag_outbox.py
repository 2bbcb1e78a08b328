"""What waits for one board of flags; folded as `live_outbox` folds rows: the newest card wins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from voicemon.server.live_outbox import Message, Turn
from voicemon.store.people_records import Person

FLAGS_PAUSE_S = 0.05  # between two changes: a flag is on the board at once
HERE_S = 60.0  # how often it is said who is on duty, and the budget looked at anew

Body = dict[str, object]
Cards = Callable[[set[str] | None], dict[str, Body]]
"""Cards of some flags, of all for None, that may be seen; those that are gone left out."""


@dataclass(slots=True)
class FlagWatcher:
    """One connection that watches flags; ids only wait, because a card is read when it is sent."""

    person: Person
    turn: Turn = field(default_factory=Turn)
    fresh: bool = True
    changed: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    budget: Body | None = None
    sent_at: float = 0.0
    here_at: float = 0.0

    @property
    def waiting(self) -> bool:
        """Is there something to tell?"""
        return self.fresh or bool(self.changed)

    def due(self) -> float:
        """When something is due, if nothing else happens."""
        here_at = self.here_at + HERE_S
        if self.waiting and self.turn.free:
            return min(here_at, self.sent_at + FLAGS_PAUSE_S)
        return here_at

    def reset(self, person: Person) -> None:
        """Begin anew with a snapshot."""
        self.person = person
        self.turn.forget()
        self.fresh = True
        self.sent_at = 0.0

    def message(self, cards: Cards, budget: Body, *, serving: bool) -> Message | None:
        """The next message; None when nothing of what changed may be seen."""
        wanted, self.changed = self.changed, set()
        if self.fresh:
            self.fresh, self.budget = False, budget
            found = cards(None)
            self.shown = set(found)
            number = self.turn.leave()
            body = {"number": number, "serving": serving, "flags": list(found.values())}
            return "flags.snapshot", {**body, "budget": budget}
        found = cards(wanted)
        gone = sorted((wanted & self.shown) - found.keys())
        self.shown = (self.shown | found.keys()) - set(gone)
        moved = None if budget == self.budget else budget
        if not (found or gone or moved):
            return None
        self.budget = budget
        body = {"number": self.turn.leave(), "flags": list(found.values()), "gone": gone}
        return "flags.change", {**body, "budget": moved}
