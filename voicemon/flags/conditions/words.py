"""Conditions on what is said: cues, words, patterns, meaning.

Without a window the newest utterance alone is looked at; with one, `times` utterances of the last
`within_s` must fit.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from voicemon.flags import words
from voicemon.flags.conditions.found import Found, Part, Value
from voicemon.flags.conditions.limits import (
    Data,
    LogOdds,
    Phrase,
    SaidBy,
    Share,
    Times,
    Window,
)
from voicemon.flags.cues import CALMING, CUES, Cue
from voicemon.flags.memory import Memory, Moment
from voicemon.flags.reasons import clock, quote
from voicemon.types import Evidence, Role

LEAST_CONFIDENCE = 0.3  # below it words may not have been said at all
READ_LANGUAGE = "en"  # what the text model was trained on
SIMILAR = 0.55  # a sentence and its paraphrase; another matter of the same kind is 0.2–0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Data):
    """Base: which moments are looked at, and how many must fit."""

    within_s: Window = 0.0
    times: Times = 1

    def __post_init__(self) -> None:
        if self.times > 1 and not self.within_s:
            raise ValueError("more than once needs a window: give within_s")

    def _moments(self, memory: Memory, ended: bool) -> Sequence[Moment]:
        if self.within_s:
            return memory.recent(self.within_s)
        return () if ended else tuple(memory.moments)[-1:]

    def _windowed(self, part: Part) -> Part:
        values: dict[str, Value] = {"within_s": self.within_s, "times": float(self.times)}
        if self.times > 1:
            return Part("times", values, (part,))
        return Part("within", values, (part,)) if self.within_s else part

    @property
    def looks_back_s(self) -> float:  # noqa: D102
        return self.within_s


@dataclass(frozen=True, slots=True, kw_only=True)
class CueHeard(Heard):
    """One of these cues. `least_log_odds`: how much it must weigh where it was surely heard,
    towards frustration, or away from it for a cue that calms.
    """

    kind: Literal["cue"] = "cue"
    cues: Annotated[tuple[Cue, ...], Field(min_length=1, max_length=len(CUES))]
    least_log_odds: Annotated[LogOdds, Field(ge=0.05)] = 0.1

    def finds(self, memory: Memory, ended: bool) -> Found | None:  # noqa: D102
        found = [
            (moment, cue.cue)
            for moment in self._moments(memory, ended)
            for cue in moment.evidence
            if cue.cue in self.cues and self._is_plain(cue)
        ]
        moments = tuple({moment.utterance.id: moment for moment, _ in found}.values())
        if len(moments) < self.times:
            return None
        says = f"The customer {CUES[found[-1][1]]}"
        return Found(says, moments, exact=True, now=True)

    def _is_plain(self, cue: Evidence) -> bool:
        weight = -cue.log_odds if cue.cue in CALMING else cue.log_odds
        return weight >= self.least_log_odds * cue.confidence and cue.confidence >= LEAST_CONFIDENCE

    def part(self) -> Part:  # noqa: D102
        return self._windowed(Part("cue", {"cues": self.cues}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Heard):
    """Base: words of one side that fit."""

    whose: SaidBy = SaidBy.CUSTOMER

    def finds(self, memory: Memory, ended: bool) -> Found | None:  # noqa: D102
        found = [
            (moment, words)
            for moment in self._moments(memory, ended)
            if self._is_theirs(moment)
            and (words := memory.answer(moment, self._question, partial(self._fits, memory)))
        ]
        if len(found) < self.times:
            return None
        moment, said = found[-1]
        whose = "The agent said" if moment.utterance.role is Role.AGENT else "Said"
        says = f"{whose} {said} at {clock(moment.utterance.start_s)}"
        return Found(says, tuple(moment for moment, _ in found), exact=True, now=True)

    def _is_theirs(self, moment: Moment) -> bool:
        is_agent = moment.utterance.role is Role.AGENT
        return self.whose is SaidBy.ANYBODY or is_agent is (self.whose is SaidBy.AGENT)

    @property
    def _question(self) -> Hashable:
        return self

    def _fits(self, memory: Memory, moment: Moment) -> str:
        """The words that fit, in quotation marks; "" where none do."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseSaid(Said):
    """One of these phrases, word for word."""

    kind: Literal["phrase"] = "phrase"
    phrases: Annotated[tuple[Phrase, ...], Field(min_length=1, max_length=50)]

    def __post_init__(self) -> None:
        Heard.__post_init__(self)
        for each in self.phrases:
            words.phrase(each)

    def _fits(self, memory: Memory, moment: Moment) -> str:  # noqa: ARG002
        return _first([words.phrase(each) for each in self.phrases], moment)

    def part(self) -> Part:  # noqa: D102
        values: dict[str, Value] = {"whose": self.whose.value, "phrases": self.phrases}
        return self._windowed(Part("phrase", values))


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternSaid(Said):
    """Words that fit a pattern of `voicemon.flags.words`."""

    kind: Literal["pattern"] = "pattern"
    text: Phrase

    def __post_init__(self) -> None:
        Heard.__post_init__(self)
        words.pattern(self.text)

    def _fits(self, memory: Memory, moment: Moment) -> str:  # noqa: ARG002
        return _first([words.pattern(self.text)], moment)

    def part(self) -> Part:  # noqa: D102
        values: dict[str, Value] = {"whose": self.whose.value, "text": self.text}
        return self._windowed(Part("pattern", values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning(Said):
    """An utterance that means about the same as an example, by the text model: English only."""

    kind: Literal["meaning"] = "meaning"
    examples: Annotated[tuple[Phrase, ...], Field(min_length=1, max_length=5)]
    similarity: Annotated[Share, Field(ge=0.2)] = SIMILAR

    def _fits(self, memory: Memory, moment: Moment) -> str:
        said = moment.embedding
        if said is None or moment.utterance.language not in ("", READ_LANGUAGE):
            return ""
        near = max((_cosine(said, memory.examples.get(each)) for each in self.examples), default=0)
        return quote(moment.utterance.text) if near >= self.similarity else ""

    def part(self) -> Part:  # noqa: D102
        values: dict[str, Value] = {
            "whose": self.whose.value,
            "examples": self.examples,
            "similarity": self.similarity,
        }
        return self._windowed(Part("meaning", values))


def _first(patterns: Sequence[words.Pattern], moment: Moment) -> str:
    for each in patterns:
        place = words.find(each, moment.spoken)
        if place is not None:
            return quote(moment.utterance.text[slice(*place)])
    return ""


def _cosine(said: np.typing.NDArray[np.float32], example: object) -> float:
    """Both have length one, so it is a dot product; 0 where they are of different models."""
    if not isinstance(example, np.ndarray) or example.shape != said.shape:
        return 0.0
    return float(said @ example)
