"""The heads: logistic readers on top of the tuned encoder, fitted again in minutes.

Each reads the mean states after a few of the encoder's layers. What an agent does shows in how a
sentence is built and is read best from the middle layers (mean F1 over acts with industries left
out in turn: 0.81 from the third and fourth layer, 0.67 from the last); what a customer feels shows
in the upper ones, which were tuned for it. Both sides of a head weigh the same in the fit, so its
probability is that of a sentence drawn with even odds.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from torch import nn

from models.text import lessons as taught
from models.text import own
from models.text.minilm import WIDTH, ReaderNet
from models.text.train import padded, tokenizer

TAPS = (2, 3, 5)  # layers that are read, counted from 0
MIDDLE, UPPER = (0, 1), (1, 2)  # which of `TAPS`
STRENGTH = 0.01  # C of the logistic regressions on standardised features
ROUNDS = 100
GRID = np.linspace(-3, 4, 57)  # logits tried as thresholds

Floats = NDArray[np.float32]


@torch.no_grad()
def features(net: ReaderNet, read: list[str]) -> Floats:
    """Mean states after `TAPS`, side by side: [n, taps × width]."""
    wordpiece = tokenizer()
    encodings = [encoding.ids for encoding in wordpiece.encode_batch(read)]
    order = sorted(range(len(read)), key=lambda i: len(encodings[i]))
    found = np.zeros((len(read), len(TAPS) * WIDTH), np.float32)
    for start in range(0, len(order), 64):
        batch = order[start : start + 64]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            levels = net.encoder.levels(*padded([encodings[i] for i in batch]))
        found[batch] = torch.cat([levels[tap].float() for tap in TAPS], dim=-1).numpy()
    return found


def fitted(net: ReaderNet, data: Path) -> nn.Linear:
    """One linear layer for all heads, `taught.NAMES`."""
    given = taught.lessons(data)
    values = features(net.eval(), [lesson.text for lesson in given])
    return fit(values, given)


def fit(values: Floats, given: Sequence[taught.Lesson]) -> nn.Linear:
    """The layer for features [n, taps × width] of lessons."""
    mean, spread = values.mean(0), values.std(0) + 1e-3
    scaled = (values - mean) / spread
    layer = nn.Linear(values.shape[1], len(taught.NAMES))
    layer.weight.data.zero_()
    for row, name in enumerate(taught.NAMES):
        columns = columns_of(name)
        known = np.array([name in lesson.wanted for lesson in given])
        rows = [lesson for lesson in given if name in lesson.wanted]
        model = _fit(scaled[known][:, columns], rows, name)
        slope = model.coef_[0] / spread[columns]
        layer.weight.data[row, columns] = torch.from_numpy(slope.astype(np.float32))
        layer.bias.data[row] = float(model.intercept_[0] - slope @ mean[columns])
    return layer


def columns_of(name: str) -> NDArray[np.int64]:
    """The features that a head reads."""
    taps = MIDDLE if name in (*taught.ACTS, own.BAD_NEWS) else UPPER
    return np.concatenate([np.arange(tap * WIDTH, (tap + 1) * WIDTH) for tap in taps])


def _fit(inputs: Floats, rows: list[taught.Lesson], name: str) -> LogisticRegression:
    wanted = np.array([row.wanted[name] for row in rows])
    weights = np.array([row.weight for row in rows])
    weights[wanted] *= weights[~wanted].sum() / weights[wanted].sum()  # odds of 1 to 1
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, tol=1e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(inputs, wanted, sample_weight=weights / weights.mean())


def thresholds(
    values: Floats, layer: nn.Linear, given: Sequence[taught.Lesson]
) -> dict[str, float]:
    """The probability from which acts, and from which cues, count as said.

    One for each kind, with the best mean F1 on these lessons, which no head may have seen.
    """
    logits = values @ layer.weight.data.numpy().T + layer.bias.data.numpy()
    cuts = {}
    for names in (taught.ACTS, taught.CUES):
        scores = [_f1_curve(logits[:, taught.NAMES.index(name)], given, name) for name in names]
        best = int(np.mean(scores, axis=0).argmax())
        for name, score in zip(names, scores, strict=True):
            print(f"{name:20s} F1 {score[best]:.3f} at {GRID[best]:+.2f}", flush=True)
            cuts[name] = round(float(1 / (1 + np.exp(-GRID[best]))), 4)
        print(f"mean {np.mean(scores, axis=0)[best]:.3f}", flush=True)
    return cuts


def _f1_curve(logits: Floats, given: Sequence[taught.Lesson], name: str) -> NDArray[np.float64]:
    known = np.array([name in lesson.wanted for lesson in given])
    truth = np.array([lesson.wanted[name] for lesson in given if name in lesson.wanted])
    said = logits[known][:, None] > GRID
    return 2 * (said & truth[:, None]).sum(0) / np.maximum(said.sum(0) + truth.sum(), 1)
