"""The shipped calls, read with the real text model: what is suggested, and where nothing is."""

import json
from pathlib import Path

import pytest

from models.eval.moments import PARAPHRASES, Room, opened
from models.frustration.composed import written
from models.frustration.voices import Part
from voicemon.reading.reader import OnnxReader
from voicemon.simulate.scenario import FRUSTRATED
from voicemon.types import MomentKind, Role

ROOT = Path(__file__).parents[2]
K = MomentKind

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reader():
    return OnnxReader(ROOT / "models" / "text")


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
        ("03", [(K.DISTRESS, "met"), (K.DISTRESS, "met")]),
        ("04", []),
        ("05", [(K.WORRY, "met")] * 3),
        ("06", [(K.WAITED, "late"), (K.REPEATED, "late"), (K.DISTRESS, "unmet")]),
        ("07", []),
        (
            "08",
            [(K.WAITED, "met"), (K.WAITED, "met"), (K.DISTRESS, "met"), (K.DISTRESS, "unmet")],
        ),
    ],
)
def test_a_sample_call_has_the_moments_that_a_listener_would_name(reader, name, found):
    assert moments(reader, name) == found


def test_composed_calls_open_moments_where_the_customer_is_frustrated_and_hardly_elsewhere(reader):
    turns = [
        turn
        for scenario in written(Part.HELD_OUT)
        for paraphrase in range(PARAPHRASES)
        for turn in opened(reader, scenario, paraphrase)
    ]
    calm = [opens for level, opens in turns if level == 0]
    angry = [opens for level, opens in turns if level > FRUSTRATED]
    assert sum(calm) / len(calm) <= 0.05
    assert sum(angry) / len(angry) >= 0.75
