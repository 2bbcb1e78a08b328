"""The flag ledger: a head for each flag, and every move of it, appended and never changed.

A move is made in one transaction that writers take in turn: it reads the head, lets `flags.ledger`
judge, and writes the next number, or nothing. Two people at once get one winner; the other hears
who was first. A look (seen) between what somebody saw and their move is no reason to refuse it.
Heads of calls that were deleted go with them, nothing else takes a row away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, or_, select, update

from voicemon.errors import NotFound
from voicemon.flags import ledger as judge
from voicemon.flags.cards import VOICEMON, FlagCard, FlagMove, Mover, Wish, call_over, renamed
from voicemon.flags.ledger import Slas, Step
from voicemon.store import ledger_rows as rows
from voicemon.store.engine import reading, writing
from voicemon.store.ledger_rows import LedgerPage, LedgerQuery
from voicemon.store.schema_ledger import flag_heads as heads
from voicemon.store.schema_ledger import flag_moves as moves
from voicemon.types import Call, FlagState

SHOWN = 500  # open flags of calls that are over, at once


class Ledger:
    """The tables of flags; safe for many threads and several processes."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    # -- moves

    def add(self, step: Step) -> bool:
        """A flag was raised; False when it is known already, and nothing is written."""
        card, move = step
        with writing(self._engine, self._busy_s) as connection:
            if connection.execute(select(heads.c.id).where(heads.c.id == card.id)).first():
                return False
            connection.execute(insert(heads).values(**rows.head_row(card)))
            connection.execute(insert(moves).values(**rows.move_row(move)))
        return True

    def move(
        self, flag_id: str, wish: Wish, slas: Slas, number: int | None = None
    ) -> tuple[FlagCard, FlagMove | None]:
        """Make a move; `number` is that of the newest move that whoever moves has seen.

        No move comes of a look at what was looked at before. NotFound; Conflict when somebody was
        first or the table forbids it; InputError.
        """
        with writing(self._engine, self._busy_s) as connection:
            card = _card(connection, flag_id)
            if wish.to is FlagState.SEEN and card.state is not FlagState.RAISED:
                return card, None
            _check_number(connection, card, number, wish.by, wish.at)
            return _written(connection, card, judge.moved(card, wish, slas))

    def undo(
        self,
        flag_id: str,
        number: int,
        by: Mover,
        at: datetime,
        slas: Slas,
        at_s: float | None = None,
    ) -> Step:
        """Take one's own last move back; NotFound, Conflict."""
        with writing(self._engine, self._busy_s) as connection:
            card = _card(connection, flag_id)
            _check_number(connection, card, number, by, at)
            step = judge.undone(card, _history(connection, flag_id), by, at, slas, at_s)
            return _written(connection, card, step)

    def let_through(
        self, flag_id: str, at: datetime, at_s: float | None, why: str, slas: Slas
    ) -> Step | None:
        """The budget holds a flag back no longer; None when it is over, or was taken out before."""
        with writing(self._engine, self._busy_s) as connection:
            card = _card(connection, flag_id)
            if not (card.suppressed and card.is_open):
                return None
            return _written(connection, card, judge.let_through(card, at, at_s, why, slas))

    # -- what becomes of the call

    def rename(self, call: Call) -> list[FlagCard]:
        """The call's facts changed: its open flags go where it goes. Those that changed."""
        return self._change(
            (heads.c.call_id == call.id) & (heads.c.state != FlagState.RESOLVED.value),
            lambda card: renamed(card, call),
        )

    def call_over(self, call_id: str, reason: str, at: datetime | None) -> list[FlagCard]:
        """The call ended; `at` None: nobody knows when. Its flags."""
        return self._change(
            (heads.c.call_id == call_id) & heads.c.call_ended.is_(None),
            lambda card: call_over(card, reason, at),
        )

    def confirm(self, call_id: str, rules: Collection[str]) -> list[FlagCard]:
        """The pass after the call found flags of these rules: a note, no move. What changed."""
        return self._change(
            heads.c.call_id == call_id, lambda card: replace(card, confirmed=card.rule in rules)
        )

    def forget(self, call_id: str) -> None:
        """The call is deleted, its flags with it."""
        with writing(self._engine, self._busy_s) as connection:
            forget(connection, call_id)

    # -- reading

    def get(self, flag_id: str) -> FlagCard:
        """NotFound."""
        with reading(self._engine) as connection:
            return _card(connection, flag_id)

    def history(self, flag_id: str) -> list[FlagMove]:
        """Every move, oldest first; NotFound."""
        with reading(self._engine) as connection:
            found = _history(connection, flag_id)
        if not found:
            raise _no_flag(flag_id)
        return found

    def find(self, query: LedgerQuery) -> LedgerPage:
        """A page of flags, newest first."""
        fits = _fits(query)
        page = select(heads).where(*fits).order_by(heads.c.raised_at.desc(), heads.c.id)
        count = select(func.count()).select_from(heads).where(*fits)
        with reading(self._engine) as connection:
            found = connection.execute(page.offset(query.offset).limit(query.limit))
            cards = tuple(rows.card(row) for row in found)
            return LedgerPage(cards, connection.execute(count).scalar_one())

    def running(self) -> list[FlagCard]:
        """Flags of calls whose end was not written down."""
        return self._cards(heads.c.call_ended.is_(None))

    def shown(self, open_since: datetime, resolved_since: datetime) -> list[FlagCard]:
        """What a board shows: flags of running calls that are open, open ones of calls that are
        over and moved since then, and those resolved a moment ago; oldest first.
        """
        is_open = heads.c.state != FlagState.RESOLVED.value
        recent = heads.c.moved_at >= open_since
        wanted = or_(
            is_open & or_(heads.c.call_ended.is_(None), recent),
            heads.c.moved_at >= resolved_since,
        )
        query = select(heads).where(wanted).order_by(heads.c.raised_at.desc(), heads.c.id)
        with reading(self._engine) as connection:
            found = [rows.card(row) for row in connection.execute(query)]
        running = [card for card in found if card.call_ended is None]
        over = [card for card in found if card.call_ended is not None][:SHOWN]
        return sorted([*running, *over], key=lambda card: (card.raised_at, card.id))

    def raised_since(self, since: datetime) -> list[FlagCard]:
        """Every flag raised at or after, oldest first."""
        return self._cards(heads.c.raised_at >= since)

    def outcomes(self, since: datetime) -> list[FlagCard]:
        """Flags raised since whose outcome a person told, oldest first."""
        return self._cards((heads.c.raised_at >= since) & heads.c.outcome.is_not(None))

    def _cards(self, wanted: ColumnElement[bool]) -> list[FlagCard]:
        query = select(heads).where(wanted).order_by(heads.c.raised_at, heads.c.id)
        with reading(self._engine) as connection:
            return [rows.card(row) for row in connection.execute(query)]

    def _change(
        self, wanted: ColumnElement[bool], change: Callable[[FlagCard], FlagCard]
    ) -> list[FlagCard]:
        """Facts beside the moves: the number stays."""
        with reading(self._engine) as connection:  # writers take turns: do not queue for nothing
            if connection.execute(select(heads.c.id).where(wanted).limit(1)).first() is None:
                return []
        changed = []
        with writing(self._engine, self._busy_s) as connection:
            for row in connection.execute(select(heads).where(wanted)).all():
                before = rows.card(row)
                after = change(before)
                if after != before:
                    _put(connection, after)
                    changed.append(after)
        return changed


