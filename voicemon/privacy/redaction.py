"""Masks a call's secrets in its words and silences them in its sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from voicemon.privacy import checksums
from voicemon.privacy.addresses import addresses
from voicemon.privacy.passwords import passwords
from voicemon.privacy.prompts import Kind, Prompt, asks
from voicemon.privacy.recognizers import Hit, Spoken, numbers, unasked
from voicemon.privacy.spoken import Run
from voicemon.types import SAMPLE_RATE_HZ, Role, Samples, Transcript, Word

EXPECT_S = 30.0  # how long an asked-for number is waited for, from the question or its last digits
JOIN_S = 15.0  # digits of one speaker this close to each other are one number
MARGIN_S = 0.25  # silenced before and after; word times are about this exact
_DIGIT_S, _LETTER_S = 0.3, 0.06  # nobody speaks faster: shorter word times are wrong
_MOST_WRONG_S = 2.0
_ONE_GO = frozenset({Kind.SECURITY_CODE, Kind.PIN, Kind.PASSWORD})  # given at once, then over


@dataclass(frozen=True, slots=True)
class RedactedSpan:
    """When a secret was spoken, and on whose channel; `margin_s` around it is silenced too."""

    kind: Kind
    start_s: float
    end_s: float
    role: Role
    margin_s: float = MARGIN_S


@dataclass(frozen=True, slots=True)
class _Asked:
    prompt: Prompt
    by: Role
    question: bool
    until_s: float


@dataclass(frozen=True, slots=True)
class _Tail:
    """Digits that ended a speaker's last utterance: the next may go on with the same number."""

    pieces: tuple[tuple[int, Hit], ...]  # (number of the utterance, words)
    groups: tuple[str, ...]
    end_s: float


@dataclass(frozen=True, slots=True)
class _Time:
    """When a word was said, and the shortest time that saying it can take."""

    start_s: float
    end_s: float
    least_s: float


class CallRedactor:
    """Redacts one call, utterance after utterance, remembering what was asked for.

    Utterances fed together are looked at together: digits split over pauses are masked in all of
    them. What an earlier `feed` has returned cannot be taken back; `spans` still grows to cover it.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._asked: _Asked | None = None
        self._tails: dict[Role, _Tail] = {}
        self._times: list[tuple[Role, tuple[_Time, ...]]] = []
        self._hits: list[list[Hit]] = []

    def feed(self, turns: Sequence[tuple[Role, Transcript]]) -> list[Transcript]:
        """Transcripts in time order → the same, masked, in the same order."""
        begin = len(self._hits)
        for role, transcript in turns:
            self._times.append((role, tuple(map(_time, transcript.words))))
            self._hits.append([])
            if transcript.words:
                self._listen(role, transcript)
        hits = self._hits[begin:]
        return [mask(heard, found) for (_, heard), found in zip(turns, hits, strict=True)]

    def expects(self, at_s: float) -> bool:
        """Whether a secret was asked for, and may be said at `at_s`."""
        prompt = self._expected(at_s)
        return prompt is not None and prompt.kind is not None

    @property
    def spans(self) -> list[RedactedSpan]:
        """Every masked stretch of the call so far, in order of utterance."""
        return [
            _span(hit.kind, times[hit.first : hit.last + 1], role)
            for (role, times), hits in zip(self._times, self._hits, strict=True)
            for hit in merged(hits)
        ]

    def _listen(self, role: Role, transcript: Transcript) -> None:
        number = len(self._hits) - 1
        start_s, end_s = transcript.words[0].start_s, transcript.words[-1].end_s
        language = transcript.language or self.language
        spoken = Spoken([word.text for word in transcript.words], language)
        expected = self._expected(start_s)
        hits = find(spoken, expected, self._secret_word(role, expected))
        self._hits[number] += hits
        self._join(role, number, spoken, expected, (start_s, end_s))
        self._remember_question(role, spoken, hits, end_s)

    def _expected(self, start_s: float) -> Prompt | None:
        asked = self._asked
        return asked.prompt if asked and start_s <= asked.until_s else None

    def _secret_word(self, role: Role, expected: Prompt | None) -> Prompt | None:
        """What was asked for, if words alone may be the answer: a question, by the other side."""
        asked = self._asked
        other = asked is not None and (asked.by is not role or role is Role.UNKNOWN)
        answers = asked is not None and asked.question and other
        return expected if answers else None

    def _remember_question(
        self, role: Role, spoken: Spoken, hits: Sequence[Hit], end_s: float
    ) -> None:
        if spoken.prompts:
            self._tails.clear()  # another number comes now
            prompt = spoken.prompts[-1]
            self._asked = _Asked(prompt, role, asks(spoken.lower, prompt), end_s + EXPECT_S)
        asked = self._asked
        if asked and any(hit.kind is asked.prompt.kind for hit in hits):
            over = asked.prompt.kind in _ONE_GO
            self._asked = None if over else replace(asked, until_s=end_s + EXPECT_S)

    def _join(
        self,
        role: Role,
        number: int,
        spoken: Spoken,
        expected: Prompt | None,
        times_s: tuple[float, float],
    ) -> None:
        """Masks a number that a speaker spread over several utterances."""
        tail = self._tails.pop(role, None)
        harmless = (expected is not None and expected.kind is None) or spoken.prompts
        if not spoken.dictated or harmless or len(spoken.runs) != 1 or spoken.runs[0].quantity:
            return
        run = spoken.runs[0]
        near = tail is not None and times_s[0] - tail.end_s <= JOIN_S
        pieces = (tail.pieces if tail and near else ()) + ((number, spoken.hit(Kind.CARD, run)),)
        groups = (tail.groups if tail and near else ()) + run.groups
        if sum(map(len, groups)) > 19:
            pieces, groups = pieces[-1:], run.groups
        self._tails[role] = _Tail(pieces, groups, times_s[1])
        whole = Run(0, 0, groups)
        kind = Kind.CARD if checksums.is_card(whole.digits) else unasked(whole, spoken.language)
        if kind and len(pieces) > 1:
            for at, piece in pieces:
                self._hits[at].insert(0, replace(piece, kind=kind))  # the whole decides the kind


def _time(word: Word) -> _Time:
    text = word.text.strip()
    digits = sum(char.isdigit() for char in text)
    return _Time(word.start_s, word.end_s, digits * _DIGIT_S + (len(text) - digits) * _LETTER_S)


def _span(kind: Kind, times: Sequence[_Time], role: Role) -> RedactedSpan:
    """The margin grows where the recogniser's times are too short to be true."""
    start_s, end_s = times[0].start_s, times[-1].end_s
    lacking_s = sum(time.least_s for time in times) - (end_s - start_s)
    margin_s = MARGIN_S + min(max(0.0, lacking_s), _MOST_WRONG_S)
    return RedactedSpan(kind, start_s, end_s, role, margin_s)


