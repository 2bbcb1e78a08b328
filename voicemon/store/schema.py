"""The tables. A change here needs a migration beside it (`migrations/versions`)."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

HEAD = "0010"  # the newest migration

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Utc(TypeDecorator[datetime]):
    """An aware moment, kept as UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return value if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _call_key() -> Column[str]:
    return Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)


def _analysis_key() -> Column[str]:
    return Column("analysis_id", ForeignKey("analyses.id", ondelete="CASCADE"), primary_key=True)


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True, autoincrement=False)


calls = Table(
    "calls",
    metadata,
    Column("id", String, primary_key=True),
    Column("started_at", Utc, nullable=False, index=True),
    Column("ended_at", Utc),
    Column("direction", String, nullable=False),
    Column("agent_id", String, index=True),
    Column("customer_id", String),
    Column("queue", String, index=True),
    Column("team", String),
    Column("language", String),
    Column("source", Text, nullable=False),
    Column("consent_status", String, nullable=False),
    Column("consent_at", Utc),
    Column("consent_how", Text, nullable=False),
    Column("versions", Integer, nullable=False),  # number of its newest analysis
)

recordings = Table(
    "recordings",
    metadata,
    Column("source_sha256", String(64), primary_key=True),
    Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("size_bytes", BigInteger, nullable=False),
    Column("codec", String, nullable=False),
    Column("sample_rate_hz", Integer, nullable=False),
    Column("audio_sha256", String(64), index=True),  # names the kept FLAC file
    Column("added_at", Utc, nullable=False),
)

channels = Table(
    "channels", metadata, _call_key(), _position(), Column("role", String, nullable=False)
)

peaks = Table(
    "peaks",
    metadata,
    _call_key(),
    Column("rate_hz", Float, nullable=False),
    Column("channel_count", Integer, nullable=False),
    Column("pairs", LargeBinary, nullable=False),
)

analyses = Table(
    "analyses",
    metadata,
    Column("id", String, primary_key=True),
    Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("duration_s", Float, nullable=False),
    Column("roles", String, nullable=False),
    Column("language", String),
    Column("models", JSON, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("words_dropped", Integer, nullable=False),
    Column("steps", JSON),
    # the digest that lists are sorted and filtered by
    Column("peak", Float, index=True),
    Column("peak_at_s", Float),
    Column("end", Float),
    Column("mean", Float),
    Column("sparkline", JSON, nullable=False),
    Column("flags", Integer, nullable=False),
    Column("worst_severity", String),
    Column("top_reason", Text),
    UniqueConstraint("call_id", "number"),
)

utterances = Table(
    "utterances",
    metadata,
    _analysis_key(),
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("role", String, nullable=False),
    Column("start_s", Float, nullable=False),
    Column("end_s", Float, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String, nullable=False),
    Column("avg_logprob", Float, nullable=False),
    Column("no_speech_prob", Float, nullable=False),
)

words = Table(
    "words",
    metadata,
    Column("analysis_id", String, primary_key=True),
    Column("utterance_id", String, primary_key=True),
    _position(),
    Column("text", Text, nullable=False),
    Column("start_s", Float, nullable=False),
    Column("end_s", Float, nullable=False),
    Column("probability", Float, nullable=False),
    ForeignKeyConstraint(
        ["analysis_id", "utterance_id"],
        ["utterances.analysis_id", "utterances.id"],
        ondelete="CASCADE",
    ),
)

evidence = Table(
    "evidence",
    metadata,
    _analysis_key(),
    _position(),
    Column("utterance_id", String, nullable=False),
    Column("cue", String, nullable=False),
    Column("start_s", Float, nullable=False),
    Column("end_s", Float, nullable=False),
    Column("measured", Float, nullable=False),
    Column("unit", String, nullable=False),
    Column("baseline", Float),
    Column("log_odds", Float, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("note", Text, nullable=False),
)

withheld = Table(
    "withheld",
    metadata,
    _analysis_key(),
    _position(),
    Column("utterance_id", String, nullable=False),
    Column("witness", String, nullable=False),
    Column("start_s", Float, nullable=False),
    Column("end_s", Float, nullable=False),
    Column("reason", Text, nullable=False),
)

frustration = Table(
    "frustration",
    metadata,
    _analysis_key(),
    _position(),
    Column("utterance_id", String, nullable=False),
    Column("at_s", Float, nullable=False),
    Column("score", Float, nullable=False),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    Column("slope_per_min", Float, nullable=False),
    Column("contributions", JSON, nullable=False),
)

flag_transitions = Table(
    "flag_transitions",
    metadata,
    _analysis_key(),
    _position(),
    Column("id", String, nullable=False),
    Column("rule", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("state", String, nullable=False),
    Column("at_s", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("utterance_ids", JSON, nullable=False),
    Column("by", String, nullable=False),
)

stretches = Table(
    "stretches",
    metadata,
    _analysis_key(),
    _position(),
    Column("kind", String, nullable=False),
    Column("start_s", Float, nullable=False),
    Column("end_s", Float, nullable=False),
    Column("role", String),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # the order of arrival
    Column("file", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("again", String),
    Column("roles", String),
    Column("team", String),
    Column("person_id", String),  # who sent it, or asked for it
    Column("owned", Boolean, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("state", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("progress", Float, nullable=False),
    Column("call_id", String),
    Column("known", Boolean, nullable=False),
    Column("error_code", String),
    Column("error_message", Text),
    Column("error_fix", Text),
    Column("created_at", Utc, nullable=False),
    Column("changed_at", Utc, nullable=False),
    Index("ix_jobs_state_number", "state", "number"),
)

ingest_keys = Table(
    "ingest_keys",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("hash", String(64), nullable=False),  # of the whole key, which itself is not kept
    Column("vendor", String),
    Column("customer_track", String, nullable=False),
    Column("team", String),
    Column("networks", JSON, nullable=False),
    Column("organization", String),
    Column("sealed_secret", LargeBinary),
    Column("created_at", Utc, nullable=False),
    Column("last_used_at", Utc),
    Column("revoked_at", Utc),
)

legs = Table(
    "legs",
    metadata,
    Column("connection", String, primary_key=True),
    Column("call", String, nullable=False),
    Column("role", String, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("state", String, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False, index=True),
)
