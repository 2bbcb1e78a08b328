import numpy as np
import pytest

from voicemon.audio.crosstalk import LeakCanceller, LeakMeter

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


def seconds_of(into, source):
    return zip(into.reshape(-1, RATE_HZ), source.reshape(-1, RATE_HZ), strict=True)


@pytest.mark.parametrize("delay", [-30, 0, 40])
def test_a_leak_is_measured_within_seconds_of_talk(delay):
    agent, customer = speech(6, 1), speech(6, 2)
    meter = LeakMeter()
    leak = 0.1 * np.roll(agent, delay)
    found = [meter.feed(*pair) for pair in seconds_of(customer + leak, agent)]
    assert any(found[:3])
    assert found[-1].lag == delay
    assert found[-1].gain == pytest.approx(0.1, abs=0.005)


def test_talk_that_is_no_copy_is_no_leak():
    meter = LeakMeter()
    pairs = seconds_of(0.1 * speech(20, 3) + 0.001 * speech(20, 2), speech(20, 1))
    assert [meter.feed(*pair) for pair in pairs] == [None] * 20


def test_a_measured_leak_stays_while_nobody_talks():
    agent, meter = speech(6, 1), LeakMeter()
    for pair in seconds_of(0.05 * agent, agent):
        found = meter.feed(*pair)
    silence = np.zeros(RATE_HZ, np.float32)
    assert found is not None
    assert meter.feed(silence, silence) == found
