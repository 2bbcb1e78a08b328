"""The filter over many calls at once: the same numbers as `Trajectory`, a thousand times sooner.

A search asks for the scores of hundreds of calls thousands of times. Here the evidence of all calls
stands in arrays, and one pass over the longest call's steps moves every call on.
`tests/models/test_batch.py` holds it against the product's own filter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from models.frustration.course import LATE_S, Course
from voicemon.frustration.calibration import Weights
from voicemon.frustration.trajectory import BAND
from voicemon.types import Evidence, Role

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scores:
    """Score and band at the end of every labelled turn, [turns]."""

    score: Floats
    low: Floats
    high: Floats


class Batch:
    """Calls as arrays. `levels`, `of_call` [turns]: each labelled turn's level and its call."""

    def __init__(self, courses: Sequence[Course]) -> None:
        self.courses = list(courses)
        steps = [_scored_steps(course) for course in courses]
        self._elapsed_s = np.zeros((max(map(len, steps)), len(courses)))
        self._groups: list[tuple[int, list[Evidence]]] = []
        for call, own in enumerate(steps):
            before_s = 0.0
            for step, (end_s, evidence) in enumerate(own):
                self._elapsed_s[step, call] = max(0.0, end_s - before_s)
                before_s = max(before_s, end_s)
                for _, cues in groupby(sorted(evidence, key=_witness), key=_witness):
                    self._groups.append((step * len(courses) + call, list(cues)))
        self._index_cues()
        self._index_turns(steps)

    def _index_cues(self) -> None:
        groups = self._groups
        self._names = sorted({cue.cue for _, cues in groups for cue in cues})
        self._witness_names = sorted({name.partition(".")[0] for name in self._names})
        widest = max(len(cues) for _, cues in groups)
        self._log_odds = np.zeros((len(groups), widest))
        self._cue = np.zeros((len(groups), widest), dtype=np.int64)
        self._sure = np.zeros(len(groups))
        self._place = np.array([place for place, _ in groups])
        self._witness = np.zeros(len(groups), dtype=np.int64)
        for row, (_, cues) in enumerate(groups):
            self._log_odds[row, : len(cues)] = [cue.log_odds for cue in cues]
            self._cue[row, : len(cues)] = [self._names.index(cue.cue) for cue in cues]
            self._sure[row] = max(min(1.0, max(0.0, cue.confidence)) for cue in cues)
            self._witness[row] = self._witness_names.index(_witness(cues[0]))

    def _index_turns(self, steps: Sequence[Sequence[tuple[float, object]]]) -> None:
        places, levels, of_call = [], [], []
        for call, (course, own) in enumerate(zip(self.courses, steps, strict=True)):
            ends = np.maximum.accumulate([end_s for end_s, _ in own] or [np.inf])
            for turn in course.turns:
                step = int(np.searchsorted(ends, turn.end_s + LATE_S, side="right")) - 1
                places.append((step, call))
                levels.append(turn.level)
                of_call.append(call)
        self._turns = np.array(places)
        self.levels = np.array(levels)
        self.of_call = np.array(of_call)

    def scores(self, weights: Weights) -> Scores:
        """Scores with these weights; before anything is heard a turn has the prior's."""
        told, information = self._fused(weights)
        beyond, variance = self._followed(weights, told, information)
        step, call = self._turns.T
        heard = step >= 0
        at = np.where(heard, beyond[step, call], 0.0)
        spread = np.where(heard, variance[step, call], weights.usual_variance)
        log_odds = weights.usual + weights.calibration_slope * at
        reach = BAND * weights.calibration_slope * np.sqrt(spread)
        return Scores(expit(log_odds), expit(log_odds - reach), expit(log_odds + reach))

    def _fused(self, weights: Weights) -> tuple[Floats, Floats]:
        """What each step tells, [steps, calls]: log-odds and information."""
        trusts = [weights.witness(name) for name in self._witness_names]
        scale = np.array([weights.scale(name) for name in self._names])
        factor = np.array([trust.repeat_factor for trust in trusts])[self._witness]
        limit = weights.cue_limit
        share = np.clip(self._log_odds, -limit, limit) * scale[self._cue]
        ladder = factor[:, None] ** np.arange(share.shape[1])
        up = -np.sort(-np.maximum(share, 0.0), axis=1)
        down = np.sort(np.minimum(share, 0.0), axis=1)
        total = ((up + down) * ladder).sum(axis=1)
        shape = self._elapsed_s.shape
        told = np.bincount(self._place, total, self._elapsed_s.size).reshape(shape)
        known = np.array([trust.information for trust in trusts])[self._witness] * self._sure
        information = np.bincount(self._place, known, self._elapsed_s.size).reshape(shape)
        return np.clip(told, -weights.step_limit, weights.step_limit), information

    def _followed(
        self, weights: Weights, told: Floats, information: Floats
    ) -> tuple[Floats, Floats]:
        """The filter's mean and variance after every step, [steps, calls]."""
        means, variances = np.empty_like(told), np.empty_like(told)
        mean = np.zeros(told.shape[1])
        variance = np.full(told.shape[1], weights.usual_variance)
        angry, calm = weights.frustrated_half_life_s, weights.calm_half_life_s
        for step, elapsed_s in enumerate(self._elapsed_s):
            kept = 0.5 ** (elapsed_s / np.where(mean < 0, calm, angry))
            spread = 0.5 ** (2 * elapsed_s / angry)
            variance = weights.usual_variance + (variance - weights.usual_variance) * spread
            variance = 1.0 / (1.0 / variance + information[step])
            carried = np.clip(kept * mean, -weights.carry_limit, weights.carry_limit)
            mean = carried + told[step]
            means[step], variances[step] = mean, variance
        return means, variances


def _scored_steps(course: Course) -> list[tuple[float, tuple[Evidence, ...]]]:
    """End and evidence of the utterances that move the score, as `voicemon.monitor` steps them."""
    return [
        (said.end_s, evidence)
        for said, evidence in course.steps
        if evidence or said.role is not Role.AGENT
    ]


def _witness(evidence: Evidence) -> str:
    return evidence.cue.partition(".")[0]
