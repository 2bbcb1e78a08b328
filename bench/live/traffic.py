"""So many calls at once, for so long, watched: what a part of the bench is made of."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bench.live.lag import Side
from bench.live.sender import Caller, Senders
from bench.live.service import Sampler, Service
from bench.live.sound import Tape
from bench.live.watch import Watcher

STAGGER_S = 0.73  # between two beginnings: no multiple of a message or a frame
LAST_WORDS_S = 20.0
LOOK_S = 0.2


class Traffic:
    """Places at which calls run. With `turnover` each plays one recording and hangs up, and the
    next one dials; else a call lasts until it is dropped, recordings joined.
    """

    def __init__(
        self, service: Service, tapes: Sequence[Tape], senders: Senders, *, turnover: bool = False
    ) -> None:
        self._service = service
        self._tapes = list(tapes)
        self._senders = senders
        self._turnover = turnover
        self._number = 0
        self._places: list[Caller] = []
        self.callers: list[Caller] = []
        self.refused: list[str] = []

    def add(self, calls: int, over_s: float | None = None) -> None:
        """Further calls, one after the other."""
        pause_s = STAGGER_S if over_s is None else over_s / max(calls, 1)
        for _ in range(calls):
            began = time.monotonic()
            caller = self._dial()
            if caller:
                self._places.append(caller)
            time.sleep(max(0.0, began + pause_s - time.monotonic()))

    def run(self, seconds: float) -> None:
        """Let them speak; who has hung up is followed by the next."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._service.crashed:
            if self._turnover:
                self._follow()
            time.sleep(LOOK_S)

    def drop(self, calls: int | None = None) -> None:
        """Hang up the newest calls; None: all."""
        leaving = self._places[-calls:] if calls else self._places
        self._places = self._places[: len(self._places) - len(leaving)]
        self._senders.hang_up(leaving)

    def failures(self) -> list[str]:
        """What went wrong with calls."""
        return [*self.refused, *(caller.failed for caller in self.callers if caller.failed)]

    def _follow(self) -> None:
        for place, caller in enumerate(self._places):
            if caller.over:
                self._places[place] = self._dial() or caller

    def _dial(self) -> Caller | None:
        turn = self._number % len(self._tapes)
        order = [*self._tapes[turn:], *self._tapes[:turn]]
        tapes = order[:1] if self._turnover else order
        caller = Caller(f"bench-{self._number:04d}", tapes, once=self._turnover)
        self._number += 1
        try:
            caller.dial(self._service.stream)
        except OSError as error:
            self.refused.append(str(error))
            return None
        self.callers.append(caller)
        self._senders.add(caller)
        return caller


@contextmanager
def traffic(
    service: Service, tapes: Sequence[Tape], *, turnover: bool = False, every_s: float = 1.0
) -> Iterator[tuple[Traffic, Watcher, Sampler]]:
    """Traffic with its watcher and its sampler, all ended at the end."""
    watcher, senders, sampler = Watcher(service.page), Senders(), Sampler(service, every_s)
    senders.start()
    try:
        found = Traffic(service, tapes, senders, turnover=turnover)
        yield found, watcher, sampler
    finally:
        if sampler.is_alive():
            sampler.stop()
        watcher.close()
        senders.stop()


def wait_for_ends(found: Traffic, watcher: Watcher, seconds: float = LAST_WORDS_S) -> None:
    """Until every call has told its end."""
    until = time.monotonic() + seconds
    pause = threading.Event()
    while time.monotonic() < until:
        if all(caller.call in watcher.ended for caller in found.callers):
            return
        pause.wait(LOOK_S)


def sides(found: Traffic, watcher: Watcher) -> list[Side]:
    """Every channel with what was told of it."""
    every = []
    for caller in found.callers:
        for side in caller.sides():
            side.finals = [t for t in watcher.finals[caller.call] if t.role == side.role]
            side.partials = [t for t in watcher.partials[caller.call] if t.role == side.role]
            every.append(side)
    return every
