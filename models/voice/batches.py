"""Speaker-wise batches: each clip comes with other clips of its speaker to be compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import IterableDataset

from models.voice.states import Seen

STRIDE = 2  # training looks at every second frame (40 ms), a statistic hardly moves for it
LONGEST_FRAMES = 100  # 4 s at that stride: longer clips are cropped at a random place


@dataclass(frozen=True, slots=True)
class Batch:
    """`states` [clips, frames, dim], relative `lengths`, `targets` [clips, 2] (anger, arousal),
    `usual` [clips, clips]: which clips each is compared with (1) or not (0).
    """

    states: Tensor
    lengths: Tensor
    targets: Tensor
    usual: Tensor


class SpeakerBatches(IterableDataset[Batch]):
    """`steps` batches of `speakers` × `clips_each`; every pass over it is another draw.

    Corpora are drawn evenly, then speakers evenly: the big set must not drown the small one. How
    many clips make the usual is drawn too (0 … all others), as it grows over a call.
    """

    def __init__(
        self, seen: Sequence[Seen], steps: int, speakers: int, clips_each: int, seed: int
    ) -> None:
        self._by_speaker: dict[str, dict[str, list[Seen]]] = {}
        for one in seen:
            corpus = self._by_speaker.setdefault(one.clip.corpus, {})
            corpus.setdefault(one.clip.speaker, []).append(one)
        self._steps, self._speakers, self._clips_each = steps, speakers, clips_each
        self._rng = np.random.default_rng(seed)

    def __iter__(self) -> Iterator[Batch]:
        for _ in range(self._steps):
            yield self._draw()

    def _draw(self) -> Batch:
        groups = []
        for _ in range(self._speakers):
            corpus = self._by_speaker[self._rng.choice(list(self._by_speaker))]
            own = corpus[self._rng.choice(list(corpus))]
            count = min(self._clips_each, len(own))
            groups.append([own[i] for i in self._rng.choice(len(own), count, replace=False)])
        return collate(groups, self._rng)


def collate(groups: Sequence[Sequence[Seen]], rng: np.random.Generator) -> Batch:
    """Clips grouped by speaker → one batch."""
    flat = [one for group in groups for one in group]
    states, lengths = padded([_cropped(one, rng) for one in flat])
    targets = torch.tensor([[one.clip.anger, one.clip.arousal] for one in flat])
    usual = np.zeros((len(flat), len(flat)), np.float32)
    at = 0
    for group in groups:
        size = len(group)
        block = usual[at : at + size, at : at + size]
        for row in range(size):
            others = np.delete(np.arange(size), row)
            block[row, rng.choice(others, rng.integers(0, size), replace=False)] = 1
        at += size
    return Batch(states, lengths, targets.float(), torch.from_numpy(usual))


def padded(parts: Sequence[np.ndarray]) -> tuple[Tensor, Tensor]:
    """[frames, dim] each → [clips, longest, dim] and relative lengths [clips]."""
    longest = max(part.shape[0] for part in parts)
    states = torch.zeros(len(parts), longest, parts[0].shape[1])
    for row, part in enumerate(parts):
        states[row, : part.shape[0]] = torch.from_numpy(part.astype(np.float32))
    return states, torch.tensor([part.shape[0] / longest for part in parts])


def _cropped(one: Seen, rng: np.random.Generator) -> np.ndarray:
    thinned = one.states[rng.integers(0, STRIDE) :: STRIDE]
    start = rng.integers(0, max(thinned.shape[0] - LONGEST_FRAMES, 0) + 1)
    return thinned[start : start + LONGEST_FRAMES]
