"""A text cut into pieces that the text model reads one by one."""

from __future__ import annotations

import re

SHORT_WORDS = 4  # a shorter sentence is read together with the next
LONG_WORDS = 30  # a longer one, as recognisers without punctuation write them, is cut here

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def pieces(text: str) -> list[str]:
    """Sentences of `text`, short ones joined to the next, long ones cut; [] for a blank text."""
    found: list[str] = []
    waiting: list[str] = []
    for sentence in _SENTENCE_END.split(text.strip()):
        waiting += sentence.split()
        if len(waiting) >= SHORT_WORDS:
            found += _cut(waiting)
            waiting = []
    if waiting:
        found += [" ".join(waiting)]
    return found


def _cut(words: list[str]) -> list[str]:
    """Parts of like length, none above `LONG_WORDS`."""
    count = -(-len(words) // LONG_WORDS)
    size = -(-len(words) // count)
    return [" ".join(words[i : i + size]) for i in range(0, len(words), size)]
