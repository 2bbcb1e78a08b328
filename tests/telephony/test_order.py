"""Frames of one track in any order give its samples, without holes and without doubles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicemon.telephony import order
from voicemon.telephony.order import Clock, Order

RATE_HZ = 8000
FRAME = 160


def ramp(samples, start=1):
    return np.arange(start, start + samples, dtype=np.float32)


def frames(samples, sizes=None, *, first=1, zero=0):
    """(samples, number, moment in samples, as whole milliseconds) of each frame."""
    cut, start = [], 0
    for number, size in enumerate(sizes or [FRAME] * (samples.size // FRAME), first):
        moment = start * 1000 // RATE_HZ * RATE_HZ // 1000
        cut.append((samples[start : start + size], number, zero + moment))
        start += size
    return cut


def played(sent, made=None):
    """All that comes out, and how much of it is silence in place of what is missing."""
    track = made or Order("inbound", RATE_HZ, first=1)
    heard = [piece for frame in sent for piece in track.add(*frame)] + track.flush()
    assert [piece.start for piece in heard] == list(
        np.cumsum([0, *[piece.samples.size for piece in heard]])[:-1]
    )
    assert track.end == sum(piece.samples.size for piece in heard)
    for piece in heard:
        assert piece.filled in {0, piece.samples.size}
        assert not piece.filled or not piece.samples.any()
    joined = np.concatenate([piece.samples for piece in heard] or [np.zeros(0, np.float32)])
    return joined, sum(piece.filled for piece in heard)


def delivery(data, sent):
    """`sent` as a network may deliver it: each frame late by at most 20 places, some twice."""
    late = data.draw(st.lists(st.integers(0, 20), min_size=len(sent), max_size=len(sent)))
    arrived = sorted(range(len(sent)), key=lambda place: place + late[place])
    twice = data.draw(st.lists(st.sampled_from(arrived), max_size=5)) if sent else []
    return [sent[place] for place in arrived] + [sent[place] for place in twice]


sizes = st.lists(st.integers(1, 400), min_size=1, max_size=40)


@settings(deadline=None)
@given(sizes, st.data())
def test_any_cut_and_any_delivery_inside_the_window_give_the_same_samples(cut, data):
    samples = ramp(sum(cut))
    sent = delivery(data, frames(samples, cut))
    joined, filled = played(sent)
    assert filled == 0
    np.testing.assert_array_equal(joined, samples)


@settings(deadline=None)
@given(sizes, st.data())
def test_numbers_alone_are_enough(cut, data):
    samples = ramp(sum(cut))
    sent = [(part, number, None) for part, number, _ in delivery(data, frames(samples, cut))]
    # without moments, a hole is as long as its frames are now: keep it within the window
    if len({part.size for part, _, _ in sent}) == 1 or max(cut) * 21 <= RATE_HZ:
        np.testing.assert_array_equal(played(sent)[0], samples)


@settings(deadline=None)
@given(st.integers(1, 45), st.data())
def test_moments_alone_are_enough_from_the_first_frame_on(count, data):
    samples = ramp(count * FRAME)
    first, *rest = frames(samples)
    sent = [first, *delivery(data, rest)]
    joined, filled = played([(part, None, moment) for part, _, moment in sent])
    assert filled == 0
    np.testing.assert_array_equal(joined, samples)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 500),
            st.none() | st.integers(-(1 << 53), 1 << 53) | st.integers(0, 20),
            st.none() | st.integers(-(1 << 53), 1 << 53) | st.integers(0, 500_000),
        ),
        max_size=60,
    )
)
def test_whatever_numbers_come_the_track_has_no_holes_and_memory_is_bounded(sent):
    joined, filled = played([(ramp(size), number, moment) for size, number, moment in sent])
    assert joined.size <= sum(size for size, _, _ in sent) + filled


def test_frames_with_neither_number_nor_moment_count_as_they_come():
    samples = ramp(1000)
    joined, _ = played([(samples[:300], None, None), (samples[300:], None, None)])
    np.testing.assert_array_equal(joined, samples)


def test_a_frame_in_its_turn_is_given_at_once():
    track = Order("inbound", RATE_HZ, first=1)
    for frame in frames(ramp(20 * FRAME)):
        assert len(track.add(*frame)) == 1


@pytest.mark.parametrize("moments", [True, False])
def test_a_lost_frame_becomes_silence_of_its_length(moments):
    samples = ramp(100 * FRAME)
    sent = [f for f in frames(samples) if f[1] not in {5, 6}]
    joined, filled = played([(s, n, at if moments else None) for s, n, at in sent])
    assert filled == 2 * FRAME
    samples[4 * FRAME : 6 * FRAME] = 0
    np.testing.assert_array_equal(joined, samples)


def test_a_lost_frame_delays_what_follows_by_the_window_at_most():
    track = Order("inbound", RATE_HZ, first=1)
    sent = [frame for frame in frames(ramp(200 * FRAME)) if frame[1] != 5]
    behind = 0
    for part, number, at in sent:
        track.add(part, number, at)
        behind = max(behind, number * FRAME - track.end)
    assert behind <= (order.WINDOW_S * RATE_HZ) + 2 * FRAME


def test_a_pause_of_five_seconds_is_silence():
    samples = ramp(20 * FRAME)
    sent = [(s, n, at + (5 * RATE_HZ if n > 10 else 0)) for s, n, at in frames(samples)]
    joined, filled = played(sent)
    assert filled == 5 * RATE_HZ
    assert joined.size == samples.size + filled
    assert joined[10 * FRAME : 10 * FRAME + filled].any() == np.False_


def test_a_hole_is_told_in_pieces_of_a_second_at_most():
    track = Order("inbound", RATE_HZ, first=1)
    track.add(ramp(FRAME), 1, 0)
    heard = track.add(ramp(FRAME), 2, 20 * RATE_HZ)
    assert max(piece.samples.size for piece in heard) <= RATE_HZ
    assert len(heard) == 21


@pytest.mark.parametrize("jump_s", [-3600, -40, 40, 86_400])
def test_a_jump_of_the_clock_loses_nothing_and_adds_nothing(jump_s):
    samples = ramp(40 * FRAME)
    sent = [(s, n, at + (jump_s * RATE_HZ if n > 10 else 0)) for s, n, at in frames(samples)]
    for numbered in (True, False):
        joined, filled = played([(s, n if numbered else None, at) for s, n, at in sent])
        assert filled == 0
        np.testing.assert_array_equal(joined, samples)


def test_after_a_jump_of_the_clock_a_pause_is_seen_again():
    samples = ramp(30 * FRAME)
    sent = []
    for part, number, at in frames(samples):
        moved = at - 3600 * RATE_HZ if number > 10 else at
        sent.append((part, number, moved + (RATE_HZ if number > 20 else 0)))
    assert played(sent)[1] == RATE_HZ


def test_unrest_of_the_senders_clock_is_no_pause():
    random = np.random.default_rng(3)
    samples = ramp(200 * FRAME)
    sent = [(s, n, at + int(random.integers(-700, 700))) for s, n, at in frames(samples)]
    joined, filled = played(sent)
    assert filled == 0
    np.testing.assert_array_equal(joined, samples)


def test_a_count_that_begins_anew_loses_nothing():
    samples = ramp(1000 * FRAME)
    sent = [(s, n if n <= 600 else n - 600, None) for s, n, _ in frames(samples)]
    np.testing.assert_array_equal(played(sent)[0], samples)


def test_a_count_that_begins_anew_at_a_later_moment_loses_nothing():
    samples = ramp(200 * FRAME)
    sent = [(s, n if n <= 100 else n - 100, at) for s, n, at in frames(samples)]
    np.testing.assert_array_equal(played(sent)[0], samples)


@pytest.mark.parametrize("first", [0, 2, 7, 5000])
def test_a_count_that_does_not_begin_with_one_loses_nothing(first):
    samples = ramp(200 * FRAME)
    joined, filled = played(frames(samples, first=first))
    assert filled == 0
    np.testing.assert_array_equal(joined, samples)


def test_a_sender_that_numbers_all_tracks_together_is_understood():
    samples = ramp(200 * FRAME)
    track = Order("inbound", RATE_HZ, first=1)
    heard = []
    for part, number, at in frames(samples):
        heard += track.add(part, 2 * number - 1, at)
    np.testing.assert_array_equal(np.concatenate([piece.samples for piece in heard]), samples)
    assert track.end == samples.size  # nothing waits any more


def test_a_track_that_begins_later_begins_with_silence():
    clock = Clock()
    customer = Order("inbound", RATE_HZ, clock, first=1)
    agent = Order("outbound", RATE_HZ, clock, first=1)
    for frame in frames(ramp(150 * FRAME), zero=77_000):
        customer.add(*frame)
    heard = agent.add(ramp(FRAME), 1, 77_000 + 2 * RATE_HZ)
    assert sum(piece.filled for piece in heard) == 2 * RATE_HZ
    assert agent.end == 2 * RATE_HZ + FRAME


def test_a_long_silent_track_is_filled_as_far_as_the_other_track_has_come():
    clock = Clock()
    customer = Order("inbound", RATE_HZ, clock, first=1)
    agent = Order("outbound", RATE_HZ, clock, first=1)
    agent.add(ramp(FRAME), 1, 0)
    for frame in frames(ramp(6000 * FRAME)):
        customer.add(*frame)
    agent.add(ramp(FRAME), 2, 119 * RATE_HZ)
    assert agent.end == 119 * RATE_HZ + FRAME


def test_long_frames_may_change_places_too():
    samples = ramp(10 * RATE_HZ)
    first, second, third, fourth, fifth = frames(samples, [2 * RATE_HZ] * 5)
    joined, filled = played([second, first, fourth, third, fifth])
    assert filled == 0
    np.testing.assert_array_equal(joined, samples)


def test_what_is_forgotten_is_never_heard():
    track = Order("inbound", RATE_HZ, first=1)
    one, two, three, four = frames(ramp(4 * FRAME))
    track.add(*one)
    track.add(*three)
    track.forget()
    heard = [*track.add(*four), *track.flush()]
    assert sum(piece.filled for piece in heard) == 2 * FRAME
    np.testing.assert_array_equal(heard[-1].samples, four[0])


def test_time_without_audio_is_silence():
    track = Order("inbound", RATE_HZ)
    track.add(ramp(FRAME))
    assert sum(piece.filled for piece in track.skip(3 * RATE_HZ)) == 3 * RATE_HZ
    assert track.end == 3 * RATE_HZ + FRAME
