"""A small world for running calls: speech is a buzz, and everybody says what a script says."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import numpy as np

from voicemon.runtime.batching import SharedTranscriber
from voicemon.runtime.live.changes import Change, Ended, Weighed
from voicemon.runtime.live.ports import Opening
from voicemon.runtime.models import Models
from voicemon.types import (
    FRAME_SAMPLES,
    Call,
    Heard,
    Reading,
    Role,
    Samples,
    SpeechSegment,
    Transcript,
    Word,
)
from voicemon.utterances.diarization import SpeakerEmbedder

RATE_HZ = 8_000
STARTED = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
BOTH = {"inbound": Role.CUSTOMER, "outbound": Role.AGENT}


def buzz(seconds: float, hz: float = 120.0) -> Samples:
    """A voice without words."""
    at = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    sound = sum(np.sin(2 * np.pi * hz * n * at) / n for n in range(1, 12))
    return (0.1 * sound).astype(np.float32)


def quiet(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE_HZ), np.float32)


def turns(total_s: float, *spans_s: tuple[float, float], hz: float = 120.0) -> Samples:
    """Silence with a buzz in each span."""
    sound = quiet(total_s)
    for start_s, end_s in spans_s:
        first = round(start_s * RATE_HZ)
        spoken = buzz(end_s - start_s, hz)
        sound[first : first + len(spoken)] = spoken
    return sound


TALK = {
    "outbound": turns(12.0, (0.5, 2.5), (6.0, 8.0), hz=180),
    "inbound": turns(12.0, (3.0, 5.5), (8.5, 10.0)),
}


class LoudDetector:
    """What is loud is speech."""

    def __call__(self, samples: Samples) -> np.ndarray:
        frames = samples.reshape(-1, FRAME_SAMPLES)
        return (np.abs(frames).max(axis=1) > 0.02).astype(np.float32)


@dataclass
class Script:
    """What is said: `say(segment)`; also the live engine's ears and the recorder's transcriber."""

    say: Callable[[SpeechSegment], str] = lambda segment: f"words at {segment.start_s:.0f}"
    name: str = "script.en"
    delay_s: float = 0.0

    def finals(self, windows) -> list[Heard]:
        time.sleep(self.delay_s)
        return [self._heard(window.segment) for window in windows]

    def settled(self, window) -> bool:
        return True

    def partials(self, windows) -> list[str]:
        return [self.say(window.segment) for window in windows]

    def transcribe(self, segments: Sequence[SpeechSegment], language=None) -> list[Heard]:
        return [self._heard(segment) for segment in segments]

    def _heard(self, segment: SpeechSegment) -> Heard:
        said = self.say(segment).split()
        step_s = (segment.end_s - segment.start_s) / max(1, len(said))
        words = tuple(
            Word(f" {word}", segment.start_s + i * step_s, segment.start_s + (i + 1) * step_s, 0.9)
            for i, word in enumerate(said)
        )
        return Heard(segment, Transcript(words, "en", -0.2, 0.0, self.name))


@dataclass
class PlainReader:
    """Reads nothing into anything; fails on the word of `fails_on`."""

    name: str = "plain"
    fails_on: str | None = None

    def read(self, texts: Sequence[tuple[str, str]]) -> list[Reading]:
        if self.fails_on and any(self.fails_on in text for _, text in texts):
            raise RuntimeError("cannot read this")
        return [Reading(name, {}, np.zeros(0, np.float32), self.name) for name, _ in texts]


def world(
    script: Script, reader: PlainReader | None = None, embedder: SpeakerEmbedder | None = None
) -> Models:
    reader = reader or PlainReader()
    return Models(LoudDetector, SharedTranscriber(script), None, reader, embedder)


@dataclass
class Watcher:
    """Keeps every change."""

    changes: list[Change] = field(default_factory=list)

    def __call__(self, change: Change) -> None:
        self.changes.append(change)

    def of(self, call_id: str, kind: type) -> list:
        mine = [change for change in self.changes if change.call_id == call_id]
        return [change.news for change in mine if isinstance(change.news, kind)]

    def texts(self, call_id: str) -> list[str]:
        """The newest words of each utterance, in order of time."""
        newest = {each.utterance.id: each.utterance.text for each in self.of(call_id, Weighed)}
        return [newest[name] for name in sorted(newest)]

    def ended(self, call_id: str) -> str | None:
        return next((each.reason for each in self.of(call_id, Ended)), None)


def opening(call_id: str, tracks=None, name: str = "", **changes) -> Opening:
    call = Call(call_id, STARTED, source="a test")
    made = Opening(name or f"name of {call_id}", "key", call, tracks or BOTH)
    return replace(made, **changes)


def play(line, sounds: dict[str, Samples], chunk: int = 160, start: int = 0) -> int:
    """All of it, track after track in turn; returns the count of samples."""
    count = max(map(len, sounds.values()))
    for at in range(0, count, chunk):
        for track, sound in sounds.items():
            if at < len(sound):
                line.hear(track, start + at, sound[at : at + chunk], RATE_HZ)
    return start + count


def until(what: Callable[[], object], patience_s: float = 60.0) -> None:
    """Waits for something that other threads bring about."""
    end = time.monotonic() + patience_s
    while not what():
        if time.monotonic() > end:
            raise AssertionError("it did not happen")
        time.sleep(0.01)
