"""From flags of the ledger to the shapes of `flag_wire`."""

from __future__ import annotations

from voicemon.flags.budget import Standing
from voicemon.flags.cards import FlagCard, FlagMove, Mover
from voicemon.flags.figures import RuleWeek
from voicemon.flags.lifecycle import NEXT
from voicemon.server import flag_wire as out
from voicemon.types import FlagOutcome, FlagState

_ORDER = list(FlagState)


def mover(found: Mover) -> out.MoverOut:
    """Who moved it."""
    return out.MoverOut(id=found.id, name=found.name)


def card(found: FlagCard) -> out.FlagCard:
    """A flag as it is now."""
    return out.FlagCard(
        id=found.id,
        call_id=found.call_id,
        rule=found.rule,
        severity=found.severity.value,
        state=found.state.value,
        number=found.number,
        raised_at=found.raised_at,
        at_s=round(found.at_s, 2),
        reason=found.reason,
        score=None if found.score is None else round(found.score, 4),
        utterance_ids=list(found.utterance_ids),
        team=found.team,
        queue=found.queue,
        agent_id=found.agent_id,
        owner=mover(found.owner) if found.owner else None,
        by=mover(found.by),
        moved_at=found.moved_at,
        due_at=found.due_at,
        snoozed_until=found.snoozed_until,
        undo_until=found.undo_until,
        outcome=found.outcome.value if found.outcome else None,
        suppressed=found.suppressed,
        confirmed=found.confirmed,
        call_ended=found.call_ended,
        call_ended_at=found.call_ended_at,
        left=found.is_left,
        next=[each.value for each in sorted(NEXT[found.state], key=_ORDER.index)],
    )


def move(found: FlagMove) -> out.FlagMoveOut:
    """One move."""
    return out.FlagMoveOut(
        number=found.number,
        state=found.state.value,
        at=found.at,
        at_s=None if found.at_s is None else round(found.at_s, 2),
        by=mover(found.by),
        why=found.why,
        outcome=found.outcome.value if found.outcome else None,
        until=found.until,
        undoes=found.undoes,
        suppressed=found.suppressed,
    )


def budget(found: Standing) -> out.BudgetOut:
    """The last hour against the budget."""
    return out.BudgetOut(
        used=found.used,
        limit=found.limit,
        supervisors=found.supervisors,
        threshold=round(found.threshold, 3),
        suppressed=found.suppressed,
    )


def rule_week(found: RuleWeek) -> out.RuleFigures:
    """One rule's figures of a week."""
    return out.RuleFigures(
        week=found.week,
        rule=found.rule,
        team=found.team,
        raised=found.raised,
        suppressed=found.suppressed,
        helped=found.outcomes[FlagOutcome.HELPED],
        too_late=found.outcomes[FlagOutcome.TOO_LATE],
        not_needed=found.outcomes[FlagOutcome.NOT_NEEDED],
        false_alarm=found.outcomes[FlagOutcome.FALSE_ALARM],
        unknown=found.outcomes[None],
        not_confirmed=found.not_confirmed,
        precision=found.precision,
        lead_s=found.lead_s,
        acknowledged_s=found.acknowledged_s,
        per_supervisor_hour=found.per_supervisor_hour,
        supervisor_hours=found.supervisor_hours,
        judged=found.judged,
        low=found.low,
        high=found.high,
        enough=found.is_told,
        escalated=found.escalated,
        left=found.left,
    )
