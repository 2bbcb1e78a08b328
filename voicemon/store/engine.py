"""Opens the database: connection settings, transactions, errors in words, migrations."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from voicemon.errors import StoreBusy, StoreError
from voicemon.store.schema import HEAD

BUSY_S = 10.0  # how long a writer waits for its turn
WRITES = "voicemon_writes"
LOCK_KEY = 0x766F6963  # PostgreSQL advisory lock that writers and migrations take in turn
MIGRATIONS = Path(__file__).parent / "migrations"

_LOCKED = ("database is locked", "lock timeout", "could not obtain lock", "deadlock detected")
_DAMAGED = ("file is not a database", "disk image is malformed")
_FULL = ("disk is full", "no space left", "could not extend file")


def open_engine(url: str, busy_s: float = BUSY_S) -> Engine:
    """An engine for `url`, its database brought to the newest schema."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError(
            "the database URL is not understood",
            "mend the setting database_url, for example sqlite:////var/lib/voicemon/voicemon.db",
        ) from None
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        _make_folder(parsed.database)
        arguments: dict[str, object] = {"timeout": busy_s, "check_same_thread": False}
    else:
        arguments = {}
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(parsed, connect_args=arguments)
    except ModuleNotFoundError as error:
        raise StoreError(
            f"the driver {error.name!r} of this database is not installed",
            "install it, for PostgreSQL: pip install 'psycopg[binary]'",
        ) from None
    if backend == "sqlite":
        event.listen(engine, "connect", _set_sqlite_up)
        event.listen(engine, "begin", _begin_sqlite)
    _migrate(engine)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads; errors come as StoreBusy or StoreError."""
    with in_words(), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, busy_s: float = BUSY_S) -> Iterator[Connection]:
    """One transaction that writes, alone from its start; committed at the end, or nothing is."""
    with (
        in_words(),
        engine.connect().execution_options(**{WRITES: True}) as connection,
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = {int(busy_s * 1000)}"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
        yield connection


@contextmanager
def in_words() -> Iterator[None]:
    """Turns what database and disk raise into StoreBusy (may succeed later) or StoreError."""
    try:
        yield
    except DBAPIError as error:
        raise _explain(str(error.orig)) from error
    except SQLAlchemyError as error:
        raise _explain(str(error)) from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise _explain("disk is full" if full else error.strerror or str(error)) from error


def _explain(what: str) -> StoreError:
    lower = what.lower()
    if any(sign in lower for sign in _LOCKED):
        return StoreBusy(
            "the database is locked by another program",
            "try again; if it lasts, see which program holds the database open",
        )
    if any(sign in lower for sign in _FULL):
        return StoreBusy("the disk that holds the store is full", "free some space and try again")
    if any(sign in lower for sign in _DAMAGED):
        return StoreError(
            f"the database is damaged ({what.splitlines()[0]})",
            "put your copy of voicemon.db back, or move it and its -wal and -shm files away "
            "to begin anew; `voicemon doctor` names the folder",
        )
    return StoreError(
        f"the store failed: {what.splitlines()[0] if what else 'unknown'}",
        "check that data_dir exists, that voicemon may write to it, and database_url",
    )


def _make_folder(database: str | None) -> None:
    if database and database != ":memory:":
        with in_words():
            Path(database).parent.mkdir(parents=True, exist_ok=True)


def _set_sqlite_up(raw: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    raw.isolation_level = None  # transactions are begun below, not by the driver
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=NORMAL")
    raw.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine) -> None:
    with reading(engine) as connection:
        if _revision(connection) == HEAD:
            return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(
                f"the database is of another version of voicemon: {error}",
                "run the voicemon that wrote it, or a newer one",
            ) from None


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
