import numpy as np
import pytest

from tests.audio.made import tones
from voicemon.audio.channels import ChannelCheck, Fault


def voices(seconds=4.0):
    """Two speakers who take turns of half a second, with a little noise on both lines."""
    chance = np.random.default_rng(7)
    sound = tones(seconds) * 0.5
    turn = (np.arange(sound.shape[1]) // 8000) % 2
    sound[0, turn == 1] = 0
    sound[1, turn == 0] = 0
    return sound + chance.normal(0, 1e-3, sound.shape).astype(np.float32)


def findings(sound, cut=16_000):
    check = ChannelCheck(len(sound))
    for at in range(0, sound.shape[1], cut):
        check.feed(sound[:, at : at + cut])
    return check.findings()


def test_two_speakers_on_two_channels_are_in_order():
    assert findings(voices()) == []


def test_the_same_sound_twice_is_fake_stereo_at_any_level():
    mixed = voices().sum(axis=0)
    quieter = 0.3 * mixed + np.random.default_rng(1).normal(0, 1e-3, mixed.shape)
    (found,) = findings(np.stack([mixed, quieter]).astype(np.float32))
    assert (found.fault, found.channels) == (Fault.SAME, (0, 1))
    assert found.measured > 0.98
    assert "same sound" in found.note


def test_crosstalk_at_minus_twenty_decibels_is_no_fake_stereo():
    sound = voices()
    assert findings(sound + 0.1 * sound[::-1]) == []


def test_a_silent_channel_is_named():
    sound = voices()
    sound[1] = 0
    (found,) = findings(sound)
    assert (found.fault, found.channels) == (Fault.SILENT, (1,))
    assert "channel 2 is silent" in found.note


def test_clipped_speech_is_named_with_its_share():
    sound = np.clip(voices() * 20, -1, 1)
    found = findings(sound)
    assert {f.fault for f in found} == {Fault.CLIPPED}
    assert found[0].measured > 0.3


def test_silence_all_through_is_two_silent_channels_and_not_the_same_sound():
    assert [f.fault for f in findings(np.zeros((2, 32_000), np.float32))] == [Fault.SILENT] * 2


def test_one_channel_is_compared_with_nothing():
    assert findings(voices()[:1]) == []


@pytest.mark.parametrize("cut", [1600, 5000, 64_000])
def test_how_the_sound_is_cut_changes_no_finding(cut):
    mixed = voices().sum(axis=0)
    assert [f.fault for f in findings(np.stack([mixed, mixed]), cut)] == [Fault.SAME]


def test_an_unheard_check_finds_only_silence():
    assert {f.fault for f in ChannelCheck(2).findings()} == {Fault.SILENT}
