"""The baseline: a linear model of mean and spread over time of the plain encoder states."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from models.voice.states import Seen

Pooled = NDArray[np.float32]
"""Mean and spread over time of each clip's states, [clips, 2 × dim]."""

_C = 1e-3  # chosen by EmoDB <-> CREMA-D; a tenth or ten times of it changes the areas by 0.02


def probe() -> Pipeline:
    """The model, untrained: of two classes or of many."""
    return make_pipeline(
        StandardScaler(), LogisticRegression(C=_C, max_iter=2000, class_weight="balanced")
    )


def probed(train: Sequence[Seen], test: Sequence[Seen], *, own: bool) -> NDArray[np.float64]:
    """Scores of `test` by a probe trained on `train`, each speaker's `own` mean removed or not."""
    model = probe()
    model.fit(_features(train, own=own), [one.clip.angry for one in train])
    return np.asarray(model.decision_function(_features(test, own=own)), np.float64)


def pooled(seen: Sequence[Seen]) -> Pooled:
    """What the probe reads of clips."""
    states = [one.states.astype(np.float32) for one in seen]
    return np.array([np.r_[one.mean(axis=0), one.std(axis=0)] for one in states])


def less_own(features: NDArray[np.float32], speakers: NDArray[np.str_]) -> NDArray[np.float32]:
    """Features less each speaker's own mean over all their clips."""
    found = features.copy()
    for speaker in np.unique(speakers):
        own = speakers == speaker
        found[own] -= features[own].mean(axis=0)
    return found


def _features(seen: Sequence[Seen], *, own: bool) -> Pooled:
    found = pooled(seen)
    return less_own(found, np.array([one.clip.speaker for one in seen])) if own else found
