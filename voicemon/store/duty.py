"""What figures of flags rest on: how they lived, and who was on duty in which hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, case, func, insert, select, update

from voicemon.flags.cards import VOICEMON
from voicemon.flags.figures import DutyHour, Lived
from voicemon.store import ledger_rows as rows
from voicemon.store.engine import reading, writing
from voicemon.store.schema import calls
from voicemon.store.schema_ledger import duty_hours, flag_heads, flag_moves
from voicemon.types import FlagState

TAKEN = (FlagState.ACKNOWLEDGED.value, FlagState.CLAIMED.value, FlagState.ACTED.value)


class Duty:
    """Read by the figures, written by who watches the boards."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def add(self, served: Sequence[DutyHour]) -> None:
        """Somebody was on duty for some more seconds of an hour."""
        if not served:
            return
        with writing(self._engine, self._busy_s) as connection:
            for each in served:
                same = (duty_hours.c.hour == each.hour) & (duty_hours.c.person_id == each.person_id)
                teams = None if each.teams is None else sorted(each.teams)
                longer = duty_hours.c.seconds + each.seconds
                known = update(duty_hours).where(same).values(seconds=longer, teams=teams)
                if connection.execute(known).rowcount == 0:
                    connection.execute(
                        insert(duty_hours).values(
                            hour=each.hour,
                            person_id=each.person_id,
                            teams=teams,
                            seconds=each.seconds,
                        )
                    )

    def hours(self, since: datetime) -> list[DutyHour]:
        """Every hour that began at or after."""
        query = select(duty_hours).where(duty_hours.c.hour >= since).order_by(duty_hours.c.hour)
        with reading(self._engine) as connection:
            return [
                DutyHour(
                    row.hour,
                    row.person_id,
                    None if row.teams is None else frozenset(row.teams),
                    row.seconds,
                )
                for row in connection.execute(query)
            ]

    def lived(self, since: datetime) -> list[Lived]:
        """Flags raised since, with what became of them."""
        when, state = flag_moves.c.at, flag_moves.c.state
        by_person = state.in_(TAKEN) & (flag_moves.c.by_id != VOICEMON.id)
        resolved, escalated = FlagState.RESOLVED.value, FlagState.ESCALATED.value
        moves = (
            select(
                flag_moves.c.flag_id,
                func.min(case((by_person, when))).label("taken_at"),
                func.min(case((state == resolved, when))).label("resolved_at"),
                func.max(case((state == escalated, 1), else_=0)).label("escalated"),
            )
            .group_by(flag_moves.c.flag_id)
            .subquery()
        )
        ended = func.coalesce(flag_heads.c.call_ended_at, calls.c.ended_at).label("over_at")
        query = (
            select(flag_heads, moves.c.taken_at, moves.c.resolved_at, moves.c.escalated, ended)
            .outerjoin(moves, moves.c.flag_id == flag_heads.c.id)
            .outerjoin(calls, calls.c.id == flag_heads.c.call_id)
            .where(flag_heads.c.raised_at >= since)
            .order_by(flag_heads.c.raised_at, flag_heads.c.id)
        )
        with reading(self._engine) as connection:
            return [
                Lived(
                    rows.card(row),
                    row.taken_at,
                    row.over_at,
                    row.resolved_at,
                    bool(row.escalated),
                )
                for row in connection.execute(query)
            ]
