"""The audit log: who did what to what, when. Rows are added; the database itself refuses to change
or delete any.

`action` is a noun and a verb (`call.view`, `flag.move`, `rule.change`), `subject` the id of what it
was done to. No words of a call and no secrets belong here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, insert, select

from voicemon.store.engine import reading, writing
from voicemon.store.people_records import AuditEntry, AuditQuery
from voicemon.store.schema_people import audit
from voicemon.store.to_rows import writable

NOBODY = ""  # where nobody was signed in
COMMAND_LINE = "cli"  # whoever may run voicemon's commands on this machine
LETTERS = 500


class Audit:
    """The table of the audit log."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def add(
        self,
        person_id: str,
        action: str,
        subject: str = "",
        details: Mapping[str, object] | None = None,
        now: datetime | None = None,
        *,
        unless_within: timedelta | None = None,
    ) -> None:
        """Write it down; not once more when the same was written `unless_within` this time (a
        recording that is played asks for its file piece by piece).
        """
        now = now or datetime.now(UTC)
        subject = writable(subject)[:LETTERS]
        if unless_within is not None:
            with reading(self._engine) as connection:
                if _is_there(connection, person_id, action, subject, now - unless_within):
                    return
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(
                insert(audit).values(
                    at=now,
                    person_id=person_id,
                    action=action,
                    subject=subject,
                    details=dict(details or {}),
                )
            )

    def entries(self, query: AuditQuery | None = None) -> list[AuditEntry]:
        """Those that fit, newest first."""
        query = query or AuditQuery()
        found = select(audit).where(*_filters(query)).order_by(audit.c.number.desc())
        with reading(self._engine) as connection:
            rows = connection.execute(found.limit(query.limit))
            return [
                AuditEntry(
                    row.number, row.at, row.person_id, row.action, row.subject, dict(row.details)
                )
                for row in rows
            ]


def _is_there(
    connection: Connection, person_id: str, action: str, subject: str, since: datetime
) -> bool:
    same = select(audit.c.number).where(
        audit.c.person_id == person_id,
        audit.c.action == action,
        audit.c.subject == subject,
        audit.c.at > since,
    )
    return connection.execute(same.limit(1)).first() is not None


def _filters(query: AuditQuery) -> Iterator[ColumnElement[bool]]:
    if query.person_id is not None:
        yield audit.c.person_id == query.person_id
    if query.action is not None:
        begins = audit.c.action.startswith(f"{query.action}.", autoescape=True)
        yield (audit.c.action == query.action) | begins
    if query.subject is not None:
        yield audit.c.subject == query.subject
    if query.since is not None:
        yield audit.c.at >= query.since
    if query.until is not None:
        yield audit.c.at < query.until
    if query.before is not None:
        yield audit.c.number < query.before
