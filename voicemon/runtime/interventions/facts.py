"""What the desk told of the running calls that flags need: facts, newest score, how far heard."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from voicemon.errors import NotFound
from voicemon.runtime.live.ports import Desk
from voicemon.types import Call


@dataclass(slots=True)
class Facts:
    """By call id; set from any thread, one item at a time."""

    calls: dict[str, Call] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    heard_s: dict[str, float] = field(default_factory=dict)

    def call(self, call_id: str, desk: Desk | None, at: datetime) -> Call:
        """A call's facts; of one that nobody knows any more its id and `at` alone."""
        if call_id not in self.calls and desk is not None:
            try:
                self.calls[call_id] = desk.snapshot(call_id).call
            except NotFound:
                return Call(call_id, at)
        return self.calls.get(call_id) or Call(call_id, at)

    def forget(self, call_id: str) -> None:
        """The call is over."""
        for known in (self.calls, self.scores, self.heard_s):
            known.pop(call_id, None)
