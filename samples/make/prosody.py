"""Acts a phrase: a mood changes pitch, range, pace, level, effort and breath, by way of WORLD.

The directions follow the acted-emotion literature (Banse & Scherer 1996; Traunmüller & Eriksson
2000 for effort): anger is higher, wider, faster, louder and flatter in spectrum; sadness lower,
narrower, slower, softer, breathier.
"""

from dataclasses import dataclass

import numpy as np
import pyworld
from numpy.typing import NDArray

from samples.make.script import Voice
from samples.make.sound import Sound
from samples.make.speech import FRAME_MS, RATE_HZ, Spoken

PACE = 0.93
"""the synthesiser reads out, people on the telephone talk: everything is this much slower"""
EFFORT_FROM_HZ = 500.0
EFFORT_OCTAVES = 3.0


@dataclass(frozen=True, slots=True)
class Mood:
    """How a phrase is acted, relative to the speaker's neutral."""

    rate: float = 1.0
    pitch_st: float = 0.0
    range: float = 1.0
    gain_db: float = 0.0
    effort_db: float = 0.0
    """spectral tilt, dB per octave above 500 Hz"""
    accent: float = 0.0
    """exponent on the loudness contour: stressed syllables stand out"""
    breath: float = 0.0
    tremor_st: float = 0.0
    pause_s: float = 0.35


MOODS = {
    "neutral": Mood(),
    "warm": Mood(0.98, 0.6, 1.15, 0.0, -0.3),
    "brisk": Mood(1.06, 0.3, 1.0, 0.5, 0.2, pause_s=0.25),
    "flat": Mood(1.02, -0.8, 0.6, -0.5, -0.2),
    "soothing": Mood(0.92, -0.8, 0.95, -1.0, -0.7, breath=0.05, pause_s=0.45),
    "tense": Mood(1.0, 1.0, 0.75, 1.5, 1.0, 0.15),
    "clipped": Mood(1.06, 1.8, 0.85, 3.0, 1.7, 0.3, pause_s=0.4),
    "uneasy": Mood(1.04, 1.0, 1.1, 1.5, 0.6, 0.1),
    "frustrated": Mood(1.08, 2.2, 1.3, 4.0, 1.5, 0.25, pause_s=0.25),
    "angry": Mood(1.12, 3.6, 1.5, 6.5, 2.4, 0.35, pause_s=0.25),
    "furious": Mood(1.14, 5.0, 1.65, 8.0, 3.2, 0.45, pause_s=0.3),
    "relieved": Mood(0.96, -0.5, 1.05, -0.5, -0.5, breath=0.05),
    "sad": Mood(0.86, -1.5, 0.65, -3.5, -1.4, breath=0.15, tremor_st=0.25, pause_s=0.7),
    "worried": Mood(0.93, 1.0, 0.9, -1.5, -0.8, breath=0.1, tremor_st=0.35, pause_s=0.6),
    "sarcastic": Mood(0.88, -0.4, 1.5, 1.0, 0.2, 0.1, pause_s=0.5),
    "bitter": Mood(0.92, 0.8, 1.5, 3.5, 0.7, 0.15, pause_s=0.45),
    "happy": Mood(1.08, 2.6, 1.5, 2.5, 0.7, 0.15, pause_s=0.2),
    "thrilled": Mood(1.1, 4.0, 1.7, 4.5, 1.1, 0.2, pause_s=0.2),
}


def acted(spoken: Spoken, voice: Voice, mood: Mood, rng: np.random.Generator) -> Sound:
    """The phrase in the mood, at 24 kHz (its pace is already the synthesiser's)."""
    wave, f0 = spoken.sound.astype(np.float64), spoken.f0_hz.astype(np.float64)
    at = np.arange(len(f0)) * FRAME_MS / 1000
    spectrum = pyworld.cheaptrick(wave, f0, at, RATE_HZ)
    noise = pyworld.d4c(wave, f0, at, RATE_HZ)
    spectrum = _accented(_effort(_warped(spectrum, voice, mood), mood), mood)
    noise = np.clip(noise + mood.breath * np.linspace(0, 1, noise.shape[1]) ** 0.5, 0, 1)
    shifted = _melody(f0, voice, mood, rng)
    voiced = pyworld.synthesize(shifted, spectrum, noise, RATE_HZ, FRAME_MS / PACE)
    return np.asarray(voiced, np.float32)


def _melody(
    f0: NDArray[np.float64], voice: Voice, mood: Mood, rng: np.random.Generator
) -> NDArray[np.float64]:
    voiced = f0 > 0
    if not voiced.any():
        return f0
    height = np.log2(f0[voiced])
    middle = np.median(height)
    wobble = mood.tremor_st * np.sin(
        2 * np.pi * 5.5 * np.flatnonzero(voiced) * FRAME_MS / 1000 + rng.uniform(0, 6)
    )
    moved = (voice.pitch_st + mood.pitch_st + wobble) / 12
    out = f0.copy()
    # the top of the melody widens, its floor hardly moves (Pierrehumbert 1980)
    width = np.where(height > middle, mood.range, min(mood.range, 1.0))
    out[voiced] = np.clip(2 ** (middle + width * (height - middle) + moved), 75, 650)
    return out


def _warped(spectrum: NDArray[np.float64], voice: Voice, mood: Mood) -> NDArray[np.float64]:
    """Formants moved by the voice's factor, and slightly up with effort (jaw and larynx)."""
    factor = voice.formant * (1 + 0.012 * max(mood.effort_db, 0))
    bins = np.arange(spectrum.shape[1])
    source = np.minimum(bins / factor, bins[-1])
    warped = [np.interp(source, bins, row) for row in np.log(spectrum)]
    return np.asarray(np.exp(np.array(warped)))


def _effort(spectrum: NDArray[np.float64], mood: Mood) -> NDArray[np.float64]:
    hz = np.linspace(0, RATE_HZ / 2, spectrum.shape[1])
    octaves = np.clip(np.log2(np.maximum(hz, 1) / EFFORT_FROM_HZ), -1, EFFORT_OCTAVES)
    return np.asarray(spectrum * 10 ** (mood.effort_db * octaves / 10))


def _accented(spectrum: NDArray[np.float64], mood: Mood) -> NDArray[np.float64]:
    """Widens the loudness contour around its middle, within ±6 dB."""
    if not mood.accent:
        return spectrum
    level_db = 10 * np.log10(spectrum.mean(axis=1) + 1e-12)
    smooth = np.convolve(level_db, np.hanning(25) / np.hanning(25).sum(), mode="same")
    loud = np.median(smooth[smooth > smooth.max() - 25])
    lift_db = np.clip(mood.accent * (smooth - loud), -6, 6)
    return np.asarray(spectrum * 10 ** (lift_db / 10)[:, None])
