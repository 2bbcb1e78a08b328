"""What all rooms of the maker share: the type of a sound, decibels, and trimming."""

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]
FRAME_S = 0.01


def gain(level_db: float) -> float:
    """The factor on amplitude of so many decibels."""
    return float(10 ** (level_db / 20))


def frame_rms(sound: Sound, rate_hz: int) -> NDArray[np.float64]:
    """Root mean square of each 10 ms."""
    size = int(rate_hz * FRAME_S)
    frames = sound[: len(sound) // size * size].reshape(-1, size)
    return np.asarray(np.sqrt(np.mean(np.square(frames, dtype=np.float64), axis=1) + 1e-12))


def active_rms(sound: Sound, rate_hz: int) -> float:
    """Level of the speaking part: frames within 30 dB of the loudest."""
    rms = frame_rms(sound, rate_hz)
    speaking = rms[rms > rms.max() * gain(-30)]
    return float(np.sqrt(np.mean(np.square(speaking))))


def trimmed(sound: Sound, rate_hz: int, floor_db: float = -30) -> Sound:
    """The sound without what lies `floor_db` under its loudest frame before and after it."""
    rms = frame_rms(sound, rate_hz)
    heard = np.flatnonzero(rms > rms.max() * gain(floor_db))
    size = int(rate_hz * FRAME_S)
    return sound[heard[0] * size : (heard[-1] + 1) * size]
