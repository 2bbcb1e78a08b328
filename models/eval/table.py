"""Rows of the results table, bootstrap intervals, and how they are written."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

RESAMPLES = 1000
HEAD = """# Results

Made by `make eval`. 8 kHz telephone band unless said otherwise; intervals are 95 % bootstrap;
baselines were run beside ours unless a note says otherwise. A part run alone (`--only words`)
replaces its own section. What was tried where an aim is missed: [TRIALS.md](TRIALS.md).
"""


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


def write(part: str, rows: Sequence[Row], folder: Path, header: str) -> None:
    """Put the rows of `part` into `results.json` and make `RESULTS.md` of all parts anew."""
    kept = folder / "results.json"
    parts = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    parts[part] = {"made": header, "rows": [asdict(row) for row in rows]}
    kept.write_text(json.dumps(parts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sections = [
        f"## {name}\n\n{each['made']}\n\n{as_markdown([Row(**row) for row in each['rows']])}"
        for name, each in sorted(parts.items())
    ]
    (folder / "RESULTS.md").write_text("\n".join([HEAD, *sections]), encoding="utf-8")
