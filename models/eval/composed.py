"""Composed calls of held-out scenarios: what the score and its flags do where the level is known.

Words are read as written, without a recogniser's errors, and every call's customer is a speaker
that the vocal head never heard (`models.frustration.voices`). The clips are acted and in five
languages, the words always English. Nothing is tuned on these scenarios, speakers or sets. Read
languages with care: URDU's frustrated calls are all of its one speaker who is heard calm and angry,
and calm CREMA-D speakers are happy or sad, for the subset has hardly a neutral clip.

The band is held against `SHARE`, the share of reviewers who would call a level frustrated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from models.eval.courses import (
    AT_END,
    BINS,
    Point,
    auc,
    calibration_error,
    calm_s,
    coverage,
    delays_s,
    false_flags,
    in_time,
    median,
    points_of,
)
from models.eval.table import Row, bootstrap
from models.frustration.composed import Composer, Known
from models.frustration.course import Course, followed, scored
from models.frustration.share import SHARE
from models.frustration.voices import Part
from voicemon.simulate.compose import Mismatch
from voicemon.simulate.scenario import FRUSTRATED
from voicemon.types import Flag, Frustration

TASK = "Frustration over a composed call"
CALLS = 400
AT = 0.5  # the score from which a turn is said to be frustrated
SOUND = ("voice.", "prosody.")
_LOUDNESS = {"quiet": "quiet (−12 dB)", "µ-law": "as usual", "loud": "loud (+6 dB)"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A call and what the product says of it; one point a customer turn."""

    known: Known
    curve: list[Frustration]
    flags: list[Flag]
    points: list[Point]

    @property
    def course(self) -> Course:
        """The call's evidence and levels."""
        return self.known.course


def rows(data: Path) -> list[Row]:
    """All calls together, by mismatch, then by who speaks and over which line."""
    return table_of(Composer(data, Part.HELD_OUT).calls(CALLS), "composed, held out")


def table_of(calls: Sequence[Known], name: str) -> list[Row]:
    """The rows of these calls."""
    judged = [_judged(one) for one in calls]
    return [*_together(judged, name), *_by_mismatch(judged, name), *_by_group(judged, name)]


def _judged(known: Known) -> Judged:
    curve, flags = followed(known.course)
    return Judged(known, curve, flags, points_of(known.course, curve))


def _together(judged: Sequence[Judged], name: str) -> list[Row]:
    calls = [one.points for one in judged]
    every = [point for points in calls for point in points]
    low, high = bootstrap(calls, lambda picked: auc(picked, 1))  # type: ignore[arg-type]
    ours, delay = auc(calls, 1), [each for one in judged for each in _delay(one)]
    unheard = [points_of(course, scored(course)) for course in map(_without_sound, judged)]
    frustrated = sum(point[0] >= FRUSTRATED for point in every)
    note = f"{frustrated} of {len(every)} turns at level 2 or more, {len(calls)} calls"
    theirs = f"VADER mean {auc(calls, 4):.3f}; without sound {auc(unheard, 1):.3f}"
    error, inside = calibration_error(every), float(np.mean([_covered(each) for each in every]))
    return [
        Row(TASK, "AUC of the score at a turn's end, level ≥ 2", name, theirs, ours, low, high,
            "≥ 0.95", ours >= 0.95, note),
        Row(TASK, "median seconds from the end of the first level-2 turn to the flag", name, "—",
            median(delay), None, None, "≤ 8", median(delay) <= 8, _spread(judged, delay)),
        _false_row(judged, name),
        Row("Calibration", "ECE of the score", name, "—", error, None, None, "≤ 0.05",
            error <= 0.05, f"{BINS} bins of equal count; {note}"),
        Row("Calibration", "share of turns whose level's share of reviewers lies in the band",
            name, "—", inside, None, None, "0.85–0.95", 0.85 <= inside <= 0.95, _by_level(every)),
        Row("Calibration", "share of bins whose level-≥ 2 rate lies in the mean band", name, "—",
            coverage(every), None, None, "0.85–0.95", None, f"{BINS} bins of equal count"),
    ]  # fmt: skip


def _without_sound(one: Judged) -> Course:
    """The words and the timing of a call."""
    steps = tuple(
        (said, tuple(each for each in evidence if not each.cue.startswith(SOUND)))
        for said, evidence in one.course.steps
    )
    return replace(one.course, steps=steps)


