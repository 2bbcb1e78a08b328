"""Trajectory: the frustration of one call over audio time, a filter over log-odds.

The state is Gaussian: what is carried beyond the customer's usual (log-odds), and its variance.
Between steps the carried part fades to the usual with a half-life and the variance grows to that
of a customer not heard yet (an Ornstein-Uhlenbeck process, discretised exactly). A step adds its
fused log-odds to the mean (Bayes' rule for independent evidence) and its information to the
inverse variance (the Kalman filter's information form). So an utterance without evidence moves
the score only by fading, and widens the band.

What is carried over is limited: a long rant is not many independent witnesses, and calming words
must be able to end it.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from voicemon.frustration.calibration import Weights, shipped_weights, sigmoid
from voicemon.frustration.fusion import Fused, fuse
from voicemon.types import Evidence, Frustration

USUAL = "usual"  # the contribution of the prior
SO_FAR = "so far"  # the contribution of what the filter carries over
BAND = 1.645  # standard deviations of a 90 % interval


@dataclass(frozen=True, slots=True)
class State:
    """What is known after a step: log-odds beyond the usual, and their variance."""

    beyond: float
    variance: float


def faded(state: State, elapsed_s: float, weights: Weights) -> State:
    """The state `elapsed_s` of audio later, nothing heard in between."""
    calm = state.beyond < 0
    half_life_s = weights.calm_half_life_s if calm else weights.frustrated_half_life_s
    kept = 0.5 ** (elapsed_s / half_life_s)
    limit = weights.carry_limit
    spread = 0.5 ** (2 * elapsed_s / weights.frustrated_half_life_s)
    variance = weights.usual_variance + (state.variance - weights.usual_variance) * spread
    return State(max(-limit, min(limit, kept * state.beyond)), variance)


def told(state: State, fused: Fused) -> State:
    """The state after an utterance's evidence."""
    variance = 1.0 / (1.0 / state.variance + fused.information)
    return State(state.beyond + fused.log_odds, variance)


class Trajectory:
    """The frustration of one call: `step` once an utterance, in the order of audio time."""

    def __init__(self, call_id: str, weights: Weights | None = None) -> None:
        self.call_id = call_id
        self.weights = weights or shipped_weights()
        self._state = State(0.0, self.weights.usual_variance)
        self._at_s = 0.0
        self._recent: deque[tuple[float, float]] = deque()

    def step(self, utterance_id: str, at_s: float, evidence: Sequence[Evidence]) -> Frustration:
        """The score at `at_s` after this evidence; a time that runs backwards stands still."""
        elapsed_s = max(0.0, at_s - self._at_s)
        before = faded(self._state, elapsed_s, self.weights)
        fused = fuse(evidence, self.weights)
        self._state = told(before, fused)
        self._at_s += elapsed_s
        return self._point(utterance_id, before, fused)

    def _point(self, utterance_id: str, before: State, fused: Fused) -> Frustration:
        slope = self.weights.calibration_slope
        contributions = {USUAL: self.weights.usual, SO_FAR: slope * before.beyond}
        contributions |= {cue: slope * share for cue, share in fused.contributions.items()}
        log_odds = sum(contributions.values())
        reach = BAND * slope * math.sqrt(self._state.variance)
        score = sigmoid(log_odds)
        return Frustration(
            call_id=self.call_id,
            utterance_id=utterance_id,
            at_s=self._at_s,
            score=score,
            low=sigmoid(log_odds - reach),
            high=sigmoid(log_odds + reach),
            slope_per_min=self._slope(score),
            contributions=contributions,
        )

    def _slope(self, score: float) -> float:
        """Theil-Sen slope (median over pairs) of the last minute, in score per minute."""
        self._recent.append((self._at_s, score))
        while self._recent[0][0] < self._at_s - self.weights.slope_window_s:
            self._recent.popleft()
        points = list(self._recent)
        rises = [
            60.0 * (b[1] - a[1]) / (b[0] - a[0])
            for i, a in enumerate(points)
            for b in points[i + 1 :]
            if b[0] - a[0] >= self.weights.slope_least_span_s
        ]
        return median(rises) if rises else 0.0
