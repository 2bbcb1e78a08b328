"""Calls in another language than the live model knows."""

import pytest

from tests.runtime.live.fakes import RATE_HZ, TALK, Script, opening, play, quiet, turns, until
from voicemon.runtime.live.changes import Partial, Weighed
from voicemon.runtime.live.language import withheld
from voicemon.types import Role


def spoken(office, line, call_id):
    play(line, TALK)
    line.end("hangup")
    office.ended(call_id)
    return office.watcher.of(call_id, Weighed)


@pytest.mark.parametrize("said", ["en", "en-US", "EN_gb", "English", "und", "", None])
def test_what_may_be_english_is_written_down(said):
    assert withheld("tiny.en", said) == ""


@pytest.mark.parametrize("said", ["de", "de-AT", "ES", "pt_BR", "Spanish"])
def test_what_is_said_to_be_another_language_is_not(said):
    why = withheld("tiny.en", said)
    assert "tiny.en hears English only" in why
    assert said.lower() in why


def test_words_of_another_language_are_withheld_with_a_note_and_the_sound_is_weighed(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1", facts={"language": "de"}))
        heard = spoken(office, line, "c1")
        assert [each.utterance.text for each in heard] == [""] * 4
        assert office.watcher.of("c1", Partial) == []
        customer = [each for each in heard if each.utterance.role is Role.CUSTOMER]
        for each in customer:
            [note] = [item for item in each.withheld if item.witness == "wording"]
            assert "hears English only, and this call is in 'de'" in note.reason
            assert each.frustration is not None
            assert not any(item.cue.startswith("wording") for item in each.evidence)
        agent = [each for each in heard if each.utterance.role is Role.AGENT]
        assert not any(each.withheld for each in agent)
        assert any("English only" in each for each in office.store.analysis("c1").warnings)
        assert not any(each.text for each in office.store.analysis("c1").utterances)


def test_a_voice_that_is_raised_counts_in_a_language_that_nobody_writes_down(make_office):
    spans = [(2.0 * n, 2.0 * n + 1.5) for n in range(1, 10)]
    customer = turns(24.0, *spans)
    customer[20 * RATE_HZ :] = 6.0 * turns(4.0, (0.2, 3.0), hz=260.0)
    with make_office() as office:
        line = office.desk.open(opening("c1", facts={"language": "de"}))
        play(line, {"inbound": customer, "outbound": quiet(24.0)})
        line.end("hangup")
        office.ended("c1")
        last = office.watcher.of("c1", Weighed)[-1]
        assert last.utterance.text == ""
        assert any(each.cue.startswith("prosody") for each in last.evidence)
        assert last.frustration.score > office.watcher.of("c1", Weighed)[0].frustration.score


def test_the_page_is_told_before_anybody_has_spoken(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1", facts={"language": "es"}))
        until(lambda: any("'es'" in e for e in office.desk.snapshot("c1").status.warnings))
        line.end("hangup")


def test_a_language_that_is_told_in_the_middle_counts_from_there(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1", facts={"language": "en-US"}))
        at = play(line, TALK)
        until(lambda: len(office.watcher.of("c1", Weighed)) >= 3)
        line.update({"language": "es-MX"})
        play(line, TALK, start=at)
        line.end("hangup")
        office.ended("c1")
        texts = office.watcher.texts("c1")
        assert texts[:3] == [f"words at {at}" for at in (0, 3, 6)]
        assert texts[4:] == [""] * 4


def test_an_english_call_is_written_down(make_office):
    with make_office() as office:
        heard = spoken(office, office.desk.open(opening("c1", facts={"language": "en-GB"})), "c1")
        assert all(each.utterance.text for each in heard)
        assert office.store.analysis("c1").warnings == ()


def test_a_language_of_the_site_counts_where_the_sender_says_nothing(make_office):
    with make_office(language="de") as office:
        heard = spoken(office, office.desk.open(opening("c1")), "c1")
        assert not any(each.utterance.text for each in heard)
        english = office.desk.open(opening("c2", facts={"language": "en"}))
        assert all(each.utterance.text for each in spoken(office, english, "c2"))


def test_a_model_of_many_languages_writes_every_one_down(make_office):
    with make_office(script=Script(name="script")) as office:
        heard = spoken(office, office.desk.open(opening("c1", facts={"language": "de"})), "c1")
        assert all(each.utterance.text for each in heard)
        assert not any(item.witness == "wording" for each in heard for item in each.withheld)
