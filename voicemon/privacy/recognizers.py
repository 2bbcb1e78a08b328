"""Which words of one utterance are a secret: numbers by shape, checksum and what was asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from voicemon.privacy import checksums
from voicemon.privacy.lexicon import LEXICONS, MONTHS, UNITS, Lexicon
from voicemon.privacy.prompts import Kind, Prompt, prompts
from voicemon.privacy.spoken import Run, Token, mostly_digits, runs, tokenise

_NEAR_WORDS = 8  # a phrase names a secret at most this many words later in the same utterance
_NEAR_HARMLESS = 4  # and a harmless number at most this many
_REGIONS = {"en": ("US", "GB"), "de": ("DE", "AT", "CH"), "es": ("ES", "MX")}
_FEWEST = {  # digits that a number asked for as this must have, unless it is being dictated
    Kind.CARD: 4,
    Kind.SECURITY_CODE: 3,
    Kind.PIN: 3,
    Kind.PASSWORD: 2,
    Kind.PHONE: 5,
    Kind.NATIONAL_ID: 4,
    Kind.EMAIL: 99,
}
_IDENTIFIERS = frozenset(
    [
        *("claim", "order", "invoice", "reference", "ref", "ticket", "case", "policy", "tracking"),
        *("booking", "confirmation", "flight", "serial", "model", "version", "extension", "ext"),
        *("room", "gate", "zip", "route", "chapter", "page", "item", "sku", "bestellung", "pedido"),
    ]
)
_PLAIN_CAPITALS = frozenset("VISA AMEX SSN PIN CVV CVC OK US UK NI IS MY TEL ID DNI NIE".split())
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first`…`last` (inclusive) of an utterance are a secret of this kind."""

    kind: Kind
    first: int
    last: int


