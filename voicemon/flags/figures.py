"""How well rules call for people: precision, lead time, alerts an hour, by week, rule and team.

* **Precision** is right / (right + wrong) of the flags whose outcome a person told: right where
  somebody helped or came too late (there was something to do), wrong where it was a false alarm or
  not needed. What nobody told is in neither, and counted beside it.
  Beside it stands the 90 % interval of Wilson (1927); where that is wider than half of the scale,
  there are too few outcomes to say more than their numbers (`is_told`).
* **Lead** is the time from a flag to the end of its call: what was left to do something.
* **Acknowledged** is the time until a person took it: acknowledged, claimed or acted.
* **Per supervisor-hour** divides the flags that people were alerted to by the hours of all who were
  on duty and saw that team; of little duty (`supervisor_hours`) it says little.
* **Escalated** are flags that nobody acted on in time, or that somebody asked for help with.
* **Left** are flags that nobody had taken, nor calm had ended, when their call was over: not dealt
  with during the call. Information asks nobody for anything, and is never left.

Flags that the budget held back alerted nobody: they are counted by themselves, in nothing else.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from statistics import median

from voicemon.flags.cards import FlagCard
from voicemon.types import FlagOutcome, Severity

RIGHT = (FlagOutcome.HELPED, FlagOutcome.TOO_LATE)
NINETY = 1.645  # standard deviations on either side that hold 90 %
TOO_WIDE = 0.5

Served = dict[frozenset[str] | None, float]
NOBODY: Served = {}


@dataclass(frozen=True, slots=True)
class Lived:
    """A flag with what figures ask: when a person first took it, when its call ended, when it was
    first resolved, whether it escalated.
    """

    card: FlagCard
    taken_at: datetime | None
    ended_at: datetime | None
    resolved_at: datetime | None = None
    escalated: bool = False

    @property
    def is_left(self) -> bool:
        """Whether its call ended before anybody had dealt with it."""
        if self.ended_at is None or self.card.severity is Severity.INFORMATION:
            return False
        dealt = (at for at in (self.taken_at, self.resolved_at) if at is not None)
        return not any(at <= self.ended_at for at in dealt)


@dataclass(frozen=True, slots=True)
class DutyHour:
    """How long somebody was on duty in one hour; `teams` None: all of them."""

    hour: datetime
    person_id: str
    teams: frozenset[str] | None
    seconds: float


@dataclass(frozen=True, slots=True)
class RuleWeek:
    """One rule ("": all of them) in one week, of one team or (None) of all; times are medians, None
    where unknown. `low` to `high`: where precision lies, as far as `judged` flags can tell.
    """

    week: str
    rule: str
    team: str | None
    raised: int
    suppressed: int
    outcomes: Counter[FlagOutcome | None]
    not_confirmed: int
    escalated: int
    left: int
    right: int
    judged: int
    precision: float | None
    low: float | None
    high: float | None
    lead_s: float | None
    acknowledged_s: float | None
    per_supervisor_hour: float | None
    supervisor_hours: float

    @property
    def is_told(self) -> bool:
        """Whether there are outcomes enough for the precision to mean something."""
        if self.low is None or self.high is None:
            return False
        return self.high - self.low <= TOO_WIDE


def weekly(
    lived: Iterable[Lived], served: Sequence[DutyHour], zone: tzinfo, teams: frozenset[str] | None
) -> list[RuleWeek]:
    """The newest week first; a rule over all `teams` (None: every one), then in each."""
    groups: dict[tuple[str, str, str | None], list[Lived]] = {}
    for each in lived:
        team = each.card.team or ""
        if teams is not None and team not in teams:
            continue
        week = week_of(each.card.raised_at, zone)
        for key in ((week, each.card.rule, None), (week, each.card.rule, team)):
            groups.setdefault(key, []).append(each)
    duty = _by_week(served, zone)
    rows = [
        _row(week, rule, team, found, _hours(duty.get(week, NOBODY), team, teams))
        for (week, rule, team), found in groups.items()
    ]
    rows.sort(key=lambda row: (row.rule, row.team is not None, row.team or ""))
    return sorted(rows, key=lambda row: row.week, reverse=True)


def totals(
    lived: Iterable[Lived],
    served: Sequence[DutyHour],
    zone: tzinfo,
    teams: frozenset[str] | None,
    weeks: Sequence[str],
) -> list[RuleWeek]:
    """All rules together, over all `teams` (None: every one), then in each that has flags: a row
    for each of the `weeks`, those without a flag too.
    """
    groups: dict[tuple[str | None, str], list[Lived]] = {}
    for each in lived:
        team, week = each.card.team or "", week_of(each.card.raised_at, zone)
        if week in weeks and (teams is None or team in teams):
            for key in ((None, week), (team, week)):
                groups.setdefault(key, []).append(each)
    found = sorted({team for team, _ in groups if team is not None})
    duty = _by_week(served, zone)
    return [
        _row(
            week,
            "",
            team,
            groups.get((team, week), []),
            _hours(duty.get(week, NOBODY), team, teams),
        )
        for team in (None, *found)
        for week in weeks
    ]


def interval(right: int, judged: int) -> tuple[float, float]:
    """Where a share lies with 90 % certainty, of which `right` of `judged` were seen (Wilson's
    score interval; Journal of the American Statistical Association 22, 1927).
    """
    share, spread = right / judged, NINETY**2 / judged
    middle = (share + spread / 2) / (1 + spread)
    inner = share * (1 - share) / judged + spread / (4 * judged)
    half = NINETY * math.sqrt(inner) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def last_weeks(now: datetime, zone: tzinfo, count: int) -> tuple[list[str], datetime]:
    """The present week and those before it, newest first; and when the oldest began, which is
    midnight by the site's clock, whatever the clock did since.
    """
    day = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    monday = day - timedelta(days=day.weekday())  # by the wall clock: aware of one zone
    begun = [monday - timedelta(weeks=n) for n in range(count)]
    return [week_of(each, zone) for each in begun], begun[-1]


def week_of(at: datetime, zone: tzinfo) -> str:
    """The ISO week of the site's day: 2026-W47."""
    year, week, _ = at.astimezone(zone).isocalendar()
    return f"{year}-W{week:02d}"


