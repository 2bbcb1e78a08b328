"""Repetition: the customer says nearly what was said before.

Two tests must agree: the sentence embeddings are near (same meaning) and content words are shared
(same matter). Either alone errs: embeddings of two requests about one bill are near, and shared
words may stand in another question. On hand-made pairs (`models/frustration/repeats.tsv`) turns
said again have cosines from 0.79 up, the 213 pairs of other turns of one call up to 0.60.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicemon.evidence.floor import words
from voicemon.evidence.signs import Sign
from voicemon.types import Reading, Role, Utterance

NEAR_COSINE = 0.7
SHARED_WORDS = 0.5  # of the content words of the shorter turn
SHARED_WORDS_ALONE = 0.75  # where the reader gave no embedding
LEAST_WORDS = 3  # content words; shorter turns repeat by chance
LEAST_GAP_S = 8.0  # nearer speech is the same thought going on
SAID_AGAIN = 0.8  # log-odds: having to say it again is what callers complain of
SAID_AGAIN_ASKED = 0.25  # log-odds: the agent asked for it

_ASKED_AGAIN = ("repeat", "say that again", "pardon", "didn't catch", "did not catch", "come again")
_FUNCTION_WORDS = frozenset(
    words("""a about after again all am an and any are as at be because been before being but by can
    could did do does doing don't for from get go going got had has have having he hello her here
    hey hi him his how i i'd i'll i'm i've if in into is isn't it it's its just like me mine more
    my no not now of off oh ok okay on one only or other our out over please right see she should
    so some still such than thank thanks that that's the their them then there these they this
    those to too uh um up us very want was we well were what what's when where which while who why
    will with would yeah yes you you're your
    zero one two three four five six seven eight nine ten hundred thousand""")
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What is kept of an earlier utterance of the customer."""

    start_s: float
    end_s: float
    content: frozenset[str]
    embedding: NDArray[np.float32]


class Repetitions:
    """Remembers what one customer said: `hear` every utterance in the order of start time."""

    def __init__(self) -> None:
        self._turns: list[Turn] = []
        self._asked = False

    def hear(self, utterance: Utterance, reading: Reading) -> list[Sign]:
        """A sign when the customer says again what stood in an earlier utterance."""
        if utterance.role is Role.AGENT:
            self._asked = asks_again(utterance.text)
        if utterance.role is not Role.CUSTOMER:
            return []
        turn = turn_of(utterance, reading)
        near = [(nearness(turn, past), past) for past in self._turns]
        self._turns.append(turn)
        similarity, past = max(near, key=lambda pair: pair[0], default=(0.0, turn))
        return [self._sign(utterance, past, similarity)] if similarity > 0 else []

    def _sign(self, utterance: Utterance, past: Turn, similarity: float) -> Sign:
        minutes, seconds = divmod(int(past.start_s), 60)
        note = f"said this before at {minutes}:{seconds:02d}"
        return Sign(
            cue="repetition",
            start_s=utterance.start_s,
            end_s=utterance.end_s,
            measured=similarity,
            unit="similarity",
            log_odds=(SAID_AGAIN_ASKED if self._asked else SAID_AGAIN) * utterance.confidence,
            note=f"{note}, when asked to repeat" if self._asked else note,
            confidence=utterance.confidence,
        )


def turn_of(utterance: Utterance, reading: Reading) -> Turn:
    """What to keep of an utterance."""
    content = frozenset(word for word in words(utterance.text) if word not in _FUNCTION_WORDS)
    return Turn(utterance.start_s, utterance.end_s, content, reading.embedding)


def nearness(turn: Turn, past: Turn) -> float:
    """How like an earlier turn this is: similarity 0–1, 0 where it is not the same again."""
    fewest = min(len(turn.content), len(past.content))
    if fewest < LEAST_WORDS or turn.start_s - past.end_s < LEAST_GAP_S:
        return 0.0
    shared = len(turn.content & past.content) / fewest
    if shared < SHARED_WORDS:
        return 0.0
    cosine = _cosine(turn.embedding, past.embedding)
    if cosine is None:
        return shared if shared >= SHARED_WORDS_ALONE else 0.0
    return cosine if cosine >= NEAR_COSINE else 0.0


def asks_again(text: str) -> bool:
    """True when an agent's words ask for the same again."""
    lowered = text.lower().replace("’", "'")
    return any(phrase in lowered for phrase in _ASKED_AGAIN)


def _cosine(a: NDArray[np.float32], b: NDArray[np.float32]) -> float | None:
    """None where either embedding is missing."""
    norm = float(np.linalg.norm(a)) * float(np.linalg.norm(b))
    return float(a @ b) / norm if a.shape == b.shape and norm > 0 else None
