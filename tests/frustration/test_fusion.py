"""Evidence adds up, dependent cues count less, and nothing pulls the wrong way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicemon.frustration.calibration import WitnessWeight, shipped_weights
from voicemon.frustration.fusion import fuse
from voicemon.types import Evidence

TRUSTED = WitnessWeight(scale=1.0, information=1.0, repeat_factor=0.5)
WEIGHTS = replace(
    shipped_weights(),
    witnesses={
        **dict.fromkeys(("wording", "voice", "interaction"), TRUSTED),
        "prosody": replace(TRUSTED, repeat_factor=1.0),
        "other": WitnessWeight(scale=0.7, information=0.3, repeat_factor=0.5),
    },
    cues={},
)
CUES = [f"{w}.{c}" for w in ("wording", "voice", "prosody", "interaction", "new") for c in "abc"]


def cue(name="wording.anger", log_odds=1.0, confidence=1.0):
    return Evidence("u1", name, 0.0, 1.0, 1.0, "share", None, log_odds, confidence, "a note")


any_cue = st.builds(cue, st.sampled_from(CUES), st.floats(-5, 5), st.floats(0, 1))
angry_cue = st.builds(cue, st.sampled_from(CUES), st.floats(0, 5), st.floats(0, 1))


def test_nothing_heard_says_nothing_and_teaches_nothing():
    fused = fuse([], WEIGHTS)
    assert fused.contributions == {}
    assert fused.log_odds == 0
    assert fused.information == 0


def test_two_cues_of_one_witness_count_less_than_of_two():
    same = fuse([cue("wording.anger"), cue("wording.repeat")], WEIGHTS)
    other = fuse([cue("wording.anger"), cue("interaction.hold")], WEIGHTS)
    assert same.log_odds == pytest.approx(1.5)
    assert other.log_odds == pytest.approx(2.0)


def test_cues_that_were_fitted_together_add_up_in_full():
    fused = fuse([cue("prosody.loudness", 0.4), cue("prosody.pitch", 0.3)], WEIGHTS)
    assert fused.log_odds == pytest.approx(0.7)


def test_the_strongest_cue_of_a_witness_counts_in_full():
    fused = fuse([cue("wording.anger", 0.4), cue("wording.churn", 1.6)], WEIGHTS)
    assert list(fused.contributions) == ["wording.churn", "wording.anger"]
    assert fused.contributions["wording.churn"] == pytest.approx(1.6)
    assert fused.contributions["wording.anger"] == pytest.approx(0.2)


def test_doubt_that_the_witness_has_counted_is_not_counted_again():
    sure, unsure = fuse([cue()], WEIGHTS), fuse([cue(confidence=0.5)], WEIGHTS)
    assert unsure.log_odds == pytest.approx(sure.log_odds)
    assert unsure.information == pytest.approx(sure.information / 2)


def test_the_same_cue_twice_is_one_contribution():
    fused = fuse([cue("interaction.hold"), cue("interaction.hold")], WEIGHTS)
    assert list(fused.contributions) == ["interaction.hold"]


def test_a_cue_of_doubtful_meaning_has_a_factor_of_its_own():
    doubtful = replace(WEIGHTS, cues={"wording.negativity": 0.5})
    assert fuse([cue("wording.negativity")], doubtful).log_odds == pytest.approx(0.5)


def test_an_unknown_witness_is_heard_with_caution():
    assert 0 < fuse([cue("smell.smoke")], WEIGHTS).log_odds < fuse([cue()], WEIGHTS).log_odds


@given(st.lists(any_cue, max_size=12), angry_cue)
def test_more_evidence_for_frustration_never_lowers_the_sum(evidence, more):
    before, after = fuse(evidence, WEIGHTS), fuse([*evidence, more], WEIGHTS)
    assert after.log_odds >= before.log_odds - 1e-9
    assert after.information >= before.information


@given(st.lists(any_cue, max_size=12))
def test_one_utterance_never_says_more_than_its_limit(evidence):
    assert abs(fuse(evidence, WEIGHTS).log_odds) <= WEIGHTS.step_limit + 1e-9


@given(st.lists(any_cue, max_size=8), st.randoms())
def test_the_order_of_evidence_does_not_matter(evidence, random):
    shuffled = random.sample(evidence, len(evidence))
    assert fuse(shuffled, WEIGHTS).log_odds == pytest.approx(fuse(evidence, WEIGHTS).log_odds)
