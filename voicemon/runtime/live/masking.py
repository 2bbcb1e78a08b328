"""Words of open speech, masked on suspicion: what a half sentence is about is not known yet.

Every run of three or more digits, written or spoken, in one piece or over several words, and
whatever `redact_text` finds, is masked; so is a shorter run at the very end, which may be the start
of a number. The final, which `CallRedactor` reads, gives back what was no secret.
"""

from __future__ import annotations

import re

from voicemon.privacy.lexicon import LEXICONS
from voicemon.privacy.redaction import redact_text
from voicemon.privacy.spoken import runs, tokenise

MASK = "[number]"
MOST_DIGITS = 2


def masked(stable: str, unsure: str, language: str) -> tuple[str, str]:
    """(stable, unsure) words as they may be shown; a number that spans both is masked in both."""
    words = [*stable.split(), *unsure.split()]
    border = len(stable.split())
    secret = _numbers(words, language)
    halves = _joined(words, secret, 0, border), _joined(words, secret, border, len(words))
    return redact_text(halves[0], language), redact_text(halves[1], language)


def _numbers(words: list[str], language: str) -> set[int]:
    """The places of words that belong to a number."""
    lexicon = LEXICONS.get(language.split("-", maxsplit=1)[0], LEXICONS["en"])
    tokens = tokenise(words, lexicon)
    found: set[int] = {at for at, word in enumerate(words) if _digits(word) > MOST_DIGITS}
    for run in runs(tokens, lexicon):
        at_the_end = run.last == len(tokens) - 1
        if len(run.digits) > MOST_DIGITS or (at_the_end and not run.quantity):
            found |= set(range(tokens[run.first].word, tokens[run.last].word + 1))
    return found


def _digits(word: str) -> int:
    return len(re.findall(r"\d", word))


def _joined(words: list[str], secret: set[int], first: int, last: int) -> str:
    said: list[str] = []
    for at in range(first, last):
        if at not in secret:
            said.append(words[at])
        elif at == first or at - 1 not in secret:
            said.append(MASK)
    return " ".join(said)
