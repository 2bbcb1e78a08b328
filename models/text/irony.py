"""The two heads that tell together whether praise is meant.

"Oh great" answers good news or bad: `irony` reads the customer's sentence, `bad_news` the agent's
turn before it, and the sum of their log-odds is that of irony. They are fitted together on the
answers of `sets/context.tsv`, on answers of the same kind after other agents' news (`acts.tsv`),
and on plain talk after any turn.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from torch import nn

from models.text import data as texts
from models.text import heads, own
from models.text import lessons as taught
from models.text.minilm import WIDTH, ReaderNet

SEED = 7
STRENGTH = 0.005  # C of the logistic regression on standardised features
NEWS = 200  # pairs of each kind with other news
PLAIN = 500  # pairs of plain talk after any turn
MADE_WEIGHT = 0.3  # of such pairs beside an answer
COLUMNS = slice((len(heads.TAPS) - len(heads.UPPER)) * WIDTH, None)

Floats = NDArray[np.float32]
Read = Callable[[list[str]], Floats]
"""Texts → the features that both heads read, [n, the width of `COLUMNS`]."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Features of the words and of the turn before (0 where there is none), truth, weights."""

    words: Floats
    before: Floats
    ironic: NDArray[np.bool_]
    weights: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Talk:
    """Features of what pairs are made from."""

    words: Floats  # of each answer
    before: Floats
    bad: Floats
    good: Floats
    plain: Floats


def put(layer: nn.Linear, net: ReaderNet, data: Path) -> None:
    """Fit both heads and write them into `layer` (`heads.fit`) in place of what it holds."""
    answers = own.answers()
    talk = _talk(lambda some: heads.features(net, some)[:, COLUMNS], data, answers)
    ironic = np.array([each.ironic for each in answers])
    _report(talk, ironic, answers)
    every = np.arange(len(answers))
    model, shift, spread = _fit(_pairs(talk, ironic, every))
    slope = model.coef_[0] / spread
    half = slope.shape[0] // 2
    parts = {taught.IRONY: slice(None, half), own.BAD_NEWS: slice(half, None)}
    for name, part in parts.items():
        row = taught.NAMES.index(name)
        bias = float(model.intercept_[0]) if name == taught.IRONY else 0.0
        layer.weight.data[row] = 0.0
        layer.weight.data[row, COLUMNS] = torch.from_numpy(slope[part].astype(np.float32))
        layer.bias.data[row] = bias - float(slope[part] @ shift[part])


def _talk(read: Read, data: Path, answers: Sequence[own.Answer]) -> Talk:
    acts = [each for each in own.acts() if not each.held_out]
    bad = [each.text for each in acts if own.BAD_NEWS in each.has]
    good = [each.text for each in acts if own.BAD_NEWS in each.looks_like]
    plain = [text for kind, text in own.service() if kind != "frustrated"]
    turns = [turn.text for turn in texts.neutral_turns(data)]
    plain += random.Random(SEED).sample(turns, PLAIN)
    before = read([each.before or "." for each in answers])
    before[[not each.before for each in answers]] = 0
    return Talk(read([each.text for each in answers]), before, read(bad), read(good), read(plain))


def _pairs(talk: Talk, ironic: NDArray[np.bool_], chosen: NDArray[np.int64]) -> Pairs:
    """The chosen answers, and pairs made of them and of other talk."""
    rng = random.Random(SEED)
    answering = [k for k in chosen if talk.before[k].any()]
    mocking = [k for k in answering if ironic[k]]
    meaning = [k for k in answering if not ironic[k]]
    news = np.concatenate([talk.bad, talk.good])
    words = [
        talk.words[chosen],
        talk.words[rng.choices(mocking, k=NEWS)],
        talk.words[rng.choices(meaning, k=NEWS)],
        talk.plain[rng.choices(range(len(talk.plain)), k=PLAIN)],
    ]
    before = [
        talk.before[chosen],
        talk.bad[rng.choices(range(len(talk.bad)), k=NEWS)],
        talk.good[rng.choices(range(len(talk.good)), k=NEWS)],
        news[rng.choices(range(len(news)), k=PLAIN)],
    ]
    truth = [ironic[chosen], np.ones(NEWS, bool), np.zeros(NEWS + PLAIN, bool)]
    weights = [np.ones(len(chosen)), np.full(2 * NEWS + PLAIN, MADE_WEIGHT)]
    return Pairs(*(np.concatenate(parts) for parts in (words, before, truth, weights)))


def _fit(pairs: Pairs) -> tuple[LogisticRegression, Floats, Floats]:
    """The regression on standardised features, and their means and spreads."""
    there = pairs.before.any(axis=1)
    shift = np.concatenate([pairs.words.mean(0), pairs.before[there].mean(0)])
    spread = np.concatenate([pairs.words.std(0), pairs.before[there].std(0)]) + 1e-3
    weights = pairs.weights.copy()
    weights[pairs.ironic] *= weights[~pairs.ironic].sum() / weights[pairs.ironic].sum()
    model = LogisticRegression(C=STRENGTH, max_iter=300)
    inputs = _inputs(pairs.words, pairs.before, shift, spread)
    return model.fit(inputs, pairs.ironic, sample_weight=weights), shift, spread


def _inputs(words: Floats, before: Floats, shift: Floats, spread: Floats) -> Floats:
    """Standardised; a turn that is not there says nothing."""
    scaled = (np.concatenate([words, before], axis=1) - shift) / spread
    scaled[~before.any(axis=1), words.shape[1] :] = 0
    return scaled


def _report(talk: Talk, ironic: NDArray[np.bool_], answers: Sequence[own.Answer]) -> None:
    """AUC with answers left out in fifths; no text or turn stands on both sides."""
    scores = np.zeros(len(answers))
    for train, test in GroupKFold(taught.FOLDS).split(talk.words, groups=_groups(answers)):
        model, shift, spread = _fit(_pairs(talk, ironic, train))
        inputs = _inputs(talk.words[test], talk.before[test], shift, spread)
        scores[test] = model.decision_function(inputs)
    print(f"irony, left out: AUC {roc_auc_score(ironic, scores):.3f}", flush=True)


def _groups(answers: Sequence[own.Answer]) -> list[int]:
    """Answers that share their words or the turn before belong together."""
    groups = list(range(len(answers)))
    for part in ("text", "before"):
        first: dict[str, int] = {}
        for number, each in enumerate(answers):
            key = getattr(each, part)
            known = groups[first.setdefault(key, number)] if key else groups[number]
            groups = [known if group == groups[number] else group for group in groups]
    return groups
