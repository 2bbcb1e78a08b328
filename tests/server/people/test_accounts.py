"""People, teams, sessions, tokens and the audit log over REST."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.server.people.conftest import PASSWORD, Browser
from voicemon.store.people_records import AuditQuery

BEA = {"login": "Bea@Example.org", "name": "Bea B", "role": "qa", "teams": ["north"]}


def bearer(app, text):
    opened = Browser(app)
    opened.client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {text}"
    return opened


def actions(store, **query):
    return [each.action for each in store.audit.entries(AuditQuery(**query))]


# People


def test_somebody_is_invited_and_comes_in(ada, app):
    made = ada.post("/api/people", BEA)
    assert made.status_code == 201
    assert made.json["person"]["login"] == "bea@example.org"
    assert not made.json["person"]["has_password"]
    token = made.json["link"].partition("token=")[2]
    bea = Browser(app)
    assert bea.post("/api/reset", {"token": token, "password": PASSWORD}).status_code == 204
    assert bea.sign_in("bea@example.org").json["person"]["teams"] == ["north"]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"login": "nora"}, 409),
        ({"agent_id": "dana.w"}, 409),
        ({"role": "king"}, 400),
        ({"login": "has space"}, 400),
        ({"name": ""}, 400),
        ({"teams": ["x\n"]}, 400),
        ({"pay": 5}, 400),
    ],
)
def test_what_does_not_fit_is_refused(ada, wrong, status):
    assert ada.post("/api/people", BEA | wrong).status_code == status


def test_a_change_of_somebody_counts_at_once(ada, signed_in, people):
    nora = signed_in("nora")
    path = f"/api/people/{people['nora'].id}"
    body = {"login": "nora", "name": "Nora", "role": "agent", "agent_id": "nora.n"}
    assert ada.put(path, body).json["role"] == "agent"
    assert ada.get(path).json["agent_id"] == "nora.n"
    assert nora.get("/api/live").status_code == 403
    assert nora.get("/api/calls").status_code == 200
    assert ada.put(path, body | {"disabled": True}).json["disabled_at"]
    assert nora.get("/api/calls").status_code == 401


def test_the_last_admin_cannot_be_locked_out(ada, people):
    path = f"/api/people/{people['ada'].id}"
    body = {"login": "ada", "name": "Ada", "role": "admin"}
    assert ada.put(path, body | {"disabled": True}).status_code == 409
    assert ada.put(path, body | {"role": "qa"}).status_code == 409


def test_the_list_has_everybody(ada):
    rows = ada.get("/api/people").json["items"]
    assert [row["login"] for row in rows] == ["ada", "dana", "nora", "quinn", "sam"]
    assert rows[0]["seen_at"]
    assert ada.get("/api/people/nobody").status_code == 404


def test_teams_come_and_go(ada, signed_in, people):
    assert ada.post("/api/teams", {"name": "east"}).status_code == 201
    assert ada.post("/api/teams", {"name": "east"}).status_code == 409
    assert [team["name"] for team in ada.get("/api/teams").json["items"]] == [
        "east", "north", "south",
    ]  # fmt: skip
    assert [team["name"] for team in signed_in("nora").get("/api/teams").json["items"]] == ["north"]
    assert ada.delete("/api/teams/north").status_code == 204
    assert signed_in("nora").get("/api/me").json["person"]["teams"] == []


# Sessions


def test_everybody_sees_and_ends_the_own_sessions(signed_in):
    here, there = signed_in("nora"), signed_in("nora")
    found = here.get("/api/sessions").json["items"]
    assert sorted(each["present"] for each in found) == [False, True]
    assert {each["person_name"] for each in found} == {"Nora North"}
    other = next(each["id"] for each in found if not each["present"])
    assert here.delete(f"/api/sessions/{other}").status_code == 204
    assert there.get("/api/calls").status_code == 401
    there.sign_in("nora")
    assert here.post("/api/sessions/end").json == {"ended": 1}
    assert there.get("/api/calls").status_code == 401
    assert here.get("/api/calls").status_code == 200


def test_an_admin_ends_those_of_others_and_nobody_else_does(ada, signed_in, people):
    nora, sam = signed_in("nora"), signed_in("sam")
    assert sam.get(f"/api/sessions?person={people['nora'].id}").status_code == 403
    assert sam.get("/api/sessions?person=all").status_code == 403
    session = ada.get(f"/api/sessions?person={people['nora'].id}").json["items"][0]["id"]
    assert len(ada.get("/api/sessions?person=all").json["items"]) == 3
    assert sam.delete(f"/api/sessions/{session}").status_code == 404
    assert sam.post("/api/sessions/end", {"person": people["nora"].id}).status_code == 404
    assert ada.delete(f"/api/sessions/{session}").status_code == 204
    assert ada.delete(f"/api/sessions/{session}").status_code == 404
    assert nora.get("/api/calls").status_code == 401


# Tokens


def test_a_token_may_what_its_scopes_say(signed_in, app):
    nora = signed_in("nora")
    made = nora.post("/api/tokens", {"name": "report", "scopes": ["see calls"], "days": 30})
    assert made.status_code == 201
    program = bearer(app, made.json["text"])
    assert program.get("/api/calls").status_code == 200
    assert program.get("/api/site").status_code == 200
    assert program.get("/api/live").status_code == 403
    assert program.get("/api/people").status_code == 403
    me = program.get("/api/me").json
    assert (me["how"], sorted(me["rights"])) == ("token", ["see calls", "signed in"])
    listed = nora.get("/api/tokens").json["items"]
    assert listed[0]["last_used_at"]
    assert "text" not in listed[0]
    assert nora.delete(f"/api/tokens/{listed[0]['id']}").status_code == 204
    assert program.get("/api/calls").status_code == 401


def test_a_token_makes_no_tokens_and_changes_no_password(signed_in, app):
    scopes = signed_in("ada").get("/api/me").json["rights"]
    refused = signed_in("ada").post("/api/tokens", {"name": "x", "scopes": scopes})
    assert refused.status_code == 400
    scopes.remove("own account")
    text = signed_in("ada").post("/api/tokens", {"name": "x", "scopes": scopes}).json["text"]
    program = bearer(app, text)
    assert program.get("/api/people").status_code == 200
    assert program.post("/api/tokens", {"name": "y", "scopes": ["see calls"]}).status_code == 403
    body = {"old": PASSWORD, "new": "eleven green kettles hum"}
    assert program.post("/api/me/password", body).status_code == 403
    assert program.post("/api/me/second-factor", {}).status_code == 403


def test_a_token_cannot_do_more_than_its_owner(signed_in, ada, app, people):
    nora = signed_in("nora")
    assert nora.post("/api/tokens", {"name": "x", "scopes": ["manage people"]}).status_code == 400
    text = nora.post("/api/tokens", {"name": "x", "scopes": ["see running calls"]}).json["text"]
    program = bearer(app, text)
    assert program.get("/api/live").status_code == 200
    body = {"login": "nora", "name": "Nora", "role": "agent"}
    ada.put(f"/api/people/{people['nora'].id}", body)
    assert program.get("/api/live").status_code == 403


@pytest.mark.parametrize("text", ["", "vmt_x_y", "vms_1_2", "vml_" + "0" * 48, "vmk_x_y", "é"])
def test_what_is_no_token_opens_nothing(app, people, text):
    assert bearer(app, text.encode("utf-8").decode("latin-1")).get("/api/calls").status_code == 401


def test_a_bearer_token_is_not_helped_by_a_cookie(signed_in):
    opened = signed_in("ada")
    assert opened.get("/api/calls", Authorization="Bearer vmt_x_y").status_code == 401


def test_tokens_of_others_are_not_there_but_for_admins(signed_in, ada, people):
    nora, sam = signed_in("nora"), signed_in("sam")
    token = nora.post("/api/tokens", {"name": "x", "scopes": ["see calls"]}).json["token"]["id"]
    assert sam.get("/api/tokens?person=all").status_code == 403
    assert sam.delete(f"/api/tokens/{token}").status_code == 404
    assert [each["id"] for each in ada.get("/api/tokens?person=all").json["items"]] == [token]
    assert ada.delete(f"/api/tokens/{token}").status_code == 204


def test_an_ingest_key_announces_legs_and_nothing_else(store, app, people):
    from voicemon.store import KeySettings

    _, text = store.keys.add(KeySettings("pbx"))
    program = bearer(app, text)
    body = {"connection": "leg-1", "call": "c", "role": "agent"}
    assert program.post("/api/ingest/legs", body).status_code == 201
    assert program.get("/api/calls").status_code == 403
    assert Browser(app).post("/api/ingest/legs", body).status_code == 401
    other = body | {"connection": "leg-2"}
    answer = Browser(app).post("/api/ingest/legs", other, **{"X-Api-Key": text})
    assert answer.status_code == 201
    store.keys.revoke("pbx")
    assert program.post("/api/ingest/legs", body).status_code == 401


def test_a_command_on_this_machine_is_the_local_admin(app, people):
    from voicemon.server.people.visitors import EXTENSION

    key = app.extensions[EXTENSION].local_key
    program = bearer(app, key)
    assert program.get("/api/me").json["person"]["id"] == "local"
    assert program.get("/api/people").status_code == 200
    assert program.get("/api/people", **{"X-Forwarded-For": "10.0.0.1"}).status_code == 401
    assert program.post("/api/tokens", {"name": "x", "scopes": ["see calls"]}).status_code == 409


# The audit log


def test_looks_listens_exports_and_changes_are_written_down(ada, calls, store, people):
    ada.get("/api/calls/call-1")
    ada.get("/api/calls/call-1")
    ada.get("/api/calls/call-1/audio", Range="bytes=0-9")
    ada.get("/api/calls/call-1/audio", Range="bytes=10-19")
    ada.get("/api/calls/call-1/export/csv")
    ada.post("/api/calls/call-1/again")
    ada.post("/api/calls/call-1/roles", {})
    ada.get("/api/calls/none")
    found = ada.get("/api/audit?subject=call-1").json["items"]
    assert [each["action"] for each in reversed(found)] == [
        "call.view", "call.hear", "call.export", "call.analyse", "call.roles",
    ]  # fmt: skip
    assert {each["person_name"] for each in found} == {"Ada Root"}
    assert found[2]["details"] == {"format": "csv"}


def test_the_log_is_searched_and_paged(ada, people):
    for number in range(5):
        ada.post("/api/teams", {"name": f"team-{number}"})
    first = ada.get("/api/audit?action=team&limit=3").json
    assert [each["subject"] for each in first["items"]] == ["team-4", "team-3", "team-2"]
    second = ada.get(f"/api/audit?action=team&limit=3&before={first['next']}").json
    assert [each["subject"] for each in second["items"]] == ["team-1", "team-0"]
    assert second["next"] is None
    later = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert ada.get(f"/api/audit?from={later}").json["items"] == []
    mine = ada.get(f"/api/audit?person={people['ada'].id}&action=session.begin").json["items"]
    assert [each["details"]["how"] for each in mine] == ["password"]


def test_refusals_of_strangers_name_nobody(ada, app):
    Browser(app).sign_in("nobody", "wrong")
    found = ada.get("/api/audit?action=session.refused").json["items"]
    assert (found[0]["person_name"], found[0]["subject"]) == ("Nobody", "")


def test_a_tokens_deeds_say_which_token(signed_in, app, ada, calls):
    made = signed_in("ada").post("/api/tokens", {"name": "x", "scopes": ["see calls"]}).json
    bearer(app, made["text"]).get("/api/calls/call-1")
    found = ada.get("/api/audit?action=call.view").json["items"][0]
    assert found["details"] == {"token": made["token"]["id"]}
