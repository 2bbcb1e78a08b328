"""The life of a flag, as a table, and the keeper of one call's flags.

| from | to |
|---|---|
| raised | seen, acknowledged, claimed, snoozed, escalated, resolved |
| seen | acknowledged, claimed, snoozed, escalated, resolved |
| acknowledged | claimed, acted, snoozed, escalated, resolved |
| claimed | acknowledged (given back), acted, escalated, resolved |
| acted | escalated, resolved |
| snoozed | raised (time is over), acknowledged, claimed, escalated, resolved |
| escalated | claimed, acted, resolved |
| resolved | raised (reopened), resolved (its outcome told later, or put right) |

voicemon itself raises flags, and resolves those that end by themselves while nobody has taken
them (raised, seen, snoozed). What a person has taken, a person ends. What each move takes, and who
may make it, stands in `ledger`.

Hysteresis: a flag is raised at its rule's limit and resolved only when the score has been below
`CALM` for `CALM_FOR_S` since, or when the call ends calm; the same rule then rests for its
cooldown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from voicemon.errors import Conflict
from voicemon.flags.memory import Embedding, Moment
from voicemon.flags.rule import Finding, Rule
from voicemon.flags.rules import BUILT_IN, RuleBook
from voicemon.types import Call, Evidence, Flag, FlagState, Frustration, Severity, Utterance

CALM = 0.5
CALM_FOR_S = 30.0

NEXT: Mapping[FlagState, frozenset[FlagState]] = {
    FlagState.RAISED: frozenset(
        {
            FlagState.SEEN,
            FlagState.ACKNOWLEDGED,
            FlagState.CLAIMED,
            FlagState.SNOOZED,
            FlagState.ESCALATED,
            FlagState.RESOLVED,
        }
    ),
    FlagState.SEEN: frozenset(
        {
            FlagState.ACKNOWLEDGED,
            FlagState.CLAIMED,
            FlagState.SNOOZED,
            FlagState.ESCALATED,
            FlagState.RESOLVED,
        }
    ),
    FlagState.ACKNOWLEDGED: frozenset(
        {
            FlagState.CLAIMED,
            FlagState.ACTED,
            FlagState.SNOOZED,
            FlagState.ESCALATED,
            FlagState.RESOLVED,
        }
    ),
    FlagState.CLAIMED: frozenset(
        {FlagState.ACKNOWLEDGED, FlagState.ACTED, FlagState.ESCALATED, FlagState.RESOLVED}
    ),
    FlagState.ACTED: frozenset({FlagState.ESCALATED, FlagState.RESOLVED}),
    FlagState.SNOOZED: frozenset(
        {
            FlagState.RAISED,
            FlagState.ACKNOWLEDGED,
            FlagState.CLAIMED,
            FlagState.ESCALATED,
            FlagState.RESOLVED,
        }
    ),
    FlagState.ESCALATED: frozenset({FlagState.CLAIMED, FlagState.ACTED, FlagState.RESOLVED}),
    FlagState.RESOLVED: frozenset({FlagState.RAISED, FlagState.RESOLVED}),
}
UNTAKEN = frozenset({FlagState.RAISED, FlagState.SEEN, FlagState.SNOOZED})
GRAVITY = {severity: at for at, severity in enumerate(Severity)}
TAKEN = frozenset({FlagState.ACKNOWLEDGED, FlagState.CLAIMED, FlagState.ACTED})


def moved(flag: Flag, state: FlagState, at_s: float, reason: str, by: str = "voicemon") -> Flag:
    """The transition of a flag to `state`; raises Conflict where the table does not allow it."""
    if state not in NEXT[flag.state]:
        allowed = ", ".join(sorted(NEXT[flag.state]))
        raise Conflict(
            f"a flag that is {flag.state} cannot become {state}",
            f"look at the flag again; from here it can become {allowed}",
        )
    return replace(flag, state=state, at_s=at_s, reason=reason, by=by)


class FlagKeeper:
    """The flags of one call. `step` every utterance in the order of audio time, then `end`.

    `call` holds the facts that the rules' scopes and hours ask about; without it only rules for
    every call and every hour are asked.
    """

    def __init__(self, call_id: str, book: RuleBook = BUILT_IN, call: Call | None = None) -> None:
        self.call_id = call_id
        self._book = book
        self._call = call
        self._memory = book.memory()
        self._flags: dict[str, Flag] = {}  # newest transition of each, by id

    def step(
        self,
        utterance: Utterance,
        evidence: Sequence[Evidence],
        frustration: Frustration | None,
        embedding: Embedding | None = None,
    ) -> list[Flag]:
        """The transitions that this utterance causes; `embedding` as the text model reads it."""
        self._memory.add(Moment(utterance, tuple(evidence), frustration, embedding))
        below_s = self._memory.below_for_s(CALM) if self._memory.heard else 0.0
        resolved = []
        if below_s >= CALM_FOR_S:
            reason = f"Calm for {below_s:.0f} s, {self._memory.score:.2f} now"
            resolved = self._resolve(reason, raised_before_s=self._memory.now_s - CALM_FOR_S)
        return resolved + self._raise(ended=False)

    def end(self, at_s: float) -> list[Flag]:
        """The transitions that the end of the call causes."""
        self._memory.now_s = max(self._memory.now_s, at_s)
        resolved = []
        if self._memory.heard and self._memory.score < CALM:
            reason = f"The call ended calm, {self._memory.score:.2f}"
            resolved = self._resolve(reason, raised_before_s=self._memory.now_s)
        return resolved + self._raise(ended=True)

    def moved(self, flag: Flag) -> None:
        """A person moved a flag of this call: remember it."""
        self._flags[flag.id] = flag

    def renamed(self, call: Call) -> None:
        """The call's facts changed: another queue or team may have other rules."""
        self._call = call

    def _raise(self, ended: bool) -> list[Flag]:
        found = [(rule, self._asked(rule, ended)) for rule in self._book.rules]
        return [
            self._raised(rule, finding)
            for rule, finding in found
            if finding is not None and not self._rests(rule, finding)
        ]

    def _asked(self, rule: Rule, ended: bool) -> Finding | None:
        if not self._book.applies(rule, self._call, self._memory):
            return None
        return rule.finds(self._memory, ended)

    def _raised(self, rule: Rule, finding: Finding) -> Flag:
        flag = Flag(
            id=f"{self.call_id}-f{len(self._flags) + 1}",
            call_id=self.call_id,
            rule=rule.id,
            severity=finding.severity,
            state=FlagState.RAISED,
            at_s=self._memory.now_s,
            reason=finding.reason,
            utterance_ids=finding.utterance_ids,
        )
        self._flags[flag.id] = flag
        return flag

    def _rests(self, rule: Rule, finding: Finding) -> bool:
        """True while a flag of this rule, as grave or graver, is open or was just resolved, or
        while somebody is at work on this call already.
        """
        for flag in list(self._flags.values()):
            if flag.rule == rule.id:
                rests = flag.state is not FlagState.RESOLVED or self._is_recent(flag, rule)
            else:
                rests = rule.suppress_while_acknowledged and flag.state in TAKEN
            if rests and GRAVITY[flag.severity] >= GRAVITY[finding.severity]:
                return True
        return False

    def _is_recent(self, flag: Flag, rule: Rule) -> bool:
        return self._memory.now_s - flag.at_s < rule.cooldown_s

    def _resolve(self, reason: str, raised_before_s: float) -> list[Flag]:
        ending = {rule.id for rule in self._book.rules if rule.ends_itself}
        resolved = [
            moved(flag, FlagState.RESOLVED, self._memory.now_s, reason)
            for flag in list(self._flags.values())  # people move them from other threads
            if flag.rule in ending and flag.state in UNTAKEN and flag.at_s <= raised_before_s
        ]
        self._flags |= {flag.id: flag for flag in resolved}
        return resolved
