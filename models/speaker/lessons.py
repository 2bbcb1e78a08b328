"""Windows of speakers whose licence lets a shipped model learn, through telephone lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import IterableDataset

from models.eval.words import channels
from models.voice.channel import levelled, random_line, through
from models.voice.corpora import TRAINED, clips
from voicemon.types import SAMPLE_RATE_HZ
from voicemon.utterances.diarization import WINDOW
from voicemon.utterances.embedder import MELS, level, mel

Spectrum = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Batch:
    """`mels` [batch, 120, 40], power at the known level; `speaker` [batch, 1]."""

    mels: Tensor
    speaker: Tensor

    def to(self, device: str) -> Batch:
        """On another device."""
        return Batch(self.mels.to(device), self.speaker.to(device))


def spectra(
    data: Path, speeds: Sequence[float], lines: int, seed: int
) -> dict[str, list[Spectrum]]:
    """Speaker (a tempo of one is another one) → mel power [frames, 40] of their clips."""
    rng = np.random.default_rng(seed)
    found: dict[str, list[Spectrum]] = {}
    wanted = clips(data, TRAINED)
    sounds = [levelled(channels(data / "ser" / clip.path)[0]) for clip in wanted]
    for clip, sound in zip(wanted, sounds, strict=True):
        babble = sounds[int(rng.integers(len(sounds)))]
        for speed in speeds:
            for _ in range(lines):
                line = replace(random_line(rng), speed=speed)
                heard = through(sound, SAMPLE_RATE_HZ, line, rng, babble)
                found.setdefault(f"{clip.speaker} × {speed}", []).append(
                    mel(heard.astype(np.float32))
                )
    return found


class Windows(IterableDataset[Batch]):
    """`steps` batches: speakers by lot, of each a clip and a place in it by lot."""

    def __init__(self, known: dict[str, list[Spectrum]], steps: int, batch: int, seed: int) -> None:
        self._known = [known[name] for name in sorted(known)]
        self._steps, self._batch, self._seed = steps, batch, seed

    @property
    def speakers(self) -> int:
        """How many there are to be told apart."""
        return len(self._known)

    def __iter__(self) -> Iterator[Batch]:
        rng = np.random.default_rng(self._seed)
        for _ in range(self._steps):
            who = rng.integers(len(self._known), size=self._batch)
            taken = [self._window(rng, int(speaker)) for speaker in who]
            yield Batch(torch.from_numpy(np.stack(taken)), torch.from_numpy(who)[:, None])

    def _window(self, rng: np.random.Generator, speaker: int) -> Spectrum:
        whole = self._known[speaker][int(rng.integers(len(self._known[speaker])))]
        at = int(rng.integers(max(1, len(whole) - WINDOW)))
        return level(np.resize(whole[at : at + WINDOW], (WINDOW, MELS)))
