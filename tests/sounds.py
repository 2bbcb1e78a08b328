"""Sounds and files that tests make for themselves."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from voicemon.types import SAMPLE_RATE_HZ

SAMPLES_DIR = Path(__file__).parents[1] / "samples"


def sample(name: str) -> Path:
    """A sample call of the product, e.g. `04_calm`."""
    return SAMPLES_DIR / f"{name}.flac"


def write_wav(path: Path, channels: np.ndarray, rate_hz: int = 8000) -> Path:
    """Float channels [channels, n] −1…1 as a 16-bit wav file."""
    integers = (np.clip(channels, -1, 1) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(integers.T.tobytes())
    return path


def tone(seconds: float, hz: float = 440.0, level: float = 0.3, rate_hz: int = 8000) -> np.ndarray:
    """A sine."""
    return level * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate_hz)) / rate_hz)


def hiss(seconds: float, level: float = 0.001, rate_hz: int = 8000, seed: int = 1) -> np.ndarray:
    """White noise."""
    return level * np.random.default_rng(seed).standard_normal(round(seconds * rate_hz))


def hold_music(seconds: float, rate_hz: int = 8000) -> np.ndarray:
    """Chords that change every second."""
    chords = [(262, 330, 392), (294, 370, 440), (330, 415, 494), (349, 440, 523)]
    parts = [
        sum(tone(1.0, hz, 0.1, rate_hz) for hz in chords[second % 4])
        for second in range(int(seconds))
    ]
    return np.concatenate(parts)


def dtmf(seconds: float, rate_hz: int = 8000) -> np.ndarray:
    """Keys pressed twice a second."""
    keys = [(697, 1209), (770, 1336), (852, 1477), (941, 1336)]
    gap = np.zeros(round(0.3 * rate_hz))
    parts = []
    for press in range(int(seconds * 2)):
        low, high = keys[press % 4]
        parts += [tone(0.2, low, 0.2, rate_hz) + tone(0.2, high, 0.2, rate_hz), gap]
    return np.concatenate(parts)


def seconds_of(samples: np.ndarray) -> float:
    """Length of 16 kHz samples."""
    return len(samples) / SAMPLE_RATE_HZ
