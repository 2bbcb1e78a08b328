"""Flags over Socket.IO: snapshot, numbered changes, teams, back-pressure; and over real sockets."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import socketio as client_library

from tests.scripted_desk import CALL, flag, said
from voicemon.flags.cards import Mover
from voicemon.runtime.interventions import Interventions
from voicemon.runtime.live.changes import Renamed
from voicemon.server import flag_feed, flag_outbox, flag_wire, live_feed, live_wire
from voicemon.server.app import create_app
from voicemon.server.listen import bind
from voicemon.store.people_records import Person, PersonRole
from voicemon.types import FlagOutcome, FlagState

ANN = Mover("p1", "Ann Lee")
NORTH = Person("p1", "Ann Lee", PersonRole.SUPERVISOR, frozenset({"north"}))


class Page:
    """A Socket.IO client that answers what it gets, unless it sleeps."""

    def __init__(self, made):
        app, socketio = made
        self._socket = socketio.test_client(app, flask_test_client=app.test_client())
        self._seen = []
        self._feeds = [app.extensions[each.EXTENSION] for each in (flag_feed, live_feed)]
        self.asleep = False

    def emit(self, *event):
        self._socket.emit(*event)

    def leave(self):
        if self._socket.is_connected():
            self._socket.disconnect()

    def wait(self, name, fits=lambda body: True, tries=500):
        """The body of the next event of that name that fits."""
        for _ in range(tries):
            for event in self._socket.get_received():
                self._seen.append((event["name"], event["args"][0]))
            while self._seen:
                got, body = self._seen.pop(0)
                if not self.asleep:
                    self.answer(body)
                if got == name and fits(body):
                    return body
            time.sleep(0.01)
        raise AssertionError(f"no {name} came")

    def answer(self, body):
        """As the acknowledgement would; the test client has none."""
        flags, calls = self._feeds
        for watcher in list(flags._watchers.values()):
            flags._inbox.put(lambda w=watcher: w.turn.answered(body.get("number")))
        for watcher in list(calls._watchers.values()):
            for outbox in (watcher.board, *watcher.calls.values()):
                if outbox and "number" in body:
                    calls._inbox.put(lambda o=outbox, n=body["number"]: o.turn.answered(n))


@pytest.fixture
def acting(store, settings, desk):
    made = Interventions(store, settings, desk)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def made(settings, store, jobs, page, desk, acting):
    made = create_app(settings, store, jobs, page_folder=page, desk=desk, interventions=acting)
    yield made
    flag_feed.stop(made[0])
    live_feed.stop(made[0])


@pytest.fixture
def open_page(made, monkeypatch):
    pages = []

    def opener(person=None):
        if person is not None:
            monkeypatch.setattr(flag_feed, "me", lambda: person)
        pages.append(Page(made))
        return pages[-1]

    yield opener
    for each in pages:
        each.leave()


def raised(name="f1", score=0.8, call_id=CALL, number=1):
    return said(number, score=score, flags=[replace(flag(name), call_id=call_id)])


def watching(page):
    page.emit("flags.watch")
    return page.wait("flags.snapshot")


def test_a_page_starts_with_all_flags_and_hears_what_becomes_of_them(open_page, desk, acting):
    desk.tell(CALL, raised("f1"))
    page = open_page()
    page.emit("flags.watch")
    first = page.wait("flags.snapshot")
    while not first["flags"]:  # the flag may be on its way into the ledger still
        first = page.wait("flags.change")
    assert [card["id"] for card in first["flags"]] == ["f1"]
    acting.move("f1", 1, FlagState.CLAIMED, ANN)
    change = page.wait("flags.change", lambda body: body["flags"])
    flag_wire.FlagsChange.model_validate(change)
    assert change["number"] == first["number"] + 1
    assert [(c["state"], c["owner"]["name"]) for c in change["flags"]] == [("claimed", "Ann Lee")]


def test_the_snapshot_is_what_the_wire_says(open_page):
    first = watching(open_page())
    flag_wire.Flags.model_validate(first)
    assert (first["serving"], first["flags"], first["budget"]["limit"]) == (True, [], 10)


def test_a_raised_flag_counts_against_the_budget_of_who_watches(open_page, desk):
    page = open_page()
    watching(page)
    desk.tell(CALL, raised("f1"))
    change = page.wait("flags.change")
    assert (change["budget"]["used"], change["budget"]["supervisors"]) == (1, 1)


def test_what_is_held_back_is_not_told_until_it_is_let_through(open_page, desk, store, settings):
    page = open_page()
    watching(page)
    for number in range(1, 15):
        desk.tell(CALL, raised(f"f{number}", 0.8, number=number))
    shown = set()
    while len(shown) < 8:
        shown |= {card["id"] for card in page.wait("flags.change")["flags"]}
    held_back = {f"f{number}" for number in range(1, 15)} - shown
    assert held_back
    desk.tell(CALL, said(40, score=0.95))
    told = page.wait("flags.change", lambda body: body["flags"])["flags"]
    assert {card["id"] for card in told} <= held_back
    assert not any(card["suppressed"] for card in told)


def test_what_somebody_does_to_many_flags_comes_folded_the_newest_wins(open_page, desk, acting):
    page = open_page()
    first = watching(page)
    page.asleep = True
    desk.tell(CALL, raised("f1"))
    page.wait("flags.change")
    acting.move("f1", 1, FlagState.CLAIMED, ANN)
    acting.move("f1", 2, FlagState.RESOLVED, ANN, outcome=FlagOutcome.HELPED)
    with pytest.raises(AssertionError):
        page.wait("flags.change", tries=20)
    page.answer({"number": first["number"] + 1})
    (card,) = page.wait("flags.change")["flags"]
    assert (card["state"], card["number"], card["outcome"]) == ("resolved", 3, "helped")


def test_who_asks_again_gets_a_snapshot_even_without_having_answered(open_page):
    page = open_page()
    page.asleep = True
    watching(page)
    watching(page)


def test_a_supervisor_hears_of_their_own_teams_alone(open_page, desk, acting):
    desk.start("call-n", team="north")
    desk.start("call-s", team="south")
    desk.tell("call-n", raised("n1", call_id="call-n"))
    desk.tell("call-s", raised("s1", call_id="call-s"))
    until_known(acting, 2)
    page = open_page(NORTH)
    assert [card["id"] for card in watching(page)["flags"]] == ["n1"]
    desk.tell("call-n", Renamed(replace(desk.running["call-n"].call, team="south")))
    assert page.wait("flags.change")["gone"] == ["n1"]
    acting.move("s1", 1, FlagState.CLAIMED, ANN)
    with pytest.raises(AssertionError):
        page.wait("flags.change", tries=20)


def test_who_has_left_is_told_nothing_and_forgotten(open_page, desk, made, monkeypatch):
    monkeypatch.setattr(flag_feed, "HERE_S", 0.05)
    monkeypatch.setattr(flag_outbox, "HERE_S", 0.05)
    page, other = open_page(), open_page()
    watching(page)
    other.emit("flags.watch")
    other.wait("flags.snapshot")
    other.emit("flags.leave")
    feed = made[0].extensions[flag_feed.EXTENSION]
    wait_for(lambda: len(feed._watchers) == 1)
    page.leave()
    wait_for(lambda: not feed._watchers)


def test_who_watches_is_on_duty(open_page, acting):
    watching(open_page(NORTH))
    (who,) = acting.duty.now(datetime.now(UTC))
    assert (who.id, who.teams) == ("p1", frozenset({"north"}))
    assert acting.duty.now(datetime.now(UTC) + timedelta(minutes=6)) == []


def test_without_live_calls_old_flags_are_still_told(settings, store, jobs, page):
    made = create_app(settings, store, jobs, page_folder=page)
    watcher = Page.__new__(Page)
    app, socketio = made
    watcher._socket = socketio.test_client(app, flask_test_client=app.test_client())
    watcher._seen, watcher.asleep = [], True
    assert watching(watcher)["serving"] is False
    watcher.leave()
    flag_feed.stop(app)


# The board


def test_the_boards_rows_tell_who_has_the_worst_flag(open_page, desk, acting):
    page = open_page()
    page.emit("board.watch")
    page.wait("board.snapshot")
    desk.tell(CALL, raised("f1"))
    row = page.wait("board.change", lambda body: body["rows"][0]["flag"])["rows"][0]
    live_wire.LiveRow.model_validate(row)
    assert (row["flag"]["id"], row["flag"]["owner"]) == ("f1", None)
    acting.move("f1", 1, FlagState.CLAIMED, ANN)
    row = page.wait("board.change", lambda body: body["rows"] and body["rows"][0]["flag"]["owner"])[
        "rows"
    ][0]
    assert row["flag"]["owner"]["name"] == "Ann Lee"
    assert (row["worst_flag"]["state"], row["worst_flag"]["by"]) == ("claimed", "Ann Lee")
    acting.move("f1", 2, FlagState.RESOLVED, ANN, outcome=FlagOutcome.HELPED)
    page.wait("board.change", lambda body: body["rows"][0]["flags_open"] == 0)


# Over real sockets


@pytest.fixture
def url(made):
    listening = bind(made[0], "127.0.0.1", 0)
    thread = threading.Thread(target=listening.run)
    thread.start()
    yield listening.url.rstrip("/")
    listening.stop()
    thread.join(10)


class Board:
    """A real Socket.IO client, which acknowledges what it hears."""

    def __init__(self, url):
        self.cards, self.numbers = {}, []
        self.here = threading.Event()
        self._client = client_library.Client()
        self._client.on("flags.snapshot", self._take)
        self._client.on("flags.change", self._take)
        self._client.connect(url, transports=["websocket"])
        self._client.emit("flags.watch")
        assert self.here.wait(10)

    def _take(self, body):
        self.numbers.append(body["number"])
        for card in body["flags"]:
            self.cards[card["id"]] = card
        self.here.set()
        return True

    def leave(self):
        self._client.disconnect()


def post(url, path, body):
    request = urllib.request.Request(
        f"{url}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, json.loads(refusal.read())


def test_from_the_desk_to_two_boards_and_back(url, desk):
    one, two = Board(url), Board(url)
    for number in range(1, 8):
        desk.tell(CALL, raised(f"f{number}", number=number))
        for board in (one, two):
            wait_for(lambda b=board, n=number: f"f{n}" in b.cards)
    assert post(url, "/api/flags/f1/move", {"to": "claimed", "number": 1})[0] == 200
    wait_for(lambda: two.cards["f1"]["state"] == "claimed")
    status, problem = post(url, "/api/flags/f1/move", {"to": "claimed", "number": 1})
    assert (status, problem["code"]) == (409, "conflict")
    assert "claimed this flag" in problem["message"]
    desk.end(CALL)
    wait_for(lambda: one.cards["f1"]["call_ended"] == "hangup")
    done = {"to": "resolved", "number": 2, "outcome": "helped"}
    assert post(url, "/api/flags/f1/move", done)[0] == 200
    wait_for(lambda: one.cards["f1"]["outcome"] == "helped")
    for board in (one, two):
        assert board.numbers == list(range(1, len(board.numbers) + 1))
        board.leave()


def wait_for(what, limit_s=10.0):
    end = time.monotonic() + limit_s
    while not what():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.005)


def until_known(acting, count):
    wait_for(lambda: len(acting.cards()) == count)
