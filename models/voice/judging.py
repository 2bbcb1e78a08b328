"""What trained heads say of clips: raw, against the whole speaker, and as in a running call."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import torch
from numpy.typing import NDArray

from models.voice.batches import padded, running
from models.voice.states import Seen
from voicemon.evidence.voice.head import VocalHead

_AT_ONCE = 32


class Usual(StrEnum):
    """What a clip is compared with: nobody, the speaker's mean, or what a call would know."""

    RAW = "raw"
    OWN = "own"
    RUNNING = "running"


def pooled_by(head: VocalHead, seen: Sequence[Seen]) -> torch.Tensor:
    """Clips with plain encoder states → [clips, 2 × dim]."""
    parts = []
    head.eval()
    with torch.no_grad():
        for at in range(0, len(seen), _AT_ONCE):
            states, lengths = padded([one.states for one in seen[at : at + _AT_ONCE]])
            parts.append(head.pool(states, lengths))
    return torch.cat(parts)


def logits(
    heads: Sequence[VocalHead], seen: Sequence[Seen], usual: Usual, prior: float
) -> NDArray[np.float32]:
    """[clips, 2], the mean over `heads`. A call's order of clips is a fixed shuffle."""
    speakers = np.array([one.clip.speaker for one in seen])
    found = []
    for head in heads:
        vectors = pooled_by(head, seen)
        with torch.inference_mode():
            means = head.everyone.expand_as(vectors).clone()
            for speaker in np.unique(speakers):
                own = np.flatnonzero(speakers == speaker)
                means[own] = _usual(vectors[own], head.everyone, usual, prior)
            found.append(head.judge(vectors, means).numpy())
    mean: NDArray[np.float32] = np.mean(found, axis=0)
    return mean


def _usual(own: torch.Tensor, everyone: torch.Tensor, usual: Usual, prior: float) -> torch.Tensor:
    if usual is Usual.RAW:
        return everyone.expand_as(own)
    if usual is Usual.OWN:
        return own.mean(dim=0).expand_as(own)
    order = torch.from_numpy(np.random.default_rng(0).permutation(len(own)))
    means = torch.empty_like(own)
    means[order] = running(own[order], everyone, prior)
    return means
