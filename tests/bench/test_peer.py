"""The peer's segments count once, and its streams are read off between measured ones."""

from __future__ import annotations

import pytest

from bench.live.peer import Result, fitting
from bench.live.peer_client import Segment, completed


def result(streams: int, lag_s: float, failed: tuple[str, ...] = ()) -> Result:
    return Result(streams, [lag_s] * 20, [lag_s / 2] * 20, 0, 20, list(failed))


def test_a_segment_counts_when_it_is_completed_and_once():
    messages = [
        (10.0, [Segment(1.0, 2.0, " hello there", False)]),
        (11.0, [Segment(1.0, 2.1, " Hello there", True)]),
        (12.0, [Segment(1.0, 2.1, " Hello there", True), Segment(2.1, 3.0, " you", False)]),
    ]
    assert [each.at for each in completed(messages, settled=False)] == [11.0]
    assert [each.at for each in completed(messages, settled=True)] == [10.0]


def test_the_same_words_elsewhere_settle_nothing():
    messages = [
        (10.0, [Segment(1.0, 2.0, "yes", False)]),
        (30.0, [Segment(21.0, 22.0, "yes", True)]),
    ]
    assert [each.at for each in completed(messages, settled=True)] == [30.0]


def test_streams_at_a_lag_are_read_off_between_two_measured():
    results = [result(1, 1.0), result(2, 1.5), result(4, 2.5)]
    assert fitting(results, 2.0, "p95_s") == pytest.approx(3.0)


def test_a_peer_that_is_later_with_one_stream_fits_none():
    assert fitting([result(1, 3.0), result(2, 5.0)], 1.5, "p95_s") == 0.0


def test_turned_away_clients_fit_no_more():
    results = [result(1, 1.0), result(2, 1.0, ("WAIT: 1",))]
    assert fitting(results, 1.5, "p95_s") == 1.0
