"""The queue of messages as rows, so that a restart loses none.

A message is claimed by compare-and-set for a limited time; only who holds the claim may say what
became of it, so that two processes do not send the same message, and one that died leaves it free.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    and_,
    exists,
    func,
    insert,
    select,
    update,
)

from voicemon.store.engine import reading, writing
from voicemon.store.notice_records import Delivery, DeliveryState, NewDelivery
from voicemon.store.notice_rows import delivery, moved, one
from voicemon.store.notice_targets import noted
from voicemon.store.schema_notices import notice_deliveries as table
from voicemon.store.schema_notices import notice_targets
from voicemon.types import Severity

_WAITS = (DeliveryState.WAITING.value, DeliveryState.FAILED.value)
_PASSED = (*_WAITS, DeliveryState.SENDING.value, DeliveryState.SENT.value)


class Notices:
    """The table of deliveries."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def add(self, new: Sequence[NewDelivery], now: datetime) -> list[Delivery]:
        """Queue what its targets were not told yet; returns that."""
        with writing(self._engine, self._busy_s) as connection:
            return [_insert(connection, each, now) for each in new if _wanted(connection, each)]

    def passed(self, target_id: str, since: datetime) -> list[datetime]:
        """When messages were let through to a target, earliest first."""
        query = select(table.c.created_at).where(
            table.c.target_id == target_id, table.c.state.in_(_PASSED), table.c.created_at > since
        )
        with reading(self._engine) as connection:
            return list(connection.execute(query.order_by(table.c.created_at)).scalars())

    def held_due(self, now: datetime) -> dict[str, list[Delivery]]:
        """What was held until now, by target, oldest first."""
        held = table.c.state == DeliveryState.HELD.value
        query = select(table).where(held, table.c.due_at <= now)
        found: dict[str, list[Delivery]] = {}
        with reading(self._engine) as connection:
            for row in connection.execute(query.order_by(table.c.number)):
                found.setdefault(row.target_id, []).append(delivery(row))
        return found

    def put_off(self, held: Sequence[Delivery], until: datetime) -> None:
        """What is held is due later."""
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(update(table).where(_still(held)).values(due_at=until))

    def digest(self, held: Sequence[Delivery], digest: NewDelivery, now: datetime) -> bool:
        """One message takes the place of what is held; False when somebody else was first."""
        still = _still(held)
        with writing(self._engine, self._busy_s) as connection:
            if connection.execute(select(func.count()).where(still)).scalar_one() != len(held):
                return False
            digested = DeliveryState.DIGESTED.value
            connection.execute(update(table).where(still).values(state=digested))
            _insert(connection, digest, now)
            return True

    def claim(
        self, now: datetime, lease: timedelta, limit: int, busy: Collection[str] = ()
    ) -> list[Delivery]:
        """Take up to `limit` messages that are due, one a target, none of the targets that are
        `busy`; the gravest first, then the longest due. Each is ours for `lease`.
        """
        if limit <= 0:
            return []
        with reading(self._engine) as connection:  # writers take turns: do not queue for nothing
            if connection.execute(_due(now, busy).limit(1)).first() is None:
                return []
        with writing(self._engine, self._busy_s) as connection:
            rows = connection.execute(_due(now, busy).limit(200)).all()
            chosen: dict[str, Row[tuple[object, ...]]] = {}
            for row in sorted(rows, key=lambda row: -_gravity(row.severity)):
                chosen.setdefault(row.target_id, row)
            first = list(chosen.values())[:limit]
            return [_take(connection, row, now + lease) for row in first]

    def next_due(self, busy: Collection[str] = ()) -> datetime | None:
        """When the next message or digest is due, but for targets that are `busy`."""
        states = (*_WAITS, DeliveryState.HELD.value, DeliveryState.SENDING.value)
        free = table.c.target_id.not_in(list(busy))
        query = select(func.min(table.c.due_at)).where(table.c.state.in_(states), _is_on(), free)
        with reading(self._engine) as connection:
            return connection.execute(query).scalar()

    def sent(self, claimed: Delivery, now: datetime) -> bool:
        """It has arrived; False when the claim was no longer ours."""
        values = {"state": DeliveryState.SENT.value, "sent_at": now, "error": "", "claim": None}
        with writing(self._engine, self._busy_s) as connection:
            noted(connection, claimed.target_id, now)
            return _finish(connection, claimed, values)

    def failed(
        self,
        claimed: Delivery,
        now: datetime,
        error: str,
        *,
        permanent: bool,
        again_at: datetime | None,
    ) -> bool:
        """A try failed: it is due again at `again_at`, or a dead letter where that is None."""
        state = DeliveryState.FAILED if again_at else DeliveryState.DEAD
        values = {
            "state": state.value,
            "due_at": again_at or now,
            "error": error,
            "permanent": permanent,
            "claim": None,
        }
        with writing(self._engine, self._busy_s) as connection:
            noted(connection, claimed.target_id, now, error)
            return _finish(connection, claimed, values)


