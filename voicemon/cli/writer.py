"""Where results go: the terminal, JSON Lines, or a file a recording."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from voicemon.cli.render import show
from voicemon.errors import InputError, StoreError, VoicemonError
from voicemon.exports import FORMATS
from voicemon.exports.json_lines import render_failure
from voicemon.runtime.analyst import Outcome


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes analyses in one form; `form` None is for people, `output` None standard output."""

    form: str | None
    output: Path | None

    def check(self, files: list[Path]) -> None:
        """Refuse, before any work, what could not be written apart afterwards."""
        if self.form not in (None, "json") and self.output is None and len(files) > 1:
            raise InputError(f"{len(files)} recordings need a folder", "add --output FOLDER")
        if self.output is not None and self.form is None:
            raise InputError("--output needs a form", "add --json, --html, --csv, --vtt or --srt")
        if self.output is not None:
            _require_apart(files)

    def result(self, file: Path, outcome: Outcome) -> None:
        """One recording's result."""
        if self.form is None:
            show(outcome.analysis, Console())
        if outcome.stored is not None and outcome.stored.known:
            click.echo(f"{file.name!r}: known already; --again analyses it anew.", err=True)
        if self.form is None:
            return
        form = FORMATS[self.form]
        text = form.render(outcome.analysis, str(file))
        if self.output is None:
            click.echo(text.rstrip("\n"))
        else:
            click.echo(str(save(self.output, f"{file.stem}{form.suffix}", text)), err=True)

    def failure(self, file: Path, error: VoicemonError) -> None:
        """Why a recording gave no result; with --json also as an object of its own."""
        if self.form == "json":
            click.echo(render_failure(error, str(file)).rstrip("\n"))
        click.echo(f"voicemon: {error.message}", err=True)
        if error.fix:
            click.echo(f"  → {error.fix}", err=True)


def _require_apart(files: list[Path]) -> None:
    """A result is named after its recording: two of one name would leave one result."""
    seen: dict[str, Path] = {}
    for file in files:
        other = seen.setdefault(file.stem, file)
        if other != file:
            raise InputError(
                f"{str(other)!r} and {str(file)!r} would be written to one file",
                "analyse them apart, each with an --output of its own",
            )


def save(folder: Path, name: str, text: str) -> Path:
    """Text as a file of `folder`, whole or not at all; StoreError when it cannot be written."""
    target = folder / name
    draft = target.with_name(f".{name}.draft")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8", newline="")
        draft.replace(target)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise StoreError(
            f"{target} cannot be written: {error.strerror}",
            "check the folder's rights and its free space",
        ) from None
    return target
