"""`voicemon demo`: the sample calls, analysed and on the page, in a database of their own."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from voicemon import weights
from voicemon.cli import log
from voicemon.cli.bars import Bars
from voicemon.cli.render import clock, sparkline, word
from voicemon.cli.serve import serve
from voicemon.errors import NotFound, VoicemonError
from voicemon.runtime.analyst import Analyst, Outcome
from voicemon.runtime.intake import Options
from voicemon.settings import Settings, load
from voicemon.store import Store
from voicemon.types import FlagState, summarise

FOLDER = "demo"  # under data_dir, so that a demo never mixes with a site's own calls
VISIT_S = 30.0
TABLE_WIDTH = 150  # a narrow terminal may wrap it, but loses nothing


@click.command()
@click.option("--once", is_flag=True, help="Check that the page shows the calls, then exit.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one.")
@click.option("--open/--no-open", "open_page", default=True, help="Open the page in the browser.")
def command(once: bool, port: int | None, open_page: bool) -> None:
    """Analyse the sample calls and open the page on them."""
    site = load()
    log.set_up()
    settings = load(data_dir=site.data_dir / FOLDER, database_url="", port=_port(site, port, once))
    store = Store(settings.store_url, settings.audio_dir)
    analyst = Analyst(settings, store)
    outcomes = _analyse(analyst, samples())
    Console(width=max(Console().width, TABLE_WIDTH)).print(_table(outcomes))
    if once:
        serve(analyst, store, demo=True, visit=Visit(len(outcomes)))
    else:
        serve(analyst, store, demo=True, open_page=open_page)


def samples() -> list[Path]:
    """The sample recordings; NotFound when they are not installed."""
    found = sorted(weights.bundled("samples").glob("*.flac"))
    if not found:
        raise NotFound("the sample calls are not installed", "reinstall voicemon")
    return found


def _port(site: Settings, port: int | None, once: bool) -> int:
    """The port asked for; else the site's, or a free one where that is taken."""
    if port is not None:
        return port
    if once:
        return 0
    with socket.socket(socket.AF_INET6 if ":" in site.host else socket.AF_INET) as probe:
        return 0 if probe.connect_ex((site.host, site.port)) == 0 else site.port


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


@dataclass(frozen=True, slots=True)
class Visit:
    """Looks at the page and its calls as a browser would; VoicemonError when they are not there."""

    calls: int

    def __call__(self, url: str) -> None:
        """Raise unless the page is served and lists every call."""
        with urlopen(url, timeout=VISIT_S) as answer:  # noqa: S310 - our own server
            page = answer.read().decode()
        with urlopen(f"{url}api/calls", timeout=VISIT_S) as answer:  # noqa: S310
            total = json.load(answer)["total"]
        if 'id="app"' not in page or total < self.calls:
            raise VoicemonError(
                f"the page shows {total} of {self.calls} calls", "run: make dashboard"
            )
        click.echo(f"The page at {url} shows {total} calls.")
