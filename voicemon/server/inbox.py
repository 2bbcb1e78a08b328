"""What comes in for a thread that tells pages something, and that thread's beginning and end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

MOST_AT_ONCE = 200

T = TypeVar("T")


class Inbox(Generic[T]):
    """Things from many threads for one, which runs `run` from the first of them until `stop`."""

    def __init__(self, name: str, run: Callable[[], None]) -> None:
        self._name = name
        self._run = run
        self._queue: SimpleQueue[T | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self.stopped = False

    def __len__(self) -> int:
        """Things that wait."""
        return self._queue.qsize()

    @property
    def begun(self) -> bool:
        """Whether anything ever came in."""
        return self._thread is not None

    def put(self, item: T) -> None:
        """Returns at once."""
        self._queue.put(item)
        if not self._runs():  # at first, and after a fork
            with self._starting:
                if not self.stopped and not self._runs():
                    self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                    self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self.stopped = True
        self._queue.put(None)
        if self._thread:
            self._thread.join(5)

    def take(self, pause_s: float | None = None) -> list[T]:
        """On the thread: wait for something, at most so long; what else is there comes with it."""
        found: list[T] = []
        with suppress(Empty):
            item = self._queue.get(timeout=pause_s)
            while item is not None:
                found.append(item)
                if len(found) == MOST_AT_ONCE:
                    break
                item = self._queue.get_nowait()
        return found

    def _runs(self) -> bool:
        return self._thread is not None and self._thread.is_alive()
