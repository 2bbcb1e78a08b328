"""The rules of the site: what each is now, and every version that it had.

A change adds a version and is made by whoever saw the one that stands (compare-and-set); a version
is never changed. A draft of a rule in use may stand beside it: a version that no call is asked by
until somebody takes it over. The rules that ship are put in when a store is opened that lacks them,
and are then rules like all others; a voicemon that ships them otherwise renews those that nobody
has changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Engine, Row, Select, delete, func, insert, select, update

from voicemon.errors import Conflict, InputError, NotFound, StoreError
from voicemon.flags import rule_json
from voicemon.flags.rule import Rule
from voicemon.store.engine import reading, writing
from voicemon.store.rules_records import SHIPPED, Author, RuleState, RuleVersion, StoredRule
from voicemon.store.schema_rules import rule_versions as versions
from voicemon.store.schema_rules import rules

MOST_RULES = 200
LONGEST_ID = 56  # a number may have to follow it


class Rules:
    """The tables of rules; safe for many threads and several processes."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def seed(self, shipped: Sequence[Rule], now: datetime) -> None:
        """Put in, switched on, the rules that were never there; renew those that another version of
        voicemon put in and nobody has changed since.
        """
        with reading(self._engine) as connection:
            if not any(_is_due(connection, rule) for rule in shipped):
                return
        with writing(self._engine, self._busy_s) as connection:
            for position, rule in enumerate(shipped):
                if not _is_due(connection, rule):
                    continue
                before = _find(connection, rule.id)
                if before is None:
                    _add(connection, rule, position, True, RuleState.ON, now, SHIPPED)
                else:
                    _changed(connection, before, rule, before.newest.state, SHIPPED, now)

    # -- reading

    def all(self) -> list[StoredRule]:
        """In the order in which calls are asked."""
        with reading(self._engine) as connection:
            return [_stored(row) for row in connection.execute(_newest().order_by(*_ORDER))]

    def in_force(self) -> list[StoredRule]:
        """Those that are switched on, in that order."""
        wanted = _newest().where(versions.c.state == RuleState.ON.value)
        with reading(self._engine) as connection:
            return [_stored(row) for row in connection.execute(wanted.order_by(*_ORDER))]

    def stamp(self) -> tuple[int, int]:
        """Another one after every change."""
        query = select(func.count(), func.coalesce(func.sum(rules.c.number), 0))
        with reading(self._engine) as connection:
            count, numbers = connection.execute(query.select_from(rules)).one()
            return count, numbers

    def get(self, rule_id: str) -> StoredRule:
        """NotFound."""
        with reading(self._engine) as connection:
            return _one(connection, rule_id)

    def versions(self, rule_id: str) -> list[RuleVersion]:
        """Every version, newest first; NotFound."""
        query = select(versions).where(versions.c.rule_id == rule_id)
        with reading(self._engine) as connection:
            found = connection.execute(query.order_by(versions.c.number.desc())).all()
        if not found:
            raise _no_rule(rule_id)
        return [_version(row) for row in found]

    # -- changing

    def add(self, rule: Rule, by: Author, now: datetime) -> StoredRule:
        """A new draft, under an id made of its name. InputError when there are too many."""
        with writing(self._engine, self._busy_s) as connection:
            taken = set(connection.execute(select(rules.c.id)).scalars())
            if len(taken) >= MOST_RULES:
                raise InputError(
                    f"there are {MOST_RULES} rules already", "delete drafts that nobody needs"
                )
            named = replace(rule, id=_free_id(rule.name, taken))
            last = connection.execute(select(func.max(rules.c.position))).scalar()
            position = 0 if last is None else last + 1
            _add(connection, named, position, False, RuleState.DRAFT, now, by)
            return _one(connection, named.id)

    def change(
        self, rule_id: str, number: int, rule: Rule, by: Author, now: datetime
    ) -> StoredRule:
        """Another version; `number` is that of the one that whoever changes it has seen. NotFound,
        Conflict.
        """
        with writing(self._engine, self._busy_s) as connection:
            before = _seen(connection, rule_id, number)
            named = replace(rule, id=rule_id)
            if named == before.rule:
                return before
            return _changed(connection, before, named, before.newest.state, by, now)

    def propose(
        self, rule_id: str, number: int, rule: Rule, why: str, by: Author, now: datetime
    ) -> tuple[RuleVersion, bool]:
        """A draft beside the version that stands and was seen, and whether it is new: the same
        draft is kept once. NotFound, Conflict; InputError for a rule that is a draft itself.
        """
        with writing(self._engine, self._busy_s) as connection:
            before = _seen(connection, rule_id, number)
            if before.newest.state is RuleState.DRAFT:
                raise InputError("this rule is a draft itself", "change it instead")
            named = replace(rule, id=rule_id)
            for draft in _beside(connection, before):
                if draft.rule == named:
                    return draft, False
            next_number = _next(connection, rule_id)
            made = RuleVersion(next_number, RuleState.DRAFT, named, now, by, why)
            _add_version(connection, made)
            return made, True

    def switch(
        self, rule_id: str, number: int, state: RuleState, by: Author, now: datetime
    ) -> StoredRule:
        """On or off, for calls that begin from now on. NotFound, Conflict, InputError."""
        if state is RuleState.DRAFT:
            raise InputError("a rule that was in use is no draft again", "switch it off")
        with writing(self._engine, self._busy_s) as connection:
            before = _seen(connection, rule_id, number)
            if before.newest.state is state:
                return before
            if before.newest.state is RuleState.DRAFT and state is RuleState.OFF:
                raise InputError("a draft is not in use", "switch it on, or delete it")
            return _changed(connection, before, before.rule, state, by, now)

    def delete(self, rule_id: str, number: int) -> StoredRule:
        """A draft that nobody needs. NotFound, Conflict; InputError for a rule that was in use:
        flags name it.
        """
        with writing(self._engine, self._busy_s) as connection:
            before = _seen(connection, rule_id, number)
            if before.newest.state is not RuleState.DRAFT:
                raise InputError("only drafts are deleted: flags name this rule", "switch it off")
            connection.execute(delete(rules).where(rules.c.id == rule_id))
            return before


