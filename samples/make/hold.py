"""Hold music, composed here: slow broken chords with a melody above, plucked tones with decay."""

import numpy as np

from samples.make.line import RATE_HZ
from samples.make.sound import Sound, gain

BEAT_S = 0.42
LEVEL_DBFS = -27.0
CHORDS = ((48, 52, 55, 59), (45, 48, 52, 55), (53, 57, 60, 64), (55, 59, 62, 65))
"""MIDI notes: C maj7, A m7, F maj7, G7"""
SCALE = (72, 74, 76, 79, 81)
FADE_S = 0.4


def music(seconds: float, rng: np.random.Generator) -> Sound:
    """Music of `seconds` at 8 kHz, −27 dBFS, faded in and out."""
    out = np.zeros(int(seconds * RATE_HZ) + 4 * RATE_HZ, np.float32)
    for beat in range(int(seconds / BEAT_S)):
        chord = CHORDS[beat // 8 % len(CHORDS)]
        _add(out, beat, chord[(0, 2, 1, 3, 2, 1, 3, 2)[beat % 8]], 0.5)
        if rng.random() < (0.75 if beat % 2 == 0 else 0.25):
            _add(out, beat, int(rng.choice(SCALE)), 0.35)
    out = out[: int(seconds * RATE_HZ)]
    fade = np.minimum(1, np.arange(len(out)) / (FADE_S * RATE_HZ))
    out *= (fade * fade[::-1]).astype(np.float32)
    return np.asarray(out * (gain(LEVEL_DBFS) / np.sqrt(np.mean(out**2))), np.float32)


def _add(out: Sound, beat: int, note: int, loudness: float) -> None:
    start = int(beat * BEAT_S * RATE_HZ)
    tone = _pluck(440 * 2 ** ((note - 69) / 12)) * np.float32(loudness)
    end = min(start + len(tone), len(out))
    out[start:end] += tone[: end - start]


def _pluck(hz: float) -> Sound:
    t = np.arange(int(1.6 * RATE_HZ)) / RATE_HZ
    partials = [(n, 1 / n**1.4) for n in range(1, 9) if n * hz < RATE_HZ * 0.42]
    tone = sum(a * np.sin(2 * np.pi * n * hz * t) * np.exp(-t * (1.5 + n)) for n, a in partials)
    return np.asarray(tone * np.minimum(1, t / 0.008), np.float32)
