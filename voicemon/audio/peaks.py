"""What a waveform needs to be drawn: lowest and highest sample of each stretch of time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voicemon.types import SAMPLE_RATE_HZ, Samples

PAIRS_PER_S = 50
"""A 10 min call has 30,000 pairs a channel (60 kB): one pair a pixel when 26 s fill a 1280 px page,
and 23 pairs a pixel when the whole call does. A 4 h call stays below 1.5 MB a channel."""


class PeakMeter:
    """Collects int8 (lowest, highest) pairs of every channel, `PAIRS_PER_S` of them a second."""

    def __init__(self, channel_count: int, rate_hz: int = SAMPLE_RATE_HZ) -> None:
        self.pairs_per_s = PAIRS_PER_S
        self._window = rate_hz // PAIRS_PER_S
        self._rest: Samples = np.zeros((channel_count, 0), np.float32)
        self._pairs: list[NDArray[np.int8]] = []

    def feed(self, block: Samples) -> None:
        """Takes the next samples [channels, n], n as it comes."""
        held = np.concatenate([self._rest, block], axis=1) if self._rest.size else block
        whole = held.shape[1] // self._window * self._window
        if whole:
            self._pairs.append(_pairs(held[:, :whole].reshape(len(held), -1, self._window)))
        self._rest = held[:, whole:].copy()

    def pairs(self) -> NDArray[np.int8]:
        """All pairs so far [channels, m, 2]: lowest, highest; ±127 is full scale."""
        last = [_pairs(self._rest[:, None, :])] if self._rest.shape[1] else []
        if not self._pairs and not last:
            return np.zeros((len(self._rest), 0, 2), np.int8)
        return np.concatenate([*self._pairs, *last], axis=1)


def _pairs(windows: Samples) -> NDArray[np.int8]:
    """[channels, m, window] → [channels, m, 2], rounded outwards so that no peak is lost."""
    low = np.floor(np.clip(windows.min(axis=2), -1.0, 1.0) * 127.0)
    high = np.ceil(np.clip(windows.max(axis=2), -1.0, 1.0) * 127.0)
    return np.stack([low, high], axis=2).astype(np.int8)
