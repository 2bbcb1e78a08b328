"""`voicemon export`: stored calls in every format that `analyze` writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from voicemon.cli.writer import save
from voicemon.errors import InputError
from voicemon.exports import FORMATS, Format
from voicemon.settings import load
from voicemon.store import CallQuery, CallSort, Store

PAGE = 200
DAYS_AND_TIMES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]


@click.command()
@click.argument("call_ids", metavar="[CALL]...", nargs=-1)
@click.option("--query", help="Every call that mentions these words ('' is every call).")
@click.option("--agent", help="Only calls of this agent.")
@click.option("--queue", help="Only calls of this queue.")
@click.option("--from", "since", type=click.DateTime(DAYS_AND_TIMES), help="Started at or after.")
@click.option("--to", "until", type=click.DateTime(DAYS_AND_TIMES), help="Started before.")
@click.option("--min-peak", type=click.FloatRange(0, 1), help="Only with at least this peak.")
@click.option("--flagged", is_flag=True, default=None, help="Only calls with a flag.")
@click.option(
    "--format", "name", type=click.Choice(list(FORMATS)), default="json", show_default=True
)
@click.option("-o", "--output", default="-", help="Folder for a file a call; - is standard output.")
def command(
    call_ids: tuple[str, ...],
    query: str | None,
    agent: str | None,
    queue: str | None,
    since: datetime | None,
    until: datetime | None,
    min_peak: float | None,
    flagged: bool | None,
    name: str,
    output: str,
) -> None:
    """Write stored calls: those named, or those that a query finds. Times are UTC."""
    filters = (query, agent, queue, since, until, min_peak, flagged)
    asked = any(each is not None for each in filters)
    if asked == bool(call_ids):
        raise InputError("which calls?", "name them, or give --query (--query '' is every call)")
    settings = load()
    store = Store(settings.store_url, settings.audio_dir)
    wanted = CallQuery(
        text=query or "",
        agent_id=agent,
        queue=queue,
        since=_utc(since),
        until=_utc(until),
        min_peak=min_peak,
        flagged=flagged,
        sort=CallSort.OLDEST,
    )
    ids = list(call_ids) or list(_find(store, wanted))
    if not ids:
        raise InputError("no call fits", "widen the query")
    _write(store, ids, FORMATS[name], None if output == "-" else Path(output))


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None


def _find(store: Store, query: CallQuery) -> Iterator[str]:
    offset = 0
    while True:
        page = store.calls(query.page(offset, PAGE))
        yield from (entry.call.id for entry in page.entries)
        offset += PAGE
        if offset >= page.total:
            return


def _write(store: Store, ids: list[str], form: Format, folder: Path | None) -> None:
    if folder is None and len(ids) > 1 and form.name != "json":
        raise InputError(f"{len(ids)} calls need a folder", "add -o FOLDER")
    for call_id in ids:
        analysis = store.analysis(call_id)
        text = form.render(analysis, analysis.call.source)
        if folder is None:
            click.echo(text, nl=False)
        else:
            name = re.sub(r"[^0-9A-Za-z._-]", "_", analysis.call.id)
            click.echo(str(save(folder, f"{name}{form.suffix}", text)), err=True)
