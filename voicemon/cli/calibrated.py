"""What a calibration found, for people and as JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from voicemon.cli.render import clock
from voicemon.flags import rule_json, sentences
from voicemon.flags.figures import RIGHT
from voicemon.flags.rehearsal import Rehearsed
from voicemon.flags.tuning import LEAST_CALLS, LEVEL, Expected, Interval, Verdict
from voicemon.runtime.calibrating import Calibration, Change, RuleFit, SideBySide
from voicemon.runtime.rehearsing import RESULT
from voicemon.types import FlagOutcome

SHOWN = 20  # calls that change; JSON has all


def show(found: Calibration) -> None:
    """All of it, rule by rule."""
    console = Console(soft_wrap=True, highlight=False)
    told = {outcome: found.outcomes.get(outcome, 0) for outcome in FlagOutcome}
    known = ", ".join(f"{count} {_word(outcome)}" for outcome, count in told.items())
    console.print(
        f"{found.calls} calls of the last {found.days} days. Flags with an outcome: "
        f"{sum(told.values())} ({known}); without: {found.outcomes.get(None, 0)}."
    )
    if found.left_out:
        console.print(f"{found.left_out} calls are left out: a reviewer put their roles right.")
    for each in found.rules:
        console.print(f"\n[bold]{escape(each.stored.rule.name)}[/bold] ({each.stored.id})")
        for line in _told(each):
            console.print(f"  {escape(line)}")
        if each.rehearsal is not None:
            console.print(_table(each.rehearsal))
            for line in _changed(each.rehearsal.changes):
                console.print(f"  {escape(line)}")


def _told(found: RuleFit) -> list[str]:
    fit = found.fit
    lines = [
        f"{fit.rights} right and {fit.wrongs} wrong flags, "
        f"on {fit.right_calls} and {fit.wrong_calls} calls"
    ]
    if fit.verdict is Verdict.TOO_FEW:
        return [*lines, f"stays: {LEAST_CALLS} calls of each kind are needed"]
    if fit.verdict is Verdict.FIXED:
        return [*lines, "stays: it has no figure that could move"]
    assert fit.expected is not None
    if fit.verdict is Verdict.STAYS:
        return [*lines, f"stays: {_uncertain(fit.expected)}"]
    return [
        *lines,
        f"now:       {sentences.sentence(found.stored.rule)}",
        f"suggested: {sentences.sentence(fit.chosen.rule)}",
        *_expected(fit.rights, fit.wrongs, fit.expected),
    ]


def _uncertain(expected: Expected) -> str:
    if expected.saving.value <= 0:
        return "nothing that it may become does better on calls that did not choose it"
    saving = _interval(expected.saving, 1)
    return f"moving it would be worth {saving} wrong flags, which is not certain"


def _expected(rights: int, wrongs: int, expected: Expected) -> list[str]:
    return [
        f"on calls that did not choose it (cross-validated, {LEVEL:.0%} intervals): "
        f"precision {_interval(expected.precision)} instead of "
        f"{_interval(expected.precision_before)};",
        f"of {rights} right flags {_interval(expected.lost, 1)} lost, "
        f"of {wrongs} wrong ones {_interval(expected.avoided, 1)} avoided",
    ]


def _table(both: SideBySide) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2))
    for title in ("  over these calls", "now", "suggested"):
        table.add_column(title, no_wrap=True)
    sides = ((both.before, both.precision_before), (both.after, both.precision_after))
    columns = [_column(one, precision) for one, precision in sides]
    for (name, now), (_, then) in zip(*columns, strict=True):
        table.add_row(f"  {name}", now, then)
    return table


def _column(rehearsed: Rehearsed, precision: Interval) -> list[tuple[str, str]]:
    lead = "–" if rehearsed.lead_s is None else clock(rehearsed.lead_s)
    return [
        ("flags", f"{rehearsed.flags} on {rehearsed.flagged_calls} calls"),
        ("flags an hour", f"{rehearsed.flags_per_hour:.2f}"),
        ("alerts an hour", f"{rehearsed.alerts_per_hour:.2f}"),
        ("precision", _interval(precision)),
        ("flags without an outcome", str(rehearsed.unknown)),
        ("right flags missed", str(rehearsed.missed)),
        ("lead time", lead),
    ]


def _changed(changes: Sequence[Change]) -> list[str]:
    gone = [each for each in changes if each.gone]
    right = sum(each.outcome in RIGHT for each in gone)
    wrong = sum(each.outcome is not None for each in gone) - right
    lines = [
        f"{len({each.call_id for each in changes})} calls change: {len(gone)} flags gone "
        f"({right} right, {wrong} wrong, {len(gone) - right - wrong} that nobody judged), "
        f"{len(changes) - len(gone)} new"
    ]
    for each in changes[:SHOWN]:
        what = "gone" if each.gone else "new"
        told = f" ({_word(each.outcome)})" if each.outcome else ""
        lines.append(f"  call {each.call_id} at {clock(each.at_s)}: {what}{told}")
    if len(changes) > SHOWN:
        lines.append(f"  and {len(changes) - SHOWN} more; --out FILE has them all")
    return lines


def _word(outcome: FlagOutcome) -> str:
    return outcome.value.replace("_", " ")


def _interval(each: Interval, digits: int = 2) -> str:
    if math.isnan(each.value):
        return "not known"
    low, high = (f"{bound:.{digits}f}" for bound in (each.low, each.high))
    return f"{each.value:.{digits}f} ({low} to {high})"


# -- for programs


def as_json(found: Calibration, drafts: Mapping[str, int]) -> dict[str, object]:
    """The same with every change; `drafts`: numbers of the versions that were kept."""
    return {
        "days": found.days,
        "calls": found.calls,
        "outcomes": {each.value: found.outcomes.get(each, 0) for each in FlagOutcome},
        "unresolved": found.outcomes.get(None, 0),
        "left_out": found.left_out,
        "interval": LEVEL,
        "rules": [_rule(each, drafts.get(each.stored.id)) for each in found.rules],
    }


def _rule(found: RuleFit, draft: int | None) -> dict[str, object]:
    fit, both = found.fit, found.rehearsal
    moves = [
        {"place": move.knob.name, "before": move.knob.value, "after": move.value}
        for move in fit.chosen.moves
    ]
    return {
        "id": found.stored.id,
        "number": found.stored.newest.number,
        "verdict": fit.verdict.value,
        "right": {"flags": fit.rights, "calls": fit.right_calls},
        "wrong": {"flags": fit.wrongs, "calls": fit.wrong_calls},
        "moves": moves,
        "definition": rule_json.written(fit.chosen.rule) if moves else None,
        "expected": None if fit.expected is None else _intervals(fit.expected),
        "rehearsal": None if both is None else _both(both),
        "draft": draft,
    }


def _intervals(expected: Expected) -> dict[str, object]:
    names = ("precision_before", "precision", "lost", "avoided", "saving")
    return {name: _bounds(getattr(expected, name)) for name in names}


def _both(both: SideBySide) -> dict[str, object]:
    sides = {
        "before": (both.before, both.precision_before),
        "after": (both.after, both.precision_after),
    }
    told: dict[str, object] = {
        name: RESULT.dump_python(side, mode="json") | {"precision_interval": _bounds(precision)}
        for name, (side, precision) in sides.items()
    }
    return told | {"changes": [_change(each) for each in both.changes]}


def _change(each: Change) -> dict[str, object]:
    return {
        "call_id": each.call_id,
        "started_at": each.started_at.isoformat(),
        "at_s": each.at_s,
        "change": "gone" if each.gone else "new",
        "outcome": each.outcome.value if each.outcome else None,
    }


def _bounds(each: Interval) -> dict[str, float | None]:
    """NaN is no JSON."""
    bounds = {"value": each.value, "low": each.low, "high": each.high}
    return {name: None if math.isnan(bound) else bound for name, bound in bounds.items()}
