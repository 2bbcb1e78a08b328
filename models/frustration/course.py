"""A call as the score sees it: steps of evidence, and the levels that reviewers gave.

Courses come from made-up dialogues (words and timing only) or from whole analyses of recordings.
`scored` runs the filter over one with any weights, so that weights can be tuned without hearing
the call again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.frustration.dialogues import Dialogue
from models.labels import FRUSTRATED
from voicemon.evidence.interaction import InteractionWitness
from voicemon.evidence.wording import WordingWitness
from voicemon.flags.lifecycle import FlagKeeper
from voicemon.flags.rules import BUILT_IN, RuleBook
from voicemon.frustration.calibration import Weights
from voicemon.frustration.trajectory import Trajectory
from voicemon.types import Analysis, Evidence, Flag, Frustration, Reader, Role, Utterance

LATE_S = 0.5  # a point may lie so far behind the end of its turn (VAD keeps a tail)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A customer turn and its level (mean of the passes)."""

    start_s: float
    end_s: float
    level: float


@dataclass(frozen=True, slots=True)
class Course:
    """One call: utterances with their evidence in time order, and the labelled turns."""

    name: str
    steps: tuple[tuple[Utterance, tuple[Evidence, ...]], ...]
    turns: tuple[Labelled, ...]
    duration_s: float

    @property
    def frustrated_s(self) -> float | None:
        """When the first turn at level 2 or more begins; None without one."""
        return next((turn.start_s for turn in self.turns if turn.level >= FRUSTRATED), None)


def from_dialogue(dialogue: Dialogue, reader: Reader) -> Course:
    """Words and timing of a made-up call, weighed by the product's own witnesses."""
    utterances = dialogue.utterances()
    readings = reader.read([(said.id, said.text) for said in utterances])
    timing, wording = InteractionWitness(), WordingWitness()
    steps = []
    for utterance, reading in zip(utterances, readings, strict=True):
        weigh = wording.answer if utterance.role is Role.AGENT else wording.weigh
        evidence = (*timing.weigh(utterance, reading), *weigh(utterance, reading))
        steps.append((utterance, evidence))
    turns = [
        Labelled(said.start_s, said.end_s, said.level)
        for said in dialogue.turns
        if said.level is not None
    ]
    return Course(dialogue.name, tuple(steps), tuple(turns), utterances[-1].end_s + 1.0)


def from_analysis(name: str, analysis: Analysis, turns: Iterable[Labelled]) -> Course:
    """A recording's evidence as the product weighed it."""
    weighed: defaultdict[str, list[Evidence]] = defaultdict(list)
    for evidence in analysis.evidence:
        weighed[evidence.utterance_id].append(evidence)
    steps = tuple((said, tuple(weighed[said.id])) for said in analysis.utterances)
    return Course(name, steps, tuple(turns), analysis.duration_s)


def scored(course: Course, weights: Weights | None = None) -> list[Frustration]:
    """The curve with these weights, stepped as `voicemon.monitor` steps it."""
    return followed(course, weights)[0]


def followed(
    course: Course, weights: Weights | None = None, book: RuleBook = BUILT_IN
) -> tuple[list[Frustration], list[Flag]]:
    """The curve with these weights, and the flags with these rules."""
    trajectory, keeper = Trajectory(course.name, weights), FlagKeeper(course.name, book)
    curve: list[Frustration] = []
    flags: list[Flag] = []
    for utterance, evidence in course.steps:
        point = None
        if evidence or utterance.role is not Role.AGENT:
            point = trajectory.step(utterance.id, utterance.end_s, evidence)
            curve.append(point)
        flags += keeper.step(utterance, evidence, point)
    return curve, flags + keeper.end(course.duration_s)


def at_turn(curve: Sequence[Frustration], turn: Labelled) -> Frustration | None:
    """The point that stands at the end of a turn, None before the first."""
    until = [point for point in curve if point.at_s <= turn.end_s + LATE_S]
    return until[-1] if until else None
