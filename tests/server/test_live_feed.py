import time
from dataclasses import replace

import pytest

from tests.made import point, utterance
from tests.scripted_desk import ScriptedDesk
from voicemon.runtime.live.changes import (
    Change,
    Ended,
    Flagged,
    Marked,
    Partial,
    Phase,
    Provisional,
    Renamed,
    Status,
    Weighed,
)
from voicemon.server import live_feed, live_mirror, live_shapes, live_wire
from voicemon.server.app import create_app
from voicemon.server.live_mirror import Mirror, sparkline, tail
from voicemon.server.live_outbox import MOST_FINALS, BoardOutbox, CallOutbox
from voicemon.types import Call, Evidence, Flag, FlagState, Role, Severity, Stretch, StretchKind

CALL = "call-1"


def said(number, text="That is wrong", score=0.4, role=Role.CUSTOMER, cues=(), flags=()):
    start_s = number * 10.0
    spoken = utterance(number, role, start_s, start_s + 4, text, CALL)
    evidence = tuple(
        Evidence(spoken.id, cue, start_s, start_s + 4, 1.0, "dB", 0.0, weight, 0.9, f"{cue} rose")
        for cue, weight in cues
    )
    frustration = None
    if score is not None:
        frustration = point(spoken.id, start_s + 4, score, CALL, usual=-1.0, **dict(cues))
    return Weighed(spoken, evidence, (), frustration, tuple(flags))


def flag(name, state=FlagState.RAISED, severity=Severity.ACT, at_s=14.0):
    return Flag(name, CALL, "sustained-high", severity, state, at_s, "frustrated for 20 s", ("u1",))


def partial(number, stable="that is", unsure="wro", role=Role.CUSTOMER):
    return Partial(f"u{number}", role, number * 10.0, number * 10.0 + 2, stable, unsure)


@pytest.fixture
def desk():
    made = ScriptedDesk()
    made.start(CALL, agent_id="dana.w", customer_id="+1 202 555 0143", queue="billing")
    return made


def mirror_of(desk):
    return Mirror(desk.snapshot(CALL))


# The board's mirror of a call


def test_a_mirror_kept_up_by_changes_equals_one_made_anew(desk):
    mirror = mirror_of(desk)
    desk.listen(mirror.take)
    desk.status(CALL, heard_s=14.0, lag_s=0.7)
    desk.tell(CALL, said(1, cues=[("prosody_loudness", 0.9)], flags=[flag("f1")]), partial(2))
    assert mirror.row() == mirror_of(desk).row()
    desk.tell(CALL, Provisional(point("u2", 22, 0.6, CALL)))
    desk.tell(CALL, Renamed(replace(desk.running[CALL].call, agent_id="lee.k")))
    desk.tell(CALL, said(2), Flagged((flag("f1", FlagState.RESOLVED),)), partial(3))
    assert mirror.row() == mirror_of(desk).row()


def test_a_row_is_what_the_wire_says(desk):
    desk.status(CALL, heard_s=14.0, lag_s=0.7)
    desk.tell(CALL, said(1, cues=[("prosody_loudness", 0.9)], flags=[flag("f1")]))
    row = live_wire.LiveRow.model_validate(mirror_of(desk).row())
    assert row.call.customer_id == "•••143"
    assert (row.score.score, row.score.trend, row.score.provisional) == (0.4, "steady", False)
    assert row.last_words.text == "That is wrong"
    assert [(chip.note, chip.log_odds) for chip in row.reasons] == [("prosody_loudness rose", 0.9)]
    assert (row.flags_open, row.worst_flag.severity, row.worst_flag.id) == (1, "act", "f1")
    assert row.ended is None


def test_a_change_that_is_missing_is_noticed_and_an_old_one_ignored(desk):
    mirror = mirror_of(desk)
    assert mirror.take(Change(CALL, 1, Ended("old")))
    assert mirror.ended is None
    assert not mirror.take(Change(CALL, mirror.number + 2, Ended("hangup")))


def test_the_customer_not_the_agent_has_the_last_words(desk):
    desk.tell(CALL, said(1, "I am cross"), said(2, "Let me see", None, Role.AGENT))
    desk.tell(CALL, partial(3, role=Role.AGENT))
    assert mirror_of(desk).row()["last_words"]["text"] == "I am cross"
    desk.tell(CALL, partial(4))
    assert mirror_of(desk).row()["last_words"] == {"text": "that is", "unsure": "wro", "at_s": 42.0}
    desk.tell(CALL, partial(4, "", ""))
    assert mirror_of(desk).row()["last_words"]["text"] == "I am cross"


def test_an_utterance_told_again_is_corrected_and_its_flags_stand(desk):
    desk.tell(CALL, said(1, "I am cross", 0.4, flags=[flag("f1")]), said(2, "Well"))
    mirror = mirror_of(desk)
    desk.listen(mirror.take)
    desk.tell(CALL, Flagged((flag("f1", FlagState.RESOLVED),)))
    desk.tell(CALL, said(1, "I was cross", 0.7, flags=[flag("f1")]), said(2, "Well then", 0.2))
    row = mirror.row()
    assert row["flags_open"] == 0
    assert row["last_words"]["text"] == "Well then"
    assert row["score"]["score"] == 0.2
    assert [point.score for point in mirror._curve] == [0.7, 0.2]


def test_a_call_not_heard_yet_has_no_score_and_no_zeros(desk):
    row = mirror_of(desk).row()
    assert row["score"] is None
    assert set(row["sparkline"]) == {None}


