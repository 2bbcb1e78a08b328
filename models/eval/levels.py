"""Rows of the heads that tell how frustrated a turn sounds: single turns of held-out scenarios.

The held-out scenarios of the composed calls share no sentence with what the heads learnt from
(`models.text.levels`). Each paraphrase of a customer's step is read with the agent's turn before
it, as written and as a recogniser without punctuation would write it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from models.eval.table import Row, bootstrap
from models.frustration.composed import written
from models.frustration.voices import Part
from models.text.levels import Turn, as_heard, of_scenario
from voicemon.evidence.wording_weights import frustrated
from voicemon.reading.reader import OnnxReader
from voicemon.simulate.scenario import FRUSTRATED

FOLDER = Path(__file__).parents[1] / "text"
TASK = "Frustration in a turn's words"
DATA = "turns of held-out scenarios"
AIM = 0.95
Said = tuple[float, float, float, float]  # ours, ours without the turn before, complaint, VADER


def rows(data: Path) -> list[Row]:
    """As written and as heard."""
    del data
    turns = [turn for each in written(Part.HELD_OUT) for turn in of_scenario(each)]
    heard = [Turn(t.scenario, t.level, as_heard(t.before), as_heard(t.text)) for t in turns]
    return [_row(turns, "as written"), _row(heard, "as heard")]


def _row(turns: Sequence[Turn], how: str) -> Row:
    said = _read(turns)
    names = sorted({turn.scenario for turn in turns})
    calls = [
        [
            (turn.level, *values)
            for turn, values in zip(turns, said, strict=True)
            if turn.scenario == n
        ]
        for n in names
    ]
    low, high = bootstrap(calls, lambda picked: _auc(picked, 1))  # type: ignore[arg-type]
    ours, alone, complaint, vader = (_auc(calls, column) for column in range(1, 5))
    theirs = f"VADER {vader:.3f}; `complaint` {complaint:.3f}; without the turn before {alone:.3f}"
    note = f"{len(turns)} turns of {len(names)} scenarios"
    return Row(TASK, f"AUC, level ≥ 2, {how}", DATA, theirs, ours, low, high, f"≥ {AIM}",
               ours >= AIM, note)  # fmt: skip


def _read(turns: Sequence[Turn]) -> list[Said]:
    reader, vader = OnnxReader(FOLDER), SentimentIntensityAnalyzer()
    found = []
    for turn in turns:
        words = reader.read([("", turn.text)])[0].labels
        before = reader.read([("", turn.before)])[0].labels if turn.before else {}
        found.append(
            (
                frustrated(words, before),
                frustrated(words, {}),
                words["complaint"],
                -float(vader.polarity_scores(turn.text)["compound"]),
            )
        )
    return found


def _auc(calls: Sequence[Sequence[tuple[float, ...]]], column: int) -> float:
    points = np.array([point for call in calls for point in call])
    wanted = points[:, 0] >= FRUSTRATED
    if wanted.all() or not wanted.any():
        return float("nan")
    return float(roc_auc_score(wanted, points[:, column]))
