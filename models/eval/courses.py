"""Measures over `Course`s: points at the ends of turns, delays, false flags, calibration.

Shared by the recordings (`frustration`) and the composed calls (`composed`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from sklearn.metrics import roc_auc_score

from models.frustration.course import Course, at_turn
from models.labels import FRUSTRATED
from voicemon.types import Flag, FlagState, Frustration, Role, Severity

BINS = 10
AT_END = "ended-unresolved"  # the rule that waits for the end
Point = tuple[float, float, float, float, float]  # level, score, low, high, VADER


def points_of(course: Course, curve: Sequence[Frustration]) -> list[Point]:
    """A point for every labelled turn after which there is a score."""
    points = []
    for turn in course.turns:
        point = at_turn(curve, turn)
        if point is not None:
            vader = -_vader(course, turn.end_s)
            points.append((turn.level, point.score, point.low, point.high, vader))
    return points


def _vader(course: Course, until_s: float) -> float:
    """Mean compound of the customer's utterances so far (Hutto & Gilbert 2014)."""
    said = [
        _compound(utterance.text)
        for utterance, _ in course.steps
        if utterance.role is not Role.AGENT and utterance.start_s < until_s
    ]
    return float(np.mean(said)) if said else 0.0


@lru_cache(maxsize=4096)
def _compound(text: str) -> float:
    return float(_analyzer()(text)["compound"])


@lru_cache(maxsize=1)
def _analyzer() -> Callable[[str], dict[str, float]]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    scores: Callable[[str], dict[str, float]] = SentimentIntensityAnalyzer().polarity_scores
    return scores


def auc(calls: Sequence[Sequence[Point]], column: int) -> float:
    """Of one column against level 2 or more; NaN where there is only one kind of turn."""
    points = [point for call in calls for point in call]
    wanted = [point[0] >= FRUSTRATED for point in points]
    if all(wanted) or not any(wanted):
        return float("nan")
    return float(roc_auc_score(wanted, [point[column] for point in points]))


def serious(flags: Sequence[Flag]) -> list[Flag]:
    """The raising of flags that ask for somebody."""
    grave = (Severity.WATCH, Severity.ACT)
    return [flag for flag in flags if flag.state is FlagState.RAISED and flag.severity in grave]


def delays_s(course: Course, flags: Sequence[Flag]) -> Iterator[float]:
    """Seconds from the end of the first level-2 turn to the first flag; the call's rest without."""
    first = next((turn for turn in course.turns if turn.level >= FRUSTRATED), None)
    if first is None:
        return
    flagged = [flag.at_s for flag in serious(flags) if flag.at_s >= first.start_s]
    yield (flagged[0] if flagged else course.duration_s) - first.end_s


def in_time(course: Course, flags: Sequence[Flag]) -> bool:
    """Whether a flag was raised from the first frustrated turn on, while the call ran."""
    from_s = course.frustrated_s or 0.0
    return any(flag.rule != AT_END and flag.at_s >= from_s for flag in serious(flags))


def false_flags(course: Course, flags: Sequence[Flag]) -> list[Flag]:
    """Flags raised while the customer is at level 0–1."""
    return [flag for flag in serious(flags) if _level_at(course, flag.at_s) < FRUSTRATED]


def _level_at(course: Course, at_s: float) -> float:
    begun = [turn.level for turn in course.turns if turn.start_s <= at_s]
    return begun[-1] if begun else 0.0


def calm_s(course: Course) -> float:
    """Seconds of the call at level 0–1; a level holds until the next customer turn."""
    starts = [0.0, *(turn.start_s for turn in course.turns), course.duration_s]
    held = [0.0, *(turn.level for turn in course.turns)]
    spans = zip(starts, starts[1:], held, strict=False)
    return sum(max(0.0, end - start) for start, end, level in spans if level < FRUSTRATED)


def _bins(points: Sequence[Point]) -> list[np.ndarray]:
    ranked = np.array(sorted(points, key=lambda point: point[1]))
    return [part for part in np.array_split(ranked, BINS) if len(part)]


def calibration_error(points: Sequence[Point]) -> float:
    """Expected calibration error (Naeini et al. 2015), bins of equal count."""
    gaps = [
        len(part) * abs(float((part[:, 0] >= FRUSTRATED).mean() - part[:, 1].mean()))
        for part in _bins(points)
    ]
    return sum(gaps) / len(points)


def coverage(points: Sequence[Point]) -> float:
    """Share of bins whose rate of frustrated turns lies within their mean band."""
    inside = [
        part[:, 2].mean() <= (part[:, 0] >= FRUSTRATED).mean() <= part[:, 3].mean()
        for part in _bins(points)
    ]
    return float(np.mean(inside))


def median(values: Sequence[float]) -> float:
    """NaN of nothing."""
    return float(np.median(values)) if values else float("nan")
