"""Which calls a rule is for, and at which hours: pure functions of a call's facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from voicemon.flags.conditions.limits import PLAIN, Data
from voicemon.types import Call, Direction

Name = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200, pattern=PLAIN)]
Names = Annotated[tuple[Name, ...], Field(max_length=100)]
Clock = Annotated[str, StringConstraints(strict=True, pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
DAY = timedelta(days=1)


class Weekday(StrEnum):
    """A day of the week, Monday first."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


WEEK = tuple(Weekday)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Data):
    """Calls that have one of each; none given is all of them. A call of which a fact is not known
    is out of a scope that asks for it.
    """

    queues: Names = ()
    teams: Names = ()
    directions: Annotated[tuple[Direction, ...], Field(max_length=3)] = ()
    languages: Names = ()

    def covers(self, call: Call | None, language: str = "") -> bool:
        """Whether a call is in it, None for one of no known facts; `language` as it was heard."""
        if call is None:
            return self == Scope()
        return (
            _in(self.queues, call.queue)
            and _in(self.teams, call.team)
            and _in(self.directions, call.direction)
            and _in(tuple(map(_tongue, self.languages)), _tongue(language or call.language or ""))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours(Data):
    """From `opens` to `closes` on these days, in the site's time zone.

    What closes at or before it opens runs into the next day: Friday 22:00–06:00 ends on Saturday;
    00:00–00:00 is the whole day.
    """

    days: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=7)] = WEEK
    opens: Clock = "00:00"
    closes: Clock = "00:00"

    def hold(self, at: datetime) -> bool:
        """Whether it is within them; `at` on the clock of the site."""
        opens, closes, now = time.fromisoformat(self.opens), time.fromisoformat(self.closes), at
        today, clock = WEEK[now.weekday()] in self.days, now.time()
        if opens < closes:
            return today and opens <= clock < closes
        yesterday = WEEK[(now - DAY).weekday()] in self.days
        return (today and clock >= opens) or (yesterday and clock < closes)


def within(hours: Sequence[Hours], at: datetime) -> bool:
    """Whether any of them hold; none given is always."""
    return not hours or any(each.hold(at) for each in hours)


def _in(names: Sequence[str], name: str | None) -> bool:
    return not names or name in names


def _tongue(language: str) -> str:
    """`en-US` and `EN` are `en`."""
    return language.replace("_", "-").partition("-")[0].casefold()
