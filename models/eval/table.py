"""Rows of the results table, bootstrap intervals, and how they are written."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One line: ours beside the baseline and the aim; `low`/`high` is ours' 95 % interval."""

    task: str
    metric: str
    data: str
    baseline: str
    ours: float
    low: float | None
    high: float | None
    aim: str
    met: bool | None
    note: str = ""


def bootstrap(
    items: Sequence[object],
    statistic: Callable[[list[object]], float],
    resamples: int = RESAMPLES,
    seed: int = 7,
) -> tuple[float, float]:
    """95 % percentile interval of `statistic` over resampled `items` (calls, speakers)."""
    rng = np.random.default_rng(seed)
    values = []
    for _ in range(resamples):
        picked = [items[i] for i in rng.integers(0, len(items), len(items))]
        value = statistic(picked)
        if np.isfinite(value):
            values.append(value)
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def as_markdown(rows: Sequence[Row]) -> str:
    """The table of `models/RESULTS.md`."""
    lines = [
        "| task | metric | data | baseline | ours | 95 % | aim | met | note |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        interval = "" if row.low is None else f"{row.low:.3f}–{row.high:.3f}"
        met = {True: "yes", False: "**no**", None: "—"}[row.met]
        cells = (row.task, row.metric, row.data, row.baseline, f"{row.ours:.3f}", interval)
        lines.append("| " + " | ".join([*cells, row.aim, met, row.note]) + " |")
    return "\n".join(lines) + "\n"


def as_json(rows: Sequence[Row]) -> str:
    """The same, for programs."""
    return json.dumps([asdict(row) for row in rows], indent=1)


def write(rows: Sequence[Row], folder: Path, header: str) -> None:
    """`RESULTS.md` and `results.json` in `folder`."""
    (folder / "RESULTS.md").write_text(header + "\n" + as_markdown(rows), encoding="utf-8")
    (folder / "results.json").write_text(as_json(rows) + "\n", encoding="utf-8")
