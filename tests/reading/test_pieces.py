from __future__ import annotations

from voicemon.reading.pieces import LONG_WORDS, pieces


def test_a_short_text_is_one_piece():
    assert pieces("I lost my debit card.") == ["I lost my debit card."]


def test_a_blank_text_has_no_pieces():
    assert pieces(" \n") == []


def test_sentences_are_read_one_by_one():
    assert len(pieces("I was in an accident. Nobody has called me back!")) == 2


def test_a_short_sentence_is_read_with_the_next():
    assert pieces("Hi. Oh. I need a new card.") == ["Hi. Oh. I need a new card."]


def test_a_short_last_sentence_is_not_lost():
    assert pieces("I need a new card please. Thanks.") == ["I need a new card please.", "Thanks."]


def test_text_without_punctuation_is_cut_into_like_lengths():
    found = pieces(" ".join(["word"] * (LONG_WORDS * 2 + 5)))
    lengths = [len(piece.split()) for piece in found]
    assert sum(lengths) == LONG_WORDS * 2 + 5
    assert max(lengths) <= LONG_WORDS
    assert max(lengths) - min(lengths) <= 1