def _row(week: str, rule: str, team: str | None, found: Sequence[Lived], hours: float) -> RuleWeek:
    alerted = [each for each in found if not each.card.suppressed]
    outcomes = Counter(each.card.outcome for each in alerted)
    judged = outcomes.total() - outcomes[None]
    right = sum(outcomes[each] for each in RIGHT)
    low, high = interval(right, judged) if judged else (None, None)
    leads = [
        max(0.0, (each.ended_at - each.card.raised_at).total_seconds())
        for each in alerted
        if each.ended_at is not None
    ]
    waits = [
        (each.taken_at - each.card.raised_at).total_seconds()
        for each in alerted
        if each.taken_at is not None
    ]
    return RuleWeek(
        week=week,
        rule=rule,
        team=team,
        raised=len(alerted),
        suppressed=len(found) - len(alerted),
        outcomes=outcomes,
        not_confirmed=sum(each.card.confirmed is False for each in alerted),
        escalated=sum(each.escalated for each in alerted),
        left=sum(each.is_left for each in alerted),
        right=right,
        judged=judged,
        precision=right / judged if judged else None,
        low=low,
        high=high,
        lead_s=median(leads) if leads else None,
        acknowledged_s=median(waits) if waits else None,
        per_supervisor_hour=len(alerted) / hours if hours else None,
        supervisor_hours=hours,
    )


def _by_week(served: Sequence[DutyHour], zone: tzinfo) -> dict[str, Served]:
    """Seconds on duty, by week and by the teams that were seen."""
    found: dict[str, Served] = {}
    for each in served:
        week = found.setdefault(week_of(each.hour, zone), {})
        week[each.teams] = week.get(each.teams, 0.0) + each.seconds
    return found


def _hours(served: Served, team: str | None, teams: frozenset[str] | None) -> float:
    """Hours of everybody who was on duty and saw the team, or one of the teams."""
    wanted = teams if team is None else frozenset({team})
    seconds = sum(
        spent for seen, spent in served.items() if wanted is None or seen is None or wanted & seen
    )
    return seconds / 3600.0
