"""What a condition answers, and how it is told in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from voicemon.flags.memory import Memory, Moment

Value = float | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A condition that holds now: `says` what was found ("" where the score alone says it).

    `exact`: the moments are what was found, not only the time it is about. `now`: the score of now
    belongs to it.
    """

    says: str
    moments: tuple[Moment, ...] = ()
    exact: bool = False
    now: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a rule's sentence: `id` names a text of `sentences.TEXTS` (and of the page's
    catalogues), `values` stand in it, `of` are the parts within it.
    """

    id: str
    values: Mapping[str, Value] = field(default_factory=dict)
    of: tuple[Part, ...] = ()


class Asks(Protocol):
    """Every condition."""

    def finds(self, memory: Memory, ended: bool) -> Found | None:
        """What it finds after the newest utterance, or at the end of the call; None: no."""

    def part(self) -> Part:
        """How it is told."""

    @property
    def looks_back_s(self) -> float:
        """How far back it needs the call's moments."""
