"""The stretches of one running call, told as they begin, grow and end: holds, announcements, what
was silenced, and what the timing of both sides says.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

from voicemon.runtime.live.changes import Marked
from voicemon.runtime.live.hold import HoldWatch, announces
from voicemon.runtime.live.story import Story
from voicemon.runtime.live.teller import Teller
from voicemon.types import Role, SpeechSegment, Stretch, StretchKind, Transcript

WATCH_S = 0.5  # of audio between looks for a hold

Place = tuple[StretchKind, Role | None, float]


class Marks:
    """One call's, heard from `begins_s` on. For the ear's thread and a weigher's at once."""

    def __init__(self, story: Story, teller: Teller, begins_s: float = 0.0) -> None:
        self._story = story
        self._teller = teller
        self._hold = HoldWatch(begins_s=begins_s)
        self._lock = threading.Lock()  # of the hold
        self._timing: dict[Place, Stretch] = {}
        self._watched_s = 0.0

    @property
    def on_hold(self) -> bool:
        """Whether nobody live speaks on the agent's side just now."""
        return self._hold.since_s is not None

    def begin(self, role: Role) -> None:
        """A further channel."""
        self._hold.has_agent |= role is Role.AGENT

    def mark(self, stretches: Sequence[Stretch]) -> None:
        """Tell of those that are new or have changed."""
        for stretch in stretches:
            known = self._story.stretches.get((stretch.kind, stretch.role, stretch.start_s))
            if known != stretch and (known is not None or stretch.end_s > stretch.start_s):
                self._teller.tell(Marked(stretch))

    def timing(self, stretches: Sequence[Stretch]) -> None:
        """What the timing of both sides says now; a stretch that is gone is told as empty."""
        now = {(s.kind, s.role, s.start_s): s for s in stretches}
        gone = [
            replace(stretch, end_s=stretch.start_s)
            for place, stretch in self._timing.items()
            if place not in now
        ]
        self.mark([*gone, *now.values()])
        self._timing = now

    def hold(self, at_s: float, *, on: bool) -> None:
        """The sender holds the call, or takes it back."""
        with self._lock:
            stretches = self._hold.sender(on, at_s)
        self.mark(stretches)

    def is_due(self, now_s: float) -> bool:
        """Whether it is time to `watch` again."""
        return now_s - self._watched_s >= WATCH_S

    def watch(self, now_s: float, spoken_s: float) -> None:
        """Heard until `now_s`; `spoken_s`: where speech ends that is not weighed yet."""
        self._watched_s = now_s
        with self._lock:
            stretches = self._hold.step(now_s, spoken_s)
        self.mark(stretches)

    def spoke(self, segment: SpeechSegment) -> None:
        """Speech with words, or speech of which it is not known."""
        with self._lock:
            self._hold.spoke(segment.role, segment.end_s)

    def is_announcement(self, segment: SpeechSegment, transcript: Transcript) -> bool:
        """Whether a queue or a menu says this on the agent's channel, before anybody live."""
        if self._hold.live_agent or not transcript.words:
            return False
        if announces(transcript.text):
            self.mark([Stretch(StretchKind.HOLD, segment.start_s, segment.end_s, Role.AGENT)])
            return True
        self._hold.live_agent = True
        return False

    def end(self, duration_s: float) -> None:
        """The call is over."""
        with self._lock:
            stretches = self._hold.end(duration_s)
        self.mark(stretches)
