"""Conditions on what happens on the line: silence, holds, interruptions, a voice against words.

Silence, holds and interruptions are those that the witness of interaction tells (evidence
`interaction.*`): they are known when the customer speaks again, because that is when their effect
can be heard. After 20 s a silence is a hold, whether it was announced or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from voicemon.flags.conditions.found import Found, Part, Value
from voicemon.flags.conditions.limits import (
    Data,
    Flag,
    LogOdds,
    Seconds,
    Times,
    Window,
)
from voicemon.flags.memory import Memory, Moment
from voicemon.types import Evidence

SILENT_HOLD_S = 20.0  # as in `evidence.waiting`
SILENCES = ("interaction.dead_air", "interaction.response_delay")
HOLD = "interaction.hold"
INTERRUPTED = "interaction.interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTheLine(Data):
    """Base: the longest of a kind of evidence, at the newest utterance or within a window."""

    within_s: Window = 0.0

    def _most(
        self, memory: Memory, ended: bool, cues: Sequence[str], least: float
    ) -> tuple[Moment, Evidence] | None:
        moments = memory.recent(self.within_s) if self.within_s else list(memory.moments)[-1:]
        if ended and not self.within_s:
            return None
        found = [
            (moment, cue)
            for moment in moments
            for cue in moment.evidence
            if cue.cue in cues and cue.measured >= least
        ]
        return max(found, key=lambda each: each[1].measured, default=None)

    def _windowed(self, part: Part) -> Part:
        if not self.within_s:
            return part
        values: dict[str, Value] = {"within_s": self.within_s, "times": 1.0}
        return Part("within", values, (part,))

    @property
    def looks_back_s(self) -> float:  # noqa: D102
        return self.within_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence(OnTheLine):
    """Nobody spoke for so long, or the agent took so long to answer; `holds` count where said."""

    kind: Literal["silence"] = "silence"
    at_least_s: Annotated[Seconds, Field(ge=3.0)]
    holds: Flag = False

    def __post_init__(self) -> None:
        if self.at_least_s > SILENT_HOLD_S and not self.holds:
            raise ValueError(
                f"a silence of more than {SILENT_HOLD_S:.0f} s is a hold: set holds, or ask for a "
                "hold"
            )

    def finds(self, memory: Memory, ended: bool) -> Found | None:  # noqa: D102
        cues = (*SILENCES, HOLD) if self.holds else SILENCES
        found = self._most(memory, ended, cues, self.at_least_s)
        if found is None:
            return None
        says = f"Silence for {found[1].measured:.0f} s"
        return Found(says, (found[0],), exact=True, now=True)

    def part(self) -> Part:  # noqa: D102
        kind = "silence_or_hold" if self.holds else "silence"
        return self._windowed(Part(kind, {"at_least_s": self.at_least_s}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(OnTheLine):
    """The customer was left on hold for so long."""

    kind: Literal["hold"] = "hold"
    at_least_s: Annotated[Seconds, Field(ge=10.0)]

    def finds(self, memory: Memory, ended: bool) -> Found | None:  # noqa: D102
        found = self._most(memory, ended, (HOLD,), self.at_least_s)
        if found is None:
            return None
        says = f"After {found[1].measured:.0f} s on hold"
        return Found(says, (found[0],), exact=True, now=True)

    def part(self) -> Part:  # noqa: D102
        return self._windowed(Part("hold", {"at_least_s": self.at_least_s}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruptions(OnTheLine):
    """The agent cut in and took the floor so often in one minute."""

    kind: Literal["interruptions"] = "interruptions"
    times: Times = 2

    def finds(self, memory: Memory, ended: bool) -> Found | None:  # noqa: D102
        found = self._most(memory, ended, (INTERRUPTED,), self.times)
        if found is None:
            return None
        count = round(found[1].measured)
        says = "Interrupted by the agent" + (f" {count} times in a minute" if count > 1 else "")
        return Found(says, (found[0],), exact=True, now=True)

    def part(self) -> Part:  # noqa: D102
        kind = "interruption" if self.times == 1 else "interruptions"
        return self._windowed(Part(kind, {"times": float(self.times)}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement(Data):
    """The voice is tense while the words stay polite; warm words with a lively voice are joy.

    Log-odds of one utterance: `tense` of voice and prosody together (the voice model by itself
    says 0.9 at most), of which `heard` by the voice model, for prosody alone is arousal; words
    between `warmest` and `hardest`. The newest utterance disagrees, and `times` in the window.
    """

    kind: Literal["disagreement"] = "disagreement"
    times: Times = 1
    within_s: Annotated[Window, Field(ge=1.0)] = 60.0
    tense: LogOdds = 1.0
    heard: LogOdds = 0.25
    warmest: LogOdds = -1.0
    hardest: LogOdds = 0.3

    def finds(self, memory: Memory, ended: bool) -> Found | None:  # noqa: D102
        recent = memory.customer_moments(self.within_s)
        if ended or not recent or recent[-1] is not memory.moments[-1]:
            return None
        if not self._disagrees(recent[-1]):
            return None
        split = tuple(moment for moment in recent if self._disagrees(moment))
        if len(split) < self.times:
            return None
        return Found("The voice is tense while the words are polite", split, exact=True)

    def part(self) -> Part:  # noqa: D102
        values: dict[str, Value] = {"times": float(self.times), "within_s": self.within_s}
        told = Part("disagreement")
        return Part("times", values, (told,)) if self.times > 1 else told

    @property
    def looks_back_s(self) -> float:  # noqa: D102
        return self.within_s

    def _disagrees(self, moment: Moment) -> bool:
        words = moment.weight_of(("wording",))
        voice, prosody = moment.weight_of(("voice",)), moment.weight_of(("prosody",))
        tense = voice >= self.heard and voice + prosody >= self.tense
        return tense and self.warmest <= words <= self.hardest
