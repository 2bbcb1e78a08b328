"""E-mail addresses, written ("jo@example.com") or spoken ("j o at g mail dot com")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from voicemon.privacy.prompts import Kind, Prompt
from voicemon.privacy.recognizers import Hit, Spoken
from voicemon.privacy.spoken import Token

_AT = frozenset({"at", "@", "arroba", "ät"})
_DOT = frozenset({"dot", "punkt", "punto", "."})
_JOINS = _DOT | {"underscore", "dash", "hyphen", "plus", "minus", "strich", "unterstrich", "guion"}
_ENDINGS = frozenset(
    [
        *("com", "org", "net", "edu", "gov", "info", "biz", "io", "co", "uk", "us", "ca", "de"),
        *("at", "ch", "es", "mx", "fr", "it", "nl", "eu", "ai", "app", "dev", "me"),
    ]
)
_PROVIDERS = re.compile(
    r"(?:gmail|googlemail|hotmail|yahoo|outlook|icloud|aol|gmx|proton(?:mail)?|web\.de|msn|live"
    r"|comcast|verizon)"
)
_WRITTEN = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*")
_GLUED = r"(?:gmail|googlemail|hotmail|yahoo|outlook|icloud|gmx|proton(?:mail)?|comcast|verizon)"
_MISHEARD = re.compile(
    rf"\S+(?:{_GLUED}(?:dot)?(?:com|net|org|de|es|uk)?\b|\.(?:com|org|net|de|es|uk)\b)\S*"
)
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}")
_NOT_A_NAME = frozenset(  # words before "at": people look at sites, they do not live there
    [
        *("it", "its", "it's", "is", "that", "that's", "this", "me", "you", "us", "them", "him"),
        *("look", "looking", "looked", "order", "ordered", "bought", "buy", "shop", "shopping"),
        *("found", "find", "online", "site", "website", "store", "visit", "stuff", "things"),
        *("item", "items", "one", "order", "email", "e-mail", "mail", "address", "write", "to"),
        *("contact", "was", "are", "my", "the", "an", "and", "or", "your", "here", "there"),
        *("uh", "um", "er", "so", "okay", "yes", "yeah", "sure", "send", "reach", "under", "ist"),
        *("es", "meine", "mi", "at", "on", "in", "for", "with", "of", "not", "please", "have"),
        *("prices", "price", "people", "working", "work", "works", "says"),
    ]
)
_LONGEST_HOST = 4  # tokens of "my g mail" before its "dot"
_FARTHEST = 3  # words of a name before "at" that was not spelled


def addresses(spoken: Spoken, expected: Prompt | None) -> list[Hit]:
    """The e-mail addresses of an utterance; `expected` is what an earlier turn asked for."""
    awaited = expected is not None and expected.kind is Kind.EMAIL
    asked = awaited or any(p.kind is Kind.EMAIL for p in spoken.prompts)
    hits = [
        Hit(Kind.EMAIL, spoken.word_at(match.start()), spoken.word_at(match.end() - 1))
        for match in _WRITTEN.finditer(spoken.text)
    ]
    hits += _spoken(spoken.tokens, asked, awaited)
    if awaited and not hits:
        hits += _spelled(spoken.tokens)
        hits += (
            Hit(Kind.EMAIL, spoken.word_at(match.start()), spoken.word_at(match.end() - 1))
            for match in _MISHEARD.finditer(spoken.lower)
        )
    return hits


def _spoken(tokens: Sequence[Token], asked: bool, awaited: bool) -> Iterator[Hit]:
    for at, token in enumerate(tokens):
        if token.text not in _AT:
            continue
        last = _domain(tokens, at + 1, asked)
        known = at + 1 < len(tokens) and _PROVIDERS.match(tokens[at + 1].text) is not None
        first = _local(tokens, at, asked or known)
        if first is None and awaited and at == 0:
            first = 0  # the name was given in the turn before
        if first is not None and last is not None:
            yield Hit(Kind.EMAIL, tokens[first].word, tokens[last].word)


def _domain(tokens: Sequence[Token], start: int, asked: bool) -> int | None:
    """The last token of "g mail dot co dot uk" from `start` on, None if no domain stands there."""
    if start < len(tokens) and _DOMAIN.fullmatch(tokens[start].text):
        return start
    for last in range(start, start + _LONGEST_HOST):
        if _goes_on(tokens, last):
            return last + (4 if _goes_on(tokens, last + 2) else 2)
    provider = asked and start < len(tokens) and _PROVIDERS.fullmatch(tokens[start].text)
    return start if provider else None


def _goes_on(tokens: Sequence[Token], last: int) -> bool:
    behind = [token.text for token in tokens[last + 1 : last + 3]]
    return len(behind) == 2 and behind[0] in _DOT and behind[1] in _ENDINGS


def _local(tokens: Sequence[Token], at: int, sure: bool) -> int | None:
    """The first token of the name that ends before `at`, None when it is no name."""
    first, plain = at, 0
    while first > 0 and not (first < at and tokens[first - 1].ends):
        text = tokens[first - 1].text
        spelled = len(text) == 1 or text.isdecimal() or text in _JOINS
        joined = first < at and tokens[first].text in _JOINS
        if text in _NOT_A_NAME and not joined and len(text) > 1:
            break
        if not spelled and not joined:
            plain += 1
            if plain > (_FARTHEST if sure else 1):
                break
        first -= 1
    return first if first < at else None


def _spelled(tokens: Sequence[Token]) -> Iterator[Hit]:
    """Three and more single letters in a row, when an address was asked for."""
    start = None
    for at in range(len(tokens) + 1):
        letter = at < len(tokens) and len(tokens[at].text) == 1 and tokens[at].text.isalnum()
        if letter and start is None:
            start = at
        elif not letter and start is not None:
            if at - start >= 3:
                yield Hit(Kind.EMAIL, tokens[start].word, tokens[at - 1].word)
            start = None
