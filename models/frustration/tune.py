"""`python -m models.frustration.tune [--reader FOLDER] [--no-samples]`: numbers for `weights.toml`.

Searches the few numbers of the filter for the least Brier loss against the levels of the made-up
dialogues and of the sample calls (heard by the whole product), then prints them beside the loss of
each call when it is left out. A level stands for the share of reviewers who would say "frustrated"
(`SHARE`): neighbouring levels are mistaken for each other. Real recordings are not looked at, and
the prior is not searched: made-up calls hold far more frustration than real ones.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from models.eval.frustration import sample_courses
from models.frustration.course import Course, at_turn, from_dialogue, scored
from models.frustration.dialogues import dialogues
from voicemon.frustration.calibration import Weights, shipped_weights
from voicemon.reading.reader import OnnxReader

SHARE = (0.03, 0.15, 0.75, 0.95, 0.98)  # of reviewers who call level 0, 1, 2, 3, 4 frustrated
ROUNDS = 12
SEED = 3

# name → the values tried, from the narrowest belief to the widest that is plausible
RANGES: Mapping[str, tuple[float, float]] = {
    "frustrated_half_life_s": (20.0, 90.0),
    "calm_half_life_s": (8.0, 40.0),
    "carry_limit": (1.5, 4.0),
    "wording": (0.5, 1.3),
    "voice": (0.3, 1.2),
    "prosody": (0.3, 1.2),
    "interaction": (0.5, 1.3),
    "wording.negativity": (0.4, 1.2),
    "wording.agent_": (0.2, 1.2),
}


def loss(courses: Sequence[Course], weights: Weights) -> float:
    """Mean over calls of the mean Brier loss of their turns."""
    return float(np.mean([_loss(course, weights) for course in courses]))


def _loss(course: Course, weights: Weights) -> float:
    curve = scored(course, weights)
    losses = []
    for turn in course.turns:
        point = at_turn(curve, turn)
        score = point.score if point else weights.prior_score
        wanted = float(np.interp(turn.level, range(len(SHARE)), SHARE))
        losses.append((score - wanted) ** 2)
    return sum(losses) / len(losses)


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


def search(courses: Sequence[Course], weights: Weights) -> Weights:
    """Coordinate search, from wide steps to narrow ones."""
    rng = np.random.default_rng(SEED)
    best, least = weights, loss(courses, weights)
    for number in range(ROUNDS):
        width = 0.5 * 0.75**number
        for name in rng.permutation(list(RANGES)):
            for tried in _near(best, str(name), width):
                found = loss(courses, tried)
                if found < least - 1e-5:
                    best, least = tried, found
    return best


def _near(weights: Weights, name: str, width: float) -> Iterator[Weights]:
    low, high = RANGES[name]
    now = value_of(weights, name)
    for step in (-width, width):
        yield with_value(weights, name, float(np.clip(now + step * (high - low), low, high)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", type=Path, default=Path("models/text"))
    parser.add_argument("--no-samples", action="store_true")
    chosen = parser.parse_args()
    reader = OnnxReader(chosen.reader)
    courses = [from_dialogue(dialogue, reader) for dialogue in dialogues()]
    if not chosen.no_samples:
        courses += sample_courses()
    shipped = shipped_weights()
    best = search(courses, shipped)
    print(f"{len(courses)} calls, loss {loss(courses, shipped):.4f} → {loss(courses, best):.4f}")
    for name in RANGES:
        print(f"{name:24s} {value_of(shipped, name):.3f} → {value_of(best, name):.3f}")
    held_out = []
    for number, course in enumerate(courses):
        others = search([*courses[:number], *courses[number + 1 :]], shipped)
        held_out.append(loss([course], others))
        print(f"left out: {held_out[-1]:.3f}  {course.name}")
    print(f"mean loss left out {np.mean(held_out):.4f}")


if __name__ == "__main__":
    main()
