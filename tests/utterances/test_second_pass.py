"""Two recognisers that recite: what the first was unsure of, and what becomes of it."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from tests.utterances.fakes import segment
from voicemon.types import EncoderStates, Heard, Role, Transcript, Word
from voicemon.utterances.second_pass import SecondPass

SURE, GUESS = -0.1, -0.9


@dataclass
class Reciting:
    """Says `name` at every segment; how sure it is goes by the segment's start."""

    name: str
    sure: dict = field(default_factory=dict)
    spoken: str = "en"
    silent: bool = False
    asked: list = field(default_factory=list)

    def transcribe(self, segments, language=None):
        self.asked.append((language, [each.start_s for each in segments]))
        return [self._heard(each) for each in segments]

    def _heard(self, each):
        word = Word(self.name, each.start_s, each.end_s, 0.5)
        logprob = self.sure.get(each.start_s, SURE)
        words = () if self.silent else (word,)
        states = None
        if each.role is Role.CUSTOMER:
            frames = np.zeros((2, 4), np.float32)
            states = EncoderStates(each.call_id, each.role, each.start_s, 0.02, frames, self.name)
        return Heard(each, Transcript(words, self.spoken, logprob, 0.0, self.name), states)


def call(count=5, role=Role.CUSTOMER, call_id="call"):
    return [segment(10.0 * at, 2.0, role, call_id) for at in range(count)]


def texts(heard):
    return [each.transcript.text for each in heard]


def test_only_unsure_words_are_exchanged():
    first, second = Reciting("small", {20.0: GUESS}), Reciting("large")
    heard = SecondPass(first, second).transcribe(call(), "en")
    assert texts(heard) == ["small", "small", "large", "small", "small"]
    assert [each.transcript.model for each in heard][2] == "large"


def test_the_second_hears_the_neighbours_along():
    second = Reciting("large")
    SecondPass(Reciting("small", {20.0: GUESS}), second).transcribe(call(), "en")
    assert second.asked == [("en", [10.0, 20.0, 30.0])]


def test_neighbours_are_of_the_same_call_and_side():
    segments = [*call(3), *call(3, Role.AGENT), *call(3, call_id="other")]
    second = Reciting("large")
    first = Reciting("small", {0.0: GUESS})
    SecondPass(first, second).transcribe(segments, "en")
    assert second.asked == [("en", [0.0, 10.0] * 3)]


def test_the_first_is_believed_where_it_is_surer():
    first, second = Reciting("small", {20.0: -0.6}), Reciting("large", {20.0: GUESS})
    assert texts(SecondPass(first, second).transcribe(call(), "en"))[2] == "small"


def test_silence_takes_no_words_away():
    first, second = Reciting("small", {20.0: GUESS}), Reciting("large", silent=True)
    assert texts(SecondPass(first, second).transcribe(call(), "en"))[2] == "small"


def test_nothing_unsure_costs_nothing():
    second = Reciting("large")
    SecondPass(Reciting("small"), second).transcribe(call(), "en")
    assert second.asked == []


def test_the_vocal_model_reads_the_first_ones_states():
    first, second = Reciting("small", {20.0: GUESS}), Reciting("large")
    heard = SecondPass(first, second).transcribe(call(), "en")
    assert {each.states.model for each in heard} == {"small"}


def test_an_english_second_is_not_asked_about_another_language():
    first = Reciting("small", {20.0: GUESS}, spoken="de")
    second = Reciting("large.en")
    heard = SecondPass(first, second, english_only=True).transcribe(call())
    assert texts(heard) == ["small"] * 5
    assert second.asked == []


@pytest.mark.parametrize("spoken", ["en", "de"])
def test_the_second_is_told_the_language_that_the_first_found(spoken):
    second = Reciting("large")
    first = Reciting("small", {20.0: GUESS}, spoken=spoken)
    SecondPass(first, second).transcribe(call())
    assert [language for language, _ in second.asked] == [spoken]
