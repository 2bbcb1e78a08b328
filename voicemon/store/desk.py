"""Messages to agents at their desks: sent → delivered → read, each moment kept once."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from voicemon.errors import NotFound
from voicemon.store.desk_records import DeskMessage, Note
from voicemon.store.engine import reading, writing
from voicemon.store.schema_desk import desk_messages as table
from voicemon.types import MomentKind, SuggestedStep


class DeskMessages:
    """The table of messages. A person finds only messages that they sent or got."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def send(self, note: Note, now: datetime) -> DeskMessage:
        """Keep a new message."""
        message_id = uuid.uuid4().hex
        with writing(self._engine, self._busy_s) as connection:
            last = connection.execute(select(func.max(table.c.number))).scalar()
            connection.execute(
                insert(table).values(
                    id=message_id,
                    number=(last or 0) + 1,
                    call_id=note.call_id,
                    to_person=note.to_person,
                    from_person=note.from_person,
                    from_name=note.from_name,
                    text=note.text,
                    step=_step_row(note.step),
                    sent_at=now,
                )
            )
        return DeskMessage(message_id, note, now)

    def received(
        self, person_id: str, *, unread: bool = False, limit: int = 50
    ) -> list[DeskMessage]:
        """Messages to somebody, newest first."""
        query = select(table).where(table.c.to_person == person_id)
        if unread:
            query = query.where(table.c.read_at.is_(None))
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(table.c.number.desc()).limit(limit))
            return [_message(row) for row in rows]

    def sent(
        self, person_id: str, call_id: str | None = None, limit: int = 50
    ) -> list[DeskMessage]:
        """Messages from somebody, newest first; about one call, or any."""
        query = select(table).where(table.c.from_person == person_id)
        if call_id is not None:
            query = query.where(table.c.call_id == call_id)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(table.c.number.desc()).limit(limit))
            return [_message(row) for row in rows]

    def delivered(self, person_id: str, ids: Collection[str], now: datetime) -> list[DeskMessage]:
        """The agent's page has these; those of which that is new."""
        fresh = (
            table.c.id.in_(list(ids)),
            table.c.to_person == person_id,
            table.c.delivered_at.is_(None),
        )
        with writing(self._engine, self._busy_s) as connection:
            known = list(connection.execute(select(table.c.id).where(*fresh)).scalars())
            return _marked(connection, known, {"delivered_at": now})

    def read(self, person_id: str, message_id: str, now: datetime) -> tuple[DeskMessage, bool]:
        """The agent has read it: the message, and whether that is new. NotFound for a message to
        somebody else.
        """
        query = select(table).where(table.c.id == message_id, table.c.to_person == person_id)
        with writing(self._engine, self._busy_s) as connection:
            row = connection.execute(query).first()
            if row is None:
                raise NotFound(
                    f"you have no message {message_id!r}", "GET /api/desk/messages lists yours"
                )
            if row.read_at is not None:
                return _message(row), False
            values = {"read_at": now, "delivered_at": row.delivered_at or now}
            return _marked(connection, [message_id], values)[0], True

    def forget(self, call_id: str) -> None:
        """Delete the messages about a call of which nothing may be kept."""
        with writing(self._engine, self._busy_s) as connection:
            forget(connection, call_id)


def forget(connection: Connection, call_id: str) -> None:
    """Delete the messages about a call."""
    connection.execute(delete(table).where(table.c.call_id == call_id))


def _marked(
    connection: Connection, ids: list[str], values: Mapping[str, datetime]
) -> list[DeskMessage]:
    if not ids:
        return []
    connection.execute(update(table).where(table.c.id.in_(ids)).values(**values))
    query = select(table).where(table.c.id.in_(ids)).order_by(table.c.number)
    return [_message(row) for row in connection.execute(query)]


def _message(row: Row[tuple[object, ...]]) -> DeskMessage:
    note = Note(
        row.call_id, row.to_person, row.from_person, row.from_name, row.text, _step(row.step)
    )
    return DeskMessage(row.id, note, row.sent_at, row.delivered_at, row.read_at)


def _step_row(step: SuggestedStep | None) -> dict[str, object] | None:
    if step is None:
        return None
    return {
        "moment_id": step.moment_id,
        "kind": step.kind.value,
        "at_s": step.at_s,
        "sentence": step.sentence,
        "reason": step.reason,
        "language": step.language,
        "rephrased": step.rephrased,
    }


def _step(row: Mapping[str, object] | None) -> SuggestedStep | None:
    if row is None:
        return None
    return SuggestedStep(
        moment_id=str(row["moment_id"]),
        kind=MomentKind(str(row["kind"])),
        at_s=float(str(row["at_s"])),
        sentence=str(row["sentence"]),
        reason=str(row["reason"]),
        language=str(row["language"]),
        rephrased=bool(row["rephrased"]),
    )
