"""An agent's page and a sender's page over Socket.IO."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.scripted_desk import CALL
from tests.server.desk.conftest import STEP
from voicemon.runtime.live.changes import Renamed, Suggested
from voicemon.server import desk_wire
from voicemon.store.desk_records import Note


@pytest.fixture
def nora(signed_in):
    return signed_in("nora")


@pytest.fixture
def dana(signed_in):
    return signed_in("dana")


@pytest.fixture
def watching(dana, connect):
    """Dana's page, which watches."""
    opened = connect(dana)
    opened.emit("desk.watch")
    return opened


def send(browser, **changes):
    body = {"call_id": CALL, "text": "Shall I take over?"} | changes
    return browser.post("/api/desk/messages", body).json


def test_an_agents_page_is_shown_the_own_running_call_and_what_to_say(watching):
    shown = desk_wire.DeskOut.model_validate(watching.wait("desk.snapshot"))
    (call,) = shown.calls
    assert (shown.agent_id, call.id) == ("dana.w", CALL)
    assert call.step.sentence == STEP.sentence
    assert call.call.customer_id == "•••143"


def test_a_message_arrives_at_once_and_its_sender_hears_that_it_was_got_and_read(
    watching, nora, dana, connect
):
    sender = connect(nora)
    assert sender.ask("desk.receipts") == {"ok": True}
    watching.wait("desk.snapshot")
    sent = send(nora, with_step=True)
    assert watching.wait("desk.message") == sent
    assert watching.ask("desk.got", {"ids": [sent["id"]]}) == {"ok": True}
    got = sender.wait("desk.receipt")
    assert got["delivered_at"]
    assert got["read_at"] is None
    dana.post(f"/api/desk/messages/{sent['id']}/read")
    assert sender.wait("desk.receipt")["read_at"]
    watching.ask("desk.got", {"ids": [sent["id"]]})
    assert sender.quiet("desk.receipt")


def test_what_was_sent_while_the_page_was_away_is_in_its_next_snapshot(nora, dana, connect):
    sent = send(nora)
    page = connect(dana)
    page.emit("desk.watch")
    assert [each["id"] for each in page.wait("desk.snapshot")["messages"]] == [sent["id"]]


def test_a_step_that_changes_is_told_and_taken_back(watching, desk):
    watching.wait("desk.snapshot")
    desk.tell(CALL, Suggested(replace(STEP, sentence="I'll fetch Kim.")))
    assert watching.wait("desk.call")["call"]["step"]["sentence"] == "I'll fetch Kim."
    desk.tell(CALL, Suggested(None))
    assert watching.wait("desk.call")["call"]["step"] is None


def test_the_agent_sees_that_somebody_listens_in(watching, desk):
    watching.wait("desk.snapshot")
    desk.status(CALL, listeners=1)
    assert watching.wait("desk.call")["call"]["listeners"] == 1
    desk.status(CALL, heard_s=9.0)
    assert watching.quiet("desk.call")


def test_a_call_that_begins_or_ends_comes_and_goes(watching, desk):
    watching.wait("desk.snapshot")
    desk.start("call-2", agent_id="dana.w", team="north")
    assert watching.wait("desk.call")["id"] == "call-2"
    desk.end("call-2")
    assert watching.wait("desk.call") == {"id": "call-2", "call": None}


def test_a_transfer_takes_the_call_from_one_desk_to_another(watching, desk):
    watching.wait("desk.snapshot")
    call = desk.snapshot(CALL).call
    desk.tell(CALL, Renamed(replace(call, agent_id="somebody.else")))
    assert watching.wait("desk.call") == {"id": CALL, "call": None}
    desk.tell(CALL, Renamed(call))
    assert watching.wait("desk.call")["call"]["id"] == CALL


def test_nobody_hears_of_another_agents_calls_or_messages(watching, desk, store, people):
    watching.wait("desk.snapshot")
    desk.start("call-2", agent_id="stranger", team="north")
    desk.tell("call-2", Suggested(STEP))
    store.desk.send(Note(CALL, people["quinn"].id, "x", "X", "not yours"), datetime.now(UTC))
    assert watching.quiet("desk.call")
    watching.emit("desk.watch")
    assert watching.wait("desk.snapshot")["messages"] == []


def test_who_leaves_the_desk_hears_no_more_of_it(watching, desk):
    watching.wait("desk.snapshot")
    watching.emit("desk.leave")
    watching.emit("desk.watch")
    watching.wait("desk.snapshot")
    watching.emit("desk.leave")
    desk.tell(CALL, Suggested(None))
    assert watching.quiet("desk.call")


@pytest.mark.parametrize("event", ["desk.watch", "desk.leave", "desk.got"])
def test_a_desk_is_for_agents(nora, connect, event):
    answer = connect(nora).ask(event)
    assert (answer["ok"], answer["code"]) == (False, "forbidden")


def test_receipts_are_for_those_who_may_write(dana, connect):
    assert connect(dana).ask("desk.receipts")["code"] == "forbidden"


@pytest.mark.parametrize("ask", [None, {}, {"ids": 7}, {"ids": [7, None]}, {"ids": ["x"] * 1000}])
def test_nonsense_is_got_without_harm(watching, ask):
    assert watching.ask("desk.got", ask) == {"ok": True}
