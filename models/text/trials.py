"""`python -m models.text.trials [--data PATH]`: ways to hear irony, and turns as recognisers write.

Everything is read from what the heads learn from, left out in groups: the answers of
`sets/context.tsv` by their words or the agent's turn, turns with levels by their scenario. The
challenge pairs and the held-out scenarios have no part in it. The encoder has seen the answers, so
their figures lean high; calm turns (level 0 or 1) tell what a way costs.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from models.labels import FRUSTRATED
from models.text import irony, levels, own
from models.text.data import spoken
from models.text.lessons import FOLDS
from models.text.levels import HERE, Turn
from voicemon.evidence import wording, wording_weights
from voicemon.evidence.wording import WordingWitness
from voicemon.reading.reader import OnnxReader
from voicemon.types import Reading, Role, Utterance

Floats = NDArray[np.float64]
Labels = dict[str, float]
PARTS_OF_WORDS, PARTS_OF_BEFORE = 24, 8  # principal parts whose products are read
PRODUCTS_STRENGTH = 0.01  # C of the regression over them
IRONIC_LEVEL = 2
WORN_WEIGHT = 0.5  # of a turn with words misheard beside the turn itself
BOUNDS: dict[str, dict[str, float]] = {
    "up to 12 words": {"IRONY_WORDS": 12},
    "praise from 0.3": {"PRAISE_AT": 0.3},
    "irony from 0.7": {"IRONY_AT": 0.7},
    "without bounds on length and praise, from 0.9": {
        "IRONY_WORDS": 99,
        "PRAISE_AT": 0.0,
        "IRONY_AT": 0.9,
    },
}


Features = NDArray[np.float32]
Judge = Callable[[Features, Features], Floats]
"""Features of words and of turns before (0 where there is none) → log-odds of irony."""
Learn = Callable[[irony.Talk, NDArray[np.bool_], NDArray[np.int64]], Judge]
"""All talk, which answers are ironic, which may be learnt from → a judge."""


@dataclass(frozen=True, slots=True)
class Level:
    """The level heads' log-odds of turns, of the words and of the turn before, [2, turns]."""

    written: Floats
    heard: Floats


@dataclass(frozen=True, slots=True)
class Side:
    """A customer's words after an agent's turn ("" for none); what is judged left out."""

    before: str
    text: str
    ironic: float
    frustrated: tuple[float, float] | None = None  # None: as shipped


class Ear:
    """The shipped graph; every text is read once."""

    def __init__(self) -> None:
        self.states = levels.States(HERE)
        reader = OnnxReader(HERE)
        self.labels = cache(lambda text: dict(reader.read([("", text)])[0].labels))

    def features(self, some: list[str]) -> NDArray[np.float32]:
        """What the irony heads read, [n, width]."""
        rows = [np.mean(self.states.of(text), axis=0)[irony.COLUMNS] for text in some]
        return np.array(rows, np.float32)


