"""What stands around a speaker: the room's echo and its noise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import fftconvolve

_LATE_S = 0.004  # the direct sound stands alone this long


def echoed(
    sound: NDArray[np.floating], rate_hz: int, room_s: float, rng: np.random.Generator
) -> NDArray[np.floating]:
    """`sound` in a room whose echo falls by 60 dB in `room_s` (decaying noise, Polack 1988).

    The echo holds 0.05 to 0.5 of the direct sound's energy; the level of the sum stays.
    """
    count = int(room_s * rate_hz)
    time_s = np.arange(count) / rate_hz
    tail = rng.standard_normal(count) * np.exp(-6.9 * time_s / room_s)
    tail[: int(_LATE_S * rate_hz)] = 0
    tail *= np.sqrt(rng.uniform(0.05, 0.5) / (np.sum(tail**2) + 1e-12))
    tail[0] = 1.0
    tail /= np.sqrt(np.sum(tail**2))
    return fftconvolve(sound, tail)[: sound.size]


def coloured(count: int, rng: np.random.Generator) -> NDArray[np.floating]:
    """Noise of unit RMS between white and pink, as rooms and lines make it."""
    spectrum = np.fft.rfft(rng.standard_normal(count))
    tilt = rng.uniform(0, 0.5)
    spectrum *= (1 + np.arange(spectrum.size)) ** -tilt
    noise = np.fft.irfft(spectrum, count)
    return noise / np.sqrt(np.mean(noise**2) + 1e-12)
