"""Overlap: both sides at once, and who took the floor by it."""

from __future__ import annotations

from collections import deque

from voicemon.evidence.floor import LEAST_OVERLAP_S, is_back_channel, overlap_s, span_s, takes_floor
from voicemon.evidence.signs import Sign
from voicemon.types import Role, Stretch, StretchKind, Utterance

MEMORY_S = 60.0  # how far back interruptions are counted
WINDOW_S = 30.0  # how far back talk-over is measured
TALK_OVER_S = 3.0  # of overlap before it is worth a word
TALK_OVER_SHARE = 0.2  # of the customer's speech; telephone talk overlaps about a tenth of its time
TALK_OVER_WEIGHT = 0.5  # log-odds at most: lively talk overlaps too


class Overlaps:
    """Follows one call's overlaps: `hear` every utterance, in the order of start time or, while
    the call runs, in the order in which they end.
    """

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self._recent: deque[Utterance] = deque()
        self._interrupted: deque[float] = deque()
        self._told_s = -WINDOW_S  # talk-over up to here has been told

    def hear(self, utterance: Utterance) -> list[Sign]:
        """The signs that this utterance's overlap with earlier ones leaves."""
        self._forget(utterance.start_s - MEMORY_S)
        signs = [
            sign for other in self._recent for sign in self._meet(*_by_start(utterance, other))
        ]
        self._recent.append(utterance)
        return signs + self._talk_over(utterance)

    def _meet(self, later: Utterance, earlier: Utterance) -> list[Sign]:
        met_s = overlap_s(later, earlier)
        if {later.role, earlier.role} != {Role.AGENT, Role.CUSTOMER} or met_s < LEAST_OVERLAP_S:
            return []
        if is_back_channel(later) or is_back_channel(earlier):
            return []
        start_s = max(span_s(later)[0], span_s(earlier)[0])
        end_s = start_s + met_s
        self.stretches.append(Stretch(StretchKind.OVERLAP, start_s, end_s))
        if not takes_floor(later, earlier):
            return []
        self.stretches.append(Stretch(StretchKind.INTERRUPTION, start_s, end_s, later.role))
        return self._interruption(start_s, end_s) if later.role is Role.AGENT else []

    def _interruption(self, start_s: float, end_s: float) -> list[Sign]:
        self._interrupted.append(start_s)
        count = len(self._interrupted)
        note = (
            "interrupted by the agent" if count == 1 else f"interrupted {_times(count)} in a minute"
        )
        weight = min(0.9, 0.35 + 0.25 * (count - 1))
        return [Sign("interrupted", start_s, end_s, count, "per minute", weight, note)]

    def _talk_over(self, utterance: Utterance) -> list[Sign]:
        """Told on a customer's utterance, at most once a window."""
        if utterance.role is not Role.CUSTOMER or utterance.start_s - self._told_s < WINDOW_S:
            return []
        since_s = max(self._told_s, utterance.start_s - WINDOW_S)
        said = [u for u in self._recent if u.end_s > since_s and not is_back_channel(u)]
        mine = [u for u in said if u.role is Role.CUSTOMER]
        theirs = [u for u in said if u.role is Role.AGENT]
        met_s = sum(overlap_s(u, other) for u in mine for other in theirs)
        spoken_s = sum(u.end_s - u.start_s for u in mine)
        if met_s < TALK_OVER_S or met_s < TALK_OVER_SHARE * spoken_s:
            return []
        self._told_s = utterance.end_s
        share = min(1.0, met_s / spoken_s)
        weight = TALK_OVER_WEIGHT * share
        note = f"both talked at once for {met_s:.0f} s, {share:.0%} of the customer's speech"
        return [Sign("talk_over", mine[0].start_s, utterance.end_s, share, "share", weight, note)]

    def _forget(self, before_s: float) -> None:
        self._recent = deque(said for said in self._recent if said.end_s >= before_s)
        self._interrupted = deque(at_s for at_s in self._interrupted if at_s >= before_s)


def _by_start(said: Utterance, other: Utterance) -> tuple[Utterance, Utterance]:
    """(later, earlier): `said` is the later one unless `other` began after it."""
    return (other, said) if other.start_s > said.start_s else (said, other)


def _times(count: int) -> str:
    return {2: "twice", 3: "three times", 4: "four times"}.get(count, f"{count} times")
