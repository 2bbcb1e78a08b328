"""Which words of a window belong to its last segment, and which were said before.

Word times alone do not tell: the alignment gives the pause between two segments to the word before
it or to the one behind it. Where words begin is surer than where they end, and how the context
ended is known, because it was heard before.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from voicemon.utterances.alignment import Spoken
from voicemon.utterances.live_windows import LiveWindow

TOLERANCE_S = 0.1  # a word begins this little before its sound
TAIL_S = 1.5  # the context's last word begins this little before its end
MIN_ECHO = 2  # words; people do say one twice
WORDS_PER_S = 5.0  # few speak faster
ALIKE = 0.6  # the same word, heard with and without what follows


def own_words(
    words: Sequence[Spoken], window: LiveWindow, pad_s: float, last: str = ""
) -> list[Spoken]:
    """The words of the window's last segment.

    `last` is the last word of the segment before, as it was heard then; empty where unknown.
    `pad_s` of silence lie at both ends of a segment.
    """
    return [*words[_seam(words, window, pad_s, last) :]]


def _seam(words: Sequence[Spoken], window: LiveWindow, pad_s: float, last: str) -> int:
    """How many words were said before."""
    if len(window.window.pieces) == 1:
        return 0
    silent_s = window.window.pieces[-2].window_end_s - pad_s
    repeated = [
        at
        for at, word in enumerate(words)
        if silent_s - TAIL_S <= word.start_s < window.own.window_s + pad_s / 2
        and _alike(word.text, last)
    ]
    if repeated:
        return repeated[-1] + 1
    return sum(word.start_s < silent_s - TOLERANCE_S for word in words)


def echoed(words: Sequence[str], own_s: float, before: str = "") -> int:
    """How many words at the end are an echo of those before them.

    Short windows make Whisper say an end twice, the second time in the silence behind the speech.
    Nobody says so many words in `own_s` of speech, and the segment `before` did not end with them.
    """
    said = [_plain(word) for word in words]
    known = [_plain(word) for word in before.split()]
    for count in range(len(said) // 2, MIN_ECHO - 1, -1):
        twice = said[-count:] == said[-2 * count : -count]
        if twice and 2 * count > own_s * WORDS_PER_S and known[-count:] != said[-count:]:
            return count
    return 0


def _alike(one: str, other: str) -> bool:
    one, other = _plain(one), _plain(other)
    return bool(one and other) and SequenceMatcher(None, one, other).ratio() >= ALIKE


def _plain(word: str) -> str:
    return "".join(filter(str.isalnum, word)).casefold()
