"""Are two channels the same sound? Found out second by second, so that speech can be judged by
what was known when it was complete.
"""

from __future__ import annotations

import threading

import numpy as np

from voicemon.audio.channels import ChannelCheck, Fault
from voicemon.types import SAMPLE_RATE_HZ, Samples

QUIET = 0.003  # a second below this peak has no active part; leaving it out changes nothing


class Sameness:
    """Compares the first two channels of a call; with fewer nothing is ever the same."""

    def __init__(self) -> None:
        self._check = ChannelCheck(2)
        self._seconds: tuple[dict[int, Samples], dict[int, Samples]] = ({}, {})
        self._filled: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self._verdicts: list[bool] = []
        self._lock = threading.Lock()

    def hear(self, channel: int, first: int, samples: Samples) -> None:
        """Samples of channel 0 or 1 at 16 kHz; `first` counts since the call began."""
        if channel > 1:
            return
        at = 0
        while at < len(samples):
            second, offset = divmod(first + at, SAMPLE_RATE_HZ)
            part = samples[at : at + SAMPLE_RATE_HZ - offset]
            at += len(part)
            self._put(channel, second, offset, part)

    def at(self, at_s: float) -> bool:
        """Whether they were known to be the same at that moment of the call."""
        with self._lock:
            known = min(int(at_s), len(self._verdicts))
            return self._verdicts[known - 1] if known > 0 else False

    def _put(self, channel: int, second: int, offset: int, part: Samples) -> None:
        if second < len(self._verdicts):
            return
        mine = self._seconds[channel]
        if max(part.max(), -part.min()) >= QUIET:
            if second not in mine:
                mine[second] = np.zeros(SAMPLE_RATE_HZ, np.float32)
            mine[second][offset : offset + len(part)] = part
        self._filled[channel][second] = offset + len(part)
        if offset + len(part) == SAMPLE_RATE_HZ:
            self._judge()

    def _judge(self) -> None:
        """Every second that both channels have passed; one with a gap counts as silence there."""
        passed = [max(filled, default=-1) for filled in self._filled]
        full = [
            last if filled.get(last) == SAMPLE_RATE_HZ else last - 1
            for last, filled in zip(passed, self._filled, strict=True)
        ]
        for second in range(len(self._verdicts), min(full) + 1):
            first, other = (mine.pop(second, None) for mine in self._seconds)
            if first is not None or other is not None:
                silence = np.zeros(SAMPLE_RATE_HZ, np.float32)
                pair = [silence if each is None else each for each in (first, other)]
                self._check.feed(np.stack(pair))
            same = any(each.fault is Fault.SAME for each in self._check.findings())
            with self._lock:
                self._verdicts.append(same)
            for filled in self._filled:
                filled.pop(second, None)
        for mine, filled in zip(self._seconds, self._filled, strict=True):
            for late in [each for each in mine if each < max(filled, default=0) - 60]:
                del mine[late]
