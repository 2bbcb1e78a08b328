"""Does a voice stand under a word? Words on silence, noise or music are Whisper's inventions.

A word is dropped when its stretch of the segment carries no energy, or when Whisper doubted it and
the stretch has no voiced frame (no pitch between 60 and 400 Hz in its autocorrelation). All words
of a segment are dropped when Whisper doubted them together: forced to write on hold music or dial
tones it stays below a mean log-probability of −1.5 a token; misheard telephone speech lies above.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voicemon.types import SAMPLE_RATE_HZ, Samples, SpeechSegment, Word

FRAME = 512
SILENT_DBFS = -60.0
DOUBTED = 0.6  # probability below which a word has to show a voiced frame
VOICED = 0.35  # peak of the normalised autocorrelation
LAGS = slice(SAMPLE_RATE_HZ // 400, SAMPLE_RATE_HZ // 60)
INVENTED_LOGPROB = -1.5  # mean of the segment's tokens
REACH_S = 0.1  # word times are this uncertain


def standing(
    segment: SpeechSegment, words: Sequence[Word], avg_logprob: float
) -> tuple[list[Word], int]:
    """The words that a voice carries, and how many were dropped."""
    spoken = [word for word in words if any(map(str.isalnum, word.text))]  # no lone dots
    if avg_logprob < INVENTED_LOGPROB:
        return [], len(spoken)
    kept = [word for word in spoken if _carried(segment, word)]
    return kept, len(spoken) - len(kept)


def voiced(sound: Samples) -> bool:
    """Is there a voice anywhere in the sound?"""
    return level_dbfs(sound) >= SILENT_DBFS and float(periodicity(sound).max()) >= VOICED


def _carried(segment: SpeechSegment, word: Word) -> bool:
    sound = _under(segment, word)
    if level_dbfs(sound) < SILENT_DBFS:
        return False
    return word.probability >= DOUBTED or float(periodicity(sound).max()) >= VOICED


def _under(segment: SpeechSegment, word: Word) -> Samples:
    first = max(0, round((word.start_s - segment.start_s - REACH_S) * SAMPLE_RATE_HZ))
    last = round((word.end_s - segment.start_s + REACH_S) * SAMPLE_RATE_HZ)
    return segment.samples[first : max(last, first + FRAME)]


def _framed(sound: Samples) -> NDArray[np.float32]:
    padded = np.pad(sound, (0, max(0, FRAME - len(sound))))
    return np.lib.stride_tricks.sliding_window_view(padded, FRAME)[:: FRAME // 2]


def level_dbfs(sound: Samples) -> float:
    """Level of the loudest 32 ms."""
    power = np.square(_framed(sound)).mean(axis=1).max()
    return float(10 * np.log10(power + 1e-12))


def periodicity(sound: Samples) -> NDArray[np.float32]:
    """Peak of the normalised autocorrelation at the lags of a voice, one a 16 ms step."""
    frames = _framed(sound) - _framed(sound).mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(frames, 2 * FRAME, axis=1)
    correlation = np.fft.irfft(np.square(np.abs(spectrum)), axis=1)
    energy = np.maximum(correlation[:, :1], 1e-9)
    return np.asarray((correlation[:, LAGS] / energy).max(axis=1), np.float32)
