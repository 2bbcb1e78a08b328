"""Calibration: the figures of a site's rules, refitted to what its people told of their flags.

Every stored call of the last days is played to each rule in force and to what it may become
(`flags.trials`); outcomes choose (`flags.tuning`); what was chosen is rehearsed beside the rule as
it stands, by the machinery of all rehearsals. Nothing is written until somebody has seen that
(`propose`), and then only drafts.

What is not learnt from: calls whose roles a reviewer put right, for their flags came of the wrong
side's words; who the agent was; and what nobody judged. The score itself is not recalibrated:
outcomes exist only of moments that a rule flagged, and tell nothing of all the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

import numpy as np

from voicemon.errors import InputError, NotFound
from voicemon.flags.figures import RIGHT
from voicemon.flags.knobs import candidates
from voicemon.flags.rehearsal import NEAR_S, Hit, Played, Rehearsed, Told, play, summed
from voicemon.flags.rule import Rule
from voicemon.flags.rules import open_book
from voicemon.flags.trials import Stage, Tried
from voicemon.flags.tuning import LEAST_CALLS, Fitted, Interval, Verdict, drawn, fitted, ratio
from voicemon.runtime.rehearsing import MOST_CALLS, judged_since, read_again, speakers
from voicemon.runtime.rulebook import embedder
from voicemon.runtime.stated import stated_roles
from voicemon.store import Store
from voicemon.store.rehearsals import RehearsedCall
from voicemon.store.rules_records import CALIBRATION, RuleVersion, StoredRule
from voicemon.types import Analysis, FlagOutcome, Progress, Reader, Role

TRYING, REHEARSING = "playing stored calls", "rehearsing what they suggest"
FIX = (
    "tell what came of flags (helped, too late, not needed, false alarm) on the board or the page "
    "of a call, or look further back with --days; docs/tuning.md"
)


@dataclass(frozen=True, slots=True)
class Change:
    """A flag that only one of both rules raises."""

    call_id: str
    started_at: datetime
    at_s: float
    gone: bool
    outcome: FlagOutcome | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two rehearsals over the same calls: the rule as it stands, and as it is suggested."""

    before: Rehearsed
    after: Rehearsed
    precision_before: Interval
    precision_after: Interval
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class RuleFit:
    """One rule: what its outcomes say, and, where it moves, the rehearsal of that."""

    stored: StoredRule
    fit: Fitted
    rehearsal: SideBySide | None = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """What came of all. `outcomes` counts flags on stored calls, None: nobody told; `left_out`:
    calls whose roles were put right.
    """

    days: int
    calls: int
    outcomes: Mapping[FlagOutcome | None, int]
    left_out: int
    rules: tuple[RuleFit, ...]

    @property
    def moving(self) -> list[RuleFit]:
        """Those that outcomes move."""
        return [each for each in self.rules if each.fit.verdict is Verdict.MOVES]


