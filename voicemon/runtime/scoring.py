"""How well figures agree with labels: AUC and F1, with bootstrap intervals. numpy only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWS = 1000
LEVEL = 0.95
_SEED = 7

Scores = NDArray[np.float64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95 % interval; NaN where it cannot be computed."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        if np.isnan(self.value):
            return "not defined (both kinds of label are needed)"
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


def auc(scores: Scores, truth: Truth) -> float:
    """Area under the ROC curve, ties counted half (Mann & Whitney 1947); NaN with one class."""
    positive = int(truth.sum())
    negative = truth.size - positive
    if not positive or not negative:
        return float("nan")
    ordered, place, count = np.unique(scores, return_inverse=True, return_counts=True)
    del ordered
    mean_rank = np.cumsum(count) - (count - 1) / 2
    ranks = mean_rank[place]
    return float((ranks[truth].sum() - positive * (positive + 1) / 2) / (positive * negative))


def f1(scores: Scores, truth: Truth, threshold: float = 0.5) -> float:
    """F1 of `scores` ≥ `threshold`; 0 where nothing is right, NaN without positives."""
    said = scores >= threshold
    if not truth.any():
        return float("nan")
    return float(2 * (said & truth).sum() / (said.sum() + truth.sum()))


def interval(
    metric: Callable[[Scores, Truth], float],
    scores: Scores,
    truth: Truth,
    groups: Sequence[str] = (),
) -> Figure:
    """`metric` with a percentile interval. `groups` (a speaker each) are drawn whole."""
    value = metric(scores, truth)
    if np.isnan(value):
        return Figure(value, value, value)
    rng = np.random.default_rng(_SEED)
    members = _members(groups, truth.size)
    drawn = []
    for _ in range(DRAWS):
        at = np.concatenate([members[i] for i in rng.integers(0, len(members), len(members))])
        drawn.append(metric(scores[at], truth[at]))
    tail = 50 * (1 - LEVEL)
    low, high = np.nanpercentile(drawn, [tail, 100 - tail])
    return Figure(value, float(low), float(high))


def _members(groups: Sequence[str], size: int) -> list[NDArray[np.intp]]:
    """Places that are drawn together; each by itself where there are fewer than two groups."""
    if len(set(groups)) < 2:
        return [np.array([place]) for place in range(size)]
    _, owner = np.unique(np.asarray(groups), return_inverse=True)
    return [np.flatnonzero(owner == each) for each in range(int(owner.max()) + 1)]
