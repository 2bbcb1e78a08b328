"""What is compared of words, and the small language of patterns."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicemon.flags.words import find, pattern, phrase, spoken


def finds(written, text):
    place = find(pattern(written), spoken(text))
    return text[slice(*place)] if place else None


def test_case_apostrophes_and_punctuation_do_not_matter():
    text = "Well, I DON’T know — do you?"
    assert spoken(text).words == ("well", "i", "dont", "know", "do", "you")
    assert find(phrase("i don't know"), spoken(text)) == (6, 18)


def test_what_was_masked_is_no_word():
    assert spoken("It's [card number], right").words == ("its", "right")


def test_a_phrase_is_found_as_whole_words_only():
    assert find(phrase("fund"), spoken("I want a refund")) is None


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("refund", "a Refund, please", "Refund"),
        ("cancel*", "I am cancelling it", "cancelling"),
        ("cancel*", "I want to cancel", "cancel"),
        ("(refund|money back)", "give me my money back", "money back"),
        (
            "(want|need) ... refund",
            "I want a full, fair refund now",
            "want a full, fair refund",
        ),
        ("(want|need) ... refund", "I want one two three four five refund", None),
        ("third time (this|that)? week", "the third time week", "third time week"),
        ("third time (this|that)? week", "the third time this week", "third time this week"),
        ("speak to * manager", "let me speak to your manager", "speak to your manager"),
        ("speak to * manager", "let me speak to manager", None),
        ("(a (b|c)|d)", "x a c", "a c"),
        ("don't ... call", "Don't you ever call", "Don't you ever call"),
        ("größer", "viel GRÖẞER", "GRÖẞER"),
        ("straße", "die STRASSE", "STRASSE"),
        ("qué ... hacer", "¿Qué puedo hacer?", "Qué puedo hacer"),
        ("want...refund", "I want my refund", "want my refund"),
    ],
)
def test_a_pattern_finds_its_words(written, text, found):
    assert finds(written, text) == found


def test_of_several_places_the_first_counts_and_the_longest_that_begins_there():
    assert finds("no (no)?", "no no no") == "no no"


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("", "word is missing"),
        ("...", "between words"),
        ("... refund", "between words"),
        ("(a|b", "not closed"),
        ("a|b", "no opening bracket"),
        ("a)", "no opening bracket"),
        ("()", "word is missing"),
        ("?", "behind a word"),
        ("a??", "behind a word"),
        ("a?", "must be there"),
        ("can*cel", "end of a word"),
        ("!!", "no word"),
        ("(a|(b|(c|d)))", "only once"),
        ("a " * 61, "at most"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_why(written, what):
    with pytest.raises(ValueError, match=what):
        pattern(written)


def test_a_phrase_needs_a_word():
    with pytest.raises(ValueError, match="no word"):
        phrase("?!")


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_text_breaks_it(written, text):
    try:
        what = pattern(written)
    except ValueError:
        return
    place = find(what, spoken(text))
    assert place is None or 0 <= place[0] < place[1] <= len(text)


def test_the_worst_pattern_takes_no_time():
    worst = pattern("a " + "(a|a a|a* a)? ... " * 4 + "b")
    began = time.perf_counter()
    assert find(worst, spoken("a " * 200)) is None
    assert time.perf_counter() - began < 2.0
