"""Figures of one utterance's sound that need no library but numpy.

All are taken in the telephone band and relative to the utterance's own level, so that a recorder's
gain or a codec moves none but `loudness_dbfs`, and that one only by the gain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicemon.types import SAMPLE_RATE_HZ, Samples, Word

RATE_HZ = SAMPLE_RATE_HZ // 2  # what a telephone carries
HOP = 160  # 20 ms at RATE_HZ
FRAME = 512  # 64 ms: two periods of a 60 Hz voice fit twice
HOP_S = HOP / RATE_HZ

_ACTIVE_RANGE_DB = 25.0  # ITU-T P.56 counts speech down to some 16 dB under its mean level
_ABOVE_FLOOR_DB = 5.0  # frames nearer to the floor may be nothing but noise
_SILENCE_DB = -80.0  # below it a line is digitally silent; G.711's smallest step is near −78 dBFS
_VOICED_PERIODICITY = 0.6
_PAUSE_S = 0.2  # shorter gaps are stop consonants (Goldman-Eisler 1968 took 0.25 s)
_VOWELS = re.compile(r"[aeiouyäöüáéíóúàèìòùâêîôûåæøœ]+")

Frames = NDArray[np.float32]
Levels = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Activity:
    """Where the energy is: level a frame in dBFS, which frames are speech, level of speech."""

    levels_db: Levels
    active: Mask
    speech_db: float
    floor_db: float

    @property
    def speech_s(self) -> float:
        """Seconds of speech."""
        return float(self.active.sum()) * HOP_S

    @property
    def snr_db(self) -> float:
        """Speech over floor. Dense speech without a gap reads lower than it is, never higher."""
        return self.speech_db - self.floor_db


def telephone_rate(samples: Samples) -> Samples:
    """16 kHz → 8 kHz by the mean of neighbours: enough for pitch and the band below 3.4 kHz."""
    pairs = samples[: samples.size // 2 * 2].reshape(-1, 2)
    return np.add(pairs[:, 0], pairs[:, 1]) * np.float32(0.5)


def framed(narrow: Samples) -> Frames:
    """Centred frames [frames, FRAME], one a HOP, as librosa centres them (zeros at the ends)."""
    padded = np.pad(narrow, FRAME // 2)
    return np.lib.stride_tricks.sliding_window_view(padded, FRAME)[::HOP]


def activity(frames: Frames) -> Activity:
    """Speech lies within 25 dB of the loud frames and over the floor, the quietest twentieth."""
    power = np.einsum("ij,ij->i", frames, frames, dtype=np.float64) / FRAME
    levels_db = 10 * np.log10(np.maximum(power, 10 ** (_SILENCE_DB / 10)))
    loud_db, floor_db = np.percentile(levels_db, [95, 5])
    active = levels_db > max(loud_db - _ACTIVE_RANGE_DB, floor_db + _ABOVE_FLOOR_DB)
    speech = power[active]
    speech_db = 10 * np.log10(speech.mean()) if speech.size else _SILENCE_DB
    return Activity(levels_db, active, float(speech_db), float(floor_db))


def periodicity(frames: Frames, f0_hz: NDArray[np.floating]) -> NDArray[np.float64]:
    """Normalised correlation of each frame with itself one period (1 / `f0_hz`) later, −1…1."""
    half = FRAME // 2
    lags = np.clip(np.round(RATE_HZ / f0_hz).astype(np.int64), 1, half)
    here = frames[:, :half]
    later = np.take_along_axis(frames, lags[:, None] + np.arange(half)[None, :], axis=1)
    dot = np.einsum("ij,ij->i", here, later, dtype=np.float64)
    energy = np.einsum("ij,ij->i", here, here) + np.einsum("ij,ij->i", later, later)
    return np.asarray(2 * dot / np.maximum(energy, 1e-12), np.float64)


def voiced(frames: Frames, f0_hz: NDArray[np.floating], active: Mask) -> Mask:
    """Frames with enough energy and a clear period."""
    return active & (periodicity(frames, f0_hz) > _VOICED_PERIODICITY)


def semitones(f0_hz: NDArray[np.floating] | float) -> NDArray[np.float64]:
    """Pitch in semitones above 100 Hz."""
    return np.asarray(12 * np.log2(np.asarray(f0_hz) / 100.0), np.float64)


def tilt_db(frames: Frames, mask: Mask) -> float:
    """Energy of 1–3.4 kHz over 0.3–1 kHz in `mask`'s frames: vocal effort lifts it.

    The alpha ratio of eGeMAPS (Eyben et al. 2016), its bands cut to the telephone's.
    """
    window = np.hanning(FRAME).astype(np.float32)
    power = (np.abs(np.fft.rfft(frames[mask] * window, axis=1)) ** 2).sum(axis=0)
    hz = np.fft.rfftfreq(FRAME, 1 / RATE_HZ)
    high = power[(hz >= 1000) & (hz < 3400)].sum()
    low = power[(hz >= 300) & (hz < 1000)].sum()
    return float(10 * np.log10((high + 1e-12) / (low + 1e-12)))


def pause_share(active: Mask) -> float:
    """Share of the time between first and last speech spent in pauses of at least 0.2 s, 0–1."""
    at = np.flatnonzero(active)
    if at.size < 2:
        return 0.0
    gaps = np.diff(at) - 1
    paused = gaps[gaps * HOP_S >= _PAUSE_S].sum()
    return float(paused / (at[-1] - at[0] + 1))


def syllables(text: str) -> int:
    """Groups of vowels, at least one a word; digits count as words of two syllables."""
    spoken = text.lower()
    digits = sum(character.isdigit() for character in spoken)
    return max(len(_VOWELS.findall(spoken)) + 2 * digits, 1)


def syllables_per_min(words: Sequence[Word]) -> float | None:
    """Articulation rate: syllables over word time with pauses left out; None under five words."""
    if len(words) < 5:
        return None
    gaps = zip(words, words[1:], strict=False)
    paused_s = sum(max(b.start_s - a.end_s, 0.0) for a, b in gaps if b.start_s - a.end_s > _PAUSE_S)
    spoken_s = words[-1].end_s - words[0].start_s - paused_s
    if spoken_s < 0.8:
        return None
    return 60 * sum(syllables(word.text) for word in words) / spoken_s
