"""What is heard of a running call by people who listen in, while they do.

The tap stands where the tape stands: behind pauses, a withdrawn consent and the end, and its sound
waits as long as the tape's (`held`), so that the tone of a key is never heard. What the tape must
forget, it forgets too. While nobody listens it keeps nothing.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from voicemon.errors import Conflict
from voicemon.runtime.live.gate import QUIET
from voicemon.runtime.live.held import HELD_S, Held, Levels, runs
from voicemon.runtime.live.reel import Track
from voicemon.runtime.live.tracks import Channel
from voicemon.types import SAMPLE_RATE_HZ, Role

MOST_LISTENERS = 4
PACKET_S = 0.1  # given on at once
KEPT_S = 2.0  # of a channel, for a listener who does not keep up; older sound is left out
NARROW_HZ = 8_000
_QUIET = round(QUIET * 32768)


@dataclass(frozen=True, slots=True)
class Sound:
    """Successive samples of one channel, at the tap's rate; without `levels` they are silence."""

    channel: int
    role: Role
    start: int
    count: int
    levels: Levels | None

    @property
    def end(self) -> int:
        """One past its last sample."""
        return self.start + self.count


class Taken(NamedTuple):
    """What a listener is to hear next. `forget`: nothing of what came before may be played any
    more. `dropped_s`: of sound left out so far. `ended`: why nothing more will come.
    """

    sounds: Sequence[Sound]
    forget: bool
    dropped_s: float
    ended: str | None


