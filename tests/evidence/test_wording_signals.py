from __future__ import annotations

import copy

import numpy as np
import pytest

from voicemon.evidence.wording import WordingWitness
from voicemon.evidence.wording_weights import irony
from voicemon.types import Evidence, Reading, Role, Utterance

PRAISE = {"negativity": 0.03, "satisfaction": 0.8, "gratitude": 0.6, "irony": 0.6}
PLAIN = {"negativity": 0.03, "irony": 0.05}
BAD = {"bad_news": 0.9}
GOOD = {"bad_news": 0.05}


def said(text: str, role: Role = Role.CUSTOMER, language: str = "en", at_s: float = 0) -> Utterance:
    return Utterance("u", "c", role, at_s, at_s + 3, text, (), language, -0.2, 0.01)


def read(labels: dict[str, float]) -> Reading:
    return Reading("u", labels, np.zeros(4, np.float32), "fake")


def after(
    news: dict[str, float] | None, text: str = "oh great", labels: dict[str, float] = PRAISE
) -> dict[str, Evidence]:
    """What the witness finds in the customer's answer to an agent's turn."""
    witness = WordingWitness()
    if news is not None:
        witness.answer(said("we will send it in three weeks", Role.AGENT), read(news))
    return {each.cue: each for each in witness.weigh(said(text, at_s=5), read(labels))}


def test_praise_after_bad_news_is_ironic_and_calms_nothing():
    found = after(BAD, "well that is really wonderful news")
    assert found["wording.sarcasm"].log_odds > 0.5
    assert all(each.log_odds >= 0 for each in found.values())


def test_praise_after_good_news_is_meant():
    found = after(GOOD, "well that is really wonderful news")
    assert "wording.sarcasm" not in found
    assert found["wording.gratitude"].log_odds < 0


def test_praise_of_one_word_is_weighed_in_context_only():
    assert "wording.sarcasm" in after(BAD, "lovely")
    assert after(GOOD, "lovely") == {}
    assert after(None, "lovely") == {}


def test_plain_words_after_bad_news_are_not_ironic():
    assert "wording.sarcasm" not in after(BAD, "okay so three weeks", PLAIN)


def test_irony_is_not_looked_for_in_long_turns():
    long = "well that is wonderful news because i have been hoping for just that"
    assert "wording.sarcasm" not in after(BAD, long)


def test_bad_news_lasts_until_the_agent_speaks_again():
    witness = WordingWitness()
    witness.answer(said("it will be three weeks", Role.AGENT), read(BAD))
    witness.answer(said("anything else i can do", Role.AGENT), read(GOOD))
    first = {e.cue for e in witness.weigh(said("oh great", at_s=5), read(PRAISE))}
    second = {e.cue for e in witness.weigh(said("just lovely", at_s=9), read(PRAISE))}
    witness.answer(said("it is fixed now for you", Role.AGENT, at_s=12), read(GOOD))
    third = {e.cue for e in witness.weigh(said("oh great", at_s=15), read(PRAISE))}
    assert "wording.sarcasm" in first & second
    assert "wording.sarcasm" not in third


def test_a_glance_at_open_speech_changes_nothing():
    witness = WordingWitness()
    witness.answer(said("it will be three weeks", Role.AGENT), read(BAD))
    copy.copy(witness).weigh(said("oh great", at_s=5), read(PRAISE))
    witness.answer(said("one moment please now", Role.AGENT), read(GOOD))
    found = {e.cue for e in witness.weigh(said("oh great", at_s=9), read(PRAISE))}
    assert "wording.sarcasm" in found


def test_other_languages_are_never_ironic():
    found = WordingWitness().weigh(said("oh toll", language="de"), read({"irony": 0.99}))
    assert found == []


def test_a_model_without_the_heads_finds_no_irony():
    assert irony({"negativity": 0.9}, {}) == 0.0


def test_irony_adds_the_log_odds_of_words_and_turn():
    assert irony({"irony": 0.5}, {"bad_news": 0.9}) == pytest.approx(0.9)
    assert irony({"irony": 0.7}, {}) == pytest.approx(0.7)


def test_a_head_that_is_nearly_certain_hears_a_request_that_no_phrase_matches():
    found = after(None, "i want whoever runs this place", {"cue_manager": 0.999})
    heard = found["wording.manager_request"]
    assert 0.5 < heard.log_odds < 2.0
    assert "seems" in heard.note
    assert heard.measured == pytest.approx(0.999)


def test_a_head_that_is_not_certain_says_nothing():
    assert "wording.manager_request" not in after(
        None, "i want whoever runs this place", {"cue_manager": 0.8}
    )


def test_a_phrase_speaks_before_the_head():
    (heard,) = [
        each
        for each in WordingWitness().weigh(
            said("let me speak to your supervisor"), read({"cue_manager": 0.999})
        )
        if each.cue == "wording.manager_request"
    ]
    assert "seems" not in heard.note


def test_an_agents_act_that_no_phrase_matches_calms_a_little():
    found = WordingWitness().answer(
        said("three weeks without heating is far too long", Role.AGENT),
        read({"act_acknowledge": 0.999}),
    )
    (heard,) = [each for each in found if each.cue == "wording.agent_acknowledges"]
    assert -0.5 < heard.log_odds < 0
