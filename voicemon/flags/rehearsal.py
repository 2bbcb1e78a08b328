"""Rehearsal: what a rule would have done on calls that are stored.

A stored call is played to the keeper of flags again: the same utterances, evidence and scores in
the order in which the running call had them. So a rehearsal finds exactly the flags that the rule
would have raised, as long as nobody touches them: what people did meanwhile is not played.

What came of it is told by the flags that were there: a hit within `NEAR_S` of a flag whose outcome
a person told has that outcome. Precision counts as in `figures`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from voicemon.flags.figures import RIGHT
from voicemon.flags.lifecycle import FlagKeeper
from voicemon.flags.memory import Embedding
from voicemon.flags.rules import RuleBook
from voicemon.types import (
    Analysis,
    Evidence,
    Flag,
    FlagOutcome,
    FlagState,
    Severity,
    Utterance,
)

NEAR_S = 60.0
MOST_HITS = 500  # that are named; all are counted


@dataclass(frozen=True, slots=True)
class Told:
    """A flag of a call whose outcome a person told."""

    call_id: str
    rule: str
    at_s: float
    outcome: FlagOutcome


@dataclass(frozen=True, slots=True)
class Hit:
    """A flag that the rule would have raised. `with_rules`: others that raised one close by;
    `lead_s`: until the call's end; `outcome`: of the closest flag that a person told of.
    """

    call_id: str
    started_at: datetime
    team: str | None
    queue: str | None
    at_s: float
    severity: Severity
    reason: str
    with_rules: tuple[str, ...]
    outcome: FlagOutcome | None
    lead_s: float


@dataclass(frozen=True, slots=True)
class Played:
    """What the rule finds on one call, what it does not find although a person had to do something,
    and which rules raised flags there.
    """

    started_at: datetime
    hits: tuple[Hit, ...]
    missed: int
    other_rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Calls that the rule and another one flag: both, and each alone."""

    rule: str
    both: int
    only_this: int
    only_other: int


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """The sum of it. `hours`: clock hours in which a call began; alerts are flags to act on."""

    calls: int
    hours: int
    flags: int
    flagged_calls: int
    severities: Mapping[Severity, int]
    flags_per_hour: float
    alerts_per_hour: float
    busiest_hour: int
    outcomes: Mapping[FlagOutcome, int]
    unknown: int
    precision: float | None
    missed: int
    lead_s: float | None
    overlaps: tuple[Overlap, ...]
    hits: tuple[Hit, ...]


def stepped(analysis: Analysis) -> list[Utterance]:
    """The utterances that rules are asked about, in the order in which they were asked."""
    if not analysis.steps:
        return list(analysis.utterances)
    known = {utterance.id: utterance for utterance in analysis.utterances}
    return [known[name] for name in analysis.steps if name in known]


def replay(
    analysis: Analysis, book: RuleBook, embeddings: Mapping[str, Embedding] | None = None
) -> list[Flag]:
    """Every transition that these rules cause on a stored call. `embeddings` by utterance: as the
    text model reads the stored words.
    """
    keeper = FlagKeeper(analysis.call.id, book, analysis.call)
    scores = {point.utterance_id: point for point in analysis.frustration}
    evidence: dict[str, list[Evidence]] = {}
    for item in analysis.evidence:
        evidence.setdefault(item.utterance_id, []).append(item)
    flags = []
    for said in stepped(analysis):
        vector = (embeddings or {}).get(said.id)
        flags += keeper.step(said, evidence.get(said.id, ()), scores.get(said.id), vector)
    return flags + keeper.end(analysis.duration_s)


def play(
    analysis: Analysis,
    book: RuleBook,
    told: Sequence[Told] = (),
    embeddings: Mapping[str, Embedding] | None = None,
) -> Played:
    """One call, by a book of one rule; `told` are the flags of this call that people judged."""
    own = {rule.id for rule in book.rules}
    found = _raised(replay(analysis, book, embeddings))
    others = [flag for flag in _raised(analysis.flags) if flag.rule not in own]
    right = [each for each in told if each.outcome in RIGHT]
    return Played(
        started_at=analysis.call.started_at,
        hits=tuple(_hit(analysis, flag, others, told) for flag in found),
        missed=sum(not any(_near(each, flag) for flag in found) for each in right),
        other_rules=frozenset(flag.rule for flag in others),
    )


def summed(played: Sequence[Played]) -> Rehearsed:
    """What all the calls say together; the newest hits are named."""
    hits = [hit for each in played for hit in each.hits]
    severities = Counter(hit.severity for hit in hits)
    outcomes = Counter(hit.outcome for hit in hits if hit.outcome is not None)
    hours = {_hour(each.started_at) for each in played}
    by_hour = Counter(_hour(hit.started_at + timedelta(seconds=hit.at_s)) for hit in hits)
    known = outcomes.total()
    newest = sorted(hits, key=lambda hit: (hit.started_at, hit.call_id, hit.at_s), reverse=True)
    return Rehearsed(
        calls=len(played),
        hours=len(hours),
        flags=len(hits),
        flagged_calls=sum(bool(each.hits) for each in played),
        severities={severity: severities[severity] for severity in Severity},
        flags_per_hour=len(hits) / len(hours) if hours else 0.0,
        alerts_per_hour=severities[Severity.ACT] / len(hours) if hours else 0.0,
        busiest_hour=max(by_hour.values(), default=0),
        outcomes={outcome: outcomes[outcome] for outcome in FlagOutcome},
        unknown=len(hits) - known,
        precision=sum(outcomes[each] for each in RIGHT) / known if known else None,
        missed=sum(each.missed for each in played),
        lead_s=median(hit.lead_s for hit in hits) if hits else None,
        overlaps=tuple(_overlaps(played)),
        hits=tuple(newest[:MOST_HITS]),
    )


def _raised(flags: Sequence[Flag]) -> list[Flag]:
    """The first transition of each flag: a flag that a person brings back is none anew."""
    first: dict[str, Flag] = {}
    for flag in flags:
        if flag.state is FlagState.RAISED:
            first.setdefault(flag.id, flag)
    return list(first.values())


def _hit(analysis: Analysis, flag: Flag, others: Sequence[Flag], told: Sequence[Told]) -> Hit:
    call = analysis.call
    close = [each for each in told if _near(each, flag)]
    closest = min(close, key=lambda each: abs(each.at_s - flag.at_s), default=None)
    beside = {other.rule for other in others if _near(other, flag)}
    return Hit(
        call_id=call.id,
        started_at=call.started_at,
        team=call.team,
        queue=call.queue,
        at_s=flag.at_s,
        severity=flag.severity,
        reason=flag.reason,
        with_rules=tuple(sorted(beside)),
        outcome=closest.outcome if closest else None,
        lead_s=max(0.0, analysis.duration_s - flag.at_s),
    )


def _near(one: Flag | Told, other: Flag) -> bool:
    return abs(one.at_s - other.at_s) <= NEAR_S


def _overlaps(played: Sequence[Played]) -> list[Overlap]:
    rules = sorted({rule for each in played for rule in each.other_rules})
    return [
        Overlap(
            rule,
            both=sum(bool(each.hits) and rule in each.other_rules for each in played),
            only_this=sum(bool(each.hits) and rule not in each.other_rules for each in played),
            only_other=sum(not each.hits and rule in each.other_rules for each in played),
        )
        for rule in rules
    ]


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
