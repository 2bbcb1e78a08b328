"""Tables of rules: what they are now, every version of them, and their rehearsals."""

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


def _rule_key(*, primary: bool) -> Column[str]:
    key = ForeignKey("rules.id", ondelete="CASCADE")
    return Column("rule_id", key, primary_key=primary, nullable=False)


rules = Table(
    "rules",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False),  # of the version that stands
    Column("position", Integer, nullable=False),  # the order in which rules are asked
    Column("built_in", Boolean, nullable=False),
    Column("made_at", Utc, nullable=False),
)

rule_versions = Table(
    "rule_versions",
    metadata,
    _rule_key(primary=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", String, nullable=False),
    Column("definition", JSON, nullable=False),
    Column("changed_at", Utc, nullable=False),
    Column("by_id", String, nullable=False),
    Column("by_name", String, nullable=False),  # as it was then
    Column("why", Text, nullable=False, server_default=""),
)

rehearsals = Table(
    "rehearsals",
    metadata,
    Column("id", String, primary_key=True),
    _rule_key(primary=False),
    Column("number", Integer, nullable=False),  # the version that was rehearsed
    Column("days", Integer, nullable=False),
    Column("teams", JSON),  # null: the calls of every team
    Column("state", String, nullable=False),
    Column("progress", Float, nullable=False),
    Column("asked_at", Utc, nullable=False),
    Column("ended_at", Utc),
    Column("by_id", String, nullable=False),
    Column("by_name", String, nullable=False),
    Column("result", JSON),
    Column("error", Text, nullable=False),
    Index("ix_rehearsals_rule_id_asked_at", "rule_id", "asked_at"),
)
