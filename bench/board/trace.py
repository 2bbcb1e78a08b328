"""How long the page's own thread was busy at a stretch, from a trace of Chromium."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MAIN_THREAD = "CrRendererMain"
TASK = "ThreadControllerImpl::RunTask"

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tasks:
    """Every task of the page's own thread, in order of time: its length, and the processor's part
    of it (the rest is waiting for one that others use).
    """

    wall_ms: list[float]
    cpu_ms: list[float]


def tasks(trace: bytes) -> Tasks:
    """Of the renderer's main thread; of several renderers the busiest is the page's."""
    events: Sequence[Event] = json.loads(trace)["traceEvents"]
    mains = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"].get("name") == MAIN_THREAD
    }
    found = [_of(events, main) for main in mains]
    return max(found, key=lambda each: sum(each.wall_ms), default=Tasks([], []))


def _of(events: Sequence[Event], thread: tuple[int, int]) -> Tasks:
    found = [
        event
        for event in events
        if event.get("ph") == "X"
        and event.get("name") == TASK
        and (event["pid"], event["tid"]) == thread
    ]
    found.sort(key=lambda event: float(event["ts"]))
    return Tasks(
        [event.get("dur", 0) / 1000 for event in found],
        [event.get("tdur", 0) / 1000 for event in found],
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of all lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
