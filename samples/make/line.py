"""The telephone: room, band, level, 8 kHz, line noise, crosstalk, G.711 µ-law."""

import numpy as np
import soxr
from scipy.signal import butter, fftconvolve, lfilter, sosfilt

from samples.make.script import Voice
from samples.make.sound import Sound, active_rms, gain, trimmed
from samples.make.speech import RATE_HZ as SPEECH_HZ

RATE_HZ = 8_000
LOW_HZ, HIGH_HZ = 200.0, 3400.0
"""G.711 lines roll off gently below 300 Hz (ITU-T G.712) and steeply above 3400 Hz"""
CEILING = 0.7
"""amplitude above which the handset's limiter bends a peak"""
CROSSTALK_DB = -45.0
CROSSTALK_S = 0.03
MU = 255.0


def spoken_into(speech: Sound, voice: Voice, gain_db: float, rng: np.random.Generator) -> Sound:
    """24 kHz speech as a handset sends it: 8 kHz, in the band, the voice's level plus `gain_db`."""
    heard = in_room(speech, voice.room, rng) if voice.room else speech
    narrow = soxr.resample(heard, SPEECH_HZ, RATE_HZ, quality="VHQ")
    banded = in_band(narrow)
    level = gain(voice.level_dbfs + gain_db) / active_rms(banded, RATE_HZ)
    return trimmed(limited(banded * np.float32(level)), RATE_HZ)


def in_band(sound: Sound) -> Sound:
    """Only what a telephone line passes."""
    above = sosfilt(butter(2, LOW_HZ, "high", fs=RATE_HZ, output="sos"), sound)
    below = sosfilt(butter(6, HIGH_HZ, "low", fs=RATE_HZ, output="sos"), above)
    return np.asarray(below, np.float32)


def in_room(speech: Sound, share: float, rng: np.random.Generator) -> Sound:
    """Adds a small room's decay (0.25 s) at `share` of the direct sound's amplitude."""
    size = int(0.25 * SPEECH_HZ)
    decay = rng.standard_normal(size) * np.exp(-np.arange(size) / (0.05 * SPEECH_HZ))
    tail = fftconvolve(speech, decay / np.sqrt(np.sum(decay**2)))[: len(speech)]
    return np.asarray(speech + share * tail, np.float32)


def limited(sound: Sound) -> Sound:
    """Bends what exceeds the ceiling softly, so that nothing reaches full scale."""
    over = np.abs(sound) - CEILING
    room = 0.95 - CEILING
    bent = np.sign(sound) * (CEILING + room * np.tanh(np.maximum(over, 0) / room))
    return np.where(over > 0, bent, sound).astype(np.float32)


def line_noise(samples: int, level_dbfs: float, rng: np.random.Generator) -> Sound:
    """Hiss that falls with frequency, and a little mains hum with its harmonics."""
    hiss = lfilter([1], [1, -0.7], rng.standard_normal(samples))
    t = np.arange(samples) / RATE_HZ
    hum = sum(np.sin(2 * np.pi * hz * t + rng.uniform(0, 6)) / n for n, hz in ((2, 150), (4, 250)))
    mixed = hiss / np.std(hiss) + 0.3 * hum
    return np.asarray(gain(level_dbfs) * mixed / np.std(mixed), np.float32)


def crosstalk(other: Sound) -> Sound:
    """What the other channel leaks into this one: −45 dB, 30 ms late."""
    late = np.zeros_like(other)
    shift = int(CROSSTALK_S * RATE_HZ)
    late[shift:] = other[:-shift]
    return late * np.float32(gain(CROSSTALK_DB))


def mu_law(sound: Sound) -> Sound:
    """There and back through µ-law of 8 bits (the continuous curve of ITU-T G.711)."""
    squeezed = np.sign(sound) * np.log1p(MU * np.abs(sound)) / np.log1p(MU)
    coded = np.round(squeezed * 127) / 127
    return np.asarray(np.sign(coded) * np.expm1(np.abs(coded) * np.log1p(MU)) / MU, np.float32)
