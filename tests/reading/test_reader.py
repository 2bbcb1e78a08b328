from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from voicemon.errors import ModelError
from voicemon.reading.reader import OnnxReader

FOLDER = Path(__file__).parents[2] / "models" / "text"

ANGRY = "this is ridiculous i am so angry about this"
CALM = "i would like to check my account balance"
THANKFUL = "thank you so much you have been very helpful"
LONG = (
    "Hi, this is Emily. I was in an accident three weeks ago. I am getting really frustrated and "
    "I feel like I am being ignored. My policy number is four five six."
)

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reader() -> OnnxReader:
    return OnnxReader(FOLDER)


def test_anger_reads_more_negative_than_a_calm_request(reader: OnnxReader):
    angry, calm = reader.read([("1", ANGRY), ("2", CALM)])
    assert angry.labels["negativity"] > 0.5
    assert calm.labels["negativity"] < 0.1
    assert angry.labels["anger"] > calm.labels["anger"]


def test_thanks_read_as_gratitude(reader: OnnxReader):
    (thankful,) = reader.read([("1", THANKFUL)])
    assert thankful.labels["gratitude"] > 0.7


def test_readings_keep_the_order_and_the_ids(reader: OnnxReader):
    readings = reader.read([("b", CALM), ("a", ANGRY)])
    assert [reading.utterance_id for reading in readings] == ["b", "a"]
    assert all(set(reading.labels) == set(reader.labels) for reading in readings)
    assert all(reading.model == reader.name for reading in readings)


def test_a_text_reads_the_same_whatever_is_read_beside_it(reader: OnnxReader):
    (alone,) = reader.read([("1", CALM)])
    beside = reader.read([("0", LONG), ("1", CALM), ("2", ANGRY)])[1]
    assert alone.labels == beside.labels
    assert np.array_equal(alone.embedding, beside.embedding)


def test_the_embedding_is_a_unit_vector_that_knows_likeness(reader: OnnxReader):
    first, like, unlike = reader.read(
        [
            ("1", "i lost my debit card"),
            ("2", "my bank card is gone"),
            ("3", "the weather is lovely in spain"),
        ]
    )
    assert np.linalg.norm(first.embedding) == pytest.approx(1.0, abs=1e-4)
    assert first.embedding @ like.embedding > first.embedding @ unlike.embedding + 0.2


def test_one_angry_sentence_is_heard_in_a_long_text(reader: OnnxReader):
    (long,) = reader.read([("1", LONG)])
    assert long.labels["negativity"] > 0.5


def test_a_blank_text_reads_as_nothing(reader: OnnxReader):
    (blank,) = reader.read([("1", "  ")])
    assert not any(blank.labels.values())
    assert not blank.embedding.any()


def test_punctuation_and_case_change_little(reader: OnnxReader):
    written, heard = reader.read(
        [
            ("1", "You guys are useless! I want my money back."),
            ("2", "you guys are useless i want my money back"),
        ]
    )
    assert abs(written.labels["negativity"] - heard.labels["negativity"]) < 0.3


def test_a_missing_model_says_what_to_do(tmp_path: Path):
    with pytest.raises(ModelError, match="reader.json") as error:
        OnnxReader(tmp_path)
    assert "voicemon doctor" in error.value.fix


@pytest.mark.parametrize("name", ["reader.json", "tokenizer.json", "reader.onnx"])
def test_a_damaged_model_says_which_file(tmp_path: Path, name: str):
    for part in ("reader.json", "tokenizer.json", "reader.onnx"):
        shutil.copy(FOLDER / part, tmp_path / part)
    (tmp_path / name).write_text("{ damaged", encoding="utf-8")
    with pytest.raises(ModelError, match=name):
        OnnxReader(tmp_path)


def test_a_description_without_its_labels_is_damaged(tmp_path: Path):
    (tmp_path / "reader.json").write_text(json.dumps({"name": "x"}), encoding="utf-8")
    with pytest.raises(ModelError, match="labels"):
        OnnxReader(tmp_path)
