"""What people prove themselves with: password, second factor, recovery codes. Hashes and sealed
secrets only; they are made and checked in `server/people`.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from voicemon.errors import NotFound
from voicemon.store.engine import reading, writing
from voicemon.store.people_records import SecondFactor
from voicemon.store.schema_people import people, recovery_codes, sessions


class Credentials:
    """The columns of people that nobody else may read."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def password_hash(self, person_id: str) -> str | None:
        """None: this person has no password."""
        with reading(self._engine) as connection:
            query = select(people.c.password_hash).where(people.c.id == person_id)
            return connection.execute(query).scalar()

    def set_password_hash(
        self, person_id: str, password_hash: str, *, keep_session: str | None = None
    ) -> None:
        """Every session but `keep_session` ends: whoever had the old password may be in one."""
        with writing(self._engine, self._busy_s) as connection:
            changed = connection.execute(
                update(people).where(people.c.id == person_id).values(password_hash=password_hash)
            )
            if changed.rowcount == 0:
                raise NotFound(f"there is no person {person_id!r}")
            connection.execute(
                delete(sessions).where(
                    sessions.c.person_id == person_id, sessions.c.id != (keep_session or "")
                )
            )

    def rehashed(self, person_id: str, old: str, new: str) -> None:
        """The same password, hashed with today's cost."""
        with writing(self._engine, self._busy_s) as connection:
            same = (people.c.id == person_id) & (people.c.password_hash == old)
            connection.execute(update(people).where(same).values(password_hash=new))

    def second_factor(self, person_id: str) -> SecondFactor:
        """The sealed secrets of TOTP."""
        columns = (people.c.totp_sealed, people.c.totp_pending, people.c.totp_step)
        with reading(self._engine) as connection:
            row = connection.execute(select(*columns).where(people.c.id == person_id)).first()
        return SecondFactor(*row) if row is not None else SecondFactor()

    def offer_second_factor(self, person_id: str, sealed: bytes) -> None:
        """A secret was shown; it counts when a code of it has come."""
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(
                update(people).where(people.c.id == person_id).values(totp_pending=sealed)
            )

    def confirm_second_factor(
        self, person_id: str, sealed: bytes, step: int, codes: Iterable[str]
    ) -> bool:
        """What was offered counts from now on, with these (hashed) recovery codes; False when
        something else has been offered meanwhile.
        """
        with writing(self._engine, self._busy_s) as connection:
            same = (people.c.id == person_id) & (people.c.totp_pending == sealed)
            changed = connection.execute(
                update(people)
                .where(same)
                .values(totp_sealed=sealed, totp_pending=None, totp_step=step)
            )
            if changed.rowcount == 0:
                return False
            connection.execute(
                delete(recovery_codes).where(recovery_codes.c.person_id == person_id)
            )
            rows = [{"person_id": person_id, "hash": code} for code in codes]
            connection.execute(insert(recovery_codes), rows)
        return True

    def drop_second_factor(self, person_id: str) -> None:
        """Neither codes nor recovery codes count any more."""
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(
                update(people)
                .where(people.c.id == person_id)
                .values(totp_sealed=None, totp_pending=None)
            )
            connection.execute(
                delete(recovery_codes).where(recovery_codes.c.person_id == person_id)
            )

    def take_step(self, person_id: str, step: int) -> bool:
        """A code of this step came; False when it, or a later one, came before."""
        with writing(self._engine, self._busy_s) as connection:
            newer = (people.c.id == person_id) & (people.c.totp_step < step)
            changed = connection.execute(update(people).where(newer).values(totp_step=step))
        return changed.rowcount == 1

    def spend_recovery_code(self, person_id: str, code_hash: str) -> bool:
        """Each counts once; False when it is none."""
        same = (recovery_codes.c.person_id == person_id) & (recovery_codes.c.hash == code_hash)
        with writing(self._engine, self._busy_s) as connection:
            return connection.execute(delete(recovery_codes).where(same)).rowcount == 1

    def recovery_codes_left(self, person_id: str) -> int:
        """How many were not used."""
        query = select(func.count()).where(recovery_codes.c.person_id == person_id)
        with reading(self._engine) as connection:
            return connection.execute(query).scalar_one()


def _forget_codes(connection: Connection, person_id: str) -> None:
    connection.execute(delete(recovery_codes).where(recovery_codes.c.person_id == person_id))
