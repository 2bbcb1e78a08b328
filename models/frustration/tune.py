"""`python -m models.frustration.tune [--data PATH] [--calls 900] [--ridge 0.003]`: numbers for
`voicemon/frustration/weights.toml`.

Searches the numbers of the filter for the least log loss of "frustrated" at the ends of the
customer turns of composed calls (tuning scenarios and speakers; the same courses in the words of
`turns.tsv`) and of the made-up dialogues; a
ridge on the logarithm of each number's change keeps what the calls say nothing about where it
stands. What is wanted of a turn lies half-way between its level's verdict (level 2 or more) and
`SHARE`, the share of reviewers who would say "frustrated", for neighbouring levels are mistaken for
each other. Then the variances are chosen: the narrowest band that holds `SHARE` nine times of ten.
Beside it stands the loss where each fifth of the scenarios is left out.

The words are read by heads that never learnt from them, for the shipped ones know these scenarios
by heart. The prior is not searched: composed calls hold far more frustration than real
ones. Held-out scenarios, the sample calls and real recordings are not looked at.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from models.eval.courses import calibration_error
from models.frustration.batch import Batch
from models.frustration.composed import Composer, KeptReader
from models.frustration.course import Course, from_dialogue
from models.frustration.dialogues import dialogues
from models.frustration.drawn import drawn
from models.frustration.share import SHARE
from models.frustration.voices import Part
from models.labels import FRUSTRATED
from models.text.levels import SCENARIOS, apart, written
from voicemon.frustration.calibration import Weights, shipped_weights
from voicemon.simulate.scenario import scenarios

WANTED = tuple((share + (level >= FRUSTRATED)) / 2 for level, share in enumerate(SHARE))
ROUNDS = 16
FOLDS = 5
SEED = 3
WITHIN = 0.87  # share of turns whose level's share of reviewers the band should hold
LEAST_FACTOR = 0.1  # with less, a band would not narrow by what is heard

# name → the least and the most that is plausible. Clips are acted, so voice and prosody may gain
# little here; agents of made-up calls mean what they say, and their holds fall where it hurts.
RANGES: Mapping[str, tuple[float, float]] = {
    "frustrated_half_life_s": (20.0, 90.0),
    "calm_half_life_s": (8.0, 40.0),
    "carry_limit": (1.5, 5.0),
    "cue_limit": (1.5, 4.0),
    "step_limit": (2.5, 6.0),
    "wording": (0.3, 2.0),
    "voice": (0.3, 0.8),
    "prosody": (0.3, 1.2),
    "interaction": (0.5, 1.3),
    "wording.frustrated": (0.3, 3.0),
    "wording.negativity": (0.1, 1.2),
    "wording.agent_": (0.2, 1.0),
}


@dataclass(frozen=True, slots=True)
class Material:
    """Calls as arrays, and for each the name of its scenario."""

    batch: Batch
    scenarios: tuple[str, ...]

    def of(self, names: set[str]) -> NDArray[np.bool_]:
        """Which turns [turns] belong to calls of these scenarios."""
        chosen = np.array([name in names for name in self.scenarios])
        found: NDArray[np.bool_] = chosen[self.batch.of_call]
        return found


def material(data: Path, calls: int) -> Material:
    """`courses` as arrays."""
    found = courses(data, calls)
    return Material(Batch([course for course, _ in found]), tuple(name for _, name in found))


def courses(data: Path, calls: int) -> list[tuple[Course, str]]:
    """Composed calls in the words of the tuning scenarios and, twice as many, of `turns.tsv`; and
    the made-up dialogues, each a scenario of its own: a course, its scenario's name.
    """
    turns, ways = list(written()), scenarios(SCENARIOS)
    own = KeptReader(apart(turns))
    composed = Composer(data, Part.TUNING, reader=own).calls(calls // 3)
    names = sorted({turn.scenario for turn in turns})
    for half in (names[::2], names[1::2]):
        said = [turn for turn in turns if turn.scenario in half]
        reader = KeptReader(apart([turn for turn in turns if turn.scenario not in half]))
        drawn_calls = Composer(data, Part.TUNING, reader=reader, own=drawn(said, ways))
        composed += drawn_calls.calls(calls // 3)
    made_up = [from_dialogue(dialogue, own) for dialogue in dialogues()]
    return [
        *((one.course, one.call.scenario.name) for one in composed),
        *((one, one.name) for one in made_up),
    ]


def loss(found: Material, weights: Weights, turns: NDArray[np.bool_] | None = None) -> float:
    """Mean log loss of these turns, every call counting the same."""
    batch = found.batch
    score = np.clip(batch.scores(weights).score, 1e-6, 1 - 1e-6)
    wanted = np.interp(batch.levels, range(len(WANTED)), WANTED)
    each = -wanted * np.log(score) - (1 - wanted) * np.log(1 - score)
    own = 1.0 / np.bincount(batch.of_call)[batch.of_call]
    if turns is not None:
        each, own = each[turns], own[turns]
    return float(np.average(each, weights=own))


def value_of(weights: Weights, name: str) -> float:
    """One of the numbers that are searched."""
    if name in weights.cues:
        return weights.cues[name]
    if name in weights.witnesses:
        return weights.witnesses[name].scale
    return float(getattr(weights, name))


def with_value(weights: Weights, name: str, value: float) -> Weights:
    """These weights with one number changed."""
    if name in weights.cues:
        return replace(weights, cues={**weights.cues, name: value})
    if name not in weights.witnesses:
        changed: dict[str, float] = {name: value}
        return replace(weights, **changed)  # type: ignore[arg-type]
    trust = replace(weights.witnesses[name], scale=value)
    return replace(weights, witnesses={**weights.witnesses, name: trust})


def search(
    found: Material, weights: Weights, ridge: float, turns: NDArray[np.bool_] | None = None
) -> Weights:
    """Coordinate search, from wide steps to narrow ones."""

    def cost(tried: Weights) -> float:
        moved = [np.log(value_of(tried, name) / value_of(weights, name)) for name in RANGES]
        return loss(found, tried, turns) + ridge * float(np.square(moved).sum())

    rng = np.random.default_rng(SEED)
    best, least = weights, cost(weights)
    for number in range(ROUNDS):
        width = 0.5 * 0.75**number
        for name in rng.permutation(list(RANGES)):
            for tried in _near(best, str(name), width):
                costs = cost(tried)
                if costs < least - 1e-6:
                    best, least = tried, costs
    return best


def _near(weights: Weights, name: str, width: float) -> Iterator[Weights]:
    low, high = RANGES[name]
    now = value_of(weights, name)
    for step in (-width, width):
        yield with_value(weights, name, float(np.clip(now * np.exp(2 * step), low, high)))


def left_out(found: Material, weights: Weights, ridge: float) -> float:
    """Mean loss of scenarios that were not searched on."""
    names = np.random.default_rng(SEED).permutation(sorted(set(found.scenarios)))
    losses = []
    for part in np.array_split(names, FOLDS):
        own = found.of(set(part))
        losses.append(loss(found, search(found, weights, ridge, ~own), own))
    return float(np.mean(losses))


def banded(found: Material, weights: Weights) -> Weights:
    """The same scores with the narrowest band that holds `WITHIN`, or the widest of those tried:
    one factor on all information. What is known of customers before they are heard is not searched.
    """
    for factor in np.geomspace(4.0, LEAST_FACTOR, 24):
        tried = _trusting(weights, float(factor))
        if covered(found, tried) >= WITHIN:
            break
    return tried


def _trusting(weights: Weights, factor: float) -> Weights:
    witnesses = {
        name: replace(trust, information=trust.information * factor)
        for name, trust in weights.witnesses.items()
    }
    return replace(weights, witnesses=witnesses)


def width(found: Material, weights: Weights) -> float:
    """Mean width of the band."""
    scores = found.batch.scores(weights)
    return float(np.mean(scores.high - scores.low))


def covered(found: Material, weights: Weights) -> float:
    """Share of turns whose level's share of reviewers lies in the band."""
    scores = found.batch.scores(weights)
    wanted = np.interp(found.batch.levels, range(len(SHARE)), SHARE)
    return float(np.mean((scores.low <= wanted) & (wanted <= scores.high)))


