"""Frustration over a call: the whole product against the levels of labelled customer turns.

Real recordings carry the labels of `models/labels` and are reported, never tuned on; the sample
calls carry the levels they were written for. Beside the score stands the mean of VADER over the
customer's words so far, on the same transcript.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from models.eval.courses import (
    BINS,
    auc,
    calibration_error,
    calm_s,
    coverage,
    delays_s,
    false_flags,
    median,
    points_of,
    serious,
)
from models.eval.table import Row, bootstrap
from models.frustration.course import Course, Labelled, followed, from_analysis
from models.labels import FRUSTRATED, levels
from voicemon import settings, weights
from voicemon.flags.rules import BUILT_IN, RuleBook
from voicemon.runtime.analyst import Analyst
from voicemon.types import Flag, Frustration, Role

CALM_CALLS = ("harper_", "aws_", "genesys_")
RISEN = "gorkow_21"  # frustrated, then resolved
TASK = "Frustration over a call"


@lru_cache(maxsize=1)
def analyst() -> Analyst:
    """The product without a store; its models stay loaded between the two sets of calls."""
    return Analyst(settings.load(language="en"), None)


def heard(path: Path, turns: Sequence[Labelled]) -> Course:
    """A recording through the whole product."""
    return from_analysis(path.stem, analyst().analyse(path).analysis, turns)


def call_courses(data: Path) -> list[Course]:
    """The labelled real and synthetic recordings of the evaluation data."""
    level = levels()
    names = sorted({call for call, _ in level})
    return [heard(data / "calls" / f"{name}.flac", list(_turns(data, name))) for name in names]


def _turns(data: Path, name: str) -> Iterator[Labelled]:
    level = levels()
    told = json.loads((data / "calls" / f"{name}.json").read_text(encoding="utf-8"))
    for turn in told["turns"]:
        if turn["role"] == "customer":
            yield Labelled(turn["start"], turn["end"], level[name, turn["start"]])


def sample_courses() -> list[Course]:
    """The sample calls that ship with the product, with the levels they were written for."""
    folder = weights.bundled("samples")
    return [_sample(path) for path in sorted(folder.glob("*.flac"))]


def _sample(path: Path) -> Course:
    turns = [
        Labelled(turn["start_s"], turn["end_s"], turn["level"])
        for turn in _told(path)["turns"]
        if turn["role"] == Role.CUSTOMER
    ]
    return heard(path, turns)


def _told(path: Path) -> dict[str, Any]:
    """What must be found in a sample call."""
    told: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    expected: dict[str, Any] = told["expected"]
    return expected


def rows(data: Path) -> list[Row]:
    """Samples and calls, each with its own rows."""
    samples, calls = sample_courses(), call_courses(data)
    return [
        *_rows("samples", samples),
        _flags_row(samples),
        *_rows("calls", calls),
        *_accepted(calls),
    ]


def _rows(name: str, courses: Sequence[Course]) -> list[Row]:
    found = [(course, *followed(course)) for course in courses]
    points = [points_of(course, curve) for course, curve, _ in found]
    vader, ours = (auc(points, column) for column in (4, 1))
    low, high = bootstrap(points, lambda picked: auc(picked, 1))  # type: ignore[arg-type]
    every = [point for call in points for point in call]
    frustrated = sum(point[0] >= FRUSTRATED for point in every)
    delays = [delay for course, _, flags in found for delay in delays_s(course, flags)]
    hours = sum(calm_s(course) for course in courses) / 3600
    false = sum(len(false_flags(course, flags)) for course, _, flags in found)
    ece, cover = calibration_error(every), coverage(every)
    note = f"{frustrated} of {len(every)} turns at level 2 or more, {len(courses)} calls"
    return [
        Row(TASK, "AUC of the score at a turn's end, level ≥ 2", name, f"VADER mean {vader:.3f}",
            ours, low, high, "≥ 0.95", ours >= 0.95, note),
        Row(TASK, "median seconds from the end of the first level-2 turn to the flag", name,
            "—", median(delays), None, None, "≤ 8", median(delays) <= 8, _missed(found)),
        Row(TASK, "false watch or act flags per hour of level 0–1 talk", name, "—", false / hours,
            None, None, "≤ 1", false / hours <= 1, f"{false} in {hours * 60:.0f} min"),
        Row("Calibration", "ECE of the score", name, "—", ece, None, None, "≤ 0.05", ece <= 0.05,
            f"{BINS} bins of equal count; {note}"),
        Row("Calibration", "share of bins whose level-≥ 2 rate lies in the mean band", name, "—",
            cover, None, None, "0.85–0.95", None, "the band of single turns has no truth to cover"),
    ]  # fmt: skip


def _missed(found: Sequence[tuple[Course, list[Frustration], list[Flag]]]) -> str:
    """The frustrated calls that no flag was raised in."""
    frustrated = [each for each in found if any(t.level >= FRUSTRATED for t in each[0].turns)]
    missed = [course.name for course, _, flags in frustrated if not serious(flags)]
    return f"{len(frustrated)} calls; no flag in: {', '.join(missed) or 'none'}"


def _flags_row(samples: Sequence[Course]) -> Row:
    """Whether the samples' flags are those they were written for, of any severity."""
    right, wrong = sample_flags(samples)
    share = right / (right + len(wrong))
    note = f"{right} of {right + len(wrong)}; {', '.join(wrong) or 'none wrong'}"
    return Row(TASK, "flags that must and must never be raised, share right", "samples", "—",
               share, None, None, "1.0", not wrong, note)  # fmt: skip


def sample_flags(samples: Sequence[Course], book: RuleBook = BUILT_IN) -> tuple[int, list[str]]:
    """How many of the flags that must and must never be raised are right, and what is wrong."""
    folder = weights.bundled("samples")
    right, wrong = 0, []
    for course in samples:
        told = _told(folder / f"{course.name}.flac")
        raised = {flag.rule for flag in followed(course, book=book)[1]}
        missing = [f"{course.name} lacks {rule}" for rule in told["flags"] if rule not in raised]
        false = [f"{course.name} has {rule}" for rule in told["flags_never"] if rule in raised]
        wrong += missing + false
        right += len(told["flags"]) + len(told["flags_never"]) - len(missing) - len(false)
    return right, wrong


def _accepted(calls: Sequence[Course]) -> list[Row]:
    """What the product promises of these recordings."""
    curves = {course.name: followed(course) for course in calls}
    peaks = {
        name: max((p.score for p in curve), default=0.0) for name, (curve, _) in curves.items()
    }
    risen = curves[RISEN][0]
    highest_calm = max(peak for name, peak in peaks.items() if name.startswith(CALM_CALLS))
    harper = sum(
        len(serious(flags)) for name, (_, flags) in curves.items() if name.startswith("harper_")
    )
    return [
        Row(TASK, f"peak of {RISEN} above the highest of the calm calls", "calls",
            f"{highest_calm:.2f}", peaks[RISEN], None, None, "above",
            peaks[RISEN] > highest_calm),
        Row(TASK, f"end of {RISEN} as a share of its peak", "calls", "—",
            risen[-1].score / peaks[RISEN], None, None, "≤ 0.5",
            risen[-1].score <= peaks[RISEN] / 2),
        Row(TASK, "watch or act flags on the six calm bank calls", "calls", "—", harper, None, None,
            "0", harper == 0),
    ]  # fmt: skip
