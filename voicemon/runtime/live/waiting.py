"""Who is heard next: oldest due first, every call its share, customers a little before agents.

It is the customer whom somebody watches: an agent counts as due `AGENT_PATIENCE_S` later. A call
that was served counts as due from then on, so one with many segments waiting cannot hold others
behind it. A speaker's segments are heard in order, one a batch, because the words of one help to
hear the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from voicemon.types import Role
from voicemon.utterances.live_windows import LiveWindow

AGENT_PATIENCE_S = 0.7

Speaker = tuple[str, Role]
Answer = TypeVar("Answer")


@dataclass(slots=True, eq=False)
class Waiting(Generic[Answer]):
    """One ask that waits for its turn."""

    window: LiveWindow
    due_s: float
    done: Callable[[Answer], None]

    @property
    def call_id(self) -> str:
        """Whose it is."""
        return self.window.segment.call_id

    @property
    def urgent_s(self) -> float:
        """When it is due, with an agent's patience."""
        return urgent_s(self.window, self.due_s)

    @property
    def speaker(self) -> Speaker:
        """Who of the call."""
        return self.call_id, self.window.segment.role


def urgent_s(window: LiveWindow, due_s: float) -> float:
    """When a window that is due then is urgent."""
    return due_s + AGENT_PATIENCE_S * (window.segment.role is Role.AGENT)


def share(
    waiting: Iterable[Waiting[Answer]], served_s: Mapping[str, float], size: int
) -> list[Waiting[Answer]]:
    """At most `size` asks that can be heard together: the most urgent, and others of its length.

    `served_s` is when each call was served last.
    """
    order = _fair(_firsts(waiting), served_s)
    kind = order[0].window.length_s, order[0].window.careful
    return [each for each in order if (each.window.length_s, each.window.careful) == kind][:size]


def _firsts(waiting: Iterable[Waiting[Answer]]) -> list[Waiting[Answer]]:
    firsts: dict[Speaker, Waiting[Answer]] = {}
    for each in waiting:
        known = firsts.setdefault(each.speaker, each)
        if each.window.segment.start_s < known.window.segment.start_s:
            firsts[each.speaker] = each
    return list(firsts.values())


def _fair(
    waiting: Iterable[Waiting[Answer]], served_s: Mapping[str, float]
) -> list[Waiting[Answer]]:
    """Every call's most urgent ask before any call's second."""
    turns: dict[str, int] = {}
    keyed = []
    for each in sorted(waiting, key=lambda one: one.urgent_s):
        turn = turns.get(each.call_id, 0)
        turns[each.call_id] = turn + 1
        since_s = max(each.urgent_s, served_s.get(each.call_id, each.urgent_s))
        keyed.append((turn, since_s, each))
    return [each for *_, each in sorted(keyed, key=lambda entry: entry[:2])]
