"""Rows of the challenge pairs: which of two sentences is the more frustrated one.

The pairs (`models/text/sets/challenge.tsv`) were written and frozen before any training. Each side
is what a customer says after an agent's turn, which may be blank. A side's score is the log-odds
that the witness of words finds in it; a tie counts half.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from models.eval.table import Row, bootstrap
from voicemon.evidence.wording import WordingWitness
from voicemon.reading.reader import OnnxReader
from voicemon.types import Role, Utterance

FOLDER = Path(__file__).parents[1] / "text"
KINDS = {
    "negation": "negation",
    "sarcasm": "sarcasm in context",
    "polite_anger": "anger in polite words",
}
AIM = 0.80


@dataclass(frozen=True, slots=True)
class Side:
    """A customer's sentence and the agent's turn before it, "" where there is none."""

    before: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides, the more frustrated first."""

    kind: str
    more: Side
    less: Side


def pairs() -> list[Pair]:
    """The frozen pairs."""
    lines = (FOLDER / "sets" / "challenge.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = []
    for line in lines:
        kind, _, more_before, more, less_before, less = line.split("\t")
        found.append(Pair(kind, Side(more_before, more), Side(less_before, less)))
    return found


def rows(_data: Path) -> list[Row]:
    """One row a kind, and one for all pairs."""
    reader = OnnxReader(FOLDER)
    every = pairs()
    ours = np.array([_right(_words(reader, p.more), _words(reader, p.less)) for p in every])
    plain = np.array([_right(_vader(p.more), _vader(p.less)) for p in every])
    alone = np.array([_right(_label(reader, p.more), _label(reader, p.less)) for p in every])
    kinds = np.array([pair.kind for pair in every])
    made = [_row(name, kinds == kind, ours, plain, alone) for kind, name in KINDS.items()]
    return [*made, _row("all", np.ones(len(every), bool), ours, plain, alone)]


def _row(
    name: str, chosen: np.ndarray, ours: np.ndarray, plain: np.ndarray, alone: np.ndarray
) -> Row:
    got = ours[chosen]
    low, high = bootstrap(list(got), lambda picked: float(np.mean(picked)))
    share = float(got.mean())
    return Row(
        "Challenge pairs",
        "share ordered right",
        f"{name}, {chosen.sum()} pairs",
        f"VADER {plain[chosen].mean():.3f}",
        share,
        low,
        high,
        f"≥ {AIM}",
        share >= AIM,
        f"by the label negativity alone {alone[chosen].mean():.3f}",
    )


def _right(more: float, less: float) -> float:
    return 0.5 if more == less else float(more > less)


def _words(reader: OnnxReader, side: Side) -> float:
    """Log-odds that the witness of words finds in the customer's sentence."""
    witness = WordingWitness()
    if side.before:
        witness.answer(_said(side.before, Role.AGENT, 0.0), reader.read([("", side.before)])[0])
    said = _said(side.text, Role.CUSTOMER, 5.0)
    return sum(e.log_odds for e in witness.weigh(said, reader.read([("", side.text)])[0]))


def _said(text: str, role: Role, start_s: float) -> Utterance:
    return Utterance("", "", role, start_s, start_s + 4, text, (), "en", 0.0, 0.0)


def _label(reader: OnnxReader, side: Side) -> float:
    return reader.read([("", side.text)])[0].labels["negativity"]


@lru_cache(maxsize=1)
def _analyser() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def _vader(side: Side) -> float:
    return -float(_analyser().polarity_scores(side.text)["compound"])
