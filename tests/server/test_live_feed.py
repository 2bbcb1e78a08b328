"""The live feed over Socket.IO, and the same by REST."""

import time

import pytest

from tests.scripted_desk import CALL, flag, partial, said
from voicemon.runtime.live.changes import Renamed
from voicemon.server import live_feed, live_wire
from voicemon.server.app import create_app
from voicemon.types import Call


class Page:
    """A Socket.IO client that answers what it gets, unless it sleeps."""

    def __init__(self, made):
        app, self._socketio = made
        self._socket = self._socketio.test_client(app, flask_test_client=app.test_client())
        self._seen = []
        self._feed = app.extensions[live_feed.EXTENSION]
        self.asleep = False

    def emit(self, *event):
        self._socket.emit(*event)

    def leave(self):
        self._socket.disconnect()

    def wait(self, name, fits=lambda body: True, tries=500):
        """The body of the next event of that name that fits."""
        for _ in range(tries):
            for event in self._socket.get_received():
                self._seen.append((event["name"], event["args"][0]))
            while self._seen:
                got, body = self._seen.pop(0)
                if not self.asleep:
                    self._answer(body)
                if got == name and fits(body):
                    return body
            time.sleep(0.01)
        raise AssertionError(f"no {name} came")

    def answer(self, body):
        self._answer(body)

    def _answer(self, body):
        """As the acknowledgement would; the test client has none."""
        for watcher in list(self._feed._watchers.values()):
            for outbox in (watcher.board, *watcher.calls.values()):
                if outbox and "number" in body:
                    self._feed._inbox.put(lambda o=outbox, n=body["number"]: o.turn.answered(n))


@pytest.fixture
def open_page(settings, store, jobs, page, desk):
    made = create_app(settings, store, jobs, page_folder=page, desk=desk)
    pages = []

    def opener(admits=live_feed.everyone):
        made[0].extensions[live_feed.EXTENSION]._admits = admits
        pages.append(Page(made))
        return pages[-1]

    opener.app = made[0]
    yield opener
    for each in pages:
        each.leave()
    live_feed.stop(made[0])


def test_a_board_starts_with_all_calls_and_hears_what_changes(open_page, desk):
    board = open_page()
    board.emit("board.watch")
    first = board.wait("board.snapshot")
    live_wire.Board.model_validate(first)
    assert [row["id"] for row in first["rows"]] == [CALL]
    desk.tell(CALL, said(1, score=0.8))
    change = board.wait("board.change")
    live_wire.BoardChange.model_validate(change)
    assert change["number"] == first["number"] + 1
    assert change["rows"][0]["score"]["score"] == 0.8


def test_a_new_call_comes_and_an_ended_one_stays_a_while_and_goes(open_page, desk, monkeypatch):
    monkeypatch.setattr(live_feed, "ENDED_SHOWN_S", 0.3)
    board = open_page()
    board.emit("board.watch")
    board.wait("board.snapshot")
    desk.start("call-2", agent_id="lee.k")
    board.wait("board.change", lambda body: [row["id"] for row in body["rows"]] == ["call-2"])
    desk.end(CALL, "hangup")
    board.wait("board.change", lambda body: [row["ended"] for row in body["rows"]] == ["hangup"])
    board.wait("board.change", lambda body: body["gone"] == [CALL])


def test_a_call_is_followed_word_by_word(open_page, desk):
    desk.tell(CALL, said(1))
    watcher = open_page()
    watcher.emit("live.watch", {"id": CALL})
    first = watcher.wait("live.snapshot")
    live_wire.LiveCall.model_validate(first)
    assert [each["utterance"]["id"] for each in first["weighed"]] == ["u1"]
    desk.tell(CALL, partial(2))
    told = watcher.wait("live.change")
    assert told["partials"][0]["stable"] == "that is"
    desk.tell(CALL, said(2))
    assert watcher.wait("live.change")["weighed"][0]["utterance"]["id"] == "u2"
    desk.end(CALL, "timeout")
    assert watcher.wait("live.change")["ended"] == "timeout"


