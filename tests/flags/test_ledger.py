"""The moves of a flag in the ledger: every transition of the table, by whom, and undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicemon.errors import Conflict, InputError
from voicemon.flags import ledger
from voicemon.flags.cards import VOICEMON, Mover, Wish, as_flag, call_over, renamed
from voicemon.flags.ledger import UNDO, beaten, let_through, moved, raised, undone
from voicemon.flags.lifecycle import NEXT, UNTAKEN
from voicemon.types import Call, Flag, FlagOutcome, FlagState, Severity

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
CALL = Call("call-1", NOON, team="north", queue="billing", agent_id="a17")
ANN, BOB = Mover("p1", "Ann Lee"), Mover("p2", "Bob Roy")
SLAS = {Severity.ACT: 120.0, Severity.WATCH: 600.0}
FLAG = Flag(
    "call-1-f1", "call-1", "any", Severity.ACT, FlagState.RAISED, 30.0, "Frustrated", ("u1",)
)
S = FlagState


def after(seconds):
    return NOON + timedelta(seconds=seconds)


def start(**changes):
    card, move = raised(replace(FLAG, **changes), CALL, NOON, SLAS, 0.8, "v1")
    return card, [move]


def wish(to, by=ANN, at_s=10.0, why=""):
    outcome = FlagOutcome.HELPED if to is S.RESOLVED and by != VOICEMON else None
    until = after(at_s + 300) if to is S.SNOOZED else None
    return Wish(to, by, after(at_s), 30.0 + at_s, why, outcome, until)


def go(card, history, *states, by=ANN, at_s=10.0):
    for to in states:
        card, move = moved(card, wish(to, by, at_s), SLAS)
        history.append(move)
    return card, history


WAYS = {
    S.RAISED: (),
    S.SEEN: (S.SEEN,),
    S.ACKNOWLEDGED: (S.ACKNOWLEDGED,),
    S.CLAIMED: (S.CLAIMED,),
    S.ACTED: (S.CLAIMED, S.ACTED),
    S.RESOLVED: (S.RESOLVED,),
    S.SNOOZED: (S.SNOOZED,),
    S.ESCALATED: (S.ESCALATED,),
}


def brought_to(state):
    return go(*start(), *WAYS[state])


@pytest.mark.parametrize("to", list(S))
@pytest.mark.parametrize("at", list(S))
def test_a_person_makes_every_move_of_the_table_and_no_other(at, to):
    card, _ = brought_to(at)
    if to not in NEXT[at]:
        with pytest.raises(Conflict) as refusal:
            moved(card, wish(to, at_s=20), SLAS)
        assert refusal.value.fix
        return
    new, move = moved(card, wish(to, at_s=20, why="because"), SLAS)
    assert (new.state, new.number, move.number) == (to, card.number + 1, card.number + 1)
    assert (move.by, move.at, move.at_s, move.why) == (ANN, after(20), 50.0, "because")


@pytest.mark.parametrize("at", list(S))
def test_voicemon_resolves_only_what_nobody_has_taken(at):
    card, _ = brought_to(at)
    if at in UNTAKEN:
        new, _ = moved(card, wish(S.RESOLVED, VOICEMON), SLAS)
        assert (new.state, new.outcome) == (S.RESOLVED, None)
    else:
        with pytest.raises(Conflict):
            moved(card, wish(S.RESOLVED, VOICEMON), SLAS)


def test_the_first_move_keeps_what_was_known_when_the_flag_was_raised():
    card, (move,) = start()
    assert (card.score, card.rule_version, card.team, card.agent_id) == (0.8, "v1", "north", "a17")
    assert (move.number, move.by, move.why, move.at_s) == (1, VOICEMON, "Frustrated", 30.0)


# Who has it


def test_who_claims_owns_it_until_it_is_given_back():
    card, history = go(*start(), S.CLAIMED)
    assert card.owner == ANN
    card, _ = go(card, history, S.ACTED, S.RESOLVED)
    assert card.owner == ANN
    card, _ = go(*brought_to(S.CLAIMED), S.ACKNOWLEDGED)
    assert card.owner is None


def test_what_one_has_claimed_another_may_only_escalate():
    card, history = brought_to(S.CLAIMED)
    for to in NEXT[S.CLAIMED] - {S.ESCALATED}:
        with pytest.raises(Conflict, match="Ann Lee claimed this flag 12 s ago") as refusal:
            moved(card, wish(to, BOB, at_s=22), SLAS)
        assert "Ann Lee" in refusal.value.fix
    card, _ = go(card, history, S.ESCALATED, S.CLAIMED, by=BOB)
    assert card.owner == BOB


def test_after_the_call_anybody_may_tell_the_outcome_of_a_claimed_flag():
    card, _ = brought_to(S.CLAIMED)
    card = call_over(card, "hangup", after(60))
    new, move = moved(card, wish(S.RESOLVED, BOB, at_s=70), SLAS)
    assert (new.outcome, move.at_s) == (FlagOutcome.HELPED, None)


def test_a_call_that_is_handed_on_takes_its_flags_along():
    card, _ = start()
    moved_on = renamed(card, replace(CALL, team="south", agent_id="b2"))
    assert (moved_on.team, moved_on.agent_id, moved_on.number) == ("south", "b2", 1)


# What a move needs


def test_a_person_resolves_with_an_outcome_and_may_tell_it_later():
    card, history = start()
    with pytest.raises(InputError, match="outcome"):
        moved(card, replace(wish(S.RESOLVED), outcome=None), SLAS)
    card, history = go(card, history, S.RESOLVED, by=VOICEMON)
    card, _ = moved(card, replace(wish(S.RESOLVED), outcome=FlagOutcome.FALSE_ALARM), SLAS)
    assert (card.outcome, card.number) == (FlagOutcome.FALSE_ALARM, 3)
    card, _ = moved(card, replace(wish(S.RESOLVED), outcome=FlagOutcome.TOO_LATE), SLAS)
    assert card.outcome is FlagOutcome.TOO_LATE


def test_an_outcome_of_what_is_not_resolved_is_refused():
    with pytest.raises(InputError):
        moved(start()[0], replace(wish(S.CLAIMED), outcome=FlagOutcome.HELPED), SLAS)


@pytest.mark.parametrize("until_s", [None, 10, 5, 86_500])
def test_a_snooze_is_into_the_future_and_for_a_day_at_most(until_s):
    until = None if until_s is None else after(until_s)
    with pytest.raises(InputError):
        moved(start()[0], replace(wish(S.SNOOZED), until=until), SLAS)


def test_only_a_snooze_says_until_when():
    with pytest.raises(InputError):
        moved(start()[0], replace(wish(S.CLAIMED), until=after(50)), SLAS)


def test_a_snooze_wakes_at_its_time_and_presses_anew():
    card, history = go(*start(), S.SNOOZED)
    assert (card.wakes_at, card.due_at) == (after(310), None)
    card, _ = go(card, history, S.RAISED, by=VOICEMON, at_s=310)
    assert (card.snoozed_until, card.due_at) == (None, after(310 + 120))


# The time within which somebody is to act


def test_looking_gains_no_time_acknowledging_and_claiming_do_acting_ends_it():
    card, history = start()
    assert card.due_at == after(120)
    card, history = go(card, history, S.SEEN, at_s=50)
    assert card.due_at == after(120)
    card, history = go(card, history, S.ACKNOWLEDGED, at_s=60)
    assert card.due_at == after(180)
    card, history = go(card, history, S.CLAIMED, at_s=70)
    assert card.due_at == after(190)
    card, history = go(card, history, S.ACTED, at_s=80)
    assert card.due_at is None


def test_each_severity_has_its_own_time_and_none_where_none_is_set():
    assert start(severity=Severity.WATCH)[0].due_at == after(600)
    assert start(severity=Severity.INFORMATION)[0].due_at is None


def test_nobody_is_pressed_after_the_call_or_by_a_flag_held_back():
    assert call_over(start()[0], "hangup", after(5)).due_at is None
    card, move = raised(FLAG, CALL, NOON, SLAS, 0.7, held_back="over the budget")
    assert (card.due_at, card.suppressed, move.suppressed) == (None, True, True)
    assert move.why == "over the budget"


@pytest.mark.parametrize("state", list(S))
def test_what_nobody_had_taken_when_the_call_ended_is_left(state):
    card, _ = brought_to(state)
    assert not card.is_left
    over = call_over(card, "hangup", after(60))
    assert over.is_left is (state in {S.RAISED, S.SEEN, S.SNOOZED, S.ESCALATED})
    assert over.wakes_at is None
    assert not replace(over, severity=Severity.INFORMATION).is_left
    assert not replace(over, suppressed=True).is_left


def test_voicemon_escalates_nothing_of_a_call_that_is_over_but_a_person_may():
    card = call_over(start()[0], "hangup", after(60))
    with pytest.raises(Conflict, match="the call is over"):
        moved(card, wish(S.ESCALATED, VOICEMON, at_s=200), SLAS)
    assert moved(card, wish(S.ESCALATED, ANN, at_s=200), SLAS)[0].state is S.ESCALATED


# Held back


def held_back():
    card, move = raised(FLAG, CALL, NOON, SLAS, 0.7, held_back="over the budget")
    return card, [move]


@pytest.mark.parametrize(
    ("to", "by", "still"),
    [
        (S.SEEN, ANN, True),
        (S.RESOLVED, VOICEMON, True),
        (S.RESOLVED, ANN, True),
        (S.CLAIMED, ANN, False),
        (S.ACKNOWLEDGED, ANN, False),
    ],
)
def test_who_takes_a_flag_that_was_held_back_brings_it_out(to, by, still):
    card, _ = go(*held_back(), to, by=by)
    assert card.suppressed is still


def test_undoing_the_taking_holds_it_back_again():
    card, history = go(*held_back(), S.CLAIMED)
    card, _ = undone(card, history, ANN, after(20), SLAS)
    assert (card.suppressed, card.due_at) == (True, None)


def test_voicemon_lets_a_flag_through_that_has_grown_graver():
    card, _ = held_back()
    card, move = let_through(card, after(30), 60.0, "0.93 now", SLAS)
    assert (card.suppressed, card.state, card.due_at) == (False, S.RAISED, after(150))
    assert (move.number, move.why, move.by) == (2, "0.93 now", VOICEMON)


# Undo


@pytest.mark.parametrize(
    "states",
    [(S.ACKNOWLEDGED,), (S.CLAIMED,), (S.CLAIMED, S.ACTED), (S.RESOLVED,), (S.SNOOZED,),
     (S.SEEN, S.CLAIMED), (S.RESOLVED, S.RAISED)],
)  # fmt: skip
def test_ones_own_last_move_can_be_taken_back(states):
    before, history = go(*start(), *states[:-1])
    card, history = go(before, history, states[-1], at_s=20)
    assert card.undo_until == after(20) + UNDO
    back, move = undone(card, history, ANN, after(40), SLAS)
    assert (back.state, back.owner, back.outcome) == (before.state, before.owner, before.outcome)
    assert back.snoozed_until == before.snoozed_until
    assert (move.number, move.undoes) == (card.number + 1, card.number)


def test_two_moves_can_be_taken_back_one_after_the_other():
    card, history = go(*start(), S.ACKNOWLEDGED, S.CLAIMED)
    card, move = undone(card, history, ANN, after(30), SLAS)
    assert (card.state, card.undo_until) == (S.ACKNOWLEDGED, after(10) + UNDO)
    card, move = undone(card, [*history, move], ANN, after(31), SLAS)
    assert (card.state, move.undoes, card.undo_until) == (S.RAISED, 2, None)
    assert card.due_at == after(31 + 120)


def test_a_move_after_which_somebody_else_moved_stays():
    card, history = go(*start(), S.ACKNOWLEDGED)
    card, history = go(card, history, S.CLAIMED, by=BOB)
    with pytest.raises(Conflict, match="Bob Roy claimed this flag 5 s ago"):
        undone(card, history, ANN, after(15), SLAS)


def test_what_bob_took_back_does_not_open_anns_move_to_bob():
    card, history = go(*start(), S.ACKNOWLEDGED)
    card, history = go(card, history, S.CLAIMED, by=BOB)
    card, move = undone(card, history, BOB, after(15), SLAS)
    with pytest.raises(Conflict, match="Ann Lee acknowledged"):
        undone(card, [*history, move], BOB, after(16), SLAS)


def test_a_move_older_than_ten_minutes_stays():
    card, history = go(*start(), S.CLAIMED)
    with pytest.raises(Conflict, match="10 min ago"):
        undone(card, history, ANN, after(10 + 601), SLAS)


@pytest.mark.parametrize("states", [(), (S.SEEN,), (S.ESCALATED,)])
def test_what_told_others_or_was_nothing_is_not_taken_back(states):
    card, history = go(*start(), *states)
    assert card.undo_until is None
    with pytest.raises(Conflict):
        undone(card, history, ANN, after(12), SLAS)


@given(st.lists(st.sampled_from([*S, "undo"]), max_size=12))
def test_whatever_is_done_and_undone_the_card_is_what_its_history_says(steps):
    card, history = start()
    for number, step in enumerate(steps):
        at_s = 10.0 + number
        try:
            if step == "undo":
                card, move = undone(card, history, ANN, after(at_s), SLAS)
            else:
                card, move = moved(card, wish(step, at_s=at_s), SLAS)
        except Conflict:
            continue
        history.append(move)
    last = history[-1]
    assert [move.number for move in history] == list(range(1, card.number + 1))
    assert (card.state, card.outcome, card.by) == (last.state, last.outcome, last.by)
    owned = (S.CLAIMED, S.ACTED, S.RESOLVED)
    assert card.owner in (None, ANN)
    assert (card.owner is None) or card.state in owned


# Words


def test_who_comes_second_hears_who_was_first_and_when():
    card, history = go(*start(), S.SEEN)
    _, history = go(card, history, S.CLAIMED, at_s=12)
    refusal = beaten(history[1:], BOB, after(15))
    assert refusal.message == "Ann Lee claimed this flag 3 s ago"
    assert refusal.fix
    assert beaten(history[1:], ANN, after(15)).message == "you claimed this flag 3 s ago"


def test_voicemon_says_why_it_was_first():
    card, move = moved(start()[0], wish(S.RESOLVED, VOICEMON, why="Calm for 31 s"), SLAS)
    assert card.number == 2
    told = beaten([move], ANN, after(10 + 130)).message
    assert told == "voicemon resolved this flag 2 min ago (Calm for 31 s)"


def test_a_card_is_told_to_the_calls_keeper_as_a_flag():
    card, _ = brought_to(S.CLAIMED)
    flag = as_flag(card, 44.0)
    assert (flag.id, flag.state, flag.at_s, flag.by) == (card.id, S.CLAIMED, 44.0, "p1")


def test_the_words_for_done_know_every_state():
    assert set(ledger.DONE) == set(S)
