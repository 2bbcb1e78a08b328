"""The frustration curve as an SVG drawing: band, line, levels, holds, flags, times."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from voicemon.exports.phrases import (
    FRUSTRATED,
    UNEASY,
    VERY_FRUSTRATED,
    clock,
    score_word,
)
from voicemon.types import Analysis, FlagState, Frustration, StretchKind

WIDTH, HEIGHT = 960.0, 260.0
LEFT, RIGHT, TOP, BOTTOM = 36.0, 24.0, 16.0, 28.0
TICKS_S = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
MOST_TICKS = 10
SHADED = (StretchKind.HOLD, StretchKind.DEAD_AIR, StretchKind.UNHEARD)


def draw(analysis: Analysis) -> str:
    """The drawing; empty where the customer was not heard."""
    points = analysis.frustration
    if not points:
        return ""
    duration_s = max(analysis.duration_s, points[-1].at_s, 1.0)
    peak = max(points, key=lambda point: point.score)
    about = (
        f"Frustration from 0 to 1 over {clock(duration_s)}; "
        f"highest {peak.score:.2f} at {clock(peak.at_s)}, at the end {points[-1].score:.2f}."
    )
    parts = [
        *_shades(analysis, duration_s),
        *_levels(),
        *_times(duration_s),
        _band(points, duration_s),
        _line(points, duration_s),
        *_dots(points, duration_s),
        *_flags(analysis, duration_s),
    ]
    return (
        f'<div class="drawing" tabindex="0"><svg viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" '
        f'aria-label="{escape(about)}">'
        f"<title>{escape(about)}</title>{''.join(parts)}</svg></div>"
    )


def _x(at_s: float, duration_s: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * min(max(at_s / duration_s, 0.0), 1.0)


def _y(score: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - score)


def _shades(analysis: Analysis, duration_s: float) -> Iterator[str]:
    for stretch in analysis.stretches:
        if stretch.kind in SHADED:
            start, end = _x(stretch.start_s, duration_s), _x(stretch.end_s, duration_s)
            name = stretch.kind.value.replace("_", " ")
            yield (
                f'<rect class="shade" x="{start:.1f}" y="{TOP:g}" width="{end - start:.1f}" '
                f'height="{HEIGHT - TOP - BOTTOM:g}"><title>{name} {clock(stretch.start_s)}–'
                f"{clock(stretch.end_s)}</title></rect>"
            )


def _levels() -> Iterator[str]:
    for level in (0.0, UNEASY, FRUSTRATED, VERY_FRUSTRATED, 1.0):
        y = _y(level)
        yield f'<path class="level" d="M{LEFT:g} {y:.1f}H{WIDTH - RIGHT:g}"/>'
        yield f'<text x="{LEFT - 6:g}" y="{y + 4:.1f}" text-anchor="end">{level:g}</text>'


def _times(duration_s: float) -> Iterator[str]:
    step = next((s for s in TICKS_S if duration_s / s <= MOST_TICKS), TICKS_S[-1])
    for tick in range(0, int(duration_s) + 1, step):
        x = _x(tick, duration_s)
        yield f'<text x="{x:.1f}" y="{HEIGHT - 8:g}" text-anchor="middle">{clock(tick)}</text>'


def _band(points: tuple[Frustration, ...], duration_s: float) -> str:
    upper = [f"{_x(p.at_s, duration_s):.1f},{_y(p.high):.1f}" for p in points]
    lower = [f"{_x(p.at_s, duration_s):.1f},{_y(p.low):.1f}" for p in reversed(points)]
    return f'<polygon class="band" points="{" ".join(upper + lower)}"/>'


def _line(points: tuple[Frustration, ...], duration_s: float) -> str:
    path = " ".join(f"{_x(p.at_s, duration_s):.1f},{_y(p.score):.1f}" for p in points)
    return f'<polyline class="curve" points="{path}"/>'


def _dots(points: tuple[Frustration, ...], duration_s: float) -> Iterator[str]:
    for point in points:
        said = f"{clock(point.at_s)}: {point.score:.2f} ({point.low:.2f}–{point.high:.2f}), "
        yield (
            f'<circle cx="{_x(point.at_s, duration_s):.1f}" cy="{_y(point.score):.1f}" r="3">'
            f"<title>{said}{score_word(point.score)}</title></circle>"
        )


def _flags(analysis: Analysis, duration_s: float) -> Iterator[str]:
    raised = [flag for flag in analysis.flags if flag.state is FlagState.RAISED]
    for flag in raised:
        x = _x(flag.at_s, duration_s)
        yield (
            f'<path class="flag {flag.severity.value}" d="M{x:.1f} {TOP + 12:g}l-7 -12h14z">'
            f"<title>{clock(flag.at_s)} {escape(flag.rule)}: {escape(flag.reason)}</title></path>"
        )
