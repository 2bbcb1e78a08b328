import numpy as np
import pytest

from voicemon.evidence.voice.usual import Usual, Voices

VOICES = Voices(centre=-2.0, between=0.7, gap=3.5, calm=1.5, angry=1.3)


def after(scores):
    usual = Usual(VOICES, prior=2.0)
    for score in scores:
        usual.hear(score, 0.0)
    return usual


def test_a_strangers_usual_is_everyones():
    assert after([]).offset == pytest.approx(VOICES.centre)
    assert after([]).unsure == pytest.approx(VOICES.between, rel=0.02)


def test_calm_speech_teaches_the_usual_and_makes_it_surer():
    few, many = after([-3.0] * 3), after([-3.0] * 30)
    assert VOICES.centre > few.offset > many.offset
    assert many.offset == pytest.approx(-3.0, abs=0.25)
    assert many.unsure < few.unsure < VOICES.between


def test_anger_here_and_there_hardly_moves_the_usual():
    calm = list(np.random.default_rng(0).normal(-2, 0.8, 20))
    assert after([*calm, *[2.0] * 4]).offset == pytest.approx(after(calm).offset, abs=0.5)


def test_anger_throughout_is_not_taken_for_the_usual():
    """A plain mean would end at the scores themselves, and nothing would stand out any more."""
    assert after([1.5] * 40).offset < 0


def test_the_order_of_hearing_does_not_matter():
    scores = list(np.random.default_rng(1).normal(-1, 1.5, 15))
    assert after(scores).offset == pytest.approx(after(scores[::-1]).offset)


def test_loudness_counts_against_the_speakers_own_and_only_once_it_is_known():
    usual = Usual(VOICES, prior=2.0)
    assert usual.louder(5.0) == 0.0
    usual.hear_level(1.0)
    once = usual.louder(3.0)
    for _ in range(30):
        usual.hear_level(1.0)
    assert 0 < once < usual.louder(3.0) == pytest.approx(2.0, abs=0.2)


def test_arousal_is_shrunk_towards_everyones():
    usual = Usual(VOICES, prior=2.0)
    assert usual.arousal(0.3) == pytest.approx(0.3)
    for _ in range(2):
        usual.hear(0.0, 1.3)
    assert usual.arousal(0.3) == pytest.approx(0.8)
