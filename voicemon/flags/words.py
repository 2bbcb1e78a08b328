"""Words as rules compare them, and the small language of patterns.

A text is compared word by word: lower case, no apostrophes, no punctuation; what was masked
("[card number]") is no word. A pattern is a row of

| written | means |
|---|---|
| `refund` | this word |
| `cancel*` | a word that begins so |
| `*` | any one word |
| `(refund|money back)` | one of these |
| `please?`, `(a|the)?` | may be missing |
| `...` | up to `GAP` words between |

It is no regular expression on purpose: matching walks sets of places, so that its time grows with
the length of pattern and text and never explodes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

GAP = 4
MOST_ITEMS = 60

_MASK = re.compile(r"\[[^\]]*\]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PIECE = re.compile(r"\.\.\.|…|[()|?]|(?:(?!\.\.\.)[^\s()|?…])+")
_GAPS = ("...", "…")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a text, and where each stands in it."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


def spoken(text: str) -> Spoken:
    """A text as it is compared."""
    unmasked = _MASK.sub(lambda mask: " " * len(mask.group()), text)
    found = list(_WORD.finditer(unmasked))
    return Spoken(
        tuple(_plain(each.group()) for each in found), tuple(each.span() for each in found)
    )


def _plain(word: str) -> str:
    return word.casefold().replace("'", "").replace("’", "")


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a pattern: a word (`begins`: only its beginning), or one of several rows."""

    word: str = ""
    begins: bool = False
    choices: tuple[tuple[Item, ...], ...] = ()
    gap: bool = False
    optional: bool = False


Pattern = tuple[Item, ...]


@lru_cache(maxsize=2048)
def phrase(text: str) -> Pattern:
    """Exactly these words in a row; ValueError when there is none."""
    words = spoken(text).words
    if not words:
        raise ValueError(f"{text!r} holds no word")
    return tuple(Item(word) for word in words)


@lru_cache(maxsize=2048)
def pattern(text: str) -> Pattern:
    """The pattern that is written so; ValueError says what is wrong with it."""
    pieces = _PIECE.findall(text)
    if len(pieces) > MOST_ITEMS:
        raise ValueError(f"a pattern has at most {MOST_ITEMS} parts")
    row, rest = _row(pieces)
    if rest:
        raise ValueError(f"{rest[0]!r} has no opening bracket before it")
    if not any(not item.optional and not item.gap for item in row):
        raise ValueError("a pattern needs a word that must be there")
    return row


def find(what: Pattern, text: Spoken) -> tuple[int, int] | None:
    """The first place of the pattern, as characters of the text; the longest that begins there."""
    for start in range(len(text.words)):
        ends = _ends(what, text.words, {start})
        if ends and max(ends) > start:
            return text.places[start][0], text.places[max(ends) - 1][1]
    return None


def _ends(row: Pattern, words: Sequence[str], places: set[int]) -> set[int]:
    """Where the row may end that begins at one of these places."""
    for item in row:
        after = _after(item, words, places)
        places = places | after if item.optional else after
        if not places:
            break
    return places


def _after(item: Item, words: Sequence[str], places: set[int]) -> set[int]:
    if item.gap:
        return {at + n for at in places for n in range(GAP + 1) if at + n <= len(words)}
    if item.choices:
        return {end for row in item.choices for end in _ends(row, words, places)}
    return {at + 1 for at in places if at < len(words) and _is(item, words[at])}


def _is(item: Item, word: str) -> bool:
    return word.startswith(item.word) if item.begins else word == item.word


def _row(pieces: list[str], depth: int = 0) -> tuple[Pattern, list[str]]:
    """The items up to a bracket or bar that is not theirs, and what is left."""
    items: list[Item] = []
    while pieces and pieces[0] not in ")|":
        piece, pieces = pieces[0], pieces[1:]
        if piece == "(":
            item, pieces = _group(pieces, depth)
            items.append(item)
        elif piece == "?":
            items.append(_made_optional(items))
        elif piece in _GAPS:
            items.append(Item(gap=True))
        else:
            items += _words(piece)
    if not items:
        raise ValueError("a word is missing")
    if items[0].gap or items[-1].gap:
        raise ValueError("`...` stands between words")
    return tuple(items), pieces


def _group(pieces: list[str], depth: int) -> tuple[Item, list[str]]:
    if depth >= 2:
        raise ValueError("brackets stand in brackets only once")
    rows = []
    while True:
        row, pieces = _row(pieces, depth + 1)
        rows.append(row)
        if not pieces:
            raise ValueError("a bracket is not closed")
        closed, pieces = pieces[0] == ")", pieces[1:]
        if closed:
            return Item(choices=tuple(rows)), pieces


def _made_optional(items: list[Item]) -> Item:
    if not items or items[-1].gap or items[-1].optional:
        raise ValueError("`?` stands behind a word or a bracket")
    return replace(items.pop(), optional=True)


def _words(piece: str) -> list[Item]:
    stem, star, rest = piece.partition("*")
    if rest:
        raise ValueError(f"`*` stands at the end of a word, not within {piece!r}")
    words = spoken(stem).words
    if not words and not star:
        raise ValueError(f"{piece!r} is no word")
    if star:
        last = words[-1] if words else ""
        return [*(Item(word) for word in words[:-1]), Item(last, begins=True)]
    return [Item(word) for word in words]
