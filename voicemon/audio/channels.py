"""What is odd about a recording's channels: twice the same, one silent, clipped, unheard."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from voicemon.types import SAMPLE_RATE_HZ, Samples

SAME_ABOVE = 0.98  # Pearson correlation over active parts: then two channels are one
SILENT_BELOW_DB = -60.0  # dBFS of a channel's loudest tenth of a second
CLIPPED_SHARE = 0.005  # of the active samples at full scale
_ACTIVE_DB = -50.0  # a frame this loud in either channel is active
_FULL_SCALE = 0.999
_FRAME = SAMPLE_RATE_HZ // 10
_Sums = NDArray[np.float64]


class Fault(StrEnum):
    """What can be wrong with channels."""

    SAME = "same"
    SILENT = "silent"
    CLIPPED = "clipped"


@dataclass(frozen=True, slots=True)
class ChannelFinding:
    """One finding: which channels (0-based), how strong, and a sentence for people."""

    fault: Fault
    channels: tuple[int, ...]
    measured: float
    note: str


class ChannelCheck:
    """Listens to blocks [channels, n] and says at the end what is odd. Constant memory."""

    def __init__(self, channel_count: int) -> None:
        self._count = channel_count
        self._n = 0
        self._sum: _Sums = np.zeros(channel_count)
        self._products: _Sums = np.zeros((channel_count, channel_count))
        self._clipped: _Sums = np.zeros(channel_count)
        self._active: _Sums = np.zeros(channel_count)
        self._loudest: _Sums = np.zeros(channel_count)

    def feed(self, block: Samples) -> None:
        """Takes the next samples [channels, n]; frames of 0.1 s, a shorter rest counts as one."""
        for start in range(0, block.shape[1], _FRAME * 100):
            self._frames(block[:, start : start + _FRAME * 100])

    def _frames(self, block: Samples) -> None:
        short = -block.shape[1] % _FRAME
        padded = np.pad(block, ((0, 0), (0, short))) if short else block
        frames = padded.reshape(self._count, -1, _FRAME)
        power = np.einsum("cfn,cfn->cf", frames, frames) / _FRAME
        self._loudest = np.maximum(self._loudest, power.max(axis=1))
        active = power > 10 ** (_ACTIVE_DB / 10)
        self._active += active.sum(axis=1) * _FRAME
        self._clipped += (np.abs(block) >= _FULL_SCALE).sum(axis=1)
        heard = frames[:, active.any(axis=0)].reshape(self._count, -1).astype(np.float64)
        self._n += heard.shape[1]
        self._sum += heard.sum(axis=1)
        self._products += heard @ heard.T

    def findings(self) -> list[ChannelFinding]:
        """Every finding, the gravest first."""
        silent = {f.channels[0] for f in self._silent()}
        same = [f for f in self._same() if not silent & set(f.channels)]
        return [*same, *self._silent(), *self._clipping()]

    def _same(self) -> list[ChannelFinding]:
        if not self._n:
            return []
        covariance = self._products / self._n - np.outer(self._sum, self._sum) / self._n**2
        spread = np.sqrt(np.maximum(np.diag(covariance), 1e-20))
        correlation = covariance / np.outer(spread, spread)
        return [
            ChannelFinding(
                Fault.SAME,
                (a, b),
                float(correlation[a, b]),
                f"channels {a + 1} and {b + 1} carry the same sound (correlation "
                f"{correlation[a, b]:.3f}): nobody can be known by the channel",
            )
            for a in range(self._count)
            for b in range(a + 1, self._count)
            if correlation[a, b] > SAME_ABOVE
        ]

    def _silent(self) -> list[ChannelFinding]:
        loudest_db = 10 * np.log10(np.maximum(self._loudest, 1e-12))
        return [
            ChannelFinding(
                Fault.SILENT,
                (channel,),
                float(loudest_db[channel]),
                f"channel {channel + 1} is silent ({loudest_db[channel]:.0f} dBFS at its loudest): "
                "was only one side recorded?",
            )
            for channel in range(self._count)
            if loudest_db[channel] < SILENT_BELOW_DB
        ]

    def _clipping(self) -> list[ChannelFinding]:
        share = self._clipped / np.maximum(self._active, 1.0)
        return [
            ChannelFinding(
                Fault.CLIPPED,
                (channel,),
                float(share[channel]),
                f"channel {channel + 1} is overdriven: {share[channel]:.1%} of its speech is "
                "clipped, so loudness and voice say less than usual",
            )
            for channel in range(self._count)
            if share[channel] > CLIPPED_SHARE
        ]
