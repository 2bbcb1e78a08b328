"""People and their teams. A person is disabled, never deleted: the audit log names them.

At least one admin stays who can come in.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    delete,
    func,
    insert,
    select,
    update,
)

from voicemon.errors import Conflict, InputError, NotFound
from voicemon.store.engine import reading, writing
from voicemon.store.people_records import Account, NewPerson, Person, PersonRole
from voicemon.store.schema_people import people, people_teams, sessions


class People:
    """The table of people."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def any(self) -> bool:
        """Whether there is anybody yet."""
        with reading(self._engine) as connection:
            return connection.execute(select(people.c.id).limit(1)).first() is not None

    def add(self, new: NewPerson, now: datetime | None = None) -> Account:
        """Conflict when the login, or the agent's id, is somebody else's."""
        with writing(self._engine, self._busy_s) as connection:
            return _add(connection, new, now or datetime.now(UTC))

    def add_first(self, new: NewPerson, now: datetime | None = None) -> Account:
        """As `add`, for nobody but the first; Conflict when there is somebody already."""
        with writing(self._engine, self._busy_s) as connection:
            if connection.execute(select(people.c.id).limit(1)).first() is not None:
                raise Conflict("this site has been set up already", "sign in")
            return _add(connection, new, now or datetime.now(UTC))

    def get(self, person_id: str) -> Account:
        """NotFound when there is none."""
        found = self._one(people.c.id == person_id)
        if found is None:
            raise _nobody(person_id)
        return found

    def by_login(self, login: str) -> Account | None:
        """Whoever signs in with this."""
        return self._one(people.c.login == login.strip().lower())

    def by_agent(self, agent_id: str) -> Account | None:
        """Whoever is the agent that calls name so; disabled ones, too."""
        return self._one(people.c.agent_id == agent_id)

    def by_subject(self, issuer: str, subject: str) -> Account | None:
        """Whoever an identity provider knows by this name."""
        return self._one((people.c.issuer == issuer) & (people.c.issuer_subject == subject))

    def all(self) -> list[Account]:
        """Everybody, by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(_query().order_by(func.lower(people.c.name), people.c.id))
            return [_account(connection, row) for row in rows.all()]

    def names(self, person_ids: Iterable[str]) -> dict[str, str]:
        """The names of those of them who are known."""
        query = select(people.c.id, people.c.name).where(people.c.id.in_(set(person_ids)))
        with reading(self._engine) as connection:
            return {row.id: row.name for row in connection.execute(query)}

    def change(
        self,
        person_id: str,
        said: NewPerson,
        *,
        disabled: bool = False,
        now: datetime | None = None,
    ) -> Account:
        """All that an admin says of somebody, anew. Conflict as `add`, and when no admin would be
        left. Who is disabled is signed out.
        """
        with writing(self._engine, self._busy_s) as connection:
            before = _found(connection, people.c.id == person_id)
            if before is None:
                raise _nobody(person_id)
            _check(connection, said, person_id)
            is_admin = before.person.role is PersonRole.ADMIN and before.disabled_at is None
            if is_admin and (said.role is not PersonRole.ADMIN or disabled):
                _keep_an_admin(connection, person_id)
            since = before.disabled_at or now or datetime.now(UTC)
            values = {**_values(said), "disabled_at": since if disabled else None}
            connection.execute(update(people).where(people.c.id == person_id).values(**values))
            _set_teams(connection, person_id, said.teams)
            if disabled:
                connection.execute(delete(sessions).where(sessions.c.person_id == person_id))
            changed = _found(connection, people.c.id == person_id)
            assert changed is not None
            return changed

    def link(self, person_id: str, issuer: str, subject: str) -> None:
        """An identity provider knows this person by that name; Conflict when it means another."""
        with writing(self._engine, self._busy_s) as connection:
            same = (people.c.issuer == issuer) & (people.c.issuer_subject == subject)
            other = connection.execute(select(people.c.id).where(same)).scalar()
            if other not in (None, person_id):
                raise Conflict("this single sign-on is somebody else's", "ask an admin")
            connection.execute(
                update(people)
                .where(people.c.id == person_id)
                .values(issuer=issuer, issuer_subject=subject)
            )

    def unlink(self, person_id: str) -> None:
        """No identity provider knows this person any more, until one does again by the login."""
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(
                update(people)
                .where(people.c.id == person_id)
                .values(issuer=None, issuer_subject=None)
            )

    def _one(self, which: ColumnElement[bool]) -> Account | None:
        with reading(self._engine) as connection:
            return _found(connection, which)


def account_of(connection: Connection, person_id: str) -> Account | None:
    """Somebody, in a transaction that runs already."""
    return _found(connection, people.c.id == person_id)


def _add(connection: Connection, new: NewPerson, now: datetime) -> Account:
    _check(connection, new)
    person_id = uuid.uuid4().hex
    connection.execute(
        insert(people).values(id=person_id, **_values(new), totp_step=0, created_at=now)
    )
    _set_teams(connection, person_id, new.teams)
    made = _found(connection, people.c.id == person_id)
    assert made is not None
    return made


def _check(connection: Connection, said: NewPerson, person_id: str = "") -> None:
    if not said.login.strip() or not said.name.strip():
        raise InputError("a login or a name is empty", "give both")
    others = people.c.id != person_id
    same_login = people.c.login == said.login.strip().lower()
    if connection.execute(select(people.c.id).where(others, same_login)).first() is not None:
        raise Conflict(f"somebody signs in as {said.login!r} already", "choose another login")
    if said.agent_id is None:
        return
    row = connection.execute(
        select(people.c.name).where(others, people.c.agent_id == said.agent_id)
    ).first()
    if row is not None:
        raise Conflict(
            f"the agent {said.agent_id!r} is linked to {row.name}", "unlink that one first"
        )


def _keep_an_admin(connection: Connection, person_id: str) -> None:
    left = select(people.c.id).where(
        people.c.role == PersonRole.ADMIN.value,
        people.c.disabled_at.is_(None),
        people.c.id != person_id,
    )
    if connection.execute(left.limit(1)).first() is None:
        raise Conflict("this is the last admin", "make somebody else an admin first")


def _values(said: NewPerson) -> dict[str, object]:
    return {
        "login": said.login.strip().lower(),
        "name": said.name.strip(),
        "role": said.role.value,
        "agent_id": said.agent_id,
    }


def _set_teams(connection: Connection, person_id: str, teams: frozenset[str]) -> None:
    connection.execute(delete(people_teams).where(people_teams.c.person_id == person_id))
    if teams:
        rows = [{"person_id": person_id, "team": team} for team in sorted(teams)]
        connection.execute(insert(people_teams), rows)


def _query() -> Select[tuple[object, ...]]:
    seen = select(func.max(sessions.c.seen_at)).where(sessions.c.person_id == people.c.id)
    return select(people, seen.scalar_subquery().label("seen_at"))


def _found(connection: Connection, which: ColumnElement[bool]) -> Account | None:
    row = connection.execute(_query().where(which)).first()
    return None if row is None else _account(connection, row)


def _account(connection: Connection, row: Row[tuple[object, ...]]) -> Account:
    of_person = select(people_teams.c.team).where(people_teams.c.person_id == row.id)
    teams = frozenset(connection.execute(of_person).scalars())
    return Account(
        Person(row.id, row.name, PersonRole(row.role), teams, row.agent_id),
        row.login,
        row.created_at,
        row.disabled_at,
        has_password=row.password_hash is not None,
        second_factor=row.totp_sealed is not None,
        single_sign_on=row.issuer is not None,
        seen_at=row.seen_at,
    )


def _nobody(person_id: str) -> NotFound:
    return NotFound(f"there is no person {person_id!r}", "GET /api/people lists them")
