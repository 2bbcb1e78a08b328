"""The flag ledger: compare-and-set, what people read of each other, what is never lost."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.made import analysis
from voicemon.errors import Conflict, NotFound
from voicemon.flags.cards import VOICEMON, Mover, Wish
from voicemon.flags.figures import DutyHour
from voicemon.flags.ledger import raised
from voicemon.store import RecordingInfo
from voicemon.store.ledger_rows import LedgerQuery
from voicemon.types import Call, Flag, FlagOutcome, FlagState, Severity

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
ANN, BOB = Mover("p1", "Ann Lee"), Mover("p2", "Bob Roy")
SLAS = {Severity.ACT: 120.0}
CALL = Call("call-1", NOON, team="north", queue="billing", agent_id="a17")


def after(seconds):
    return NOON + timedelta(seconds=seconds)


def flag(name="f1", call_id="call-1", severity=Severity.ACT, rule="sustained-high"):
    return Flag(name, call_id, rule, severity, FlagState.RAISED, 30.0, "Frustrated “so”", ("u1",))


def put(store, name="f1", at_s=0.0, call=CALL, held_back="", **about):
    step = raised(
        flag(name, call.id, **about), call, after(at_s), SLAS, 0.8, "v1", held_back=held_back
    )
    assert store.ledger.add(step)
    return step[0]


def wish(to, by=ANN, at_s=10.0, **more):
    if to is FlagState.RESOLVED and by != VOICEMON:
        more.setdefault("outcome", FlagOutcome.HELPED)
    return Wish(to, by, after(at_s), 40.0, **more)


def move(store, to, by=ANN, at_s=10.0, number=None, name="f1", **more):
    return store.ledger.move(name, wish(to, by, at_s, **more), SLAS, number)


def race(store, people=8):
    """Everybody claims a flag that everybody sees as new: (who won, what the others were told)."""
    put(store)
    start = threading.Barrier(people)
    won, told = [], []

    def claim(number):
        by = Mover(f"p{number}", f"Person {number}")
        start.wait()
        try:
            won.append(move(store, FlagState.CLAIMED, by, number=1)[0].owner)
        except Conflict as refusal:
            told.append(refusal.message)

    threads = [threading.Thread(target=claim, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return won, told


def test_of_many_at_once_one_wins_and_the_others_hear_who(store):
    store.ledger._busy_s = 10.0
    won, told = race(store)
    assert len(won) == 1
    assert set(told) == {f"{won[0].name} claimed this flag 0 s ago"}
    assert len(told) == 7
    assert [each.number for each in store.ledger.history("f1")] == [1, 2]


def test_what_is_written_is_what_is_read(store):
    card = put(store)
    assert store.ledger.get("f1") == card
    told, made = move(store, FlagState.SNOOZED, until=after(300), why="calls back")
    assert store.ledger.get("f1") == told
    assert store.ledger.history("f1")[1] == made
    assert (card.rule_version, card.score) == ("v1", 0.8)


def test_the_same_flag_raised_twice_is_one(store):
    card = put(store)
    assert not store.ledger.add(raised(flag(), CALL, after(5), SLAS, 0.9))
    assert store.ledger.get("f1") == card


def test_a_move_by_an_old_number_is_refused_by_the_name_of_who_was_first(store):
    put(store)
    move(store, FlagState.CLAIMED, BOB, 10, number=1)
    with pytest.raises(Conflict, match="Bob Roy claimed this flag 5 s ago"):
        move(store, FlagState.ACKNOWLEDGED, ANN, 15, number=1)
    with pytest.raises(Conflict, match="you claimed"):
        move(store, FlagState.CLAIMED, BOB, 15, number=1)


def test_somebodys_look_is_no_reason_to_refuse_a_claim(store):
    put(store)
    move(store, FlagState.SEEN, BOB, number=1)
    card, _ = move(store, FlagState.CLAIMED, ANN, number=1)
    assert (card.number, card.owner) == (3, ANN)


def test_looking_again_changes_nothing_and_is_no_conflict(store):
    put(store)
    move(store, FlagState.CLAIMED, BOB, number=1)
    card, made = move(store, FlagState.SEEN, ANN, number=1)
    assert (card.state, made) == (FlagState.CLAIMED, None)
    assert len(store.ledger.history("f1")) == 2


def test_a_number_from_the_future_is_refused(store):
    put(store)
    with pytest.raises(Conflict):
        move(store, FlagState.CLAIMED, number=7)


def test_undo_is_a_move_and_compared_as_one(store):
    put(store)
    move(store, FlagState.CLAIMED, number=1)
    card, made = store.ledger.undo("f1", 2, ANN, after(20), SLAS)
    assert (card.state, card.number, made.undoes) == (FlagState.RAISED, 3, 2)
    with pytest.raises(Conflict):
        store.ledger.undo("f1", 2, ANN, after(21), SLAS)


def test_a_reopened_flag_keeps_its_first_outcome_in_its_history(store):
    put(store)
    move(store, FlagState.RESOLVED, outcome=FlagOutcome.FALSE_ALARM)
    card, _ = move(store, FlagState.RAISED, BOB)
    assert (card.state, card.outcome) == (FlagState.RAISED, None)
    outcomes = [each.outcome for each in store.ledger.history("f1")]
    assert outcomes == [None, FlagOutcome.FALSE_ALARM, None]


def test_a_flag_that_is_not_there_is_said_so(store):
    for ask in (
        lambda: store.ledger.get("x"),
        lambda: store.ledger.history("x"),
        lambda: move(store, FlagState.CLAIMED, name="x"),
    ):
        with pytest.raises(NotFound):
            ask()


# Held back


def test_what_was_held_back_is_listed_by_itself_and_can_be_let_through(store):
    put(store, "f1", held_back="over the budget")
    put(store, "f2", 1)
    assert [c.id for c in store.ledger.find(LedgerQuery(suppressed=True)).cards] == ["f1"]
    assert [c.id for c in store.ledger.find(LedgerQuery(suppressed=False)).cards] == ["f2"]
    card, _ = store.ledger.let_through("f1", after(9), 39.0, "0.95 now", SLAS)
    assert (card.suppressed, card.due_at) == (False, after(129))
    assert store.ledger.let_through("f1", after(10), 40.0, "again", SLAS) is None
    assert [each.suppressed for each in store.ledger.history("f1")] == [True, False]


# The call


def test_a_call_that_is_handed_on_takes_its_open_flags_along(store):
    put(store, "f1")
    put(store, "f2")
    move(store, FlagState.RESOLVED, name="f2")
    (changed,) = store.ledger.rename(replace(CALL, team="south"))
    assert (changed.id, changed.team, changed.number) == ("f1", "south", 1)
    assert store.ledger.get("f2").team == "north"
    assert store.ledger.rename(replace(CALL, team="south")) == []


def test_the_end_of_a_call_presses_nobody_any_more(store):
    put(store)
    (changed,) = store.ledger.call_over("call-1", "hangup", after(60))
    assert (changed.due_at, changed.call_ended, changed.call_ended_at) == (
        None,
        "hangup",
        after(60),
    )
    assert store.ledger.call_over("call-1", "hangup", after(61)) == []
    assert store.ledger.running() == []


def test_the_pass_after_the_call_leaves_a_note_and_moves_nothing(store):
    put(store, "f1", rule="sustained-high")
    put(store, "f2", rule="steep-rise")
    store.ledger.confirm("call-1", {"steep-rise"})
    assert [store.ledger.get(name).confirmed for name in ("f1", "f2")] == [False, True]
    assert len(store.ledger.history("f1")) == 1


def test_flags_go_with_their_call_and_with_nothing_else(store):
    store.add_analysis(analysis(), RecordingInfo("a" * 64, 1, "x", 8000))
    put(store, "f1")
    put(store, "f2", call=replace(CALL, id="call-2"))
    store.forget("call-1")
    assert store.ledger.find(LedgerQuery()).total == 1
    with pytest.raises(NotFound):
        store.ledger.history("f1")
    store.ledger.forget("call-2")
    assert store.ledger.find(LedgerQuery()).total == 0


# Lists


def test_flags_are_found_by_what_they_are(store):
    put(store, "f1", 0)
    put(store, "f2", 100, replace(CALL, id="call-2", team=None))
    put(store, "f3", 200, replace(CALL, id="call-3", team="south"))
    move(store, FlagState.RESOLVED, name="f3")

    def found(**query):
        return [card.id for card in store.ledger.find(LedgerQuery(**query)).cards]

    assert found() == ["f3", "f2", "f1"]
    assert found(is_open=True) == ["f2", "f1"]
    assert found(is_open=False) == ["f3"]
    assert found(since=after(100)) == ["f3", "f2"]
    assert found(call_id="call-1") == ["f1"]
    assert found(teams=frozenset({"south"})) == ["f3"]
    assert found(teams=frozenset({""})) == ["f2"]
    assert found(offset=1, limit=1) == ["f2"]
    store.ledger.call_over("call-1", "hangup", after(60))
    assert found(ended=True) == ["f1"]
    assert found(ended=False) == ["f3", "f2"]
    assert store.ledger.find(LedgerQuery(limit=1)).total == 3


def test_a_board_is_shown_what_is_open_and_what_was_resolved_a_moment_ago(store):
    put(store, "old", 0, replace(CALL, id="c0"))
    store.ledger.call_over("c0", "hangup", after(1))
    put(store, "running", 0, replace(CALL, id="c1"))
    put(store, "over", 5000, replace(CALL, id="c2"))
    store.ledger.call_over("c2", "hangup", after(5001))
    for name, at_s in (("done", 5000), ("long done", 10)):
        put(store, name, 0, replace(CALL, id=name))
        move(store, FlagState.RESOLVED, name=name, at_s=at_s)
    shown = store.ledger.shown(open_since=after(1000), resolved_since=after(4000))
    assert {card.id for card in shown} == {"running", "over", "done"}


def test_outcomes_are_those_that_people_told(store):
    for name in ("f1", "f2", "f3"):
        put(store, name)
    move(store, FlagState.RESOLVED, name="f1", outcome=FlagOutcome.TOO_LATE)
    move(store, FlagState.RESOLVED, VOICEMON, name="f2")
    assert [(c.id, c.outcome) for c in store.ledger.outcomes(NOON)] == [
        ("f1", FlagOutcome.TOO_LATE)
    ]
    assert store.ledger.outcomes(after(1)) == []
    assert len(store.ledger.raised_since(NOON)) == 3


# What figures rest on


def test_a_flag_lived_until_a_person_took_it_and_its_call_ended(store):
    store.add_analysis(analysis(), RecordingInfo("a" * 64, 1, "x", 8000))
    put(store, "f1")
    move(store, FlagState.SEEN, at_s=5)
    move(store, FlagState.ACKNOWLEDGED, at_s=12)
    move(store, FlagState.CLAIMED, at_s=20)
    put(store, "f2", call=replace(CALL, id="call-2"))
    store.ledger.call_over("call-2", "hangup", after(90))
    first, second = store.duty.lived(NOON)
    assert (first.taken_at, first.ended_at) == (after(12), analysis().call.ended_at)
    assert (second.taken_at, second.ended_at) == (None, after(90))


def test_figures_know_when_a_flag_was_resolved_and_whether_it_escalated(store):
    put(store, "f1")
    move(store, FlagState.ESCALATED, VOICEMON, at_s=120)
    move(store, FlagState.CLAIMED, at_s=130)
    put(store, "f2")
    move(store, FlagState.RESOLVED, VOICEMON, at_s=40, name="f2")
    move(store, FlagState.RAISED, at_s=50, name="f2")
    store.ledger.call_over("call-1", "hangup", after(200))
    first, second = store.duty.lived(NOON)
    assert (first.escalated, first.resolved_at, first.taken_at) == (True, None, after(130))
    assert (second.escalated, second.resolved_at, second.taken_at) == (False, after(40), None)
    assert (first.is_left, second.is_left) == (False, False)


def test_hours_on_duty_add_up(store):
    north = frozenset({"north"})
    store.duty.add([DutyHour(NOON, "p1", north, 60.0), DutyHour(NOON, "p2", None, 30.0)])
    store.duty.add([DutyHour(NOON, "p1", north, 60.0)])
    assert store.duty.hours(NOON) == [
        DutyHour(NOON, "p1", north, 120.0),
        DutyHour(NOON, "p2", None, 30.0),
    ]
    assert store.duty.hours(after(1)) == []
