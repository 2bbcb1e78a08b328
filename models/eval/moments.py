"""Rows of moments: after which turns of a customer one is open that asks for an answer.

The held-out scenarios of the composed calls as a conversation without sound: every paraphrase is
one call, its turns in even pace, its waits 20 s long. A moment counts for the customer's turn that
opens it or shows it again. The cues' phrases and limits were chosen with these scenarios read, so
the figures lean high.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from models.eval.table import Row, bootstrap
from models.frustration.composed import written
from models.frustration.dialogues import evenly
from models.frustration.voices import Part
from voicemon.coaching.moments import Coach
from voicemon.evidence.interaction import InteractionWitness
from voicemon.evidence.wording import WordingWitness
from voicemon.reading.reader import OnnxReader
from voicemon.simulate.scenario import Scenario, Step
from voicemon.types import EmpathyMoment, Role, Utterance

FOLDER = Path(__file__).parents[1] / "text"
TASK = "Moments"
DATA = "turns of held-out scenarios"
PARAPHRASES = 3
WAIT_S, GAP_S, WORD_S = 20.0, 0.5, 0.4
LEVELS = ("calm", "at level 1", "at level 2", "at level 3", "at level 4")
Opened = tuple[int, bool]  # a turn's level, and whether a moment is open after it


def rows(data: Path) -> list[Row]:
    """One row a level."""
    del data
    reader = OnnxReader(FOLDER)
    calls = [
        list(opened(reader, scenario, paraphrase))
        for scenario in written(Part.HELD_OUT)
        for paraphrase in range(PARAPHRASES)
    ]
    return [_row(calls, level) for level in range(len(LEVELS))]


class Room:
    """Hears turns as the monitor would, and coaches them; `now` holds every moment by its id."""

    def __init__(self, reader: OnnxReader) -> None:
        self.now: dict[str, EmpathyMoment] = {}
        self.coach = Coach("call")
        self._reader = reader
        self._wording, self._timing = WordingWitness("en"), InteractionWitness()

    def hear(self, role: Role, start_s: float, end_s: float, text: str) -> Sequence[EmpathyMoment]:
        """The moments that a turn opens or changes."""
        name = f"{round(start_s * 1000):08d}{role.value[0]}"
        spoken = evenly(text, start_s, end_s)
        said = Utterance(name, "call", role, start_s, end_s, text, spoken, "en", -0.2, 0.0)
        (reading,) = self._reader.read([(name, text)])
        weigh = self._wording.answer if role is Role.AGENT else self._wording.weigh
        evidence = [*self._timing.weigh(said, reading), *weigh(said, reading)]
        changed = self.coach.step(said, reading, evidence, self._timing.stretches)
        self.now |= {moment.id: moment for moment in changed}
        return changed


def opened(reader: OnnxReader, scenario: Scenario, paraphrase: int) -> Iterator[Opened]:
    """Every turn of the customer in one way of saying a scenario."""
    room, now_s = Room(reader), 0.0
    for step in scenario.steps:
        if not isinstance(step, Step):
            now_s += WAIT_S
            continue
        text = step.says[paraphrase % len(step.says)]
        start_s, now_s = now_s + GAP_S, now_s + GAP_S + WORD_S * len(text.split())
        role = Role.AGENT if step.level is None else Role.CUSTOMER
        changed = room.hear(role, start_s, now_s, text)
        if step.level is not None:
            yield step.level, any(moment.ended_s is None for moment in changed)


def _row(calls: Sequence[Sequence[Opened]], level: int) -> Row:
    low, high = bootstrap(calls, lambda picked: _share(picked, level))  # type: ignore[arg-type]
    turns = sum(found == level for call in calls for found, _ in call)
    return Row(TASK, f"share of a customer's turns that open one, {LEVELS[level]}", DATA, "—",
               _share(calls, level), low, high, "—", None,
               f"{turns} turns of {len(calls)} calls")  # fmt: skip


def _share(calls: Sequence[Sequence[Opened]], level: int) -> float:
    was = [opens for call in calls for found, opens in call if found == level]
    return float(np.mean(was)) if was else float("nan")
