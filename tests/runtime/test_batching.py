from __future__ import annotations

import threading
from dataclasses import dataclass, field

import numpy as np
import pytest

from voicemon.runtime.batching import SharedTranscriber
from voicemon.types import Heard, Role, SpeechSegment, Transcript, Word


def segment(call_id: str) -> SpeechSegment:
    return SpeechSegment(call_id, Role.CUSTOMER, 1.0, 0.0, 1.0, np.zeros(16_000, np.float32))


@dataclass
class SlowEngine:
    """Says each segment's call id; the first batch waits for `go`."""

    name: str = "slow"
    batches: list[int] = field(default_factory=list)
    started: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)

    def transcribe(self, segments, language=None):
        self.batches.append(len(segments))
        self.started.set()
        self.go.wait(5)
        if any(each.call_id == "bad" for each in segments):
            raise ValueError("bad segment")
        return [
            Heard(each, Transcript((Word(each.call_id, 0, 1, 1),), language or "", 0, 0, "slow"))
            for each in segments
        ]


def together(shared: SharedTranscriber, engine: SlowEngine, calls: list[str]) -> dict[str, object]:
    """The first call is in the engine when the others arrive."""
    results: dict[str, object] = {}

    def ask(call_id: str) -> None:
        try:
            heard = shared.transcribe([segment(call_id)], "en")
            results[call_id] = heard[0].transcript.text
        except ValueError as error:
            results[call_id] = error

    threads = [threading.Thread(target=ask, args=(call,)) for call in calls]
    threads[0].start()
    engine.started.wait(5)
    for thread in threads[1:]:
        thread.start()
    while len(shared._waiting) < len(calls) - 1:
        threading.Event().wait(0.005)
    engine.go.set()
    for thread in threads:
        thread.join(5)
    return results


def test_who_waits_together_is_decoded_together_and_gets_its_own():
    engine = SlowEngine()
    calls = ["a", "b", "c", "d"]
    results = together(SharedTranscriber(engine), engine, calls)
    assert results == {call: call for call in calls}
    assert engine.batches == [1, 3]


def test_one_bad_request_does_not_harm_the_others():
    engine = SlowEngine()
    results = together(SharedTranscriber(engine), engine, ["a", "b", "bad", "c"])
    assert isinstance(results.pop("bad"), ValueError)
    assert results == {"a": "a", "b": "b", "c": "c"}


def test_an_error_reaches_the_caller_and_the_engine_goes_on():
    engine = SlowEngine()
    engine.go.set()
    shared = SharedTranscriber(engine)
    with pytest.raises(ValueError, match="bad segment"):
        shared.transcribe([segment("bad")])
    assert shared.transcribe([segment("x")])[0].transcript.text == "x"
