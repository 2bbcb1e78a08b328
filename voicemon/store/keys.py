"""Keys of live senders: `vmk_<id>_<secret>`, shown once, kept as a hash, revocable at once.

The secret has 192 random bits, so that a plain SHA-256 cannot be guessed backwards and costs a
sender no waiting; a slow hash is for passwords that people choose.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Engine, Row, insert, select, update

from voicemon.errors import Conflict, InputError, NotFound
from voicemon.store.engine import reading, writing
from voicemon.store.records import IngestKey, KeySettings
from voicemon.store.schema import ingest_keys

PREFIX = "vmk"
ID_BYTES, SECRET_BYTES = 4, 24


class Keys:
    """The table of ingest keys."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def add(self, settings: KeySettings) -> tuple[IngestKey, str]:
        """A new key, and its text, which is not to be had again.

        InputError for a network that is none; Conflict when a key in force has the name.
        """
        networks = tuple(_network(each) for each in settings.networks)
        key_id = secrets.token_hex(ID_BYTES)
        text = f"{PREFIX}_{key_id}_{secrets.token_hex(SECRET_BYTES)}"
        with writing(self._engine, self._busy_s) as connection:
            same = select(ingest_keys.c.id).where(
                ingest_keys.c.name == settings.name, ingest_keys.c.revoked_at.is_(None)
            )
            if connection.execute(same).first() is not None:
                raise Conflict(
                    f"there is a key named {settings.name!r} already",
                    "revoke it, or choose another name",
                )
            connection.execute(
                insert(ingest_keys).values(
                    id=key_id,
                    name=settings.name,
                    hash=key_hash(text),
                    vendor=settings.vendor,
                    customer_track=settings.customer_track,
                    team=settings.team,
                    networks=list(networks),
                    organization=settings.organization,
                    sealed_secret=settings.sealed_secret,
                    created_at=datetime.now(UTC),
                )
            )
        return self.get(key_id), text

    def get(self, key_id: str) -> IngestKey:
        """By id, revoked or not; NotFound."""
        with reading(self._engine) as connection:
            row = connection.execute(select(ingest_keys).where(ingest_keys.c.id == key_id)).first()
        if row is None:
            raise NotFound(f"there is no key {key_id!r}", "`voicemon keys list` shows them all")
        return _key(row)

    def all(self) -> list[IngestKey]:
        """Every key, the revoked ones too, oldest first."""
        query = select(ingest_keys).order_by(ingest_keys.c.created_at, ingest_keys.c.id)
        with reading(self._engine) as connection:
            return [_key(row) for row in connection.execute(query)]

    def revoke(self, name_or_id: str) -> IngestKey:
        """Take a key back for good; NotFound when none in force has this id or name."""
        in_force = ingest_keys.c.revoked_at.is_(None)
        meant = (ingest_keys.c.id == name_or_id) | (ingest_keys.c.name == name_or_id)
        with writing(self._engine, self._busy_s) as connection:
            row = connection.execute(select(ingest_keys.c.id).where(in_force, meant)).first()
            if row is None:
                raise NotFound(
                    f"no key in force is named {name_or_id!r}", "`voicemon keys list` shows them"
                )
            connection.execute(
                update(ingest_keys)
                .where(ingest_keys.c.id == row.id)
                .values(revoked_at=datetime.now(UTC))
            )
        return self.get(row.id)

    def used(self, key_ids: Iterable[str]) -> None:
        """Somebody came in by these keys just now."""
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(
                update(ingest_keys)
                .where(ingest_keys.c.id.in_(list(key_ids)))
                .values(last_used_at=datetime.now(UTC))
            )


def key_hash(text: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(text.encode()).hexdigest()


def key_id_of(text: str) -> str | None:
    """The id that a key names; None when the text cannot be a key."""
    parts = text.split("_")
    if len(parts) != 3 or parts[0] != PREFIX or len(text) > 200 or not text.isascii():
        return None
    return parts[1]


def fits(key: IngestKey | None, text: str) -> bool:
    """Whether `text` is that key, in a time that tells nothing; False for no key at all."""
    expected = key.hash if key else "0" * 64
    same = hmac.compare_digest(key_hash(text), expected)
    return same and key is not None and key.revoked_at is None


def _network(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text))
    except ValueError as error:
        raise InputError(
            f"{text!r} is no network: {error}", "write it as 203.0.113.0/24 or 2001:db8::/32"
        ) from None


def _key(row: Row[tuple[object, ...]]) -> IngestKey:
    settings = KeySettings(
        name=row.name,
        vendor=row.vendor,
        customer_track=row.customer_track,
        team=row.team,
        networks=tuple(row.networks),
        organization=row.organization,
        sealed_secret=row.sealed_secret,
    )
    return IngestKey(row.id, settings, row.hash, row.created_at, row.last_used_at, row.revoked_at)
