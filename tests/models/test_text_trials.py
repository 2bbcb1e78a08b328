"""The parts of the text trials that need no data."""

import numpy as np
import pytest
from scipy.special import expit

from models.text import irony, levels
from models.text.levels import Turn
from models.text.trials import (
    BOUNDS,
    Ear,
    Side,
    additive,
    area,
    figures,
    left_out,
    products,
    weighed,
)
from voicemon.evidence import wording

BAD = "I'm afraid your order has been cancelled."


@pytest.fixture(scope="module")
def ear():
    return Ear()


def talk(rng, count=60, width=30):
    """Mocking words lean one way, bad news another; the rest is noise."""

    def features(lean, rows=count):
        found = rng.normal(0, 0.3, (rows, width)).astype(np.float32)
        found[:, 0] += lean
        return found

    ironic = np.arange(count) % 2 == 0
    words, before = features(np.where(ironic, 2, -2)), features(np.where(ironic, 2, -2))
    return irony.Talk(words, before, features(2), features(-2), features(-2)), ironic


@pytest.mark.parametrize("learn", [additive, products])
def test_both_ways_tell_mocking_words_after_bad_news(learn):
    given, ironic = talk(np.random.default_rng(1))
    judge = learn(given, ironic, np.arange(40))
    said = judge(given.words[40:], given.before[40:])
    assert said[ironic[40:]].min() > said[~ironic[40:]].max()


def test_figures_are_changed_for_a_while_only():
    before = {name: getattr(wording, name) for name in ("IRONY_WORDS", "PRAISE_AT", "IRONY_AT")}
    for bounds in BOUNDS.values():
        with figures(wording, **bounds):
            assert {name: getattr(wording, name) for name in bounds} == bounds
    assert {name: getattr(wording, name) for name in before} == before


def test_what_is_judged_left_out_stands_in_the_place_of_what_ships(ear):
    meant, told = weighed(Side(BAD, "oh great", -5.0), ear)
    mocked, heard = weighed(Side(BAD, "oh great", 5.0), ear)
    assert (told, heard) == (False, True)
    assert mocked > meant
    calm, _ = weighed(Side(BAD, "I see, thank you.", -5.0, (-4.0, -4.0)), ear)
    angry, _ = weighed(Side(BAD, "I see, thank you.", -5.0, (4.0, 4.0)), ear)
    assert angry > calm


def test_turns_are_judged_by_heads_that_did_not_learn_their_scenario(ear):
    said = [(0, "Yes, that is right, thank you."), (3, "This is ridiculous, I have had enough!")]
    given = [
        Turn(f"scenario {number}", level, "Is that right?", f"{text} Number {number}.")
        for number in range(levels.FOLDS)
        for level, text in said
    ]
    found = left_out(given, ear)
    assert found.written.shape == found.heard.shape == (2, len(given))
    assert area(given, found.written) == 1.0
    assert 0 < expit(found.written[0]).min() < expit(found.written[0]).max() < 1
    also = left_out(given, ear, [Turn("another", 0, "", "No, that covers it.")], heard=2.0)
    assert also.heard.shape == found.heard.shape
