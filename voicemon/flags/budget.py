"""The alert budget: how many flags of severity act an hour each supervisor on duty is to bear.

Every such flag asks `Budget.ask`; the answer is whether people are alerted, and in a sentence why
not. The hour is the one behind, at any moment. How much a flag asks for is one number, `gravity`.

* **Reserve.** The last fifth of the room is for flags of at least `GRAVE` alone.
* **Threshold**, for all others. Of the gravities of late (`SHIFT`), the quantile that leaves as
  many as there is room for: with `room` left outside of the reserve and `demand` flags an hour, the
  share `SPREAD * room / demand` passes. So a quiet hour lets everything through, a busy one only
  the gravest, and more of them the more room is left; who comes first has no precedence.
* **Cap.** Beyond `limit` nothing passes, however grave; it is written down and listed.

A flag is borne by the supervisor on duty, of those who see its team, who bore the least in the last
hour. Where nobody is on duty one is assumed for each team. What was held back may ask again, when
it has grown graver or there is room.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
BURST = timedelta(minutes=10)
SHIFT = timedelta(hours=8)
# 1 would leave half of the room empty, 8 takes who comes first: with 4 a day of 30 flags an hour
# against a budget of 8 fills 62 to 86 % of it, at 71 to 86 % of the gravity that hindsight gains.
SPREAD = 4.0
RESERVE = 0.2
GRAVE = 0.9
UNSCORED = 0.7  # of a flag that words alone raised, before there is a score
ASKED = 0.85  # somebody asked for a person, or threatened, however calmly


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Somebody on duty; `teams` None: all of them."""

    id: str
    teams: frozenset[str] | None = None

    def sees(self, team: str) -> bool:
        """Whether flags of this team reach them."""
        return self.teams is None or team in self.teams


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether people are alerted; the sentence `why` not; the `threshold` that there was."""

    alert: bool
    threshold: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The last hour of some people: what they bore and what was held back, what they may bear
    (None: any number), and how grave the next flag must be.
    """

    used: int
    suppressed: int
    limit: int | None
    supervisors: int
    threshold: float


@dataclass(slots=True)
class _Asked:
    at: datetime
    team: str
    gravity: float
    alerted_at: datetime | None = None
    by: str = ""


def gravity(score: float | None, ends_itself: bool = True) -> float:
    """How grave a flag is, 0–1: its score; that of one which only a person ends is never low."""
    known = UNSCORED if score is None else score
    return known if ends_itself else max(known, ASKED)


@dataclass(slots=True)
class Budget:
    """Of one site; not for several threads. `per_hour`: flags a supervisor; 0 sets no limit."""

    per_hour: int
    _asked: dict[str, _Asked] = field(default_factory=dict)

    def ask(
        self,
        flag_id: str,
        at: datetime,
        team: str | None,
        grave: float,
        on_duty: Sequence[Supervisor],
    ) -> Answer:
        """May people be alerted to this flag, as grave as it is now?"""
        self._forget(at)
        asked = self._asked.setdefault(flag_id, _Asked(at, team or "", grave))
        asked.gravity = max(asked.gravity, grave)
        if asked.alerted_at is not None:
            return Answer(True, 0.0)
        standing = self.standing(at, [asked.team], on_duty)
        why = _refused(grave, standing)
        if not why:
            asked.alerted_at, asked.by = at, self._bearer(at, asked.team, on_duty)
        return Answer(not why, standing.threshold, why)

    def know(
        self, flag_id: str, at: datetime, team: str | None, grave: float, *, alerted: bool
    ) -> None:
        """What was decided before this process began."""
        asked = _Asked(at, team or "", grave, at if alerted else None, _nobody(team or ""))
        self._asked[flag_id] = asked

    def standing(
        self, at: datetime, teams: Collection[str] | None, on_duty: Sequence[Supervisor]
    ) -> Standing:
        """How the last hour stands for those who see one of these teams (None: any team)."""
        teams = self._teams() if teams is None else teams
        seeing = [each for each in on_duty if any(each.sees(team) for team in teams)]
        unseen = [team for team in teams if not any(each.sees(team) for each in seeing)]
        bearers = {each.id for each in seeing} | {_nobody(team) for team in teams}
        recent = [each for each in self._asked.values() if each.at > at - HOUR]
        used = sum(self._bore(at, name) for name in bearers)
        held_back = sum(each.alerted_at is None and each.team in teams for each in recent)
        count = max(1, len(seeing) + len(unseen))
        if not self.per_hour:
            return Standing(used, held_back, None, count, 0.0)
        limit = self.per_hour * count
        shares = {team: _share(team, teams, seeing, on_duty) for team in self._teams()}
        demand = _rate(at, recent, shares)
        room = limit - _reserve(limit) - used
        passes = SPREAD * room / demand if demand else math.inf
        reference = sorted(each.gravity for each in self._asked.values() if shares[each.team])
        return Standing(used, held_back, limit, count, _threshold(reference, passes))

    def _bearer(self, at: datetime, team: str, on_duty: Sequence[Supervisor]) -> str:
        seeing = [each.id for each in on_duty if each.sees(team)] or [_nobody(team)]
        return min(seeing, key=lambda name: self._bore(at, name))

    def _bore(self, at: datetime, name: str) -> int:
        return sum(
            each.by == name and each.alerted_at is not None and each.alerted_at > at - HOUR
            for each in self._asked.values()
        )

    def _teams(self) -> set[str]:
        return {each.team for each in self._asked.values()}

    def _forget(self, at: datetime) -> None:
        for name in [key for key, each in self._asked.items() if each.at <= at - SHIFT]:
            del self._asked[name]


def _refused(grave: float, standing: Standing) -> str:
    """Why people are not alerted; "" where they are."""
    if standing.limit is None:
        return ""
    used, limit = standing.used, standing.limit
    spent = f"{used} of {limit} flags to act on in the last hour"
    if used >= limit:
        return f"Held back by the budget: {spent}"
    if grave >= GRAVE:
        return ""
    if used >= limit - _reserve(limit):
        return f"Held back by the budget: {spent}, the rest is kept for {GRAVE:.2f} and above"
    if grave < standing.threshold:
        return (
            f"Held back by the budget: {spent}; this one is at {grave:.2f}, "
            f"{standing.threshold:.2f} is alerted to"
        )
    return ""


def _reserve(limit: int) -> int:
    return math.ceil(RESERVE * limit) if limit > 1 else 0


def _threshold(gravities: Sequence[float], passes: float) -> float:
    """The gravity that this share of them, lowest first, has at least."""
    if passes >= 1.0 or not gravities:
        return 0.0
    if passes <= 0.0:
        return 1.0
    return gravities[min(len(gravities) - 1, math.floor((1.0 - passes) * len(gravities)))]


def _rate(at: datetime, recent: Sequence[_Asked], shares: dict[str, float]) -> float:
    """Flags an hour that ask these people: in the last hour, or at the pace of a burst, of which
    there must be more than chance brings together.
    """
    hour = sum(shares[each.team] for each in recent)
    burst = sum(shares[each.team] for each in recent if each.at > at - BURST)
    return max(hour, (burst - math.sqrt(burst)) * (HOUR / BURST))


def _share(
    team: str,
    teams: Collection[str],
    seeing: Sequence[Supervisor],
    on_duty: Sequence[Supervisor],
) -> float:
    """The share of a team's flags that these people bear."""
    names = Counter(each.id in {s.id for s in seeing} for each in on_duty if each.sees(team))
    if not names:
        return float(team in teams)
    return names[True] / names.total()


def _nobody(team: str) -> str:
    return f"team:{team}"
