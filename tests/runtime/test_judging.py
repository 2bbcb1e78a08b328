"""Clips before the real encoder and the real head, with made voices."""

import numpy as np
import pytest

from tests.evidence.voices import voice
from tests.sounds import write_wav
from voicemon.runtime.judging import Clip, judge_clips
from voicemon.runtime.models import clip_ears

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def ears(small_settings):
    return clip_ears(small_settings)


@pytest.fixture(scope="module")
def sounds(tmp_path_factory):
    """Six calm utterances of one voice and a pressed one."""
    folder = tmp_path_factory.mktemp("clips")
    for number in range(6):
        write_wav(folder / f"calm{number}.wav", voice(2.0, 120, seed=number)[None], 16000)
    write_wav(folder / "pressed.wav", voice(2.0, 190, -16, 0.6, seed=9)[None], 16000)
    return folder


def judged(ears, *clips):
    told = []
    found = judge_clips(clips, *ears, lambda stage, done: told.append((stage, done)))
    assert told[-1][1] == 1.0
    return found


def clip(path, speaker=""):
    return Clip(path, path.name, speaker)


def own(sounds, speaker="anna"):
    return [clip(path, speaker) for path in sorted(sounds.glob("*.wav"))]


def test_every_clip_has_its_figures_in_order(ears, sounds):
    clips = own(sounds)
    found = judged(ears, *clips)
    assert [each.clip for each in found] == clips
    assert all(0 <= each.anger <= 1 and 0 <= each.uncertainty <= 1 for each in found)


def test_the_pressed_utterance_stands_out_of_its_speakers(ears, sounds):
    found = judged(ears, *own(sounds))
    assert max(found, key=lambda each: each.anger).clip.name == "pressed.wav"


def test_speakers_do_not_move_each_other(ears, sounds, tmp_path):
    other = write_wav(tmp_path / "other.wav", voice(2.5, 210, seed=4)[None], 16000)
    alone = judged(ears, *own(sounds))
    beside = judged(ears, clip(other, "ben"), *own(sounds))
    assert [each.anger for each in beside[1:]] == [each.anger for each in alone]


def test_a_clip_that_a_call_would_withhold_has_its_figure_and_the_reason(ears, tmp_path):
    short = write_wav(tmp_path / "short.wav", voice(0.3, pad_s=0.05)[None], 16000)
    [found] = judged(ears, clip(short))
    assert 0 < found.anger < 1
    assert "too little speech" in found.withheld
    assert not found.unheard


@pytest.mark.parametrize("content", [b"", b"RIFF\0\0\0\0WAVEjunk", None])
def test_a_damaged_clip_does_not_stop_the_rest(ears, sounds, tmp_path, content):
    bad = tmp_path / "bad.wav"
    if content is not None:
        bad.write_bytes(content)
    found = judged(ears, clip(bad, "anna"), *own(sounds))
    assert found[0].unheard
    assert found[0].uncertainty == 1.0
    assert 0 < found[0].anger < 1
    assert not any(each.unheard for each in found[1:])


def test_any_rate_and_both_channels_are_heard(ears, tmp_path):
    sound = voice(2.0, 130)
    wide = write_wav(tmp_path / "a.wav", sound[None], 16000)
    stereo = write_wav(tmp_path / "b.wav", np.stack([sound, sound]), 16000)
    high = write_wav(tmp_path / "c.wav", np.repeat(sound, 3)[None], 48000)
    first, both, higher = judged(ears, clip(wide), clip(stereo), clip(high))
    assert both.anger == pytest.approx(first.anger, abs=0.02)
    assert higher.anger == pytest.approx(first.anger, abs=0.2)
