"""From the desk's news to the ledger, the people, and back to the call."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.runtime.interventions.conftest import ANN, BOB, NOON, Office
from tests.scripted_desk import CALL, flag, said
from voicemon.errors import Conflict, StoreBusy
from voicemon.flags.cards import VOICEMON
from voicemon.runtime.interventions import Interventions, RuleFacts, service
from voicemon.runtime.live.changes import Flagged, Renamed
from voicemon.store.ledger_rows import LedgerQuery
from voicemon.types import FlagOutcome, FlagState, Severity

S = FlagState


def raised(name="f1", score=0.8, **more):
    return said(1, score=score, flags=[flag(name, **more)])


def resolved(name="f1"):
    return Flagged((replace(flag(name, S.RESOLVED), reason="Calm for 31 s"),))


def test_a_raised_flag_is_written_down_with_what_was_known_then(make_office):
    office = make_office(about=lambda rule: RuleFacts(f"{rule} 3"))
    office.tell(raised(score=0.83))
    card = office.card()
    assert (card.call_id, card.team, card.agent_id) == (CALL, "north", "a17")
    assert (card.score, card.rule_version) == (0.83, "sustained-high 3")
    assert card.due_at == NOON + timedelta(seconds=120)
    assert [change.card for change in office.changes] == [card]
    assert office.changes[0].move.by == VOICEMON


def test_a_flag_that_no_utterance_brought_has_the_newest_score(office):
    office.tell(said(1, score=0.6), Flagged((flag("f1"),)))
    assert office.card().score == 0.6


def test_what_ends_by_itself_is_resolved_without_an_outcome(office):
    office.tell(raised(), resolved())
    card = office.card()
    assert (card.state, card.outcome, card.by) == (S.RESOLVED, None, VOICEMON)
    assert office.store.ledger.history("f1")[1].why == "Calm for 31 s"


def test_calm_does_not_end_what_a_person_has_taken_and_the_call_hears_of_it(office):
    office.tell(raised())
    office.made.move("f1", 1, S.CLAIMED, ANN)
    assert [(each.id, each.state) for each in office.desk.moved] == [("f1", S.CLAIMED)]
    office.tell(resolved())
    assert office.card().state is S.CLAIMED
    assert office.desk.moved[-1].state is S.CLAIMED


def test_a_move_says_when_in_the_call_it_was(office):
    office.tell(raised())
    office.desk.status(CALL, heard_s=47.5)
    office.made.move("f1", 1, S.ACKNOWLEDGED, ANN, why="on it")
    move = office.store.ledger.history("f1")[1]
    assert (move.at_s, move.why, move.by) == (47.5, "on it", ANN)


def test_everybody_hears_every_change_in_order(office):
    office.tell(raised())
    office.made.move("f1", 1, S.CLAIMED, ANN)
    office.made.undo("f1", 2, ANN)
    office.made.move("f1", 3, S.RESOLVED, BOB, outcome=FlagOutcome.HELPED)
    assert [change.card.number for change in office.changes] == [1, 2, 3, 4]
    assert [str(change.move.state) for change in office.changes] == [
        "raised",
        "claimed",
        "raised",
        "resolved",
    ]


def test_a_look_at_what_was_looked_at_tells_nobody(office):
    office.tell(raised())
    office.made.move("f1", 1, S.SEEN, ANN)
    office.made.move("f1", 1, S.SEEN, BOB)
    assert len(office.changes) == 2


def test_a_reopened_flag_is_not_for_calm_to_end(office):
    office.tell(raised(), resolved())
    office.made.move("f1", 2, S.RAISED, ANN)
    assert office.desk.moved[-1].state is S.ACKNOWLEDGED
    assert office.card().state is S.RAISED


def test_a_flag_told_twice_is_written_once(office):
    office.tell(raised(), raised())
    assert office.states() == ["raised"]


def test_one_that_came_too_late_hears_who_was_first(office):
    office.tell(raised())
    office.made.move("f1", 1, S.CLAIMED, ANN)
    office.now += timedelta(seconds=4)
    with pytest.raises(Conflict, match="Ann Lee claimed this flag 4 s ago"):
        office.made.move("f1", 1, S.CLAIMED, BOB)
    assert len(office.changes) == 2


# The call


def test_a_transferred_call_takes_its_open_flags_to_the_other_team(office):
    office.tell(raised())
    office.tell(Renamed(replace(office.desk.running[CALL].call, team="south", agent_id="b2")))
    assert (office.card().team, office.card().agent_id) == ("south", "b2")
    assert office.changes[-1].move is None


def test_after_the_end_an_open_flag_waits_for_its_outcome(office):
    office.tell(raised())
    office.now += timedelta(seconds=30)
    office.desk.end(CALL)
    office.made.settle()
    card = office.card()
    assert (card.state, card.call_ended, card.due_at) == (S.RAISED, "hangup", None)
    assert card.call_ended_at == NOON + timedelta(seconds=30)
    office.made.move("f1", 1, S.RESOLVED, ANN, outcome=FlagOutcome.TOO_LATE)
    assert office.card().outcome is FlagOutcome.TOO_LATE


def test_what_nobody_took_during_the_call_is_left_in_peace_until_its_outcome_is_told(office):
    office.tell(raised("f1"), raised("f2"), raised("f3"))
    office.made.move("f2", 1, S.SNOOZED, ANN, until=NOON + timedelta(seconds=300))
    office.pass_s(120)
    assert (office.card("f1").state, office.card("f3").state) == (S.ESCALATED, S.ESCALATED)
    office.made.move("f3", 2, S.CLAIMED, BOB)
    office.desk.end(CALL)
    office.made.settle()
    told = len(office.changes)
    office.pass_s(6 * 3600)
    assert [change for change in office.changes[told:] if change.move is not None] == []
    assert [office.card(name).is_left for name in ("f1", "f2", "f3")] == [True, True, False]
    assert {card.id for card in office.made.cards()} == {"f1", "f2", "f3"}
    office.made.move("f2", 2, S.RESOLVED, ANN, outcome=FlagOutcome.TOO_LATE)
    lived = {each.card.id: each for each in office.store.duty.lived(NOON)}
    assert [lived[name].is_left for name in ("f1", "f2", "f3")] == [True, True, False]
    assert [lived[name].escalated for name in ("f1", "f2", "f3")] == [True, False, True]


def test_of_a_call_that_was_refused_nothing_is_kept(office):
    office.tell(raised())
    office.desk.end(CALL, "refused")
    office.made.settle()
    assert office.store.ledger.find(LedgerQuery()).total == 0
    assert office.changes[-1].gone


def test_what_the_pass_after_the_call_noted_is_told(office):
    office.tell(raised())
    office.store.ledger.confirm(CALL, set())
    office.made.refresh(CALL)
    office.made.settle()
    assert office.changes[-1].card.confirmed is False


# The clock


def test_a_snoozed_flag_comes_back_at_its_time(office):
    office.tell(raised())
    office.made.move("f1", 1, S.SNOOZED, ANN, until=NOON + timedelta(seconds=300))
    office.pass_s(299)
    assert office.card().state is S.SNOOZED
    office.pass_s(1)
    card = office.card()
    assert (card.state, card.by, card.due_at) == (S.RAISED, VOICEMON, NOON + timedelta(seconds=420))
    assert office.desk.moved[-1].state is S.RAISED


def test_a_flag_that_nobody_acts_on_escalates(office):
    office.tell(raised())
    office.made.move("f1", 1, S.SEEN, ANN)
    office.pass_s(119)
    assert office.card().state is S.SEEN
    office.pass_s(1)
    assert office.card().state is S.ESCALATED
    assert office.store.ledger.history("f1")[2].why == "nobody acted within 120 s"
    assert office.changes[-1].card.state is S.ESCALATED


def test_a_claimed_flag_escalates_when_nothing_follows_and_anybody_may_take_it(office):
    office.tell(raised())
    office.pass_s(60)
    office.made.move("f1", 1, S.CLAIMED, ANN)
    office.pass_s(119)
    assert office.card().state is S.CLAIMED
    office.pass_s(1)
    assert (office.card().state, office.card().owner) == (S.ESCALATED, None)
    assert office.made.move("f1", 3, S.CLAIMED, BOB).owner == BOB


def test_what_was_acted_on_does_not_escalate(office):
    office.tell(raised())
    office.made.move("f1", 1, S.CLAIMED, ANN)
    office.made.move("f1", 2, S.ACTED, ANN)
    office.pass_s(10_000)
    assert office.card().state is S.ACTED


def test_each_severity_has_its_own_time(make_office):
    office = make_office(sla_watch_s=30.0, sla_act_s=0.0)
    office.tell(raised("f1"), raised("f2", severity=Severity.WATCH))
    office.pass_s(31)
    assert (office.card("f1").state, office.card("f2").state) == (S.RAISED, S.ESCALATED)


def test_boards_forget_what_was_resolved_ten_minutes_ago(office):
    office.tell(raised())
    office.made.move("f1", 1, S.RESOLVED, ANN, outcome=FlagOutcome.HELPED)
    office.pass_s(599)
    assert [card.id for card in office.made.cards()] == ["f1"]
    office.pass_s(61)
    assert office.made.cards() == []
    assert office.changes[-1].gone


def test_hours_on_duty_are_counted(office):
    office.pass_s(0)
    for _ in range(3):
        office.made.duty.here("p1", frozenset({"north"}), office.now)
        office.pass_s(60)
    office.pass_s(600)
    office.pass_s(60)
    (hour,) = office.store.duty.hours(NOON - timedelta(hours=1))
    assert (hour.person_id, hour.teams, hour.seconds) == ("p1", frozenset({"north"}), 180.0)


# A restart


def test_a_restart_loses_nothing(office):
    office.tell(raised("f1"), raised("f2"), raised("f3"))
    office.made.move("f1", 1, S.SNOOZED, ANN, until=NOON + timedelta(seconds=300))
    office.made.move("f2", 1, S.CLAIMED, BOB)
    later = Office(office.store, type(office.desk)(), office.settings, now=NOON).open().take_up()
    cards = {card.id: card for card in later.made.cards()}
    assert {name: card.state for name, card in cards.items()} == {
        "f1": S.SNOOZED,
        "f2": S.CLAIMED,
        "f3": S.RAISED,
    }
    assert {card.call_ended for card in cards.values()} == {"interrupted"}
    assert {card.due_at for card in cards.values()} == {None}
    later.pass_s(301)
    assert [later.card(name).is_left for name in ("f1", "f2", "f3")] == [True, False, True]
    later.made.move("f2", 2, S.RESOLVED, ANN, outcome=FlagOutcome.TOO_LATE)


def test_flags_of_calls_that_run_at_the_start_are_taken_up(office):
    office.tell(raised("f1"))
    office.desk.deaf = True
    office.tell(raised("f2"))
    later = Office(office.store, office.desk, office.settings).open().take_up()
    assert {card.id: card.call_ended for card in later.made.cards()} == {"f1": None, "f2": None}


# Trouble


def test_a_store_that_is_busy_is_tried_again(office, monkeypatch):
    monkeypatch.setattr(service, "RETRY_S", 0.001)
    tries, add = [], office.store.ledger.add

    def busy_at_first(step):
        tries.append(step)
        if len(tries) < 4:
            raise StoreBusy("locked")
        return add(step)

    monkeypatch.setattr(office.store.ledger, "add", busy_at_first)
    office.tell(raised())
    assert office.card().state is S.RAISED
    assert len(tries) == 4


def test_what_the_queue_could_not_hold_is_asked_for_anew(store, monkeypatch, office):
    monkeypatch.setattr(service, "MOST_WAITING", 1)
    small = Office(store, office.desk, office.settings).open()
    office.desk.tell(CALL, raised("f1"), raised("f2"), raised("f3"))
    office.desk.start("other")
    small.made.settle()
    assert store.ledger.find(LedgerQuery()).total == 3


def test_a_fault_of_one_listener_is_nobody_elses(office):
    office.made.listen(lambda _: 1 / 0)
    heard = []
    office.made.listen(heard.append)
    office.tell(raised())
    assert len(heard) == 1


def test_the_thread_writes_at_once_and_ends(store, office):
    made = Interventions(store, office.settings, office.desk)
    heard = threading.Event()
    made.listen(lambda _: heard.set())
    made.start()
    office.desk.tell(CALL, raised("f9"))
    assert heard.wait(5)
    made.stop()
    assert "interventions" not in [thread.name for thread in threading.enumerate()]
    assert store.ledger.get("f9").state is S.RAISED


def test_two_supervisors_at_once_get_one_winner(office):
    office.store.ledger._busy_s = 10.0
    office.tell(raised())
    start, told = threading.Barrier(2), []

    def claim(by):
        start.wait()
        try:
            office.made.move("f1", 1, S.CLAIMED, by)
            told.append("won")
        except Conflict as refusal:
            told.append(refusal.message)

    threads = [threading.Thread(target=claim, args=(by,)) for by in (ANN, BOB)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told)[1] == "won"
    assert "claimed this flag" in sorted(told)[0]
