"""Rehearsals: what a rule would have done, kept beside the rule."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, Row, delete, func, insert, or_, select, update

from voicemon.errors import NotFound
from voicemon.store.engine import reading, writing
from voicemon.store.rules_records import Author, RehearsalEntry, RehearsalState
from voicemon.store.schema import analyses, calls
from voicemon.store.schema_rules import rehearsals

KEPT = 20  # of a rule
PASS, LIVE = "pass", "live"  # the setting of an analysis that was made while the call ran
UNDONE = (RehearsalState.WAITING.value, RehearsalState.RUNNING.value)


@dataclass(frozen=True, slots=True)
class RehearsedCall:
    """A call, and the version of it that its rules have seen or would have seen."""

    call_id: str
    analysis_id: str


class Rehearsals:
    """The table of rehearsals."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def add(
        self,
        rule_id: str,
        number: int,
        days: int,
        teams: Collection[str] | None,
        by: Author,
        now: datetime,
    ) -> RehearsalEntry:
        """One that waits; the oldest of the rule make room."""
        made = uuid.uuid4().hex
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(
                insert(rehearsals).values(
                    id=made,
                    rule_id=rule_id,
                    number=number,
                    days=days,
                    teams=None if teams is None else sorted(teams),
                    state=RehearsalState.WAITING.value,
                    progress=0.0,
                    asked_at=now,
                    by_id=by.id,
                    by_name=by.name,
                    error="",
                )
            )
            _tidy(connection, rule_id)
            return _one(connection, made)

    def get(self, rehearsal_id: str) -> RehearsalEntry:
        """NotFound."""
        with reading(self._engine) as connection:
            return _one(connection, rehearsal_id)

    def of(self, rule_id: str) -> list[RehearsalEntry]:
        """Those of a rule, newest first."""
        query = select(rehearsals).where(rehearsals.c.rule_id == rule_id)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(rehearsals.c.asked_at.desc()))
            return [_entry(row) for row in rows]

    def waiting(self) -> RehearsalEntry | None:
        """The one that has waited longest."""
        query = select(rehearsals).where(rehearsals.c.state == RehearsalState.WAITING.value)
        with reading(self._engine) as connection:
            row = connection.execute(query.order_by(rehearsals.c.asked_at).limit(1)).first()
        return _entry(row) if row is not None else None

    def undone(self) -> int:
        """How many wait or run."""
        query = select(func.count()).where(rehearsals.c.state.in_(UNDONE))
        with reading(self._engine) as connection:
            return connection.execute(query).scalar_one()

    def calls(
        self, since: datetime, teams: Collection[str] | None, limit: int
    ) -> list[RehearsedCall]:
        """The newest calls that began since, of these teams ("": of none; None: of all), oldest
        first. A call that was heard while it ran counts as it was heard then.
        """
        of_call = (analyses.c.call_id == calls.c.id) & or_(
            analyses.c.number == 1, analyses.c.number == calls.c.versions
        )
        wanted = [calls.c.started_at >= since]
        if teams is not None:
            wanted.append(func.coalesce(calls.c.team, "").in_(list(teams)))
        query = select(calls.c.id, analyses.c.id.label("analysis_id"), analyses.c.settings)
        newest = query.join(analyses, of_call).where(*wanted)
        order = (calls.c.started_at.desc(), calls.c.id, analyses.c.number)
        found: dict[str, RehearsedCall] = {}
        live: set[str] = set()
        with reading(self._engine) as connection:
            for row in connection.execute(newest.order_by(*order)):
                if row.id not in live and (row.id in found or len(found) < limit):
                    found[row.id] = RehearsedCall(row.id, row.analysis_id)
                if row.settings.get(PASS) == LIVE:
                    live.add(row.id)
        return list(found.values())[::-1]

    def running(self, rehearsal_id: str, progress: float) -> None:
        """How far it is, 0–1."""
        self._set(rehearsal_id, state=RehearsalState.RUNNING.value, progress=progress)

    def done(self, rehearsal_id: str, result: Mapping[str, object], now: datetime) -> None:
        """It has ended."""
        self._set(
            rehearsal_id,
            state=RehearsalState.DONE.value,
            progress=1.0,
            ended_at=now,
            result=dict(result),
        )

    def failed(self, rehearsal_id: str, error: str, now: datetime) -> None:
        """It could not be ended; `error` says why."""
        state = RehearsalState.FAILED.value
        self._set(rehearsal_id, state=state, ended_at=now, error=error)

    def give_up(self, now: datetime, why: str) -> None:
        """What an earlier process left running has failed; what waits goes on waiting."""
        left = rehearsals.c.state == RehearsalState.RUNNING.value
        with reading(self._engine) as connection:
            if connection.execute(select(rehearsals.c.id).where(left).limit(1)).first() is None:
                return
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(
                update(rehearsals)
                .where(left)
                .values(state=RehearsalState.FAILED.value, ended_at=now, error=why)
            )

    def _set(self, rehearsal_id: str, **values: object) -> None:
        with writing(self._engine, self._busy_s) as connection:
            of_it = update(rehearsals).where(rehearsals.c.id == rehearsal_id)
            connection.execute(of_it.values(**values))


def _tidy(connection: Connection, rule_id: str) -> None:
    ended = (rehearsals.c.rule_id == rule_id) & rehearsals.c.state.not_in(UNDONE)
    newest = select(rehearsals.c.id).where(ended).order_by(rehearsals.c.asked_at.desc())
    spare = list(connection.execute(newest.offset(KEPT - 1)).scalars())
    if spare:
        connection.execute(delete(rehearsals).where(rehearsals.c.id.in_(spare)))


def _one(connection: Connection, rehearsal_id: str) -> RehearsalEntry:
    row = connection.execute(select(rehearsals).where(rehearsals.c.id == rehearsal_id)).first()
    if row is None:
        raise NotFound(f"there is no rehearsal {rehearsal_id!r}", "the rule's page lists them")
    return _entry(row)


def _entry(row: Row[tuple[object, ...]]) -> RehearsalEntry:
    return RehearsalEntry(
        id=row.id,
        rule_id=row.rule_id,
        number=row.number,
        days=row.days,
        teams=None if row.teams is None else tuple(row.teams),
        state=RehearsalState(row.state),
        progress=row.progress,
        asked_at=row.asked_at,
        by=Author(row.by_id, row.by_name),
        ended_at=row.ended_at,
        result=row.result,
        error=row.error,
    )
