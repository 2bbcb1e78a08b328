"""Conditions on the score: how high, for how long, how fast, and where the call ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from voicemon.flags.conditions.found import Found, Part
from voicemon.flags.conditions.limits import Data, Seconds, Share, Window
from voicemon.flags.memory import KEPT_S, Memory, Moment

REASON_S = 60.0  # reasons are looked for in the last minute
MOMENT_S = 30.0  # nor are they looked for in less, for a rise may come at once


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreAtLeast(Data):
    """The score is, or has been for `for_s`, at least this."""

    kind: Literal["score_at_least"] = "score_at_least"
    at_least: Share
    for_s: Seconds = 0.0

    def finds(self, memory: Memory, ended: bool) -> Found | None:  # noqa: ARG002, D102
        if not memory.heard or memory.score < self.at_least:
            return None
        since_s = memory.above_for_s(self.at_least)
        if since_s < self.for_s:
            return None
        says = f"{_word(self.at_least)} for {since_s:.0f} s" if self.for_s else ""
        return Found(says, _about(memory, since_s if self.for_s else 0.0), now=True)

    def part(self) -> Part:  # noqa: D102
        return _score_part(self.kind, self.at_least, self.for_s)

    @property
    def looks_back_s(self) -> float:  # noqa: D102
        return KEPT_S


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBelow(Data):
    """The score is, or has been for `for_s`, below this."""

    kind: Literal["score_below"] = "score_below"
    below: Share
    for_s: Seconds = 0.0

    def finds(self, memory: Memory, ended: bool) -> Found | None:  # noqa: ARG002, D102
        if not memory.heard or memory.score >= self.below:
            return None
        since_s = memory.below_for_s(self.below)
        if since_s < self.for_s:
            return None
        says = f"Below {self.below:.2f} for {since_s:.0f} s" if self.for_s else ""
        return Found(says, _about(memory, since_s if self.for_s else 0.0), now=True)

    def part(self) -> Part:  # noqa: D102
        return _score_part(self.kind, self.below, self.for_s)

    @property
    def looks_back_s(self) -> float:  # noqa: D102
        return KEPT_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise(Data):
    """The score climbed by this within a window, and clearly to where it matters: a touch of a
    limit is no rise.
    """

    kind: Literal["rise"] = "rise"
    by: Annotated[Share, Field(ge=0.05)]
    within_s: Annotated[Window, Field(ge=1.0)] = 60.0
    reaching: Share = 0.0

    def finds(self, memory: Memory, ended: bool) -> Found | None:  # noqa: ARG002, D102
        if not memory.heard or memory.score < self.reaching:
            return None
        at_s, low = memory.lowest(self.within_s)
        if memory.score - low < self.by:
            return None
        elapsed_s = max(1.0, memory.now_s - at_s)
        says = f"Rose from {low:.2f} to {memory.score:.2f} within {elapsed_s:.0f} s"
        return Found(says, tuple(memory.customer_moments(max(MOMENT_S, elapsed_s))))

    def part(self) -> Part:  # noqa: D102
        values = {"by": self.by, "within_s": self.within_s, "reaching": self.reaching}
        return Part("rise_to" if self.reaching else "rise", values)

    @property
    def looks_back_s(self) -> float:  # noqa: D102
        return self.within_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope(Data):
    """The curve climbs as fast as this just now."""

    kind: Literal["slope"] = "slope"
    per_min: Annotated[float, Field(strict=True, gt=0.0, le=5.0)]

    def finds(self, memory: Memory, ended: bool) -> Found | None:  # noqa: ARG002, D102
        if not memory.heard or memory.slope_per_min < self.per_min:
            return None
        says = f"Rising by {memory.slope_per_min:.2f} a minute"
        return Found(says, tuple(memory.customer_moments(MOMENT_S)), now=True)

    def part(self) -> Part:  # noqa: D102
        return Part("slope", {"per_min": self.per_min})

    @property
    def looks_back_s(self) -> float:  # noqa: D102
        return KEPT_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends(Data):
    """The call ends at `score` at least, or above `share` of a peak of at least `peak`."""

    kind: Literal["ends"] = "ends"
    score: Share = 0.5
    peak: Share = 0.7
    share: Share = 0.5

    def finds(self, memory: Memory, ended: bool) -> Found | None:  # noqa: D102
        if not ended or not memory.heard:
            return None
        still_up = memory.peak >= self.peak and memory.score > self.share * memory.peak
        if memory.score < self.score and not still_up:
            return None
        says = f"Ended at {memory.score:.2f} after a peak of {memory.peak:.2f}"
        return Found(says, tuple(memory.customer_moments(REASON_S)))

    def part(self) -> Part:  # noqa: D102
        return Part("ends", {"score": self.score, "peak": self.peak, "share": self.share})

    @property
    def looks_back_s(self) -> float:  # noqa: D102
        return KEPT_S


def _about(memory: Memory, since_s: float) -> tuple[Moment, ...]:
    return tuple(memory.customer_moments(min(KEPT_S, max(REASON_S, since_s))))


def _word(score: float) -> str:
    """How people call a score that is at least this (levels: calm, uneasy, …)."""
    if score >= 0.5:
        return "Frustrated"
    return "Uneasy" if score >= 0.3 else f"At least {score:.2f}"


def _score_part(kind: str, score: float, for_s: float) -> Part:
    if for_s:
        return Part(f"{kind}_for", {"score": score, "for_s": for_s})
    return Part(kind, {"score": score})
