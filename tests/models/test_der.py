"""The error of diarization, against cases counted by hand."""

import numpy as np

from models.eval.roles import closed, errors


def mask(*rows):
    return np.array([[char == "x" for char in row] for row in rows])


def test_the_same_under_other_names_is_no_error():
    truth = mask("xxxx....", "....xxxx")
    assert errors(truth, truth) == 0
    assert errors(truth, truth[::-1]) == 0


def test_missed_false_and_confused_frames_count_one_each():
    truth = mask("xxxxxx....", "......xxx.")
    said = mask(".xxxxxx...", ".......xxx")  # one missed, one confused, one false
    assert errors(truth, said) == 3


def test_of_two_who_speak_at_once_one_is_missed():
    truth = mask("xxxx..", "..xxxx")
    said = mask("xxxx..", "....xx")
    assert errors(truth, said) == 2


def test_short_gaps_are_closed_and_long_ones_stay():
    assert closed(mask("x..x...x.")[0], 2).tolist() == mask("xxxx...x.")[0].tolist()
