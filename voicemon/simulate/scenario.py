"""Scenarios: what both sides of a call say, how frustrated the customer is, and what befalls it.

A scenario is a row of a TOML file: `name`, `industry` and `steps`. A step is a list, first who and
what, then the paraphrases of what is said, of which a composed call takes one:

| first | who |
|---|---|
| `a` | the agent |
| `a cuts in` | the agent, before the customer has ended |
| `0` … `4` | the customer at that level of frustration (calm … furious) |
| `2 again 1` | the customer at level 2, who opens so and then says their first step again |
| `hold 20-60` | nobody, for 20 to 60 seconds |

The file's own `polite` lists polite words for a customer whose voice alone tells.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from voicemon.errors import InputError
from voicemon.types import Role

FRUSTRATED = 2
"""The level from which on a customer counts as frustrated."""

_WHO = re.compile(
    r"(?P<agent>a)(?P<cuts> cuts in)?|(?P<level>[0-4])(?: again (?P<again>[1-9]\d*))?"
    r"|hold (?P<least>\d+)-(?P<most>\d+)"
)


class Incident(StrEnum):
    """What befalls a call."""

    HOLD = "hold"
    INTERRUPTION = "interruption"
    REPEATED_REQUEST = "repeated request"


@dataclass(frozen=True, slots=True)
class Hold:
    """Nobody is on the line for so long."""

    least_s: float
    most_s: float


@dataclass(frozen=True, slots=True)
class Step:
    """One turn; `says` its paraphrases. `level` is the customer's, None for the agent.

    `again` is the customer's step, counted from 1, that is said again after one of `says`.
    """

    role: Role
    level: int | None
    says: tuple[str, ...]
    cuts_in: bool = False
    again: int | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """One course of a call; `polite` are words that tell nothing of the level."""

    name: str
    industry: str
    steps: tuple[Step | Hold, ...]
    polite: tuple[str, ...] = ()

    @property
    def levels(self) -> frozenset[int]:
        """The levels that the customer passes through."""
        return frozenset(
            step.level for step in self.steps if isinstance(step, Step) and step.level is not None
        )

    @property
    def is_frustrated(self) -> bool:
        """Whether the customer is frustrated at any time."""
        return max(self.levels) >= FRUSTRATED


def scenarios(path: Path) -> list[Scenario]:
    """All scenarios of a file; InputError says which step cannot be read."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path.name} is no TOML: {error}") from error
    polite = tuple(table.get("polite", ()))
    return [
        scenario(row["name"], row["industry"], row["steps"], polite) for row in table["scenario"]
    ]


def scenario(
    name: str, industry: str, steps: Sequence[Sequence[str]], polite: Sequence[str] = ()
) -> Scenario:
    """A scenario from its lists; raises InputError."""
    read: list[Step | Hold] = []
    for number, step in enumerate(steps, 1):
        before = sum(isinstance(one, Step) and one.role is Role.CUSTOMER for one in read)
        try:
            read.append(_step(step, before))
        except ValueError as error:
            raise InputError(f"scenario {name!r}, step {number}: {error}") from error
    found = Scenario(name, industry, tuple(read), tuple(polite))
    if not found.levels:
        raise InputError(f"scenario {name!r}: the customer says nothing")
    return found


def _step(step: Sequence[str], before: int) -> Step | Hold:
    who = _WHO.fullmatch(step[0])
    if who is None:
        raise ValueError(f"{step[0]!r} is neither a, 0–4 nor hold")
    if who["least"]:
        return Hold(float(who["least"]), float(who["most"]))
    if len(step) < 2 or not all(said.strip() for said in step[1:]):
        raise ValueError("nothing is said")
    says = tuple(step[1:])
    if who["agent"]:
        return Step(Role.AGENT, None, says, cuts_in=who["cuts"] is not None)
    again = int(who["again"]) if who["again"] else None
    if again is not None and again > before:
        raise ValueError(f"the customer has not said step {again} yet")
    return Step(Role.CUSTOMER, int(who["level"]), says, again=again)
