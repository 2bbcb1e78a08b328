"""The tables of notices: who is told, and the queue of messages."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
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

notice_targets = Table(
    "notice_targets",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("shown", Text, nullable=False),  # the address without its secrets
    Column("sealed_address", LargeBinary, nullable=False),
    Column("sealed_secret", LargeBinary),
    Column("severities", JSON, nullable=False),
    Column("states", JSON, nullable=False),
    Column("teams", JSON, nullable=False),
    Column("queues", JSON, nullable=False),
    Column("quiet", JSON, nullable=False),
    Column("quiet_passes", String),
    Column("most", Integer, nullable=False),
    Column("window_min", Integer, nullable=False),
    Column("weekly", Boolean, nullable=False),
    Column("weekly_day", Integer, nullable=False, server_default="0"),  # 0 = Monday
    Column("weekly_hour", Integer, nullable=False, server_default="7"),
    Column("language", String, nullable=False, server_default=""),  # the site's
    Column("is_on", Boolean, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("last_sent_at", Utc),
    Column("last_failed_at", Utc),
    Column("last_error", Text, nullable=False),
)

notice_deliveries = Table(
    "notice_deliveries",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # the order of arrival
    Column(
        "target_id", ForeignKey("notice_targets.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("body", JSON, nullable=False),
    Column("state", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due_at", Utc, nullable=False),  # while it is being sent: when the claim runs out
    Column("claim", String),
    Column("held_for", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("permanent", Boolean),
    Column("created_at", Utc, nullable=False),
    Column("sent_at", Utc),
    UniqueConstraint("target_id", "key"),
    Index("ix_notice_deliveries_state_due_at", "state", "due_at"),
)
