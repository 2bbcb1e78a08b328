"""Words of a language that the text model does not know: never guessed, and said so."""

from datetime import UTC, datetime

import numpy as np
import pytest

from tests.utterances.fakes import Knowing, segment
from voicemon.monitor import Monitor
from voicemon.types import Call, Evidence, Reading, Role, Transcript, Withheld, Word

FURIOUS = dict.fromkeys(("negativity", "anger", "annoyance", "disgust", "disappointment"), 0.99)


def weighed(text, language, role=Role.CUSTOMER):
    monitor = Monitor(Call("call", datetime(2026, 3, 14, tzinfo=UTC)), Knowing, None)
    words = tuple(Word(word, 0.1 * i, 0.1 * i + 0.1, 0.9) for i, word in enumerate(text.split()))
    reading = Reading("u", FURIOUS, np.zeros(4, np.float32), "reader")
    transcript = Transcript(words, language, -0.2, 0.0, "base")
    return monitor.weigh(segment(0.0, 2.0, role), transcript, None, reading)


def wording(found, kind):
    return [
        each
        for each in found
        if isinstance(each, kind) and getattr(each, "cue", getattr(each, "witness", "")) != ""
        and str(getattr(each, "cue", getattr(each, "witness", ""))).startswith("wording")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "cue"),
    [
        ("Quiero hablar con un supervisor, por favor.", "es", "wording.manager_request"),
        ("Ich möchte sofort Ihren Vorgesetzten sprechen.", "de", "wording.manager_request"),
        ("Ich kündige meinen Vertrag.", "de", "wording.churn"),
        ("Voy a cancelar mi contrato.", "es", "wording.churn"),
        ("Sie hören mir überhaupt nicht zu.", "de", "wording.ignored"),
        ("Usted no me está escuchando.", "es", "wording.ignored"),
        ("Es la cuarta vez que llamo y sigo esperando.", "es", "wording.repeat"),
    ],
)
def test_phrases_act_in_their_language(text, language, cue):
    found = weighed(text, language)
    assert cue in {each.cue for each in wording(found, Evidence)}


@pytest.mark.parametrize("language", ["es", "de", "fr"])
def test_what_the_text_model_makes_of_them_is_withheld_with_a_note(language):
    found = weighed("bla bla bla bla", language)
    assert not wording(found, Evidence)
    [withheld] = wording(found, Withheld)
    assert "English only" in withheld.reason


def test_english_words_are_read():
    found = weighed("this is the worst service ever", "en")
    assert wording(found, Evidence)
    assert not wording(found, Withheld)


def test_an_agents_words_are_not_withheld_from_anybody():
    assert not wording(weighed("bla bla bla", "es", Role.AGENT), Withheld)