def test_a_reason_is_told_until_a_minute_of_talk_after_it(desk):
    desk.status(CALL, heard_s=14.0)
    desk.tell(CALL, said(1, cues=[("wording_repeat", 1.3), ("voice_anger", 0.1)]))
    mirror = mirror_of(desk)
    assert [chip["cue"] for chip in mirror.row()["reasons"]] == ["wording_repeat"]
    desk.listen(mirror.take)
    desk.status(CALL, heard_s=500.0)
    assert len(mirror.row()["reasons"]) == 1
    desk.tell(CALL, said(9, "Hm"))
    assert mirror.row()["reasons"] == []


def test_a_long_call_leaves_a_mirror_small(desk):
    mirror = mirror_of(desk)
    desk.listen(mirror.take)
    for number in range(1, 500):
        desk.tell(CALL, said(number))
    assert len(mirror._recent) <= 15
    assert len(mirror._curve) <= 40


def test_the_sparkline_ends_now_and_is_empty_before_the_call():
    curve = [point("u1", 5.0, 0.2), point("u2", 95.0, 0.8)]
    line = sparkline(curve, 100.0)
    assert len(line) == live_mirror.SPARK_STEPS
    assert line[-1] == 0.8
    assert line[-2] == 0.2
    assert line[:19] == [None] * 19


def test_of_long_words_the_end_is_shown_from_a_word_on():
    assert tail("short", 20) == "short"
    assert tail("one two three four five", 12) == "… four five"


@pytest.mark.parametrize(
    ("changes", "feed"),
    [
        ({}, "live"),
        ({"lag_s": 4.0}, "catching_up"),
        ({"stalled": True, "lag_s": 4.0}, "stalled"),
        ({"phase": Phase.PAUSED}, "paused"),
        ({"phase": Phase.WAITING, "stalled": True}, "waiting"),
        ({"phase": Phase.ENDED}, "ended"),
    ],
)
def test_the_state_of_a_feed_is_the_gravest_that_holds(changes, feed):
    assert live_shapes.feed_state(replace(Status(Phase.LIVE, 10.0, 0.5), **changes)) == feed


# Outboxes


def taken(outbox, *all_news):
    for news in all_news:
        outbox.take(Change(CALL, outbox.after + 1, news))


def opened(desk):
    outbox = CallOutbox()
    name, body = outbox.snapshot(desk.snapshot(CALL))
    assert name == "live.snapshot"
    outbox.turn.answered(body["number"])
    return outbox


def test_of_status_score_and_partials_the_newest_wins_and_finals_keep_their_order(desk):
    outbox = opened(desk)
    taken(outbox, partial(1), Status(Phase.LIVE, 1.0, 0.1), partial(1, "that is wrong", ""))
    taken(outbox, said(1), Status(Phase.LIVE, 2.0, 0.9), said(2))
    taken(outbox, partial(3), Provisional(point("u3", 33, 0.5)), Provisional(point("u3", 34, 0.6)))
    taken(outbox, Marked(Stretch(StretchKind.HOLD, 5, 6)), Marked(Stretch(StretchKind.HOLD, 5, 9)))
    name, body = outbox.change(CALL)
    change = live_wire.LiveChange.model_validate(body)
    assert (name, change.number) == ("live.change", 2)
    assert change.status.lag_s == 0.9
    assert [each.utterance.id for each in change.weighed] == ["u1", "u2"]
    assert [each.utterance_id for each in change.partials] == ["u3"]
    assert change.provisional.score == 0.6
    assert [each.end_s for each in change.stretches] == [9]
    assert not outbox.waiting


def test_a_correction_of_what_was_not_sent_yet_takes_its_place(desk):
    outbox = opened(desk)
    taken(outbox, said(1, flags=[flag("f1")]), said(1, "That was wrong"))
    _, body = outbox.change(CALL)
    assert [each["utterance"]["text"] for each in body["weighed"]] == ["That was wrong"]
    assert [each["id"] for each in body["weighed"][0]["flags"]] == ["f1"]


def test_nothing_leaves_until_the_last_message_was_answered(desk):
    outbox = opened(desk)
    taken(outbox, said(1))
    _, first = outbox.change(CALL)
    taken(outbox, said(2))
    assert outbox.waiting
    assert not outbox.turn.free
    outbox.turn.answered(first["number"] - 1)
    assert not outbox.turn.free
    outbox.turn.answered(first["number"])
    assert outbox.turn.free


def test_finals_beyond_the_bound_become_a_fresh_snapshot(desk):
    outbox = opened(desk)
    for number in range(1, MOST_FINALS + 2):
        desk.tell(CALL, said(number))
        taken(outbox, said(number))
    assert outbox.fresh
    _, body = outbox.snapshot(desk.snapshot(CALL))
    assert len(body["weighed"]) == MOST_FINALS + 1


def test_a_change_that_never_came_makes_a_fresh_snapshot(desk):
    outbox = opened(desk)
    outbox.take(Change(CALL, outbox.after + 2, said(2)))
    assert outbox.fresh


def test_a_board_is_told_of_each_call_once_however_often_it_changed():
    outbox = BoardOutbox()
    rows = {"a": {"id": "a"}, "b": {"id": "b"}}

    def seen(ids):
        return {key: row for key, row in rows.items() if ids is None or key in ids}

    name, body = outbox.message(seen)
    live_wire.Board.model_validate(body | {"rows": []})
    assert (name, body["number"], [row["id"] for row in body["rows"]]) == (
        "board.snapshot", 1, ["a", "b"],
    )  # fmt: skip
    outbox.changed |= {"a", "b", "never seen"}
    del rows["b"]
    name, body = outbox.message(seen)
    assert (name, body) == (
        "board.change", {"number": 2, "rows": [{"id": "a"}], "gone": ["b"]},
    )  # fmt: skip


# The feed over Socket.IO


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
                    self._feed._put(lambda o=outbox, n=body["number"]: o.turn.answered(n))


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
