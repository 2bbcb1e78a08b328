"""Who is signed in, in which browser: rows, so that a restart signs nobody out and an admin can.

A session ends by being deleted: signed out, revoked, idle for too long, or too old.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, Row, delete, insert, or_, select, update

from voicemon.store import secret_texts
from voicemon.store.engine import reading, writing
from voicemon.store.people import account_of
from voicemon.store.people_records import Account, Session
from voicemon.store.schema_people import sessions

PREFIX = "vms"
NOTED = timedelta(seconds=30)  # a session is noted as seen this often at most
BROWSER_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts: without anybody using it, and in all."""

    idle: timedelta
    absolute: timedelta


class Sessions:
    """The table of sessions."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def start(
        self, person_id: str, how: str, now: datetime, *, address: str = "", browser: str = ""
    ) -> tuple[Session, str]:
        """A session, and the text that its cookie holds."""
        made = secret_texts.make(PREFIX)
        session = Session(made.id, person_id, now, now, address, browser[:BROWSER_LETTERS], how)
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(
                insert(sessions).values(
                    id=made.id,
                    hash=made.hash,
                    person_id=person_id,
                    created_at=now,
                    seen_at=now,
                    address=address,
                    browser=session.browser,
                    how=how,
                )
            )
        return session, made.text

    def find(self, text: str, limits: Limits, now: datetime) -> tuple[Session, Account] | None:
        """Whose cookie this is; None when it is no session's, or no longer."""
        session_id = secret_texts.id_of(PREFIX, text)
        with reading(self._engine) as connection:
            row = connection.execute(
                select(sessions).where(sessions.c.id == (session_id or ""))
            ).first()
            right = secret_texts.fits(text, row.hash if row else None)
            if row is None or not right or not _lasts(row, limits, now):
                return None
            account = account_of(connection, row.person_id)
        if account is None or account.disabled_at is not None:
            return None
        return _session(row), account

    def in_force(
        self, session_ids: Iterable[str], limits: Limits, now: datetime
    ) -> dict[str, Account]:
        """Those of them that still last, with whose they are."""
        query = select(sessions).where(sessions.c.id.in_(set(session_ids)))
        with reading(self._engine) as connection:
            rows = [row for row in connection.execute(query).all() if _lasts(row, limits, now)]
            found = {row.id: account_of(connection, row.person_id) for row in rows}
        return {
            key: account
            for key, account in found.items()
            if account is not None and account.disabled_at is None
        }

    def seen(self, session: Session, now: datetime) -> None:
        """It is used; written down now and then."""
        if now - session.seen_at < NOTED:
            return
        with writing(self._engine, self._busy_s) as connection:
            older = (sessions.c.id == session.id) & (sessions.c.seen_at < now)
            connection.execute(update(sessions).where(older).values(seen_at=now))

    def of(self, limits: Limits, now: datetime, person_id: str | None = None) -> list[Session]:
        """Those of a person, or of everybody, that last, the newest first."""
        query = select(sessions).order_by(sessions.c.seen_at.desc(), sessions.c.id)
        if person_id is not None:
            query = query.where(sessions.c.person_id == person_id)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return [_session(row) for row in rows if _lasts(row, limits, now)]

    def get(self, session_id: str) -> Session | None:
        """By id."""
        with reading(self._engine) as connection:
            row = connection.execute(select(sessions).where(sessions.c.id == session_id)).first()
        return None if row is None else _session(row)

    def end(self, session_id: str) -> bool:
        """False when it had ended before."""
        return self._end(sessions.c.id == session_id) == 1

    def end_all(self, person_id: str, *, but: str = "") -> int:
        """Every session of a person but one; how many."""
        return self._end((sessions.c.person_id == person_id) & (sessions.c.id != but))

    def tidy(self, limits: Limits, now: datetime) -> int:
        """Forget those that do not last any more; how many."""
        idle = sessions.c.seen_at < now - limits.idle
        return self._end(or_(idle, sessions.c.created_at < now - limits.absolute))

    def _end(self, which: ColumnElement[bool]) -> int:
        with writing(self._engine, self._busy_s) as connection:
            return connection.execute(delete(sessions).where(which)).rowcount


def _lasts(row: Row[tuple[object, ...]], limits: Limits, now: datetime) -> bool:
    fresh: bool = now - row.seen_at <= limits.idle
    young: bool = now - row.created_at <= limits.absolute
    return fresh and young


def _session(row: Row[tuple[object, ...]]) -> Session:
    return Session(
        row.id, row.person_id, row.created_at, row.seen_at, row.address, row.browser, row.how
    )
