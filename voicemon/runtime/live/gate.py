"""Energy before the network: silence costs next to nothing, and says so exactly.

A frame whose loudest sample stays below `QUIET` is no speech. The detector goes on through the
first `HANG_FRAMES` of quiet, so that pauses within speech are judged by it alone, then rests. When
sound comes back it first hears the last `LEAD_FRAMES` of quiet. All of it is counted in frames of
the stream, so how the audio was cut makes no difference.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voicemon.types import FRAME_SAMPLES, Samples, SpeechDetector

QUIET = 0.002  # −54 dBFS at its peak: below what a word must have to be kept (`voicing`)
HANG_FRAMES = 24  # 0.77 s, longer than the pause that ends a segment
LEAD_FRAMES = 4


class GatedDetector:
    """A `SpeechDetector` around another one."""

    def __init__(self, detector: SpeechDetector) -> None:
        self._detector = detector
        self._quiet = HANG_FRAMES + 1  # successive quiet frames so far
        self._lead: list[Samples] = []

    def __call__(self, samples: Samples) -> NDArray[np.float32]:
        """Samples [n × 512] → one probability a frame."""
        if len(samples) % FRAME_SAMPLES:
            raise ValueError(f"the detector takes whole frames of {FRAME_SAMPLES} samples")
        frames = samples.reshape(-1, FRAME_SAMPLES)
        if self._quiet > HANG_FRAMES and _peak(samples) < QUIET:
            self._quiet += len(frames)
            self._lead = [*self._lead, *frames][-LEAD_FRAMES:]
            return np.zeros(len(frames), np.float32)
        return self._judged(frames)

    def _judged(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        rests = self._rests(np.abs(frames).max(axis=1, initial=0.0) < QUIET)
        odds = np.zeros(len(frames), np.float32)
        at = 0
        for end in _ends(rests):
            if rests[at]:
                self._lead = [*self._lead, *frames[at:end]][-LEAD_FRAMES:]
            else:
                odds[at:end] = self._heard(frames[at:end])
            at = end
        return odds

    def _rests(self, quiet: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """For each frame whether the detector rests."""
        rests = np.zeros(len(quiet), bool)
        for at, is_quiet in enumerate(quiet):
            self._quiet = self._quiet + 1 if is_quiet else 0
            rests[at] = self._quiet > HANG_FRAMES
        return rests

    def _heard(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        lead, self._lead = self._lead, []
        if lead:
            self._detector(np.concatenate(lead))
        return self._detector(np.ascontiguousarray(frames).reshape(-1))


def _peak(samples: Samples) -> float:
    """The loudest sample; 0 of none."""
    return max(float(samples.max(initial=0.0)), -float(samples.min(initial=0.0)))


def _ends(rests: NDArray[np.bool_]) -> list[int]:
    """Where each run of equal values ends."""
    if not len(rests):
        return []
    return [*(np.flatnonzero(np.diff(rests)) + 1).tolist(), len(rests)]
