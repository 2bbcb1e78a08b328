"""The numbers of the score are read, checked, and each says where it came from."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicemon.errors import ModelError
from voicemon.frustration.calibration import logit, parse, shipped_weights, sigmoid

TEXT = files("voicemon.frustration").joinpath("weights.toml").read_text(encoding="utf-8")


def test_every_number_says_where_it_came_from():
    table = tomllib.loads(TEXT)
    rows = [row for name, row in table.items() if name not in ("witness", "cue")]
    for row in [*rows, *table["witness"].values(), *table["cue"].values()]:
        assert len(row["source"]) > 20


def test_the_shipped_weights_are_in_range():
    weights = shipped_weights()
    assert 0 < weights.prior_score < 0.3
    assert weights.calm_half_life_s < weights.frustrated_half_life_s
    assert weights.witness("wording.anger") == weights.witnesses["wording"]
    assert weights.witness("unheard.of") == weights.witnesses["other"]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("score = ", "score = 1"),
        ("[prior]", "[before]"),
        ("[witness.other]", "[witness.another]"),
        ("repeat_factor = ", "repeat_factor = 'half' #"),
        ("[fade]", "[fade"),
    ],
)
def test_damaged_weights_are_refused_with_a_way_out(good, bad):
    with pytest.raises(ModelError) as error:
        parse(TEXT.replace(good, bad, 1))
    assert "weights.toml" in error.value.fix


def test_calibration_shifts_and_scales_the_usual():
    plain = parse(TEXT.replace("slope = ", "slope = 1.0 #", 1))
    assert plain.usual == pytest.approx(logit(plain.prior_score) + plain.calibration_intercept)


@given(st.floats(-700, 700))
def test_the_sigmoid_never_overflows(log_odds):
    assert 0 <= sigmoid(log_odds) <= 1


@given(st.floats(0.001, 0.999))
def test_logit_undoes_the_sigmoid(probability):
    assert sigmoid(logit(probability)) == pytest.approx(probability)
