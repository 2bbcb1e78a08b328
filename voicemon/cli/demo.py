"""`voicemon demo`: the sample calls, analysed and running live, in a database of their own."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from voicemon import weights
from voicemon.cli import log
from voicemon.cli.bars import Bars
from voicemon.cli.demo_lines import LINES, Lines
from voicemon.cli.demo_people import hire, tell_ways
from voicemon.cli.demo_visit import Visit
from voicemon.cli.places import demo_of
from voicemon.cli.render import clock, sparkline, word
from voicemon.cli.serve import serve
from voicemon.errors import NotFound
from voicemon.runtime import models
from voicemon.runtime.analyst import Analyst, Outcome
from voicemon.runtime.intake import Options
from voicemon.runtime.jobs import give_way
from voicemon.runtime.models import Models
from voicemon.settings import Settings, load
from voicemon.store import Store
from voicemon.types import FlagState, summarise

TABLE_WIDTH = 150  # a narrow terminal may wrap it, but loses nothing


@click.command()
@click.option("--once", is_flag=True, help="Check that the page shows the calls, then exit.")
@click.option("--live/--no-live", default=True, help="Keep six sample calls running live.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one.")
@click.option("--open/--no-open", "open_page", default=True, help="Open the page in the browser.")
def command(once: bool, live: bool, port: int | None, open_page: bool) -> None:
    """Analyse the sample calls, keep six of them running live, and open the page on them, signed
    in as a supervisor; a link for each role is printed.
    """
    site = load()
    log.set_up()
    settings = load(
        **demo_of(site),
        port=_port(site, port, once),
        ingest_host=site.ingest_host or "127.0.0.1",
        ingest_port=_free(site.ingest_host, site.ingest_port, once),
        audiosocket_port=_free(site.audiosocket_host, site.audiosocket_port, once),
    )
    store = Store(settings.store_url, settings.audio_dir)
    analyst = Analyst(settings, store, _load_aside)
    files = samples()
    outcomes = _analyse(analyst, files)
    Console(width=max(Console().width, TABLE_WIDTH)).print(_table(outcomes))
    hire(store)
    lines = Lines(files, settings, store, lines=1 if once else LINES)
    serve(
        analyst,
        store,
        demo=True,
        open_page=open_page and not once,
        tell=partial(tell_ways, store),
        beside=lines.begin if live else None,
        visit=Visit(len(outcomes), live) if once else None,
    )


def samples() -> list[Path]:
    """The sample recordings; NotFound when they are not installed."""
    found = sorted(weights.bundled("samples").glob("*.flac"))
    if not found:
        raise NotFound("the sample calls are not installed", "reinstall voicemon")
    return found


def _port(site: Settings, port: int | None, once: bool) -> int:
    """The port asked for; else the site's, or a free one where that is taken."""
    return _free(site.host, site.port, once) if port is None else port


def _free(host: str, port: int, once: bool) -> int:
    """The port, or 0 (any free one) where somebody listens there already, or for a moment only."""
    if once or not host:
        return 0
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        return 0 if probe.connect_ex((host, port)) == 0 else port


def _load_aside(settings: Settings) -> Models:
    """The models of recordings, whose own threads give way to running calls as jobs do."""
    with ThreadPoolExecutor(1, initializer=give_way) as pool:
        return pool.submit(models.load, settings).result()


def _analyse(analyst: Analyst, files: list[Path]) -> list[Outcome]:
    click.echo(f"Analysing {len(files)} sample calls (known ones are taken from the store).")
    with Bars() as bars:
        return [bars.analyse(analyst, file, Options(), again=False) for file in files]


def _table(outcomes: list[Outcome]) -> Table:
    table = Table(box=None, padding=(0, 1))
    for title in ("call", "length", "frustration", "peak", "end", "flags"):
        table.add_column(title, no_wrap=title != "flags")
    for outcome in outcomes:
        analysis = outcome.analysis
        summary = summarise(analysis)
        raised = [flag.rule for flag in analysis.flags if flag.state is FlagState.RAISED]
        table.add_row(
            escape(analysis.call.source),
            clock(analysis.duration_s),
            sparkline(analysis.frustration, analysis.duration_s, steps=24),
            _level(summary.peak),
            _level(summary.end),
            ", ".join(dict.fromkeys(raised)),
        )
    return table


def _level(score: float | None) -> str:
    return "—" if score is None else f"{score:.2f} {word(score)}"
