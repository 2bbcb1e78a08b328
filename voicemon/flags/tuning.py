"""Tuning: the figures of a rule, fitted to what people told of its flags.

Outcomes exist only of flags that were raised, and of some of those; so little is moved, and
nothing on a guess:

* What a candidate costs on a call: every right flag that it misses (`RIGHT_WEIGHT` times, and more
  where wrong ones outnumber the right, so that no rule is better for calling nobody), every wrong
  one that it raises, and every flag that the rule has not and nobody could judge.
* Distance costs, too: `PULL` wrong flags for a candidate that is far, four times that for twice as
  far. Beside many outcomes that is nothing, beside few it holds the rule where it was.
* What is told of a choice was learnt elsewhere: each fold of calls is judged by the candidate that
  the others chose (cross-validation), and intervals draw whole calls (bootstrap), because flags of
  one call are not independent. A rule moves only when that saves something at both ends of the
  interval.

Nothing here knows who the agent was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from voicemon.flags.knobs import Candidate
from voicemon.flags.trials import Tried

LEAST_CALLS = 10  # with a right flag of the rule, and as many with a wrong one
RIGHT_WEIGHT = 2.0
PULL = 2.0
FOLDS = 5
SPLITS = 5  # into folds, each drawn anew: one alone is luck
DRAWS = 1000
LEVEL = 0.90  # of every interval
_SEED = 7

Table = NDArray[np.float64]


class Verdict(StrEnum):
    """What outcomes say of a rule's figures."""

    TOO_FEW = "too_few"
    FIXED = "nothing_to_move"
    STAYS = "stays"
    MOVES = "moves"


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 90 % interval; NaN where it is not defined."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Expected:
    """What the choice is worth on calls that did not make it. `lost`, `avoided`: right and wrong
    flags, counted; `saving`: in wrong flags.
    """

    precision_before: Interval
    precision: Interval
    lost: Interval
    avoided: Interval
    saving: Interval


@dataclass(frozen=True, slots=True)
class Fitted:
    """What came of one rule; `chosen` is the rule itself unless it moves. Calls with a right flag,
    and with a wrong one, and such flags.
    """

    verdict: Verdict
    right_calls: int
    wrong_calls: int
    rights: int
    wrongs: int
    chosen: Candidate
    expected: Expected | None = None


def fitted(made: Sequence[Candidate], calls: Iterable[Tried]) -> Fitted:
    """The candidate that the outcomes choose (the rule itself is the first), and its worth."""
    telling = sorted((call for call in calls if call.tells), key=lambda call: call.call_id)
    rights, wrongs = sum(c.rights for c in telling), sum(c.wrongs for c in telling)
    both = sum(c.rights > 0 for c in telling), sum(c.wrongs > 0 for c in telling)
    stays = Fitted(Verdict.STAYS, *both, rights, wrongs, made[0])
    if min(both) < LEAST_CALLS:
        return replace(stays, verdict=Verdict.TOO_FEW)
    if len(made) == 1:
        return replace(stays, verdict=Verdict.FIXED)
    costs = _costs(telling, RIGHT_WEIGHT * max(1.0, wrongs / rights))
    pull = PULL * np.array([each.distance for each in made])
    expected = _expected(telling, costs, pull)
    chosen = _cheapest(costs, pull)
    if chosen == 0 or not expected.saving.low > 0:
        return replace(stays, expected=expected)
    return replace(stays, verdict=Verdict.MOVES, chosen=made[chosen], expected=expected)


def _costs(calls: Sequence[Tried], right_weight: float) -> Table:
    """[calls, candidates], in wrong flags."""
    return np.array(
        [right_weight * each.lost + each.wrong + each.unjudged for each in calls], np.float64
    )


def _cheapest(costs: Table, pull: Table) -> int:
    """Of equals the nearest, then the first."""
    total = np.round(costs.sum(axis=0) + pull, 9)
    return int(np.lexsort((pull, total))[0])


def _expected(calls: Sequence[Tried], costs: Table, pull: Table) -> Expected:
    picks = _picks(calls, costs, pull)
    rows = np.arange(len(calls))

    def elsewhere(table: Table) -> Table:
        """What the choice of the others did in each call, a mean over the splits."""
        held: Table = np.mean([table[rows, pick] for pick in picks], axis=0)
        return held

    right, wrong, lost = (
        np.array([getattr(each, name) for each in calls], np.float64)
        for name in ("right", "wrong", "lost")
    )
    return Expected(
        precision_before=drawn(ratio, right[:, 0], right[:, 0] + wrong[:, 0]),
        precision=drawn(ratio, elsewhere(right), elsewhere(right) + elsewhere(wrong)),
        lost=drawn(_sum, elsewhere(lost) - lost[:, 0]),
        avoided=drawn(_sum, wrong[:, 0] - elsewhere(wrong)),
        saving=drawn(_sum, costs[:, 0] - elsewhere(costs)),
    )


def _picks(calls: Sequence[Tried], costs: Table, pull: Table) -> NDArray[np.intp]:
    """[splits, calls]: the candidate that the other folds chose."""
    rng = np.random.default_rng(_SEED)
    picks = np.zeros((SPLITS, len(calls)), np.intp)
    for split in range(SPLITS):
        fold = _folds(calls, rng)
        for number in range(FOLDS):
            picks[split, fold == number] = _cheapest(costs[fold != number], pull)
    return picks


def _folds(calls: Sequence[Tried], rng: np.random.Generator) -> NDArray[np.intp]:
    """A fold for each call; calls with right and with wrong flags are spread evenly."""
    fold = np.zeros(len(calls), np.intp)
    kinds = [(each.rights > 0, each.wrongs > 0) for each in calls]
    dealt = 0
    for kind in sorted(set(kinds)):
        members = rng.permutation([at for at, each in enumerate(kinds) if each == kind])
        fold[members] = (np.arange(members.size) + dealt) % FOLDS
        dealt += members.size
    return fold


def drawn(metric: Callable[..., float], *columns: Table) -> Interval:
    """A figure of columns [calls], and its interval over draws of whole calls."""
    rng = np.random.default_rng(_SEED)
    size = columns[0].size
    value = metric(*columns)
    draws = (rng.integers(0, size, size) for _ in range(DRAWS if size else 0))
    found = np.array([metric(*(column[at] for column in columns)) for at in draws])
    known = found[~np.isnan(found)]
    if not known.size:
        return Interval(value, value, value)
    low, high = np.percentile(known, [50 * (1 - LEVEL), 50 * (1 + LEVEL)])
    return Interval(value, float(low), float(high))


def ratio(part: Table, whole: Table) -> float:
    """The share that a part is of the whole; NaN of nothing."""
    total = float(whole.sum())
    return float(part.sum()) / total if total else float("nan")


def _sum(values: Table) -> float:
    return float(values.sum())
