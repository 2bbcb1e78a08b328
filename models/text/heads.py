"""Service heads: logistic readers on top of the tuned encoder.

`negativity` is displeasure with the service or its matter: anger, annoyance, disappointment,
disgust. Fear, grief and remorse are bad feelings too, but a caller who reports an accident is not
frustrated. `satisfaction` is its counterpart: gratitude, relief, joy at what was done. Both learn
from GoEmotions, from neutral service turns, and from sentences of our own (`service.tsv`), each as
written and as heard, through the pooled vector beside the sentence embedding. They can be fitted
again in minutes without tuning the encoder.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from torch import nn

from models.text import data as texts
from models.text.minilm import WIDTH, ReaderNet
from models.text.train import SEED, padded, tokenizer

SENTENCES = Path(__file__).parent / "service.tsv"
COMMENTS = 12_000
NEUTRAL_TURNS = 4000
OWN_WEIGHT = 12.0  # of a sentence of our own beside a comment
TURN_WEIGHT = 1.0
STRENGTH = 0.01  # C of the logistic regression on standardised features


@dataclass(frozen=True, slots=True)
class Head:
    """What a head learns: kinds of own sentences and emotions that have it; emotions left out."""

    name: str
    kind: str
    has: frozenset[str]
    unclear: frozenset[str]


HEADS = (
    Head(
        "negativity",
        "frustrated",
        frozenset({"anger", "annoyance", "disappointment", "disgust"}),
        frozenset({"disapproval", "sadness", "embarrassment", "amusement", "surprise"}),
    ),
    Head(
        "satisfaction",
        "satisfied",
        frozenset({"gratitude", "relief", "joy"}),
        frozenset({"admiration", "approval", "love", "excitement", "optimism", "pride", "caring"}),
    ),
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts with, for each head, 1, 0 or NaN (left out); `own` marks our own sentences."""

    texts: list[str]
    wanted: np.ndarray
    weights: np.ndarray
    own: np.ndarray


def own_sentences() -> list[tuple[str, str]]:
    """(kind, text) rows of `service.tsv`."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()[1:]
    return [(kind, text) for kind, text in (line.split("\t") for line in lines)]


def rows(data: Path) -> Rows:
    """Everything the heads learn from."""
    rng = random.Random(SEED)
    comments = rng.sample(texts.goemotions(data, "train"), COMMENTS)
    turns = rng.sample(texts.neutral_turns(data), NEUTRAL_TURNS)
    own = own_sentences()
    written = [text[0].upper() + text[1:] + "." for _, text in own]
    heard = [texts.spoken(example.text, rng) for example in comments[::2]]
    read = [
        *(text for _, text in own),
        *written,
        *(example.text for example in turns),
        *(example.text for example in comments[1::2]),
        *heard,
    ]
    emotional = [*turns, *comments[1::2], *comments[::2]]
    wanted = np.array(
        [[float(kind == head.kind) for head in HEADS] for kind, _ in own * 2]
        + [[_emotional(head, example) for head in HEADS] for example in emotional]
    )
    count = 2 * len(own)
    weights = np.ones(len(read))
    weights[:count] = OWN_WEIGHT
    weights[count : count + len(turns)] = TURN_WEIGHT
    return Rows(read, wanted, weights, np.arange(len(read)) < count)


def _emotional(head: Head, example: texts.Example) -> float:
    named = {texts.EMOTIONS[index] for index in example.emotions}
    if named & head.has:
        return 1.0
    return float("nan") if named & head.unclear else 0.0


@torch.no_grad()
def features(net: ReaderNet, read: list[str]) -> np.ndarray:
    """Pooled vector beside embedding, [n, 2 × width]."""
    wordpiece = tokenizer()
    encodings = [encoding.ids for encoding in wordpiece.encode_batch(read)]
    order = sorted(range(len(read)), key=lambda i: len(encodings[i]))
    found = np.zeros((len(read), 2 * WIDTH), np.float32)
    for start in range(0, len(order), 64):
        batch = order[start : start + 64]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            pooled = net.encoder(*padded([encodings[i] for i in batch])).float()
        embedding = nn.functional.normalize(net.back(pooled), dim=-1)
        found[batch] = torch.cat([pooled, embedding], dim=-1).numpy()
    return found


def fitted(net: ReaderNet, data: Path) -> tuple[nn.Linear, list[str]]:
    """One linear layer for all heads, and their names."""
    given = rows(data)
    values = features(net.eval(), given.texts)
    mean, spread = values.mean(0), values.std(0) + 1e-3
    scaled = (values - mean) / spread
    layer = nn.Linear(2 * WIDTH, len(HEADS))
    for row, head in enumerate(HEADS):
        model = _fit(scaled, given, row, np.ones(len(scaled), bool))
        slope = model.coef_[0] / spread
        with torch.no_grad():
            layer.weight[row] = torch.from_numpy(slope.astype(np.float32))
            layer.bias[row] = float(model.intercept_[0] - slope @ mean)
        _report(head.name, scaled, given, row)
    return layer, [head.name for head in HEADS]


def _fit(scaled: np.ndarray, given: Rows, row: int, use: np.ndarray) -> LogisticRegression:
    clear = use & ~np.isnan(given.wanted[:, row])
    wanted, weights = given.wanted[clear, row] == 1, given.weights[clear].copy()
    weights[wanted] *= weights[~wanted].sum() / weights[wanted].sum()  # odds of 1 to 1
    weights /= weights.mean()
    model = LogisticRegression(C=STRENGTH, max_iter=100)
    return model.fit(scaled[clear], wanted, sample_weight=weights)


def _report(name: str, scaled: np.ndarray, given: Rows, row: int) -> None:
    """AUC on every fifth of our own sentences, held out as written and as heard."""
    place = np.where(given.own, np.arange(len(scaled)) % (given.own.sum() // 2) % 5, -1)
    model = _fit(scaled, given, row, place != 0)
    held = place == 0
    auc = roc_auc_score(given.wanted[held, row] == 1, model.decision_function(scaled[held]))
    print(f"{name}: AUC {auc:.3f} on held-out sentences of our own", flush=True)
