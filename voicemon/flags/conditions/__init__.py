"""Conditions: what a rule may ask of a call, as data that answers for itself.

Each is a frozen dataclass whose fields are its JSON form (`kind` names it). `finds` asks the
memory of a call and gives what was found in words; `part` says the condition as a part of the
rule's sentence. Only what is stored of a call is asked about, so that a stored call answers as the
running one did.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from voicemon.flags.conditions.found import Found, Part
from voicemon.flags.conditions.limits import Data
from voicemon.flags.conditions.line import Disagreement, Hold, Interruptions, Silence
from voicemon.flags.conditions.score import Ends, Rise, ScoreAtLeast, ScoreBelow, Slope
from voicemon.flags.conditions.words import CueHeard, Meaning, PatternSaid, PhraseSaid
from voicemon.flags.memory import Memory, Moment

__all__ = [
    "All",
    "AnyOf",
    "Condition",
    "CueHeard",
    "Disagreement",
    "Ends",
    "Found",
    "Hold",
    "Interruptions",
    "Meaning",
    "Part",
    "PatternSaid",
    "PhraseSaid",
    "Rise",
    "ScoreAtLeast",
    "ScoreBelow",
    "Silence",
    "Slope",
    "leaves",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together(Data):
    """Base: several conditions."""

    of: Annotated[tuple[Condition, ...], Field(min_length=2, max_length=12)]

    @property
    def looks_back_s(self) -> float:  # noqa: D102
        return max(each.looks_back_s for each in self.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class All(Together):
    """Every one of them holds."""

    kind: Literal["all"] = "all"

    def finds(self, memory: Memory, ended: bool) -> Found | None:  # noqa: D102
        found = []
        for each in self.of:
            one = each.finds(memory, ended)
            if one is None:
                return None
            found.append(one)
        return _together(found)

    def part(self) -> Part:  # noqa: D102
        return Part("all", {}, tuple(each.part() for each in self.of))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf(Together):
    """At least one of them holds."""

    kind: Literal["any"] = "any"

    def finds(self, memory: Memory, ended: bool) -> Found | None:  # noqa: D102
        found = [one for each in self.of if (one := each.finds(memory, ended)) is not None]
        return _together(found) if found else None

    def part(self) -> Part:  # noqa: D102
        return Part("any", {}, tuple(each.part() for each in self.of))


Leaf = (
    ScoreAtLeast
    | ScoreBelow
    | Rise
    | Slope
    | Ends
    | CueHeard
    | PhraseSaid
    | PatternSaid
    | Meaning
    | Disagreement
    | Silence
    | Hold
    | Interruptions
)
Condition = Annotated[Leaf | All | AnyOf, Field(discriminator="kind")]


def leaves(condition: Condition) -> Iterator[Leaf]:
    """The single conditions in it."""
    if isinstance(condition, All | AnyOf):
        for each in condition.of:
            yield from leaves(each)
    else:
        yield condition


def _together(found: list[Found]) -> Found:
    """What was found exactly explains better than the time that a figure is about."""
    exact = [each for each in found if each.exact]
    moments = {moment.utterance.id: moment for each in exact or found for moment in each.moments}
    return Found(
        says=_joined([each.says for each in found if each.says]),
        moments=tuple(sorted(moments.values(), key=_place)),
        exact=bool(exact),
        now=any(each.now for each in found),
    )


def _joined(says: list[str]) -> str:
    """One sentence: what follows the first begins small unless it is a name."""
    rest = [each[:1].lower() + each[1:] for each in says[1:]]
    return ", ".join([*says[:1], *rest])


def _place(moment: Moment) -> tuple[float, str]:
    return moment.utterance.start_s, moment.utterance.id
