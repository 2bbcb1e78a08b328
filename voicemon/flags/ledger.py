"""The moves of a flag: who may make which, and what the flag is after it.

The clock is passed in, somebody else keeps the rows. Beyond the table (`lifecycle.NEXT`):

* A person who resolves says the outcome; one that voicemon resolved may be given it later.
* What somebody has claimed, others may only escalate while the call runs; then anybody may take it.
* voicemon resolves only what nobody has taken (`lifecycle.UNTAKEN`).
* Within `UNDO` one may take one's own last move back, unless it told others (escalated). That is a
  further move, which names the one that it undoes.
* `due_at` is set by raise, acknowledge and claim; looking (seen) sets no new one. Who acts, or
  snoozes, is not pressed any more, nor is anybody once the call is over.
* After the call a flag that nobody took is left (`FlagCard.is_left`): it waits for its outcome, no
  clock moves it, and what was snoozed stays where it is.
* A flag that the budget holds back is `suppressed`: raised, but nobody is alerted or pressed. A
  person who takes it, or voicemon when there is room, ends that; looking, or telling its outcome,
  does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from voicemon.errors import Conflict, InputError
from voicemon.flags.cards import VOICEMON, FlagCard, FlagMove, Mover, Wish, effective
from voicemon.flags.lifecycle import NEXT, UNTAKEN
from voicemon.types import Call, Flag, FlagState, Severity

UNDO = timedelta(minutes=10)
LONGEST_SNOOZE = timedelta(days=1)
PRESSED = frozenset({FlagState.RAISED, FlagState.SEEN, FlagState.ACKNOWLEDGED, FlagState.CLAIMED})
UNTOUCHED = frozenset({FlagState.SEEN, FlagState.RESOLVED})  # leave a flag held back as it is
NOT_UNDONE = frozenset({FlagState.SEEN, FlagState.ESCALATED})
DONE = {
    FlagState.RAISED: "raised",
    FlagState.SEEN: "looked at",
    FlagState.ACKNOWLEDGED: "acknowledged",
    FlagState.CLAIMED: "claimed",
    FlagState.ACTED: "acted on",
    FlagState.RESOLVED: "resolved",
    FlagState.SNOOZED: "snoozed",
    FlagState.ESCALATED: "escalated",
}
Slas = Mapping[Severity, float]
"""Seconds within which somebody is to act; 0 or missing: whenever."""

Step = tuple[FlagCard, FlagMove]


def raised(
    flag: Flag,
    call: Call,
    at: datetime,
    slas: Slas,
    score: float | None,
    rule_version: str = "",
    held_back: str = "",
) -> Step:
    """The first move of a flag; `held_back`: why nobody is alerted."""
    card = FlagCard(
        id=flag.id,
        call_id=call.id,
        rule=flag.rule,
        rule_version=rule_version,
        severity=flag.severity,
        state=FlagState.RAISED,
        number=1,
        raised_at=at,
        at_s=flag.at_s,
        reason=flag.reason,
        score=score,
        utterance_ids=flag.utterance_ids,
        team=call.team,
        queue=call.queue,
        agent_id=call.agent_id,
        by=VOICEMON,
        moved_at=at,
        suppressed=bool(held_back),
    )
    card = replace(card, due_at=_due(card, at, slas))
    why = held_back or flag.reason
    move = FlagMove(
        card.id, 1, card.state, at, flag.at_s, VOICEMON, why, suppressed=card.suppressed
    )
    return card, move


def moved(card: FlagCard, wish: Wish, slas: Slas) -> Step:
    """The move that somebody wishes. Conflict where it is not theirs to make, or not from here;
    InputError where something is missing.
    """
    _check_allowed(card, wish)
    _check_whole(card, wish)
    untouched = wish.by == VOICEMON or wish.to in UNTOUCHED
    move = FlagMove(
        card.id,
        card.number + 1,
        wish.to,
        wish.at,
        wish.at_s if card.call_ended is None else None,
        wish.by,
        wish.why,
        wish.outcome,
        wish.until,
        suppressed=card.suppressed and untouched,
    )
    undoable = wish.by != VOICEMON and wish.to not in NOT_UNDONE
    after = _after(card, move, _owner(card.owner, move), wish.at + UNDO if undoable else None)
    seen = wish.to is FlagState.SEEN
    return replace(after, due_at=card.due_at if seen else _due(after, wish.at, slas)), move


def let_through(card: FlagCard, at: datetime, at_s: float | None, why: str, slas: Slas) -> Step:
    """The budget holds it back no longer: people are alerted now."""
    move = FlagMove(card.id, card.number + 1, card.state, at, at_s, VOICEMON, why)
    after = _after(card, move, card.owner, None)
    return replace(after, due_at=_due(after, at, slas)), move


def undone(
    card: FlagCard,
    history: Sequence[FlagMove],
    by: Mover,
    at: datetime,
    slas: Slas,
    at_s: float | None = None,
) -> Step:
    """Take one's own last move back; Conflict where it is not one's own, too old, or told others.

    `history`: every move, oldest first.
    """
    standing = effective(history)
    last = standing[-1]
    _check_undoable(last, history[-1], by, at)
    before = standing[-2]
    move = FlagMove(
        card.id,
        card.number + 1,
        before.state,
        at,
        at_s if card.call_ended is None else None,
        by,
        f"undone: {DONE[last.state]}",
        before.outcome,
        before.until,
        undoes=last.number,
        suppressed=before.suppressed,
    )
    owner = None
    for each in standing[:-1]:
        owner = _owner(owner, each)
    again = before.number > 1 and before.by == by and before.state not in NOT_UNDONE
    after = _after(card, move, owner, before.at + UNDO if again else None)
    return replace(after, due_at=_due(after, at, slas)), move


def beaten(since: Sequence[FlagMove], by: Mover, at: datetime) -> Conflict:
    """Somebody was first: who did what, how long ago. `since`: the moves that one did not see."""
    told = [move for move in since if move.state is not FlagState.SEEN] or list(since)
    last = told[-1]
    who = "you" if last.by.id == by.id else last.by.name
    done = "took its last move back" if last.undoes is not None else f"{_did(last)} this flag"
    why = f" ({last.why})" if last.by == VOICEMON and last.why else ""
    return Conflict(
        f"{who} {done} {_ago(at - last.at)} ago{why}",
        "look at it as it is now, then decide again",
    )


def _after(
    card: FlagCard, move: FlagMove, owner: Mover | None, undo_until: datetime | None
) -> FlagCard:
    return replace(
        card,
        state=move.state,
        number=move.number,
        by=move.by,
        moved_at=move.at,
        owner=owner,
        snoozed_until=move.until if move.state is FlagState.SNOOZED else None,
        undo_until=undo_until,
        outcome=move.outcome,
        suppressed=move.suppressed,
    )


def _owner(owner: Mover | None, move: FlagMove) -> Mover | None:
    """Who has the flag after a move."""
    if move.state is FlagState.CLAIMED:
        return move.by
    if move.state is FlagState.ACTED:
        return owner or move.by
    return owner if move.state is FlagState.RESOLVED else None


def _due(card: FlagCard, at: datetime, slas: Slas) -> datetime | None:
    within_s = slas.get(card.severity, 0.0)
    pressed = card.state in PRESSED and not card.suppressed and card.call_ended is None
    return at + timedelta(seconds=within_s) if pressed and within_s > 0 else None


def _check_allowed(card: FlagCard, wish: Wish) -> None:
    if wish.to not in NEXT[card.state]:
        allowed = ", ".join(sorted(NEXT[card.state]))
        raise Conflict(
            f"a flag that is {card.state} cannot become {wish.to}",
            f"look at the flag again; from here it can become {allowed}",
        )
    if wish.by == VOICEMON:
        if wish.to is FlagState.RESOLVED and card.state not in UNTAKEN:
            raise Conflict(f"{card.by.name} has taken this flag", "a person ends it")
        if wish.to is FlagState.ESCALATED and card.call_ended is not None:
            raise Conflict("the call is over", "a person tells the outcome")
        return
    others = card.owner is not None and card.owner.id != wish.by.id
    running = card.state is FlagState.CLAIMED and card.call_ended is None
    if others and running and wish.to is not FlagState.ESCALATED:
        assert card.owner is not None
        raise Conflict(
            f"{card.owner.name} claimed this flag {_ago(wish.at - card.moved_at)} ago",
            f"leave it to {card.owner.name}; escalate it if nothing happens, then anybody may act",
        )


def _check_whole(card: FlagCard, wish: Wish) -> None:
    person = wish.by != VOICEMON
    if wish.to is FlagState.RESOLVED and person and wish.outcome is None:
        raise InputError(
            "a flag is resolved with its outcome",
            "say helped, not_needed, false_alarm or too_late",
        )
    if wish.to is not FlagState.RESOLVED and wish.outcome is not None:
        raise InputError("only a resolved flag has an outcome", "leave it out")
    if (wish.to is FlagState.SNOOZED) != (wish.until is not None):
        raise InputError("a snooze, and nothing else, says until when", "mend `until`")
    if wish.until is not None and not wish.at < wish.until <= wish.at + LONGEST_SNOOZE:
        raise InputError(
            "a flag is snoozed into the future, for a day at most",
            "choose a time within the next 24 hours",
        )


def _check_undoable(last: FlagMove, newest: FlagMove, by: Mover, at: datetime) -> None:
    if newest.by.id != by.id or last.by.id != by.id:
        raise beaten([newest if newest.by.id != by.id else last], by, at)
    if last.number == 1 or last.state in NOT_UNDONE:
        raise Conflict(
            f"{DONE[last.state]} cannot be undone", "make the next move as it stands instead"
        )
    if at > last.at + UNDO:
        raise Conflict(
            f"your last move was {_ago(at - last.at)} ago",
            "moves can be undone for ten minutes; make the next one instead",
        )


def _did(move: FlagMove) -> str:
    return (
        "reopened" if move.state is FlagState.RAISED and move.by != VOICEMON else DONE[move.state]
    )


def _ago(since: timedelta) -> str:
    seconds = max(0, round(since.total_seconds()))
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return f"{seconds} s"
