"""Encoder states of clips as the transcriber makes them, computed once and kept on disk.

The transcriber packs the segments of one speaker into windows of at most 30 s and encodes them
with faster-whisper's features and CTranslate2's encoder, int8. So does this: the clips of a speaker
are shuffled, sent through one telephone line a window, packed with short gaps, encoded, and each
clip's slice of the states is kept. A `View` is one such pass; each has another shuffle, other lines
and, as calls have, another window length. `alone` encodes each clip in its own padded window.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import soundfile
import soxr
from faster_whisper import WhisperModel
from numpy.typing import NDArray

from models.voice.channel import (
    LINES,
    PLAIN_LINE,
    WIDE_LINE,
    Line,
    levelled,
    random_line,
    through,
)
from models.voice.corpora import Clip
from voicemon.types import SAMPLE_RATE_HZ, Samples

FRAME_S = 0.02
WINDOWS_S = (30.0, 30.0, 20.0, 15.0)  # of views 0, 1, 2 …; the transcriber takes 15 to 30
ALONE_S = 10.0
LONGEST_S = 15.0
_RECIPE = "2"  # part of the cache key: raise it when what is computed changes

States = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class View:
    """One pass over a set: `number` seeds shuffle and lines.

    0 is plain µ-law, −1 is 16 kHz without a telephone, the others take a random line a window.
    """

    number: int = 0
    alone: bool = False

    @property
    def window_s(self) -> float:
        """Length of the view's windows."""
        if self.alone:
            return ALONE_S
        return WINDOWS_S[self.number % len(WINDOWS_S)]


def view_named(name: str) -> View:
    """`plain`, `wide` (no telephone), `alone` (a clip a window), or `line N`, a random one."""
    named = {"plain": View(0), "wide": View(-1), "alone": View(0, alone=True)}
    return named[name] if name in named else View(int(name.removeprefix("line ")))


@dataclass(frozen=True, slots=True)
class Seen:
    """A clip's encoder states [frames, dim] and its sound after the line, 16 kHz."""

    clip: Clip
    states: States
    sound: Samples


def cache_folder() -> Path:
    """Where states are kept: outside any checkout."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "voicemon-recipes" / "voice"


class Encoder:
    """Whisper's encoder, as in serving: int8, one thread."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._model = WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True
        )

    def __call__(self, window: Samples, length_s: float) -> States:
        """Samples → states [50 × `length_s`, dim] of the window padded to `length_s`."""
        frames = int(length_s * 100)
        features = self._model.feature_extractor(window)[:, :frames]
        padded = np.zeros((features.shape[0], frames), np.float32)
        padded[:, : features.shape[1]] = features
        return np.asarray(self._model.encode(padded))[0].astype(np.float16)


def seen(data: Path, clips: Sequence[Clip], encoder: Encoder, view: View) -> list[Seen]:
    """Every clip of `view`, from the cache where it is there."""
    found = []
    for speaker, group in groupby(sorted(clips, key=_owner), key=_owner):
        own = list(group)
        path = _cache_path(speaker, own, encoder.name, view)
        if not path.exists():
            _write(path, list(_encode(data, own, encoder, view)))
        found += _read(path, {clip.path: clip for clip in own})
    return found


def _owner(clip: Clip) -> tuple[str, str]:
    return clip.corpus, clip.speaker


def _encode(data: Path, own: Sequence[Clip], encoder: Encoder, view: View) -> Iterator[Seen]:
    rng = np.random.default_rng([view.number % 1000, _number(own[0].speaker)])
    order = [own[i] for i in rng.permutation(len(own))]
    level = rng.uniform(-3, 3) if view.number > 0 else 0.0
    scale = _speaker_gain(data, own, level)
    pending: list[tuple[Clip, int, int]] = []
    window: list[Samples] = []
    filled = 0
    line = _line(view, rng)
    talk = _talk(data, own, rng) if view.number > 0 else None
    for clip in order:
        sound = _sound(data, clip, scale, line, rng, talk)
        if pending and (view.alone or filled + sound.size > view.window_s * SAMPLE_RATE_HZ):
            yield from _slices(encoder, pending, window, view.window_s)
            pending, window, filled, line = [], [], 0, _line(view, rng)
            sound = _sound(data, clip, scale, line, rng, talk)
        gap = np.zeros(int(rng.uniform(0.0, 0.4) * SAMPLE_RATE_HZ), np.float32)
        pending.append((clip, filled, filled + sound.size))
        window += [sound, gap]
        filled += sound.size + gap.size
    if pending:
        yield from _slices(encoder, pending, window, view.window_s)


