"""Long load that should leave nothing behind: slopes of memory, lag, threads and open files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bench import report
from bench.live import calls as at_once
from bench.live.lag import final_lags, share, slope
from bench.live.service import MB, serving
from bench.live.sound import Tape
from bench.live.traffic import sides, traffic, wait_for_ends

EVERY_S, BIN_S = 5.0, 60.0
FLOOR_S = 180.0  # some pass after a call has always ended within it
WARM_SHARE = 1 / 9  # of the run; it is left out of the slopes
HOUR_S = 3600.0


def section(tapes: Sequence[Tape], calls: int, minutes: float, model: str) -> str:
    """The table; calls end with their recordings and are followed by the next ones."""
    settings = at_once.settings(model, calls + 2)
    with (
        serving(**settings) as service,
        traffic(service, tapes, turnover=True, every_s=EVERY_S) as (found, watcher, sampler),
    ):
        found.add(calls)
        sampler.start()
        found.run(60 * minutes)
        sampler.stop()
        found.drop()
        wait_for_ends(found, watcher)
        every = sides(found, watcher)
        crashed, failures = service.crashed, found.failures()
        peak_mb = float("nan") if crashed else service.peak_mb()
    bin_s = min(BIN_S, 60 * minutes / 10)
    start = sampler.service[0].at + 60 * minutes * WARM_SHARE
    used = [each for each in sampler.service if each.at >= start]
    ended = sampler.service[-1].at
    told = [x for side in every for x in final_lags(side) if start <= x[0] <= ended]
    times = [each.at for each in used]
    lags = [lag for _, lag in told]
    memory = [each.rss / MB for each in used]
    floor_s = min(FLOOR_S, 60 * minutes / 10)
    rows = [
        _row("memory", "MB", times, memory, bin_s),
        _row("memory that stays: least of each bin", "MB", times, memory, floor_s, np.min),
        _row("lag of finals", "s", [at for at, _ in told], lags, bin_s),
        _row("lag of finals, median", "s", [at for at, _ in told], lags, bin_s, np.median),
        _row("threads", "", times, [float(each.threads) for each in used], bin_s),
        _row("open files", "", times, [float(each.files) for each in used], bin_s),
        ("lag p50 / p95 / max", _lags(lags), "≤ 0.9 s / ≤ 1.5 s"),
        ("degradation seen", ", ".join(sorted(watcher.steps())), "full only"),
        ("calls sent; broken", f"{len(found.callers)}; {len(failures)}", "0 broken"),
        ("crashed; peak memory", f"{'yes' if crashed else 'no'}; {peak_mb:.0f} MB", "no"),
        (
            "CPU: service; client; others; stolen by the host",
            "; ".join(f"{c:.2f}" for c in sampler.cores()),
            "",
        ),
    ]
    head = (
        f"## Running calls: soak ({model})\n\n{calls} calls at once (60 % of what is required) for "
        f"{minutes:g} minutes; each plays one recording and is followed by the next, passes after "
        f"calls run beside. Slopes by least squares over means of {bin_s:.0f} s (least values: of "
        f"{floor_s:.0f} s, for a pass needs memory while it lasts), without the first ninth, with "
        "95 % intervals.\n"
    )
    return f"{head}\n{report.table(rows)}"


def _row(
    name: str,
    unit: str,
    times: Sequence[float],
    values: Sequence[float],
    bin_s: float,
    of: Callable[[NDArray[np.float64]], float] = np.mean,
) -> tuple[str, str, str]:
    rise, half = slope(times, values, bin_s, of)
    ninth = max(1, len(values) // 9)
    first, last = (float(of(np.array(part))) for part in (values[:ninth], values[-ninth:]))
    verdict = "no slope" if abs(rise) <= half else "a slope"
    return (
        f"{name}, a hour",
        f"{rise * HOUR_S:+.2f} ± {half * HOUR_S:.2f} {unit} ({verdict}; "
        f"first ninth {first:.2f}, last {last:.2f})",
        "no slope",
    )


def _lags(lags: Sequence[float]) -> str:
    if not len(lags):
        return "nothing arrived"
    return f"{share(lags, 0.5):.2f} / {share(lags, 0.95):.2f} / {max(lags):.2f} s ({len(lags)})"
