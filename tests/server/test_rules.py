"""`/api/rules`: who may see and change which rule, versions, and rehearsals."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.made import STARTED, analysis
from tests.runtime.live.fakes import until
from tests.runtime.ruled import WordReader
from voicemon.flags import rule_json
from voicemon.flags.rehearsal import play, summed
from voicemon.flags.rules import RULES, open_book
from voicemon.runtime.rehearsing import RESULT, Rehearser
from voicemon.server import rules
from voicemon.server.people.visitors import Visitors
from voicemon.server.rights import RIGHTS, Visitor
from voicemon.store.people_records import AuditQuery, Person, PersonRole
from voicemon.store.rules_records import Author

ANN = Author("p-ann", "Ann")
HOLD = {
    "name": "Angry after a hold",
    "cases": [
        {
            "severity": "act",
            "when": {
                "kind": "all",
                "of": [
                    {"kind": "hold", "at_least_s": 60, "within_s": 120},
                    {"kind": "score_at_least", "at_least": 0.5},
                ],
            },
        }
    ],
}
HIGH = {
    "name": "High",
    "cases": [{"severity": "act", "when": {"kind": "score_at_least", "at_least": 0.6}}],
}
BOOK = open_book([rule_json.parse(HIGH)], lambda _: [])
NORTHERN = {**HOLD, "scope": {"teams": ["north"]}}


@pytest.fixture
def come(monkeypatch):
    """Everybody who comes is this one."""

    def as_(role, *teams, name="Robin"):
        person = Person("p1", name, role, frozenset(teams))
        monkeypatch.setattr(Visitors, "identify", lambda _: Visitor(person, RIGHTS[role]))

    return as_


@pytest.fixture
def northern(client, come):
    """A draft of a supervisor of the north, who is still there."""
    come(PersonRole.SUPERVISOR, "north")
    return client.post("/api/rules", json={"definition": NORTHERN}).json


def southern():
    call = analysis("call-2", "analysis-2")
    return replace(call, call=replace(call.call, team="south"))


def ids(answer):
    return [item["id"] for item in answer.json["items"]]


def test_the_rules_that_ship_are_listed_as_sentences(client):
    answer = client.get("/api/rules")
    assert ids(answer) == [rule.id for rule in RULES]
    first = answer.json["items"][0]
    assert first["sentence"] == "Act when the frustration is at least 0.7 for 20 s."
    assert (first["state"], first["number"], first["severity"]) == ("on", 1, "act")
    assert first["parts"][0]["of"][0] == {
        "id": "score_at_least_for",
        "values": {"score": 0.7, "for_s": 20.0},
        "of": [],
    }


def test_a_rule_is_added_changed_switched_and_every_version_stays(client, store):
    made = client.post("/api/rules", json={"definition": HOLD})
    assert made.status_code == 201
    assert (made.json["id"], made.json["state"]) == ("angry-after-a-hold", "draft")
    path = f"/api/rules/{made.json['id']}"
    calmer = {**made.json["definition"], "cooldown_s": 300}
    changed = client.put(path, json={"definition": calmer, "number": 1})
    assert (changed.json["number"], changed.json["definition"]["cooldown_s"]) == (2, 300)
    on = client.post(f"{path}/state", json={"state": "on", "number": 2})
    assert (on.json["state"], on.json["changed_by"]["name"]) == ("on", "This machine")
    detail = client.get(path).json
    assert [(v["number"], v["state"]) for v in detail["versions"]] == [
        (3, "on"),
        (2, "draft"),
        (1, "draft"),
    ]
    told = [(e.action, e.subject, e.details) for e in store.audit.entries(AuditQuery())]
    assert told[::-1] == [
        ("rule.add", "angry-after-a-hold", {"name": "Angry after a hold"}),
        ("rule.change", "angry-after-a-hold", {"number": 2}),
        ("rule.switch", "angry-after-a-hold", {"state": "on", "number": 3}),
    ]


def test_a_draft_beside_a_rule_is_among_its_versions_and_takes_its_place(client, store):
    tighter = replace(RULES[0], cooldown_s=300.0)
    store.rules.propose(RULES[0].id, 1, tighter, "By 33 right flags.", ANN, STARTED)
    path = f"/api/rules/{RULES[0].id}"
    detail = client.get(path).json
    assert (detail["rule"]["number"], detail["rule"]["state"]) == (1, "on")
    draft, stands = detail["versions"]
    assert (draft["number"], draft["state"], draft["why"]) == (2, "draft", "By 33 right flags.")
    assert (stands["number"], stands["state"], stands["why"]) == (1, "on", "")
    taken = client.put(path, json={"definition": draft["definition"], "number": 1})
    assert (taken.json["number"], taken.json["state"]) == (3, "on")
    assert taken.json["definition"]["cooldown_s"] == 300.0


def test_a_draft_is_deleted_and_nothing_else_is(client, store):
    made = client.post("/api/rules", json={"definition": HOLD}).json["id"]
    assert client.delete(f"/api/rules/{made}?number=1").status_code == 204
    assert client.get(f"/api/rules/{made}").status_code == 404
    refused = client.delete("/api/rules/steep-rise?number=1")
    assert (refused.status_code, refused.json["code"]) == (400, "input")
    assert store.audit.entries(AuditQuery())[0].action == "rule.delete"


def test_the_second_of_two_hears_who_was_first(client, store):
    steep = store.rules.get("steep-rise")
    store.rules.change("steep-rise", 1, RULES[0], ANN, datetime(2026, 3, 14, 9, 26, tzinfo=UTC))
    body = {"definition": HOLD, "number": steep.newest.number}
    late = client.put("/api/rules/steep-rise", json=body)
    assert late.status_code == 409
    assert late.json["message"] == "Ann changed this rule at 2026-03-14 09:26 UTC"


def test_what_is_wrong_with_a_rule_is_named(client):
    wrong = {**HOLD, "cases": [{"severity": "act", "when": {"kind": "hold", "at_least_s": 5}}]}
    for refused in (
        client.post("/api/rules", json={"definition": wrong}),
        client.post("/api/rules/preview", json={"definition": wrong}),
        client.put("/api/rules/steep-rise", json={"definition": wrong, "number": 1}),
    ):
        assert refused.status_code == 400
        assert "cases[0].when.at_least_s: Input should be greater" in refused.json["message"]


def test_a_preview_says_a_rule_and_keeps_nothing(client):
    told = client.post("/api/rules/preview", json={"definition": HOLD}).json
    assert told["sentence"] == (
        "Act when the customer is on hold for 60 s within the last 120 s and the frustration is "
        "at least 0.5."
    )
    assert len(client.get("/api/rules").json["items"]) == len(RULES)


class TestTeams:
    def test_a_supervisor_adds_rules_for_own_teams_only(self, client, come):
        come(PersonRole.SUPERVISOR, "north", "east")
        assert client.get("/api/rules").json["may_add"] is True
        for teams, status in (
            (["north"], 201),
            (["north", "east"], 201),
            (["north", "south"], 403),
            ([], 403),
        ):
            definition = {**HOLD, "scope": {"teams": teams}}
            assert client.post("/api/rules", json={"definition": definition}).status_code == status

    def test_a_supervisor_changes_no_rule_of_everybody(self, client, come):
        come(PersonRole.SUPERVISOR, "north")
        assert not any(item["may_change"] for item in client.get("/api/rules").json["items"])
        body = {"definition": NORTHERN, "number": 1}
        assert client.put("/api/rules/steep-rise", json=body).status_code == 403
        switch = {"state": "off", "number": 1}
        assert client.post("/api/rules/steep-rise/state", json=switch).status_code == 403
        assert client.delete("/api/rules/steep-rise?number=1").status_code == 403

    def test_a_rule_does_not_leave_ones_teams(self, client, northern):
        body = {"definition": HOLD, "number": 1}
        assert client.put(f"/api/rules/{northern['id']}", json=body).status_code == 403

    def test_to_others_a_teams_rule_is_not_there(self, client, come, northern):
        come(PersonRole.SUPERVISOR, "south")
        path = f"/api/rules/{northern['id']}"
        assert northern["id"] not in ids(client.get("/api/rules"))
        body = {"definition": NORTHERN, "number": 1}
        for refused in (
            client.get(path),
            client.put(path, json=body),
            client.post(f"{path}/state", json={"state": "on", "number": 1}),
            client.delete(f"{path}?number=1"),
            client.get(f"{path}/rehearsals"),
            client.post(f"{path}/rehearsals", json={"number": 1}),
        ):
            assert refused.status_code == 404

    def test_a_version_for_other_teams_is_not_shown(self, client, come, northern):
        come(PersonRole.ADMIN)
        southern = {**HOLD, "scope": {"teams": ["south"]}}
        body = {"definition": southern, "number": 1}
        assert client.put(f"/api/rules/{northern['id']}", json=body).status_code == 200
        come(PersonRole.SUPERVISOR, "south")
        detail = client.get(f"/api/rules/{northern['id']}").json
        assert [each["number"] for each in detail["versions"]] == [2]

    def test_a_reviewer_sees_rules_and_changes_none(self, client, come, northern):
        come(PersonRole.QA, "north")
        listed = client.get("/api/rules").json
        assert northern["id"] in [item["id"] for item in listed["items"]]
        assert listed["may_add"] is False
        assert not any(item["may_change"] for item in listed["items"])
        assert client.post("/api/rules", json={"definition": NORTHERN}).status_code == 403

    def test_an_agent_sees_none(self, client, come):
        come(PersonRole.AGENT, "north")
        assert client.get("/api/rules").status_code == 403


class TestRehearsals:
    @pytest.fixture
    def store_now(self, store):
        """A rehearsal of a rule of everybody, as an admin asked for it, and one of the north's."""
        now = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
        whole = store.rehearsals.add("steep-rise", 1, 30, None, ANN, now)
        north = store.rehearsals.add("steep-rise", 1, 7, ["north"], ANN, now)
        return whole, north

    def path(self, entry):
        return f"/api/rules/{entry.rule_id}/rehearsals/{entry.id}"

    def test_one_is_seen_by_those_who_see_all_its_calls(self, client, come, store_now):
        whole, north = store_now
        for teams, seen in ((("north",), (404, 200)), (("south",), (404, 404))):
            come(PersonRole.SUPERVISOR, *teams)
            assert (
                client.get(self.path(whole)).status_code,
                client.get(self.path(north)).status_code,
            ) == seen
        come(PersonRole.ADMIN)
        assert client.get(self.path(whole)).json["state"] == "waiting"
        listed = client.get("/api/rules/steep-rise/rehearsals").json["items"]
        assert {each["id"] for each in listed} == {whole.id, north.id}

    def test_one_of_another_rule_is_not_there(self, client, store_now):
        whole, _ = store_now
        assert client.get(f"/api/rules/sustained-high/rehearsals/{whole.id}").status_code == 404

    def test_a_draft_is_rehearsed_and_the_result_is_kept(self, client, app, calls, store):
        made = client.post("/api/rules", json={"definition": HIGH}).json
        path = f"/api/rules/{made['id']}/rehearsals"
        rehearser = Rehearser(store, WordReader, UTC, lambda: STARTED + timedelta(days=1))
        rules.rehearsed_by(app, rehearser)
        asked = client.post(path, json={"number": 1, "days": 7})
        assert (asked.status_code, asked.json["state"]) == (202, "waiting")
        assert client.post(path, json={"number": 2}).status_code == 404
        rehearser.start()
        try:
            until(lambda: client.get(f"{path}/{asked.json['id']}").json["state"] == "done")
        finally:
            rehearser.stop()
        found = client.get(f"{path}/{asked.json['id']}").json
        assert (found["days"], found["by"]["name"]) == (7, "This machine")
        assert (found["result"]["calls"], found["result"]["flagged_calls"]) == (2, 1)
        assert found["result"]["hits"][0]["call_id"] == "call-1"
        assert store.audit.entries(AuditQuery())[0].action == "rule.rehearse"

    def test_calls_of_other_teams_are_not_named(self, client, come, store):
        done = store.rehearsals.add("steep-rise", 1, 30, ["north", "south"], ANN, STARTED)
        calls = [play(analysis(), BOOK), play(southern(), BOOK)]
        result = RESULT.dump_python(summed(calls), mode="json")
        store.rehearsals.done(done.id, result, STARTED)
        come(PersonRole.SUPERVISOR, "north", "south")
        assert len(client.get(self.path(done)).json["result"]["hits"]) == 2
        come(PersonRole.SUPERVISOR, "north")
        assert client.get(self.path(done)).status_code == 404

    def test_a_supervisor_rehearses_over_own_calls_only(self, client, app, come, store):
        rules.rehearsed_by(app, Rehearser(store, WordReader, UTC))
        come(PersonRole.SUPERVISOR, "north", "east")
        asked = client.post("/api/rules/steep-rise/rehearsals", json={"number": 1})
        assert asked.json["teams"] == ["east", "north"]
        come(PersonRole.ADMIN)
        asked = client.post("/api/rules/steep-rise/rehearsals", json={"number": 1})
        assert asked.json["teams"] is None

    def test_without_anybody_who_rehearses_it_is_said(self, client):
        answer = client.post("/api/rules/steep-rise/rehearsals", json={"number": 1})
        assert (answer.status_code, answer.json["code"]) == (409, "conflict")
