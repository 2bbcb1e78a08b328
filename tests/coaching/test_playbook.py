from dataclasses import replace

import pytest

from tests.coaching.talk import MANAGER, C, Talk
from voicemon.coaching.playbook import LANGUAGES, LONGEST, bundled, language_of
from voicemon.coaching.suggestion import most_pressing, reason, suggested
from voicemon.types import MomentKind

EN = bundled("en")


@pytest.fixture
def asked():
    talk = Talk()
    (moment,) = talk.say(C, 188, 192, MANAGER)
    return moment


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MomentKind)
def test_every_kind_has_several_short_sentences_in_every_language(language, kind):
    sentences = bundled(language).sentences[kind]
    assert len(set(sentences)) >= 4
    for sentence in sentences:
        assert 0 < len(sentence) <= LONGEST
        assert sentence == sentence.strip()
        assert sentence[-1] in ".?"


@pytest.mark.parametrize(
    ("call", "site", "found"),
    [
        ("de", None, "de"),
        ("de-AT", "en", "de"),
        (None, "es", "es"),
        ("fr", "de", "de"),
        ("fr", "", "en"),
        (None, None, "en"),
    ],
)
def test_the_call_decides_its_playbooks_language_else_the_site(call, site, found):
    assert language_of(call, site) == found


def test_the_reason_says_what_was_asked_when_and_that_nobody_answered(asked):
    assert reason(asked) == "asked for a manager at 3:12, nobody has answered that yet"


def test_the_reason_says_when_it_was_asked_again(asked):
    again = replace(asked, times=2, last_s=220.0)
    assert reason(again).startswith("asked for a manager at 3:12 and again at 3:40,")


def test_sentences_of_a_kind_take_turns_in_a_call(asked):
    said = [suggested(asked, EN, turn).sentence for turn in range(4)]
    assert sorted(said) == sorted(EN.sentences[MomentKind.MANAGER])


def test_the_first_sentence_differs_between_calls_and_is_the_same_for_one(asked):
    calls = [replace(asked, call_id=f"call-{number}") for number in range(20)]
    first = [suggested(moment, EN, 0).sentence for moment in calls]
    assert len(set(first)) > 1
    assert first == [suggested(moment, EN, 0).sentence for moment in calls]


def test_a_sites_own_sentences_take_the_place_of_those_that_ship(asked):
    own = EN.edited({MomentKind.MANAGER: ("Wait, I'll fetch Kim.",)})
    assert suggested(asked, own, 7).sentence == "Wait, I'll fetch Kim."
    assert own.sentences[MomentKind.LEGAL] == EN.sentences[MomentKind.LEGAL]


def test_an_ended_moment_asks_for_nothing(asked):
    assert most_pressing([replace(asked, ended_s=200.0)]) is None


def test_the_graver_kind_goes_first_among_fresh_ones(asked):
    worry = replace(asked, id="m2", kind=MomentKind.WORRY, last_s=230.0)
    assert most_pressing([worry, asked]) is asked


def test_a_fresh_moment_goes_before_one_that_is_over_a_minute_older(asked):
    worry = replace(asked, id="m2", kind=MomentKind.WORRY, last_s=260.0)
    assert most_pressing([asked, worry]) is worry