def _line(view: View, rng: np.random.Generator) -> Line:
    if view.number > 0:
        return random_line(rng)
    return PLAIN_LINE if view.number == 0 else WIDE_LINE


def _talk(data: Path, own: Sequence[Clip], rng: np.random.Generator) -> Samples:
    """Four voices at once at speech level: clips of the same speaker, which are at hand."""
    voices = []
    for at in rng.integers(0, len(own), 4):
        raw, rate_hz = _raw(data, own[at])
        voices.append(levelled(soxr.resample(raw, rate_hz, SAMPLE_RATE_HZ)))
    longest = max(voice.size for voice in voices)
    return np.sum([np.resize(voice, longest) for voice in voices], axis=0)


def _slices(
    encoder: Encoder,
    pending: Sequence[tuple[Clip, int, int]],
    window: Sequence[Samples],
    length_s: float,
) -> Iterator[Seen]:
    whole = np.concatenate(window)[: int(length_s * SAMPLE_RATE_HZ)]
    states = encoder(whole, length_s)
    per_frame = FRAME_S * SAMPLE_RATE_HZ
    for clip, start, end in pending:
        part = states[int(start / per_frame) : max(int(end / per_frame), 1)]
        yield Seen(clip, part, whole[start:end])


def _speaker_gain(data: Path, own: Sequence[Clip], level_db: float) -> float:
    """One gain for all clips of a speaker: loudness between them is part of how anger sounds."""
    sample = own[:: max(1, len(own) // 12)]
    gains = []
    for clip in sample:
        raw, _ = _raw(data, clip)
        gains.append(np.sqrt(np.mean(levelled(raw) ** 2) / (np.mean(raw**2) + 1e-12)))
    return float(np.median(gains)) * 10 ** (level_db / 20)


def _raw(data: Path, clip: Clip) -> tuple[Samples, int]:
    sound, rate_hz = soundfile.read(data / "ser" / clip.path, dtype="float32", always_2d=True)
    return sound.mean(axis=1)[: int(LONGEST_S * rate_hz)], rate_hz


def _sound(
    data: Path,
    clip: Clip,
    scale: float,
    line: Line,
    rng: np.random.Generator,
    talk: Samples | None,
) -> Samples:
    raw, rate_hz = _raw(data, clip)
    return through(raw * scale, rate_hz, line, rng, talk)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def _cache_path(speaker: tuple[str, str], own: Sequence[Clip], model: str, view: View) -> Path:
    recipe = _RECIPE + (LINES if view.number > 0 else "")
    key = "\n".join([recipe, model, str(view), *sorted(clip.path for clip in own)])
    name = f"{speaker[1].replace(' ', '')}-{hashlib.sha256(key.encode()).hexdigest()[:16]}.npz"
    return cache_folder() / model / speaker[0] / name


def _write(path: Path, kept: Sequence[Seen]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part.npz")
    np.savez(
        part,
        paths=np.array([one.clip.path for one in kept]),
        lengths=np.array([one.states.shape[0] for one in kept]),
        states=np.concatenate([one.states for one in kept]),
        sizes=np.array([one.sound.size for one in kept]),
        sounds=(np.concatenate([one.sound for one in kept]) * 32767).astype(np.int16),
    )
    part.replace(path)


def _read(path: Path, clips: dict[str, Clip]) -> list[Seen]:
    with np.load(path) as kept:
        states = np.split(kept["states"], np.cumsum(kept["lengths"])[:-1])
        sounds = np.split(kept["sounds"], np.cumsum(kept["sizes"])[:-1])
        return [
            Seen(clips[str(name)], part, sound.astype(np.float32) / 32767)
            for name, part, sound in zip(kept["paths"], states, sounds, strict=True)
        ]
