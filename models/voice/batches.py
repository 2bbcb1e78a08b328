"""Batches of pooled vectors, each compared with what its speaker was heard to say before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import IterableDataset

from models.voice.states import Seen


@dataclass(frozen=True, slots=True)
class Batch:
    """`pooled` and `usual` [clips, 2 × dim], `targets` [clips, 2] (anger, arousal)."""

    pooled: Tensor
    usual: Tensor
    targets: Tensor


class CallBatches(IterableDataset[Batch]):
    """`steps` batches of all clips; in each the speakers' clips come in another order of call."""

    def __init__(
        self,
        seen: Sequence[Seen],
        pooled: Tensor,
        everyone: Tensor,
        prior: float,
        steps: int,
        seed: int,
    ) -> None:
        speakers = np.array([one.clip.speaker for one in seen])
        self._own = [np.flatnonzero(speakers == speaker) for speaker in np.unique(speakers)]
        self._pooled, self._everyone, self._prior = pooled, everyone, prior
        self._targets = torch.tensor([[one.clip.anger, one.clip.arousal] for one in seen])
        self._steps = steps
        self._rng = np.random.default_rng(seed)

    def __iter__(self) -> Iterator[Batch]:
        for _ in range(self._steps):
            usual = torch.empty_like(self._pooled)
            for own in self._own:
                order = self._rng.permutation(own)
                usual[order] = running(self._pooled[order], self._everyone, self._prior)
            yield Batch(self._pooled, usual, self._targets.float())


def running(pooled: Tensor, everyone: Tensor, prior: float) -> Tensor:
    """The usual before each of one speaker's clips in order, shrunk towards everyone's mean."""
    before = torch.cat([torch.zeros_like(pooled[:1]), pooled.cumsum(dim=0)[:-1]])
    heard = torch.arange(len(pooled))[:, None]
    return (before + prior * everyone) / (heard + prior)


def padded(parts: Sequence[np.ndarray]) -> tuple[Tensor, Tensor]:
    """[frames, dim] each → [clips, longest, dim] and relative lengths [clips]."""
    longest = max(part.shape[0] for part in parts)
    states = torch.zeros(len(parts), longest, parts[0].shape[1])
    for row, part in enumerate(parts):
        states[row, : part.shape[0]] = torch.from_numpy(part.astype(np.float32))
    return states, torch.tensor([part.shape[0] / longest for part in parts])
