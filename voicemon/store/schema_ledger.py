"""Tables of the flag ledger.

A head names no row of `calls`, because a running call has none yet; who deletes the call deletes
its heads (`Ledger.forget`).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from voicemon.store.schema import Utc, metadata

flag_heads = Table(
    "flag_heads",
    metadata,
    Column("id", String, primary_key=True),
    Column("call_id", String, nullable=False, index=True),
    Column("rule", String, nullable=False),
    Column("rule_version", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("state", String, nullable=False),
    Column("number", Integer, nullable=False),  # of its newest move
    Column("raised_at", Utc, nullable=False, index=True),
    Column("at_s", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("score", Float),
    Column("utterance_ids", JSON, nullable=False),
    Column("team", String),
    Column("queue", String),
    Column("agent_id", String),
    Column("by_id", String, nullable=False),
    Column("by_name", String, nullable=False),
    Column("moved_at", Utc, nullable=False),
    Column("owner_id", String),
    Column("owner_name", String),
    Column("due_at", Utc),
    Column("snoozed_until", Utc),
    Column("undo_until", Utc),
    Column("outcome", String),
    Column("suppressed", Boolean, nullable=False),
    Column("confirmed", Boolean),
    Column("call_ended", String),
    Column("call_ended_at", Utc),
    Index("ix_flag_heads_state_moved_at", "state", "moved_at"),
)

flag_moves = Table(
    "flag_moves",
    metadata,
    Column("flag_id", ForeignKey("flag_heads.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", String, nullable=False),
    Column("at", Utc, nullable=False),
    Column("at_s", Float),
    Column("by_id", String, nullable=False),
    Column("by_name", String, nullable=False),  # as it was then
    Column("why", Text, nullable=False),
    Column("outcome", String),
    Column("until", Utc),
    Column("undoes", Integer),
    Column("suppressed", Boolean, nullable=False),
)

duty_hours = Table(
    "duty_hours",
    metadata,
    Column("hour", Utc, primary_key=True),
    Column("person_id", String, primary_key=True),
    Column("teams", JSON),  # null: all of them
    Column("seconds", Float, nullable=False),
)
