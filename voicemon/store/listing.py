"""Which calls a query finds."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from voicemon.store import from_rows
from voicemon.store.people_records import Within
from voicemon.store.records import CallPage, CallQuery, CallSort
from voicemon.store.schema import analyses, calls, utterances

ORDER: dict[CallSort, ColumnElement[object]] = {
    CallSort.NEWEST: calls.c.started_at.desc(),
    CallSort.OLDEST: calls.c.started_at.asc(),
    CallSort.PEAK: analyses.c.peak.desc().nulls_last(),
    CallSort.END: analyses.c.end.desc().nulls_last(),
    CallSort.LONGEST: analyses.c.duration_s.desc(),
    CallSort.FLAGS: analyses.c.flags.desc(),
}

UNLISTED = frozenset({"id", "call_id", "language", "steps"})


def entries() -> Select[tuple[object, ...]]:
    """Every call with the digest of its newest analysis."""
    columns = [column for column in analyses.c if column.name not in UNLISTED]
    return select(
        calls,
        analyses.c.id.label("analysis_id"),
        analyses.c.language.label("analysed_language"),
        *columns,
    ).join(
        analyses,
        (analyses.c.call_id == calls.c.id) & (analyses.c.number == calls.c.versions),
    )


def page(connection: Connection, query: CallQuery) -> CallPage:
    """The part of the list that the query asks for."""
    found = entries().where(*_filters(query))
    total = connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()
    order = (ORDER[query.sort], calls.c.started_at.desc(), calls.c.id)
    rows = connection.execute(found.order_by(*order).offset(query.offset).limit(query.limit))
    return CallPage(tuple(from_rows.entry(row) for row in rows), total)


def _filters(query: CallQuery) -> Iterator[ColumnElement[bool]]:
    if query.within is not None:
        yield from visible(query.within)
    if query.agent_id is not None:
        yield calls.c.agent_id == query.agent_id
    if query.queue is not None:
        yield calls.c.queue == query.queue
    if query.since is not None:
        yield calls.c.started_at >= query.since
    if query.until is not None:
        yield calls.c.started_at < query.until
    if query.min_peak is not None:
        yield analyses.c.peak >= query.min_peak
    if query.flagged is not None:
        yield analyses.c.flags > 0 if query.flagged else analyses.c.flags == 0
    for word in query.text.split():
        yield _mentions(word)


def visible(within: Within) -> Iterator[ColumnElement[bool]]:
    """What a call must fulfil for somebody to know of it."""
    if within.teams is not None:
        yield func.coalesce(calls.c.team, "").in_(within.teams)
    if within.agent_id is not None:
        yield calls.c.agent_id == within.agent_id


def _mentions(word: str) -> ColumnElement[bool]:
    said = exists().where(
        utterances.c.analysis_id == analyses.c.id,
        utterances.c.text.icontains(word, autoescape=True),
    )
    own = (calls.c.source, calls.c.agent_id, calls.c.queue, calls.c.id)
    return or_(said, *(column.icontains(word, autoescape=True) for column in own))
