"""Cuts a stream into speech segments: a state table over Silero's frame probabilities.

    state          p ≥ ON          OFF ≤ p < ON   p < OFF
    SILENCE        MAYBE_SPEECH    ·              ·
    MAYBE_SPEECH   count; SPEECH   ·              SILENCE (too short: a click, a cough)
                   at `min_speech_s`
    SPEECH         ·               ·              MAYBE_SILENCE
    MAYBE_SILENCE  SPEECH          count          count; emit and SILENCE at `min_silence_s`

    In SPEECH and MAYBE_SILENCE a segment that reaches `max_speech_s` is cut at its best pause and
    goes on behind the cut (`SpeechSegment.cut`).

A segment reaches `pad_s` over its speech on both sides, never into the segment before. All is
counted in samples since the call began, so how the stream was cut or fed makes no difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from voicemon.types import FRAME_SAMPLES, SAMPLE_RATE_HZ, Role, Samples, SpeechSegment


class State(StrEnum):
    """Where the segmenter stands between silence and speech."""

    SILENCE = "silence"
    MAYBE_SPEECH = "maybe_speech"
    SPEECH = "speech"
    MAYBE_SILENCE = "maybe_silence"


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds of the table. `on`/`off` are probabilities; the gap between is hysteresis."""

    on: float = 0.5
    off: float = 0.35
    min_speech_s: float = 0.128
    min_silence_s: float = 0.5
    pad_s: float = 0.25
    max_speech_s: float = 20.0

    def __post_init__(self) -> None:
        if not 0 < self.off <= self.on <= 1:
            raise ValueError("thresholds must satisfy 0 < off ≤ on ≤ 1")
        if self.min_silence_s < 2 * self.pad_s or self.max_speech_s < 4 * self.min_silence_s:
            raise ValueError("pads must fit into the silence, several silences into a segment")

    def completed_s(self, segment: SpeechSegment) -> float:
        """The audio time at which a segment was known to be complete, its hang-over included."""
        if segment.cut:
            frames = _frames(self.max_speech_s)
            return segment.start_s + frames * FRAME_SAMPLES / SAMPLE_RATE_HZ
        frames = _frames(self.min_silence_s) - _frames(self.pad_s)
        return segment.end_s + frames * FRAME_SAMPLES / SAMPLE_RATE_HZ


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class OpenSpeech:
    """Speech that still goes on: from `start_s` (pad included), known to be speech since
    `known_s`, heard up to `end_s`. Its segment will have the same start, and end at `ends_s` if
    nobody speaks on; None while somebody does, or before all of that segment has been heard.
    """

    start_s: float
    known_s: float
    end_s: float
    ends_s: float | None = None


