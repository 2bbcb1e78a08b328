"""How often somebody failed to sign in, by account and by address, so that guessing takes ages.

A try is counted before it is judged, so that many at once gain nothing; one that succeeds is taken
back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, insert, select, update

from voicemon.store.engine import writing
from voicemon.store.keys import key_hash
from voicemon.store.schema_people import tries

LONGEST = timedelta(minutes=15)
FORGOTTEN = timedelta(hours=1)  # after so long without a failure the count begins anew


class Tries:
    """The table of failures."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def begin(self, subjects: Mapping[str, int], now: datetime) -> timedelta:
        """Somebody tries now: zero, or how long they have to wait first (then nothing is counted).
        `subjects`: what is counted by, and how many failures each has free.
        """
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(delete(tries).where(tries.c.last_at < now - FORGOTTEN))
            waits = [_wait(connection, name, free, now) for name, free in subjects.items()]
            if any(waits):
                return max(waits)
            for name in subjects:
                _count(connection, name, now)
        return timedelta(0)

    def succeeded(self, account: str, *others: str) -> None:
        """The try was no failure: the account's count begins anew, the others' lose one."""
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(delete(tries).where(tries.c.subject == key_hash(account)))
            for name in others:
                same = (tries.c.subject == key_hash(name)) & (tries.c.failures > 0)
                connection.execute(update(tries).where(same).values(failures=tries.c.failures - 1))


def _wait(connection: Connection, name: str, free: int, now: datetime) -> timedelta:
    """1, 2, 4, … seconds after each failure beyond the free ones."""
    row = connection.execute(select(tries).where(tries.c.subject == key_hash(name))).first()
    if row is None or row.failures < free:
        return timedelta(0)
    pause = min(timedelta(seconds=2 ** min(row.failures - free, 20)), LONGEST)
    left: timedelta = row.last_at + pause - now
    return max(left, timedelta(0))


def _count(connection: Connection, name: str, now: datetime) -> None:
    subject = key_hash(name)
    counted = connection.execute(
        update(tries)
        .where(tries.c.subject == subject)
        .values(failures=tries.c.failures + 1, last_at=now)
    )
    if counted.rowcount == 0:
        connection.execute(insert(tries).values(subject=subject, failures=1, last_at=now))
