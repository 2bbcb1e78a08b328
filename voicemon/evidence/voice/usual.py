"""A speaker's own usual: how this voice scores when it is not angry, as far as can be known.

People's voices differ: one sounds tense when calm. Taking away the mean of what was heard of a
speaker mends that, but it also takes the anger away from a caller who is angry from the first word
to the last. So the usual is inferred, not averaged: every score is the speaker's own offset plus,
where the voice is angry, a gap; the offset is near everyone's (a normal prior), and a caller may be
angry seldom, often or always (a prior on the share). The posterior mean of the offset is the usual.
Ten calm utterances outweigh the prior; fifty that all score high speak for anger, not for an odd
voice, unless they lie within what voices differ by.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Share of a caller's utterances that are angry, and how likely each share is before hearing any:
# most callers are seldom angry, a few always. Coarse on purpose; only the tail matters.
_SHARES = np.array([0.03, 0.10, 0.20, 0.35, 0.60, 0.90])
_SHARE_PRIOR = np.array([0.20, 0.25, 0.25, 0.15, 0.10, 0.05])
# The heads learnt from actors; how much smaller the gap of real anger is, nobody has measured.
_GAPS = np.array([0.4, 0.7, 1.0])
_REACH = 3.5  # prior spreads to either side that the grid of offsets covers
_GRID = 61


@dataclass(frozen=True, slots=True)
class Voices:
    """How anger scores lie, in logits, on speakers that the heads had not heard.

    Calm utterances of a speaker lie `calm` around the speaker's offset, angry ones `angry` around
    a point `gap` higher; offsets lie `between` around `centre`.
    """

    centre: float
    between: float
    gap: float
    calm: float
    angry: float


class Usual:
    """One speaker's usual; `hear` adds an utterance. `prior` utterances is what everyone counts."""

    def __init__(self, voices: Voices, prior: float) -> None:
        self._voices = voices
        self._prior = prior
        self._offsets = voices.centre + voices.between * np.linspace(-_REACH, _REACH, _GRID)
        near = -0.5 * ((self._offsets - voices.centre) / voices.between) ** 2
        self._log = np.log(_SHARE_PRIOR)[:, None, None] + near + np.zeros((_GAPS.size, 1))
        self._levels = 0.0
        self._arousals = 0.0
        self.heard = 0
        self._levelled = 0

    def hear_level(self, level: float) -> None:
        """Take in how loud an utterance was, in standard units."""
        self._levels += level
        self._levelled += 1

    def hear(self, anger: float, arousal: float) -> None:
        """Take in one utterance's logits."""
        by = self._voices
        calm = _log_normal(anger - self._offsets, by.calm)
        angry = _log_normal(anger - self._offsets - by.gap * _GAPS[:, None], by.angry)
        shares = _SHARES[:, None, None]
        self._log += np.logaddexp(np.log(1 - shares) + calm, np.log(shares) + angry)
        self._arousals += arousal
        self.heard += 1

    def louder(self, level: float) -> float:
        """How much louder than this speaker's usual, damped while little was heard of them."""
        if not self._levelled:
            return 0.0
        known = self._levelled / (self._levelled + self._prior)
        return known * (level - self._levels / self._levelled)

    @property
    def offset(self) -> float:
        """Mean of the anger logit when this speaker is calm."""
        weight = self._weight()
        return float((weight * self._offsets).sum())

    @property
    def unsure(self) -> float:
        """Standard deviation of `offset`, logits."""
        weight = self._weight()
        centre = (weight * self._offsets).sum()
        return float(np.sqrt((weight * (self._offsets - centre) ** 2).sum()))

    def arousal(self, everyone: float) -> float:
        """The speaker's usual arousal logit, shrunk towards `everyone`'s."""
        return (self._arousals + self._prior * everyone) / (self.heard + self._prior)

    def _weight(self) -> NDArray[np.float64]:
        weight = np.exp(self._log - self._log.max()).sum(axis=(0, 1))
        return np.asarray(weight / weight.sum(), np.float64)


def _log_normal(distance: NDArray[np.float64], spread: float) -> NDArray[np.float64]:
    return np.asarray(-0.5 * (distance / spread) ** 2 - np.log(spread), np.float64)
