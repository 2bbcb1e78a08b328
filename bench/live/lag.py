"""From what was sent and what arrived to seconds of lag. Pure: times in, figures out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bench.live.sound import FRAME_S, Voiced

PAUSE_S = 0.5  # a longer one ends a stretch of speech
LEAST_S = 0.5  # shorter speech may go without a final
LONG_S = 1.5  # speech that is long enough for partial words
WORD_S = 0.3  # words that reach so far into speech show some of it
FAR_S = 5.0  # a final whose speech is further away than this has none
LATE_S = 1.0  # what ends so shortly before the hang-up is left out
_EPSILON_S = 1e-6


@dataclass(frozen=True, slots=True)
class Told:
    """Words that arrived: whose, the part of the call they stand for, and when (monotonic)."""

    key: str
    role: str
    start_s: float
    end_s: float
    at: float
    text: str = ""


@dataclass(slots=True)
class Side:
    """One channel of one call: which 32 ms frames were voiced, what was told of it.

    `origin` is the moment of its first sample, `until_s` how much of it was sent.
    """

    role: str
    voiced: Voiced
    origin: float
    until_s: float
    finals: list[Told] = field(default_factory=list)
    partials: list[Told] = field(default_factory=list)


def last_voiced_s(voiced: Voiced, before_s: float) -> float | None:
    """The end of the last voiced frame that ends at `before_s` or earlier."""
    frames = int((before_s + _EPSILON_S) / FRAME_S)
    found = np.flatnonzero(voiced[: max(frames, 0)])
    return (int(found[-1]) + 1) * FRAME_S if len(found) else None


def first_voiced_s(voiced: Voiced, from_s: float, until_s: float) -> float | None:
    """The start of the first voiced frame within."""
    first = max(int(np.ceil((from_s - _EPSILON_S) / FRAME_S)), 0)
    found = np.flatnonzero(voiced[first : int(until_s / FRAME_S)])
    return (first + int(found[0])) * FRAME_S if len(found) else None


def stretches(voiced: Voiced, pause_s: float = PAUSE_S) -> list[tuple[float, float]]:
    """Speech without a pause longer than `pause_s`, as (start, end) in seconds."""
    frames = np.flatnonzero(voiced)
    if not len(frames):
        return []
    breaks = np.flatnonzero(np.diff(frames) * FRAME_S > pause_s + FRAME_S) + 1
    return [
        (float(part[0]) * FRAME_S, float(part[-1] + 1) * FRAME_S)
        for part in np.split(frames, breaks)
    ]


def final_lags(side: Side) -> list[tuple[float, float]]:
    """For each final (the end of its speech on the monotonic clock, its lag in seconds).

    A final told again counts when it came first; one of speech that the hang-up cut is left out.
    """
    found = []
    for final in _firsts(side.finals):
        spoken_s = last_voiced_s(side.voiced, final.end_s)
        if spoken_s is None or final.end_s - spoken_s > FAR_S:
            continue
        if final.end_s <= side.until_s - LATE_S:
            spoken_at = side.origin + spoken_s
            found.append((spoken_at, final.at - spoken_at))
    return found


def unanswered(side: Side) -> tuple[list[float], int]:
    """When stretches of speech ended of which no final came (monotonic), and of how many."""
    asked = [
        (start_s, end_s)
        for start_s, end_s in stretches(side.voiced)
        if end_s - start_s >= LEAST_S and end_s <= side.until_s - LATE_S
    ]
    missing = [
        side.origin + end_s
        for start_s, end_s in asked
        if not any(each.start_s < end_s and each.end_s > start_s for each in side.finals)
    ]
    return missing, len(asked)


def first_words(side: Side) -> list[float]:
    """Seconds from the start of long speech to its first words, partial or final.

    Speech that is cut after 20 s was shown as part of what came before the cut.
    """
    found = []
    told = [*side.partials, *side.finals]
    for final in _firsts(side.finals):
        start_s = first_voiced_s(side.voiced, final.start_s, final.end_s)
        spoken_s = last_voiced_s(side.voiced, final.end_s)
        if start_s is None or spoken_s is None or spoken_s - start_s < LONG_S:
            continue
        shown = (start_s, start_s + WORD_S)
        at = min(each.at for each in told if each.start_s <= shown[0] and each.end_s >= shown[1])
        found.append(at - side.origin - start_s)
    return found


def partial_gaps(side: Side) -> list[float]:
    """Seconds between successive partials of the same speech."""
    times: dict[str, list[float]] = {}
    for partial in side.partials:
        times.setdefault(partial.key, []).append(partial.at)
    return [
        later - sooner
        for each in times.values()
        for sooner, later in zip(sorted(each), sorted(each)[1:], strict=False)
    ]


def _firsts(told: Iterable[Told]) -> list[Told]:
    firsts: dict[str, Told] = {}
    for each in sorted(told, key=lambda one: one.at):
        firsts.setdefault(each.key, each)
    return list(firsts.values())


def share(values: Sequence[float], of: float) -> float:
    """A percentile; not a number where nothing was measured."""
    return float(np.percentile(values, 100 * of)) if len(values) else float("nan")


def slope(
    times: Sequence[float],
    values: Sequence[float],
    bin_s: float,
    of: Callable[[NDArray[np.float64]], float] = np.mean,
) -> tuple[float, float]:
    """Change a second by least squares over means of `bin_s` (or what `of` makes of a bin), and
    half its 95 % interval. Neighbouring samples of memory say the same thing twice, hence bins.
    """
    x, y = _binned(np.asarray(times, float), np.asarray(values, float), bin_s, of)
    if len(x) < 3:
        return float("nan"), float("nan")
    away = x - x.mean()
    spread = float((away**2).sum())
    rise = float((away * y).sum()) / spread
    rest = y - y.mean() - rise * away
    error = float(np.sqrt((rest**2).sum() / (len(x) - 2) / spread))
    return rise, _student(len(x) - 2) * error


def _binned(
    times: NDArray[np.float64],
    values: NDArray[np.float64],
    bin_s: float,
    of: Callable[[NDArray[np.float64]], float],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if not len(times):
        return times, values
    bins = ((times - times.min()) / bin_s).astype(int)
    known = np.unique(bins)
    return (
        np.array([times[bins == one].mean() for one in known]),
        np.array([of(values[bins == one]) for one in known]),
    )


def _student(freedom: int) -> float:
    """97.5 % quantile of Student's t, near enough (Cornish–Fisher)."""
    z = 1.959964
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
