"""Who is told of flags, as rows."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from voicemon.errors import Conflict, NotFound
from voicemon.store.engine import reading, writing
from voicemon.store.notice_records import (
    DeliveryState,
    QuietSpan,
    Target,
    TargetKind,
    TargetSettings,
)
from voicemon.store.schema_notices import notice_deliveries, notice_targets
from voicemon.types import FlagState, Severity

ID_BYTES = 6
SWITCHED_OFF = "the target was switched off"


class NoticeTargets:
    """The table of targets."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def add(
        self,
        settings: TargetSettings,
        shown: str,
        sealed_address: bytes,
        sealed_secret: bytes | None,
        now: datetime,
    ) -> Target:
        """A new target, switched on; Conflict when one has the name."""
        target_id = secrets.token_hex(ID_BYTES)
        with writing(self._engine, self._busy_s) as connection:
            _check_name(connection, settings.name, target_id)
            connection.execute(
                insert(notice_targets).values(
                    id=target_id,
                    shown=shown,
                    sealed_address=sealed_address,
                    sealed_secret=sealed_secret,
                    is_on=True,
                    created_at=now,
                    last_error="",
                    **_settings_row(settings),
                )
            )
            return _one(connection, target_id)

    def all(self) -> list[Target]:
        """Every target, by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(notice_targets).order_by(notice_targets.c.name))
            return [_target(row) for row in rows]

    def get(self, target_id: str) -> Target:
        """NotFound when there is none."""
        with reading(self._engine) as connection:
            return _one(connection, target_id)

    def change(
        self,
        target_id: str,
        settings: TargetSettings,
        address: tuple[str, bytes] | None = None,
        sealed_secret: bytes | None = None,
    ) -> Target:
        """Other settings, and where given another address (shown, sealed) and secret."""
        values = _settings_row(settings)
        if address is not None:
            values |= {"shown": address[0], "sealed_address": address[1]}
        if sealed_secret is not None:
            values["sealed_secret"] = sealed_secret
        with writing(self._engine, self._busy_s) as connection:
            _check_name(connection, settings.name, target_id)
            return _change(connection, target_id, values)

    def switch(self, target_id: str, *, on: bool) -> Target:
        """Switch on or off. What waits for a target that is switched off becomes a dead letter:
        nobody wants last week's alarms when it is switched on again.
        """
        waiting = notice_deliveries.c.state.in_(
            [DeliveryState.WAITING.value, DeliveryState.FAILED.value, DeliveryState.HELD.value]
        )
        with writing(self._engine, self._busy_s) as connection:
            if not on:
                connection.execute(
                    update(notice_deliveries)
                    .where(notice_deliveries.c.target_id == target_id, waiting)
                    .values(state=DeliveryState.DEAD.value, error=SWITCHED_OFF, permanent=True)
                )
            return _change(connection, target_id, {"is_on": on})

    def remove(self, target_id: str) -> Target:
        """Delete a target with all that was to be sent to it."""
        with writing(self._engine, self._busy_s) as connection:
            target = _one(connection, target_id)
            connection.execute(delete(notice_targets).where(notice_targets.c.id == target_id))
            return target


def noted(connection: Connection, target_id: str, now: datetime, error: str = "") -> None:
    """What the last try at a target came to."""
    values: dict[str, object] = {"last_sent_at": now, "last_error": ""}
    if error:
        values = {"last_failed_at": now, "last_error": error}
    connection.execute(
        update(notice_targets).where(notice_targets.c.id == target_id).values(values)
    )


def _check_name(connection: Connection, name: str, target_id: str) -> None:
    same = select(notice_targets.c.id).where(
        notice_targets.c.name == name, notice_targets.c.id != target_id
    )
    if connection.execute(same).first() is not None:
        raise Conflict(f"there is a target named {name!r} already", "choose another name")


def _change(connection: Connection, target_id: str, values: Mapping[str, object]) -> Target:
    connection.execute(
        update(notice_targets).where(notice_targets.c.id == target_id).values(dict(values))
    )
    return _one(connection, target_id)


def _one(connection: Connection, target_id: str) -> Target:
    query = select(notice_targets).where(notice_targets.c.id == target_id)
    row = connection.execute(query).first()
    if row is None:
        raise NotFound(
            f"there is no target {target_id!r}", "GET /api/notices/targets lists them all"
        )
    return _target(row)


def _settings_row(settings: TargetSettings) -> dict[str, object]:
    return {
        "name": settings.name,
        "kind": settings.kind.value,
        "severities": [each.value for each in settings.severities],
        "states": [each.value for each in settings.states],
        "teams": list(settings.teams),
        "queues": list(settings.queues),
        "quiet": [[span.start, span.end, list(span.days)] for span in settings.quiet],
        "quiet_passes": settings.quiet_passes.value if settings.quiet_passes else None,
        "most": settings.most,
        "window_min": settings.window_min,
        "weekly": settings.weekly,
        "weekly_day": settings.weekly_day,
        "weekly_hour": settings.weekly_hour,
        "language": settings.language,
    }


def _target(row: Row[tuple[object, ...]]) -> Target:
    settings = TargetSettings(
        name=row.name,
        kind=TargetKind(row.kind),
        severities=tuple(Severity(each) for each in row.severities),
        states=tuple(FlagState(each) for each in row.states),
        teams=tuple(row.teams),
        queues=tuple(row.queues),
        quiet=tuple(QuietSpan(start, end, tuple(days)) for start, end, days in row.quiet),
        quiet_passes=Severity(row.quiet_passes) if row.quiet_passes else None,
        most=row.most,
        window_min=row.window_min,
        weekly=row.weekly,
        weekly_day=row.weekly_day,
        weekly_hour=row.weekly_hour,
        language=row.language,
    )
    return Target(
        row.id,
        settings,
        row.shown,
        row.sealed_address,
        row.sealed_secret,
        row.is_on,
        row.created_at,
        row.last_sent_at,
        row.last_failed_at,
        row.last_error,
    )
