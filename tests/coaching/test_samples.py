"""The shipped calls, read with the real text model: what is suggested, and where nothing is."""

import json
from pathlib import Path

import pytest

from tests.made import words
from voicemon.coaching.moments import Coach
from voicemon.evidence.interaction import InteractionWitness
from voicemon.evidence.wording import WordingWitness
from voicemon.reading.reader import OnnxReader
from voicemon.simulate.scenario import FRUSTRATED, scenarios
from voicemon.types import MomentKind, Role, Utterance

ROOT = Path(__file__).parents[2]
HELD_OUT = ROOT / "models" / "frustration" / "scenarios_held_out.toml"
K = MomentKind

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reader():
    return OnnxReader(ROOT / "models" / "text")


class Room:
    """Hears turns as the monitor would, and coaches them."""

    def __init__(self, reader):
        self.reader = reader
        self.wording, self.timing = WordingWitness("en"), InteractionWitness()
        self.coach = Coach("call")
        self.now = {}

    def hear(self, role, start_s, end_s, text):
        name = f"{round(start_s * 1000):08d}{role.value[0]}"
        spoken = words(text, start_s, end_s)
        said = Utterance(name, "call", role, start_s, end_s, text, spoken, "en", -0.2, 0.0)
        (reading,) = self.reader.read([(name, text)])
        weigh = self.wording.answer if role is Role.AGENT else self.wording.weigh
        evidence = [*self.timing.weigh(said, reading), *weigh(said, reading)]
        changed = self.coach.step(said, reading, evidence, self.timing.stretches)
        self.now |= {moment.id: moment for moment in changed}
        return changed


def moments(reader, name):
    (path,) = (ROOT / "samples").glob(f"{name}*.json")
    room, end_s = Room(reader), 0.0
    for turn in json.loads(path.read_text(encoding="utf-8"))["expected"]["turns"]:
        end_s = turn["end_s"]
        room.hear(Role(turn["role"]), turn["start_s"], end_s, turn["text"])
    room.now |= {moment.id: moment for moment in room.coach.end(end_s)}
    return [
        (each.kind, "met" if each.met else "late" if each.answer_utterance_id else "unmet")
        for each in room.now.values()
    ]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (
            "01",
            [
                (K.DISTRESS, "unmet"),
                (K.REPEATED, "unmet"),
                (K.MANAGER, "unmet"),
                (K.LEGAL, "unmet"),
                (K.LEAVING, "unmet"),
            ],
        ),
        (
            "02",
            [
                (K.WAITED, "met"),
                (K.REPEATED, "met"),
                (K.DISTRESS, "met"),
                (K.REPEATED, "met"),
                (K.DISTRESS, "met"),
            ],
        ),
        ("03", [(K.DISTRESS, "late"), (K.DISTRESS, "met")]),
        ("04", []),
        ("05", [(K.WORRY, "met")] * 3),
        ("06", [(K.WAITED, "late"), (K.REPEATED, "late"), (K.DISTRESS, "unmet")]),
        ("07", []),
        (
            "08",
            [(K.WAITED, "met"), (K.WAITED, "met"), (K.DISTRESS, "unmet")],
        ),
    ],
)
def test_a_sample_call_has_the_moments_that_a_listener_would_name(reader, name, found):
    assert moments(reader, name) == found


def test_composed_calls_open_moments_where_the_customer_is_frustrated_and_hardly_elsewhere(reader):
    opened = {level: [] for level in range(5)}
    for each in scenarios(HELD_OUT):
        for paraphrase in range(3):
            for level, was in _levels(Room(reader), each, paraphrase):
                opened[level].append(was)
    calm = sum(opened[0]) / len(opened[0])
    angry = [was for level in (FRUSTRATED + 1, FRUSTRATED + 2) for was in opened[level]]
    assert calm <= 0.05
    assert sum(angry) / len(angry) >= 0.75


def _levels(room, scenario, paraphrase):
    now_s = 0.0
    for step in scenario.steps:
        says = getattr(step, "says", None)
        if says is None:
            now_s += 20.0
            continue
        text = says[paraphrase % len(says)]
        start_s, now_s = now_s + 0.5, now_s + 0.5 + 0.4 * len(text.split())
        role = Role.AGENT if step.level is None else Role.CUSTOMER
        changed = room.hear(role, start_s, now_s, text)
        if step.level is not None:
            yield step.level, any(moment.ended_s is None for moment in changed)
