"""From the desk's news to the ledger: flags raised, those that end by themselves, ended calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from voicemon.errors import Conflict, NotFound
from voicemon.flags.cards import VOICEMON, FlagCard, Wish, as_flag
from voicemon.runtime.interventions.cards import Cards, FlagChange
from voicemon.runtime.interventions.facts import Facts
from voicemon.runtime.interventions.raising import Raising
from voicemon.runtime.live.changes import Change, Ended, Flagged, Renamed, Started, Weighed
from voicemon.runtime.live.ports import Desk
from voicemon.store.ledger import Ledger
from voicemon.types import Flag, FlagState

REFUSED = "refused"  # the reason of an end after which nothing of a call is kept


@dataclass(frozen=True, slots=True)
class Heard:
    """A change with what was known when it was told."""

    change: Change
    at: datetime
    score: float | None


class News:
    """On one thread. May be told the same twice: what the ledger has is not written again."""

    def __init__(
        self, ledger: Ledger, cards: Cards, raising: Raising, facts: Facts, desk: Desk | None
    ) -> None:
        self._ledger = ledger
        self._cards = cards
        self._raising = raising
        self._facts = facts
        self._desk = desk

    def take(self, heard: Heard) -> None:
        """Write down what it means. StoreError: then try again."""
        news, call_id = heard.change.news, heard.change.call_id
        match news:
            case Started(call):
                self._facts.calls[call_id] = call
            case Renamed(call):
                self._facts.calls[call_id] = call
                self._tell(self._ledger.rename(call))
            case Weighed():
                score = news.frustration.score if news.frustration else heard.score
                self.flags(call_id, news.flags, heard.at, score)
                self._reconsider(call_id, heard.at, score)
            case Flagged(flags):
                self.flags(call_id, flags, heard.at, heard.score)
            case Ended(reason):
                self.over(call_id, reason, heard.at)

    def flags(self, call_id: str, flags: Sequence[Flag], at: datetime, score: float | None) -> None:
        """Transitions that voicemon made."""
        for flag in flags:
            with self._cards.lock(flag.id):
                if flag.state is FlagState.RAISED:
                    self._raise(call_id, flag, at, score)
                elif flag.state is FlagState.RESOLVED:
                    self._resolve(flag, at)

    def over(self, call_id: str, reason: str, at: datetime | None) -> None:
        """A call ended; `at` None: nobody knows when."""
        self._facts.forget(call_id)
        self._raising.held_back.discard(call_id)
        if reason != REFUSED:
            self._tell(self._ledger.call_over(call_id, reason, at))
            return
        self._ledger.forget(call_id)
        for card in self._cards.of(call_id):
            self._cards.tell(FlagChange(card, gone=True))

    def ask_again(self, reason: str, ended_at: datetime | None, now: datetime) -> None:
        """Everything anew from the desk. Calls that it does not know any more ended then, for that
        reason.
        """
        running = {each.call.id: each for each in self._desk.calls()} if self._desk else {}
        for call_id in {card.call_id for card in self._ledger.running()} - running.keys():
            self.over(call_id, reason, ended_at)
        for call_id, snapshot in running.items():
            self._facts.calls[call_id] = snapshot.call
            self.flags(call_id, snapshot.flags, now, self._facts.scores.get(call_id))

    def _raise(self, call_id: str, flag: Flag, at: datetime, score: float | None) -> None:
        call = self._facts.call(call_id, self._desk, at)
        step = self._raising.raised(flag, call, at, score)
        if step is not None:
            self._cards.tell(FlagChange(*step))

    def _resolve(self, flag: Flag, at: datetime) -> None:
        """It ended by itself, unless a person was first: then the call's keeper hears of that."""
        wish = Wish(FlagState.RESOLVED, VOICEMON, at, flag.at_s, flag.reason)
        try:
            card, move = self._ledger.move(flag.id, wish, self._raising.slas)
        except NotFound:
            return
        except Conflict:
            known = self._cards.get(flag.id)
            if known is not None and known.is_open and self._desk is not None:
                self._desk.flag_moved(as_flag(known, flag.at_s))
            return
        self._cards.tell(FlagChange(card, move))

    def _reconsider(self, call_id: str, at: datetime, score: float | None) -> None:
        """What was held back may be graver now, or there may be room."""
        if call_id not in self._raising.held_back:
            return
        for card in self._cards.of(call_id):
            if not (card.suppressed and card.is_open):
                continue
            with self._cards.lock(card.id):
                at_s = self._facts.heard_s.get(call_id)
                step = self._raising.reconsidered(card, at, at_s, score)
                if step is not None:
                    self._cards.tell(FlagChange(*step))

    def _tell(self, changed: Sequence[FlagCard]) -> None:
        for card in changed:
            self._cards.tell(FlagChange(card))
