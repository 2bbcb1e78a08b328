"""Passwords and memorable words: what follows "my password is", and the answer to being asked."""

from __future__ import annotations

import re

from voicemon.privacy.prompts import Kind, Prompt
from voicemon.privacy.recognizers import Hit, Spoken

_LONGEST = 6  # tokens
_IS = frozenset({"is", "was", "it's", "is:", "would", "be", "ist", "lautet", "es", "war"})
_NOT_A_SECRET = frozenset(  # what a sentence about a password goes on with
    [
        *("not", "wrong", "incorrect", "expired", "case", "too", "the", "a", "an", "on", "in"),
        *("to", "being", "already", "still", "never", "that", "this", "what", "invalid", "weak"),
        *("strong", "required", "needed", "blocked", "locked", "no", "ok", "okay", "fine"),
        *("correct", "working", "reset", "changed", "same", "different", "i", "you", "we", "they"),
        *("your", "sent", "stored", "asking", "only", "just", "also", "really", "very", "always"),
        *("at", "from", "for", "with", "something", "anything", "ready", "temporary", "saved"),
        *("there", "here", "now", "gone", "about", "going", "gonna", "supposed", "set", "safe"),
        *("secure", "private", "protected", "accepted", "rejected", "made", "nicht", "falsch"),
        *("abgelaufen", "incorrecta", "no", "when", "where", "why", "how", "because", "if"),
        *("your", "my", "good", "bad", "right", "missing", "empty", "confidential", "one"),
    ]
)
_LEAD_IN = frozenset(
    [
        *("it's", "it", "is", "that's", "that", "would", "be", "uh", "um", "er", "okay", "ok"),
        *("yes", "yeah", "sure", "so", "well", "the", "my", "password", "word", "passphrase"),
        *(
            "i",
            "think",
            "believe",
            "guess",
            "memorable",
            "all",
            "lowercase",
            "uppercase",
            "capital",
            "ja",
            "also",
            "es",
            "ist",
        ),
    ]
)
_STOPS = frozenset({"and", "but", "because", "can", "could", "if", "und", "aber", "y", "pero"})
_NO_ANSWER = re.compile(
    r"\b(?:i|i'm|i've|don't|not|can't|couldn't|forgot|forgotten|remember|know|what|why|how|which"
    r"|where|who|you|no|sorry|wait|pardon|hang|hold|moment|second|sec)\b"
)
_HEDGE = re.compile(r"\bi (?:think|believe|guess)\b|\bich glaube\b|\bcreo que\b")
_MIXED = re.compile(r"(?=\S*\d)(?=\S*[a-z])\S{4,}")


def passwords(spoken: Spoken, expected: Prompt | None) -> list[Hit]:
    """The words of an utterance that are a password."""
    hits = []
    for prompt in spoken.prompts:
        if prompt.kind is Kind.PASSWORD:
            start = next(
                (
                    at
                    for at, token in enumerate(spoken.tokens)
                    if token.word > spoken.word_at(prompt.end - 1)
                ),
                len(spoken.tokens),
            )
            hits += _after(spoken, start)
    awaited = expected is not None and expected.kind is Kind.PASSWORD
    if awaited and not hits and not _NO_ANSWER.search(_HEDGE.sub("", spoken.lower)):
        hits += _answer(spoken)
    return hits


def _after(spoken: Spoken, start: int) -> list[Hit]:
    """The secret behind "password … is", or a word of letters and digits close by."""
    tokens = spoken.tokens
    for at in range(start, min(start + 5, len(tokens))):
        if at and tokens[at - 1].ends:
            break
        if tokens[at].text in _IS and (at + 1 == len(tokens) or tokens[at + 1].text not in _IS):
            return _clause(spoken, at + 1)
        if _MIXED.fullmatch(tokens[at].text):
            return _clause(spoken, at)
    return []


def _clause(spoken: Spoken, start: int) -> list[Hit]:
    tokens = spoken.tokens
    if start >= len(tokens) or tokens[start].text in _NOT_A_SECRET:
        return []
    last = start
    while (
        last + 1 < len(tokens)
        and last + 1 - start < _LONGEST
        and not tokens[last].ends
        and tokens[last + 1].text not in _STOPS
    ):
        last += 1
    return [Hit(Kind.PASSWORD, tokens[start].word, tokens[last].word)]


def _answer(spoken: Spoken) -> list[Hit]:
    """A short answer to "what's your password?" is the password."""
    tokens = spoken.tokens
    start = 0
    while start < len(tokens) and tokens[start].text in _LEAD_IN:
        start += 1
    short = 0 < len(tokens) - start <= _LONGEST and "?" not in spoken.text
    return _clause(spoken, start) if short else []
