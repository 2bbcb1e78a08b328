"""Stretches in which nobody live speaks on the agent's side: hold, queue music, announcements.

| what | told by |
|---|---|
| hold, as the sender says it | its event; both sides' speech in it is shown and bears no evidence |
| hold | 10 s without words of the agent and without speech of the customer, music or silence |
| announcement | the agent's channel says a known phrase of a queue before anybody live has spoken |

An announcement in other words than these cannot be told from an agent by its sound, and counts as
the agent's words. Speech without words (music with a voice in it) is no speech here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from voicemon.types import Role, Stretch, StretchKind

HOLD_S = 10.0
GROWS_S = 5.0  # a running hold is told anew this often

_ANNOUNCES = re.compile(
    r"""
      \b(?:this|your)\s+call\s+(?:is|may\s+be|will\s+be|could\s+be)\s+
      (?:being\s+)?(?:recorded|monitored)
    | \byour\s+call\s+is\s+(?:very\s+)?important\b
    | \ball\s+(?:of\s+)?our\s+\w+(?:\s+\w+)?\s+are\s+(?:currently\s+)?(?:busy|assisting|helping)
    | \b(?:please\s+)?press\s+(?:one|two|three|four|five|zero|star|pound|\d)\b
    | \bfor\s+\w+(?:\s+\w+){0,3},?\s+press\b
    | \byou\s+are\s+(?:number|caller|next)\b.{0,30}\b(?:queue|line)\b
    | \bplease\s+(?:stay|remain|hold)\s+(?:on\s+)?the\s+line\b
    | \bestimated\s+wait(?:ing)?\s+time\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def announces(text: str) -> bool:
    """Whether an opening sentence on the agent's channel is a queue's or a menu's."""
    return _ANNOUNCES.search(text) is not None


@dataclass
class HoldWatch:
    """Follows one call's silences on the agent's side, in audio time. Not for several threads."""

    has_agent: bool = False
    begins_s: float = 0.0  # nobody listened before
    spoken_s: dict[Role, float] = field(default_factory=dict)  # end of each side's last speech
    since_s: float | None = None  # the running hold
    by_sender: bool = False
    _told_s: float = 0.0
    live_agent: bool = False  # somebody live has spoken for the company

    def spoke(self, role: Role, end_s: float) -> None:
        """Speech with words, or speech of which it is not known yet."""
        self.spoken_s[role] = max(self.spoken_s.get(role, 0.0), end_s)

    def sender(self, on: bool, at_s: float) -> list[Stretch]:
        """The sender says so; returns what is to be marked."""
        if on:
            self.by_sender = True
            if self.since_s is None:
                self.since_s = self._told_s = at_s
            return []
        self.by_sender = False
        return self._ended(at_s)

    def step(self, now_s: float, open_s: float) -> list[Stretch]:
        """At `now_s`, with open speech heard until `open_s` (0: none): what is to be marked."""
        quiet_s = max([self.begins_s, open_s, *self.spoken_s.values()])
        if self.since_s is None:
            if not self.has_agent or now_s - quiet_s < HOLD_S:
                return []
            self.since_s = quiet_s
            return [self._so_far(now_s)]
        if not self.by_sender and quiet_s > self.since_s:
            return self._ended(quiet_s)
        return [self._so_far(now_s)] if now_s - self._told_s >= GROWS_S else []

    def end(self, now_s: float) -> list[Stretch]:
        """The call is over."""
        return self._ended(now_s)

    def _so_far(self, now_s: float) -> Stretch:
        assert self.since_s is not None
        self._told_s = now_s
        return Stretch(StretchKind.HOLD, self.since_s, now_s, Role.AGENT)

    def _ended(self, at_s: float) -> list[Stretch]:
        if self.since_s is None:
            return []
        stretch = Stretch(StretchKind.HOLD, self.since_s, max(at_s, self.since_s), Role.AGENT)
        self.since_s = None
        return [stretch]
