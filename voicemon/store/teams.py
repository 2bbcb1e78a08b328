"""Teams: a name that ingest keys and senders give calls, and that people belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, func, insert, select

from voicemon.errors import Conflict, NotFound
from voicemon.store.engine import reading, writing
from voicemon.store.schema import calls, ingest_keys
from voicemon.store.schema_people import people_teams, teams


@dataclass(frozen=True, slots=True)
class Team:
    """A team, how many people belong to it and how many stored calls name it; `kept` when an
    admin made it, so that it stays without either.
    """

    name: str
    people: int = 0
    calls: int = 0
    kept: bool = False


class Teams:
    """The table of teams, and those that are only named elsewhere."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def all(self) -> list[Team]:
        """Every team that somebody made, belongs to, or that a call or an ingest key names."""
        of_people = select(people_teams.c.team, func.count()).group_by(people_teams.c.team)
        of_calls = select(calls.c.team, func.count()).group_by(calls.c.team)
        of_keys = select(ingest_keys.c.team).where(ingest_keys.c.revoked_at.is_(None)).distinct()
        with reading(self._engine) as connection:
            kept = set(connection.execute(select(teams.c.name)).scalars())
            members = {team: count for team, count in connection.execute(of_people)}  # noqa: C416
            called = {team: count for team, count in connection.execute(of_calls) if team}
            keyed = {team for team in connection.execute(of_keys).scalars() if team}
        return [
            Team(name, members.get(name, 0), called.get(name, 0), name in kept)
            for name in sorted(kept | members.keys() | called.keys() | keyed, key=str.lower)
        ]

    def add(self, name: str, now: datetime | None = None) -> None:
        """Conflict when there is one of this name."""
        with writing(self._engine, self._busy_s) as connection:
            if connection.execute(select(teams.c.name).where(teams.c.name == name)).first():
                raise Conflict(f"there is a team {name!r} already", "choose another name")
            connection.execute(insert(teams).values(name=name, created_at=now or datetime.now(UTC)))

    def remove(self, name: str) -> None:
        """Nobody belongs to it any more; calls keep its name. NotFound when there is none."""
        with writing(self._engine, self._busy_s) as connection:
            made = connection.execute(delete(teams).where(teams.c.name == name)).rowcount
            had = connection.execute(delete(people_teams).where(people_teams.c.team == name))
        if not made and not had.rowcount:
            raise NotFound(f"there is no team {name!r}", "GET /api/teams lists them")
