"""Ears that say what they are asked, who asks them, and an engine to run between the two."""

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.utterances.fakes import segment
from voicemon.runtime.live.asks import FinalAsk, PartialAsk
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


def heard_early(engine, count=1):
    deadline = time.monotonic() + PATIENCE_S
    while engine._effort.counts["early"] < count:
        assert time.monotonic() < deadline
        time.sleep(0.005)
