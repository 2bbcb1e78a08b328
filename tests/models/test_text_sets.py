"""The hand-written sets are what they claim to be."""

from __future__ import annotations

from collections import Counter

import pytest

from models.eval.challenge import KINDS, pairs
from models.text import lessons, own
from models.text.data import as_heard

LEAST = 100
LEAST_PAIRS = 60


def trained_on() -> set[str]:
    """Every sentence of our own that a head learns from, as heard."""
    sentences = [
        *(each.text for each in (*own.acts(), *own.cues()) if not each.held_out),
        *(each.text for each in own.answers()),
        *(text for _, text in own.tones()),
        *(text for _, text in own.service()),
    ]
    return {as_heard(text) for text in sentences}


@pytest.mark.parametrize("act", own.ACTS)
def test_every_act_has_a_hundred_sentences_and_a_hundred_that_look_like_it(act: str):
    acts = own.acts()
    assert sum(act in each.has for each in acts) >= LEAST
    assert sum(act in each.looks_like for each in acts) >= LEAST


def test_marks_are_known_and_never_on_both_sides():
    for each in own.acts():
        assert each.has | each.looks_like <= {*own.ACTS, own.BAD_NEWS}
        assert not each.has & each.looks_like
    for each in own.cues():
        assert each.has | each.looks_like <= set(own.CUES)
        assert not each.has & each.looks_like


def test_no_act_or_cue_stands_twice():
    counts = Counter(as_heard(each.text) for each in (*own.acts(), *own.cues()))
    assert [text for text, count in counts.items() if count > 1] == []


def test_held_out_industries_have_every_act_and_cue():
    held = [each for each in (*own.acts(), *own.cues()) if each.held_out]
    assert {name for each in held for name in each.has} >= {*own.ACTS, *own.CUES}
    assert {each.industry for each in held} == own.HELD_OUT


def test_the_challenge_has_sixty_pairs_of_each_kind():
    counts = Counter(pair.kind for pair in pairs())
    assert set(counts) == set(KINDS)
    assert min(counts.values()) >= LEAST_PAIRS
    assert sum(counts.values()) >= 200


def test_a_pair_differs_in_its_words_or_in_the_turn_before():
    assert all(pair.more != pair.less for pair in pairs())


def test_no_longer_sentence_of_the_challenge_is_trained_on():
    known = trained_on()
    sides = [side for pair in pairs() for side in (pair.more, pair.less)]
    assert [s.text for s in sides if len(s.text.split()) > 3 and as_heard(s.text) in known] == []


def test_a_sentence_that_states_a_problem_is_a_complaint_and_a_request_is_none():
    wanted = {lesson.text: lesson.wanted for lesson in lessons.own_lessons()}
    assert wanted["my internet has been down since tuesday"][lessons.COMPLAINT] is True
    assert wanted["do the rooms have a bath"][lessons.COMPLAINT] is False
