"""One stream's ear: chunks of any length → whole frames → probabilities → segments."""

from __future__ import annotations

import numpy as np

from voicemon.types import (
    FRAME_SAMPLES,
    SAMPLE_RATE_HZ,
    AudioChunk,
    Role,
    Samples,
    SpeechDetector,
    SpeechSegment,
)
from voicemon.utterances.segmenter import DEFAULT_LIMITS, Limits, OpenSpeech, Segmenter

GAP_S = 0.1  # audio missing for longer than this ends the running segment


class Listener:
    """Hears one role of one call. Its segments depend on the samples alone, not on their cut."""

    def __init__(
        self,
        call_id: str,
        role: Role,
        detector: SpeechDetector,
        role_confidence: float = 1.0,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self._who = (call_id, role, role_confidence, limits)
        self._detector = detector
        self._segmenter = Segmenter(*self._who)
        self._rest: Samples = np.zeros(0, np.float32)
        self._origin_s: float | None = None  # the stream's first sample, and what came since
        self._count = 0

    def hear(self, chunk: AudioChunk) -> list[SpeechSegment]:
        """The next chunk of the stream → segments now complete."""
        out: list[SpeechSegment] = []
        if self._origin_s is not None and chunk.start_s - self._due_s() > GAP_S:
            out += self.end()
        if self._origin_s is None:
            self._origin_s = chunk.start_s
        self._count += len(chunk.samples)
        samples = np.concatenate([self._rest, chunk.samples])
        whole = len(samples) // FRAME_SAMPLES * FRAME_SAMPLES
        self._rest = samples[whole:]
        return out + self._feed(samples[:whole])

    @property
    def speaking(self) -> SpeechSegment | None:
        """The speech that still goes on, whole frames of it."""
        return self._segmenter.speaking

    @property
    def open(self) -> OpenSpeech | None:
        """The speech that is going on."""
        return self._segmenter.open

    @property
    def likely(self) -> SpeechSegment | None:
        """The segment that it will be if nobody speaks on; None while that is not known."""
        return self._segmenter.likely

    def open_samples(self) -> Samples:
        """Its samples so far."""
        return self._segmenter.open_samples()

    def forget(self) -> None:
        """Let go of what is open, as if it had never been heard; the next chunk begins anew."""
        self._segmenter, self._rest = Segmenter(*self._who), self._rest[:0]
        self._origin_s, self._count = None, 0

    def end(self) -> list[SpeechSegment]:
        """The stream has ended; the last part-frame is filled with silence."""
        out: list[SpeechSegment] = []
        if len(self._rest):
            out += self._feed(np.pad(self._rest, (0, FRAME_SAMPLES - len(self._rest))))
        out += self._segmenter.flush()
        self.forget()
        return out

    def _feed(self, samples: Samples) -> list[SpeechSegment]:
        if not len(samples):
            return []
        return self._segmenter.feed(self._origin_s or 0.0, samples, self._detector(samples))

    def _due_s(self) -> float:
        return (self._origin_s or 0.0) + self._count / SAMPLE_RATE_HZ
