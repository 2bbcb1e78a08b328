"""`voicemon watch`: a folder whose recordings are analysed as they become complete.

What was analysed is remembered by the store (content hash), so a restart repeats nothing. A
recording is complete when its size and time of change have stood still for `--settle` seconds. One
that cannot be used is moved to `failed/` with the reason beside it; the others go on. What is no
fault of the recording (a missing model, a broken store) ends the watch and moves nothing.
"""

from __future__ import annotations

import signal
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import click

from voicemon.cli import log
from voicemon.cli.analyze import SUFFIXES
from voicemon.errors import AudioError, InputError, StoreError, VoicemonError
from voicemon.runtime.analyst import Analyst, Outcome
from voicemon.settings import load
from voicemon.store import Store
from voicemon.types import summarise

FAILED_FOLDER = "failed"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--settle",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    help="Seconds a file must stand still to be complete.",
)
@click.option(
    "--every",
    type=click.FloatRange(min=0.1),
    default=1.0,
    show_default=True,
    help="Seconds between looks into the folder.",
)
@click.option("--once", is_flag=True, help="Stop when everything there has been dealt with.")
def command(folder: Path, settle: float, every: float, once: bool) -> None:
    """Analyse new recordings of FOLDER as they arrive, until it is interrupted."""
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder", "make it, or name another one")
    settings = load()
    log.set_up()
    analyst = Analyst(settings, Store(settings.store_url, settings.audio_dir))
    watch = Watch(folder, analyst, settle)
    stop = threading.Event()

    def leave(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    click.echo(f"Watching {folder}; stop with Ctrl-C.", err=True)
    while not stop.is_set():
        watch.look(stop)
        if once and not watch.pending:
            return
        stop.wait(every)


@dataclass
class Watch:
    """The state of a watched folder: what stands still since when, what is done."""

    folder: Path
    analyst: Analyst
    settle_s: float
    pending: dict[Path, tuple[tuple[int, int], float]] = field(default_factory=dict)
    done: set[tuple[Path, tuple[int, int]]] = field(default_factory=set)

    def look(self, stop: threading.Event) -> None:
        """One look: note what is new, deal with what is complete.

        Raises what is no fault of a recording.
        """
        there = self._candidates()
        for gone in self.pending.keys() - set(there):
            del self.pending[gone]
        for path in there:
            mark = self._mark(path)
            if mark is None or (path, mark) in self.done:
                self.pending.pop(path, None)
                continue
            seen, since = self.pending.get(path, (None, 0.0))
            if seen != mark:
                self.pending[path] = (mark, time.monotonic())
            elif self._settled(since) and not stop.is_set() and self._deal_with(path):
                self.done.add((path, mark))
                del self.pending[path]

    def _settled(self, since: float) -> bool:
        return time.monotonic() - since >= self.settle_s

    def _candidates(self) -> list[Path]:
        try:
            found = [path for path in self.folder.iterdir() if path.suffix.lower() in SUFFIXES]
        except OSError as error:
            raise InputError(
                f"the folder {self.folder} cannot be read any more: {error.strerror}",
                "see that it is there and that this user may read it, then watch it again",
            ) from None
        return sorted(path for path in found if path.is_file())

    @staticmethod
    def _mark(path: Path) -> tuple[int, int] | None:
        try:
            stat = path.stat()
        except OSError:  # it went away between two looks
            return None
        return stat.st_size, stat.st_mtime_ns

    def _deal_with(self, path: Path) -> bool:
        """Whether the recording needs no further look."""
        try:
            outcome = self.analyst.analyse(path)
        except (AudioError, InputError) as error:
            self._set_aside(path, error)
        except VoicemonError as error:
            if not error.retry:
                raise
            click.echo(f"{path.name}: {error.message}; it is tried again", err=True)
            return False
        else:
            click.echo(_line(path, outcome))
        return True

    def _set_aside(self, path: Path, error: VoicemonError) -> None:
        aside = self.folder / FAILED_FOLDER
        try:
            aside.mkdir(exist_ok=True)
            target = _free(aside / path.name)
            target.with_name(f"{target.name}.reason.txt").write_text(
                f"{error.message}\n{error.fix}\n", encoding="utf-8"
            )
            path.replace(target)
        except FileNotFoundError:  # somebody took it away meanwhile
            click.echo(f"{path.name}: {error.message}", err=True)
            return
        except OSError as fault:
            raise StoreError(
                f"{path.name} cannot be moved to {aside}: {fault.strerror}",
                "let this user write to the watched folder, or free some space",
            ) from None
        click.echo(f"{path.name}: {error.message} (moved to {FAILED_FOLDER}/)", err=True)


def _free(path: Path) -> Path:
    """`path`, with a number where that name is taken: an earlier failure is not overwritten."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def _line(path: Path, outcome: Outcome) -> str:
    if outcome.stored is not None and outcome.stored.known:
        return f"{path.name}: known already, call {outcome.stored.call_id}"
    summary = summarise(outcome.analysis)
    peak = "no customer heard" if summary.peak is None else f"peak {summary.peak:.2f}"
    return f"{path.name}: {peak}, {len(outcome.analysis.flags)} flag changes"
