"""Tracks of a running call: whose samples these are, and when in the call they were said."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from voicemon.types import Role

LONGEST_JUMP_S = 600.0  # a sender that leaps further has lost count
MOST_CHANNELS = 8
KEPT_ARRIVALS_S = 60.0
LUMP_S = 0.05  # audio of so long counts as having come in at once, with the first of it


@dataclass(eq=False)
class Channel:
    """One side's audio over the whole call, whoever delivers it. `due_s` is where it goes on."""

    number: int
    role: Role
    owner: Connection | None = None
    due_s: float = 0.0
    rate_hz: int = 8_000
    heard_at: float = 0.0  # wall clock (monotonic) of its last audio
    began: bool = False
    arrivals: deque[tuple[float, float]] = field(default_factory=deque)
    _lump_s: float = -1.0

    @property
    def is_open(self) -> bool:
        """Whether a connection delivers it."""
        return self.owner is not None and self.owner.is_open

    def arrived(self, until: int, rate_hz: int, now: float) -> None:
        """Audio came in at `now`, up to this sample of the call."""
        until_s = until / rate_hz
        self.due_s, self.rate_hz, self.heard_at, self.began = until_s, rate_hz, now, True
        if self.arrivals and until_s - self._lump_s < LUMP_S:
            now = self.arrivals.pop()[1]
        else:
            self._lump_s = until_s
        self.arrivals.append((until_s, now))
        while self.arrivals[0][0] < until_s - KEPT_ARRIVALS_S:
            self.arrivals.popleft()

    def arrival_of(self, at_s: float) -> float:
        """When the audio at `at_s` came in; the oldest moment known when it was before that."""
        for until_s, now in self.arrivals.copy():  # the socket's thread adds to it meanwhile
            if until_s >= at_s:
                return now
        return self.heard_at


@dataclass(eq=False)
class Connection:
    """One connection: the moment of the call at which its count of samples began."""

    origin_s: float
    join: bool
    opened_at: float = 0.0
    channels: dict[str, Channel] = field(default_factory=dict)
    is_open: bool = True
    lost_at: float | None = None
    paused: bool = False
    held: bool = False
    _shift_s: dict[str, float] = field(default_factory=dict)  # of tracks that lost count
    _next_s: dict[str, float] = field(default_factory=dict)  # by the sender's own count

    @property
    def roles(self) -> list[Role]:
        """Of its tracks, sorted."""
        return sorted(channel.role for channel in self.channels.values())

    def place(self, track: str, start: int, count: int, rate_hz: int) -> tuple[int, int] | None:
        """(samples to leave out at the front, first sample of the rest in the call); None for
        what was heard before. A leap of more than `LONGEST_JUMP_S` is taken as no leap.
        """
        due = round(self._next_s.get(track, 0.0) * rate_hz)
        if start < 0 or start - due > LONGEST_JUMP_S * rate_hz:
            self._shift_s[track] = self._shift_s.get(track, 0.0) + (due - start) / rate_hz
            due = start
        if start + count <= due:
            return None
        skipped = max(0, due - start)
        self._next_s[track] = (start + count) / rate_hz
        origin_s = self.origin_s + self._shift_s.get(track, 0.0)
        return skipped, round(origin_s * rate_hz) + start + skipped
