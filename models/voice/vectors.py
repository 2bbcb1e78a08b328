"""Clips as vectors: the mean of their states beside the figures of their tone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models.voice.corpora import LEVELLED, Clip
from models.voice.states import Seen
from voicemon.evidence.voice.tone import NAMES, tone

TONES = len(NAMES)


@dataclass(frozen=True, slots=True)
class Table:
    """One view's `clips` and their `vectors` [clips, dim + tones]; NaN where a tone is unknown."""

    clips: tuple[Clip, ...]
    vectors: NDArray[np.float32]

    @property
    def dim(self) -> int:
        """Width of the encoder; the column of the level."""
        return self.vectors.shape[1] - TONES

    def only(self, kept: NDArray[np.bool_]) -> Table:
        """The rows that `kept` marks."""
        return Table(
            tuple(clip for clip, keep in zip(self.clips, kept, strict=True) if keep),
            self.vectors[kept],
        )

    def of_corpus(self, name: str) -> Table:
        """The rows of one corpus."""
        return self.only(np.array([clip.corpus == name for clip in self.clips]))

    def without(self, speakers: set[str]) -> Table:
        """The rows of all other speakers."""
        return self.only(np.array([clip.speaker not in speakers for clip in self.clips]))


def table(seen: Sequence[Seen]) -> Table:
    """The vectors of clips."""
    rows = [np.r_[one.states.astype(np.float32).mean(axis=0), tone(one.sound)] for one in seen]
    return Table(tuple(one.clip for one in seen), np.stack(rows).astype(np.float32))


def standards(tables: Sequence[Table]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Centre and scale [dim + tones]: the mean, and the spread within speakers.

    The level's come from the sets that were not levelled.
    """
    centre = np.nanmean(np.concatenate([one.vectors for one in tables]), axis=0)
    within = np.concatenate([from_own(one, centre, np.ones_like(centre)) for one in tables])
    scale = within.std(axis=0) + 1e-3
    levels = within[within[:, tables[0].dim] != 0, tables[0].dim]
    scale[tables[0].dim] = levels.std() if levels.size else 4.0
    return centre.astype(np.float32), scale.astype(np.float32)


def from_own(
    one: Table,
    centre: NDArray[np.float32],
    scale: NDArray[np.float32],
    less: Literal["speaker", "corpus"] = "speaker",
) -> NDArray[np.float32]:
    """Standardised vectors less the mean of each clip's `less`; no level where it was levelled."""
    standard = np.nan_to_num((one.vectors - centre) / scale, nan=0.0)
    owners = np.array([getattr(clip, less) for clip in one.clips])
    for owner in np.unique(owners):
        own = owners == owner
        standard[own] -= standard[own].mean(axis=0)
    standard[[clip.corpus in LEVELLED for clip in one.clips], one.dim] = 0.0
    return standard.astype(np.float32)