class Calibrator:
    """Of one site; reads, and writes nothing but by `propose`."""

    def __init__(
        self,
        store: Store,
        reader: Callable[[], Reader],
        zone: tzinfo,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._embed = embedder(reader)
        self._zone = zone
        self._now = now

    def run(self, days: int, wanted: Collection[str], progress: Progress) -> Calibration:
        """Fit the rules in force, or those that are `wanted`, to the outcomes of the last days.

        NotFound for a rule that is not there; InputError where no rule has outcomes enough.
        """
        since = self._now() - timedelta(days=days)
        calls = self._store.rehearsals.calls(since, None, MOST_CALLS)
        known = {call.call_id for call in calls}
        told = {of: each for of, each in judged_since(self._store, since).items() if of in known}
        rules = self._asked(wanted)
        judged = {each.rule for flags in told.values() for each in flags}
        stages = [self._stage(each) for each in rules if each.id in judged]
        tried, left_out = self._tried(stages, calls, told, progress)
        fits = [_fit(each, stages, tried) for each in rules]
        if all(each.fit.verdict is Verdict.TOO_FEW for each in fits):
            raise InputError(_too_few(fits), FIX)
        rehearsed = [self._rehearsed(each, calls, told, progress) for each in fits]
        raised = [card for card in self._store.ledger.raised_since(since) if card.call_id in known]
        outcomes = Counter(card.outcome for card in raised)
        return Calibration(days, len(calls), outcomes, left_out, tuple(rehearsed))

    def propose(self, found: RuleFit) -> tuple[RuleVersion, bool]:
        """Keep what moves as a draft beside the rule; False when that draft is there already.

        Conflict when somebody changed the rule meanwhile.
        """
        number, rule = found.stored.newest.number, found.fit.chosen.rule
        return self._store.rules.propose(
            found.stored.id, number, rule, why(found), CALIBRATION, self._now()
        )

    def _asked(self, wanted: Collection[str]) -> list[StoredRule]:
        if wanted:
            return [self._store.rules.get(rule_id) for rule_id in dict.fromkeys(wanted)]
        return self._store.rules.in_force()

    def _stage(self, stored: StoredRule) -> Stage:
        home = _by_hand(self._store.rules.versions(stored.id))
        return Stage(candidates(stored.rule, home), self._embed, self._zone)

    def _tried(
        self,
        stages: Sequence[Stage],
        calls: Sequence[RehearsedCall],
        told: Mapping[str, Sequence[Told]],
        progress: Progress,
    ) -> tuple[dict[str, list[Tried]], int]:
        """What every candidate does on every call, by rule; and how many calls were left out."""
        tried: dict[str, list[Tried]] = {stage.rule.id: [] for stage in stages}
        left_out = 0
        if not stages:
            return tried, left_out
        whose = frozenset[Role]().union(*(speakers(stage.rule) for stage in stages))
        for analysis in self._analyses(calls, TRYING, progress):
            judged = told.get(analysis.call.id, ())
            if judged and self._put_right(analysis):
                left_out += 1
                continue
            vectors = read_again(analysis, whose, self._embed)
            for stage in stages:
                found = stage.tried(analysis, judged, vectors)
                if found.tells:
                    tried[stage.rule.id].append(found)
        return tried, left_out

    def _put_right(self, played: Analysis) -> bool:
        """Whether a reviewer stated other roles afterwards than those that were played."""
        newest = self._store.analyses(played.call.id)[0]
        if newest.id == played.id:
            return False
        stated = stated_roles(self._store.analysis(played.call.id, newest.id))
        return stated != stated_roles(played)

    def _rehearsed(
        self,
        found: RuleFit,
        calls: Sequence[RehearsedCall],
        told: Mapping[str, Sequence[Told]],
        progress: Progress,
    ) -> RuleFit:
        if found.fit.verdict is not Verdict.MOVES:
            return found
        sides = found.stored.rule, found.fit.chosen.rule
        books = [open_book([rule], self._embed, self._zone) for rule in sides]
        before: list[Played] = []
        after: list[Played] = []
        for analysis in self._analyses(calls, REHEARSING, progress):
            vectors = read_again(analysis, speakers(sides[0]), self._embed)
            judged = told.get(analysis.call.id, ())
            for side, book in zip((before, after), books, strict=True):
                side.append(play(analysis, book, judged, vectors))
        beside = SideBySide(
            summed(before),
            summed(after),
            _precision(before),
            _precision(after),
            tuple(_changes(before, after)),
        )
        return RuleFit(found.stored, found.fit, beside)

    def _analyses(
        self, calls: Sequence[RehearsedCall], doing: str, progress: Progress
    ) -> Iterator[Analysis]:
        """Each, but those that were deleted meanwhile."""
        for count, call in enumerate(calls, 1):
            try:
                yield self._store.analysis(call.call_id, call.analysis_id)
            except NotFound:
                continue
            progress(doing, count / len(calls))


def why(found: RuleFit) -> str:
    """The reason of a draft, in a sentence."""
    fit, expected = found.fit, found.fit.expected
    assert expected is not None
    before, after = expected.precision_before, expected.precision
    return (
        f"By {fit.rights} right and {fit.wrongs} wrong flags: precision "
        f"{before.value:.2f} → {after.value:.2f} ({after.low:.2f}–{after.high:.2f}); "
        f"{max(0.0, expected.lost.value):.0f} of the right ones lost, "
        f"{max(0.0, expected.avoided.value):.0f} of the wrong ones avoided."
    )


def _fit(
    stored: StoredRule, stages: Sequence[Stage], tried: Mapping[str, Sequence[Tried]]
) -> RuleFit:
    for stage in stages:
        if stage.rule.id == stored.id:
            return RuleFit(stored, fitted(stage.candidates, tried[stored.id]))
    return RuleFit(stored, fitted(candidates(stored.rule)[:1], ()))


def _by_hand(versions: Sequence[RuleVersion]) -> Rule | None:
    """The newest version that calibration did not write, nor somebody who took its draft over: else
    the same outcomes would move a rule a little further each time.
    """
    drafts = [each.rule for each in versions if each.by == CALIBRATION]
    return next((each.rule for each in versions if each.rule not in drafts), None)


def _too_few(fits: Sequence[RuleFit]) -> str:
    have = "; ".join(
        f"{each.stored.id} has {each.fit.right_calls} and {each.fit.wrong_calls}" for each in fits
    )
    return (
        f"too little is known to refit a rule: one needs {LEAST_CALLS} calls with a flag that was "
        f"right and {LEAST_CALLS} with one that was wrong ({have or 'no rule is switched on'})"
    )


def _precision(played: Sequence[Played]) -> Interval:
    """Of a rehearsal, with its interval over calls."""
    outcomes = [[hit.outcome for hit in each.hits if hit.outcome] for each in played]
    right = np.array([sum(one in RIGHT for one in each) for each in outcomes], np.float64)
    return drawn(ratio, right, np.array([len(each) for each in outcomes], np.float64))


def _changes(before: Sequence[Played], after: Sequence[Played]) -> Iterator[Change]:
    """Flags that one side raises, with none of the other close by, call by call."""
    for one, other in zip(before, after, strict=True):
        yield from (_change(hit, gone=True) for hit in one.hits if not _has(other, hit))
        yield from (_change(hit, gone=False) for hit in other.hits if not _has(one, hit))


def _has(played: Played, hit: Hit) -> bool:
    return any(abs(hit.at_s - other.at_s) <= NEAR_S for other in played.hits)


def _change(hit: Hit, gone: bool) -> Change:
    return Change(hit.call_id, hit.started_at, hit.at_s, gone, hit.outcome)
