"""All clips of all views as one batch, each less a mean of its own; each member's draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.voice.corpora import Clip
from models.voice.vectors import Table, from_own


@dataclass(frozen=True, slots=True)
class Batch:
    """`vectors` [clips, dim + tones]; `targets` [clips, 2] (anger, arousal), soft.

    `weights` [clips, members] say how much a clip counts for a member; `odds` [2, members] make
    angry and other clips count alike.
    """

    vectors: Tensor
    targets: Tensor
    weights: Tensor
    odds: Tensor


def batch(
    tables: Sequence[Table],
    centre: NDArray[np.float32],
    scale: NDArray[np.float32],
    members: int,
    seed: int,
    less: Literal["speaker", "corpus"] = "speaker",
) -> Batch:
    """One batch of everything, each clip less the mean of its speaker or its set.

    One member hears all speakers; of several each has its own draw.
    """
    clips = [clip for one in tables for clip in one.clips]
    vectors = np.concatenate([from_own(one, centre, scale, less) for one in tables])
    targets = np.array([[clip.anger, clip.arousal] for clip in clips])
    weights = _alike(clips)[:, None] * _draws(clips, members, seed)
    weights /= weights.mean(axis=0)
    angry = (weights * targets[:, :1]).mean(axis=0)
    odds = np.stack([0.5 / angry, 0.5 / (1 - angry)])
    return Batch(*(torch.from_numpy(x).float() for x in (vectors, targets, weights, odds)))


def _alike(clips: Sequence[Clip]) -> NDArray[np.float64]:
    """Every corpus counts the same."""
    corpora = np.array([clip.corpus for clip in clips])
    return np.array([1 / np.sum(corpora == clip.corpus) for clip in clips])


def _draws(clips: Sequence[Clip], members: int, seed: int) -> NDArray[np.float64]:
    """How often each member drew each clip's speaker, from its corpus with replacement."""
    if members == 1:
        return np.ones((len(clips), 1))
    rng = np.random.default_rng(seed)
    found = np.zeros((len(clips), members))
    owners = np.array([f"{clip.corpus} {clip.speaker}" for clip in clips])
    for corpus in sorted({clip.corpus for clip in clips}):
        speakers = sorted({clip.speaker for clip in clips if clip.corpus == corpus})
        for member in range(members):
            drawn = rng.integers(0, len(speakers), len(speakers))
            for number, speaker in enumerate(speakers):
                found[owners == f"{corpus} {speaker}", member] = np.sum(drawn == number)
    return found
