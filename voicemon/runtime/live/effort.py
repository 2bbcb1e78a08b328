"""How busy the engine is, and how late its answers come."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable

LATELY_S = 5.0


class Effort:
    """That of `threads` threads since `begin`. Its owner holds a lock around every call."""

    def __init__(self, threads: int, clock: Callable[[], float]) -> None:
        self.counts: Counter[str] = Counter()
        self.lag_s = 0.0  # of the latest final that was answered
        self._threads = threads
        self._clock = clock
        self._busy_s = 0.0
        self._worked: deque[tuple[float, float]] = deque()  # until when, for how long
        self._since_s = clock()

    def begin(self) -> None:
        """From now on it could have worked."""
        self._since_s = self._clock()

    def answered(self, due_s: float) -> None:
        """A final that was due then is answered."""
        self.counts["finals"] += 1
        self.lag_s = self._clock() - due_s

    def worked(self, started_s: float) -> None:
        """A thread has heard a batch since then."""
        self._worked.append((self._clock(), self._clock() - started_s))
        self._busy_s += self._worked[-1][1]
        self.counts["batches"] += 1

    def busy(self, now_s: float) -> float:
        """The share of its time that it worked."""
        return self._busy_s / max(1e-9, self._threads * (now_s - self._since_s))

    def lately_busy(self, now_s: float) -> float:
        """The same share of the last seconds."""
        while self._worked and self._worked[0][0] < now_s - LATELY_S:
            self._worked.popleft()
        return sum(each for _, each in self._worked) / (LATELY_S * self._threads)
