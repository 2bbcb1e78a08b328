import numpy as np
import pytest

from tests.audio.made import tones
from voicemon.audio.peaks import PAIRS_PER_S, PeakMeter


def measured(sound, cut):
    meter = PeakMeter(len(sound))
    for at in range(0, sound.shape[1], cut):
        meter.feed(sound[:, at : at + cut])
    return meter.pairs()


def test_every_second_has_its_pairs_and_a_rest_has_one_more():
    assert measured(tones(2.0), 16_000).shape == (2, 2 * PAIRS_PER_S, 2)
    assert measured(tones(2.001), 16_000).shape == (2, 2 * PAIRS_PER_S + 1, 2)


@pytest.mark.parametrize("cut", [1, 100, 7777])
def test_how_the_sound_is_cut_makes_no_difference(cut):
    sound = tones(0.3)
    assert (measured(sound, cut) == measured(sound, 100_000)).all()


def test_pairs_enclose_the_loudest_and_lowest_sample():
    sound = np.zeros((1, 16_000), np.float32)
    sound[0, 5000], sound[0, 5001] = 0.5, -0.25
    pairs = measured(sound, 16_000)
    place = 5000 * PAIRS_PER_S // 16_000
    assert pairs[0, place].tolist() == [-32, 64]
    assert not pairs[0, :place].any()


def test_full_scale_and_beyond_stay_within_a_byte():
    pairs = measured(np.full((1, 1600), 3.0, np.float32), 1600)
    assert pairs.max() == 127


def test_nothing_heard_has_no_pairs():
    assert PeakMeter(2).pairs().shape == (2, 0, 2)
