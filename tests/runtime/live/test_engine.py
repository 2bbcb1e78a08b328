"""The engine's thread, without a network: ears that say what they are asked."""

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from tests.utterances.fakes import segment
from voicemon.runtime.live.asks import FinalAsk, PartialAsk, PartialHeard, Unheard
from voicemon.runtime.live.changes import Step
from voicemon.runtime.live.engine import Engine
from voicemon.types import Heard, Role, Transcript

PATIENCE_S = 20.0


@dataclass
class Ears:
    """Say the start of a segment; wait while `closed`; fail on the calls of `deaf_to`."""

    name: str = "ears"
    deaf_to: tuple[str, ...] = ()
    texts: list[str] = field(default_factory=list)
    batches: list[list[str]] = field(default_factory=list)
    closed: threading.Event = field(default_factory=threading.Event)
    entered: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self):
        self.closed.set()

    def finals(self, windows):
        self.entered.set()
        assert self.closed.wait(PATIENCE_S)
        calls = [each.segment.call_id for each in windows]
        self.batches.append(calls)
        if set(calls) & set(self.deaf_to):
            raise RuntimeError("cannot hear this")
        return [Heard(each.segment, Transcript((), "en", 0, 0, self.name)) for each in windows]

    def settled(self, window):
        return window.language is not None

    def partials(self, windows):
        self.batches.append([f"open {each.segment.call_id}" for each in windows])
        return [self.texts.pop(0) if self.texts else "so far" for _ in windows]


@dataclass
class Answers:
    """What was answered, in order."""

    got: list[object] = field(default_factory=list)
    _came: threading.Condition = field(default_factory=threading.Condition)

    def __call__(self, answer):
        with self._came:
            self.got.append(answer)
            self._came.notify_all()

    def wait(self, count):
        with self._came:
            assert self._came.wait_for(lambda: len(self.got) >= count, PATIENCE_S), self.got
        return self.got


@contextmanager
def running(ears, **options):
    engine = Engine(ears, **{"degrade": False} | options)
    engine.start()
    try:
        yield engine
    finally:
        ears.closed.set()
        engine.stop()


def final(call_id="call", start_s=0.0, role=Role.AGENT, due_s=None, language="en"):
    due_s = time.monotonic() if due_s is None else due_s
    return FinalAsk(segment(start_s, 1.0, role, call_id), (), language, due_s)


def partial(call_id="call", seconds=1.0, start_s=0.0):
    samples = segment(start_s, seconds).samples
    return PartialAsk(call_id, Role.AGENT, start_s, samples, (), "en", time.monotonic())


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


def heard_early(engine, count=1):
    deadline = time.monotonic() + PATIENCE_S
    while engine._counts["early"] < count:
        assert time.monotonic() < deadline
        time.sleep(0.005)


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
    assert not engine._counts["early"]


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


def test_hearing_that_falls_behind_is_degraded_and_takes_it_back():
    now = [100.0]
    ears, small, answers = Ears(), Ears(name="small"), Answers()
    with running(ears, small=small, degrade=True, clock=lambda: now[0]) as engine:
        for behind in range(3):
            now[0] += 1.1
            engine.final(final(f"late {behind}", due_s=now[0] - 3.0), answers)
            answers.wait(behind + 1)
        assert engine.step is Step.SMALL_MODEL
        assert small.batches == [["late 2"]]
        early = Answers()
        engine.partial(partial(), early)
        assert early.got == [None]
        assert engine.load().steps[Step.NO_PARTIALS] == 1
        for calm in range(60):
            if engine.step is Step.FULL:
                break
            now[0] += 1.0
            engine.final(final(f"calm {calm}", due_s=now[0]), answers)
            answers.wait(4 + calm)
        assert engine.step is Step.FULL


def test_what_came_much_too_late_is_given_up():
    now = [100.0]
    answers = Answers()
    with running(Ears(), degrade=True, clock=lambda: now[0]) as engine:
        engine.final(final(due_s=80.0), answers)
        assert isinstance(answers.wait(1)[0], Unheard)
        assert engine.load().unheard == 1


def test_other_languages_keep_the_model_that_knows_them():
    now = [100.0]
    ears, small, answers = Ears(), Ears(name="small"), Answers()
    with running(ears, small=small, degrade=True, clock=lambda: now[0]) as engine:
        for behind in range(3):
            now[0] += 1.1
            engine.final(final(f"late {behind}", due_s=now[0] - 3.0, language="de"), answers)
            answers.wait(behind + 1)
    assert engine.step is Step.SMALL_MODEL
    assert not small.batches


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
        assert not engine._served_s
        assert not engine._agreements
        assert not engine._foresight._kept
