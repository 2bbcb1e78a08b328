"""Time and peak memory of a command."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Sequence


def command(arguments: Sequence[str], runs: int = 1) -> tuple[float, float]:
    """Median wall seconds and largest peak memory (MB) of a command that must succeed."""
    walls, peak_mb = [], 0.0
    for _ in range(runs):
        started = time.perf_counter()
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        walls.append(time.perf_counter() - started)
        peak_mb = max(peak_mb, usage.ru_maxrss / 1024)
        if status != 0:
            raise RuntimeError(f"{arguments[0]} ended with status {status}")
    return statistics.median(walls), peak_mb
