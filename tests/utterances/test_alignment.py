from types import SimpleNamespace

import pytest

from tests.utterances.fakes import segment
from voicemon.utterances.alignment import Spoken, place, spoken, timed
from voicemon.utterances.packing import GAP_S, pack


class Pieces:
    """A token is an index into the list of its text pieces."""

    eot = 1000

    def __init__(self, *pieces):
        self.pieces = pieces

    def split_to_word_tokens(self, tokens):
        return [self.pieces[token] for token in tokens], [[token] for token in tokens]


def aligned(count, step=10):
    """Token i begins at encoder frame i × step."""
    pairs = [(token, token * step + frame) for token in range(count + 1) for frame in range(step)]
    return SimpleNamespace(alignments=pairs, text_token_probs=[0.5] * count)


def words(*pieces):
    tokens = list(range(len(pieces)))
    return spoken(aligned(len(pieces)), tokens, Pieces(*pieces))


def test_words_follow_each_other_in_time():
    first, second = words(" hello", " there")
    assert (first.text, first.start_s, first.end_s) == ("hello", 0.0, pytest.approx(0.2))
    assert (second.text, second.start_s) == ("there", pytest.approx(0.2))


def test_punctuation_belongs_to_its_word():
    assert [word.text for word in words(" Well", ",", " no", "!")] == ["Well,", "no!"]


def test_numbers_and_compounds_stay_one_word():
    found = words(" $", "1", ",", "000", " well", "-", "known")
    assert [word.text for word in found] == ["$1,000", "well-known"]


def test_writing_without_spaces_is_split_by_its_pieces():
    assert [word.text for word in words("你", "好", "。")] == ["你", "好。"]


def test_no_tokens_no_words():
    assert words() == []


def test_a_word_goes_to_the_segment_it_overlaps_most():
    [window] = pack([segment(10, 3), segment(60, 3)])
    late = Spoken("two", 2.9, 3.9, -0.1, 1)
    assert place(late, window).segment == 1


def test_a_words_time_is_that_of_its_segment_in_the_call():
    segments = [segment(10, 3), segment(60, 3)]
    [window] = pack(segments)
    word = timed(Spoken("two", 3.5 + GAP_S, 4.0 + GAP_S, -0.1, 1), window.pieces[1], 60)
    assert (word.start_s, word.end_s) == (pytest.approx(60.5), pytest.approx(61.0))
    assert word.probability == pytest.approx(0.905, abs=0.001)


def test_a_word_never_leaves_its_segment():
    [window] = pack([segment(10, 3)])
    word = timed(Spoken("end", 2.5, 9.0, -0.1, 1), window.pieces[0], 10)
    assert word.end_s == 13
    assert word.start_s < word.end_s
