import numpy as np

from tests.utterances.fakes import segment
from voicemon.utterances.live_windows import FINAL, SHORT, fit


def test_the_latest_earlier_speech_comes_first_in_time():
    earlier = [segment(0, 5), segment(10, 3), segment(20, 2)]
    window = fit(segment(30, 3), earlier)
    assert [each.start_s for each in window.segments] == [10, 20, 30]
    assert window.window.pieces[-1].window_end_s <= window.length_s


def test_context_never_makes_a_window_longer():
    assert fit(segment(0, 2), []).length_s == fit(segment(30, 2), [segment(0, 14)]).length_s


def test_long_speech_gets_a_longer_window_without_losing_any():
    window = fit(segment(0, 20), [])
    assert window.length_s == 24.0
    assert len(window.samples) == 20 * 16000


def test_speech_beyond_the_longest_window_keeps_its_end():
    window = fit(segment(0, 33), [])
    assert window.length_s == FINAL.lengths_s[-1]
    assert len(window.samples) == 30 * 16000
    assert window.own.end_s == 33


def test_context_breaks_off_where_it_does_not_fit():
    window = fit(segment(30, 3), [segment(0, 1), segment(10, 14)])
    assert len(window.segments) == 1


def test_under_load_there_is_no_context():
    window = fit(segment(30, 3), [segment(0, 1)], SHORT)
    assert len(window.segments) == 1
    assert not window.careful


def test_a_window_holds_its_pieces_where_it_says():
    window = fit(segment(30, 3, level=0.2), [segment(0, 1, level=0.1)])
    own = window.samples[round(window.own.window_s * 16000) :]
    assert np.abs(own).max() > 0.15
