"""Phrases that tell: a TOML file of patterns → which of them an utterance holds, and where.

`lexicon/en.toml` explains the file's shape. Text is compared in a plain form that does not
depend on how it was written down: lower case, no apostrophes, no punctuation but the sentence's
end. What is found is given back as places in the text itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from voicemon.errors import ModelError

NEGATED_WITHIN_WORDS = 3

_TOKEN = re.compile(r"[\w'’*]+|[.!?;…]+")
_NUMBER_STOP = re.compile(r"(?<=\d)[.,](?=\d)")


class Side(StrEnum):
    """Whose words a phrase is looked for in."""

    CUSTOMER = "customer"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in plain form; `places[k]` is where its k-th word or stop stands in `source`."""

    source: str
    text: str
    starts: tuple[int, ...]
    places: tuple[tuple[int, int], ...]

    def words_at(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last token that a stretch of `text` covers."""
        covered = [k for k, at in enumerate(self.starts) if start <= at < end]
        return covered[0], covered[-1]

    def sentence(self, first: int, last: int) -> tuple[int, int]:
        """The tokens of the sentence around `first`…`last`, as a half-open range."""
        tokens = self.text.split(" ")
        begin = next((k + 1 for k in range(first - 1, -1, -1) if tokens[k] == "."), 0)
        end = next((k for k in range(last + 1, len(tokens)) if tokens[k] == "."), len(tokens))
        return begin, end


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of a lexicon."""

    name: str
    side: Side
    says: str
    log_odds: float
    sure: float
    patterns: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    negatable: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: characters `start`…`end` of the text, `quote` for people."""

    phrase: Phrase
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases of one language."""

    language: str
    phrases: tuple[Phrase, ...]
    negators: frozenset[str]

    def find(self, text: str, side: Side) -> list[Match]:
        """The strongest match of each cue in `text`, in the file's order."""
        form = plain(text)
        strongest: dict[str, Match] = {}
        for phrase in self.phrases:
            if phrase.side is side and (match := self._first(form, phrase)):
                known = strongest.get(phrase.name)
                if known is None or abs(phrase.log_odds) > abs(known.phrase.log_odds):
                    strongest[phrase.name] = match
        return list(strongest.values())

    def _first(self, form: Plain, phrase: Phrase) -> Match | None:
        for pattern in phrase.patterns:
            for found in pattern.finditer(form.text):
                first, last = form.words_at(found.start(), found.end())
                if self._counts(form, phrase, first, last):
                    start, end = form.places[first][0], form.places[last][1]
                    return Match(phrase, start, end, _quote(form, first, last))
        return None

    def _counts(self, form: Plain, phrase: Phrase, first: int, last: int) -> bool:
        begin, end = form.sentence(first, last)
        tokens = form.text.split(" ")
        if phrase.unless and phrase.unless.search(" ".join(tokens[begin:end])):
            return False
        before = tokens[max(begin, first - NEGATED_WITHIN_WORDS) : first]
        return not (phrase.negatable and self.negators.intersection(before))


def plain(text: str) -> Plain:
    """`text` as patterns see it."""
    tokens, places = [], []
    for token in _TOKEN.finditer(_NUMBER_STOP.sub("_", text.lower())):
        word = re.sub("['’]", "", token.group())
        if word:
            tokens.append("." if word[0] in ".!?;…" else word)
            places.append(token.span())
    starts, at = [], 0
    for word in tokens:
        starts.append(at)
        at += len(word) + 1
    return Plain(text, " ".join(tokens), tuple(starts), tuple(places))


@lru_cache(maxsize=8)
def lexicon(language: str) -> Lexicon | None:
    """The lexicon that ships for a language (`en`, `es`, `de`); None where there is none."""
    path = files(__package__).joinpath("lexicon", f"{language}.toml")
    return parse(path.read_text(encoding="utf-8")) if path.is_file() else None


def parse(text: str) -> Lexicon:
    """A lexicon from TOML; raises ModelError naming the entry that is wrong."""
    try:
        table = tomllib.loads(text)
        words: Mapping[str, str] = table.get("words", {})
        phrases = tuple(_phrase(row, words) for row in table["cue"])
        return Lexicon(str(table["language"]), phrases, frozenset(table.get("negators", ())))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, re.error) as error:
        raise ModelError(
            f"the lexicon is damaged: {error!r}", "mend the TOML file, or install voicemon again"
        ) from error


def _phrase(row: Mapping[str, Any], words: Mapping[str, str]) -> Phrase:
    unless: Sequence[str] = row.get("unless", ())
    return Phrase(
        name=str(row["name"]),
        side=Side(row.get("side", Side.CUSTOMER)),
        says=str(row["says"]),
        log_odds=float(row["log_odds"]),
        sure=float(row["sure"]),
        patterns=tuple(_compiled([pattern], words) for pattern in row["patterns"]),
        unless=_compiled(unless, words) if unless else None,
        negatable=bool(row.get("negatable", True)),
    )


def _compiled(patterns: Sequence[str], words: Mapping[str, str]) -> re.Pattern[str]:
    whole = "|".join(patterns)
    for name, meaning in words.items():
        whole = whole.replace(f"{{{name}}}", meaning)
    return re.compile(rf"(?<!\S)(?:{whole})(?!\S)")


def _quote(form: Plain, first: int, last: int) -> str:
    """The match with a few words around it, out of the same sentence."""
    begin, end = form.sentence(first, last)
    begin, end = max(begin, first - 4), min(end, last + 5, len(form.places))
    return form.source[form.places[begin][0] : form.places[end - 1][1]]
