"""What people see of the queue of messages, and do about it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, func, select, true, update

from voicemon.errors import Conflict
from voicemon.store.engine import reading, writing
from voicemon.store.notice_records import (
    DROPPABLE,
    RESENDABLE,
    Delivery,
    DeliveryPage,
    DeliveryState,
)
from voicemon.store.notice_rows import delivery, moved, one
from voicemon.store.schema_notices import notice_deliveries as table
from voicemon.store.schema_notices import notice_targets

_OVER = (DeliveryState.SENT.value, DeliveryState.DIGESTED.value, DeliveryState.DROPPED.value)


class Deliveries:
    """The list of deliveries; `Notices` is the queue of the same table."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def page(
        self,
        states: Collection[DeliveryState] = (),
        target_id: str | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> DeliveryPage:
        """Newest first; `counts` are of every state, whichever `states` are asked for."""
        asked = table.c.target_id == target_id if target_id is not None else true()
        count = select(table.c.state, func.count()).where(asked).group_by(table.c.state)
        query = select(table).where(asked)
        if states:
            query = query.where(table.c.state.in_([each.value for each in states]))
        query = query.order_by(table.c.number.desc()).offset(offset).limit(limit)
        with reading(self._engine) as connection:
            counts = {DeliveryState(row[0]): int(row[1]) for row in connection.execute(count)}
            items = tuple(delivery(row) for row in connection.execute(query))
        total = sum(n for state, n in counts.items() if not states or state in states)
        return DeliveryPage(items, total, counts)

    def get(self, delivery_id: str) -> Delivery:
        """NotFound when there is none."""
        with reading(self._engine) as connection:
            return one(connection, delivery_id)

    def resend(self, delivery_id: str, now: datetime) -> Delivery:
        """Try it again from the beginning. Conflict for one that is on its way, or has arrived,
        and while its target is switched off.
        """
        with writing(self._engine, self._busy_s) as connection:
            _check_on(connection, one(connection, delivery_id).target_id)
            return moved(connection, delivery_id, RESENDABLE, _afresh(now))

    def resend_dead(self, target_id: str, now: datetime) -> int:
        """Try every dead letter of a target again; how many there were."""
        dead = (table.c.target_id == target_id) & (table.c.state == DeliveryState.DEAD.value)
        with writing(self._engine, self._busy_s) as connection:
            _check_on(connection, target_id)
            return connection.execute(update(table).where(dead).values(_afresh(now))).rowcount

    def drop(self, delivery_id: str) -> Delivery:
        """Do not send it; Conflict for one that is on its way or has arrived."""
        with writing(self._engine, self._busy_s) as connection:
            dropped = {"state": DeliveryState.DROPPED.value}
            return moved(connection, delivery_id, DROPPABLE, dropped)

    def forget(self, before: datetime) -> int:
        """Delete what was over before then; dead letters stay until somebody decides."""
        old = table.c.state.in_(_OVER) & (table.c.created_at < before)
        with writing(self._engine, self._busy_s) as connection:
            return connection.execute(delete(table).where(old)).rowcount


def _afresh(now: datetime) -> dict[str, object]:
    return {"state": DeliveryState.WAITING.value, "tries": 0, "due_at": now, "held_for": ""}


def _check_on(connection: Connection, target_id: str) -> None:
    query = select(notice_targets.c.is_on).where(notice_targets.c.id == target_id)
    if connection.execute(query).scalar() is False:
        raise Conflict("the target is switched off", "switch it on first")
