"""Takes out of each of two channels what leaks into it from the other, while the call runs.

A leak is measured in whole seconds of both channels (`sameness`). It is taken out of sound that is
at least `SLACK_S` younger than what it was measured in, so that channels that arrive a little apart
need not wait for each other; only where there is a leak a channel waits for the moment that leaks
into it. So what comes out is a function of the audio, as long as neither channel stalls.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from voicemon.audio.crosstalk import MOST_LAG, Leak
from voicemon.runtime.live.sameness import Sameness
from voicemon.types import SAMPLE_RATE_HZ, Samples, SpeechSegment

SLACK_S = 1
KEPT = SAMPLE_RATE_HZ  # of a channel whose other one is not waited for


@dataclass(slots=True)
class Piece:
    """Successive samples; `first` counts since the call began. `ends` says that none follow."""

    start_s: float
    first: int
    samples: Samples
    ends: bool = False

    @property
    def end(self) -> int:
        """One past its last sample."""
        return self.first + len(self.samples)

    def parted(self, at: int) -> tuple[Piece, Piece]:
        """Before and from this sample of the call on."""
        count = at - self.first
        rest_s = self.start_s + count / SAMPLE_RATE_HZ
        return (
            Piece(self.start_s, self.first, self.samples[:count]),
            Piece(rest_s, at, self.samples[count:], self.ends),
        )


@dataclass(slots=True)
class _Side:
    """A channel: what waits to be given on, what was heard lately, and how far."""

    waiting: deque[Piece] = field(default_factory=deque)
    lately: deque[Piece] = field(default_factory=deque)
    reached: int = 0
    ended: bool = False

    @property
    def due(self) -> int:
        """What is given on next."""
        return self.waiting[0].first if self.waiting else self.reached


class Leaks:
    """One call's. `is_waited_for(channel, heard until, s)` tells whether more comes soon."""

    def __init__(self, same: Sameness, is_waited_for: Callable[[int, float], bool]) -> None:
        self.same = same
        self._is_waited_for = is_waited_for
        self._sides = (_Side(), _Side())

    def put(self, channel: int, piece: Piece) -> None:
        """What a channel of number 0 or 1 brings next."""
        side, other = self._sides[channel], self._sides[1 - channel]
        self.same.hear(channel, piece.first, piece.samples)
        side.waiting.append(piece)
        side.lately.append(piece)
        side.reached, side.ended = piece.end, piece.ends
        needed = min(other.due, side.reached)
        if not self._comes(1 - channel):
            needed = max(needed, side.reached - KEPT)
        while side.lately and side.lately[0].end <= needed - MOST_LAG:
            side.lately.popleft()

    def take(self, channel: int, *, all_of_it: bool = False) -> list[Piece]:
        """What is known to be free of leaks now, in order."""
        side, found = self._sides[channel], []
        while side.waiting:
            piece = side.waiting[0]
            known_s = max(0, piece.first // SAMPLE_RATE_HZ - SLACK_S)
            leak = self.same.leak(channel, known_s)
            end = min(piece.end, (piece.first // SAMPLE_RATE_HZ + 1) * SAMPLE_RATE_HZ)
            if not all_of_it:
                end = self._until(channel, end, known_s * SAMPLE_RATE_HZ, leak)
            if end < piece.end and end <= piece.first:
                break
            side.waiting.popleft()
            if end < piece.end:
                piece, rest = piece.parted(end)
                side.waiting.appendleft(rest)
            found.append(self._cleaned(channel, piece, leak) if leak else piece)
        return found

    def left(self, channel: int, segment: SpeechSegment, known_s: float) -> float:
        """The share of a segment's energy that leaked in before the leak was known, 0–1; by what
        was known at a moment of the call.
        """
        leak = self.same.leak(channel, known_s)
        if leak is None:
            return 0.0
        seconds = range(int(segment.start_s), int(min(segment.end_s, known_s)) + 1)
        since_s = next((s for s in seconds if self.same.leak(channel, s - SLACK_S)), known_s)
        end_s = min(segment.end_s, since_s, int(known_s))
        count = round((end_s - segment.start_s) * SAMPLE_RATE_HZ)
        if count <= 0:
            return 0.0
        leaked = leak.gain**2 * self.same.energy(1 - channel, segment.start_s, end_s)
        return min(1.0, leaked / (float(np.square(segment.samples[:count]).sum()) + 1e-12))

    def forget(self, channel: int) -> None:
        """What waits and what was heard lately, gone."""
        side = self._sides[channel]
        side.waiting.clear()
        side.lately.clear()

    def _until(self, channel: int, end: int, known: int, leak: Leak | None) -> int:
        """Up to where the other channel tells enough."""
        other = self._sides[1 - channel]
        needed = end + MOST_LAG if leak else known
        if other.reached >= needed or not self._comes(1 - channel):
            return end
        return 0 if other.reached < known else min(end, other.reached - MOST_LAG)

    def _comes(self, channel: int) -> bool:
        """Whether more of a channel is on its way."""
        side = self._sides[channel]
        return not side.ended and self._is_waited_for(channel, side.reached / SAMPLE_RATE_HZ)

    def _cleaned(self, channel: int, piece: Piece, leak: Leak) -> Piece:
        """A piece without the leak; what the other channel has not brought counts as silence."""
        first = piece.first - leak.lag
        source = np.zeros(len(piece.samples), np.float32)
        for heard in self._sides[1 - channel].lately:
            a, b = max(first, heard.first), min(first + len(source), heard.end)
            if a < b:
                source[a - first : b - first] = heard.samples[a - heard.first : b - heard.first]
        samples = piece.samples - np.float32(leak.gain) * source
        return Piece(piece.start_s, piece.first, samples, piece.ends)
