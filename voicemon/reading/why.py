"""Which words moved a label: the text read again with each word left out.

For a person who asks about one sentence; it costs one reading a word (some milliseconds each), so
it is not done for every utterance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from voicemon.reading.pieces import pieces
from voicemon.types import Reader

NEAREST = 1e-4  # probabilities are kept this far from 0 and 1


@dataclass(frozen=True, slots=True)
class WordReason:
    """A word, its place in `text.split()`, and by how many log-odds it raised the label."""

    word: str
    place: int
    moved: float


@dataclass(frozen=True, slots=True)
class Why:
    """A label's probability for a text, and the words of the sentence that it comes from."""

    label: str
    probability: float
    words: tuple[WordReason, ...]

    def strongest(self, count: int = 3) -> tuple[WordReason, ...]:
        """The words that raised the label most, strongest first."""
        raised = [word for word in self.words if word.moved > 0]
        return tuple(sorted(raised, key=lambda word: -word.moved)[:count])


def why(reader: Reader, text: str, label: str = "negativity") -> Why:
    """Why `text` reads as `label`; raises KeyError for a label that the reader does not know.

    A long text has its label from its strongest sentence (`reading.pieces`): only the words of
    that sentence are tried.
    """
    parts = pieces(text)
    if not parts:
        return Why(label, _probabilities(reader, [text], label)[0], ())
    found = _probabilities(reader, parts, label)
    strongest = max(range(len(parts)), key=found.__getitem__)
    before = sum(len(part.split()) for part in parts[:strongest])
    words = parts[strongest].split()
    without = [" ".join(words[:k] + words[k + 1 :]) for k in range(len(words))]
    whole = _log_odds(found[strongest])
    reasons = tuple(
        WordReason(word, before + k, whole - _log_odds(left))
        for k, (word, left) in enumerate(
            zip(words, _probabilities(reader, without, label), strict=True)
        )
    )
    return Why(label, found[strongest], reasons)


def _probabilities(reader: Reader, texts: list[str], label: str) -> list[float]:
    return [reading.labels[label] for reading in reader.read([("", text) for text in texts])]


def _log_odds(probability: float) -> float:
    kept = min(max(probability, NEAREST), 1 - NEAREST)
    return math.log(kept / (1 - kept))
