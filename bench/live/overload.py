"""Three times as many calls as fit, for two minutes, then as many as fit again."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench import report
from bench.live import calls as at_once
from bench.live.lag import Side, final_lags, share, unanswered
from bench.live.service import serving
from bench.live.sound import Tape
from bench.live.traffic import sides, traffic, wait_for_ends
from bench.live.watch import FULL, Stood

TIMES = 3
BEFORE_S, AFTER_S = 40.0, 90.0
RISE_S = 10.0  # in which the others begin
BOUND_S, BACK_S = 10.0, 30.0
USUAL_S = 1.5  # a lag that counts as recovered


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the run, on the monotonic clock."""

    name: str
    since: float
    until: float

    def lags(self, found: Sequence[Side]) -> list[float]:
        """Of finals whose speech ended in it."""
        return [
            lag
            for side in found
            for spoken_at, lag in final_lags(side)
            if self.since <= spoken_at < self.until
        ]

    def wordless(self, found: Sequence[Side]) -> int:
        """Finals of speech that ended in it which have no words: only its sound was weighed."""
        return sum(
            not each.text and self.since <= side.origin + each.end_s < self.until
            for side in found
            for each in side.finals
        )

    def missing(self, found: Sequence[Side]) -> int:
        """Stretches of speech that ended in it and got no final."""
        return sum(self.since <= at < self.until for side in found for at in unanswered(side)[0])


def section(tapes: Sequence[Tape], capacity: int, minutes: float, model: str) -> str:
    """The table."""
    settings = at_once.settings(model, TIMES * capacity)
    scale = min(1.0, minutes / 2)
    with serving(**settings) as service, traffic(service, tapes) as (found, watcher, sampler):
        sampler.start()
        found.add(capacity)
        began = time.monotonic()
        found.run(BEFORE_S * scale)
        risen = time.monotonic()
        found.add((TIMES - 1) * capacity, RISE_S * scale)
        found.run(60 * minutes)
        fallen = time.monotonic()
        found.drop((TIMES - 1) * capacity)
        found.run(AFTER_S * scale)
        ended = time.monotonic()
        found.drop()
        wait_for_ends(found, watcher)
        sampler.stop()
        crashed = service.crashed
        peak_mb = float("nan") if crashed else service.peak_mb()
        failures = found.failures()
        every = sides(found, watcher)
    phases = [
        Phase(f"{capacity} calls", began, risen),
        Phase(f"{TIMES * capacity} calls", risen, fallen),
        Phase(f"{capacity} calls again", fallen, ended),
    ]
    rows = _phase_rows(phases, every) + [
        ("degradation in the overload", _steps(watcher.stood, phases[1]), "visible"),
        ("full analysis again after", _back(watcher.stood, fallen), f"≤ {BACK_S:.0f} s"),
        (
            f"last lag above {USUAL_S} s after it",
            _late(phases[2], every),
            f"≤ {BACK_S:.0f} s",
        ),
        ("crashed; calls broken", f"{'yes' if crashed else 'no'}; {len(failures)}", "no; 0"),
        ("peak memory", f"{peak_mb:.0f} MB", ""),
        (
            "CPU: service; client; others; stolen by the host",
            "; ".join(f"{c:.2f}" for c in sampler.cores()),
            "",
        ),
    ]
    head = (
        f"## Running calls: overload ({model})\n\n{capacity} calls, then {TIMES} × as many for "
        f"{minutes:g} minutes, then {capacity} again; `live_calls` is raised to all of them, so "
        "that none is only recorded. Lags are of all finals, by when their speech ended.\n"
    )
    return f"{head}\n{report.table(rows)}"


def _phase_rows(phases: Sequence[Phase], every: Sequence[Side]) -> list[tuple[str, str, str]]:
    rows = []
    for phase in phases:
        lags = phase.lags(every)
        most = f"{max(lags):.2f}" if lags else "–"
        rows.append(
            (
                f"{phase.name}: lag p50 / p95 / max (finals); of them without words; "
                "speech without a final",
                f"{share(lags, 0.5):.2f} / {share(lags, 0.95):.2f} / {most} s ({len(lags)}); "
                f"{phase.wordless(every)}; {phase.missing(every)}",
                f"≤ {BOUND_S:.0f} s" if phase is phases[1] else "",
            )
        )
    return rows


def _steps(stood: Sequence[Stood], phase: Phase) -> str:
    seen: dict[str, float] = {}
    for each in stood:
        if phase.since <= each.at < phase.until and each.step != FULL:
            seen.setdefault(each.step, each.at - phase.since)
    return ", ".join(f"{step} (after {at:.0f} s)" for step, at in seen.items()) or "none"


def _back(stood: Sequence[Stood], since: float) -> str:
    """Seconds after which nobody was told of a degraded step any more."""
    after = sorted((each for each in stood if each.at >= since), key=lambda each: each.at)
    last = max((n for n, each in enumerate(after) if each.step != FULL), default=None)
    if last is None:
        return "at once"
    if last + 1 == len(after):
        return "not within the run"
    return f"{after[last + 1].at - since:.1f} s"


def _late(phase: Phase, every: Sequence[Side]) -> str:
    late = [
        spoken_at + lag - phase.since
        for side in every
        for spoken_at, lag in final_lags(side)
        if lag > USUAL_S and phase.since <= spoken_at < phase.until
    ]
    return f"{max(late):.1f} s" if late else "none"
