"""A speaker's own usual: centre and spread of one figure, robust, learnt from their own speech.

People differ in loudness, pitch and pace far more than anger moves them, so a figure says something
only against the same person's usual. The first `SETTLE_S` seconds of speech set it (weighted median
and MAD, the latter shrunk towards a typical speaker's spread); later speech moves it slowly and
never far at once (Huber's bounded step), so that an outburst is not taken for the usual.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SETTLE_S = 20.0
"""Speech that makes the usual final; until then what is said of it is damped in proportion."""

FIRST_S = 4.0
"""Speech below which nothing is said of the usual at all: one or two short utterances."""

FORGET_S = 90.0
"""Speech after which a lasting change has become the usual by about two thirds."""

_MAD_TO_SIGMA = 1.4826  # of a normal distribution
_STEP_SIGMAS = 1.5  # Huber's k: the furthest that one utterance may pull
_PRIOR_UTTERANCES = 4  # what the prior spread is worth


class Baseline:
    """The usual of one figure of one speaker. `prior_spread` is a typical speaker's, same unit."""

    def __init__(self, prior_spread: float) -> None:
        self._prior_spread = prior_spread
        self._values: list[float] = []
        self._seconds: list[float] = []
        self._heard_s = 0.0
        self._centre = 0.0
        self._spread = prior_spread

    @property
    def centre(self) -> float | None:
        """The usual value, None before `FIRST_S` of speech."""
        return self._centre if self._heard_s >= FIRST_S else None

    @property
    def spread(self) -> float:
        """Standard deviation between the speaker's usual utterances; at least half the prior."""
        return self._spread

    @property
    def maturity(self) -> float:
        """How far the usual is settled, 0–1."""
        return min(self._heard_s / SETTLE_S, 1.0)

    def deviation(self, value: float) -> float | None:
        """`value` in spreads above the usual; None before there is one."""
        return None if self.centre is None else (value - self._centre) / self._spread

    def hear(self, value: float, seconds: float) -> None:
        """Take in one utterance's value, measured over `seconds` of speech."""
        if self._heard_s < SETTLE_S:
            self._values.append(value)
            self._seconds.append(seconds)
            self._settle()
        else:
            self._drift(value, seconds)
        self._heard_s += seconds

    def _settle(self) -> None:
        self._centre = weighted_median(self._values, self._seconds)
        distances = [abs(value - self._centre) for value in self._values]
        own = _MAD_TO_SIGMA * weighted_median(distances, self._seconds)
        known = len(self._values) - 1
        variance = known * own**2 + _PRIOR_UTTERANCES * self._prior_spread**2
        self._set_spread((variance / (known + _PRIOR_UTTERANCES)) ** 0.5)

    def _drift(self, value: float, seconds: float) -> None:
        share = min(seconds / FORGET_S, 0.1)
        bound = _STEP_SIGMAS * self._spread
        step = min(max(value - self._centre, -bound), bound)
        self._centre += share * step
        # E[min(|z|, k)²] of a normal z is 0.78 for k = 1.5: divide so that the spread stays true.
        self._set_spread((self._spread**2 + share * (step**2 / 0.78 - self._spread**2)) ** 0.5)

    def _set_spread(self, spread: float) -> None:
        self._spread = max(spread, self._prior_spread / 2)


def weighted_median(values: Sequence[float], weights: Sequence[float]) -> float:
    """The value at half of the weight, between neighbours where the half falls between them."""
    order = np.argsort(values)
    ordered = np.asarray(values, np.float64)[order]
    weight = np.asarray(weights, np.float64)[order]
    middles = np.cumsum(weight) - weight / 2
    return float(np.interp(weight.sum() / 2, middles, ordered))
