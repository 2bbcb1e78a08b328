"""Which clips to judge: a CSV file of paths, or a folder whose names tell the speakers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from voicemon.errors import InputError
from voicemon.runtime.judging import Clip

SOUNDS = frozenset(
    (
        ".wav .w64 .aiff .aif .au .caf .mp3 .m4a .mp4 .aac .ogg .oga .opus .flac .amr .gsm .webm"
    ).split()
)
PATH, SPEAKER, LABEL = "path", "speaker", "label"
_DELIMITERS = ",;\t"


def clips_of(source: Path, speaker_regex: str = "", label_column: str = LABEL) -> list[Clip]:
    """The clips of a CSV file (`path[,speaker][,label]`) or of a folder, in order.

    Paths are relative to the CSV file, else to the working folder. `speaker_regex` finds the
    speaker in a clip's path where no column names it: its group `speaker`, its first group, or
    all that it matches; a group `label` finds the label. Raises InputError.
    """
    naming = _pattern(speaker_regex)
    if source.is_dir():
        found = [_from_folder(path, source, naming) for path in sorted(source.rglob("*"))]
        clips = [clip for clip in found if clip]
    else:
        clips = [_from_row(row, source, naming, label_column) for row in _path_rows(source)]
    if not clips:
        raise InputError(f"{source} names no clips", "give sound files, or a CSV with column path")
    return clips


def table(source: Path, column: str) -> list[dict[str, str]]:
    """Rows of a CSV file with the column `column`; names of columns in lower case.

    Takes commas, semicolons or tabs, quotes, a byte order mark, UTF-8 or Windows' Latin letters.
    """
    text = read_text(source)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row)]
    header = [name.strip().lower() for name in rows[0]] if rows else []
    if column not in header:
        raise InputError(
            f"{source.name} has no column {column!r}; its first line is {first.strip()[:80]!r}",
            f"let the first line name the columns, one of them {column}",
        )
    return [dict(zip(header, (cell.strip() for cell in row), strict=False)) for row in rows[1:]]


def read_text(source: Path) -> str:
    """A text file's content; InputError when it cannot be read."""
    try:
        raw = source.read_bytes()
    except OSError as error:
        raise InputError(
            f"{source} cannot be read: {error.strerror}", "check the path and its rights"
        ) from None
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _path_rows(source: Path) -> list[Mapping[str, str]]:
    try:
        return [row for row in table(source, PATH) if row.get(PATH)]
    except InputError:
        headless = _headless(source)
        if not headless:
            raise
        return headless


def _headless(source: Path) -> list[Mapping[str, str]]:
    """Rows of a file whose first line is a clip already; none where it is not."""
    rows = list(csv.reader(io.StringIO(read_text(source))))
    if not rows or not rows[0] or not _place(rows[0][0].strip(), source).is_file():
        return []
    names = (PATH, SPEAKER, LABEL)
    return [
        dict(zip(names, (cell.strip() for cell in row), strict=False)) for row in rows if any(row)
    ]


def _from_row(
    row: Mapping[str, str], source: Path, naming: re.Pattern[str] | None, label_column: str
) -> Clip:
    name = row[PATH]
    speaker, label = _named(naming, name)
    return Clip(
        _place(name, source),
        name,
        row.get(SPEAKER) or speaker,
        row.get(label_column.lower()) or label,
    )


def _place(name: str, source: Path) -> Path:
    beside = source.parent / name
    return beside if beside.exists() or not Path(name).exists() else Path(name)


def _from_folder(path: Path, folder: Path, naming: re.Pattern[str] | None) -> Clip | None:
    if path.suffix.lower() not in SOUNDS or not path.is_file() or path.name.startswith("."):
        return None
    return Clip(path, str(path), *_named(naming, path.relative_to(folder).as_posix()))


def _named(naming: re.Pattern[str] | None, name: str) -> tuple[str, str]:
    """Speaker and label that a path tells; empty where it tells none."""
    found = naming.search(name) if naming else None
    if found is None:
        return "", ""
    groups = found.groupdict()
    plain: Sequence[str | None] = found.groups()
    speaker = groups[SPEAKER] if SPEAKER in groups else (plain[0] if plain else found.group())
    return speaker or "", groups.get(LABEL) or ""


def _pattern(regex: str) -> re.Pattern[str] | None:
    try:
        return re.compile(regex) if regex else None
    except re.error as error:
        raise InputError(
            f"{regex!r} is not a regular expression: {error}", "mend --speaker-regex"
        ) from None
