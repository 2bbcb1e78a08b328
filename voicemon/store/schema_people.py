"""The tables of people: who they are, how they come in, what they did."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from voicemon.store.schema import Utc, metadata


def _person_key(*, primary: bool = False) -> Column[str]:
    return Column(
        "person_id",
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=primary,
        nullable=False,
        index=not primary,
    )


people = Table(
    "people",
    metadata,
    Column("id", String, primary_key=True),
    Column("login", String, nullable=False, unique=True),  # in lower case
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("agent_id", String, unique=True),
    Column("password_hash", String),
    Column("totp_sealed", LargeBinary),
    Column("totp_pending", LargeBinary),  # shown, but not yet confirmed by a code
    Column("totp_step", BigInteger, nullable=False),  # of the last code taken: none counts twice
    Column("issuer", String),
    Column("issuer_subject", String),
    Column("created_at", Utc, nullable=False),
    Column("disabled_at", Utc),
    UniqueConstraint("issuer", "issuer_subject"),
)

teams = Table(
    "teams",
    metadata,
    Column("name", String, primary_key=True),
    Column("created_at", Utc, nullable=False),
)

people_teams = Table(
    "people_teams",
    metadata,
    _person_key(primary=True),
    Column("team", String, primary_key=True),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    _person_key(primary=True),
    Column("hash", String(64), primary_key=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String, primary_key=True),
    Column("hash", String(64), nullable=False),
    _person_key(),
    Column("created_at", Utc, nullable=False),
    Column("seen_at", Utc, nullable=False),
    Column("address", String, nullable=False),
    Column("browser", Text, nullable=False),
    Column("how", String, nullable=False),
)

tickets = Table(
    "tickets",
    metadata,
    Column("id", String, primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("kind", String, nullable=False),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE")),
    Column("expires_at", Utc, nullable=False),
    Column("used_at", Utc),
)

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("hash", String(64), nullable=False),
    _person_key(),
    Column("scopes", JSON, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc),
    Column("last_used_at", Utc),
    Column("revoked_at", Utc),
)

tries = Table(
    "tries",
    metadata,
    Column("subject", String(64), primary_key=True),  # hashed: it may be a mistyped password
    Column("failures", Integer, nullable=False),
    Column("last_at", Utc, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column(
        "number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    ),
    Column("at", Utc, nullable=False, index=True),
    Column("person_id", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("details", JSON, nullable=False),
    Index("ix_audit_who_what", "person_id", "action", "subject", "at"),
)
