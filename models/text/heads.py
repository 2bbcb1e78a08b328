"""Service heads: small logistic readers on top of the tuned encoder.

They are fitted on sentences of our own (`service.tsv`: a customer who is frustrated, calm,
satisfied) and on neutral service turns, from the pooled vector beside the sentence embedding, so
that they can be fitted again in a minute without tuning the encoder.
"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict
from torch import nn

from models.text import data as texts
from models.text.minilm import WIDTH, ReaderNet
from models.text.train import SEED, padded, tokenizer

SENTENCES = Path(__file__).parent / "service.tsv"
LABELS = {"service_frustrated": "frustrated", "service_satisfied": "satisfied"}
NEUTRAL_TURNS = 3000
NEUTRAL_WEIGHT = 0.1  # of one neutral turn beside a sentence of our own
STRENGTH = 0.02  # C of the logistic regression


def own_sentences() -> list[tuple[str, str]]:
    """(label, text) rows of `service.tsv`."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()[1:]
    return [(label, text) for label, text in (line.split("\t") for line in lines)]


@torch.no_grad()
def features(net: ReaderNet, rows: list[str]) -> np.ndarray:
    """Pooled vector beside embedding, [n, 2 × width]."""
    wordpiece = tokenizer()
    encodings = [encoding.ids for encoding in wordpiece.encode_batch(rows)]
    order = sorted(range(len(rows)), key=lambda i: len(encodings[i]))
    found = np.zeros((len(rows), 2 * WIDTH), np.float32)
    for start in range(0, len(order), 64):
        batch = order[start : start + 64]
        pooled = net.encoder(*padded([encodings[i] for i in batch]))
        embedding = nn.functional.normalize(net.back(pooled), dim=-1)
        found[batch] = torch.cat([pooled, embedding], dim=-1).numpy()
    return found


def fitted(net: ReaderNet, data: Path) -> tuple[nn.Linear, list[str]]:
    """One linear layer for all service labels, and their names."""
    rng = random.Random(SEED)
    own = own_sentences()
    neutral = [example.text for example in texts.neutral_turns(data)]
    written = [text for _, text in own] + rng.sample(neutral, NEUTRAL_TURNS)
    punctuated = [text[0].upper() + text[1:] + "." for _, text in own]
    values = features(net.eval(), written + punctuated)
    kinds = np.array([kind for kind, _ in own] + ["calm"] * NEUTRAL_TURNS + [k for k, _ in own])
    weights = np.ones(len(kinds))
    weights[len(own) : len(written)] = NEUTRAL_WEIGHT
    mean, spread = values.mean(0), values.std(0) + 1e-3
    scaled = (values - mean) / spread
    layer = nn.Linear(2 * WIDTH, len(LABELS))
    for row, (name, kind) in enumerate(LABELS.items()):
        wanted = kinds == kind
        model = LogisticRegression(C=STRENGTH, max_iter=500)
        model.fit(scaled, wanted, sample_weight=weights)
        with torch.no_grad():
            slope = model.coef_[0] / spread
            layer.weight[row] = torch.from_numpy(slope.astype(np.float32))
            layer.bias[row] = float(model.intercept_[0] - slope @ mean)
        _report(name, scaled[: len(own)], wanted[: len(own)])
    return layer, list(LABELS)


def _report(name: str, values: np.ndarray, wanted: np.ndarray) -> None:
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    held_out = cross_val_predict(model, values, wanted, cv=5, method="decision_function")
    print(f"{name}: AUC {roc_auc_score(wanted, held_out):.3f} on held-out sentences of our own")
