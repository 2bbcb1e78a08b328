"""What a site changed of the playbooks, a row a language and kind; changed by compare-and-set."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, Row, insert, select, update

from voicemon.errors import Conflict
from voicemon.store.desk_records import PlaybookEdit
from voicemon.store.engine import reading, writing
from voicemon.store.people import account_of
from voicemon.store.schema_desk import playbook_edits as table
from voicemon.types import MomentKind


class PlaybookEdits:
    """The table of edits."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def all(self) -> list[PlaybookEdit]:
        """Every one, of those that were taken back too."""
        with reading(self._engine) as connection:
            return [_edit(row) for row in connection.execute(select(table))]

    def sentences(self, language: str) -> dict[MomentKind, tuple[str, ...]]:
        """The site's own sentences of one language."""
        query = select(table).where(table.c.language == language)
        with reading(self._engine) as connection:
            edits = [_edit(row) for row in connection.execute(query)]
        return {each.kind: each.sentences for each in edits if each.sentences is not None}

    def change(self, edit: PlaybookEdit) -> PlaybookEdit:
        """Put `edit` in the place of the change that its `number` names; what stands now.

        Conflict when somebody else has changed it since.
        """
        key = (table.c.language == edit.language, table.c.kind == edit.kind.value)
        with writing(self._engine, self._busy_s) as connection:
            row = connection.execute(select(table).where(*key)).first()
            _require(connection, row, edit.number)
            _write(connection, edit, row is not None)
            return _edit(connection.execute(select(table).where(*key)).one())


def _require(connection: Connection, row: Row[tuple[object, ...]] | None, number: int) -> None:
    known = row.number if row is not None else 0
    if known == number:
        return
    if row is None:
        raise Conflict("nobody has changed these sentences yet", "load the playbook anew")
    account = account_of(connection, row.changed_by)
    who = account.person.name if account else row.changed_by
    raise Conflict(
        f"{who} changed these sentences at {row.changed_at:%Y-%m-%d %H:%M} UTC, before you did",
        "load the playbook anew, then change what stands there now",
    )


def _write(connection: Connection, edit: PlaybookEdit, known: bool) -> None:
    values = {
        "sentences": list(edit.sentences) if edit.sentences is not None else None,
        "number": edit.number + 1,
        "changed_by": edit.changed_by,
        "changed_at": edit.changed_at,
    }
    if known:
        key = (table.c.language == edit.language, table.c.kind == edit.kind.value)
        connection.execute(update(table).where(*key).values(**values))
    else:
        own = {"language": edit.language, "kind": edit.kind.value}
        connection.execute(insert(table).values(**own, **values))


def _edit(row: Row[tuple[object, ...]]) -> PlaybookEdit:
    sentences = tuple(row.sentences) if row.sentences is not None else None
    return PlaybookEdit(
        row.language, MomentKind(row.kind), sentences, row.number, row.changed_by, row.changed_at
    )
