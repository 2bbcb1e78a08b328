"""`voicemon models judge`: the models on one's own clips and sentences, as a CSV file."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from voicemon.cli import FAILED
from voicemon.cli.progress import progress
from voicemon.errors import InputError
from voicemon.settings import current

if TYPE_CHECKING:
    from voicemon.runtime.judging import JudgedClip
    from voicemon.types import Progress, Reader, Reading

VOICE_COLUMNS = ("path", "anger", "arousal", "uncertainty", "withheld reason")
HEAD = "negativity"
_FILE = click.Path(exists=True, path_type=Path)


@click.command("judge")
@click.option("--voice", type=_FILE, help="CSV file path[,speaker][,label], or a folder of clips.")
@click.option("--text", type=_FILE, help="A sentence a line, or a CSV file with a column text.")
@click.option("--speaker-regex", default="", help="Finds the speaker in a clip's path.")
@click.option("--out", type=click.Path(path_type=Path), help="CSV file; else standard output.")
@click.option("--model", default="", help="Whisper whose encoder is judged: base or tiny.en.")
@click.option(
    "--labels",
    is_flag=False,
    flag_value="label",
    default="",
    help="Column or file of labels: prints AUC and F1 with intervals. Alone: the column label.",
)
@click.option("--positive", default="", help="Labels that mean yes, comma-separated.")
@click.option("--why", is_flag=True, help="Name the words that each negativity comes from.")
def judge(
    voice: Path | None,
    text: Path | None,
    speaker_regex: str,
    out: Path | None,
    model: str,
    labels: str,
    positive: str,
    why: bool,
) -> None:
    """Judge your own clips (--voice) or sentences (--text); see docs/models.md."""
    if (voice is None) == (text is None):
        raise click.UsageError("give either --voice or --text")
    if why and text is None:
        raise click.UsageError("--why is for --text")
    if voice is not None:
        _judge_voice(voice, speaker_regex, out, model, labels, positive)
    elif text is not None:
        _judge_text(text, out, labels, positive, why)


def _judge_voice(
    source: Path, speaker_regex: str, out: Path | None, model: str, labels: str, positive: str
) -> None:
    from voicemon.cli import agreement
    from voicemon.cli.clip_list import clips_of
    from voicemon.runtime.judging import judge_clips
    from voicemon.runtime.models import clip_ears

    column = agreement.column(labels)
    clips = clips_of(source, speaker_regex, column)
    clips = agreement.labelled(clips, labels) if labels else clips
    check_out(out)
    strangers = sum(not clip.speaker for clip in clips)
    if strangers:
        click.echo(
            f"{strangers} of {len(clips)} clips name no speaker: judged against everyone", err=True
        )
    whisper, head = clip_ears(current(), model)
    with progress() as tell:
        judged = judge_clips(clips, whisper, head, tell)
    _write(out, VOICE_COLUMNS, map(_voice_row, judged))
    if labels:
        _report(agreement.of_clips(judged, positive), out)
    unheard = sum(each.unheard for each in judged)
    if unheard:
        click.echo(f"{unheard} of {len(judged)} clips could not be heard", err=True)
    if unheard == len(judged):
        sys.exit(FAILED)


def _voice_row(each: JudgedClip) -> tuple[str, ...]:
    return (
        each.clip.name,
        f"{each.anger:.6g}",
        f"{each.arousal:.6g}",
        f"{each.uncertainty:.6g}",
        each.withheld,
    )


def _judge_text(source: Path, out: Path | None, labels: str, positive: str, why: bool) -> None:
    from voicemon.cli import agreement
    from voicemon.runtime.models import text_reader

    texts, truths = agreement.texts_of(source, labels)
    check_out(out)
    reader = text_reader()
    with progress() as tell:
        readings = list(_read(texts, reader, tell))
    heads = [label for label in readings[0].labels if label != HEAD]
    columns = ["text", HEAD, *heads, *(["why"] if why else [])]
    rows = (
        [
            text,
            *(f"{reading.labels[label]:.6g}" for label in (HEAD, *heads)),
            *([_why(reader, text)] if why else []),
        ]
        for text, reading in zip(texts, readings, strict=True)
    )
    _write(out, columns, rows)
    if labels:
        _report(agreement.of_texts(readings, truths, positive), out)


def _read(texts: Sequence[str], reader: Reader, progress: Progress) -> Iterator[Reading]:
    for place, text in enumerate(texts):
        yield from reader.read([("", text)])
        progress("reading", (place + 1) / len(texts))


def _why(reader: Reader, text: str) -> str:
    """The words that raised the negativity most, with their log-odds."""
    from voicemon.reading.why import why

    return "; ".join(
        f"{word.word} +{word.moved:.1f}" for word in why(reader, text, HEAD).strongest()
    )


def check_out(out: Path | None) -> None:
    """Before the work, not after it."""
    if out is not None and (out.is_dir() or not out.absolute().parent.is_dir()):
        raise InputError(f"{out} cannot be written", "name a file in a folder that exists")


def _write(out: Path | None, columns: Sequence[str], rows: Iterator[Sequence[str]]) -> None:
    """All rows or none: an unfinished file never stands under the name that was asked for."""
    if out is None:
        _put(sys.stdout, columns, rows)
        return
    draft = out.with_name(f".{out.name}.part")
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            _put(file, columns, rows)
        draft.replace(out)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise InputError(f"{out} cannot be written: {error.strerror}", "check its folder") from None


def _put(file: TextIO, columns: Sequence[str], rows: Iterator[Sequence[str]]) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def _report(lines: Sequence[str], out: Path | None) -> None:
    """Beside the CSV on standard error, alone on standard output."""
    for line in lines:
        click.echo(line, err=out is None)
