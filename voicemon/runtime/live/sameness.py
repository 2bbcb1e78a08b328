"""Are two channels the same sound, and does one leak into the other? Found out second by second, so
that speech can be judged by what was known at a moment of the call.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicemon.audio.channels import ChannelCheck, Fault
from voicemon.audio.crosstalk import Leak, LeakMeter
from voicemon.types import SAMPLE_RATE_HZ, Samples

QUIET = 0.003  # a second below this peak has no active part; leaving it out changes nothing
KEPT_S = 60  # of the channels' loudness
_TENTH = SAMPLE_RATE_HZ // 10
_Powers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known at the end of a second; the leak into each channel."""

    same: bool
    leaks: tuple[Leak | None, Leak | None]


_NOTHING = _Known(False, (None, None))


class Sameness:
    """Compares the first two channels of a call; with fewer nothing is ever found."""

    def __init__(self) -> None:
        self._check = ChannelCheck(2)
        self._meters = (LeakMeter(), LeakMeter())  # by the channel that it leaks into
        self._seconds: tuple[dict[int, Samples], dict[int, Samples]] = ({}, {})
        self._filled: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self._known: list[_Known] = []
        self._powers: deque[tuple[_Powers, _Powers]] = deque(maxlen=KEPT_S)
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
        return self._at(at_s).same

    def leak(self, into: int, at_s: float) -> Leak | None:
        """What was known at that moment to leak into a channel from the other."""
        return self._at(at_s).leaks[into] if into < 2 else None

    def energy(self, channel: int, from_s: float, to_s: float) -> float:
        """Of a channel's sound, in tenths of a second; what is long past or not known counts 0."""
        with self._lock:
            begins = (len(self._known) - len(self._powers)) * 10
            powers = [pair[channel] for pair in self._powers]
        first, last = (max(0, round(at_s * 10) - begins) for at_s in (from_s, to_s))
        return float(np.concatenate([*powers, []])[first:last].sum()) * _TENTH

    def _at(self, at_s: float) -> _Known:
        with self._lock:
            known = min(int(at_s), len(self._known))
            return self._known[known - 1] if known > 0 else _NOTHING

    def _put(self, channel: int, second: int, offset: int, part: Samples) -> None:
        if second < len(self._known):
            return
        mine = self._seconds[channel]
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
        for second in range(len(self._known), min(full) + 1):
            first, other = (mine.pop(second, None) for mine in self._seconds)
            self._compare(first, other)
            for filled in self._filled:
                filled.pop(second, None)
        for mine, filled in zip(self._seconds, self._filled, strict=True):
            for late in [each for each in mine if each < max(filled, default=0) - KEPT_S]:
                del mine[late]

    def _compare(self, *sounds: Samples | None) -> None:
        """The next second of both channels."""
        known = self._known[-1] if self._known else _NOTHING
        silence = np.zeros(SAMPLE_RATE_HZ, np.float32)
        first, other = (silence if s is None or _peak(s) < QUIET else s for s in sounds)
        if first is not silence or other is not silence:
            self._check.feed(np.stack([first, other]))
            same = any(each.fault is Fault.SAME for each in self._check.findings())
            leaks = (self._meters[0].feed(first, other), self._meters[1].feed(other, first))
            known = _Known(same, leaks)
        with self._lock:
            self._known.append(known)
            self._powers.append((_powers(first), _powers(other)))


def _peak(samples: Samples) -> float:
    return max(float(samples.max()), -float(samples.min()))


def _powers(samples: Samples) -> _Powers:
    """Of each tenth of a second."""
    squares: _Powers = np.square(samples, dtype=np.float64).reshape(-1, _TENTH).mean(axis=1)
    return squares