class Segmenter:
    """One stream's segmenter. Feed whole frames in order; flush at the end of the stream."""

    def __init__(
        self,
        call_id: str,
        role: Role,
        role_confidence: float = 1.0,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self._call_id = call_id
        self._role = role
        self._role_confidence = role_confidence
        self._limits = limits
        self._min_speech = _frames(limits.min_speech_s)
        self._min_silence = _frames(limits.min_silence_s)
        self._max_speech = _frames(limits.max_speech_s)
        self._pad = _frames(limits.pad_s)
        self._state = State.SILENCE
        self._origin_s: float | None = None
        self._kept: list[Samples] = []  # frames from `_kept_from` on
        self._odds: list[float] = []  # their probabilities
        self._kept_from = 0  # index of the first kept frame
        self._next = 0  # index of the next frame
        self._voiced = 0  # frames ≥ on since MAYBE_SPEECH began
        self._ended = 0  # one past its last speech frame, while MAYBE_SILENCE
        self._known = 0  # one past the frame at which the open piece was known to be speech

    def feed(
        self, start_s: float, samples: Samples, probabilities: NDArray[np.float32]
    ) -> list[SpeechSegment]:
        """Samples [n × 512] and their probabilities [n] → segments now complete.

        The first call's `start_s` sets the clock; after it samples are counted.
        """
        if len(samples) != FRAME_SAMPLES * len(probabilities):
            raise ValueError("one probability a frame")
        if self._origin_s is None:
            self._origin_s = start_s
        out: list[SpeechSegment] = []
        for frame, odds in zip(samples.reshape(-1, FRAME_SAMPLES), probabilities, strict=True):
            out += self._step(frame, float(odds))
        return out

    @property
    def speaking(self) -> SpeechSegment | None:
        """The speech that still goes on, with all that has been heard of it."""
        if self._state not in (State.SPEECH, State.MAYBE_SILENCE):
            return None
        start_s, end_s = self._time_s(self._kept_from), self._time_s(self._next)
        samples = np.concatenate(self._kept)
        return SpeechSegment(
            self._call_id, self._role, self._role_confidence, start_s, end_s, samples
        )

    @property
    def open(self) -> OpenSpeech | None:
        """The speech that is going on; None while there is none."""
        if self._state not in (State.SPEECH, State.MAYBE_SILENCE):
            return None
        ends_s = self._time_s(self._likely_end) if self._likely_end else None
        start_s, known_s, end_s = map(self._time_s, (self._kept_from, self._known, self._next))
        return OpenSpeech(start_s, known_s, end_s, ends_s)

    @property
    def likely(self) -> SpeechSegment | None:
        """The segment that `open` will be if nobody speaks on, as soon as all of it was heard."""
        return self._segment(self._likely_end, cut=False) if self._likely_end else None

    @property
    def _likely_end(self) -> int:
        """One past its last frame; 0 while it is not known."""
        end = self._ended + self._pad
        return end if self._state is State.MAYBE_SILENCE and end <= self._next else 0

    def open_samples(self) -> Samples:
        """The samples of `open`, [n]; empty while there is none."""
        return np.concatenate(self._kept) if self.open else np.zeros(0, np.float32)

    def flush(self) -> list[SpeechSegment]:
        """The stream has ended: what is still open is a segment too, if it is long enough."""
        out = []
        if self._state in (State.SPEECH, State.MAYBE_SILENCE):
            ended = self._ended if self._state is State.MAYBE_SILENCE else self._next
            out = [self._emit(min(self._next, ended + self._pad), cut=False)]
        self._silence()
        self._forget(self._next)
        return out

    def _step(self, frame: Samples, odds: float) -> list[SpeechSegment]:
        self._kept.append(frame)
        self._odds.append(odds)
        at = self._next
        self._next += 1
        speech, silence = odds >= self._limits.on, odds < self._limits.off
        if self._state is State.SILENCE:
            self._in_silence(speech)
        elif self._state is State.MAYBE_SPEECH:
            self._in_maybe_speech(speech, silence)
        elif self._state is State.SPEECH and silence:
            self._state, self._ended = State.MAYBE_SILENCE, at
        elif self._state is State.MAYBE_SILENCE and speech:
            self._state = State.SPEECH
        return self._complete()

    def _in_silence(self, speech: bool) -> None:
        if speech:
            self._state, self._voiced = State.MAYBE_SPEECH, 1
            self._enough()
        else:
            self._forget(self._next - self._pad)

    def _in_maybe_speech(self, speech: bool, silence: bool) -> None:
        if silence:
            self._silence()
        elif speech:
            self._voiced += 1
            self._enough()

    def _enough(self) -> None:
        if self._voiced >= self._min_speech:
            self._state, self._known = State.SPEECH, self._next

    def _complete(self) -> list[SpeechSegment]:
        if self._state is State.MAYBE_SILENCE and self._next - self._ended >= self._min_silence:
            segment = self._emit(self._ended + self._pad, cut=False)
            self._silence()
            return [segment]
        if self._next - self._kept_from < self._max_speech:
            return []
        if self._state is State.MAYBE_SPEECH:
            self._silence()
        return [self._cut()] if self._state is not State.SILENCE else []

    def _cut(self) -> SpeechSegment:
        """At the least likely speech of the later half: a breath, if there was one."""
        half = len(self._odds) // 2
        smooth = np.convolve(self._odds[half:], np.ones(5) / 5, "valid")
        at = self._kept_from + half + int(np.argmin(smooth)) + 2
        segment = self._emit(at, cut=True)
        self._known = self._next
        if self._state is State.MAYBE_SILENCE and at >= self._ended:
            self._silence()  # behind the cut nobody has spoken yet
        return segment

    def _emit(self, end: int, cut: bool) -> SpeechSegment:
        """From the first kept frame (speech with its pad) to `end`; the frames are let go."""
        segment = self._segment(end, cut)
        self._forget(end)
        return segment

    def _segment(self, end: int, cut: bool) -> SpeechSegment:
        return SpeechSegment(
            self._call_id,
            self._role,
            self._role_confidence,
            self._time_s(self._kept_from),
            self._time_s(end),
            np.concatenate(self._kept[: end - self._kept_from]),
            cut,
        )

    def _silence(self) -> None:
        self._state = State.SILENCE
        self._forget(self._next - self._pad)

    def _forget(self, before: int) -> None:
        """Let go of the frames before index `before`."""
        count = min(len(self._kept), max(0, before - self._kept_from))
        del self._kept[:count], self._odds[:count]
        self._kept_from += count

    def _time_s(self, frame: int) -> float:
        return (self._origin_s or 0.0) + frame * FRAME_SAMPLES / SAMPLE_RATE_HZ


def _frames(seconds: float) -> int:
    return max(1, round(seconds * SAMPLE_RATE_HZ / FRAME_SAMPLES))
