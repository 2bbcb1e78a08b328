"""How far a command is, on standard error: a bar for people, a line now and then for logs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from voicemon.types import Progress

_EVERY = 0.05  # told after each twentieth where nobody watches it move


@contextmanager
def progress() -> Iterator[Progress]:
    """What to tell (stage, share done) to; a further stage begins anew."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True)) as bars:
        task = bars.add_task("", total=1.0)
        yield lambda stage, done: bars.update(task, description=stage, completed=done)


class _Lines:
    """Progress where nobody looks on."""

    def __init__(self) -> None:
        self._stage = ""
        self._told = 0.0

    def __call__(self, stage: str, done: float) -> None:
        if stage != self._stage:
            self._stage, self._told = stage, 0.0
        if done >= self._told + _EVERY or done >= 1.0:
            self._told = done
            click.echo(f"{stage} {done:.0%}", err=True)