def _still(held: Sequence[Delivery]) -> ColumnElement[bool]:
    ids = [each.id for each in held]
    return and_(table.c.id.in_(ids), table.c.state == DeliveryState.HELD.value)


def _is_on() -> ColumnElement[bool]:
    return table.c.target_id.in_(select(notice_targets.c.id).where(notice_targets.c.is_on))


def _due(now: datetime, busy: Collection[str]) -> Select[tuple[object, ...]]:
    """Waiting and due, or claimed by somebody whose claim ran out."""
    states = table.c.state.in_([*_WAITS, DeliveryState.SENDING.value])
    query = select(table).where(states, table.c.due_at <= now, _is_on())
    if busy:
        query = query.where(table.c.target_id.not_in(list(busy)))
    return query.order_by(table.c.due_at, table.c.number)


def _take(connection: Connection, row: Row[tuple[object, ...]], until: datetime) -> Delivery:
    """Compare-and-set; alone in this transaction, so that it cannot lose."""
    claim = secrets.token_hex(8)
    values = {
        "state": DeliveryState.SENDING.value,
        "claim": claim,
        "due_at": until,
        "tries": row.tries + 1,
    }
    return moved(connection, row.id, (DeliveryState(row.state),), values)


def _finish(connection: Connection, claimed: Delivery, values: Mapping[str, object]) -> bool:
    ours = and_(
        table.c.id == claimed.id,
        table.c.state == DeliveryState.SENDING.value,
        table.c.claim == claimed.claim,
    )
    return connection.execute(update(table).where(ours).values(dict(values))).rowcount == 1


def _wanted(connection: Connection, new: NewDelivery) -> bool:
    """Its target is there, switched on, and was not told yet."""
    same = exists().where(table.c.target_id == new.target_id, table.c.key == new.key)
    target = notice_targets.c.id == new.target_id
    query = select(notice_targets.c.id).where(target, notice_targets.c.is_on, ~same)
    return connection.execute(query).first() is not None


def _insert(connection: Connection, new: NewDelivery, now: datetime) -> Delivery:
    delivery_id = uuid.uuid4().hex
    last = connection.execute(select(func.max(table.c.number))).scalar()
    state = DeliveryState.HELD if new.held_for else DeliveryState.WAITING
    connection.execute(
        insert(table).values(
            id=delivery_id,
            number=(last or 0) + 1,
            target_id=new.target_id,
            key=new.key,
            kind=new.kind.value,
            severity=new.severity.value,
            body=dict(new.body),
            state=state.value,
            tries=0,
            due_at=new.due_at,
            held_for=new.held_for,
            error="",
            created_at=now,
        )
    )
    return one(connection, delivery_id)


def _gravity(severity: str) -> int:
    return list(Severity).index(Severity(severity))
