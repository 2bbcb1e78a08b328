"""Tables of coaching and of the agents' desks."""

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

empathy_moments = Table(
    "empathy_moments",
    metadata,
    Column("analysis_id", ForeignKey("analyses.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False),
    Column("opportunity_utterance_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("at_s", Float, nullable=False),
    Column("last_s", Float, nullable=False),
    Column("times", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("needed", JSON, nullable=False),
    Column("acts", JSON, nullable=False),
    Column("answer_utterance_id", String),
    Column("response_delay_s", Float),
    Column("met", Boolean, nullable=False),
    Column("ended_s", Float),
)

playbook_edits = Table(
    "playbook_edits",
    metadata,
    Column("language", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("sentences", JSON),  # null: back to those that ship
    Column("number", Integer, nullable=False),  # counts the changes
    Column("changed_by", String, nullable=False),
    Column("changed_at", Utc, nullable=False),
)

desk_messages = Table(
    "desk_messages",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # the order of sending
    Column("call_id", String, nullable=False, index=True),  # a running call has no row yet
    Column("to_person", String, nullable=False),
    Column("from_person", String, nullable=False),
    Column("from_name", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("step", JSON),
    Column("sent_at", Utc, nullable=False),
    Column("delivered_at", Utc),
    Column("read_at", Utc),
    Index("ix_desk_messages_to_person_number", "to_person", "number"),
    Index("ix_desk_messages_from_person_number", "from_person", "number"),
)
