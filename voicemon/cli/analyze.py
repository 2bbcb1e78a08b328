"""`voicemon analyze`: recordings in, explained frustration curves out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import click

from voicemon.cli import FAILED, log
from voicemon.cli.bars import Bars
from voicemon.cli.writer import Writer
from voicemon.errors import AudioError, InputError, VoicemonError
from voicemon.runtime.analyst import Analyst
from voicemon.runtime.intake import Options
from voicemon.settings import load
from voicemon.store import Store

SUFFIXES = frozenset(
    ".wav .mp3 .m4a .aac .ogg .oga .opus .flac .amr .gsm .webm .mp4 .mkv .mov .3gp .wma .au".split()
)
FORMS = ("json", "contact-lens", "vtt", "srt", "csv", "html")


def form_options(function: click.decorators.FC) -> click.decorators.FC:
    """Adds one flag an output format; without any the result is written for people."""
    for name in reversed(FORMS):
        function = click.option(
            f"--{name}", "form", flag_value=name, help=f"Write the result as {name}."
        )(function)
    return function


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@form_options
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder for the results.")
@click.option("--no-store", is_flag=True, help="Keep nothing: no database, no audio.")
@click.option("--again", is_flag=True, help="Analyse a known recording anew, as a new version.")
@click.option("--model", help="Whisper model (`voicemon models list`).")
@click.option("--language", help="Language of the calls, e.g. en; otherwise it is detected.")
@click.option("--customer-channel", type=int, help="Channel of the customer, counted from 1.")
@click.option("--jobs", type=click.IntRange(1, 16), help="Recordings analysed at once.")
def command(
    paths: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    no_store: bool,
    again: bool,
    model: str | None,
    language: str | None,
    customer_channel: int | None,
    jobs: int | None,
) -> None:
    """Analyse recordings: words, frustration curve, flags with reasons.

    PATHS are recordings or folders of recordings. A file that fails is reported and the others go
    on; the exit status is then 2.
    """
    chosen = {"model": model, "jobs": jobs}
    settings = load(**{key: value for key, value in chosen.items() if value is not None})
    files = list(recordings(paths))
    if not files:
        raise InputError("no recordings are there", f"known are {' '.join(sorted(SUFFIXES))}")
    log.set_up()
    writer = Writer(form, output)
    writer.check(files)
    store = None if no_store else Store(settings.store_url, settings.audio_dir)
    options = Options(customer_channel=customer_channel, language=language)
    sys.exit(_run(Analyst(settings, store), files, options, again, writer))


def recordings(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and every recording of the folders named, in order of name."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        try:
            found = sorted(path.rglob("*"))
            next(path.iterdir(), None)  # rglob is silent about a folder it may not read
        except OSError as error:
            raise AudioError(
                f"the folder {path} cannot be read: {error.strerror}",
                "check that this user may read it",
            ) from None
        yield from (each for each in found if each.suffix.lower() in SUFFIXES and not each.is_dir())


def _run(analyst: Analyst, files: list[Path], options: Options, again: bool, writer: Writer) -> int:
    failed = False
    with Bars() as bars, _pool(analyst.settings.jobs) as pool:
        futures = [pool.submit(bars.analyse, analyst, file, options, again) for file in files]
        for file, future in zip(files, futures, strict=True):
            try:
                outcome = future.result()
            except VoicemonError as error:
                failed = True
                with bars.aside():
                    writer.failure(file, error)
            else:
                with bars.aside():
                    writer.result(file, outcome)
    return FAILED if failed else 0


@contextmanager
def _pool(size: int) -> Iterator[ThreadPoolExecutor]:
    """Threads that, once something ends the work early (Ctrl-C), begin no further recording."""
    with ThreadPoolExecutor(size) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
