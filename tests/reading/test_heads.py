"""The shipped model's own heads on plain examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicemon.evidence.wording_weights import irony
from voicemon.reading.reader import OnnxReader

FOLDER = Path(__file__).parents[2] / "models" / "text"

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reader() -> OnnxReader:
    return OnnxReader(FOLDER)


def label(reader: OnnxReader, text: str, name: str) -> float:
    return reader.read([("", text)])[0].labels[name]


@pytest.mark.parametrize(
    ("name", "more", "less"),
    [
        ("act_apologise", "i am so sorry about the mix up", "sorry could you spell that"),
        ("act_open_question", "what happened after that", "is that a checking account"),
        ("act_ownership", "i will see this through for you myself", "ask the other department"),
        ("act_next_step", "a courier brings it on tuesday at nine", "we will see what happens"),
        ("cue_manager", "put your supervisor on the line", "my manager told me to call"),
        ("cue_problem", "the heating has been off since sunday", "what are your opening hours"),
        ("complaint", "the heating has been off since sunday", "what are your opening hours"),
    ],
)
def test_a_head_tells_the_thing_from_what_looks_like_it(
    reader: OnnxReader, name: str, more: str, less: str
):
    assert label(reader, more, name) > label(reader, less, name) + 0.2


def test_the_same_praise_is_more_ironic_after_bad_news(reader: OnnxReader):
    praise, bad, good = reader.read(
        [
            ("1", "oh great"),
            ("2", "we have lost your order"),
            ("3", "your order is ready for you"),
        ]
    )
    assert irony(praise.labels, bad.labels) > irony(praise.labels, good.labels) + 0.2
