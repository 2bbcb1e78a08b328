"""From words to digits: "double four, oh seven, twenty-three" → "440723", and where it stood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from voicemon.privacy.lexicon import FILLERS, POLITE, Lexicon

_WHOLE = re.compile(  # written amounts, times, dates, decimals, addresses: one token, not digits
    r"[$€£]\S+|\S+[%°€$£]|\d{1,3}(?:,\d{3}){1,2}(?:\.\d+)?|\d+\.\d{1,3}|\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?"
    r"|\d{1,4}[/.]\d{1,2}(?:[/.]\d{1,4})?|(?:19|20)\d\d-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-(?:19|20)\d\d"
    r"|\S*@\S*|(?:19|20)\d\d-(?:19|20)?\d\d"
)
_EDGES = "\"'“”‘’.,;:!?¿¡()[]{}…-–—*"
_SPLIT = re.compile(r"[-–\s,./()·]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a transcript's word: lower case, bare of punctuation; `raw` as it stood."""

    word: int
    text: str
    raw: str
    ends: bool  # a sentence or clause ends after it


def tokenise(words: Sequence[str], lexicon: Lexicon) -> list[Token]:
    """The tokens of a transcript; "4111-1111" and "forty-two" give two tokens of one word."""
    tokens = []
    for index, word in enumerate(words):
        for raw in word.split():
            bare = raw.strip(_EDGES)
            pieces = [bare] if _WHOLE.fullmatch(bare.lstrip("(")) else _pieces(bare, lexicon)
            ends = raw[-1:] in ".?!;"
            for place, piece in enumerate(pieces):
                last = place == len(pieces) - 1
                tokens.append(Token(index, piece.lower(), raw, ends and last))
    return tokens


def _pieces(bare: str, lexicon: Lexicon) -> list[str]:
    pieces = [piece for piece in _SPLIT.split(bare.replace("’", "'")) if piece]
    if len(pieces) > 1 and all(lexicon.knows(p.lower().lstrip("+")) or len(p) == 1 for p in pieces):
        return pieces
    return [bare.replace("’", "'")] if bare else []


@dataclass(frozen=True, slots=True)
class Run:
    """Successive number words: tokens `first`…`last`, the digits they say, how they were grouped.

    `quantity` when said as an amount ("three thousand"), never digit by digit.
    """

    first: int
    last: int
    groups: tuple[str, ...]
    quantity: bool = False
    plus: bool = False

    @property
    def digits(self) -> str:
        """All digits in a row."""
        return "".join(self.groups)

    @property
    def grouped(self) -> bool:
        """True when given in several pieces, as people dictate, and not as one written number."""
        return len(self.groups) > 1


def runs(tokens: Sequence[Token], lexicon: Lexicon) -> list[Run]:
    """Every number of a transcript in order; fillers inside a number belong to it."""
    found, at = [], 0
    while at < len(tokens):
        run = _Reader(tokens, lexicon, at).run()
        if run:
            found.append(run)
        at = run.last + 1 if run else at + 1
    return found


class _Reader:
    """Reads one run from a token on."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon, at: int) -> None:
        self.tokens, self.lexicon, self.first, self.at = tokens, lexicon, at, at
        self.groups: list[str] = []
        self.quantity = False

    def run(self) -> Run | None:
        plus = self._text(self.at) in {"plus", "+"}
        self.at += plus
        last = self.at
        while self._group():
            last = self.at - 1
            self._skip_fillers()
        if not self.groups:
            return None
        plus = plus or self._text(self.first).startswith("+")
        return Run(self.first, last, tuple(self.groups), self.quantity, plus)

    def _text(self, at: int) -> str:
        return self.tokens[at].text if at < len(self.tokens) else ""

    def _group(self) -> bool:
        """Reads one number word or digit group; False where there is none."""
        word, lex = self._text(self.at).removeprefix("+"), self.lexicon
        following = self._text(self.at + 1)
        if word.isdecimal() and word.isascii():
            self.groups.append(word)
        elif word in lex.repeats and self._digit(following):
            self.groups.append(self._digit(following) * lex.repeats[word])
            self.at += 1
        elif word in lex.tens:
            unit = self._digit(following) if not self.tokens[self.at].ends else ""
            joins = unit not in {"", "0"} and not following.isdecimal()
            self.groups.append(
                str(lex.tens[word] + int(unit or 0)) if joins else str(lex.tens[word])
            )
            self.at += joins
        elif word in lex.hundred and self.groups and not self.quantity:
            self.groups[-1] += "00"
        elif word in lex.quantity and self.groups:
            self.quantity = True
        elif word in lex.digits and (word not in lex.only_between or self._beside_a_digit()):
            self.groups.append(lex.digits[word])
        else:
            return False
        self.at += 1
        return True

    def _beside_a_digit(self) -> bool:
        return bool(self.groups) or (
            not self.tokens[self.at].ends
            and not self.tokens[self.at].raw.endswith(",")
            and (
                self.lexicon.knows(self._text(self.at + 1))
                or self._text(self.at + 1) in {"oh", "o"}
            )
        )

    def _digit(self, word: str) -> str:
        if len(word) == 1 and word.isdecimal():
            return word
        digit = self.lexicon.digits.get(word, "")
        return digit if len(digit) == 1 else ""

    def _skip_fillers(self) -> None:
        """Steps over at most three fillers if a number goes on behind them."""
        at = self.at
        while at < self.at + 3 and self._text(at) in FILLERS:
            at += 1
        beyond = self._text(at)
        lex = self.lexicon
        goes_on = lex.knows(beyond) or beyond in lex.repeats or beyond in lex.only_between
        if at > self.at and goes_on:
            self.at = at


def mostly_digits(tokens: Sequence[Token], found: Sequence[Run]) -> bool:
    """True when somebody is dictating: nearly nothing but numbers was said."""
    inside = sum(run.last - run.first + 1 for run in found)
    covered = {at for run in found for at in range(run.first, run.last + 1)}
    other = sum(t.text not in POLITE for at, t in enumerate(tokens) if at not in covered)
    return inside > 0 and inside >= 2 * other
