"""A telephone: from studio sound to what a call centre's recorder holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import soxr
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from voicemon.types import SAMPLE_RATE_HZ, Samples

TELEPHONE_RATE_HZ = 8_000
SPEECH_LEVEL_DB = -26.0  # active speech level of ITU-T P.56 practice, dB re full scale
_BAND_HZ = (300.0, 3400.0)  # ITU-T G.712
_BAND = butter(4, _BAND_HZ, "bandpass", fs=TELEPHONE_RATE_HZ, output="sos")


@dataclass(frozen=True, slots=True)
class Line:
    """One call's way: companding law, narrow handset band or not, level, noise, tempo of speech."""

    law: str = "mu"
    band: bool = False
    gain_db: float = 0.0
    snr_db: float | None = None
    speed: float = 1.0


PLAIN_LINE = Line()
"""G.711 µ-law at the speech level, nothing else: what evaluation uses."""


def random_line(rng: np.random.Generator) -> Line:
    """A line as calls have them: level ± 8 dB, half of them noisy (12–35 dB), tempo ± 8 %."""
    return Line(
        law="mu" if rng.random() < 0.5 else "a",
        band=bool(rng.random() < 0.5),
        gain_db=float(rng.uniform(-8, 8)),
        snr_db=float(rng.uniform(12, 35)) if rng.random() < 0.5 else None,
        speed=float(rng.uniform(0.92, 1.08)) if rng.random() < 0.5 else 1.0,
    )


def through(samples: Samples, rate_hz: int, line: Line, rng: np.random.Generator) -> Samples:
    """`samples` at `rate_hz` as heard at the far end of `line`, at 16 kHz.

    Levels inside `samples` are kept; only `line.gain_db` moves them.
    """
    narrow = soxr.resample(samples, rate_hz * line.speed, TELEPHONE_RATE_HZ)
    if line.band:
        narrow = sosfilt(_BAND, narrow)
    narrow = narrow * 10 ** (line.gain_db / 20)
    if line.snr_db is not None:
        level = 10 ** ((SPEECH_LEVEL_DB + line.gain_db - line.snr_db) / 20)
        narrow = narrow + level * _coloured(narrow.size, rng)
    coded = companded(np.clip(narrow, -1, 1), line.law)
    wide: Samples = soxr.resample(coded.astype(np.float32), TELEPHONE_RATE_HZ, SAMPLE_RATE_HZ)
    return wide


def companded(samples: NDArray[np.floating], law: str) -> NDArray[np.floating]:
    """`samples` after 8-bit companding, continuous form of ITU-T G.711 (µ = 255, A = 87.6)."""
    size = np.abs(samples)
    if law == "mu":
        code = np.log1p(255 * size) / np.log(256)
        code = np.round(code * 127) / 127
        return np.sign(samples) * (256**code - 1) / 255
    a = 87.6
    scale = 1 + np.log(a)
    code = np.where(size < 1 / a, a * size, 1 + np.log(np.maximum(a * size, 1))) / scale
    code = np.round(code * 127) / 127
    size = np.where(code < 1 / scale, code * scale / a, np.exp(code * scale - 1) / a)
    return np.sign(samples) * size


def _coloured(count: int, rng: np.random.Generator) -> NDArray[np.floating]:
    """Noise of unit RMS between white and pink, as rooms and lines make it."""
    spectrum = np.fft.rfft(rng.standard_normal(count))
    tilt = rng.uniform(0, 0.5)
    spectrum *= (1 + np.arange(spectrum.size)) ** -tilt
    noise = np.fft.irfft(spectrum, count)
    return noise / np.sqrt(np.mean(noise**2) + 1e-12)


def levelled(samples: Samples, target_db: float = SPEECH_LEVEL_DB) -> Samples:
    """`samples` scaled to an active level; frames 30 dB under the loudest do not count."""
    frame = 400
    usable = samples[: samples.size // frame * frame].reshape(-1, frame)
    power = np.mean(usable.astype(np.float64) ** 2, axis=1) if usable.size else np.ones(1)
    active = power[power > power.max() * 1e-3]
    level_db = 10 * np.log10(active.mean() + 1e-12) if active.size else 0.0
    return (samples * 10 ** ((target_db - level_db) / 20)).astype(np.float32)