def forget(connection: Connection, call_id: str) -> None:
    """Delete a call's flags within somebody else's transaction."""
    connection.execute(delete(heads).where(heads.c.call_id == call_id))


def _written(connection: Connection, before: FlagCard, step: Step) -> Step:
    """Compare and set: the next number, by whoever saw the one before."""
    card, move = step
    changed = connection.execute(
        update(heads)
        .where(heads.c.id == card.id, heads.c.number == before.number)
        .values(**rows.head_row(card))
    )
    if changed.rowcount != 1:
        raise judge.beaten(_since(connection, card.id, before.number), move.by, move.at)
    connection.execute(insert(moves).values(**rows.move_row(move)))
    return step


def _put(connection: Connection, card: FlagCard) -> None:
    connection.execute(update(heads).where(heads.c.id == card.id).values(**rows.head_row(card)))


def _check_number(
    connection: Connection, card: FlagCard, number: int | None, by: Mover, at: datetime
) -> None:
    if number is None or number == card.number:
        return
    since = _since(connection, card.id, number)
    if by != VOICEMON and since and _only_looks(since):
        return
    raise judge.beaten(since or _history(connection, card.id), by, at)


def _only_looks(since: Iterable[FlagMove]) -> bool:
    return all(move.state is FlagState.SEEN and move.undoes is None for move in since)


def _since(connection: Connection, flag_id: str, number: int) -> list[FlagMove]:
    return [move for move in _history(connection, flag_id) if move.number > number]


def _history(connection: Connection, flag_id: str) -> list[FlagMove]:
    query = select(moves).where(moves.c.flag_id == flag_id).order_by(moves.c.number)
    return [rows.move(row) for row in connection.execute(query)]


def _card(connection: Connection, flag_id: str) -> FlagCard:
    row = connection.execute(select(heads).where(heads.c.id == flag_id)).first()
    if row is None:
        raise _no_flag(flag_id)
    return rows.card(row)


def _fits(query: LedgerQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.is_open is not None:
        resolved = heads.c.state == FlagState.RESOLVED.value
        found.append(~resolved if query.is_open else resolved)
    if query.suppressed is not None:
        found.append(heads.c.suppressed.is_(query.suppressed))
    if query.ended is not None:
        running = heads.c.call_ended.is_(None)
        found.append(~running if query.ended else running)
    if query.since is not None:
        found.append(heads.c.raised_at >= query.since)
    if query.call_id is not None:
        found.append(heads.c.call_id == query.call_id)
    if query.teams is not None:
        found.append(func.coalesce(heads.c.team, "").in_(query.teams))
    return found


def _no_flag(flag_id: str) -> NotFound:
    return NotFound(f"there is no flag {flag_id!r}", "GET /api/flags lists them")
