"""Labels beside what the models say: where they come from, and how well both agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from voicemon.cli.clip_list import LABEL, PATH, read_text, table
from voicemon.errors import InputError
from voicemon.runtime.judging import Clip, JudgedClip
from voicemon.runtime.scoring import Figure, auc, f1, interval
from voicemon.types import Reading

TEXT = "text"
ANGRY = "angry,anger,ang,a,furious,frustrated,frustration,1,1.0,true,yes,positive"
NEGATIVE = "negative,neg,negativity,angry,anger,annoyed,complaint,frustrated,1,1.0,true,yes"
_TABLES = frozenset({".csv", ".tsv"})
_BETWEEN = ",;|"


def column(labels: str) -> str:
    """The column that --labels names; a file of labels has its own."""
    return LABEL if not labels or Path(labels).is_file() else labels


def labelled(clips: Sequence[Clip], labels: str) -> list[Clip]:
    """Clips with their labels; InputError where none has one.

    A file of labels is a CSV `path,label` (a path or a name), or a label a line in clips' order.
    """
    path = Path(labels)
    found = list(clips)
    if path.is_file() and path.suffix.lower() in _TABLES:
        known = {row[PATH]: row.get(LABEL, "") for row in table(path, PATH)}
        known |= {Path(name).name: label for name, label in known.items()}
        found = [
            replace(clip, label=known.get(clip.name, known.get(clip.path.name, "")))
            for clip in clips
        ]
    elif path.is_file():
        lines = _lines(path)
        _same_length(path, len(lines), len(clips), "clips")
        found = [replace(clip, label=line.strip()) for clip, line in zip(clips, lines, strict=True)]
    if not any(clip.label for clip in found):
        raise InputError(f"no clip has a label in {labels!r}", "name a column, or a file of labels")
    return found


def texts_of(source: Path, labels: str) -> tuple[list[str], list[str]]:
    """Sentences and their labels (empty without --labels). A blank line is a sentence too."""
    if source.suffix.lower() in _TABLES:
        rows = table(source, TEXT)
        texts = [row.get(TEXT, "") for row in rows]
        own = [row.get(column(labels).lower(), "") for row in rows]
    else:
        texts = _lines(source)
        own = []
    if not texts:
        raise InputError(f"{source} holds no sentences", "write one a line")
    if not labels:
        return texts, []
    if Path(labels).is_file():
        own = _label_file(Path(labels))
        _same_length(Path(labels), len(own), len(texts), "sentences")
    if not any(own):
        raise InputError(f"no sentence has a label in {labels!r}", "name a column, or a file")
    return texts, own


def _label_file(path: Path) -> list[str]:
    if path.suffix.lower() in _TABLES:
        return [row.get(LABEL, "") for row in table(path, LABEL)]
    return [line.strip() for line in _lines(path)]


def _lines(path: Path) -> list[str]:
    text = read_text(path).replace("\r\n", "\n").replace("\r", "\n")
    return text.removesuffix("\n").split("\n") if text.strip() else []


def _same_length(path: Path, labels: int, needed: int, what: str) -> None:
    if labels != needed:
        raise InputError(
            f"{path.name} has {labels} labels for {needed} {what}", "give one a line, in order"
        )


def of_clips(judged: Sequence[JudgedClip], positive: str = "") -> list[str]:
    """Lines for people: anger against the labels, over all and where a call would use it."""
    known = [each for each in judged if each.clip.label and not each.unheard]
    used = [each for each in known if not each.withheld]
    yes = _names(positive or ANGRY)
    share = len(used) / max(len(known), 1)
    angry = sum(_is(each.clip.label, yes) for each in known)
    return [
        f"labelled and heard: {len(known)} of {len(judged)} clips; angry: {angry}",
        *(_clip_lines("all", known, yes) if known else []),
        *(_clip_lines(f"not withheld ({share:.0%})", used, yes) if used else []),
    ]


def _clip_lines(which: str, judged: Sequence[JudgedClip], yes: frozenset[str]) -> list[str]:
    scores = np.array([each.anger for each in judged])
    truth = np.array([_is(each.clip.label, yes) for each in judged])
    speakers = [each.clip.speaker for each in judged]
    return [
        f"anger, {which}: AUC {interval(auc, scores, truth, speakers)}, "
        f"F1 at 0.5 {interval(f1, scores, truth, speakers)}"
    ]


def of_texts(readings: Sequence[Reading], labels: Sequence[str], positive: str = "") -> list[str]:
    """Lines for people: negativity against the labels, and each head that labels name."""
    yes = _names(positive or NEGATIVE)
    known = [pair for pair in zip(readings, labels, strict=True) if pair[1]]
    heads = readings[0].labels
    named = [label for label in heads if any(label in _parts(said) for _, said in known)]
    plain = [not any(label in _parts(said) for label in heads) for _, said in known]
    lines = [f"labelled: {len(known)} of {len(readings)} sentences"]
    if any(plain) or not named:
        truth = np.array([_is(said, yes) for _, said in known])
        lines.append(_text_line("negativity", [r for r, _ in known], truth))
    for label in named:
        truth = np.array([label in _parts(said) for _, said in known])
        lines.append(_text_line(label, [r for r, _ in known], truth))
    return lines


def _text_line(label: str, readings: Sequence[Reading], truth: np.typing.NDArray[np.bool_]) -> str:
    scores = np.array([reading.labels[label] for reading in readings])
    ranked: Figure = interval(auc, scores, truth)
    return f"{label}: {truth.sum()} yes; AUC {ranked}, F1 at 0.5 {interval(f1, scores, truth)}"


def _names(comma_separated: str) -> frozenset[str]:
    return frozenset(_parts(comma_separated))


def _parts(said: str) -> list[str]:
    for each in _BETWEEN:
        said = said.replace(each, " ")
    return said.lower().split()


def _is(said: str, yes: frozenset[str]) -> bool:
    return any(part in yes for part in _parts(said))
