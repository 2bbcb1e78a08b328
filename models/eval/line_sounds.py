"""What a telephone line carries when nobody speaks: made sounds, 8 kHz, through µ-law.

Tone plans: ITU-T E.180 / ANSI T1.401 (ring-back 440 + 480 Hz, 2 s on, 4 s off), Q.23 (DTMF), T.30
and V.21 (fax: CNG 1100 Hz, CED 2100 Hz, 300 baud FSK at 1650 / 1850 Hz).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import soxr
from numpy.typing import NDArray

from voicemon.types import SAMPLE_RATE_HZ, Samples

RATE_HZ = 8000
Sound = NDArray[np.float64]
_KEYS = [(a, b) for a in (697, 770, 852, 941) for b in (1209, 1336, 1477)]
_CHORDS = [(60, 64, 67), (57, 60, 64), (65, 69, 72), (55, 59, 62)]  # MIDI notes: C a F G


def silence(seconds: int) -> Sound:
    return np.zeros(seconds * RATE_HZ)


def hold_music(seconds: int) -> Sound:
    """Plucked chords, a bass and a wandering melody with vibrato, at 96 beats a minute."""
    rng = np.random.default_rng(3)
    beat_s = 60 / 96
    out = np.zeros((seconds + 4) * RATE_HZ)
    for beat in range(int(seconds / beat_s)):
        chord = _CHORDS[beat // 4 % 4]
        for note in chord:
            _add(out, beat * beat_s, _note(note, beat_s * 1.5, 0.05, 4.0))
        _add(out, beat * beat_s, _note(chord[0] - 12, beat_s, 0.08, 3.0))
        for half in range(2):
            note = int(rng.choice(chord)) + 12 + int(rng.integers(-2, 3))
            _add(out, (beat + half / 2) * beat_s, _note(note, beat_s * 0.6, 0.08, 1.5, 0.01))
    return out[: seconds * RATE_HZ]


def ring_back(seconds: int) -> Sound:
    at = np.arange(seconds * RATE_HZ) / RATE_HZ
    return 0.1 * (np.sin(2 * np.pi * 440 * at) + np.sin(2 * np.pi * 480 * at)) * (at % 6 < 2)


def dtmf(seconds: int) -> Sound:
    rng = np.random.default_rng(4)
    out = np.zeros(seconds * RATE_HZ)
    at_s = 0.3
    while at_s < seconds - 1:
        low, high = _KEYS[int(rng.integers(len(_KEYS)))]
        length_s = float(rng.uniform(0.08, 0.4))
        at = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
        _add(out, at_s, 0.15 * (np.sin(2 * np.pi * low * at) + np.sin(2 * np.pi * high * at)))
        at_s += length_s + float(rng.uniform(0.06, 0.8))
    return out


def fax(seconds: int) -> Sound:
    """Calling tones, the answer tone, then data: FSK at 300 baud and noise-like fast training."""
    rng = np.random.default_rng(5)
    at = np.arange(seconds * RATE_HZ) / RATE_HZ
    calling = np.sin(2 * np.pi * 1100 * at) * (at % 3.5 < 0.5)
    answer = np.sin(2 * np.pi * 2100 * at)
    bits = np.repeat(rng.integers(0, 2, seconds * 300 + 1), RATE_HZ // 300 + 1)[: len(at)]
    fsk = np.sin(2 * np.pi * np.cumsum(np.where(bits, 1650, 1850)) / RATE_HZ)
    symbols = np.repeat(rng.integers(0, 4, seconds * 2400 + 1), RATE_HZ // 2400 + 1)[: len(at)]
    fast = np.sin(2 * np.pi * 1700 * at + symbols * np.pi / 2)
    phase = at % 30
    parts = [phase < 10, (phase >= 10) & (phase < 13), (phase >= 13) & (phase < 20)]
    return 0.15 * np.select(parts, [calling, answer, fsk], fast)


def comfort_noise(seconds: int) -> Sound:
    """Low shaped noise as silence suppression fills in, with its steps in level (RFC 3389)."""
    rng = np.random.default_rng(6)
    steps = np.repeat(10 ** rng.uniform(-3.2, -2.2, seconds * 2), RATE_HZ // 2)
    return _coloured(seconds, 0.5, rng) * steps


def room(seconds: int) -> Sound:
    """An open office without words: rumble, a fan, knocks, keys, a chair."""
    rng = np.random.default_rng(7)
    at = np.arange(seconds * RATE_HZ) / RATE_HZ
    out = 0.01 * _coloured(seconds, 1.0, rng)
    out += 0.004 * np.sin(2 * np.pi * 118 * at) * (1 + 0.3 * np.sin(2 * np.pi * 0.4 * at))
    for _ in range(seconds * 2):
        length = int(rng.integers(80, 1600))
        knock = rng.standard_normal(length) * np.exp(-np.arange(length) / (length / 5))
        _add(out, float(rng.uniform(0, seconds - 1)), 10 ** rng.uniform(-2.5, -0.9) * knock)
    return out


def line_noise(seconds: int) -> Sound:
    """Hiss, mains hum with harmonics, crackle."""
    rng = np.random.default_rng(8)
    at = np.arange(seconds * RATE_HZ) / RATE_HZ
    hum = sum(np.sin(2 * np.pi * 50 * k * at) / k for k in range(1, 12, 2))
    crackle = (rng.random(len(at)) < 0.0008) * rng.uniform(-0.5, 0.5, len(at))
    return 0.01 * rng.standard_normal(len(at)) + 0.02 * np.asarray(hum) + crackle


SOUNDS: dict[str, Callable[[int], Sound]] = {
    "silence": silence,
    "hold music": hold_music,
    "ring-back": ring_back,
    "DTMF": dtmf,
    "fax": fax,
    "comfort noise": comfort_noise,
    "room": room,
    "line noise": line_noise,
}


def on_the_line(sound: Sound) -> Samples:
    """Through G.711 µ-law at 8 kHz, then to 16 kHz float32."""
    clipped = np.clip(sound, -1, 1)
    code = np.round(np.sign(clipped) * np.log1p(255 * np.abs(clipped)) / np.log(256) * 127)
    decoded = np.sign(code) * (256 ** (np.abs(code) / 127) - 1) / 255
    return np.asarray(soxr.resample(decoded, RATE_HZ, SAMPLE_RATE_HZ), np.float32)


def _note(midi: int, seconds: float, level: float, decay: float, vibrato: float = 0.0) -> Sound:
    at = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    hz = 440 * 2 ** ((midi - 69) / 12) * (1 + vibrato * np.sin(2 * np.pi * 5.5 * at))
    phase = 2 * np.pi * np.cumsum(hz) / RATE_HZ
    tone = sum(np.sin(k * phase) / k**1.5 for k in range(1, 7))
    return level * np.asarray(tone) * np.exp(-decay * at) * np.minimum(1, at * 100)


def _coloured(seconds: int, slope: float, rng: np.random.Generator) -> Sound:
    """Noise whose amplitude falls with frequency ** slope, unit power."""
    spectrum = np.fft.rfft(rng.standard_normal(seconds * RATE_HZ))
    spectrum /= np.maximum(np.arange(len(spectrum)), seconds * 30.0) ** slope
    noise = np.fft.irfft(spectrum, seconds * RATE_HZ)
    return np.asarray(noise / noise.std())


def _add(out: Sound, at_s: float, part: Sound) -> None:
    first = round(at_s * RATE_HZ)
    part = part[: len(out) - first]
    out[first : first + len(part)] += part
