"""Legs that were announced before they connect, because their connection says too little.

waiting → open (by `claim`, compare-and-set) → over, or waiting again when its line was lost. One
connection a leg: whoever knows a name that is in use, or was, gets nothing by it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from voicemon.errors import Conflict, NotFound
from voicemon.store.engine import reading, writing
from voicemon.store.records import Leg, LegState
from voicemon.store.schema import legs
from voicemon.types import Role

FORGET = timedelta(days=1)  # how long a name that expired is refused as used


class Legs:
    """The table of announced legs."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def add(self, leg: Leg, valid: timedelta) -> Leg:
        """Announce a leg that connects within `valid`; Conflict when its name was given before."""
        now = datetime.now(UTC)
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(delete(legs).where(legs.c.expires_at < now - FORGET))
            if _one(connection, leg.connection) is not None:
                raise Conflict(
                    f"the connection {leg.connection!r} was announced before",
                    "give every leg a name of its own",
                )
            connection.execute(
                insert(legs).values(
                    connection=leg.connection,
                    call=leg.call,
                    role=leg.role.value,
                    facts=dict(leg.facts),
                    state=LegState.WAITING.value,
                    created_at=now,
                    expires_at=now + valid,
                )
            )
        return self.get(leg.connection)

    def get(self, connection_name: str) -> Leg:
        """NotFound when it was not announced."""
        with reading(self._engine) as connection:
            row = _one(connection, connection_name)
        if row is None:
            raise NotFound(
                f"no leg {connection_name!r} was announced",
                "POST /api/ingest/legs before it connects",
            )
        return _leg(row)

    def find(self, connection_name: str) -> Leg | None:
        """One that was announced, whatever its state."""
        with reading(self._engine) as connection:
            row = _one(connection, connection_name)
        return None if row is None else _leg(row)

    def claim(self, connection_name: str) -> Leg:
        """It connects. NotFound when not announced or too late; Conflict when in use or over."""
        leg = self.get(connection_name)
        if leg.expires_at is not None and leg.expires_at < datetime.now(UTC):
            raise NotFound(
                f"the leg {connection_name!r} connected too late",
                "announce it right before the call",
            )
        if not self._move(connection_name, LegState.WAITING, LegState.OPEN):
            raise Conflict(
                f"the leg {connection_name!r} is in use or over", "announce every leg anew"
            )
        return leg

    def release(self, connection_name: str, *, lost: bool) -> None:
        """Its connection ended: by a word, or `lost`, when it may come again."""
        self._move(connection_name, LegState.OPEN, LegState.WAITING if lost else LegState.OVER)

    def reopen(self) -> None:
        """At the start: the connections of an earlier process are lost."""
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(
                update(legs)
                .where(legs.c.state == LegState.OPEN.value)
                .values(state=LegState.WAITING.value)
            )

    def _move(self, name: str, was: LegState, now: LegState) -> bool:
        with writing(self._engine, self._busy_s) as connection:
            changed = connection.execute(
                update(legs)
                .where(legs.c.connection == name, legs.c.state == was.value)
                .values(state=now.value)
            )
        return changed.rowcount == 1


def _one(connection: Connection, name: str) -> Row[tuple[object, ...]] | None:
    return connection.execute(select(legs).where(legs.c.connection == name)).first()


def _leg(row: Row[tuple[object, ...]]) -> Leg:
    return Leg(
        row.connection,
        row.call,
        Role(row.role),
        dict(row.facts),
        LegState(row.state),
        row.expires_at,
    )
