"""The curve: reasons add up, frustration fades, silence widens the band."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicemon.frustration.calibration import logit, shipped_weights
from voicemon.frustration.trajectory import SO_FAR, USUAL, Trajectory
from voicemon.types import Evidence

CUES = ["wording.anger", "wording.relief", "voice.anger", "prosody.loudness", "interaction.hold"]
PRIOR = shipped_weights().prior_score


def cue(name="wording.anger", log_odds=1.5, confidence=1.0):
    return Evidence("u1", name, 0.0, 1.0, 1.0, "share", None, log_odds, confidence, "a note")


any_cue = st.builds(cue, st.sampled_from(CUES), st.floats(-3, 3), st.floats(0, 1))
call = st.lists(st.tuples(st.floats(0, 60), st.lists(any_cue, max_size=4)), min_size=1, max_size=15)


def run(steps):
    trajectory, at_s, points = Trajectory("call"), 0.0, []
    for number, (elapsed_s, evidence) in enumerate(steps):
        at_s += elapsed_s
        points.append(trajectory.step(f"u{number}", at_s, evidence))
    return points


@given(call)
def test_the_reasons_add_up_to_the_score(steps):
    for point in run(steps):
        assert logit(point.score) == pytest.approx(sum(point.contributions.values()), abs=1e-6)


@given(call)
def test_the_score_lies_within_its_band(steps):
    for point in run(steps):
        assert 0 <= point.low <= point.score <= point.high <= 1


@given(call, st.integers(0, 14), st.floats(0, 3))
def test_more_evidence_for_frustration_never_lowers_the_score_then_or_later(steps, where, weight):
    where %= len(steps)
    elapsed_s, evidence = steps[where]
    more = [*steps[:where], (elapsed_s, [*evidence, cue(log_odds=weight)]), *steps[where + 1 :]]
    for before, after in zip(run(steps), run(more), strict=True):
        assert after.score >= before.score - 1e-9


@given(call)
def test_the_same_call_gives_the_same_curve(steps):
    assert run(steps) == run(steps)


def test_a_customer_not_heard_yet_is_as_usual():
    point = Trajectory("call").step("u0", 3.0, [])
    assert point.score == pytest.approx(PRIOR)
    assert point.contributions == {USUAL: pytest.approx(logit(PRIOR)), SO_FAR: 0.0}


def test_frustration_fades_by_half_of_its_log_odds_in_a_half_life():
    weights = shipped_weights()
    points = run([(0, [cue(log_odds=0.5)]), (weights.frustrated_half_life_s, [])])
    heard = points[0].contributions["wording.anger"]
    assert points[1].contributions[SO_FAR] == pytest.approx(heard / 2)


def test_calm_is_spent_sooner_than_frustration():
    angry = run([(0, [cue(log_odds=1.0)]), (20, [])])[-1].contributions[SO_FAR]
    calm = run([(0, [cue(log_odds=-1.0)]), (20, [])])[-1].contributions[SO_FAR]
    assert 0 < -calm < angry


def test_after_minutes_of_nothing_the_score_is_as_usual_again():
    assert run([(0, [cue()] * 3), (600, [])])[-1].score == pytest.approx(PRIOR, abs=0.01)


def test_silence_widens_the_band_and_evidence_narrows_it():
    heard, silent, again = run([(0, [cue()]), (40, []), (0, [cue()])])
    widths = [logit(point.high) - logit(point.low) for point in (heard, silent, again)]
    assert widths[1] > widths[0]
    assert widths[2] < widths[1]


def test_missing_evidence_is_not_calm():
    withheld, calm = run([(0, [cue()]), (0, [])]), run([(0, [cue()]), (0, [cue(log_odds=-0.5)])])
    assert withheld[-1].score > calm[-1].score


def test_a_long_rant_does_not_pile_up_beyond_what_calming_words_can_end():
    rant = [(6, [cue(log_odds=2.0)])] * 20
    points = run([*rant, (6, [cue("wording.relief", -2.0)]), (6, [cue("wording.relief", -2.0)])])
    assert points[19].score > 0.7
    assert points[-1].score < points[19].score / 2


def test_a_rise_has_a_slope_and_two_points_at_once_have_none():
    rising = run([(10, []), (10, [cue(log_odds=1)]), (10, [cue(log_odds=1)])])
    assert rising[-1].slope_per_min > 0.3
    assert run([(10, []), (1, [cue()])])[-1].slope_per_min == 0


def test_one_outlier_does_not_make_a_slope():
    flat = [(8, [])] * 4
    assert (
        abs(run([*flat, (1, [cue(log_odds=2)]), (7, [cue(log_odds=-2)]), *flat])[-1].slope_per_min)
        < 0.2
    )


def test_a_time_that_runs_backwards_stands_still():
    trajectory = Trajectory("call")
    trajectory.step("u0", 10.0, [cue()])
    assert trajectory.step("u1", 8.0, []).at_s == 10.0


def test_the_band_before_anything_is_heard_covers_calm_and_uneasy():
    point = Trajectory("call").step("u0", 0.0, [])
    assert point.low < 0.05
    assert 0.3 < point.high < 0.6
    assert math.isclose(logit(point.high) - logit(PRIOR), logit(PRIOR) - logit(point.low))
