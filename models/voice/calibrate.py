"""From logits to probabilities that mean what they say, on speakers the heads never heard."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from models.voice.states import Seen
from voicemon.evidence.voice.model import Calibration


def calibrated(unheard: Sequence[Seen], logits: NDArray[np.float32]) -> Calibration:
    """Platt's line (1999) for anger and for arousal; both corpora weigh the same.

    Arousal's soft target is split into a clip with and a clip without, weighed by the target.
    """
    corpus = np.array([one.clip.corpus for one in unheard])
    weights = np.array([1 / np.sum(corpus == name) for name in corpus]) * len(corpus)
    angry = np.array([one.clip.angry for one in unheard])
    arousal = np.array([one.clip.arousal for one in unheard])
    slope, shift = _line(logits[:, 0], angry.astype(float), weights)
    arousal_slope, arousal_shift = _line(logits[:, 1], arousal, weights)
    for name in np.unique(corpus):
        own = corpus == name
        area = roc_auc_score(angry[own], logits[own, 0])
        print(f"unheard speakers of {name}: AUC {area:.3f}")
    rate = float(np.average(angry, weights=weights))
    return Calibration(slope, shift, rate, arousal_slope, arousal_shift)


def _line(
    logits: NDArray[np.float32], target: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[float, float]:
    twice = np.concatenate([logits, logits])[:, None]
    labels = np.repeat([1, 0], len(logits))
    share = np.concatenate([weights * target, weights * (1 - target)])
    model = LogisticRegression(C=1e3).fit(twice, labels, sample_weight=share)
    return float(model.coef_[0, 0]), float(model.intercept_[0])
