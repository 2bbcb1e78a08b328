"""Wall and CPU seconds of a function; peak memory and time of a command."""

from __future__ import annotations

import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians over the runs, in seconds."""

    wall_s: float
    cpu_s: float


def interleaved(contenders: Mapping[str, Callable[[], object]], runs: int) -> dict[str, Timing]:
    """One warm-up each, then `runs` rounds in which every contender runs once."""
    for contender in contenders.values():
        contender()
    taken: dict[str, list[Timing]] = {name: [] for name in contenders}
    for _ in range(runs):
        for name, contender in contenders.items():
            wall, cpu = time.perf_counter(), time.process_time()
            contender()
            taken[name].append(Timing(time.perf_counter() - wall, time.process_time() - cpu))
    return {name: _median(timings) for name, timings in taken.items()}


def _median(timings: Sequence[Timing]) -> Timing:
    return Timing(
        statistics.median(timing.wall_s for timing in timings),
        statistics.median(timing.cpu_s for timing in timings),
    )


def command(arguments: Sequence[str], runs: int = 1) -> tuple[float, float]:
    """Median wall seconds and largest peak memory (MB) of a command that must succeed."""
    walls, peak_mb = [], 0.0
    for _ in range(runs):
        started = time.perf_counter()
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
        _, status, usage = _wait(process)
        walls.append(time.perf_counter() - started)
        peak_mb = max(peak_mb, usage.ru_maxrss / 1024)
        if status != 0:
            raise RuntimeError(f"{arguments[0]} ended with status {status}")
    return statistics.median(walls), peak_mb


def _wait(process: subprocess.Popen[bytes]) -> tuple[int, int, resource.struct_rusage]:
    import os

    return os.wait4(process.pid, 0)
