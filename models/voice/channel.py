"""A telephone: from studio sound to what a call centre's recorder holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import soxr
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from models.voice.codecs import coded, companded, with_losses
from models.voice.rooms import coloured, echoed
from voicemon.types import SAMPLE_RATE_HZ, Samples

TELEPHONE_RATE_HZ = 8_000
SPEECH_LEVEL_DB = -26.0  # active speech level of ITU-T P.56 practice, dB re full scale
LINES = "3"
"""Version of `random_line` and what it leads through: part of the key of what is cached."""

_BAND_HZ = (300.0, 3400.0)  # ITU-T G.712
_BAND = butter(4, _BAND_HZ, "bandpass", fs=TELEPHONE_RATE_HZ, output="sos")
_CODINGS = {  # how often a call comes so; `wide` is 16 kHz without a telephone
    "mu": 0.34, "a": 0.22, "amr": 0.16, "opus": 0.10, "wide": 0.18,
}  # fmt: skip
_AMR_BIT_RATES = (4750, 5900, 7400, 12200)


@dataclass(frozen=True, slots=True)
class Line:
    """One call's way. `coding` is a key of `_CODINGS`; `babble` makes its noise other talk.

    `band` is a handset's 300–3400 Hz; `room_s` the reverberation time; `clip_db` how far above
    speech level the recorder's full scale lies; `lost` the share of 20 ms packets that never came.
    """

    coding: str = "mu"
    band: bool = False
    gain_db: float = 0.0
    snr_db: float | None = None
    babble: bool = False
    speed: float = 1.0
    room_s: float = 0.0
    clip_db: float | None = None
    lost: float = 0.0
    bit_rate: int = 12200


PLAIN_LINE = Line()
"""G.711 µ-law at the speech level, nothing else: what evaluation uses."""

WIDE_LINE = Line(coding="wide")
"""16 kHz as recorded in a studio, at the speech level."""


def random_line(rng: np.random.Generator) -> Line:
    """A line as calls have them: level ± 10 dB, half of them noisy (10–35 dB), tempo ± 10 %."""
    return Line(
        coding=str(rng.choice(list(_CODINGS), p=list(_CODINGS.values()))),
        band=bool(rng.random() < 0.4),
        gain_db=float(rng.uniform(-10, 10)),
        snr_db=float(rng.uniform(10, 35)) if rng.random() < 0.5 else None,
        babble=bool(rng.random() < 0.4),
        speed=float(rng.uniform(0.9, 1.1)) if rng.random() < 0.5 else 1.0,
        room_s=float(rng.uniform(0.1, 0.5)) if rng.random() < 0.3 else 0.0,
        clip_db=float(rng.uniform(3, 10)) if rng.random() < 0.15 else None,
        lost=float(rng.uniform(0.01, 0.08)) if rng.random() < 0.25 else 0.0,
        bit_rate=int(rng.choice(_AMR_BIT_RATES)),
    )


def through(
    samples: Samples,
    rate_hz: int,
    line: Line,
    rng: np.random.Generator,
    babble: Samples | None = None,
) -> Samples:
    """`samples` at `rate_hz` as heard at the far end of `line`, at 16 kHz.

    Levels inside `samples` are kept; only `line.gain_db` moves them. `babble` [any length, 16 kHz]
    is other talk at speech level, used where the line wants it.
    """
    rate_out = SAMPLE_RATE_HZ if line.coding == "wide" else TELEPHONE_RATE_HZ
    sound = soxr.resample(samples, rate_hz * line.speed, rate_out)
    if line.room_s:
        sound = echoed(sound, rate_out, line.room_s, rng)
    if line.snr_db is not None:
        sound = sound + _noise(sound.size, rate_out, line, rng, babble)
    if line.clip_db is not None:
        full = 10 ** ((SPEECH_LEVEL_DB + line.clip_db) / 20)
        sound = np.clip(sound, -full, full)
    if line.coding == "wide":
        return (sound * 10 ** (line.gain_db / 20)).astype(np.float32)
    if line.band:
        sound = sosfilt(_BAND, sound)
    sound = np.clip(sound * 10 ** (line.gain_db / 20), -1, 1)
    sound = coded(sound, line.coding, line.bit_rate)
    if line.lost:
        sound = with_losses(sound, line.lost, rng)
    wide: Samples = soxr.resample(sound.astype(np.float32), TELEPHONE_RATE_HZ, SAMPLE_RATE_HZ)
    return wide


def _noise(
    count: int, rate_hz: int, line: Line, rng: np.random.Generator, babble: Samples | None
) -> NDArray[np.floating]:
    """Noise or talk `line.snr_db` below speech level."""
    level = 10 ** ((SPEECH_LEVEL_DB - (line.snr_db or 0.0)) / 20)
    if not line.babble or babble is None:
        return level * coloured(count, rng)
    talk = soxr.resample(babble, SAMPLE_RATE_HZ, rate_hz)
    talk = np.resize(np.roll(talk, int(rng.integers(talk.size))), count)
    return level * talk / np.sqrt(np.mean(talk**2) + 1e-12)


def levelled(samples: Samples, target_db: float = SPEECH_LEVEL_DB) -> Samples:
    """`samples` scaled to an active level; frames 30 dB under the loudest do not count."""
    frame = 400
    usable = samples[: samples.size // frame * frame].reshape(-1, frame)
    power = np.mean(usable.astype(np.float64) ** 2, axis=1) if usable.size else np.ones(1)
    active = power[power > power.max() * 1e-3]
    level_db = 10 * np.log10(active.mean() + 1e-12) if active.size else 0.0
    return (samples * 10 ** ((target_db - level_db) / 20)).astype(np.float32)


__all__ = ["PLAIN_LINE", "WIDE_LINE", "Line", "companded", "levelled", "random_line", "through"]
