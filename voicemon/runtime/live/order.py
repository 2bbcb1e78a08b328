"""The order of weighing: by the audio time at which speech was complete, ties by role.

A segment is weighed when its words are there, nothing before it waits, and every open channel of
the call has been heard up to that moment of audio (one that stalls is not waited for): so the order
is a function of the audio, not of who arrived first.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from voicemon.types import Heard, Role, SpeechSegment

KEPT_S = 60.0
_EPSILON_S = 1e-6


@dataclass(order=True)
class Pending:
    """A complete segment on its way; `spoken_at` is when the end of its speech came in."""

    completed_s: float
    role: Role
    start_s: float
    segment: SpeechSegment = field(compare=False)
    channel: int = field(compare=False)
    spoken_at: float = field(compare=False)
    due_at: float = field(compare=False)  # when it was known to be complete
    context: tuple[SpeechSegment, ...] = field(compare=False, default=())
    kept_out: bool = field(compare=False, default=False)  # said on hold: no evidence
    answer: Heard | Exception | None = field(compare=False, default=None)


@dataclass
class _Said:
    """A stretch of speech of one channel: known since, complete at (infinity while it goes on)."""

    role: Role
    start_s: float
    known_s: float
    completed_s: float = float("inf")


class Order:
    """The segments of one call that wait to be weighed. For any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Pending] = []
        self._reached_s: dict[int, float] = {}
        self._said: dict[int, list[_Said]] = {}

    def reached(self, channel: int, until_s: float) -> None:
        """A channel was heard, and its segments up to there were added."""
        with self._lock:
            self._reached_s[channel] = until_s

    def closed(self, channel: int) -> None:
        """A channel delivers no more: it is not waited for until it is heard again."""
        with self._lock:
            self._reached_s.pop(channel, None)

    def opened(self, channel: int, role: Role, start_s: float, known_s: float) -> None:
        """Speech of a channel goes on; telling it again changes nothing."""
        with self._lock:
            said = self._said.setdefault(channel, [])
            if not said or said[-1].start_s != start_s:
                said.append(_Said(role, start_s, known_s))
                self._said[channel] = [e for e in said if e.completed_s > start_s - KEPT_S]

    def forgotten(self, at_s: float) -> None:
        """Open speech was wiped."""
        with self._lock:
            for said in self._said.values():
                for each in said:
                    each.completed_s = min(each.completed_s, at_s)

    def add(self, pending: Pending) -> None:
        """A segment was complete."""
        with self._lock:
            heapq.heappush(self._waiting, pending)
            for each in self._said.get(pending.channel, []):
                if each.start_s == pending.start_s:
                    each.completed_s = pending.completed_s

    def take(self, is_waited_for: Callable[[int, float], bool]) -> list[Pending]:
        """Those that can be weighed now, in order. `is_waited_for(channel, heard until)`."""
        taken = []
        with self._lock:
            while self._waiting and self._is_ready(self._waiting[0], is_waited_for):
                taken.append(heapq.heappop(self._waiting))
        return taken

    def clear(self) -> None:
        """Nobody will weigh what waits."""
        with self._lock:
            self._waiting.clear()

    def oldest(self) -> float | None:
        """When the end of the oldest waiting speech came in."""
        with self._lock:
            return min((each.spoken_at for each in self._waiting), default=None)

    def latest_s(self) -> float:
        """Where the last waiting speech ends; 0 where none waits."""
        with self._lock:
            return max((each.segment.end_s for each in self._waiting), default=0.0)

    def __len__(self) -> int:
        with self._lock:
            return len(self._waiting)

    def is_open(self, start_s: float, role: Role) -> bool:
        """Whether speech that began there goes on."""
        with self._lock:
            return any(
                each.start_s == start_s and each.role is role and each.completed_s == float("inf")
                for said in self._said.values()
                for each in said[-1:]
            )

    def speaking(self, pending: Pending) -> list[float]:
        """Since when other channels spoke that had not ended when this segment was complete."""
        at_s = pending.completed_s
        with self._lock:
            return [
                each.start_s
                for channel, said in self._said.items()
                if channel != pending.channel
                for each in said
                if each.known_s <= at_s < each.completed_s
            ]

    def _is_ready(self, first: Pending, is_waited_for: Callable[[int, float], bool]) -> bool:
        return first.answer is not None and self._all_reached(first, is_waited_for)

    def _all_reached(self, first: Pending, is_waited_for: Callable[[int, float], bool]) -> bool:
        return all(
            until_s + _EPSILON_S >= first.completed_s
            for channel, until_s in self._reached_s.items()
            if channel != first.channel and is_waited_for(channel, until_s)
        )
