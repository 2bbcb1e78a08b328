"""What the list of calls shows of an analysis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from voicemon.store.records import SPARKLINE_STEPS, Digest
from voicemon.types import Analysis, FlagState, Frustration, Severity, summarise

_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def digest(analysis: Analysis) -> Digest:
    """Summary, sparkline, how many flags were raised, the worst of them and why."""
    raised = {flag.id: flag for flag in analysis.flags if flag.state is FlagState.RAISED}
    worst = max(raised.values(), key=lambda flag: _RANK[flag.severity], default=None)
    return Digest(
        summary=summarise(analysis),
        sparkline=sparkline(analysis.frustration, analysis.duration_s),
        flags=len(raised),
        worst_severity=worst.severity if worst else None,
        top_reason=worst.reason if worst else _reason_of_peak(analysis),
    )


def sparkline(
    points: Sequence[Frustration], duration_s: float, steps: int = SPARKLINE_STEPS
) -> tuple[float | None, ...]:
    """The score at the middle of `steps` even steps, between points on the line joining them,
    after the last as at the last; None before the first.
    """
    if not points:
        return (None,) * steps
    return tuple(_score_at(points, (step + 0.5) * duration_s / steps) for step in range(steps))


def _score_at(points: Sequence[Frustration], at_s: float) -> float | None:
    if at_s < points[0].at_s:
        return None
    for before, after in pairwise(points):
        if before.at_s <= at_s < after.at_s:
            share = (at_s - before.at_s) / (after.at_s - before.at_s)
            return round(before.score + share * (after.score - before.score), 4)
    return round(points[-1].score, 4)


def _reason_of_peak(analysis: Analysis) -> str | None:
    if not analysis.frustration:
        return None
    peak = max(analysis.frustration, key=lambda point: point.score)
    notes = {
        item.cue: item.note
        for item in analysis.evidence
        if item.utterance_id == peak.utterance_id and item.log_odds > 0
    }
    for cue, weight in sorted(peak.contributions.items(), key=lambda pair: -pair[1]):
        if weight > 0 and cue in notes:
            return notes[cue]
    return None
