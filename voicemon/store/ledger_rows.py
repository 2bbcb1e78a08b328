"""Flags of the ledger to rows and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row

from voicemon.flags.cards import FlagCard, FlagMove, Mover
from voicemon.types import FlagOutcome, FlagState, Severity

_AS_THEY_ARE = (
    "id call_id rule rule_version number raised_at at_s reason score team queue agent_id moved_at "
    "due_at snoozed_until undo_until suppressed confirmed call_ended call_ended_at"
).split()


@dataclass(frozen=True, slots=True)
class LedgerQuery:
    """Which flags; None: whether or not. `teams` None: all of them; "" is that of no team."""

    is_open: bool | None = None
    suppressed: bool | None = None
    ended: bool | None = None
    since: datetime | None = None
    call_id: str | None = None
    teams: frozenset[str] | None = None
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Some of the flags that a query finds, newest first, and how many it finds in all."""

    cards: tuple[FlagCard, ...]
    total: int


def head_row(card: FlagCard) -> dict[str, object]:
    """A card as a row."""
    return {name: getattr(card, name) for name in _AS_THEY_ARE} | {
        "severity": card.severity.value,
        "state": card.state.value,
        "utterance_ids": list(card.utterance_ids),
        "by_id": card.by.id,
        "by_name": card.by.name,
        "owner_id": card.owner.id if card.owner else None,
        "owner_name": card.owner.name if card.owner else None,
        "outcome": card.outcome.value if card.outcome else None,
    }


def card(row: Row[tuple[object, ...]]) -> FlagCard:
    """A row of heads as a card."""
    return FlagCard(
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
        severity=Severity(row.severity),
        state=FlagState(row.state),
        utterance_ids=tuple(row.utterance_ids),
        by=Mover(row.by_id, row.by_name),
        owner=Mover(row.owner_id, row.owner_name) if row.owner_id is not None else None,
        outcome=FlagOutcome(row.outcome) if row.outcome else None,
    )


def move_row(move: FlagMove) -> dict[str, object]:
    """A move as a row."""
    return {
        "flag_id": move.flag_id,
        "number": move.number,
        "state": move.state.value,
        "at": move.at,
        "at_s": move.at_s,
        "by_id": move.by.id,
        "by_name": move.by.name,
        "why": move.why,
        "outcome": move.outcome.value if move.outcome else None,
        "until": move.until,
        "undoes": move.undoes,
        "suppressed": move.suppressed,
    }


def move(row: Row[tuple[object, ...]]) -> FlagMove:
    """A row of moves as a move."""
    return FlagMove(
        row.flag_id,
        row.number,
        FlagState(row.state),
        row.at,
        row.at_s,
        Mover(row.by_id, row.by_name),
        row.why,
        FlagOutcome(row.outcome) if row.outcome else None,
        row.until,
        row.undoes,
        row.suppressed,
    )
