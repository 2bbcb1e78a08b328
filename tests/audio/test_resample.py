import numpy as np
import pytest

from tests.audio.made import pitch_hz, tones
from voicemon.audio.resample import Resampler


def run(rate_hz, sound, cut):
    resampler = Resampler(rate_hz, sound.shape[0])
    parts = [resampler.feed(sound.T[at : at + cut]) for at in range(0, sound.shape[1], cut)]
    return np.concatenate([*parts, resampler.flush()])


@pytest.mark.parametrize("rate_hz", [6_000, 8_000, 11_025, 44_100, 48_000, 192_000])
@pytest.mark.parametrize("channels", [1, 2, 3])
def test_pitch_level_and_length_stay(rate_hz, channels):
    made = run(rate_hz, tones(1.0, rate_hz, channels), 4096)
    assert made.shape == (16_000, channels)
    assert pitch_hz(made[2000:14_000, -1]) == pytest.approx(300 * channels, abs=5)
    assert np.abs(made[2000:14_000]).max() == pytest.approx(0.4, abs=0.01)


def test_how_the_sound_is_cut_makes_no_difference():
    sound = tones(1.0, 8_000)
    assert (run(8_000, sound, 160) == run(8_000, sound, 8_000)).all()


def test_sixteen_kilohertz_passes_untouched():
    sound = tones(0.5)
    assert (run(16_000, sound, 1000) == sound.T).all()
