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
from voicemon.utterances.segmenter import DEFAULT_LIMITS, Limits, Segmenter

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
        self._next_s: float | None = None  # when the sample behind `_rest` is due

    def hear(self, chunk: AudioChunk) -> list[SpeechSegment]:
        """The next chunk of the stream → segments now complete."""
        out: list[SpeechSegment] = []
        if self._next_s is None:
            self._next_s = chunk.start_s
        elif chunk.start_s - self._next_s > GAP_S:
            out += self.end()
            self._segmenter, self._next_s = Segmenter(*self._who), chunk.start_s
        samples = np.concatenate([self._rest, chunk.samples])
        start_s = self._next_s - len(self._rest) / SAMPLE_RATE_HZ
        whole = len(samples) // FRAME_SAMPLES * FRAME_SAMPLES
        self._rest = samples[whole:]
        self._next_s += len(chunk.samples) / SAMPLE_RATE_HZ
        return out + self._feed(start_s, samples[:whole])

    def end(self) -> list[SpeechSegment]:
        """The stream has ended; the last part-frame is filled with silence."""
        out: list[SpeechSegment] = []
        if len(self._rest) and self._next_s is not None:
            start_s = self._next_s - len(self._rest) / SAMPLE_RATE_HZ
            filled = np.pad(self._rest, (0, FRAME_SAMPLES - len(self._rest)))
            self._rest = self._rest[:0]
            out += self._feed(start_s, filled)
        return out + self._segmenter.flush()

    def _feed(self, start_s: float, samples: Samples) -> list[SpeechSegment]:
        if not len(samples):
            return []
        return self._segmenter.feed(start_s, samples, self._detector(samples))
