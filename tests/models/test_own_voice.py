"""The same call over other lines: words and speech held fixed, the sound alone changed."""

import numpy as np
import pytest

from models.eval.own_voice import CHANGES, CUSTOMER, Change, Moved, Replay, Strangers, _rows
from tests.evidence.voices import voice
from tests.sounds import sample
from voicemon.evidence.voice import VoiceModel
from voicemon.runtime.models import clip_ears
from voicemon.types import SAMPLE_RATE_HZ


def both(seconds=1.0):
    """An agent and a customer, the customer the louder."""
    return np.stack([voice(seconds, 110.0, -30.0), voice(seconds, 200.0, -20.0, seed=1)])


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_no_change_goes_beyond_full_scale_or_moves_the_length(change):
    sound = both() / np.abs(both()).max()
    before, after = change.pair(sound)
    assert before.shape == after.shape == sound.shape
    assert np.abs(before).max() <= 1.0
    assert np.abs(after).max() <= 1.0


@pytest.mark.parametrize(("at", "decibels"), [(0, 6.0), (1, -6.0)])
def test_a_gain_is_what_it_is_called_and_nothing_else(at, decibels):
    before, after = CHANGES[at].pair(both())
    assert 20 * np.log10(np.abs(after).max() / np.abs(before).max()) == pytest.approx(decibels)
    assert np.allclose(after / 10 ** (decibels / 20), before, atol=1e-6)


def test_a_loud_speaker_is_louder_on_the_customers_channel_only():
    before, after = CHANGES[3].pair(both())
    assert np.array_equal(before[1 - CUSTOMER], after[1 - CUSTOMER])
    assert np.allclose(after[CUSTOMER], before[CUSTOMER] * 10 ** (12 / 20), rtol=1e-5)


def test_a_largest_change_misses_where_the_mean_holds():
    mean, most = _rows("louder", [Moved("a", 0.0, 2.0), Moved("b", 6.0, 4.0)], "of two")
    assert (mean.ours, mean.met, mean.note) == (3.0, True, "of two")
    assert (most.ours, most.met, most.note) == (6.0, False, "in b")
    assert mean.baseline.endswith("3.000")


@pytest.fixture(scope="module")
def replay(small_models, small_settings):
    whisper, _ = clip_ears(small_settings, small_settings.model)
    return Replay(sample("01_angry_unresolved"), small_models, small_settings, whisper)


@pytest.mark.model
def test_the_call_as_it_is_gives_the_same_curve_again(replay):
    assert len(replay.scores) > 3
    assert max(replay.scores) > 0.5
    assert replay.curve(replay.sound) == pytest.approx(replay.scores, abs=1e-3)


@pytest.mark.model
def test_words_stay_when_the_sound_is_gone(replay):
    silent = replay.curve(np.zeros_like(replay.sound))
    assert len(silent) == len(replay.scores)
    assert max(silent) > 0.5


@pytest.mark.model
def test_the_lines_gain_moves_a_head_without_a_usual_more(replay):
    before, after = Change("louder", lambda sound: sound * np.float32(4)).pair(replay.sound)
    moved = {
        usual: np.abs(
            np.subtract(replay.curve(after, usual=usual), replay.curve(before, usual=usual))
        ).max()
        for usual in (True, False)
    }
    assert moved[True] < 0.01
    assert moved[True] < moved[False]


@pytest.mark.model
def test_a_head_of_strangers_judges_the_same_whatever_it_heard(small_models):
    head = Strangers(small_models.voice)
    assert isinstance(head, VoiceModel)
    usual = head.stranger()
    states = np.random.default_rng(1).normal(size=(100, head.dim)).astype(np.float32)
    pooled = head.pool(states, voice(2.0)[: 2 * SAMPLE_RATE_HZ])
    first = head.judge(pooled, usual)
    head.hear(pooled, usual)
    assert usual.heard == 0
    assert head.judge(pooled, usual) == first == small_models.voice.judge_alone(pooled)