class Listener:
    """What waits for one who listens in. `wake` is called from any thread when there is something
    to `take`, once until that is done, and must not block.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._waiting: dict[int, deque[Sound]] = {}
        self._told = False
        self._forget = False
        self._dropped_s = 0.0
        self._ended: str | None = None

    def put(self, sound: Sound, rate_hz: int) -> None:
        """One more; the oldest that does not fit is left out."""
        with self._lock:
            waiting = self._waiting.setdefault(sound.channel, deque())
            waiting.append(sound)
            while len(waiting) > 1 and sound.end - waiting[0].start > KEPT_S * rate_hz:
                self._dropped_s += waiting.popleft().count / rate_hz
        self._tell()

    def forget(self) -> None:
        """What waits, and what was given and not yet played, must not be heard."""
        with self._lock:
            self._waiting.clear()
            self._forget = True
        self._tell()

    def end(self, reason: str) -> None:
        """Nothing more will come."""
        with self._lock:
            self._ended = reason
        self._tell()

    @property
    def waits(self) -> bool:
        """Whether there is something to take."""
        return bool(self._waiting) or self.urgent

    @property
    def urgent(self) -> bool:
        """Whether there is something that must not wait: what is to be forgotten, the end."""
        return self._forget or self._ended is not None

    def take(self) -> Taken:
        """All that waits, channel by channel."""
        with self._lock:
            waiting, self._waiting = self._waiting, {}
            forget, self._forget, self._told = self._forget, False, False
            sounds = [each for channel in waiting.values() for each in _joined(channel)]
            return Taken(sounds, forget, self._dropped_s, self._ended)

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            self._wake()


class _Side:
    """One channel on its way to listeners."""

    def __init__(self, rate_hz: int) -> None:
        self.held = Held()
        self.track = Track(rate_hz)

    def put(self, start: int, rate_hz: int, levels: Levels) -> None:
        if rate_hz != self.held.rate_hz:  # another leg: a quarter of a second is left out
            self.forget()
        self.held.add(start, rate_hz, levels)

    def take(self, keep_s: float = HELD_S, least_s: float = PACKET_S) -> list[tuple[int, Levels]]:
        held = self.held
        if held.count < (keep_s + least_s) * held.rate_hz:
            return []
        taken = runs([(0, held.rate_hz, piece) for piece in held.take(keep_s)])
        return [self.track.place(start, rate_hz, levels) for _, rate_hz, start, levels in taken]

    def forget(self) -> None:
        self.held.pieces.clear()
        self.held.count = 0


class Tap:
    """One call's. Any thread may put and take; nothing here waits for a listener."""

    def __init__(self, channels: Sequence[Channel]) -> None:
        self.rate_hz = NARROW_HZ
        self._channels = channels
        self._lock = threading.Lock()
        self._listeners: dict[Listener, bool] = {}
        self._sides: dict[int, _Side] = {}
        self._keyed: dict[int, list[tuple[float, float]]] = {}
        self._over: str | None = None

    @property
    def shown(self) -> int:
        """How many listen, of those whom the agent may know of."""
        return sum(self._listeners.values())

    @property
    def channels(self) -> list[tuple[int, Role]]:
        """(number, role) of each so far."""
        return [(each.number, each.role) for each in self._channels]

    @property
    def heard_s(self) -> float:
        """How much of the call has come in."""
        return max((each.due_s for each in self._channels), default=0.0)

    def open(self, listener: Listener, *, shown: bool) -> None:
        """Somebody listens from now on. Conflict where the call is over, or too many listen."""
        with self._lock:
            if self._over is not None:
                raise Conflict("this call is over", "hear it under `calls` once it is stored")
            if len(self._listeners) >= MOST_LISTENERS:
                raise Conflict(
                    f"{MOST_LISTENERS} people listen to this call already",
                    "ask one of them to leave",
                )
            if not self._listeners:
                self._begin()
            self._listeners = self._listeners | {listener: shown}

    def leave(self, listener: Listener) -> None:
        """Somebody listens no more."""
        with self._lock:
            self._listeners = {e: shown for e, shown in self._listeners.items() if e != listener}
            if not self._listeners:
                self._sides = {}

    # -- what the call says; any thread

    def hear(self, channel: Channel, start: int, rate_hz: int, levels: Levels) -> None:
        """Audio of a channel; `start` counts samples at `rate_hz` since the call began."""
        if not self._listeners:
            return
        with self._lock:
            if not self._listeners:
                return
            side = self._side(channel.number)
            side.put(start, rate_hz, levels)
            self._give(channel, side.take())

    def silence(self, channel: Channel, from_s: float, to_s: float) -> None:
        """A key's tone in this span: not to be heard, by those who come within it either."""
        with self._lock:
            recent = [each for each in self._keyed.get(channel.number, []) if each[1] > from_s]
            self._keyed[channel.number] = [*recent, (from_s, to_s)]
            if channel.number in self._sides:
                self._sides[channel.number].held.silences.append((from_s, to_s))

    def wipe(self) -> None:
        """What was said last must not be heard."""
        with self._lock:
            for side in self._sides.values():
                side.forget()
            for listener in self._listeners:
                listener.forget()

    def close(self, reason: str, *, at_once: bool = False) -> None:
        """Nothing more will come; `at_once`: nor may what came last be heard."""
        with self._lock:
            if self._over is not None:
                return
            self._over = reason
            if not at_once:
                self._rest()
            for listener in self._listeners:
                if at_once:
                    listener.forget()
                listener.end(reason)
            self._listeners, self._sides = {}, {}

    def _begin(self) -> None:
        """The first one listens: telephones are given as they are, all else at 16 kHz."""
        rates = [each.rate_hz for each in self._channels if each.began]
        narrow = bool(rates) and max(rates) <= NARROW_HZ
        self.rate_hz = NARROW_HZ if narrow else SAMPLE_RATE_HZ

    def _side(self, number: int) -> _Side:
        side = self._sides.get(number)
        if side is None:
            side = self._sides[number] = _Side(self.rate_hz)
            side.held.silences += self._keyed.get(number, [])
        return side

    def _rest(self) -> None:
        for channel in self._channels:
            if channel.number in self._sides:
                self._give(channel, self._sides[channel.number].take(0.0, 0.0))

    def _give(self, channel: Channel, pieces: list[tuple[int, Levels]]) -> None:
        for start, levels in pieces:
            if not len(levels):
                continue
            loud = max(int(levels.max()), -int(levels.min())) >= _QUIET
            role, count = channel.role, len(levels)
            sound = Sound(channel.number, role, start, count, levels if loud else None)
            for listener in self._listeners:
                listener.put(sound, self.rate_hz)


def _joined(sounds: Sequence[Sound]) -> list[Sound]:
    """Successive sounds of one channel as one, silence apart from sound."""
    joined: list[list[Sound]] = []
    for each in sounds:
        last = joined[-1][-1] if joined else None
        if last and last.end == each.start and (last.levels is None) == (each.levels is None):
            joined[-1].append(each)
        else:
            joined.append([each])
    return [_one(run) for run in joined]


def _one(run: Sequence[Sound]) -> Sound:
    levels = [each.levels for each in run if each.levels is not None]
    count = sum(each.count for each in run)
    return replace(run[0], count=count, levels=np.concatenate(levels) if levels else None)
