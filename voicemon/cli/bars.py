"""A progress bar a file, on standard error, out of the way of what is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from voicemon.runtime.analyst import Analyst, Outcome
from voicemon.runtime.intake import Options


class Bars:
    """Progress of several analyses; a context manager. Silent when nobody watches."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[stage]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def analyse(self, analyst: Analyst, file: Path, options: Options, again: bool) -> Outcome:
        """One analysis with a bar of its own, which goes when it ends."""
        task = self._progress.add_task(ascii(file.name)[1:-1], total=1.0, stage="waiting")

        def tell(stage: str, done: float) -> None:
            self._progress.update(task, stage=stage, completed=done)

        try:
            return analyst.analyse(file, options, again=again, progress=tell)
        finally:
            self._progress.remove_task(task)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """The bars make way while something is printed."""
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()
