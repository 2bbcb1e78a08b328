"""Leaks between the channels of a running call are taken out, however the sound comes in."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.runtime.live.fakes import BOTH, RATE_HZ, opening, quiet
from voicemon.runtime.live.changes import Weighed
from voicemon.runtime.live.leaks import KEPT, Leaks, Piece
from voicemon.runtime.live.sameness import Sameness
from voicemon.types import SAMPLE_RATE_HZ, Role, SpeechSegment

SECONDS = 8
GAIN, LAG = 0.1, 20


def talk(seed):
    """Noise in bursts, as broken as talk."""
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal(SECONDS * SAMPLE_RATE_HZ) * 0.1
    bursts = np.repeat(rng.random(SECONDS * 5) < 0.5, SAMPLE_RATE_HZ // 5)
    return (noise * bursts).astype(np.float32)


AGENT, CUSTOMER = talk(1), talk(2)
LEAKED = np.float32(GAIN) * np.roll(AGENT, LAG)
BLED = np.stack([AGENT, CUSTOMER + LEAKED])


def leaks(*, waits=True):
    return Leaks(Sameness(), lambda *_: waits)


def put(made, channel, sound, first, count):
    made.put(channel, Piece(first / SAMPLE_RATE_HZ, first, sound[channel, first : first + count]))


def played(made, sound, cuts):
    """Both channels after all of the sound; `cuts`: (channel, samples) in order of arrival."""
    found, at = ([], []), [0, 0]
    rest = [(0, sound.shape[1]), (1, sound.shape[1])]
    for channel, count in [*cuts, *rest]:
        put(made, channel, sound, at[channel], count)
        at[channel] = min(at[channel] + count, sound.shape[1])
        for number in (0, 1):
            found[number].extend(made.take(number))
    for number in (0, 1):
        found[number].extend(made.take(number, all_of_it=True))
    for pieces in found:
        ends = [0, *(piece.end for piece in pieces)]
        assert [piece.first for piece in pieces] == ends[:-1]
        assert all(round(piece.start_s * SAMPLE_RATE_HZ) == piece.first for piece in pieces)
    return [np.concatenate([piece.samples for piece in pieces]) for pieces in found]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 9000)), max_size=40))
def test_what_comes_out_is_a_function_of_the_sound(cuts):
    whole = played(leaks(), BLED, [])
    for mine, theirs in zip(played(leaks(), BLED, cuts), whole, strict=True):
        assert np.array_equal(mine, theirs)


def test_a_leak_is_taken_out_once_it_is_measured():
    agent, customer = played(leaks(), BLED, [])
    late = slice(4 * SAMPLE_RATE_HZ, None)
    left = customer[late] - CUSTOMER[late]
    assert np.square(left).sum() < 0.01 * np.square(LEAKED[late]).sum()
    assert np.array_equal(agent, AGENT)
    assert np.array_equal(customer[:SAMPLE_RATE_HZ], BLED[1, :SAMPLE_RATE_HZ])


def test_channels_without_a_leak_do_not_wait_for_each_other():
    made, sound = leaks(), np.stack([AGENT, CUSTOMER])
    for first in range(0, SECONDS * SAMPLE_RATE_HZ, 1600):
        for channel in (0, 1):
            put(made, channel, sound, first, 1600)
            assert [piece.first for piece in made.take(channel)] == [first]


def test_a_channel_that_brings_no_more_is_not_waited_for():
    made = leaks(waits=False)
    for first in range(0, SECONDS * SAMPLE_RATE_HZ, 1600):
        put(made, 1, BLED, first, 1600)
        assert [piece.end for piece in made.take(1)] == [first + 1600]
    assert made.take(0) == []


def test_little_is_kept_of_a_channel_that_is_alone():
    made = leaks(waits=False)
    for first in range(0, SECONDS * SAMPLE_RATE_HZ, 1600):
        put(made, 0, BLED, first, 1600)
        made.take(0)
    assert sum(len(piece.samples) for piece in made._sides[0].lately) <= KEPT + 3200


def test_where_a_leak_is_known_the_customer_waits_for_the_moment_that_leaks_in():
    made = leaks()
    for channel in (0, 1):
        put(made, channel, BLED, 0, 5 * SAMPLE_RATE_HZ)
        made.take(channel)
    put(made, 1, BLED, 5 * SAMPLE_RATE_HZ, 1600)
    assert all(piece.end < 5 * SAMPLE_RATE_HZ for piece in made.take(1))
    put(made, 0, BLED, 5 * SAMPLE_RATE_HZ, 1600)
    assert made.take(1)


def test_the_end_of_a_channel_comes_out_last_and_in_its_place():
    made = leaks()
    put(made, 0, BLED, 0, 1600)
    made.put(0, Piece(0.1, 1600, BLED[0, :0], ends=True))
    assert [piece.ends for piece in made.take(0)] == [False, True]


def test_what_is_forgotten_never_comes_out():
    made = leaks()
    put(made, 1, BLED, 0, 3 * SAMPLE_RATE_HZ)
    made.forget(1)
    assert made.take(1, all_of_it=True) == []


def test_speech_from_before_a_leak_was_known_is_told_from_the_customers_own():
    made = leaks()
    for channel in (0, 1):
        put(made, channel, np.stack([AGENT, LEAKED + 1e-4]), 0, SECONDS * SAMPLE_RATE_HZ)
    own = SpeechSegment("c", Role.CUSTOMER, 1.0, 0.0, 1.0, CUSTOMER[:SAMPLE_RATE_HZ] + 0.05)
    copy = SpeechSegment("c", Role.CUSTOMER, 1.0, 0.0, 1.0, LEAKED[:SAMPLE_RATE_HZ])
    assert made.left(1, copy, 4.0) > 0.9
    assert 0 < made.left(1, own, 4.0) < 0.1
    assert made.left(1, copy, 0.5) == 0.0  # nothing was known then
    assert made.left(0, copy, 4.0) == 0.0
    late = SpeechSegment("c", Role.CUSTOMER, 1.0, 6.0, 7.0, copy.samples)
    assert made.left(1, late, 8.0) == 0.0  # it was taken out of that


def said(total_s, seed, *spans_s):
    """Hiss in each span."""
    rng, sound = np.random.default_rng(seed), quiet(total_s)
    for start_s, end_s in spans_s:
        span = slice(round(start_s * RATE_HZ), round(end_s * RATE_HZ))
        sound[span] = 0.1 * rng.standard_normal(span.stop - span.start)
    return sound


def test_a_running_call_hears_no_leak_as_the_customer_however_it_is_cut(make_office):
    agent = said(20.0, 1, (0.5, 3.0), (6.0, 9.0), (13.0, 15.0))
    customer = said(20.0, 2, (10.0, 12.0), (16.0, 18.0)) + 0.25 * agent
    customer += 1e-4 * np.random.default_rng(3).standard_normal(len(customer)).astype(np.float32)
    sounds, rng, told = {"outbound": agent, "inbound": customer}, np.random.default_rng(4), []
    with make_office() as office:
        for number in range(3):
            line, at = office.desk.open(opening(f"c{number}")), dict.fromkeys(sounds, 0)
            while any(at[track] < len(sound) for track, sound in sounds.items()):
                track = min(at, key=lambda name: at[name] + rng.integers(0, 6000))
                size = int(rng.integers(1, 4000)) if number else RATE_HZ
                part = sounds[track][at[track] : at[track] + size]
                line.hear(track, at[track], part, RATE_HZ)
                at[track] += size
            line.end("hangup")
            office.ended(f"c{number}")
            weighed = office.watcher.of(f"c{number}", Weighed)
            told.append([(each.utterance.id, each.utterance.text) for each in weighed])
            spans = [
                round(each.utterance.start_s)
                for each in weighed
                if each.utterance.role is BOTH["inbound"]
            ]
            assert spans == [10, 16]
    assert told[0] == told[1] == told[2]
