"""When what is said is said: pace, pauses, gaps between turns, holds, cutting in.

Numbers: speaker changes lie around a gap of 0.2 s, overlapping by less than half a second about as
often as not (Heldner & Edlund 2010; Stivers et al. 2009); conversational English runs at 150 to 190
words a minute; who looks something up is silent for seconds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voicemon.types import Role, Utterance, Word

LEAST_WORDS = 4  # of an utterance, where the turn has so many
SLOW = 0.08  # share of the agent's answers that want looking up

_WORDS_PER_S = {Role.CUSTOMER: 2.8, Role.AGENT: 2.7}
_PACE_SPREAD = 0.3  # between speakers, words per second
_JITTER = 0.08  # between a speaker's turns, share
_GAP_S, _GAP_SPREAD_S = 0.35, 0.35
_GAP_LIMITS_S = (-0.4, 1.8)
_SLOW_S = (3.0, 8.0)
_PAUSE_S = (0.15, 0.6)  # between the utterances of a turn
_SHORTEST_S = 0.4
_CUT_S = (0.7, 1.8)  # both speak for so long where the agent cuts in


@dataclass(frozen=True, slots=True)
class Spoken:
    """One utterance of a turn, and the clip that sounds under it."""

    text: str
    start_s: float
    end_s: float
    clip: str | None = None


class Timing:
    """One call's clock: `say` a turn after the other."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._free_s = float(rng.uniform(0.3, 1.5))  # the line is free from here on
        self._last: Role | None = None
        self._last_s = 0.0  # length of the utterance that ended last
        self._pace = {
            role: float(np.clip(rng.normal(pace, _PACE_SPREAD), 2.0, 3.6))
            for role, pace in _WORDS_PER_S.items()
        }

    def say(self, role: Role, texts: Sequence[str], *, cuts_in: bool = False) -> list[Spoken]:
        """These utterances as one turn; `cuts_in` begins before the last utterance ended."""
        now_s = self._free_s + (self._cut() if cuts_in else self._gap(role))
        floor_s = self._free_s
        pace = self._pace[role] * float(self._rng.normal(1.0, _JITTER))
        found: list[Spoken] = []
        for text in texts:
            length_s = max(_SHORTEST_S, len(text.split()) / pace)
            if cuts_in and not found:
                length_s = max(length_s, floor_s - now_s + 0.8)  # who cuts in goes on
            found.append(Spoken(text, now_s, now_s + length_s))
            now_s += length_s + float(self._rng.uniform(*_PAUSE_S))
        self._last, self._last_s = role, found[-1].end_s - found[-1].start_s
        self._free_s = max(floor_s, found[-1].end_s)
        return found

    def hold(self, least_s: float, most_s: float) -> tuple[float, float]:
        """Nobody speaks; (start, end)."""
        start_s = self._free_s
        self._free_s += float(self._rng.uniform(least_s, most_s))
        self._last = None
        return start_s, self._free_s

    def _gap(self, role: Role) -> float:
        if self._last is None or self._last is role:
            return float(self._rng.uniform(0.3, 1.2))
        if role is Role.AGENT and self._rng.random() < SLOW:
            return float(self._rng.uniform(*_SLOW_S))
        gap_s = float(np.clip(self._rng.normal(_GAP_S, _GAP_SPREAD_S), *_GAP_LIMITS_S))
        return max(gap_s, -0.5 * self._last_s)

    def _cut(self) -> float:
        """How far back from the end; the other has begun at least 0.6 s before."""
        most_s = max(0.0, self._last_s - 0.6)
        return -min(float(self._rng.uniform(*_CUT_S)), most_s)


def sentences(text: str) -> list[str]:
    """About one utterance a sentence, the short ones together with what follows."""
    pieces = [""]
    for sentence in re.split(r"(?<=[.!?])\s+", text.strip()):
        if len(pieces[-1].split()) >= LEAST_WORDS:
            pieces.append("")
        pieces[-1] = f"{pieces[-1]} {sentence}".strip()
    return pieces


def utterance(call: str, number: int, role: Role, said: Spoken, heard: float) -> Utterance:
    """As a perfect recogniser hears it: words evenly spread, each with probability `heard`."""
    spoken = said.text.split()
    pace_s = (said.end_s - said.start_s) / len(spoken)
    words = tuple(
        Word(word, said.start_s + at * pace_s, said.start_s + (at + 1) * pace_s, heard)
        for at, word in enumerate(spoken)
    )
    span_s = (said.start_s, said.end_s)
    return Utterance(f"{number:04d}", call, role, *span_s, said.text, words, "en", -0.2, 0.01)
