"""Audio that waits a moment before it goes anywhere, so that a key's tone can be silenced in it.

What is written onto the tape and what somebody who listens in hears both come out of here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

HELD_S = 0.25

Levels = NDArray[np.int16]


@dataclass
class Held:
    """Audio of one channel that has not gone out yet."""

    rate_hz: int = 8_000
    pieces: list[tuple[int, Levels]] = field(default_factory=list)
    count: int = 0
    silences: list[tuple[float, float]] = field(default_factory=list)

    def add(self, start: int, rate_hz: int, levels: Levels) -> None:
        """Successive audio; `start` counts samples at `rate_hz` since the call began."""
        self.rate_hz = rate_hz
        self.pieces.append((start, levels))
        self.count += len(levels)

    def take(self, keep_s: float) -> list[tuple[int, Levels]]:
        """All but the last `keep_s`, silenced where it must be."""
        spare = self.count - round(keep_s * self.rate_hz)
        taken: list[tuple[int, Levels]] = []
        while self.pieces and spare > 0:
            start, levels = self.pieces.pop(0)
            if len(levels) > spare:
                self.pieces.insert(0, (start + spare, levels[spare:]))
                levels = levels[:spare]
            spare -= len(levels)
            self.count -= len(levels)
            taken.append((start, self._silenced(start, levels)))
        return taken

    def _silenced(self, start: int, levels: Levels) -> Levels:
        end_s = (start + len(levels)) / self.rate_hz
        quiet = levels
        for from_s, to_s in self.silences:
            first = max(0, round(from_s * self.rate_hz) - start)
            last = min(len(levels), round(to_s * self.rate_hz) - start)
            if first < last:
                quiet = quiet.copy()
                quiet[first:last] = 0
        self.silences = [each for each in self.silences if each[1] > end_s]
        return quiet


def runs(
    taken: Sequence[tuple[int, int, tuple[int, Levels]]],
) -> list[tuple[int, int, int, Levels]]:
    """Successive pieces of a channel as one."""
    joined: list[tuple[int, int, int, list[Levels], int]] = []
    for channel, rate_hz, (start, levels) in taken:
        if joined and joined[-1][:2] == (channel, rate_hz) and joined[-1][4] == start:
            last = joined[-1]
            last[3].append(levels)
            joined[-1] = (*last[:4], start + len(levels))
        else:
            joined.append((channel, rate_hz, start, [levels], start + len(levels)))
    return [(c, r, s, np.concatenate(pieces)) for c, r, s, pieces, _ in joined]