@contextmanager
def figures(room: object, **changed: object) -> Iterator[None]:
    """Other figures of a module for a while."""
    before = {name: getattr(room, name) for name in changed}
    for name, value in changed.items():
        setattr(room, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(room, name, value)


def left_out(
    given: Sequence[Turn], ear: Ear, also: Sequence[Turn] = (), heard: float = 1.0
) -> Level:
    """The level heads on turns of scenarios that they did not learn from.

    `also` is learnt from beside those, never judged; `heard` weighs turns as heard.
    """
    lessons, _, _ = levels.lessons([*given, *also], ear.states)
    count, judged = len(given) + len(also), len(given)
    weights = lessons.weights.copy()
    weights[count:] *= heard
    for first in (0, count):
        weights[first + judged : first + count] *= WORN_WEIGHT
    lessons = replace(lessons, weights=weights)
    groups = np.array([turn.scenario for turn in (*given, *also)] * 2)
    said = np.zeros((2, 2 * count))
    for learnt, left in GroupKFold(levels.FOLDS).split(groups, groups=groups):
        heads, apart = levels.fit(lessons.some(learnt)), lessons.some(left)
        words = levels._telling(apart.words, apart.of_words, heads.words, apart) @ heads.words
        before = levels._telling(apart.before, apart.of_before, heads.before, apart) @ heads.before
        said[:, left] = words + heads.bias, before
    return Level(said[:, :judged], said[:, count : count + judged])


def area(given: Sequence[Turn], said: Floats) -> float:
    """AUC of level 2 or more, with the turn before."""
    return float(roc_auc_score([turn.level >= FRUSTRATED for turn in given], said.sum(axis=0)))


def additive(talk: irony.Talk, truth: NDArray[np.bool_], chosen: NDArray[np.int64]) -> Judge:
    """As shipped: two heads whose log-odds add up."""
    model, shift, spread = irony._fit(irony._pairs(talk, truth, chosen))
    return lambda words, before: model.decision_function(
        irony._inputs(words, before, shift, spread)
    )


def products(talk: irony.Talk, truth: NDArray[np.bool_], chosen: NDArray[np.int64]) -> Judge:
    """Beside the sums, products of principal parts of the words and of the turn before."""
    pairs = irony._pairs(talk, truth, chosen)
    there = pairs.before.any(axis=1)
    first = PCA(PARTS_OF_WORDS, whiten=True, random_state=7).fit(pairs.words)
    second = PCA(PARTS_OF_BEFORE, whiten=True, random_state=7).fit(pairs.before[there])

    def read(words: Features, before: Features) -> Floats:
        a, b = first.transform(words), second.transform(before)
        b[~before.any(axis=1)] = 0
        both = (a[:, :, None] * b[:, None, :]).reshape(len(a), -1)
        return np.concatenate([a, b, both], axis=1)

    weights = pairs.weights.copy()
    weights[pairs.ironic] *= weights[~pairs.ironic].sum() / weights[pairs.ironic].sum()
    model = LogisticRegression(C=PRODUCTS_STRENGTH, max_iter=1000)
    model.fit(read(pairs.words, pairs.before), pairs.ironic, sample_weight=weights)
    return lambda words, before: model.decision_function(read(words, before))


def weighed(side: Side, ear: Ear) -> tuple[float, bool]:
    """The witness's log-odds, and whether its heads hear irony."""
    words = {**ear.labels(side.text), "irony": float(expit(side.ironic))}
    before = {**ear.labels(side.before or "."), "bad_news": 0.5}
    if side.frustrated:
        words["frustrated"], before["frustrating"] = expit(side.frustrated)
    witness = WordingWitness()
    if side.before:
        witness.answer(_said(side.before, Role.AGENT), _reading(before))
    found = witness.weigh(_said(side.text, Role.CUSTOMER, 5.0), _reading(words))
    told = any(each.note.startswith(wording_weights.IRONY.says) for each in found)
    return sum(each.log_odds for each in found), told


def _said(text: str, role: Role, start_s: float = 0.0) -> Utterance:
    return Utterance("", "", role, start_s, start_s + 4, text, (), "en", 0.0, 0.0)


def _reading(labels: Labels) -> Reading:
    return Reading("", labels, np.zeros(0, np.float32), "left out")


class IronyTrials:
    """Ways to hear irony, each by the witness of words on answers and calm turns left out."""

    def __init__(self, data: Path, ear: Ear, given: Sequence[Turn]) -> None:
        self._ear, self._given = ear, list(given)
        self.answers = own.answers()
        self.truth = np.array([each.ironic for each in self.answers])
        self._groups = irony._groups(self.answers)
        self._talk = irony._talk(ear.features, data, self.answers)
        self.calm = [k for k, turn in enumerate(given) if turn.level < FRUSTRATED]
        turns = [given[k] for k in self.calm]
        self._calm_words = ear.features([turn.text for turn in turns])
        self._calm_before = ear.features([turn.before or "." for turn in turns])
        self._calm_before[[not turn.before for turn in turns]] = 0
        self._level = left_out(given, ear)

    def taught(self) -> tuple[Level, Level]:
        """Level heads that learn from the answers too: of the turns, and of the answers."""
        also = [
            Turn(f"answer {group}", IRONIC_LEVEL if each.ironic else 0, each.before, each.text)
            for each, group in zip(self.answers, self._groups, strict=True)
        ]
        both, count = left_out([*self._given, *also], self._ear), len(self._given)
        return (
            Level(both.written[:, :count], both.heard[:, :count]),
            Level(both.written[:, count:], both.heard[:, count:]),
        )

    def row(self, learn: Learn, taught: tuple[Level, Level] | None = None) -> str:
        """AUC of answers; irony heard of the ironic, of the earnest; calm turns heard as ironic
        and raised by 1 or more; AUC of level 2 or more, as written and as heard.
        """
        answers = np.zeros(len(self.answers))
        for some, left in GroupKFold(FOLDS).split(self._talk.words, groups=self._groups):
            judge = learn(self._talk, self.truth, some)
            answers[left] = judge(self._talk.words[left], self._talk.before[left])
        every = learn(self._talk, self.truth, np.arange(len(answers)))
        calm = every(self._calm_words, self._calm_before)
        turns, of_answers = taught or (self._level, None)
        said = [
            weighed(Side(each.before, each.text, answers[k], _pair(of_answers, k)), self._ear)
            for k, each in enumerate(self.answers)
        ]
        turn = self._given
        told = [
            weighed(Side(turn[k].before, turn[k].text, calm[at], _pair(turns, k)), self._ear)
            for at, k in enumerate(self.calm)
        ]
        score, heard = (np.array(column) for column in zip(*said, strict=True))
        raised, false = (np.array(column) for column in zip(*told, strict=True))
        return (
            f"{roc_auc_score(self.truth, answers):.3f} | {roc_auc_score(self.truth, score):.3f} | "
            f"{heard[self.truth].mean():.2f}, {heard[~self.truth].mean():.2f} | "
            f"{false.sum()} | {(raised >= 1).mean():.3f} | "
            f"{area(self._given, turns.written):.3f}, {area(self._given, turns.heard):.3f}"
        )


def _pair(level: Level | None, at: int) -> tuple[float, float] | None:
    return None if level is None else (float(level.written[0, at]), float(level.written[1, at]))


def irony_trials(data: Path, ear: Ear, given: Sequence[Turn]) -> Iterator[tuple[str, str]]:
    """(way, its figures)."""
    trials = IronyTrials(data, ear, given)
    yield "as shipped", trials.row(additive)
    yield "products of words and turn before", trials.row(products)
    for name, bounds in BOUNDS.items():
        with figures(wording, **bounds):
            yield name, trials.row(additive)
    taught = trials.taught()
    yield "level heads learn from the answers too", trials.row(additive, taught)
    with figures(wording, **BOUNDS["up to 12 words"]):
        yield "… and up to 12 words", trials.row(additive, taught)


def heard_trials(ear: Ear, given: Sequence[Turn]) -> Iterator[tuple[str, str]]:
    """(way, AUC of level 2 or more as written, as heard)."""
    rng = random.Random(levels.FOLDS)
    worn = [replace(t, before=spoken(t.before, rng), text=spoken(t.text, rng)) for t in given]

    def row(level: Level) -> str:
        return f"{area(given, level.written):.3f} | {area(given, level.heard):.3f}"

    yield "as shipped", row(left_out(given, ear))
    yield "turns as heard weigh twice", row(left_out(given, ear, heard=2.0))
    yield "turns as heard weigh four times", row(left_out(given, ear, heard=4.0))
    yield "turns with words misheard and fillers too", row(left_out(given, ear, worn))
    for ridge in (levels.RIDGE / 2, levels.RIDGE * 2):
        with figures(levels, RIDGE=ridge):
            yield f"ridge {ridge:.0f}", row(left_out(given, ear))
    with figures(levels, BEFORE_RIDGE=1.0):
        yield "turn before weighs as much", row(left_out(given, ear))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--only", choices=("irony", "heard"))
    chosen = parser.parse_args()
    ear, given = Ear(), levels.turns()
    if chosen.only != "heard":
        for name, row in irony_trials(chosen.data, ear, given):
            print(f"| {name} | {row} |", flush=True)
    if chosen.only != "irony":
        for name, row in heard_trials(ear, given):
            print(f"| {name} | {row} |", flush=True)


if __name__ == "__main__":
    main()
