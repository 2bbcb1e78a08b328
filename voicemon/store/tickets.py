"""One-time tokens: for the first admin, for a new password, for a sign-in link."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, update

from voicemon.errors import NotFound
from voicemon.store import secret_texts
from voicemon.store.engine import reading, writing
from voicemon.store.people_records import TicketKind
from voicemon.store.schema_people import tickets

PREFIX = "vmo"


class Tickets:
    """The table of one-time tokens."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def issue(
        self,
        kind: TicketKind,
        valid: timedelta,
        now: datetime,
        person_id: str | None = None,
        *,
        further: bool = False,
    ) -> str:
        """A token; those given out before for the same are worth nothing from now on, unless it is
        a `further` one.
        """
        made = secret_texts.make(PREFIX)
        whose: ColumnElement[bool] = tickets.c.person_id.is_(None)
        if person_id is not None:
            whose = tickets.c.person_id == person_id
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(delete(tickets).where(tickets.c.expires_at < now))
            if not further:
                connection.execute(delete(tickets).where(whose, tickets.c.kind == kind.value))
            connection.execute(
                insert(tickets).values(
                    id=made.id,
                    hash=made.hash,
                    kind=kind.value,
                    person_id=person_id,
                    expires_at=now + valid,
                )
            )
        return made.text

    def look(self, kind: TicketKind, text: str, now: datetime) -> str | None:
        """Whose it is (None: nobody's in particular); NotFound when it is not in force."""
        with reading(self._engine) as connection:
            return _whose(connection, kind, text, now)

    def spend(self, kind: TicketKind, text: str, now: datetime) -> str | None:
        """As `look`; it is not in force any more."""
        with writing(self._engine, self._busy_s) as connection:
            person_id = _whose(connection, kind, text, now)
            which = tickets.c.id == (secret_texts.id_of(PREFIX, text) or "")
            connection.execute(update(tickets).where(which).values(used_at=now))
            return person_id


def _whose(connection: Connection, kind: TicketKind, text: str, now: datetime) -> str | None:
    which = tickets.c.id == (secret_texts.id_of(PREFIX, text) or "")
    row = connection.execute(select(tickets).where(which, tickets.c.kind == kind.value)).first()
    right = secret_texts.fits(text, row.hash if row else None)
    if row is None or not right or row.used_at is not None or row.expires_at < now:
        raise NotFound(
            "this link or token is not valid: it was used, is too old, or is incomplete",
            "ask for a new one",
        )
    person_id: str | None = row.person_id
    return person_id