def find(spoken: Spoken, expected: Prompt | None, asked: Prompt | None) -> list[Hit]:
    """Every secret of one utterance; `asked` is `expected` where words alone may answer it."""
    return [
        *addresses(spoken, expected),
        *passwords(spoken, asked),
        *numbers(spoken, expected),
    ]


def merged(hits: Iterable[Hit]) -> list[Hit]:
    """Hits in order, overlapping ones made one; the first found gives the kind."""
    joined: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.first):
        if joined and hit.first <= joined[-1].last:
            joined[-1] = replace(joined[-1], last=max(joined[-1].last, hit.last))
        else:
            joined.append(hit)
    return joined


def mask(transcript: Transcript, hits: Iterable[Hit]) -> Transcript:
    """The first masked word says what was there and spans its time; the others vanish."""
    words: list[Word] = []
    at = 0
    for hit in merged(hits):
        words += transcript.words[at : hit.first]
        words.append(_masked(transcript.words[hit.first : hit.last + 1], hit.kind))
        at = hit.last + 1
    return replace(transcript, words=(*words, *transcript.words[at:]))


def _masked(words: Sequence[Word], kind: Kind) -> Word:
    first, last = words[0], words[-1]
    space = " " if first.text.startswith(" ") else ""
    end = re.search(r"[.,?!;]$", last.text.strip())
    return Word(
        text=f"{space}[{kind}]{end.group() if end else ''}",
        start_s=first.start_s,
        end_s=last.end_s,
        probability=min(word.probability for word in words),
    )


def cover(words: Sequence[Word], spans: Iterable[RedactedSpan]) -> tuple[Word, ...]:
    """The words with every one that a span of their speaker touches masked; masks stay as they are.

    For what was given out before a later utterance showed it to be a secret.
    """
    hits = [
        Hit(span.kind, min(touched), max(touched))
        for span in spans
        if (touched := [at for at, word in enumerate(words) if _touches(word, span)])
    ]
    kept: list[Word] = []
    at = 0
    for hit in merged(hits):
        said = words[hit.first : hit.last + 1]
        masked = len(said) == 1 and said[0].text.strip().startswith("[")
        kept += words[at : hit.first]
        kept += said if masked else [_masked(said, hit.kind)]
        at = hit.last + 1
    return (*kept, *words[at:])


def _touches(word: Word, span: RedactedSpan) -> bool:
    middle_s = (word.start_s + word.end_s) / 2
    return span.start_s <= middle_s <= span.end_s


def silence(
    block: Samples, start_s: float, spans: Iterable[RedactedSpan], rate_hz: int = SAMPLE_RATE_HZ
) -> Samples:
    """One channel's samples [n] from `start_s` on, with the spans and their margins made silent."""
    quiet = block.copy()
    for span in spans:
        first = round((span.start_s - span.margin_s - start_s) * rate_hz)
        last = round((span.end_s + span.margin_s - start_s) * rate_hz)
        if last > 0 and first < len(quiet):
            quiet[max(0, first) : last] = np.float32(0.0)
    return quiet


def redact_text(text: str, language: str = "en") -> str:
    """Free text for logs and metadata with its secrets masked; needs no context, keeps spacing."""
    places = list(re.finditer(r"\S+", text))
    spoken = Spoken([place.group() for place in places], language)
    hits = [
        *addresses(spoken, None),
        *passwords(spoken, None),
        *numbers(spoken, None, lone=False),
    ]
    made, at = [], 0
    for hit in merged(hits):
        made += [text[at : places[hit.first].start()], f"[{hit.kind}]"]
        at = places[hit.last].end()
    return "".join((*made, text[at:]))
