"""The rules that ship, as data, and the book of rules that a call is judged by.

| rule | severity | asks | ends by itself |
|---|---|---|---|
| sustained-high | act | score at least 0.7 for 20 s | yes |
| steep-rise | watch | score up by at least 0.3 within 60 s, to at least 0.55 | yes |
| asked-for-manager | act | the words ask for a manager | no |
| churn-or-legal | act | the words threaten law | no |
| | watch, information | they threaten to leave: at a score of at least 0.3, or below | |
| voice-words-disagree | watch, information | tense voice, polite words: twice, or once | yes |
| ended-unresolved | watch | the end is at least 0.5, or above 65 % of a peak of 0.7 or more | no |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, timedelta, tzinfo

from voicemon.flags.conditions import (
    All,
    CueHeard,
    Disagreement,
    Ends,
    Rise,
    ScoreAtLeast,
)
from voicemon.flags.memory import KEPT_S, Embedding, Memory
from voicemon.flags.rule import Case, Rule
from voicemon.flags.scope import within
from voicemon.types import Call, Severity

SURE = 0.5  # log-odds of a phrase that is surely meant

RULES: tuple[Rule, ...] = (
    Rule(
        id="sustained-high",
        name="Frustrated for a while",
        cases=(Case(severity=Severity.ACT, when=ScoreAtLeast(at_least=0.7, for_s=20.0)),),
    ),
    Rule(
        id="steep-rise",
        name="Steep rise",
        cases=(Case(severity=Severity.WATCH, when=Rise(by=0.3, within_s=60.0, reaching=0.55)),),
    ),
    Rule(
        id="asked-for-manager",
        name="Asked for a manager",
        says="Asked for a manager",
        cases=(
            Case(
                severity=Severity.ACT,
                when=CueHeard(cues=("wording.manager_request",), least_log_odds=SURE),
            ),
        ),
        ends_itself=False,
    ),
    Rule(
        id="churn-or-legal",
        name="Threat to leave or go to law",
        says="Threatens to leave or to go to law",
        cases=(
            Case(
                severity=Severity.ACT,
                when=CueHeard(cues=("wording.legal",), least_log_odds=SURE),
            ),
            Case(
                severity=Severity.WATCH,
                when=All(
                    of=(
                        CueHeard(cues=("wording.churn",), least_log_odds=SURE),
                        ScoreAtLeast(at_least=0.3),
                    )
                ),
            ),
            Case(  # "cancel" is also an errand
                severity=Severity.INFORMATION,
                when=CueHeard(cues=("wording.churn",), least_log_odds=SURE),
            ),
        ),
        ends_itself=False,
    ),
    Rule(
        id="voice-words-disagree",
        name="Voice and words disagree",
        cases=(
            Case(severity=Severity.WATCH, when=Disagreement(times=2)),
            Case(severity=Severity.INFORMATION, when=Disagreement(times=1)),
        ),
    ),
    Rule(
        id="ended-unresolved",
        name="Ended unresolved",
        cases=(Case(severity=Severity.WATCH, when=Ends(score=0.5, peak=0.7, share=0.65)),),
        ends_itself=False,
    ),
)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules in force, with the embeddings of their example sentences and the site's clock."""

    rules: tuple[Rule, ...]
    examples: Mapping[str, Embedding] = field(default_factory=dict)
    zone: tzinfo = UTC

    def memory(self) -> Memory:
        """An empty memory that holds what these rules ask for."""
        kept_s = max([KEPT_S, *(rule.looks_back_s for rule in self.rules)])
        return Memory(kept_s, self.examples)

    def applies(self, rule: Rule, call: Call | None, memory: Memory) -> bool:
        """Whether a rule is for this call, and for this moment of it."""
        if not rule.scope.covers(call, memory.language):
            return False
        if not rule.hours:
            return True
        if call is None:
            return False
        at = call.started_at + timedelta(seconds=memory.now_s)
        return within(rule.hours, at.astimezone(self.zone))


def open_book(
    rules: Sequence[Rule],
    embed: Callable[[Sequence[str]], Sequence[Embedding]],
    zone: tzinfo = UTC,
) -> RuleBook:
    """A book of these rules; `embed` is asked once for all their example sentences."""
    texts = tuple(dict.fromkeys(text for rule in rules for text in rule.examples))
    vectors = embed(texts) if texts else ()
    return RuleBook(tuple(rules), dict(zip(texts, vectors, strict=True)), zone)


BUILT_IN = RuleBook(RULES)
