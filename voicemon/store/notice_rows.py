"""What the queue of messages and its list share: reading and moving one delivery."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Row, select, update

from voicemon.errors import Conflict, NotFound
from voicemon.store.notice_records import Delivery, DeliveryKind, DeliveryState
from voicemon.store.schema_notices import notice_deliveries as table
from voicemon.types import Severity


def one(connection: Connection, delivery_id: str) -> Delivery:
    """By id; NotFound."""
    row = connection.execute(select(table).where(table.c.id == delivery_id)).first()
    if row is None:
        raise NotFound(
            f"there is no delivery {delivery_id!r}", "GET /api/notices/deliveries lists them"
        )
    return delivery(row)


def moved(
    connection: Connection,
    delivery_id: str,
    was: Collection[DeliveryState],
    values: Mapping[str, object],
) -> Delivery:
    """Compare-and-set: changed from one of the states `was`, else Conflict."""
    among = table.c.state.in_([each.value for each in was])
    changed = connection.execute(
        update(table).where(table.c.id == delivery_id, among).values(dict(values))
    )
    found = one(connection, delivery_id)
    if changed.rowcount == 0:
        raise Conflict(
            f"this message is {found.state.value}", f"this can be done with: {', '.join(was)}"
        )
    return found


def delivery(row: Row[tuple[object, ...]]) -> Delivery:
    """A row in words."""
    return Delivery(
        id=row.id,
        target_id=row.target_id,
        key=row.key,
        kind=DeliveryKind(row.kind),
        severity=Severity(row.severity),
        body=dict(row.body),
        state=DeliveryState(row.state),
        tries=row.tries,
        due_at=row.due_at,
        created_at=row.created_at,
        claim=row.claim,
        held_for=row.held_for,
        error=row.error,
        permanent=row.permanent,
        sent_at=row.sent_at,
    )
