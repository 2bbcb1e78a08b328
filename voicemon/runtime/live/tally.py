"""How the running calls of a desk fare, in figures."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass

from voicemon.runtime.live.call import LiveCall

REASONS = frozenset("hangup timeout interrupted withdrawn refused shutdown".split())
LAGS = 500


@dataclass(frozen=True, slots=True)
class Figures:
    """How the running calls fare; counts are since the start, lags of the last 500 finals."""

    calls: int
    analysed: int
    accepted: int
    ended: dict[str, int]
    steps: dict[str, int]
    dropped_s: float
    faults: int
    finals: int
    lag_p50_s: float
    lag_p95_s: float
    lag_max_s: float


class Tally:
    """Counts what happens to calls; for any thread that holds the desk's lock, `lagged` for any."""

    def __init__(self) -> None:
        self._lags: deque[float] = deque(maxlen=LAGS)
        self._accepted = self._finals = self._faults = 0
        self._ends: Counter[str] = Counter()
        self._dropped_s = 0.0

    def accepted(self) -> None:
        """A call came in."""
        self._accepted += 1

    def lagged(self, lag_s: float) -> None:
        """A final was told so long after it was spoken."""
        self._lags.append(lag_s)
        self._finals += 1

    def ended(self, call: LiveCall, reason: str) -> None:
        """A call is over; what it counted is kept."""
        self._ends[reason if reason in REASONS else "other"] += 1
        self._dropped_s += call.dropped_s
        self._faults += call.faults

    def figures(self, calls: Sequence[LiveCall]) -> Figures:
        """With those that run now."""
        lags = sorted(self._lags.copy())  # others add to it meanwhile
        return Figures(
            calls=len(calls),
            analysed=sum(call.is_analysed for call in calls),
            accepted=self._accepted,
            ended=dict(self._ends),
            steps=dict(Counter(call.step.value for call in calls)),
            dropped_s=self._dropped_s + sum(call.dropped_s for call in calls),
            faults=self._faults + sum(call.faults for call in calls),
            finals=self._finals,
            lag_p50_s=_share(lags, 0.5),
            lag_p95_s=_share(lags, 0.95),
            lag_max_s=_share(lags, 1.0),
        )


def _share(ordered: list[float], share: float) -> float:
    if not ordered:
        return 0.0
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3)
