"""The floor under all vocal evidence: enough speech, clear enough of the noise."""

from __future__ import annotations

from dataclasses import dataclass

from voicemon.evidence.figures import (
    FRAME,
    RATE_HZ,
    Activity,
    Frames,
    activity,
    framed,
    telephone_rate,
)
from voicemon.types import Samples

SHORTEST_S = 0.6
"""Shorter speech is a word or two: acted anger is judged near chance on it."""

LOWEST_SNR_DB = 8.0
"""Nearer noise moves the figures more than anger does."""

_CLEAR_SNR_DB = 20.0
_CLEAR_S = 2.0


@dataclass(frozen=True, slots=True)
class Audible:
    """Speech fit to be measured: `narrow` at 8 kHz, its frames, where its energy is."""

    narrow: Samples
    frames: Frames
    activity: Activity

    @property
    def clarity(self) -> float:
        """How well it was heard, 0.4 at the floor to 1 at 20 dB and 2 s."""
        noise = (self.activity.snr_db - LOWEST_SNR_DB) / (_CLEAR_SNR_DB - LOWEST_SNR_DB)
        length = (self.activity.speech_s - SHORTEST_S) / (_CLEAR_S - SHORTEST_S)
        return 0.4 + 0.6 * min(max(min(noise, length), 0.0), 1.0)


def audible(samples: Samples) -> Audible | str:
    """16 kHz samples of one segment → what can be measured, or why nothing can."""
    narrow = telephone_rate(samples)
    if narrow.size < FRAME:
        return f"too little speech: {narrow.size / RATE_HZ:.1f} s"
    frames = framed(narrow)
    found = activity(frames)
    if found.speech_s < SHORTEST_S:
        return f"too little speech: {found.speech_s:.1f} s"
    if found.snr_db < LOWEST_SNR_DB:
        return f"noise too near to the speech: {found.snr_db:.0f} dB"
    return Audible(narrow, frames, found)
