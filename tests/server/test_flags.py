"""`/api/flags` and the figures of rules."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.scripted_desk import CALL, flag, said
from voicemon.flags.cards import VOICEMON, Mover, Wish
from voicemon.flags.figures import DutyHour
from voicemon.flags.ledger import raised
from voicemon.runtime.interventions import Interventions
from voicemon.server import flag_wire, flags
from voicemon.server.app import create_app
from voicemon.store.people_records import AuditQuery, Person, PersonRole
from voicemon.types import Call, FlagOutcome, FlagState, Severity

S = FlagState
NORTH = Person("p1", "Ann Lee", PersonRole.SUPERVISOR, frozenset({"north"}))
SOUTH = Person("p2", "Bob Roy", PersonRole.SUPERVISOR, frozenset({"south"}))


@pytest.fixture
def acting(store, settings, desk):
    made = Interventions(store, settings, desk)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def made(settings, store, jobs, page, desk, acting):
    return create_app(settings, store, jobs, page_folder=page, desk=desk, interventions=acting)


@pytest.fixture
def by(monkeypatch):
    """Whoever asks from now on."""

    def be(person):
        monkeypatch.setattr(flags, "me", lambda: person)

    be(NORTH)
    return be


def put(store, name="f1", at=None, team="north", call_id=CALL, held_back="", **about):
    at = at or datetime.now(UTC)
    call = Call(call_id, at - timedelta(minutes=1), team=team, queue="billing", agent_id="a17")
    one = replace(flag(name, **about), call_id=call_id)
    step = raised(one, call, at, {Severity.ACT: 120.0}, 0.8, "v1", held_back)
    store.ledger.add(step)
    return step[0]


def move(client, name="f1", **body):
    return client.post(f"/api/flags/{name}/move", json=body)


def test_a_flag_is_taken_acted_on_and_resolved_with_its_outcome(client, store, by):
    put(store)
    claimed = move(client, to="claimed", number=1, why="on it").json
    flag_wire.FlagCard.model_validate(claimed)
    assert (claimed["state"], claimed["number"]) == ("claimed", 2)
    assert claimed["owner"] == {"id": "p1", "name": "Ann Lee"}
    assert claimed["next"] == ["acknowledged", "acted", "resolved", "escalated"]
    assert move(client, to="acted", number=2).json["due_at"] is None
    assert move(client, to="resolved", number=3, outcome="helped").json["outcome"] == "helped"
    detail = client.get("/api/flags/f1").json
    flag_wire.FlagDetail.model_validate(detail)
    states = [each["state"] for each in detail["history"]]
    assert states == ["raised", "claimed", "acted", "resolved"]
    assert detail["history"][1]["why"] == "on it"
    assert store.ledger.get("f1").outcome is FlagOutcome.HELPED


def test_a_second_supervisor_is_refused_kindly(client, store, by):
    put(store)
    move(client, to="claimed", number=1)
    by(Person("p2", "Bob Roy", PersonRole.SUPERVISOR, frozenset({"north"})))
    answer = move(client, to="claimed", number=1)
    assert answer.status_code == 409
    assert answer.json["code"] == "conflict"
    assert answer.json["message"].startswith("Ann Lee claimed this flag ")
    assert answer.json["fix"]


def test_what_was_done_by_mistake_is_undone(client, store, by):
    put(store)
    assert move(client, to="claimed", number=1).json["undo_until"]
    back = client.post("/api/flags/f1/undo", json={"number": 2})
    assert (back.json["state"], back.json["number"], back.json["owner"]) == ("raised", 3, None)
    assert client.post("/api/flags/f1/undo", json={"number": 2}).status_code == 409


def test_a_look_at_what_was_looked_at_is_no_conflict(client, store, by):
    put(store)
    assert move(client, to="seen", number=1).json["number"] == 2
    again = move(client, to="seen", number=1)
    assert (again.status_code, again.json["number"]) == (200, 2)
    assert len(store.audit.entries(AuditQuery(action="flag.move"))) == 1


def test_every_move_is_in_the_audit_log(client, store, by):
    put(store)
    move(client, to="claimed", number=1)
    client.post("/api/flags/f1/undo", json={"number": 2})
    move(client, to="resolved", number=3, outcome="false_alarm")
    entries = store.audit.entries(AuditQuery(action="flag.move"))
    assert [(e.subject, e.details["to"], e.details.get("outcome")) for e in entries] == [
        ("f1", "resolved", "false_alarm"),
        ("f1", "raised", None),
        ("f1", "claimed", None),
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"to": "resolved", "number": 1},
        {"to": "snoozed", "number": 1},
        {"to": "snoozed", "number": 1, "until": "2020-01-01T00:00:00Z"},
        {"to": "snoozed", "number": 1, "until": "2999-01-01T00:00:00"},
        {"to": "claimed", "number": 1, "outcome": "helped"},
        {"to": "claimed", "number": 0},
        {"to": "claimed"},
        {"to": "forgotten", "number": 1},
        {"to": "claimed", "number": 1, "why": "x\x00y"},
        {"to": "claimed", "number": 1, "by": "somebody else"},
    ],
)
def test_a_move_that_is_not_whole_is_refused_and_changes_nothing(client, store, by, body):
    put(store)
    answer = move(client, **body)
    assert answer.status_code == 400
    assert answer.json["message"]
    assert store.ledger.get("f1").number == 1


def test_a_snooze_says_until_when(client, store, by):
    put(store)
    until = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
    card = move(client, to="snoozed", number=1, until=until).json
    assert datetime.fromisoformat(card["snoozed_until"]) == datetime.fromisoformat(until)


def test_a_flag_of_another_team_is_as_if_it_were_not_there(client, store, by):
    put(store)
    by(SOUTH)
    assert client.get("/api/flags/f1").status_code == 404
    assert client.get("/api/flags/f1").json == client.get("/api/flags/f1").json
    assert move(client, to="claimed", number=1).status_code == 404
    assert client.post("/api/flags/f1/undo", json={"number": 1}).status_code == 404
    assert client.get("/api/flags").json == {"items": [], "total": 0}
    assert store.ledger.get("f1").number == 1


def test_flags_are_listed_those_held_back_when_asked_for(client, store, by):
    put(store, "f1")
    put(store, "f2", held_back="Held back by the budget: 10 of 10")
    put(store, "f3", call_id="call-9")
    move(client, "f3", to="resolved", number=1, outcome="helped")

    def listed(query=""):
        answer = client.get(f"/api/flags{query}").json
        flag_wire.FlagList.model_validate(answer)
        assert answer["total"] == len(answer["items"])
        return {card["id"] for card in answer["items"]}

    assert listed() == {"f1", "f3"}
    assert listed("?open=true") == {"f1"}
    assert listed("?open=false") == {"f3"}
    assert listed("?suppressed=true") == {"f2"}
    assert listed(f"?call={CALL}") == {"f1", "f2"}
    assert listed("?since=2999-01-01") == set()
    assert client.get("/api/flags/f2").json["history"][0]["suppressed"] is True


def test_what_was_not_dealt_with_during_the_call_is_listed_and_can_be_resolved(client, store, by):
    for name in ("f1", "f2", "f3"):
        put(store, name, call_id=f"c-{name}")
    move(client, "f2", to="claimed", number=1)
    ended = datetime.now(UTC)
    for call in ("c-f1", "c-f2"):
        store.ledger.call_over(call, "hangup", ended)
    listed = client.get("/api/flags?open=true&ended=true").json["items"]
    assert {card["id"]: card["left"] for card in listed} == {"f1": True, "f2": False}
    assert {card["call_ended_at"] for card in listed} == {listed[0]["call_ended_at"]}
    assert [card["id"] for card in client.get("/api/flags?ended=false").json["items"]] == ["f3"]
    told = move(client, "f1", to="resolved", number=1, outcome="too_late").json
    assert (told["left"], told["outcome"]) == (False, "too_late")


def test_the_budget_of_the_hour_is_told(client, desk, acting, by):
    desk.start("call-n", team="north")
    acting.settle()
    desk.tell("call-n", replace(said(1, flags=[replace(flag("n1"), call_id="call-n")])))
    deadline = datetime.now(UTC) + timedelta(seconds=5)
    while not acting.cards() and datetime.now(UTC) < deadline:
        acting.settle()
    budget = client.get("/api/flags/budget").json
    flag_wire.BudgetOut.model_validate(budget)
    assert (budget["used"], budget["limit"], budget["supervisors"]) == (1, 10, 1)


def test_figures_tell_how_well_a_rule_calls(client, store, by):
    now = datetime.now(UTC)
    for number, outcome in enumerate([FlagOutcome.HELPED, FlagOutcome.FALSE_ALARM, None]):
        put(store, f"f{number}", now, call_id=f"c{number}")
        if outcome:
            wish = Wish(S.RESOLVED, Mover("p1", "Ann"), now, outcome=outcome)
            store.ledger.move(f"f{number}", wish, {})
        store.ledger.call_over(f"c{number}", "hangup", now + timedelta(seconds=90))
    put(store, "s1", now, team="south", call_id="c9")
    hour = now.replace(minute=0, second=0, microsecond=0)
    store.duty.add([DutyHour(hour, "p1", frozenset({"north"}), 7200.0)])
    answer = client.get("/api/figures/flags?weeks=2").json
    flag_wire.FlagFigures.model_validate(answer)
    whole, north = answer["rows"]
    assert (whole["team"], north["team"]) == (None, "north")
    assert (whole["raised"], whole["precision"], whole["unknown"]) == (3, 0.5, 1)
    assert (whole["lead_s"], whole["per_supervisor_hour"]) == (90.0, 1.5)
    assert whole["supervisor_hours"] == 2.0
    assert (whole["judged"], whole["left"], whole["escalated"], whole["enough"]) == (2, 1, 0, False)
    assert 0 < whole["low"] < 0.5 < whole["high"] < 1
    now_week, last_week, north_now, _ = answer["totals"]
    assert (north_now["team"], north_now["raised"]) == ("north", 3)
    assert [now_week["week"], last_week["week"]] == answer["weeks"]
    assert (now_week["rule"], now_week["raised"], last_week["raised"]) == ("", 3, 0)
    by(replace(NORTH, role=PersonRole.ADMIN))
    told = client.get("/api/figures/flags").json
    assert (told["rows"][0]["raised"], told["totals"][0]["raised"]) == (4, 4)


def test_figures_can_be_saved_for_a_spreadsheet(client, store, by):
    put(store, "f1", team="=1+1")
    by(replace(NORTH, role=PersonRole.ADMIN))
    answer = client.get("/api/figures/flags?weeks=3&format=csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["rule"], row["team"]) for row in rows] == [
        *[("*", "*")] * 3,
        *[("*", "'=1+1")] * 3,
        ("sustained-high", "*"),
        ("sustained-high", "'=1+1"),
    ]
    assert (rows[0]["raised"], rows[1]["raised"], rows[0]["precision"]) == ("1", "0", "")
    assert rows[6]["name"] == "Frustrated for a while"
    assert client.get("/api/figures/flags?format=xls").status_code == 400


def test_flags_can_be_given_an_outcome_where_no_live_calls_are_taken(
    settings, store, jobs, page, by
):
    put(store)
    store.ledger.move("f1", Wish(S.RESOLVED, VOICEMON, datetime.now(UTC)), {})
    app, _ = create_app(settings, store, jobs, page_folder=page)
    answer = move(app.test_client(), to="resolved", number=2, outcome="not_needed")
    assert answer.json["outcome"] == "not_needed"
