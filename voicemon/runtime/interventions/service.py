"""Interventions of one process: its thread, and the moves that people make."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from queue import Empty, Full, Queue

import structlog

from voicemon.errors import StoreError
from voicemon.flags.budget import Standing
from voicemon.flags.cards import FlagCard, FlagMove, Mover, Wish, as_flag
from voicemon.runtime.interventions.cards import Cards, FlagChange
from voicemon.runtime.interventions.clock import Clock
from voicemon.runtime.interventions.duty import OnDuty
from voicemon.runtime.interventions.facts import Facts
from voicemon.runtime.interventions.news import Heard, News
from voicemon.runtime.interventions.raising import Raising, RuleFacts
from voicemon.runtime.live.changes import Change, Ended, Flagged, Renamed, Started, Status, Weighed
from voicemon.runtime.live.ports import Desk
from voicemon.settings import Settings
from voicemon.store import Job, JobState, Store
from voicemon.types import FlagOutcome, FlagState

log = structlog.get_logger(__name__)

MOST_WAITING = 10_000
RETRY_S, LONGEST_RETRY_S = 0.2, 10.0
Item = Heard | Callable[[], None]


def no_facts(rule: str) -> RuleFacts:  # noqa: ARG001
    """Where nobody says anything about rules."""
    return RuleFacts()


class Interventions:
    """`start` it before the desk, `stop` it after. `about` a rule, by its id."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        desk: Desk | None = None,
        about: Callable[[str], RuleFacts] = no_facts,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.duty = OnDuty()
        self._ledger = store.ledger
        self._desk = desk
        self._now = now
        self._facts = Facts()
        self._cards = Cards(store.ledger)
        self._raising = Raising(store, settings, self.duty, about)
        self._news = News(store.ledger, self._cards, self._raising, self._facts, desk)
        self._clock = Clock(
            store, self._cards, self._facts, self.duty, self._raising.slas, self._moved, now()
        )
        self._queue: Queue[Item] = Queue(MOST_WAITING)
        self._lost = False
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        if desk is not None:
            desk.listen(self.hear)

    def start(self) -> None:
        """Take up what is in the ledger, then begin."""
        now = self._now()
        self._cards.load(now)
        self._raising.remember(now, self._cards.all())
        self._news.ask_again("interrupted", None, now)
        self._thread = threading.Thread(target=self._run, name="interventions", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write down what was told, then end."""
        self._stopping.set()
        self._put(_nothing)
        if self._thread is not None:
            self._thread.join(10)

    def settle(self) -> None:
        """Do on this thread what waits and is due: where none was started."""
        with suppress(Empty):
            while True:
                self._until_done(self._queue.get_nowait())
        self._until_done(_nothing)

    def listen(self, listener: Callable[[FlagChange], None]) -> None:
        """Tell `listener` of every change, a flag's in their order; from any thread, it must not
        block.
        """
        self._cards.listen(listener)

    def cards(self) -> list[FlagCard]:
        """What boards show now, and what is held back from them."""
        return self._cards.all()

    def of(self, call_id: str) -> list[FlagCard]:
        """The same of one call."""
        return self._cards.of(call_id)

    def standing(self, teams: Collection[str] | None) -> Standing:
        """The last hour against the budget, of those who see one of these teams (None: any)."""
        return self._raising.standing(self._now(), teams)

    # -- people; any thread

    def move(
        self,
        flag_id: str,
        number: int,
        to: FlagState,
        by: Mover,
        why: str = "",
        outcome: FlagOutcome | None = None,
        until: datetime | None = None,
    ) -> FlagCard:
        """A person moves a flag as they see it. NotFound, Conflict (who was first), InputError."""
        with self._cards.lock(flag_id):
            wish = Wish(to, by, self._now(), self._at_s(flag_id), why, outcome, until)
            card, move = self._ledger.move(flag_id, wish, self._raising.slas, number)
            if move is not None:
                self._moved(card, move)
        return card

    def undo(self, flag_id: str, number: int, by: Mover) -> FlagCard:
        """A person takes their own last move back. NotFound, Conflict."""
        with self._cards.lock(flag_id):
            slas, at_s = self._raising.slas, self._at_s(flag_id)
            card, move = self._ledger.undo(flag_id, number, by, self._now(), slas, at_s)
            self._moved(card, move)
        return card

    def job_changed(self, job: Job) -> None:
        """A `JobListener`: the pass after a call may have noted something of its flags."""
        if job.state is JobState.DONE and job.call_id is not None:
            self.refresh(job.call_id)

    def refresh(self, call_id: str) -> None:
        """Something beside the moves was noted of a call's flags."""
        self._put(lambda: self._reread(call_id))

    def _at_s(self, flag_id: str) -> float | None:
        card = self._cards.get(flag_id) or self._ledger.get(flag_id)
        return self._facts.heard_s.get(card.call_id)

    def _reread(self, call_id: str) -> None:
        for card in self._cards.of(call_id):
            with self._cards.lock(card.id):
                self._cards.adopt(card)

    def _moved(self, card: FlagCard, move: FlagMove) -> None:
        """Everybody hears of a move, and the call's keeper of flags."""
        before = self._cards.get(card.id)
        self._cards.tell(FlagChange(card, move))
        if card.wakes_at is not None:
            self._put(_nothing)  # the clock looks anew
        if self._desk is None or card.call_ended is not None:
            return
        was_over = before is None or not before.is_open
        if was_over and move.state is FlagState.RAISED and move.undoes is None:
            card = replace(card, state=FlagState.ACKNOWLEDGED)  # reopened: not for calm to end
        self._desk.flag_moved(as_flag(card, self._facts.heard_s.get(card.call_id, card.at_s)))

    # -- the desk's listener; any thread, at once

    def hear(self, change: Change) -> None:
        """Keep what flags need; the rest is nothing to us."""
        call_id, news = change.call_id, change.news
        if isinstance(news, Status):
            self._facts.heard_s[call_id] = news.heard_s
        elif isinstance(news, Weighed):
            if news.frustration is not None:
                self._facts.scores[call_id] = news.frustration.score
            if news.flags or call_id in self._raising.held_back:
                self._heard(change)
        elif isinstance(news, Started | Renamed | Flagged | Ended):
            self._heard(change)

    def _heard(self, change: Change) -> None:
        self._put(Heard(change, self._now(), self._facts.scores.get(change.call_id)))

    def _put(self, item: Item) -> None:
        try:
            self._queue.put_nowait(item)
        except Full:
            self._lost = True

    # -- the thread

    def _run(self) -> None:
        while not (self._stopping.is_set() and self._queue.empty()):
            try:
                item = self._queue.get(timeout=self._pause_s())
            except Empty:
                item = _nothing
            self._until_done(item)

    def _pause_s(self) -> float:
        if self._stopping.is_set():
            return 0.0
        return max(0.01, (self._clock.next() - self._now()).total_seconds())

    def _until_done(self, item: Item) -> None:
        """A store that fails is tried again: nothing that was raised may be lost."""
        pause_s = RETRY_S
        while True:
            try:
                self._do(item)
                return
            except StoreError as error:
                log.warning("flags wait for the store", message=error.message)
            except Exception:
                log.exception("a change of a flag was not written down")
                return
            if self._stopping.wait(pause_s):
                return
            pause_s = min(2 * pause_s, LONGEST_RETRY_S)

    def _do(self, item: Item) -> None:
        if isinstance(item, Heard):
            self._news.take(item)
        else:
            item()
        if self._lost:
            self._ask_again()
        if self._clock.next() <= self._now():
            self._clock.tick(self._now())

    def _ask_again(self) -> None:
        now, self._lost = self._now(), False
        try:
            self._news.ask_again("ended", now, now)
        except StoreError:
            self._lost = True
            raise


def _nothing() -> None:
    return