def _delay(one: Judged) -> Iterator[float]:
    return delays_s(one.course, one.flags)


def _spread(judged: Sequence[Judged], delay: Sequence[float]) -> str:
    """What the median leaves out."""
    frustrated = [one for one in judged if one.known.call.scenario.is_frustrated]
    missed = sum(not in_time(one.course, one.flags) for one in frustrated)
    ninth = float(np.percentile(delay, 90)) if delay else float("nan")
    found = f"{len(frustrated)} calls, no flag while {missed} of them ran"
    return f"{found}; nine of ten within {ninth:.0f} s"


def _covered(point: Point) -> bool:
    level, _, low, high, _ = point
    return low <= SHARE[int(level)] <= high


def _by_level(points: Sequence[Point]) -> str:
    told = []
    for level in range(len(SHARE)):
        own = [point for point in points if point[0] == level]
        if own:
            inside = float(np.mean([_covered(point) for point in own]))
            mean = float(np.mean([point[1] for point in own]))
            told.append(f"level {level}: {inside:.2f} covered, mean score {mean:.2f}")
    return "; ".join(told)


def _false_row(judged: Sequence[Judged], name: str) -> Row:
    flags = [flag for one in judged for flag in false_flags(one.course, one.flags)]
    found, late = len(flags), sum(flag.rule == AT_END for flag in flags)
    hours = sum(calm_s(one.course) for one in judged) / 3600
    calm = [one for one in judged if not one.known.call.scenario.is_frustrated]
    in_calm = sum(len(false_flags(one.course, one.flags)) for one in calm)
    note = f"{found} in {hours * 60:.0f} min: {late} that a call ended unresolved, "
    note += f"{in_calm} in {len(calm)} calm calls"
    each = found / hours if hours else float("nan")
    return Row(TASK, "false watch or act flags per hour of level 0–1 talk", name, "—", each, None,
               None, "≤ 1", each <= 1, note)  # fmt: skip


def _by_mismatch(judged: Sequence[Judged], name: str) -> list[Row]:
    """Of turns where voice and words do not go together: how many are said to be frustrated."""
    found = []
    for kind in Mismatch:
        for frustrated in (True, False):
            own = list(_of_kind(judged, kind, frustrated))
            if own:
                share = float(np.mean([score >= AT for score in own]))
                what = "level ≥ 2" if frustrated else "level 0–1"
                metric = f"share of {what} turns scored {AT} or more, mismatch: {kind}"
                found.append(
                    Row(TASK, metric, name, "—", share, None, None, "", None, f"{len(own)} turns")
                )
    return found


def _of_kind(judged: Sequence[Judged], kind: Mismatch, frustrated: bool) -> Iterator[float]:  # noqa: FBT001
    for one in judged:
        turns = [turn for turn in one.known.call.turns if turn.level is not None]
        for turn, point in zip(turns, one.points, strict=True):
            if turn.mismatch is kind and (point[0] >= FRUSTRATED) == frustrated:
                yield point[1]


def _by_group(judged: Sequence[Judged], name: str) -> list[Row]:
    """Each group by itself; its own calls, so that groups differ by chance as well."""
    groups: dict[str, Callable[[Known], str | None]] = {
        "gender": lambda one: one.call.customer.gender,
        "language of the voice": lambda one: one.call.customer.language,
        "loudness": lambda one: _LOUDNESS.get(one.call.line.name),
        "line": lambda one: one.call.line.name if one.call.line.gain_db == 0 else None,
    }
    return [
        row
        for what, group in groups.items()
        for value in sorted({group(one.known) or "" for one in judged} - {""})
        for row in _group(
            [one for one in judged if group(one.known) == value], f"{what}: {value}", name
        )
    ]


def _group(judged: Sequence[Judged], group: str, name: str) -> list[Row]:
    calls = [one.points for one in judged]
    area, delay = auc(calls, 1), [each for one in judged for each in _delay(one)]
    data, false = f"{name}, {group}", _false_row(judged, f"{name}, {group}")
    if not np.isfinite(area):
        return [false]
    low, high = bootstrap(calls, lambda picked: auc(picked, 1), 200)  # type: ignore[arg-type]
    error = calibration_error([point for points in calls for point in points])
    note = f"{len(calls)} calls, median delay {median(delay):.0f} s, ECE {error:.3f}"
    return [Row(TASK, "AUC", data, "—", area, low, high, "", None, note), false]