def test_a_sleeping_page_is_sent_one_message_and_then_everything_at_once(open_page, desk):
    watcher = open_page()
    watcher.asleep = True
    watcher.emit("live.watch", {"id": CALL})
    first = watcher.wait("live.snapshot")
    for number in range(1, 6):
        desk.tell(CALL, said(number), partial(number + 1))
    with pytest.raises(AssertionError):
        watcher.wait("live.change", tries=20)
    watcher.answer(first)
    told = watcher.wait("live.change")
    assert [each["utterance"]["id"] for each in told["weighed"]] == [f"u{n}" for n in range(1, 6)]
    assert [each["utterance_id"] for each in told["partials"]] == ["u6"]


def test_changes_that_got_lost_are_made_up_by_a_snapshot(open_page, desk):
    watcher = open_page()
    watcher.emit("live.watch", {"id": CALL})
    watcher.wait("live.snapshot")
    desk.deaf = True
    desk.tell(CALL, said(1), said(2))
    desk.deaf = False
    desk.tell(CALL, said(3))
    body = watcher.wait("live.snapshot")
    assert [each["utterance"]["id"] for each in body["weighed"]] == ["u1", "u2", "u3"]


def test_who_asks_again_gets_a_snapshot_even_without_having_answered(open_page, desk):
    board = open_page()
    board.asleep = True
    board.emit("board.watch")
    board.wait("board.snapshot")
    board.emit("board.watch")
    assert board.wait("board.snapshot")["rows"]


def test_a_call_that_is_not_running_is_said_to_be_gone(open_page):
    watcher = open_page()
    watcher.emit("live.watch", {"id": "no such call"})
    assert watcher.wait("live.gone") == {"id": "no such call"}


@pytest.mark.parametrize("ask", [None, {}, {"id": 5}, {"id": "x" * 1000}, "call-1", []])
def test_an_odd_wish_is_ignored(open_page, desk, ask):
    watcher = open_page()
    watcher.emit("live.watch", ask)
    watcher.emit("live.watch", {"id": CALL})
    assert watcher.wait("live.snapshot")["id"] == CALL


def test_every_page_hears_how_many_calls_run(open_page, desk):
    page = open_page()
    assert page.wait("live.pulse") == {"calls": 1, "act": 0}
    desk.tell(CALL, said(1, flags=[flag("f1")]))
    assert page.wait("live.pulse", lambda body: body["act"] == 1)["calls"] == 1
    desk.end(CALL)
    page.wait("live.pulse", lambda body: body["calls"] == 0)


def test_rooms_keep_out_who_is_not_admitted(open_page, desk):
    desk.start("call-2", team="south")
    board = open_page(admits=lambda _, room: room == "team:south")
    board.emit("board.watch")
    assert [row["id"] for row in board.wait("board.snapshot")["rows"]] == ["call-2"]
    board.emit("live.watch", {"id": CALL})
    assert board.wait("live.gone") == {"id": CALL}
    desk.tell("call-2", Renamed(Call("call-2", desk.running["call-2"].call.started_at)))
    board.wait("board.change", lambda body: body["gone"] == ["call-2"])


def test_the_desk_is_never_held_up_by_the_feed(open_page, desk, monkeypatch):
    monkeypatch.setattr(live_feed, "MOST_WAITING", 50)
    board = open_page()
    board.emit("board.watch")
    board.wait("board.snapshot")
    for number in range(1, 2000):
        desk.status(CALL, heard_s=float(number))
    board.wait("board.snapshot", lambda body: body["rows"][0]["status"]["heard_s"] > 50)


# REST


def test_the_running_calls_can_be_asked_for(open_page, desk):
    desk.tell(CALL, said(1))
    client = open_page.app.test_client()
    board = client.get("/api/live").json
    assert (board["serving"], [row["id"] for row in board["rows"]]) == (True, [CALL])
    call = client.get(f"/api/live/{CALL}").json
    assert call["number"] == 2
    assert call["weighed"][0]["utterance"]["text"] == "That is wrong"
    assert client.get("/api/live/none").status_code == 404


def test_a_service_without_live_calls_says_so(made, client):
    assert client.get("/api/live").json == {"number": 0, "serving": False, "rows": []}
    assert client.get("/api/live/x").status_code == 404
    app, socketio = made
    socket = socketio.test_client(app, flask_test_client=app.test_client())
    socket.emit("board.watch")
    socket.emit("live.watch", {"id": "x"})
    assert [(event["name"], event["args"][0]) for event in socket.get_received()] == [
        ("board.snapshot", {"number": 1, "serving": False, "rows": []}),
        ("live.gone", {"id": "x"}),
    ]
