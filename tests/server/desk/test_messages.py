"""Messages to agents over REST: who may send what to whom, receipts, and what is written down."""

from dataclasses import replace

import pytest

from tests.scripted_desk import CALL
from tests.server.desk.conftest import STEP
from tests.server.people.conftest import PEOPLE
from voicemon.runtime.live.changes import Renamed, Suggested
from voicemon.store.people_records import AuditQuery

ASK = {"call_id": CALL, "text": "Shall I take over?"}


@pytest.fixture
def nora(signed_in):
    return signed_in("nora")


@pytest.fixture
def dana(signed_in):
    return signed_in("dana")


def send(browser, **changes):
    return browser.post("/api/desk/messages", ASK | changes)


def refused(answer, status, says):
    assert answer.status_code == status, answer.text
    assert says in answer.json["message"]
    assert answer.json["fix"]


def test_a_supervisor_writes_to_the_agent_of_a_running_call(nora, dana, people):
    answer = send(nora, with_step=True)
    assert answer.status_code == 201
    sent = answer.json
    assert sent["text"] == "Shall I take over?"
    assert sent["by"]["name"] == "Nora North"
    assert sent["to"] == {"id": people["dana"].id, "name": "Dana W"}
    assert sent["step"]["sentence"] == STEP.sentence
    assert sent["delivered_at"] is None
    (got,) = dana.get("/api/desk/messages").json["items"]
    assert got["id"] == sent["id"]


def test_the_agents_list_is_a_receipt_and_so_is_reading(nora, dana):
    sent = send(nora).json
    assert nora.get("/api/desk/sent").json["items"][0]["delivered_at"] is None
    dana.get("/api/desk/messages")
    (known,) = nora.get(f"/api/desk/sent?call={CALL}").json["items"]
    assert known["delivered_at"]
    assert known["read_at"] is None
    read = dana.post(f"/api/desk/messages/{sent['id']}/read").json
    assert read["read_at"]
    assert dana.post(f"/api/desk/messages/{sent['id']}/read").json == read
    assert nora.get("/api/desk/sent").json["items"] == [read]
    assert dana.get("/api/desk/messages?unread=true").json["items"] == []


def test_a_step_may_go_alone_but_nothing_may_not(nora, desk):
    assert send(nora, text="", with_step=True).status_code == 201
    refused(send(nora, text="  "), 400, "empty")
    desk.tell(CALL, Suggested(None))
    refused(send(nora, text="", with_step=True), 409, "no step is suggested")


def test_a_message_is_short_and_one_line(nora):
    assert send(nora, text="x" * 200).status_code == 201
    assert send(nora, text="x" * 201).status_code == 400
    assert send(nora, text="a\nb").status_code == 400


def test_secrets_are_masked_before_a_message_is_kept_or_sent(nora, dana):
    text = "her card is 4111 1111 1111 1111"
    assert "4111" not in send(nora, text=text).json["text"]
    assert "4111" not in dana.get("/api/desk/messages").text


def test_an_agent_without_a_desk_is_said_to_have_none(nora, desk):
    desk.tell(CALL, Renamed(replace(desk.snapshot(CALL).call, agent_id="stranger")))
    answer = send(nora)
    refused(answer, 409, "'stranger'")
    assert "links a person" in answer.json["fix"]
    assert nora.get("/api/desk/sent").json["items"] == []


def test_a_call_that_names_no_agent_is_said_to_name_none(nora, desk):
    desk.tell(CALL, Renamed(replace(desk.snapshot(CALL).call, agent_id=None)))
    refused(send(nora), 409, "does not say who its agent is")


def test_an_agent_who_cannot_sign_in_gets_no_message(nora, people, store):
    dana = people["dana"].person
    store.people.change(dana.id, PEOPLE["dana"], disabled=True)
    refused(send(nora), 409, "cannot sign in")


def test_a_call_of_another_team_is_as_if_it_were_not_there(signed_in):
    sam = signed_in("sam")
    unknown = send(sam, call_id="no such call")
    others = send(sam)
    assert (unknown.status_code, others.status_code) == (404, 404)
    assert others.json["message"] == f"no call {CALL!r} is running"


def test_an_admin_may_write_and_has_no_desk(signed_in):
    ada = signed_in("ada")
    assert send(ada).status_code == 201
    assert ada.get("/api/desk/messages").status_code == 403


@pytest.mark.parametrize("login", ["quinn", "dana"])
def test_others_may_not_write(signed_in, login):
    assert send(signed_in(login)).status_code == 403
    assert signed_in(login).get("/api/desk/sent").status_code == 403


def test_nobody_reads_a_message_to_somebody_else(nora, signed_in, store, people):
    sent = send(nora).json
    other = signed_in("sam")
    assert other.post(f"/api/desk/messages/{sent['id']}/read").status_code == 403
    assert other.get("/api/desk/sent").json["items"] == []
    (message,) = store.desk.received(people["dana"].id)
    assert message.read_at is None


def test_a_message_stands_in_the_audit_log_without_its_words(nora, people, store):
    send(nora, with_step=True)
    (entry,) = store.audit.entries(AuditQuery(action="desk.message"))
    assert (entry.person_id, entry.subject) == (people["nora"].id, CALL)
    assert entry.details == {"to": people["dana"].id, "with_step": True}
