"""Made voices: pulses through a mouth-like filter, so that pitch, effort and level are known."""

import numpy as np

from voicemon.types import (
    CustomerSegment,
    EncoderStates,
    Role,
    SpeechSegment,
    Utterance,
    Word,
)

RATE = 16_000


def voice(seconds=2.0, f0_hz=120.0, level_db=-26.0, effort=0.0, seed=0, pad_s=0.2):
    """A vowel-like sound in syllables with silence around; `effort` flattens its spectrum."""
    rng = np.random.default_rng(seed)
    time_s = np.arange(int(seconds * RATE)) / RATE
    wobble = 1 + 0.04 * np.sin(2 * np.pi * 0.7 * time_s + seed)
    phase = 2 * np.pi * np.cumsum(f0_hz * wobble) / RATE
    harmonics = np.arange(1, int(3600 / f0_hz))
    slope = harmonics ** -(1.6 - effort)
    sound = sum(gain * np.sin(n * phase) for n, gain in zip(harmonics, slope, strict=True))
    syllables = 0.15 + np.abs(np.sin(2 * np.pi * 2.0 * time_s))
    sound = sound * syllables
    sound *= 10 ** (level_db / 20) / np.sqrt(np.mean(sound**2))
    silence = np.zeros(int(pad_s * RATE))
    whole = np.concatenate([silence, sound, silence])
    return (whole + 1e-4 * rng.standard_normal(whole.size)).astype(np.float32)


def utterance(number=0, start_s=0.0, seconds=2.0, words=8):
    each = seconds / words
    spoken = tuple(
        Word("hello", start_s + i * each, start_s + (i + 0.9) * each, 0.9) for i in range(words)
    )
    text = " ".join(word.text for word in spoken)
    return Utterance(
        f"u{number}", "c", Role.CUSTOMER, start_s, start_s + seconds, text, spoken, "en", -0.2, 0.0
    )


def customer(samples, start_s=0.0):
    end_s = start_s + samples.size / RATE
    return CustomerSegment(SpeechSegment("c", Role.CUSTOMER, 1.0, start_s, end_s, samples))


def states(array, model="tiny.en"):
    return EncoderStates("c", Role.CUSTOMER, 0.0, 0.02, array.astype(np.float32), model)


def mu_law(samples):
    """There and back through 8 kHz 8-bit µ-law (continuous form of G.711)."""
    narrow = (
        samples.reshape(-1, 2).mean(axis=1)
        if samples.size % 2 == 0
        else samples[:-1].reshape(-1, 2).mean(axis=1)
    )
    code = np.round(np.sign(narrow) * np.log1p(255 * np.abs(narrow)) / np.log(256) * 127) / 127
    back = np.sign(code) * (256 ** np.abs(code) - 1) / 255
    at = np.arange(narrow.size * 2) / 2
    return np.interp(at, np.arange(narrow.size), back).astype(np.float32)
