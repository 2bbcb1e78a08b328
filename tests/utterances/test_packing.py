import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.utterances.fakes import segment
from voicemon.types import Role
from voicemon.utterances.packing import GAP_S, LENGTHS_S, pack


def test_segments_of_one_role_share_a_window():
    [window] = pack([segment(0, 3), segment(10, 4)])
    assert [piece.segment for piece in window.pieces] == [0, 1]
    assert window.pieces[1].window_s == 3 + GAP_S


def test_both_roles_have_windows_of_their_own():
    windows = pack([segment(0, 3), segment(1, 3, Role.CUSTOMER)])
    assert sorted(piece.segment for window in windows for piece in window.pieces) == [0, 1]
    assert len(windows) == 2


def test_two_calls_never_share_a_window():
    assert len(pack([segment(0, 3), segment(0, 3, call_id="other")])) == 2


def test_segments_are_read_in_time_order_whatever_their_order():
    [window] = pack([segment(10, 2), segment(0, 2)])
    assert [piece.segment for piece in window.pieces] == [1, 0]


def test_a_windows_sound_is_its_pieces_with_silence_between():
    segments = [segment(0, 1), segment(5, 1)]
    [window] = pack(segments)
    samples = window.samples(segments)
    assert len(samples) == round((2 + GAP_S) * 16000)
    assert np.array_equal(samples[:16000], segments[0].samples)
    assert not samples[16000 : round((1 + GAP_S) * 16000)].any()
    assert np.array_equal(samples[-16000:], segments[1].samples)


def test_a_segment_longer_than_a_window_is_spread_over_several():
    windows = pack([segment(0, 70)])
    assert len(windows) == 3
    assert windows[0].pieces[0].end_s == windows[1].pieces[0].start_s


def test_nothing_needs_no_window():
    assert pack([]) == []


lengths = st.lists(st.floats(0.2, 20), min_size=1, max_size=30)


@settings(max_examples=25, deadline=None)
@given(lengths, lengths)
def test_windows_hold_all_of_every_segment_once(agent, customer):
    segments = [segment(20 * at, each) for at, each in enumerate(agent)]
    segments += [segment(20 * at, each, Role.CUSTOMER) for at, each in enumerate(customer)]
    windows = pack(segments)
    assert len({window.length_s for window in windows}) == 1
    assert all(window.duration_s < window.length_s <= LENGTHS_S[-1] for window in windows)
    for at, each in enumerate(segments):
        pieces = [piece for window in windows for piece in window.pieces if piece.segment == at]
        edges = [0.0, *(piece.end_s for piece in pieces)]
        assert [piece.start_s for piece in pieces] == edges[:-1]
        assert edges[-1] == len(each.samples) / 16000


def halting(start_s, seconds, pause_s):
    """Speech with one pause of 0.3 s at `pause_s`."""
    made = segment(start_s, seconds)
    made.samples[round(pause_s * 16000) : round((pause_s + 0.3) * 16000)] = 0
    return made


def test_a_segment_that_does_not_fit_is_split_at_its_pause():
    windows = pack([segment(0, 20), halting(30, 18, 8.0), segment(60, 18)])
    [first, second] = [piece for window in windows for piece in window.pieces if piece.segment == 1]
    assert 8.0 < first.end_s == second.start_s < 8.3
    assert len(windows) == 2


def test_without_a_pause_nothing_is_split():
    windows = pack([segment(0, 20), segment(30, 18), segment(60, 18)])
    assert [len(window.pieces) for window in windows] == [1, 1, 1]