_ORDER = (rules.c.position, rules.c.id)


def _newest() -> Select[tuple[object, ...]]:
    return select(rules.c.built_in, rules.c.made_at, versions).join(
        versions, (versions.c.rule_id == rules.c.id) & (versions.c.number == rules.c.number)
    )


def _find(connection: Connection, rule_id: str) -> StoredRule | None:
    row = connection.execute(_newest().where(rules.c.id == rule_id)).first()
    return _stored(row) if row is not None else None


def _one(connection: Connection, rule_id: str) -> StoredRule:
    found = _find(connection, rule_id)
    if found is None:
        raise _no_rule(rule_id)
    return found


def _is_due(connection: Connection, shipped: Rule) -> bool:
    """Whether a rule is missing, or is as an earlier voicemon shipped it."""
    stored = _find(connection, shipped.id)
    if stored is None or stored.rule == shipped:
        return stored is None
    was_shipped = (versions.c.rule_id == shipped.id) & (versions.c.by_id == SHIPPED.id)
    query = select(versions.c.definition).where(was_shipped).order_by(versions.c.number.desc())
    definition = connection.execute(query.limit(1)).scalar()
    return definition is not None and _rule(definition) == stored.rule


def _seen(connection: Connection, rule_id: str, number: int) -> StoredRule:
    """The rule, if it is as somebody has seen it."""
    found = _one(connection, rule_id)
    if found.newest.number != number:
        newest = found.newest
        raise Conflict(
            f"{newest.by.name} changed this rule at {newest.changed_at:%Y-%m-%d %H:%M} UTC",
            "look at it as it is now, then change it again",
        )
    return found


def _add(
    connection: Connection,
    rule: Rule,
    position: int,
    built_in: bool,
    state: RuleState,
    now: datetime,
    by: Author,
) -> None:
    connection.execute(
        insert(rules).values(
            id=rule.id, number=1, position=position, built_in=built_in, made_at=now
        )
    )
    _add_version(connection, RuleVersion(1, state, rule, now, by))


def _changed(
    connection: Connection,
    before: StoredRule,
    rule: Rule,
    state: RuleState,
    by: Author,
    now: datetime,
) -> StoredRule:
    number = _next(connection, rule.id)
    connection.execute(update(rules).where(rules.c.id == rule.id).values(number=number))
    _add_version(connection, RuleVersion(number, state, rule, now, by))
    return _one(connection, rule.id)


def _beside(connection: Connection, stands: StoredRule) -> list[RuleVersion]:
    """Drafts that were proposed since it stands."""
    newer = (versions.c.rule_id == stands.id) & (versions.c.number > stands.newest.number)
    return [_version(row) for row in connection.execute(select(versions).where(newer))]


def _next(connection: Connection, rule_id: str) -> int:
    """A number after all versions, drafts among them."""
    query = select(func.max(versions.c.number)).where(versions.c.rule_id == rule_id)
    return int(connection.execute(query).scalar_one()) + 1


def _add_version(connection: Connection, version: RuleVersion) -> None:
    connection.execute(
        insert(versions).values(
            rule_id=version.rule.id,
            number=version.number,
            state=version.state.value,
            definition=rule_json.written(version.rule),
            changed_at=version.changed_at,
            by_id=version.by.id,
            by_name=version.by.name,
            why=version.why,
        )
    )


def _stored(row: Row[tuple[object, ...]]) -> StoredRule:
    return StoredRule(_version(row), row.built_in, row.made_at)


def _version(row: Row[tuple[object, ...]]) -> RuleVersion:
    return RuleVersion(
        row.number,
        RuleState(row.state),
        _rule(row.definition),
        row.changed_at,
        Author(row.by_id, row.by_name),
        row.why,
    )


def _rule(definition: object) -> Rule:
    try:
        return rule_json.parse(definition)
    except InputError as error:
        raise StoreError(
            f"a rule is of another version of voicemon: {error.message}",
            "run the voicemon that wrote it, or a newer one",
        ) from None


def _free_id(name: str, taken: set[str]) -> str:
    """What a flag can be told by: the name in plain letters, with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-") or "rule"
    tries = (slug if number == 1 else f"{slug}-{number}" for number in range(1, len(taken) + 2))
    return next(each for each in tries if each not in taken)


def _no_rule(rule_id: str) -> NotFound:
    return NotFound(f"there is no rule {rule_id!r}", "GET /api/rules lists them")
