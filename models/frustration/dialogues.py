"""Reads `dialogues.toml` and the texts of the sample calls, and gives each turn a time.

Times are those of even speech: `WORDS_PER_S`, and a short gap between turns. They stand in for a
recording where only the words are tuned on.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voicemon.types import Role, Utterance, Word

HERE = Path(__file__).parent
WORDS_PER_S = 2.6
GAP_S = 0.6
LEAST_WORDS = 4  # of an utterance, where the turn has so many
HEARD = 0.9  # probability of a word


@dataclass(frozen=True, slots=True)
class Said:
    """One turn; `level` is the customer's, None for the agent."""

    text: str
    level: int | None
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A made-up call."""

    name: str
    turns: tuple[Said, ...]

    def utterances(self) -> list[Utterance]:
        """Each turn cut into utterances as a recording is, about one a sentence."""
        pieces = [piece for said in self.turns for piece in _pieces(said)]
        return [self._utterance(number, piece) for number, piece in enumerate(pieces)]

    def _utterance(self, number: int, said: Said) -> Utterance:
        role = Role.AGENT if said.level is None else Role.CUSTOMER
        words = evenly(said.text, said.start_s, said.end_s)
        name, span = f"{number:04d}", (said.start_s, said.end_s)
        return Utterance(name, self.name, role, *span, said.text, words, "en", -0.2, 0.01)


def evenly(text: str, start_s: float, end_s: float) -> tuple[Word, ...]:
    """The words of a text in even pace."""
    spoken = text.split()
    pace_s = (end_s - start_s) / len(spoken)
    return tuple(
        Word(word, start_s + i * pace_s, start_s + (i + 1) * pace_s, HEARD)
        for i, word in enumerate(spoken)
    )


def _pieces(said: Said) -> list[Said]:
    """Sentences, the short ones together with what follows."""
    pieces = [""]
    for sentence in re.split(r"(?<=[.!?])\s+", said.text):
        if len(pieces[-1].split()) >= LEAST_WORDS:
            pieces.append("")
        pieces[-1] = f"{pieces[-1]} {sentence}".strip()
    pace_s = (said.end_s - said.start_s) / len(said.text.split())
    cut, now_s = [], said.start_s
    for piece in pieces:
        length_s = pace_s * len(piece.split())
        cut.append(Said(piece, said.level, now_s, now_s + length_s))
        now_s += length_s
    return cut


def dialogues(path: Path = HERE / "dialogues.toml") -> list[Dialogue]:
    """The made-up calls of this folder."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["dialogue"]
    return [Dialogue(row["name"], tuple(_timed(row["turns"]))) for row in rows]


def _timed(turns: Sequence[Sequence[str]]) -> list[Said]:
    said, now_s = [], 0.0
    for by, text in turns:
        if by.startswith("hold:"):
            now_s += float(by.removeprefix("hold:"))
            continue
        length_s = max(0.5, len(text.split()) / WORDS_PER_S)
        said.append(Said(text, None if by == "a" else int(by), now_s, now_s + length_s))
        now_s += length_s + GAP_S
    return said
