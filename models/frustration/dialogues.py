"""Reads `dialogues.toml` and the texts of the sample calls, and gives each turn a time.

Times are those of even speech: `WORDS_PER_S`, and a short gap between turns. They stand in for a
recording where only the words are tuned on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voicemon.types import Role, Utterance, Word

HERE = Path(__file__).parent
WORDS_PER_S = 2.6
GAP_S = 0.6
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
        """Each turn as one utterance."""
        return [self._utterance(number, said) for number, said in enumerate(self.turns)]

    def _utterance(self, number: int, said: Said) -> Utterance:
        role = Role.AGENT if said.level is None else Role.CUSTOMER
        spoken = said.text.split()
        pace_s = (said.end_s - said.start_s) / len(spoken)
        words = tuple(
            Word(word, said.start_s + i * pace_s, said.start_s + (i + 1) * pace_s, HEARD)
            for i, word in enumerate(spoken)
        )
        return Utterance(
            f"{number:04d}",
            self.name,
            role,
            said.start_s,
            said.end_s,
            said.text,
            words,
            "en",
            -0.2,
            0.01,
        )


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
