"""Open speech in the engine: its turn, its newest words, what is stable of them."""

import threading

from tests.runtime.live.engine_fakes import PATIENCE_S, Answers, Ears, final, partial, running
from voicemon.runtime.live.asks import PartialHeard


def test_open_speech_never_takes_every_thread():
    ears, early, answers = Ears(), Answers(), Answers()
    held, started = threading.Event(), threading.Event()

    def partials(windows):
        started.set()
        assert held.wait(PATIENCE_S)
        return ["so far" for _ in windows]

    ears.partials = partials
    with running(ears, threads=2) as engine:
        for call in ("a", "b"):
            engine.partial(partial(call), early)
        assert started.wait(PATIENCE_S)
        engine.final(final("c"), answers)
        answers.wait(1)
        assert not early.got
        held.set()
        early.wait(2)


def test_a_newer_partial_replaces_the_one_that_waits():
    ears, old, new = Ears(), Answers(), Answers()
    ears.closed.clear()
    with running(ears) as engine:
        engine.final(final("busy"), Answers())
        assert ears.entered.wait(PATIENCE_S)
        engine.partial(partial(seconds=1.0), old)
        engine.partial(partial(seconds=2.0), new)
        assert old.wait(1) == [None]
        ears.closed.set()
        assert new.wait(1)[0].end_s == 2.0


def test_open_speech_that_goes_on_keeps_its_place():
    ears, answers = Ears(), Answers()
    ears.closed.clear()
    with running(ears) as engine:
        engine.final(final("busy"), Answers())
        assert ears.entered.wait(PATIENCE_S)
        engine.partial(partial("first"), Answers())
        engine.partial(partial("second"), answers)
        engine.partial(partial("first", seconds=2.0), answers)
        ears.closed.set()
        answers.wait(2)
    assert ears.batches == [["busy"], ["open first"], ["open second"]]


def test_words_become_stable_when_two_hypotheses_agree():
    answers = Answers()
    with running(Ears(texts=["I want", "I want to"])) as engine:
        engine.partial(partial(seconds=1.0), answers)
        answers.wait(1)
        engine.partial(partial(seconds=2.0), answers)
        answers.wait(2)
    assert answers.got == [PartialHeard("", "I want", 1.0), PartialHeard("I want", "to", 2.0)]


def test_new_speech_begins_with_no_stable_word():
    answers = Answers()
    with running(Ears(texts=["I want", "I want"])) as engine:
        engine.partial(partial(start_s=0.0), answers)
        answers.wait(1)
        engine.partial(partial(start_s=5.0), answers)
        assert answers.wait(2)[1].stable == ""