class Spoken:
    """One utterance taken apart: words, tokens, numbers, and the phrases that name them."""

    def __init__(self, words: Sequence[str], language: str) -> None:
        self.language = language if language in LEXICONS else "en"
        self.lexicon: Lexicon = LEXICONS[self.language]
        self.words = [word.strip() for word in words]
        spaced = any(word[:1].isspace() for word in words[1:])  # else every word stands alone
        gaps = [" " if not spaced or word[:1].isspace() else "" for word in words]
        pieces = [gap + word for gap, word in zip(gaps, self.words, strict=True)]
        self.text = "".join(pieces)
        self.lower = self.text.lower().replace("’", "'")
        ends = accumulate(len(piece) for piece in pieces)
        self._starts = [end - len(word) for end, word in zip(ends, self.words, strict=True)]
        self.tokens: list[Token] = tokenise(self.words, self.lexicon)
        self.runs: list[Run] = runs(self.tokens, self.lexicon)
        self.prompts: list[Prompt] = (
            prompts(self.lower) if len(self.lower) == len(self.text) else []
        )
        self.dictated = mostly_digits(self.tokens, self.runs)

    def word_at(self, offset: int) -> int:
        """The index of the word at a character offset of `text`."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def words_of(self, run: Run) -> tuple[int, int]:
        """First and last word of a run."""
        return self.tokens[run.first].word, self.tokens[run.last].word

    def hit(self, kind: Kind, run: Run) -> Hit:
        """The run as a hit."""
        return Hit(kind, *self.words_of(run))


def numbers(spoken: Spoken, expected: Prompt | None, *, lone: bool = True) -> list[Hit]:
    """The secret numbers of an utterance; `expected` is what an earlier turn asked for.

    Without `lone`, ten or eleven digits in one piece that nobody named are no phone number.
    """
    hits = list(_lettered_ids(spoken))
    for run in spoken.runs:
        kind = _judge(spoken, run, expected)
        if kind is Kind.PHONE and not lone and not run.grouped and not _named(spoken, run)[0]:
            continue
        if kind:
            hits.append(spoken.hit(kind, run))
    if expected and not expected.kind:
        return hits
    return hits + list(_phones(spoken, hits))


def _judge(spoken: Spoken, run: Run, expected: Prompt | None) -> Kind | None:
    if checksums.is_card(run.digits):
        return Kind.CARD
    if is_amount(spoken, run):
        return None
    named, kind = _named(spoken, run)
    if not named:
        if _is_code(spoken, run) or (expected and not expected.kind):
            return None
        kind = expected.kind if expected else None
    asked = _as_asked(spoken, run, kind) if kind else None
    return asked or (None if named else unasked(run, spoken.language))


def _named(spoken: Spoken, run: Run) -> tuple[bool, Kind | None]:
    """(is there a phrase in this utterance that names the run, which kind)."""
    first, last = spoken.words_of(run)
    before = [p for p in spoken.prompts if spoken.word_at(p.end - 1) < first]
    reach = _NEAR_WORDS if before and before[-1].kind else _NEAR_HARMLESS
    if before and first - spoken.word_at(before[-1].end - 1) <= reach:
        return True, before[-1].kind
    behind = [p for p in spoken.prompts if 0 < spoken.word_at(p.start) - last <= 3]
    followed = any(spoken.words_of(other)[0] > last for other in spoken.runs)
    return (True, behind[0].kind) if behind and not followed else (False, None)


def _as_asked(spoken: Spoken, run: Run, kind: Kind) -> Kind | None:
    """The kind to mask the run as, given that `kind` was asked for."""
    count = len(run.digits)
    if count >= 13 and kind is not Kind.PHONE:
        return Kind.CARD
    if not spoken.dictated and count == 4 and _YEAR.fullmatch(run.digits) and _dated(spoken, run):
        return None
    fewest = min(_FEWEST[kind], 2) if spoken.dictated else _FEWEST[kind]
    if kind is Kind.EMAIL:
        fewest = _FEWEST[kind]
    return kind if count >= fewest or (spoken.dictated and kind is Kind.CARD) else None


def _dated(spoken: Spoken, run: Run) -> bool:
    before = spoken.tokens[run.first - 1].text if run.first else ""
    return before in {"in", "since", "of", "year", "from", "until", "seit", "desde"}


def unasked(run: Run, language: str) -> Kind | None:
    """What a number is by itself, when nobody named it."""
    if is_list(run.groups):
        return None
    if 13 <= len(run.digits) <= 19:
        return Kind.CARD  # a digit was misheard: the checksum cannot be right
    lengths = [len(group) for group in run.groups]
    ssn = lengths == [3, 2, 4] and checksums.is_us_ssn(run.digits)
    if ssn or (language == "de" and checksums.is_steuer_id(run.digits)):
        return Kind.NATIONAL_ID
    return Kind.PHONE if _like_a_phone(run, lengths) else None


def _like_a_phone(run: Run, lengths: Sequence[int]) -> bool:
    digits, count = run.digits, len(run.digits)
    if run.plus:
        return count >= 7
    if run.grouped:
        return 7 <= count <= 12 and not _looks_like_date(lengths)
    return count in {10, 11} and (digits[0] in "01" or _nanp(digits))


def is_list(groups: Sequence[str]) -> bool:
    """True for numbers told one after another: 1, 2, 3; 2019, 2020, 2021; 4000, 6000; times."""
    values = [int(group) for group in groups]
    if len(values) < 3:
        return False
    steps = {after - before for before, after in pairwise(values)}
    round_sums = all(value >= 100 and value % 100 == 0 for value in values)
    years = all(_YEAR.fullmatch(group) for group in groups)
    return (len(steps) == 1 and steps != {0}) or round_sums or years or _are_times(groups)


def _are_times(groups: Sequence[str]) -> bool:
    """Hours and minutes in turn: 10 15, 11 30, 12 45."""
    hours, minutes = groups[::2], groups[1::2]
    return (
        len(hours) == len(minutes)
        and all(1 <= int(hour) <= 12 and len(hour) <= 2 for hour in hours)
        and all(
            len(minute) == 2 and int(minute) % 5 == 0 and int(minute) < 60 for minute in minutes
        )
    )


def _looks_like_date(lengths: Sequence[int]) -> bool:
    return sorted(lengths) in ([2, 2, 4], [1, 2, 4], [4, 4])


def _nanp(digits: str) -> bool:
    """Ten digits of the North American Numbering Plan: area and exchange begin with 2–9."""
    return len(digits) == 10 and digits[0] in "23456789" and digits[3] in "23456789"


def is_amount(spoken: Spoken, run: Run) -> bool:
    """True for money, counts, times and dates."""
    if run.quantity:
        return True
    if len(run.digits) > 8:
        return False
    tokens = spoken.tokens
    near = [
        t.text for t in (*tokens[max(0, run.first - 1) : run.first], *tokens[run.last + 1 :][:1])
    ]
    closed = tokens[run.last].ends
    after = near[-1:] if run.last + 1 < len(tokens) and not closed else []
    return any(word in UNITS for word in after) or any(word in MONTHS for word in near)


def _is_code(spoken: Spoken, run: Run) -> bool:
    """True when the digits belong to a code ("CLM 78012") or stand right after "flight"."""
    before = spoken.tokens[max(0, run.first - 2) : run.first]
    if any(token.text in _IDENTIFIERS for token in before):
        return True
    capitals = before[-1].raw.strip(",.:;-") if before else ""
    return (
        bool(re.fullmatch(r"[A-Z]{2,4}", capitals))
        and capitals not in _PLAIN_CAPITALS
        and not all(token.raw.isupper() for token in spoken.tokens if token.raw.isalpha())
    )


def _lettered_ids(spoken: Spoken) -> Iterator[Hit]:
    """National ids with letters, written or spelled: "Q Q one two …", "12345678Z"."""
    pieces = [_id_piece(token, spoken.lexicon) for token in spoken.tokens]
    at = 0
    while at < len(pieces):
        code, end = "", at
        while end < len(pieces) and pieces[end] and len(code) < 9:
            code += pieces[end]
            end += 1
        if len(code) == 9 and checksums.is_lettered_id(code):
            yield Hit(Kind.NATIONAL_ID, spoken.tokens[at].word, spoken.tokens[end - 1].word)
            at = end
        else:
            at += 1


def _id_piece(token: Token, lexicon: Lexicon) -> str:
    text = token.text
    if text in lexicon.digits and len(lexicon.digits[text]) == 1 and len(text) > 1:
        return lexicon.digits[text]
    written = re.fullmatch(r"[a-z]?[a-z]?\d*[a-z]?", text) and (
        len(text) == 1 or any(c.isdigit() for c in text) or token.raw.strip(",.").isupper()
    )
    return text.upper() if written else ""


def _phones(spoken: Spoken, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Numbers that exist in the numbering plans of the language's countries (phonenumbers)."""
    if sum(c.isdigit() for c in spoken.text) < 7:
        return
    import phonenumbers

    for region in _REGIONS[spoken.language]:
        for match in phonenumbers.PhoneNumberMatcher(spoken.text, region):
            first, last = spoken.word_at(match.start), spoken.word_at(match.end - 1)
            inside = [run for run in spoken.runs if first <= spoken.words_of(run)[0] <= last]
            masked = any(hit.first <= last and first <= hit.last for hit in hits)
            if not masked and not any(_known_harmless(spoken, run) for run in inside):
                yield Hit(Kind.PHONE, first, last)


def _known_harmless(spoken: Spoken, run: Run) -> bool:
    named, kind = _named(spoken, run)
    return is_amount(spoken, run) or (named and kind is None) or _is_code(spoken, run)
