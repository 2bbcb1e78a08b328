"""The few threads that serve every running call, however many there are.

An ear thread hears its calls in turn, every `TICK_S`; a call stays with one ear. Weighers take
whatever calls have something ready, a few at once so that their texts are read together; a call is
with one weigher at a time.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

import structlog

log = structlog.get_logger(__name__)
TICK_S = 0.04
AT_ONCE = 8
Call = TypeVar("Call")


class Hearer(Protocol):
    """What an ear serves."""

    def listen(self) -> None:
        """Hear what has come in since; raises nothing."""


class Ears:
    """`count` threads."""

    def __init__(self, count: int) -> None:
        self._calls: list[list[Hearer]] = [[] for _ in range(count)]
        self._lock = threading.Lock()
        self._some = threading.Event()
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(
                target=self._run, args=(number,), name=f"live-ear-{number}", daemon=True
            )
            for number in range(count)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Hear no more."""
        self._stopping.set()
        self._some.set()
        for thread in self._threads:
            thread.join()

    def add(self, call: Hearer) -> None:
        """Hear this call too."""
        with self._lock:
            min(self._calls, key=len).append(call)
            self._some.set()

    def remove(self, call: Hearer) -> None:
        """Not any longer."""
        with self._lock:
            for calls in self._calls:
                if call in calls:
                    calls.remove(call)
            if not any(self._calls) and not self._stopping.is_set():
                self._some.clear()

    def _run(self, number: int) -> None:
        while not self._stopping.is_set():
            self._some.wait()
            with self._lock:
                calls = list(self._calls[number])
            for call in calls:
                call.listen()
            self._stopping.wait(TICK_S)


class Weighers(Generic[Call]):
    """`count` threads. `serve` gets the calls to look at; it raises nothing."""

    def __init__(self, count: int, serve: Callable[[list[Call]], None]) -> None:
        self._serve = serve
        self._ready: deque[Call] = deque()
        self._busy: dict[int, bool] = {}  # by id of a call in hand: more came meanwhile
        self._work = threading.Condition()
        self._open = True
        self._threads = [
            threading.Thread(target=self._run, name=f"live-weigher-{number}", daemon=True)
            for number in range(count)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Serve what is ready, then end."""
        with self._work:
            self._open = False
            self._work.notify_all()
        for thread in self._threads:
            thread.join()

    def ready(self, call: Call) -> None:
        """A call has something; returns at once."""
        with self._work:
            if id(call) in self._busy:
                self._busy[id(call)] = True
            elif call not in self._ready:
                self._ready.append(call)
                self._work.notify()

    def _run(self) -> None:
        while calls := self._take():
            try:
                self._serve(calls)
            except Exception:
                log.exception("weighing failed")
            self._give_back(calls)

    def _take(self) -> list[Call]:
        with self._work:
            while self._open and not self._ready:
                self._work.wait()
            calls = [self._ready.popleft() for _ in range(min(AT_ONCE, len(self._ready)))]
            self._busy |= {id(call): False for call in calls}
            return calls

    def _give_back(self, calls: list[Call]) -> None:
        with self._work:
            for call in calls:
                if self._busy.pop(id(call)) and call not in self._ready:
                    self._ready.append(call)
                    self._work.notify()
