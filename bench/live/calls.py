"""Lag of running calls, at the number of calls aimed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench import report
from bench.live.lag import (
    Side,
    final_lags,
    first_words,
    partial_gaps,
    share,
    unanswered,
)
from bench.live.service import serving
from bench.live.sound import Tape
from bench.live.traffic import Traffic, sides, traffic, wait_for_ends
from bench.live.watch import FULL, Watcher

PACKAGES = ("faster-whisper", "ctranslate2", "onnxruntime", "python-socketio", "websockets")
AIMS = {"tiny.en": (10, 16), "base": (4, 6)}  # calls: required, aimed at


@dataclass(frozen=True, slots=True)
class Run:
    """What a run gave."""

    sides: list[Side]
    watcher: Watcher
    cores: tuple[float, float, float, float]
    peak_mb: float
    failures: list[str]
    late_s: float
    crashed: bool
    calls: int  # that were sent, one after the other included


def settings(model: str, calls: int) -> dict[str, object]:
    """As a site of that size sets it; a site that knows its language says so."""
    return {"live_model": model, "live_calls": calls, "language": "en"}


def measure(
    tapes: Sequence[Tape], calls: int, seconds: float, model: str, *, turnover: bool = False
) -> Run:
    """A service of its own, `calls` at once for `seconds`."""
    with (
        serving(**settings(model, calls + 2 * turnover)) as service,
        traffic(service, tapes, turnover=turnover) as (found, watcher, sampler),
    ):
        found.add(calls)
        sampler.start()
        found.run(seconds)
        sampler.stop()
        found.drop()
        wait_for_ends(found, watcher)
        return Run(
            sides(found, watcher),
            watcher,
            sampler.cores(),
            service.peak_mb() if not service.crashed else float("nan"),
            found.failures(),
            _late_s(found),
            service.crashed,
            len(found.callers),
        )


def section(
    tapes: Sequence[Tape], calls: int, minutes: float, model: str, *, turnover: bool
) -> str:
    """The table of a run."""
    run = measure(tapes, calls, 60 * minutes, model, turnover=turnover)
    how = (
        "each plays one recording and hangs up, the next dials at once, and the pass after each "
        "call runs beside (base)"
        if turnover
        else "each plays recordings one behind the other until the end"
    )
    need, aim = AIMS.get(model, (calls, calls))
    head = (
        f"## Running calls: {calls} two-channel calls at once, {model}\n\n"
        f"{minutes:g} minutes at 1 × over Twilio's form; {how}. Required are {need} calls at this "
        f"lag, aimed at {aim}. Lag is from the last voiced frame (offline Silero pass over the "
        "sent audio) to the change at a Socket.IO client, hang-over of 0.5 s included.\n"
    )
    return f"{head}\n{report.table(rows(run, calls))}"


def rows(run: Run, calls: int) -> list[tuple[str, str, str]]:
    """The figures of a run beside what is aimed at."""
    customer = [s for s in run.sides if s.role == "customer"]
    service, client, others, stolen = run.cores
    missing = [unanswered(side) for side in run.sides]
    first = [each for side in run.sides for each in first_words(side)]
    gaps = [each for side in run.sides for each in partial_gaps(side)]
    steps = sorted(run.watcher.steps() - {FULL})
    finals = {(id(s), t.key): t for s in run.sides for t in s.finals}.values()
    return [
        ("customer's finals: lag p50 / p95 / max", lags(customer), "≤ 0.9 s / ≤ 1.5 s"),
        ("all finals: lag p50 / p95 / max", lags(run.sides), ""),
        (
            "speech (≥ 0.5 s) without a final",
            f"{sum(len(m) for m, _ in missing)} of {sum(n for _, n in missing)}",
            "",
        ),
        ("finals without words", f"{sum(not t.text for t in finals)} of {len(finals)}", ""),
        ("first words of speech ≥ 1.5 s: p50 / p95", pair(first), "≤ 1.5 s"),
        ("between partials: p50 / p95", pair(gaps), "1–3 s as load allows"),
        ("degradation seen", ", ".join(steps) or "none", "none"),
        (
            "the service's CPU",
            f"{service:.2f} cores, {100 * service / max(calls, 1):.1f} % of one a call",
            "",
        ),
        (
            "the client's CPU; of everybody else; stolen by the host",
            f"{client:.2f}; {others:.2f}; {stolen:.2f} cores",
            "",
        ),
        ("the service's peak memory", f"{run.peak_mb:.0f} MB", ""),
        ("sender late by at most", f"{run.late_s * 1000:.0f} ms", ""),
        ("calls sent; broken", f"{run.calls}; {broken(run)}", "none broken"),
    ]


def lags(found: Sequence[Side]) -> str:
    """p50, p95, max of the finals' lag."""
    values = [lag for side in found for _, lag in final_lags(side)]
    if not values:
        return "nothing arrived"
    p50, p95 = share(values, 0.5), share(values, 0.95)
    return f"{p50:.2f} / {p95:.2f} / {max(values):.2f} s ({len(values)})"


def pair(values: Sequence[float]) -> str:
    """p50 and p95."""
    return f"{share(values, 0.5):.2f} / {share(values, 0.95):.2f} s ({len(values)})"


def broken(run: Run) -> str:
    """What went wrong, in words."""
    said = [*(["the service ended"] if run.crashed else []), *run.failures]
    return "none" if not said else f"{len(said)} ({said[0]})"


def _late_s(found: Traffic) -> float:
    return max((caller.late_s for caller in found.callers), default=0.0)