def told(found: Material, weights: Weights) -> str:
    """What these weights are worth, in a line."""
    batch, scores = found.batch, found.batch.scores(weights)
    wanted = batch.levels >= FRUSTRATED
    nothing = np.zeros_like(scores.score)
    points = np.column_stack([batch.levels, scores.score, scores.low, scores.high, nothing])
    means = [scores.score[batch.levels == level].mean() for level in range(len(SHARE))]
    return (
        f"log loss {loss(found, weights):.4f}, AUC {roc_auc_score(wanted, scores.score):.3f}, "
        f"ECE {calibration_error([tuple(point) for point in points]):.3f}, "
        f"band holds {covered(found, weights):.2f} and is {width(found, weights):.2f} wide, "
        "mean score by level " + " ".join(f"{mean:.2f}" for mean in means)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--calls", type=int, default=900)
    parser.add_argument("--ridge", type=float, default=0.003)
    chosen = parser.parse_args()
    found, shipped = material(chosen.data, chosen.calls), shipped_weights()
    best = banded(found, search(found, shipped, chosen.ridge))
    print(f"{len(found.scenarios)} calls, {len(found.batch.levels)} turns")
    print(f"shipped: {told(found, shipped)}")
    print(f"found:   {told(found, best)}")
    print(f"loss of scenarios left out: {left_out(found, shipped, chosen.ridge):.4f}")
    for name in RANGES:
        print(f"{name:24s} {value_of(shipped, name):7.3f} → {value_of(best, name):7.3f}")
    for name, trust in best.witnesses.items():
        before = shipped.witnesses[name].information
        print(f"information of {name:9s} {before:7.3f} → {trust.information:7.3f}")


if __name__ == "__main__":
    main()
