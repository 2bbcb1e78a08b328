"""API tokens: `vmt_<id>_<secret>`, shown once, kept as a hash, with scopes, revocable at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Engine, Row, insert, select, update

from voicemon.errors import NotFound
from voicemon.store import secret_texts
from voicemon.store.engine import reading, writing
from voicemon.store.people import account_of
from voicemon.store.people_records import Account, ApiToken
from voicemon.store.schema_people import api_tokens

PREFIX = "vmt"
NOTED = timedelta(seconds=60)


class ApiTokens:
    """The table of API tokens."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def add(
        self,
        person_id: str,
        name: str,
        scopes: Iterable[str],
        now: datetime,
        expires_at: datetime | None = None,
    ) -> tuple[ApiToken, str]:
        """A token, and its text, which is not to be had again."""
        made = secret_texts.make(PREFIX)
        token = ApiToken(made.id, name, person_id, frozenset(scopes), now, expires_at)
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(
                insert(api_tokens).values(
                    id=made.id,
                    name=name,
                    hash=made.hash,
                    person_id=person_id,
                    scopes=sorted(token.scopes),
                    created_at=now,
                    expires_at=expires_at,
                )
            )
        return token, made.text

    def find(self, text: str, now: datetime) -> tuple[ApiToken, Account] | None:
        """Whose token this is; None when it is none in force. Notes that it is used."""
        token_id = secret_texts.id_of(PREFIX, text)
        with reading(self._engine) as connection:
            row = connection.execute(
                select(api_tokens).where(api_tokens.c.id == (token_id or ""))
            ).first()
            right = secret_texts.fits(text, row.hash if row else None)
            if row is None or not right or not _in_force(row, now):
                return None
            account = account_of(connection, row.person_id)
        if account is None or account.disabled_at is not None:
            return None
        if row.last_used_at is None or now - row.last_used_at > NOTED:
            self._used(row.id, now)
        return _token(row), account

    def in_force(self, token_ids: Iterable[str], now: datetime) -> dict[str, Account]:
        """Those of them that still count, with whose they are."""
        query = select(api_tokens).where(api_tokens.c.id.in_(set(token_ids)))
        with reading(self._engine) as connection:
            rows = [row for row in connection.execute(query).all() if _in_force(row, now)]
            found = {row.id: account_of(connection, row.person_id) for row in rows}
        return {
            key: account
            for key, account in found.items()
            if account is not None and account.disabled_at is None
        }

    def of(self, person_id: str | None = None) -> list[ApiToken]:
        """Those of a person, or of everybody, that were not revoked, the newest first."""
        query = select(api_tokens).where(api_tokens.c.revoked_at.is_(None))
        if person_id is not None:
            query = query.where(api_tokens.c.person_id == person_id)
        with reading(self._engine) as connection:
            order = (api_tokens.c.created_at.desc(), api_tokens.c.id)
            return [_token(row) for row in connection.execute(query.order_by(*order))]

    def get(self, token_id: str) -> ApiToken:
        """By id, revoked or not; NotFound."""
        with reading(self._engine) as connection:
            row = connection.execute(select(api_tokens).where(api_tokens.c.id == token_id)).first()
        if row is None:
            raise NotFound(f"there is no token {token_id!r}", "GET /api/tokens lists them")
        return _token(row)

    def revoke(self, token_id: str, now: datetime) -> None:
        """Take it back for good; NotFound when it is not in force."""
        which = (api_tokens.c.id == token_id) & api_tokens.c.revoked_at.is_(None)
        with writing(self._engine, self._busy_s) as connection:
            changed = connection.execute(update(api_tokens).where(which).values(revoked_at=now))
        if changed.rowcount == 0:
            raise NotFound(f"there is no token {token_id!r}", "GET /api/tokens lists them")

    def _used(self, token_id: str, now: datetime) -> None:
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(
                update(api_tokens).where(api_tokens.c.id == token_id).values(last_used_at=now)
            )


def _in_force(row: Row[tuple[object, ...]], now: datetime) -> bool:
    return row.revoked_at is None and (row.expires_at is None or row.expires_at > now)


def _token(row: Row[tuple[object, ...]]) -> ApiToken:
    return ApiToken(
        row.id,
        row.name,
        row.person_id,
        frozenset(row.scopes),
        row.created_at,
        row.expires_at,
        row.last_used_at,
        row.revoked_at,
    )
