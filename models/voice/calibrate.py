"""From logits to probabilities that mean what they say, on speakers the heads never heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from models.voice.corpora import Clip
from models.voice.judging import UNCALIBRATED, UNKNOWN, model_of, pooled, speakers
from models.voice.vectors import Table
from voicemon.evidence.voice.head import VocalHead
from voicemon.evidence.voice.model import About, Calibration, VoiceModel
from voicemon.evidence.voice.usual import Voices

_FEWEST = 4  # calm clips that make a speaker's mean worth counting

Unheard = Sequence[tuple[VocalHead, Table]]
"""Heads, each beside the clips of speakers that it did not hear."""


def calibrated(unheard: Unheard, prior: float, orders: int) -> About:
    """What the heads' file says of itself: how voices differ, and Platt's lines."""
    dim = unheard[0][1].dim
    voices = _voices(unheard)
    about = About(dim, prior, UNCALIBRATED, voices)
    clips: list[Clip] = []
    logits: list[tuple[float, float]] = []
    for head, one in unheard:
        model = model_of(head, about)
        vectors = pooled(head, one)
        for own in speakers(one.clips):
            for number in range(orders):
                order = np.random.default_rng(number).permutation(own)
                usual = model.stranger()
                for i in order:
                    clips.append(one.clips[i])
                    logits.append(model.above(vectors[i], usual))
                    model.hear(vectors[i], usual)
    return About(dim, prior, _lines(clips, np.array(logits)), voices)


def _lines(clips: Sequence[Clip], logits: NDArray[np.float64]) -> Calibration:
    """Platt's line (1999) for anger and for arousal; both corpora weigh the same.

    A soft target is split into a clip with and a clip without, weighed by the target.
    """
    corpora = np.array([clip.corpus for clip in clips])
    weights = np.array([1 / np.sum(corpora == name) for name in corpora]) * len(corpora)
    angry = np.array([float(clip.angry) for clip in clips])
    arousal = np.array([clip.arousal for clip in clips])
    slope, shift = _line(logits[:, 0], angry, weights)
    arousal_slope, arousal_shift = _line(logits[:, 1], arousal, weights)
    rate = float(np.average(angry, weights=weights))
    return Calibration(slope, shift, rate, arousal_slope, arousal_shift)


def _line(
    logits: NDArray[np.float64], target: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[float, float]:
    twice = np.concatenate([logits, logits])[:, None]
    labels = np.repeat([1, 0], len(logits))
    share = np.concatenate([weights * target, weights * (1 - target)])
    model = LogisticRegression(C=1e3).fit(twice, labels, sample_weight=share)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _voices(unheard: Unheard) -> Voices:
    """Moments of the anger logits of unheard speakers; both corpora weigh the same."""
    logits: dict[str, list[tuple[NDArray[np.float64], NDArray[np.float64]]]] = defaultdict(list)
    for head, one in unheard:
        model = model_of(head, About(one.dim, 2.0, UNCALIBRATED, UNKNOWN))
        vectors = pooled(head, one)
        angry = np.array([clip.angry for clip in one.clips])
        for own in speakers(one.clips):
            found = _anger(model, vectors[own])
            if np.sum(~angry[own]) >= _FEWEST and np.any(angry[own]):
                group = logits[one.clips[own[0]].corpus]
                group.append((found[~angry[own]], found[angry[own]]))
    centres = [np.array([calm.mean() for calm, _ in group]) for group in logits.values()]
    centre = float(np.mean([each.mean() for each in centres]))
    return Voices(
        centre=centre,
        between=_root([((each - centre) ** 2).mean() for each in centres]),
        gap=float(
            np.mean([np.mean([x.mean() - c.mean() for c, x in group]) for group in logits.values()])
        ),
        calm=_root([_apart([calm for calm, _ in group]) for group in logits.values()]),
        angry=_root([_apart([cross for _, cross in group]) for group in logits.values()]),
    )


def _apart(groups: Sequence[NDArray[np.float64]]) -> float:
    """Variance within groups."""
    several = [group for group in groups if group.size > 1]
    spare = sum(group.size - 1 for group in several)
    return float(sum(((group - group.mean()) ** 2).sum() for group in several) / max(spare, 1))


def _root(variances: Sequence[float]) -> float:
    return float(np.sqrt(np.mean(variances)))


def _anger(model: VoiceModel, own: NDArray[np.float32]) -> NDArray[np.float64]:
    """Anger logits of one speaker's clips, their loudness against their own."""
    usual = model.stranger()
    for vector in own:
        usual.hear_level(float(vector[model.dim]))
    return np.array([model.logits(vector, usual)[:, 0].mean() for vector in own])
