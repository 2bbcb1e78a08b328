import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicemon.evidence.baseline import FIRST_S, SETTLE_S, Baseline, weighted_median


def settled(values, seconds=3.0, prior=2.0):
    usual = Baseline(prior_spread=prior)
    for value in values:
        usual.hear(value, seconds)
    return usual


def test_there_is_no_usual_before_four_seconds_of_speech():
    usual = settled([-20.0], seconds=FIRST_S - 0.1)
    assert usual.centre is None
    assert usual.deviation(-10.0) is None


def test_a_short_outlier_hardly_counts_beside_long_speech():
    usual = Baseline(prior_spread=2.0)
    usual.hear(-20.0, 9.0)
    usual.hear(0.0, 1.0)
    assert usual.centre == pytest.approx(-18.0)


def test_maturity_grows_with_speech_to_one():
    usual = Baseline(prior_spread=2.0)
    grown = []
    for _ in range(8):
        usual.hear(1.0, SETTLE_S / 5)
        grown.append(usual.maturity)
    assert grown[:5] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert grown[-1] == 1.0


def test_one_outburst_hardly_moves_the_usual():
    usual = settled([-20.0, -21.0, -19.0, -20.5, -19.5, -20.0, -20.2])
    before = usual.centre
    usual.hear(0.0, 4.0)
    assert abs(usual.centre - before) < 0.3
    assert usual.deviation(0.0) > 5


def test_a_lasting_change_becomes_the_usual_within_minutes():
    usual = settled([-20.0] * 7)
    for _ in range(120):
        usual.hear(-14.0, 3.0)
    assert usual.centre == pytest.approx(-14.0, abs=0.5)


def test_an_even_speaker_never_gets_a_spread_of_nothing():
    usual = settled([-20.0] * 200)
    assert usual.spread == pytest.approx(1.0)


def test_the_spread_of_a_lively_speaker_is_learnt():
    rng = np.random.default_rng(3)
    usual = settled(rng.normal(0, 6.0, 300))
    assert usual.spread == pytest.approx(6.0, rel=0.35)


@given(
    values=st.lists(st.floats(-60, 0), min_size=3, max_size=40),
    offset=st.floats(-20, 20),
)
def test_an_offset_of_the_whole_call_changes_no_deviation(values, offset):
    plain = settled(values)
    moved = settled([value + offset for value in values])
    assert moved.deviation(-10.0 + offset) == pytest.approx(plain.deviation(-10.0), abs=1e-6)


@given(st.lists(st.tuples(st.floats(-10, 10), st.floats(0.1, 5)), min_size=1, max_size=20))
def test_a_weighted_median_lies_among_its_values(pairs):
    values, weights = zip(*pairs, strict=True)
    assert min(values) - 1e-9 <= weighted_median(values, weights) <= max(values) + 1e-9
