"""What the product measures of a clip, once for every line, and kept on disk.

A clip is sent through the line, its encoder states are computed as the transcriber computes them
(the speaker's clips packed into windows of 30 s), and its tone and prosody are measured. Kept are
the sound (16 bit), the states' mean over time, the tone and the figures: everything that the
witnesses read, so that a composed call costs no more than its words.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from models.voice import channel
from models.voice.states import cache_folder
from voicemon.evidence import audible as audible_room
from voicemon.evidence import figures, prosody
from voicemon.evidence.audible import audible
from voicemon.evidence.prosody import ProsodyWitness
from voicemon.evidence.voice import tone as tone_room
from voicemon.evidence.voice.tone import tone
from voicemon.simulate.clips import Clip
from voicemon.simulate.compose import Line
from voicemon.types import SAMPLE_RATE_HZ, Role, Samples, Utterance

RECIPE = "1"  # part of the cache's key: raise it when what this file computes changes
WINDOW_S = 30.0
FRAME_S = 0.02
LONGEST_S = 15.0
_GAP_S = 0.2
_MEASURES = (audible_room, channel, figures, prosody, tone_room)  # part of the cache's key
_NO_WORDS = Utterance("", "", Role.CUSTOMER, 0.0, 0.0, "", (), "en", 0.0, 0.0)
Encode = Callable[[Samples, float], NDArray[np.floating]]
"""Samples and a window's length → encoder states [50 × length, dim]."""


@dataclass(frozen=True, slots=True)
class Sound:
    """One clip on one line: 16 kHz `pcm` [n] int16, `states` [dim] their mean, `tone`, `figures`.

    `figures` is what the prosody witness measures without words; empty where nothing was audible.
    """

    pcm: NDArray[np.int16]
    states: NDArray[np.float32]
    tone: NDArray[np.float32]
    figures: Mapping[str, float]

    @property
    def samples(self) -> Samples:
        """−1…1."""
        return samples_of(self.pcm)


class Sounds:
    """The clips of a library as they sound on a line.

    `whisper` names the encoder; `encoder` gives it and is called only where the cache lacks.
    """

    def __init__(
        self,
        data: Path,
        whisper: str,
        encoder: Callable[[str], Encode],
        folder: Path | None = None,
    ) -> None:
        self._data = data
        self._whisper = whisper
        self._encoder = encoder
        self._folder = folder or cache_folder().parent / "composed"
        self.of_speaker = lru_cache(maxsize=48)(self._of_speaker)

    def _of_speaker(self, clips: tuple[Clip, ...], line: Line) -> Mapping[str, Sound]:
        """Name → sound of all clips of one speaker, from the cache where it is there."""
        path = self._folder / self._whisper / f"{self._key(clips, line)}.npz"
        if not path.exists():
            _write(path, [clip.name for clip in clips], list(self._made(clips, line)))
        return _read(path)

    def _key(self, clips: Sequence[Clip], line: Line) -> str:
        source = "".join(inspect.getsource(each) for each in _MEASURES)
        size = [(clip.name, (self._data / "ser" / clip.name).stat().st_size) for clip in clips]
        way = (line.coding, line.gain_db, line.snr_db)
        text = repr((RECIPE, self._whisper, way, size, hashlib.sha256(source.encode()).hexdigest()))
        return f"{clips[0].speaker.name}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"

    def _made(self, clips: Sequence[Clip], line: Line) -> Iterator[Sound]:
        raw = [_raw(self._data / "ser" / clip.name) for clip in clips]
        scale = _speaker_gain([sound for sound, _ in raw])
        way = channel.Line(coding=line.coding, gain_db=line.gain_db, snr_db=line.snr_db)
        rng = np.random.default_rng(zlib.crc32(clips[0].speaker.name.encode()))
        pcm = [_pcm(channel.through(sound * scale, rate_hz, way, rng)) for sound, rate_hz in raw]
        encode = self._encoder(self._whisper)
        witness = ProsodyWitness()
        for window in _windows(pcm):
            for each, states in zip(window, _states(encode, window), strict=True):
                samples = samples_of(each)
                yield Sound(each, states, tone(samples), _figures(witness, samples))


def samples_of(pcm: NDArray[np.int16]) -> Samples:
    """16-bit levels → −1…1."""
    return pcm.astype(np.float32) / np.float32(32767)


def _pcm(samples: Samples) -> NDArray[np.int16]:
    return (np.clip(samples, -1, 1) * 32767).astype(np.int16)


def _figures(witness: ProsodyWitness, samples: Samples) -> dict[str, float]:
    heard = audible(samples)
    return {} if isinstance(heard, str) else witness.measure(heard, _NO_WORDS)


def _raw(path: Path) -> tuple[Samples, int]:
    sound, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    return sound.mean(axis=1)[: int(LONGEST_S * rate_hz)], rate_hz


def _speaker_gain(sounds: Sequence[Samples]) -> float:
    """One gain for all clips of a speaker: loudness between them is part of how anger sounds."""
    ratios = [
        np.sqrt(np.mean(channel.levelled(sound) ** 2) / (np.mean(sound**2) + 1e-12))
        for sound in sounds
    ]
    return float(np.median(ratios))


def _windows(sounds: Sequence[NDArray[np.int16]]) -> Iterator[list[NDArray[np.int16]]]:
    """As many after each other as a window holds."""
    window: list[NDArray[np.int16]] = []
    filled_s = 0.0
    for sound in sounds:
        length_s = sound.size / SAMPLE_RATE_HZ + _GAP_S
        if window and filled_s + length_s > WINDOW_S:
            yield window
            window, filled_s = [], 0.0
        window.append(sound)
        filled_s += length_s
    if window:
        yield window


def _states(encode: Encode, window: Sequence[NDArray[np.int16]]) -> list[NDArray[np.float32]]:
    """The mean of the states over each sound of a window."""
    gap = np.zeros(int(_GAP_S * SAMPLE_RATE_HZ), np.float32)
    whole = np.concatenate([part for sound in window for part in (samples_of(sound), gap)])
    states = encode(whole, WINDOW_S)
    per_frame, at, found = FRAME_S * SAMPLE_RATE_HZ, 0, []
    for sound in window:
        first, last = int(at / per_frame), int((at + sound.size) / per_frame)
        found.append(states[first : max(last, first + 1)].astype(np.float32).mean(axis=0))
        at += sound.size + gap.size
    return found


def _write(path: Path, names: Sequence[str], sounds: Sequence[Sound]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part.npz")
    np.savez(
        part,
        names=np.array(names),
        sizes=np.array([each.pcm.size for each in sounds]),
        pcm=np.concatenate([each.pcm for each in sounds]),
        states=np.stack([each.states for each in sounds]),
        tones=np.stack([each.tone for each in sounds]),
        figures=np.array([json.dumps(each.figures) for each in sounds]),
    )
    part.replace(path)


def _read(path: Path) -> Mapping[str, Sound]:
    with np.load(path) as kept:
        pcm = np.split(kept["pcm"], np.cumsum(kept["sizes"])[:-1])
        rows = zip(kept["names"], pcm, kept["states"], kept["tones"], kept["figures"], strict=True)
        return {
            str(name): Sound(sound, states, tones, json.loads(str(told)))
            for name, sound, states, tones, told in rows
        }
