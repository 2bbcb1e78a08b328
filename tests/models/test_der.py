"""The error of diarization, against cases counted by hand."""

import numpy as np

from models.eval.der import closed, errors, pooled, spans


def mask(*rows):
    return np.array([[char == "x" for char in row] for row in rows])


def test_the_same_under_other_names_is_no_error():
    truth = mask("xxxx....", "....xxxx")
    assert errors(truth, truth).total == 0
    assert errors(truth, truth[::-1]).total == 0


def test_missed_false_and_confused_frames_count_one_each():
    truth = mask("xxxxxx....", "......xxx.")
    said = mask(".xxxxxx...", ".......xxx")
    found = errors(truth, said)
    assert (found.missed, found.false, found.confused, found.spoken) == (1, 1, 1, 9)
    assert found.rate == 3 / 9


def test_of_two_who_speak_at_once_one_is_missed():
    truth = mask("xxxx..", "..xxxx")
    assert errors(truth, mask("xxxx..", "....xx")).missed == 2
    assert errors(truth, mask("xxxx..", "..xxxx")).total == 0
    assert errors(mask("xxxx..", "....xx"), mask("xxxx..", "..xxxx")).false == 2


def test_calls_taken_together_count_by_their_length():
    short = errors(mask("xx", ".."), mask("..", ".."))
    long = errors(mask("x" * 18, "." * 18), mask("x" * 18, "." * 18))
    assert pooled([short, long]).rate == 2 / 20


def test_short_gaps_are_closed_and_long_ones_stay():
    assert closed(mask("x..x...x.")[0], 2).tolist() == mask("xxxx...x.")[0].tolist()


def test_runs_are_found_to_both_ends():
    assert spans(mask("xx..x.xx")[0]) == [(0, 2), (4, 5), (6, 8)]
    assert spans(mask("....")[0]) == []
