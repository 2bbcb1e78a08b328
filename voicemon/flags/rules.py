"""Rules as data: each kind is a question to the memory of a call, each rule a row of `RULES`.

| rule | severity | asks | ends by itself |
|---|---|---|---|
| sustained-high | act | score at least 0.7 for 20 s | yes |
| steep-rise | watch | score up by at least 0.3 within 60 s, to at least 0.55 | yes |
| asked-for-manager | act | the words ask for a manager | no |
| churn-or-legal | act, watch | the words threaten law or leaving | no |
| voice-words-disagree | watch, information | tense voice, polite words: twice, or once | yes |
| ended-unresolved | watch | the end is at least 0.5, or above half of a peak of at least 0.7 | no |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from voicemon.flags.memory import Memory, Moment
from voicemon.flags.reasons import sentence, top_utterances
from voicemon.types import Severity

REASON_S = 60.0  # reasons are looked for in the last minute
MOMENT_S = 30.0  # nor are they looked for in less, for a rise may come at once
LEAST_CONFIDENCE = 0.3  # below it words may not have been said at all


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that holds now: how grave, why, and what to look at."""

    severity: Severity
    reason: str
    utterance_ids: tuple[str, ...]


class Rule(Protocol):
    """One row of `RULES`."""

    @property
    def name(self) -> str:
        """Stable name, as in `Flag.rule`."""

    @property
    def ends_itself(self) -> bool:
        """True when calm resolves the flag; else only a person does."""

    def finds(self, memory: Memory, ended: bool = False) -> Finding | None:
        """What the rule finds after the newest utterance, or at the end of the call."""


@dataclass(frozen=True, slots=True)
class SustainedHigh:
    """The score stays high."""

    score: float = 0.7
    for_s: float = 20.0
    name: str = "sustained-high"
    ends_itself: bool = True

    def finds(self, memory: Memory, ended: bool = False) -> Finding | None:
        """Holds when the score has not been below for long enough."""
        if ended or not memory.heard:
            return None
        since_s = memory.above_for_s(self.score)
        if since_s < self.for_s:
            return None
        opening = f"Frustrated for {since_s:.0f} s, {memory.score:.2f} now"
        return _finding(Severity.ACT, opening, memory.customer_moments(max(REASON_S, since_s)))


@dataclass(frozen=True, slots=True)
class SteepRise:
    """The score climbs fast, and clearly into frustrated: a touch of its limit is no rise."""

    rise: float = 0.3
    within_s: float = 60.0
    reaching: float = 0.55
    name: str = "steep-rise"
    ends_itself: bool = True

    def finds(self, memory: Memory, ended: bool = False) -> Finding | None:
        """Holds when the last seconds saw a point lower by `rise`."""
        if ended or not memory.heard or memory.score < self.reaching:
            return None
        at_s, low = memory.lowest(self.within_s)
        if memory.score - low < self.rise:
            return None
        elapsed_s = max(1.0, memory.now_s - at_s)
        opening = f"Rose from {low:.2f} to {memory.score:.2f} within {elapsed_s:.0f} s"
        return _finding(Severity.WATCH, opening, memory.customer_moments(max(MOMENT_S, elapsed_s)))


@dataclass(frozen=True, slots=True)
class CueHeard:
    """The newest words carry one of these cues.

    `least_log_odds`: of a phrase that was surely heard. `unless_calm`: below this score the
    severity is information, for "cancel" is also an errand.
    """

    name: str
    opening: str
    severities: Mapping[str, Severity]
    unless_calm: Mapping[str, float]
    least_log_odds: float = 0.5
    ends_itself: bool = False

    def finds(self, memory: Memory, ended: bool = False) -> Finding | None:
        """Holds when the newest utterance has such a cue, well enough recognised."""
        if ended or not memory.moments:
            return None
        moment = memory.moments[-1]
        found = [
            self._severity(cue.cue, memory)
            for cue in moment.evidence
            if cue.cue in self.severities
            and cue.log_odds >= self.least_log_odds * cue.confidence
            and cue.confidence >= LEAST_CONFIDENCE
        ]
        if not found:
            return None
        now = f", {memory.score:.2f} now" if memory.heard else ""
        worst = max(found, key=list(Severity).index)
        return _finding(worst, f"{self.opening}{now}", [moment])

    def _severity(self, cue: str, memory: Memory) -> Severity:
        calm = memory.heard and memory.score < self.unless_calm.get(cue, 0.0)
        return Severity.INFORMATION if calm else self.severities[cue]


@dataclass(frozen=True, slots=True)
class VoiceAgainstWords:
    """The voice is tense while the words stay polite; warm words with a lively voice are joy.

    Log-odds of one utterance: `tense` of voice and prosody together (the voice model by itself
    says 0.9 at most), of which `heard` by the voice model, for prosody alone is arousal; words
    between `warmest` and `hardest`.
    """

    tense: float = 1.0
    heard: float = 0.25
    warmest: float = -1.0
    hardest: float = 0.3
    within_s: float = 60.0
    name: str = "voice-words-disagree"
    ends_itself: bool = True

    def finds(self, memory: Memory, ended: bool = False) -> Finding | None:
        """Holds when the newest utterance disagrees; a second in the last minute makes it watch."""
        recent = memory.customer_moments(self.within_s)
        if ended or not recent or recent[-1] is not memory.moments[-1]:
            return None
        split = [moment for moment in recent if self._disagrees(moment)]
        if not split or split[-1] is not recent[-1]:
            return None
        severity = Severity.WATCH if len(split) > 1 else Severity.INFORMATION
        return _finding(severity, "The voice is tense while the words are polite", split)

    def _disagrees(self, moment: Moment) -> bool:
        words = moment.weight_of(("wording",))
        voice, prosody = moment.weight_of(("voice",)), moment.weight_of(("prosody",))
        tense = voice >= self.heard and voice + prosody >= self.tense
        return tense and self.warmest <= words <= self.hardest


@dataclass(frozen=True, slots=True)
class EndedUnresolved:
    """The call ends while the customer is still frustrated, or not nearly calm after a peak."""

    score: float = 0.5
    peak: float = 0.7
    share: float = 0.5
    name: str = "ended-unresolved"
    ends_itself: bool = False

    def finds(self, memory: Memory, ended: bool = False) -> Finding | None:
        """Holds at the end of a call only."""
        if not ended or not memory.heard:
            return None
        still_up = memory.peak >= self.peak and memory.score > self.share * memory.peak
        if memory.score < self.score and not still_up:
            return None
        opening = f"Ended at {memory.score:.2f} after a peak of {memory.peak:.2f}"
        return _finding(Severity.WATCH, opening, memory.customer_moments(REASON_S))


RULES: tuple[Rule, ...] = (
    SustainedHigh(),
    SteepRise(),
    CueHeard(
        name="asked-for-manager",
        opening="Asked for a manager",
        severities={"wording.manager_request": Severity.ACT},
        unless_calm={},
    ),
    CueHeard(
        name="churn-or-legal",
        opening="Threatens to leave or to go to law",
        severities={"wording.legal": Severity.ACT, "wording.churn": Severity.WATCH},
        unless_calm={"wording.churn": 0.3},
    ),
    VoiceAgainstWords(),
    EndedUnresolved(),
)


def _finding(severity: Severity, opening: str, moments: list[Moment]) -> Finding:
    return Finding(severity, sentence(opening, moments), top_utterances(moments))
