"""Segments that are heard in the silence that will probably end them."""

import time

from tests.runtime.live.engine_fakes import (
    PATIENCE_S,
    Answers,
    Ears,
    final,
    heard_early,
    partial,
    running,
)
from tests.utterances.fakes import segment
from voicemon.runtime.live.asks import FinalAsk
from voicemon.types import Heard, Role


def test_speech_that_may_have_ended_is_heard_before_it_is_asked_for():
    ears, answers, ask = Ears(), Answers(), final()
    with running(ears) as engine:
        engine.early(ask)
        heard_early(engine)
        engine.final(ask, answers)
        [heard] = answers.wait(1)
    assert heard.segment is ask.segment
    assert ears.batches == [["call"]]
    assert engine.load().finals == 1


def test_a_final_joins_its_window_that_is_being_heard():
    ears, answers, ask = Ears(), Answers(), final()
    ears.closed.clear()
    with running(ears) as engine:
        engine.early(ask)
        assert ears.entered.wait(PATIENCE_S)
        engine.final(ask, answers)
        ears.closed.set()
        answers.wait(1)
    assert ears.batches == [["call"]]
    assert len(answers.got) == 1


def test_who_speaks_on_is_heard_again():
    ears, answers = Ears(), Answers()
    longer = FinalAsk(segment(0.0, 3.0, Role.AGENT, "call"), (), "en", time.monotonic())
    with running(ears) as engine:
        engine.early(final())
        heard_early(engine)
        engine.final(longer, answers)
        [heard] = answers.wait(1)
    assert heard.segment is longer.segment
    assert ears.batches == [["call"], ["call"]]


def test_what_failed_early_is_heard_when_it_is_asked_for():
    class DeafOnce(Ears):
        def finals(self, windows):
            found = super().finals(windows)
            if len(self.batches) == 1:
                raise RuntimeError("cannot hear this")
            return found

    ears, answers, ask = DeafOnce(), Answers(), final()
    ears.closed.clear()
    with running(ears) as engine:
        engine.early(ask)
        assert ears.entered.wait(PATIENCE_S)
        engine.final(ask, answers)
        ears.closed.set()
        [heard] = answers.wait(1)
    assert isinstance(heard, Heard)
    assert len(ears.batches) == 2


def test_finals_go_before_what_may_be_asked_for_and_that_before_open_speech():
    ears, answers, early = Ears(), Answers(), Answers()
    ears.closed.clear()
    with running(ears) as engine:
        engine.final(final("first"), answers)
        assert ears.entered.wait(PATIENCE_S)
        engine.partial(partial("open"), early)
        engine.early(final("likely"))
        engine.final(final("second"), answers)
        ears.closed.set()
        early.wait(1)
    assert ears.batches == [["first"], ["second"], ["likely"], ["open open"]]


def test_speech_that_would_settle_its_language_is_not_heard_early():
    ears, answers, ask = Ears(), Answers(), final(language=None)
    with running(ears) as engine:
        engine.early(ask)
        engine.final(ask, answers)
        answers.wait(1)
    assert ears.batches == [["call"]]
    assert not engine._effort.counts["early"]
