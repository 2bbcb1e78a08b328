"""`python -m models.text.group_trials [--data PATH]`: ways to tell sentiment in four groups.

All read what the shipped graph gives for a text: its 28 emotions and 4 groups, and the states that
our own heads read. Fitted on GoEmotions' train split, as written and as heard; each group's
threshold is set on dev, as the shipped ones are. Figures are macro-F1 on dev, where half of dev
sets the thresholds for the other half and back; the test split has no part in it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from models.text import data as texts
from models.text.levels import LOGITS, TAPS, opened
from models.text.train import EMOTIONS, GROUPS

HERE = Path(__file__).parent
GRID = np.linspace(0.02, 0.98, 97)
STRENGTHS = (0.001, 0.01, 0.1)

Floats = NDArray[np.float32]
Way = Callable[["Read", "Read"], Floats]
"""What is learnt from, what is judged → scores [n, 4]."""


@dataclass(frozen=True, slots=True)
class Read:
    """Texts as the graph sees them: logits [n, 32], states [n, taps × width], truth [n, 32]."""

    logits: Floats
    states: Floats
    truth: NDArray[np.bool_]


class Graph:
    """The shipped graph with its inner states for outputs."""

    def __init__(self) -> None:
        self._session, self._tokenizer = opened(HERE, TAPS, LOGITS)

    def read(self, examples: Sequence[texts.Example], change: Callable[[str], str]) -> Read:
        """Every example's text once, as `change` makes it."""
        rows = [self._one(change(each.text) or each.text) for each in examples]
        truth = np.array([texts.targets(each) for each in examples]) == 1
        states, logits = (np.array(column) for column in zip(*rows, strict=True))
        return Read(logits[:, : len(texts.OUTPUTS)], states, truth)

    def _one(self, text: str) -> tuple[Floats, Floats]:
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        states, logits = self._session.run([TAPS, LOGITS], {"ids": ids})
        return states[0], logits[0]


def joined(one: Read, other: Read) -> Read:
    """Both, one behind the other."""
    return Read(
        np.concatenate([one.logits, other.logits]),
        np.concatenate([one.states, other.states]),
        np.concatenate([one.truth, other.truth]),
    )


def shipped(learnt: Read, judged: Read) -> Floats:
    """The graph's own groups."""
    del learnt
    return expit(judged.logits[:, list(GROUPS)])


def strongest(learnt: Read, judged: Read) -> Floats:
    """A group is as likely as the likeliest of its emotions."""
    del learnt
    chances = expit(judged.logits[:, list(EMOTIONS)])
    return np.stack([chances[:, _members(name)].max(axis=1) for name in texts.GROUPS], axis=1)


def any_of(learnt: Read, judged: Read) -> Floats:
    """A group is there if any of its emotions is, as if they came independently."""
    del learnt
    chances = expit(judged.logits[:, list(EMOTIONS)])
    missing = [(1 - chances[:, _members(name)]).prod(axis=1) for name in texts.GROUPS]
    return 1 - np.stack(missing, axis=1)


def _members(group: str) -> list[int]:
    return [texts.EMOTIONS.index(name) for name in texts.GROUPS[group]]


def from_logits(learnt: Read, judged: Read) -> Floats:
    """Logistic regression over the 32 logits."""
    return _logistic(learnt.logits, learnt.truth, judged.logits, 1.0)


def from_states(strength: float) -> Way:
    """Logistic regression over the states of all taps."""

    def way(learnt: Read, judged: Read) -> Floats:
        mean, spread = learnt.states.mean(0), learnt.states.std(0) + 1e-3
        rows = (learnt.states - mean) / spread
        return _logistic(rows, learnt.truth, (judged.states - mean) / spread, strength)

    return way


def _logistic(rows: Floats, truth: NDArray[np.bool_], judged: Floats, strength: float) -> Floats:
    found = [
        LogisticRegression(C=strength, max_iter=200).fit(rows, truth[:, k]).predict_proba(judged)
        for k in GROUPS
    ]
    return np.stack([each[:, 1] for each in found], axis=1).astype(np.float32)


def mean_of(*ways: Way) -> Way:
    """The mean of several ways' log-odds."""

    def way(learnt: Read, judged: Read) -> Floats:
        chances = [np.clip(each(learnt, judged), 1e-4, 1 - 1e-4) for each in ways]
        return expit(np.mean([np.log(c / (1 - c)) for c in chances], axis=0))

    return way


def macro_f1(scores: Floats, truth: NDArray[np.bool_]) -> float:
    """Macro-F1 over the groups; each half's thresholds come from the other half."""
    said = np.zeros(scores.shape, bool)
    halves = np.arange(len(scores)) % 2
    for half in (0, 1):
        own, other = halves == half, halves != half
        for k in range(scores.shape[1]):
            wanted = truth[other, k]
            f1 = [f1_score(wanted, scores[other, k] > cut, zero_division=0) for cut in GRID]
            said[own, k] = scores[own, k] > GRID[int(np.argmax(f1))]
    return float(np.mean([f1_score(truth[:, k], said[:, k]) for k in range(truth.shape[1])]))


def rows(data: Path) -> Iterator[str]:
    """(way, its figures) as lines of a table."""
    graph = Graph()
    train, dev = texts.goemotions(data, "train"), texts.goemotions(data, "dev")
    learnt = joined(graph.read(train[::2], str), graph.read(train[1::2], texts.as_heard))
    judged = [graph.read(dev, change) for change in (str, texts.as_heard)]
    ways: list[tuple[str, Way]] = [
        ("as shipped", shipped),
        ("the likeliest emotion of a group", strongest),
        ("any emotion of a group", any_of),
        ("regression over the 32 logits", from_logits),
        *((f"regression over the states, C {c}", from_states(c)) for c in STRENGTHS),
        ("shipped and states, C 0.01, mean of log-odds", mean_of(shipped, from_states(0.01))),
        ("shipped, logits and states, so too", mean_of(shipped, from_logits, from_states(0.01))),
    ]
    yield "| way | macro-F1, as written | as heard |\n|---|---|---|"
    for name, way in ways:
        found = [macro_f1(way(learnt, own), own.truth[:, list(GROUPS)]) for own in judged]
        yield f"| {name} | " + " | ".join(f"{figure:.3f}" for figure in found) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    for line in rows(parser.parse_args().data):
        print(line, flush=True)


if __name__ == "__main__":
    main()
