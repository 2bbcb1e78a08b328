"""Sends what is due in the queue: up to `HANDS` threads, never two to the same target. One that
hangs keeps one thread busy until its time limit and hinders nobody else.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import structlog

from voicemon.errors import NotFound, StoreBusy, StoreError
from voicemon.notify.failure import NotDelivered
from voicemon.notify.pauses import TRIES, pause_s
from voicemon.notify.sender import Message, Sender
from voicemon.store import Store
from voicemon.store.notice_records import Delivery

log = structlog.get_logger(__name__)

HANDS = 4
LEASE = timedelta(minutes=2)  # longer than any try takes, and writing it down
WRITES = 4  # each waits for its turn as long as the store does


def safely(work: Callable[[], None]) -> None:
    """Whatever happens, the next message is another one."""
    try:
        work()
    except StoreError as error:
        log.warning("notices wait for the database", message=error.message)
    except Exception:
        log.exception("the courier stumbled")


class Hands:
    """`done` is called, from any thread, when a message was sent or has failed."""

    def __init__(
        self,
        store: Store,
        sender: Sender,
        clock: Callable[[], datetime],
        chance: Random,
        done: Callable[[], None],
    ) -> None:
        self._store = store
        self._sender = sender
        self._clock = clock
        self._chance = chance
        self._done = done
        self._lock = threading.Lock()
        self._threads: dict[str, threading.Thread] = {}  # by the id of the target that is told

    def settle(self, patience_s: float) -> None:
        """Wait until nothing is being sent."""
        with self._lock:
            threads = list(self._threads.values())
        for thread in threads:
            thread.join(patience_s)

    def send_due(self) -> None:
        """Begin to send what is due; StoreError."""
        now = self._clock()
        busy = self.busy()
        for delivery in self._store.notices.claim(now, LEASE, HANDS - len(busy), busy):
            thread = threading.Thread(
                target=self._bring, args=(delivery,), name="notice", daemon=True
            )
            with self._lock:
                self._threads[delivery.target_id] = thread
            thread.start()

    def busy(self) -> set[str]:
        """The targets that are told something now."""
        with self._lock:
            return set(self._threads)

    def _bring(self, delivery: Delivery) -> None:
        try:
            safely(lambda: self._try(delivery))
        finally:
            with self._lock:
                del self._threads[delivery.target_id]
            self._done()

    def _try(self, delivery: Delivery) -> None:
        try:
            target = self._store.notice_targets.get(delivery.target_id)
        except NotFound:  # deleted meanwhile, and its messages with it
            return
        try:
            if delivery.tries > TRIES:  # it ended the process that sent it, again and again
                raise NotDelivered("it was begun too often without an end", permanent=True)
            self._sender.send(target, Message(delivery.id, delivery.body, delivery.severity))
        except NotDelivered as error:
            self._failed(delivery, error)
        except StoreError as error:  # another site's, or a damaged secret
            self._failed(delivery, NotDelivered(error.message, error.fix, permanent=True))
        else:
            _insist(lambda: self._store.notices.sent(delivery, self._clock()))

    def _failed(self, delivery: Delivery, error: NotDelivered) -> None:
        now = self._clock()
        gives_up = error.permanent or delivery.tries >= TRIES
        pause = timedelta(seconds=pause_s(delivery.tries, self._chance, error.after_s))
        log.warning(
            "a notice did not arrive",
            delivery=delivery.id,
            tries=delivery.tries,
            gives_up=gives_up,
            message=error.message,
        )
        said = f"{error.message} → {error.fix}" if error.fix else error.message
        again_at = None if gives_up else now + pause
        _insist(
            lambda: self._store.notices.failed(
                delivery, now, said, permanent=error.permanent, again_at=again_at
            )
        )


def _insist(write: Callable[[], object]) -> None:
    """What became of a message must be written down, or it is sent again."""
    for _ in range(WRITES - 1):
        try:
            write()
        except StoreBusy:
            continue
        return
    write()
