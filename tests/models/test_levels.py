"""The heads of frustrated turns: fitted on the piece that tells most, written into the graph."""

import shutil

import numpy as np
import pytest

from models.text.levels import (
    HERE,
    NAMES,
    Heads,
    Lessons,
    States,
    as_heard,
    fit,
    graft,
    log_odds,
    turns,
)
from voicemon.reading.reader import OnnxReader

TEXT = "I have told you three times where I live."


@pytest.fixture
def folder(tmp_path):
    for name in ("reader.onnx", "reader.json", "tokenizer.json"):
        shutil.copy(HERE / name, tmp_path / name)
        (tmp_path / name).chmod(0o644)
    return tmp_path


def test_a_turn_is_as_frustrated_as_its_most_telling_piece():
    rng = np.random.default_rng(1)
    rows, of, wanted = [], [], []
    for turn in range(200):
        frustrated = turn % 2 == 0
        at = rng.integers(0, 3)
        for piece in range(3):
            told = 3.0 if frustrated and piece == at else -1.0
            rows.append([told + rng.normal(0, 0.3), rng.normal()])
            of.append(turn)
        wanted.append(0.95 if frustrated else 0.03)
    own = Lessons(np.array(rows), np.array(of), np.zeros((0, 2)), np.zeros(0, dtype=np.int64),
                  np.array(wanted), np.ones(200))  # fmt: skip
    said = log_odds(fit(own), own)
    assert (said[::2] > 0).all()
    assert (said[1::2] < 0).all()


def test_the_grafted_graph_says_what_the_heads_say_and_everything_else_as_before(folder):
    before = OnnxReader(folder).read([("", TEXT)])[0]
    states = States(folder).of(TEXT)[0]
    rng = np.random.default_rng(2)
    mean, scale = rng.normal(size=states.size), rng.uniform(0.5, 2.0, states.size)
    heads = Heads(rng.normal(0, 0.01, states.size), rng.normal(0, 0.01, states.size), 0.3)
    graft(folder, heads, mean, scale)
    graft(folder, heads, mean, scale)
    reader = OnnxReader(folder)
    after = reader.read([("", TEXT)])[0]
    standard = (states - mean) / scale
    for name, weights, bias in zip(NAMES, (heads.words, heads.before), (0.3, 0.0), strict=True):
        wanted = 1 / (1 + np.exp(-(standard @ weights + bias)))
        assert after.labels[name] == pytest.approx(wanted, abs=1e-5)
    assert reader.labels.count("frustrated") == 1
    for label in set(before.labels) - set(NAMES):
        assert after.labels[label] == before.labels[label]
    np.testing.assert_array_equal(after.embedding, before.embedding)


def test_turns_to_learn_from_are_well_formed_and_share_no_words_with_the_held_out_ones():
    from models.frustration.composed import written
    from models.frustration.voices import Part
    from models.text.levels import of_scenario

    held_out = {as_heard(t.text) for each in written(Part.HELD_OUT) for t in of_scenario(each)}
    given = turns()
    assert {turn.level for turn in given} == {0, 1, 2, 3, 4}
    shared = {as_heard(turn.text) for turn in given} & held_out
    assert all(len(text.split()) < 6 for text in shared), shared
