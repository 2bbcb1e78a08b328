"""The engine's threads, without a network: who is heard with whom, what fails, what stops."""

import threading
import time
from dataclasses import dataclass, field

import pytest

from tests.runtime.live.engine_fakes import (
    PATIENCE_S,
    Answers,
    Ears,
    final,
    heard_early,
    partial,
    running,
)
from voicemon.runtime.live.asks import Unheard
from voicemon.runtime.live.engine import Engine
from voicemon.types import Heard, Role


def test_a_final_is_answered_with_its_own_segment():
    answers, ask = Answers(), final()
    with running(Ears()) as engine:
        engine.final(ask, answers)
        assert answers.wait(1)[0].segment is ask.segment


def test_who_waits_together_is_heard_together_and_finals_go_first():
    ears, answers, early = Ears(), Answers(), Answers()
    ears.closed.clear()
    with running(ears) as engine:
        engine.final(final("first"), answers)
        assert ears.entered.wait(PATIENCE_S)
        engine.partial(partial("open"), early)
        for name in ("a", "b", "c"):
            engine.final(final(name), answers)
        ears.closed.set()
        answers.wait(4)
        early.wait(1)
    assert ears.batches == [["first"], ["a", "b", "c"], ["open open"]]


@dataclass
class Counting(Ears):
    """Know how many listen at once, and to whom."""

    inside: list[str] = field(default_factory=list)
    together: list[set[str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def finals(self, windows):
        names = [each.segment.call_id for each in windows]
        with self.lock:
            self.inside += names
            self.together.append(set(self.inside))
            assert len(self.inside) == len(set(self.inside)), "a speaker by two threads"
        found = super().finals(windows)
        with self.lock:
            self.inside = [each for each in self.inside if each not in names]
        return found


def test_two_threads_hear_two_calls_at_once_and_a_speaker_in_order():
    ears, answers = Counting(), Answers()
    ears.closed.clear()
    with running(ears, threads=2) as engine:
        asks = [final(call, start_s) for call in ("a", "b") for start_s in (0.0, 2.0, 4.0)]
        for ask in asks:
            engine.final(ask, answers)
        while not any(len(each) == 2 for each in ears.together):
            time.sleep(0.01)
        ears.closed.set()
        found = answers.wait(6)
    for call in ("a", "b"):
        begun = [each.segment.start_s for each in found if each.segment.call_id == call]
        assert begun == [0.0, 2.0, 4.0]


def test_an_ask_that_fails_harms_no_other():
    ears, good, bad = Ears(deaf_to=("bad",)), Answers(), Answers()
    ears.closed.clear()
    with running(ears) as engine:
        engine.final(final("first"), good)
        assert ears.entered.wait(PATIENCE_S)
        engine.final(final("bad"), bad)
        engine.final(final("good"), good)
        ears.closed.set()
        assert isinstance(bad.wait(1)[0], RuntimeError)
        assert all(isinstance(each, Heard) for each in good.wait(2))


def test_an_answer_that_nobody_takes_stops_nothing():
    def broken(answer):
        raise ValueError("not now")

    answers = Answers()
    with running(Ears()) as engine:
        engine.final(final("broken"), broken)
        engine.final(final("good"), answers)
        answers.wait(1)


def test_stopping_answers_everybody():
    ears, finals, partials = Ears(), Answers(), Answers()
    ears.closed.clear()
    engine = Engine(ears, degrade=False)
    engine.start()
    engine.final(final("in hand"), finals)
    assert ears.entered.wait(PATIENCE_S)
    engine.final(final("waits"), finals)
    engine.partial(partial(), partials)
    threading.Timer(0.1, ears.closed.set).start()
    engine.stop()
    assert [type(each) for each in finals.got] == [Heard, Unheard]
    assert partials.got == [None]


def test_after_the_stop_every_ask_is_refused_at_once():
    finals, partials = Answers(), Answers()
    engine = Engine(Ears())
    engine.final(final(), finals)
    engine.partial(partial(), partials)
    assert isinstance(finals.got[0], Unheard)
    assert partials.got == [None]


@pytest.mark.parametrize("role", [Role.AGENT, Role.CUSTOMER])
def test_what_is_kept_of_a_call_is_let_go(role):
    answers = Answers()
    with running(Ears()) as engine:
        engine.final(final("call", role=role), answers)
        engine.partial(partial("call"), answers)
        engine.early(final("call", start_s=9.0, role=role))
        answers.wait(2)
        heard_early(engine)
        engine.forget("call")
        assert not engine._queues._served_s
        assert not engine._agreements._kept
        assert not engine._queues.foresight._kept
