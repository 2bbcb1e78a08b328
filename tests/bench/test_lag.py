"""Lag is counted from the last voiced frame, once a final, whatever else is told."""

from __future__ import annotations

import numpy as np
import pytest

from bench.live.lag import (
    Side,
    Told,
    final_lags,
    first_voiced_s,
    first_words,
    last_voiced_s,
    partial_gaps,
    slope,
    stretches,
    unanswered,
)
from bench.live.sound import FRAME_S

ORIGIN = 1000.0


def voiced(*spoken: tuple[float, float], seconds: float = 20.0) -> np.ndarray:
    frames = np.zeros(round(seconds / FRAME_S), bool)
    for start_s, end_s in spoken:
        frames[round(start_s / FRAME_S) : round(end_s / FRAME_S)] = True
    return frames


def side(*spoken: tuple[float, float], finals=(), partials=(), until_s: float = 20.0) -> Side:
    return Side("customer", voiced(*spoken), ORIGIN, until_s, list(finals), list(partials))


def told(key: str, start_s: float, end_s: float, at_s: float) -> Told:
    return Told(key, "customer", start_s, end_s, ORIGIN + at_s)


def test_the_pad_of_a_final_is_no_speech():
    found = final_lags(side((0.96, 3.2), finals=[told("a", 0.7, 3.45, 4.0)]))
    assert found == [(pytest.approx(ORIGIN + 3.2), pytest.approx(0.8))]


def test_speech_behind_a_final_does_not_move_its_lag():
    found = final_lags(side((0.96, 3.2), (3.84, 6.4), finals=[told("a", 0.7, 3.45, 4.0)]))
    assert found[0][1] == pytest.approx(0.8)


def test_a_final_told_again_counts_when_it_came_first():
    finals = [told("a", 0.7, 3.45, 9.0), told("a", 0.7, 3.45, 4.0)]
    assert [lag for _, lag in final_lags(side((0.96, 3.2), finals=finals))] == [pytest.approx(0.8)]


def test_a_final_without_speech_near_it_has_no_lag():
    assert final_lags(side((0.96, 3.2), finals=[told("a", 12.0, 13.0, 14.0)])) == []


def test_what_the_hang_up_cut_is_left_out():
    spoken = side((0.96, 3.2), finals=[told("a", 0.7, 3.45, 4.0)], until_s=3.5)
    assert final_lags(spoken) == []
    assert unanswered(spoken) == ([], 0)


def test_voiced_moments_are_the_edges_of_frames():
    frames = voiced((0.96, 3.2))
    assert last_voiced_s(frames, 2.0) == pytest.approx(1.984)
    assert last_voiced_s(frames, 0.9) is None
    assert first_voiced_s(frames, 0.0, 20.0) == pytest.approx(0.96)
    assert first_voiced_s(frames, 5.0, 20.0) is None


def test_a_short_pause_does_not_end_a_stretch():
    found = stretches(voiced((0.96, 1.92), (2.24, 3.2), (6.4, 8.0)))
    assert found == [pytest.approx((0.96, 3.2)), pytest.approx((6.4, 8.0))]
    assert stretches(voiced()) == []


def test_speech_without_a_final_is_counted():
    missing, asked = unanswered(
        side((0.96, 3.2), (6.4, 8.0), (10.0, 10.2), finals=[told("a", 0.7, 3.45, 4.0)])
    )
    assert asked == 2
    assert missing == [pytest.approx(ORIGIN + 8.0)]


def test_first_words_are_partial_or_final_whichever_came_first():
    finals = [told("a", 0.7, 3.45, 4.0), told("b", 6.15, 8.25, 8.8)]
    partials = [told("a", 0.7, 2.0, 2.2), told("a", 0.7, 3.0, 3.3)]
    found = first_words(side((0.96, 3.2), (6.4, 8.0), finals=finals, partials=partials))
    assert found == [pytest.approx(2.2 - 0.96), pytest.approx(8.8 - 6.4)]


def test_speech_after_a_cut_was_shown_before_the_cut():
    finals = [told("a", 0.7, 9.0, 12.0), told("b", 9.0, 12.0, 13.0)]
    partials = [told("a", 0.7, 1.8, 2.0), told("a", 0.7, 9.2, 9.4), told("a", 0.7, 10.2, 10.5)]
    found = first_words(side((0.96, 12.0), finals=finals, partials=partials))
    assert found[1] == pytest.approx(10.5 - 9.0, abs=0.05)


def test_partials_of_one_speech_are_timed_among_themselves():
    partials = [told("a", 0, 1, 2.2), told("b", 5, 6, 7.0), told("a", 0, 2, 3.3)]
    assert partial_gaps(side((0.96, 3.2), partials=partials)) == [pytest.approx(1.1)]


def test_a_line_without_slope_says_so():
    times = np.arange(0, 2400, 5.0)
    noise = np.random.default_rng(3).normal(size=len(times))
    rise, half = slope(times, 500 + noise, 60)
    assert abs(rise) <= half


def test_a_leak_is_found_in_noise():
    times = np.arange(0, 2400, 5.0)
    noise = np.random.default_rng(3).normal(size=len(times))
    rise, half = slope(times, 500 + 0.01 * times + noise, 60)
    assert rise == pytest.approx(0.01, abs=half)
    assert rise > half


def test_too_few_samples_have_no_slope():
    assert np.isnan(slope([1.0, 2.0], [1.0, 2.0], 60)[0])


def test_memory_that_passes_need_for_a_while_is_not_memory_that_stays():
    times = np.arange(0, 2400, 5.0)
    busy = np.random.default_rng(3).random(len(times)) < times / 3000
    values = 500 + 300.0 * busy
    rise, half = slope(times, values, 60)
    assert rise > half
    rise, half = slope(times, values, 180, np.min)
    assert abs(rise) <= half + 1e-12
