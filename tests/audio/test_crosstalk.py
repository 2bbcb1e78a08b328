import numpy as np
import pytest

from voicemon.audio.crosstalk import LeakCanceller

RATE_HZ = 16_000


def speech(seconds, seed, level=0.1):
    """Noise in bursts, as loud and as broken as talk."""
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal(seconds * RATE_HZ) * level
    bursts = np.repeat(rng.random(seconds * 5) < 0.5, RATE_HZ // 5)
    return (noise * bursts).astype(np.float32)


@pytest.mark.parametrize("delay", [0, 40])
def test_a_leak_of_another_channel_is_taken_out(delay):
    agent, customer = speech(20, 1), speech(20, 2)
    leak = 0.1 * np.roll(agent, delay)
    heard = LeakCanceller().feed(np.stack([agent, customer + leak]))
    left = heard[1] - customer
    assert np.square(left).sum() < 0.01 * np.square(leak).sum()
    assert np.array_equal(heard[0], agent)


def test_channels_without_a_leak_stay_as_they_are():
    block = np.stack([speech(20, 1), speech(20, 2)])
    assert LeakCanceller().feed(block) is block


def test_what_was_measured_holds_for_a_block_too_short_to_measure_in():
    agent = speech(20, 1)
    canceller = LeakCanceller()
    canceller.feed(np.stack([agent, 0.05 * agent]))
    short = agent[agent != 0][:1000]
    assert np.abs(canceller.feed(np.stack([short, 0.05 * short]))[1]).max() < 1e-6


def test_one_channel_has_nothing_to_leak_from():
    block = speech(5, 1)[None, :]
    assert LeakCanceller().feed(block) is block
