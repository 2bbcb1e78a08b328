"""Labels of frustration: made by `GUIDE.md`, a row a customer turn and pass, without any text."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

LABELS = Path(__file__).parent / "calls.csv"
FRUSTRATED = 2.0  # the mean of the passes from which on a turn counts as frustrated


@dataclass(frozen=True, slots=True)
class Label:
    """One pass over one customer turn; `level` 0 calm … 4 furious."""

    call: str
    start_s: float
    level: int
    number: int


def read(path: Path = LABELS) -> list[Label]:
    """All rows of a label file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Label(row["call"], float(row["start_s"]), int(row["level"]), int(row["pass"]))
            for row in csv.DictReader(file)
        ]


def levels(path: Path = LABELS) -> dict[tuple[str, float], float]:
    """(call, start of the turn) → mean level of its passes."""
    found: defaultdict[tuple[str, float], list[int]] = defaultdict(list)
    for label in read(path):
        found[label.call, label.start_s].append(label.level)
    return {turn: sum(given) / len(given) for turn, given in found.items()}
