"""Brings notices to whoever wants them: takes them in at once, writes them into the queue, has them
sent (`hands`), gathers what was held back, tells of the week, forgets what is long over.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import uuid4

import structlog

from voicemon.errors import StoreBusy, StoreError, VoicemonError
from voicemon.flags.cards import FlagCard, FlagMove
from voicemon.flags.rule import Rule
from voicemon.notify import filters, messages, weeks
from voicemon.notify.hands import Hands, safely
from voicemon.notify.notice import Notice, of_move
from voicemon.notify.sender import Sender
from voicemon.settings import Settings
from voicemon.store import Store
from voicemon.store.notice_records import Delivery, DeliveryKind, NewDelivery, Target
from voicemon.types import Severity

log = structlog.get_logger(__name__)

LOOK_S = 5.0  # another process may have queued something
MOST_WAITING = 10_000  # notices in memory, where the database is locked for long
CATCH_UP = timedelta(minutes=15)
KEPT = timedelta(days=30)
TIDY = timedelta(hours=6)


def _now() -> datetime:
    return datetime.now(UTC)


class Courier:
    """`start` it once, `stop` it at the end; `take` may be called by any thread at any time.

    At its start it queues the moves of the last minutes that are in the ledger, because an earlier
    process may have ended before it told of them; nobody is told anything twice.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        sender: Sender,
        *,
        clock: Callable[[], datetime] = _now,
        chance: Random | None = None,
    ) -> None:
        self._zone, self._public_url = settings.zone, settings.public_url
        self._store = store
        self._clock = clock
        self._inbox: deque[Notice] = deque()
        self._wake = threading.Event()
        self._stopping = False
        self._hands = Hands(store, sender, clock, chance or Random(), self._wake.set)
        self._tidied: datetime | None = None
        self._told: set[tuple[str, str]] = set()  # targets and weeks that they were told of
        self._rules: dict[str, Rule] = {}  # as they were when the notices at hand were taken in
        self._thread = threading.Thread(target=self._run, name="notices", daemon=True)

    def take(self, notice: Notice) -> None:
        """Tell whoever wants to know; returns at once."""
        if len(self._inbox) >= MOST_WAITING:
            log.error("a notice is lost: too many wait for the database", flag=notice.flag_id)
            return
        self._inbox.append(notice)
        self._wake.set()

    def moved(self, card: FlagCard, move: FlagMove) -> None:
        """A flag was moved: tell whoever wants to know; returns at once."""
        notice = of_move(card, move)
        if notice is not None:
            self.take(notice)

    def poke(self) -> None:
        """Something was queued: look now."""
        self._wake.set()

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def stop(self, patience_s: float = 5.0) -> None:
        """Write down what was taken; what is being sent gets `patience_s`, and is otherwise sent
        again after the next start.
        """
        self._stopping = True
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(patience_s)
        safely(self._accept)
        self.settle(patience_s)

    def settle(self, patience_s: float) -> None:
        """Wait until nothing is being sent."""
        self._hands.settle(patience_s)

    def turn(self) -> None:
        """Everything there is to do now; StoreError."""
        self._accept()
        self._gather_digests()
        self._tell_of_the_week()
        self._hands.send_due()
        self._tidy()

    def _run(self) -> None:
        safely(self._catch_up)
        while not self._stopping:
            self._wake.clear()
            safely(self.turn)
            self._wake.wait(self._idle_s())

    def _idle_s(self) -> float:
        """Until the next message is due, or it is time to look again."""
        due = None
        try:
            due = self._store.notices.next_due(self._hands.busy())
        except StoreError as error:
            log.warning("notices wait for the database", message=error.message)
        if due is None:
            return LOOK_S
        return min(max((due - self._clock()).total_seconds(), 0.1), LOOK_S)

    # -- taking in

    def _catch_up(self) -> None:
        """What was moved lately, in case that nobody could be told of it."""
        since = self._clock() - CATCH_UP
        for card in self._store.ledger.shown(since, since):
            for move in self._store.ledger.history(card.id):
                if move.at >= since:
                    self.moved(card, move)

    def _accept(self) -> None:
        """From memory into the queue. What the database does not take now stays in memory."""
        if not self._inbox:
            return
        targets = self._store.notice_targets.all()
        self._rules = self._known_rules() if targets else {}
        while self._inbox:
            notice = self._inbox.popleft()
            try:
                self._queue(notice, [each for each in targets if filters.wants(each, notice)])
            except StoreError:
                self._inbox.appendleft(notice)
                raise
            except Exception:
                log.exception("a notice could not be written", flag=notice.flag_id)

    def _known_rules(self) -> dict[str, Rule]:
        """By id. Notices do without what a rule asks where rules cannot be read."""
        try:
            return {each.id: each.rule for each in self._store.rules.all()}
        except StoreBusy:
            raise
        except VoicemonError as error:
            log.warning("notices name rules by their ids", message=error.message)
            return {}

    def _queue(self, notice: Notice, wanting: Sequence[Target]) -> None:
        now = self._clock()
        if wanting:
            self._store.notices.add([self._new(each, notice, now) for each in wanting], now)

    def _new(self, target: Target, notice: Notice, now: datetime) -> NewDelivery:
        held = self._held(target, notice.severity, now)
        return NewDelivery(
            target.id,
            notice.key,
            DeliveryKind.FLAG,
            notice.severity,
            messages.flag_body(notice, self._public_url, self._rules.get(notice.rule)),
            held.until if held else now,
            held.why if held else "",
        )

    def _held(self, target: Target, severity: Severity, now: datetime) -> filters.Held | None:
        since = now - timedelta(minutes=target.settings.window_min)
        passed = self._store.notices.passed(target.id, since)
        return filters.held(target.settings, severity, passed, now, self._zone)

    # -- digests

    def _gather_digests(self) -> None:
        now = self._clock()
        for target_id, held in self._store.notices.held_due(now).items():
            target = self._store.notice_targets.get(target_id)
            gravest = max((each.severity for each in held), key=list(Severity).index)
            longer = self._held(target, gravest, now)
            if longer is not None:
                self._store.notices.put_off(held, longer.until)
            else:
                self._store.notices.digest(held, _digest(held, gravest, now), now)

    def _tell_of_the_week(self) -> None:
        """Each target on its day, once a week."""
        now = self._clock()
        week = weeks.week_before(now, self._zone)
        due = [
            each
            for each in self._store.notice_targets.all()
            if (each.id, week) not in self._told and weeks.wants(each, now, self._zone)
        ]
        if due:
            names = {rule_id: rule.name for rule_id, rule in self._known_rules().items()}
            site = weeks.Site(self._zone, self._public_url, names)
            self._store.notices.add(weeks.reports(self._store, due, now, site), now)
        self._told = {told for told in self._told if told[1] == week}
        self._told |= {(each.id, week) for each in due}

    def _tidy(self) -> None:
        now = self._clock()
        if self._tidied is None or now - self._tidied >= TIDY:
            self._tidied = now
            self._store.deliveries.forget(now - KEPT)


def _digest(held: list[Delivery], gravest: Severity, now: datetime) -> NewDelivery:
    body = messages.digest_body(held, held[-1].held_for, now)
    key = f"digest:{uuid4().hex}"
    return NewDelivery(held[0].target_id, key, DeliveryKind.DIGEST, gravest, body, now)
