"""Where results go: the terminal, JSON Lines, or a file a recording."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from voicemon.cli.render import show
from voicemon.errors import InputError, VoicemonError
from voicemon.exports import FORMATS
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
            self._make(self.output)

    def result(self, file: Path, outcome: Outcome) -> None:
        """One recording's result."""
        if self.form is None:
            show(outcome.analysis, Console())
            if outcome.stored is not None and outcome.stored.known:
                click.echo("Known already; --again analyses it anew.", err=True)
            return
        form = FORMATS[self.form]
        text = form.render(outcome.analysis, str(file))
        if self.output is None:
            click.echo(text.rstrip("\n"))
        else:
            target = self.output / f"{file.stem}{form.suffix}"
            target.write_text(text, encoding="utf-8")
            click.echo(str(target), err=True)

    def failure(self, file: Path, error: VoicemonError) -> None:
        """Why a recording gave no result; with --json also as an object of its own."""
        if self.form == "json":
            reason = {"code": error.code, "message": error.message, "fix": error.fix}
            click.echo(json.dumps({"file": str(file), "error": reason}, ensure_ascii=False))
        click.echo(f"voicemon: {error.message}", err=True)
        if error.fix:
            click.echo(f"  → {error.fix}", err=True)

    @staticmethod
    def _make(folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                f"the folder {folder} cannot be made: {error.strerror}", "give another --output"
            ) from None
