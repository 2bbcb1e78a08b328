"""Socket.IO: who connects, who hears what, and who is cut off when."""

import time
from datetime import UTC, datetime

import pytest

from tests.scripted_desk import CALL
from tests.server.people.conftest import Browser
from voicemon.errors import StoreError
from voicemon.server.connections import EXTENSION
from voicemon.store.people_records import NewPerson, PersonRole


@pytest.fixture
def connections(app):
    return app.extensions[EXTENSION]


@pytest.fixture
def connect(made, people):
    """Somebody's connection: by a browser that signed in, or with these options."""
    app, socketio = made
    opened = []

    def connector(browser=None, **options):
        client = browser.client if browser else app.test_client()
        opened.append(socketio.test_client(app, flask_test_client=client, **options))
        return opened[-1]

    yield connector
    for socket in opened:
        if socket.is_connected():
            socket.disconnect()


def wait(socket, name, fits=lambda body: True):
    """The body of the next event of that name that fits."""
    for _ in range(300):
        for event in socket.get_received():
            if event["name"] == name and fits(event["args"][0]):
                return event["args"][0]
        time.sleep(0.01)
    raise AssertionError(f"no {name} came")


def is_cut(socket):
    for _ in range(300):
        if not socket.is_connected():
            return True
        time.sleep(0.01)
    return False


def test_nobody_connects_who_is_not_signed_in(connect):
    assert not connect().is_connected()
    assert not connect(auth={"token": "vmt_x_y"}).is_connected()


def test_who_comes_while_the_store_fails_is_told_so_and_may_come_again(
    connect, signed_in, store, monkeypatch
):
    browser = signed_in("nora")

    def failing(*_):
        raise StoreError("the database does not answer", "is it running?")

    with monkeypatch.context() as patched:
        patched.setattr(store.sessions, "find", failing)
        assert not connect(browser).is_connected()
    assert connect(browser).is_connected()


def test_a_browser_that_signed_in_connects(connect, signed_in, connections, people):
    socket = connect(signed_in("nora"))
    assert socket.is_connected()
    (sid,) = connections.of(people["nora"].id)
    assert connections.person(sid) == people["nora"].person
    assert connections.admits(sid, "team:north")
    assert not connections.admits(sid, "team:south")
    assert not connections.admits(sid, "team:")
    assert not connections.admits(sid, "north")
    socket.disconnect()
    assert connections.of(people["nora"].id) == []
    assert connections.person(sid) is None
    assert not connections.admits(sid, "team:north")


def test_a_program_connects_with_its_token(connect, signed_in):
    made = signed_in("nora").post(
        "/api/tokens", {"name": "x", "scopes": ["see running calls"]}
    ).json  # fmt: skip
    assert connect(auth={"token": made["text"]}).is_connected()
    socket = connect(headers={"Authorization": f"Bearer {made['text']}"})
    assert socket.is_connected()


def test_a_board_shows_the_own_teams_alone(connect, signed_in, desk):
    desk.start("call-n", team="north")
    desk.start("call-s", team="south")

    def shown(login):
        socket = connect(signed_in(login))
        socket.emit("board.watch")
        return {row["id"] for row in wait(socket, "board.snapshot")["rows"]}

    assert shown("nora") == {"call-n"}
    assert shown("sam") == {"call-s"}
    assert shown("ada") == {CALL, "call-n", "call-s"}


def test_a_call_of_another_team_is_said_to_be_gone(connect, signed_in, desk):
    desk.start("call-s", team="south")
    socket = connect(signed_in("nora"))
    socket.emit("live.watch", {"id": "call-s"})
    assert wait(socket, "live.gone") == {"id": "call-s"}


def test_following_a_call_is_written_down(connect, signed_in, desk, store):
    desk.start("call-n", team="north")
    socket = connect(signed_in("nora"))
    socket.emit("live.watch", {"id": "call-n"})
    wait(socket, "live.snapshot")
    (entry,) = [each for each in store.audit.entries() if each.action == "live.view"]
    assert entry.subject == "call-n"


def test_an_agent_is_refused_the_board(connect, signed_in):
    socket = connect(signed_in("dana"))
    assert socket.is_connected()
    refused = socket.emit("board.watch", callback=True)
    assert (refused["ok"], refused["code"]) == (False, "forbidden")


def test_jobs_and_calls_are_told_to_those_who_may_know(connect, signed_in, calls, jobs, tmp_path):
    sockets = {login: connect(signed_in(login)) for login in ("ada", "nora", "sam", "dana")}
    job = calls.jobs.add(tmp_path / "x", "x.wav", team="north")
    calls.jobs.claim()
    jobs.tell(calls.jobs.finish(job.id, "call-1", file="x.wav"))
    told = {
        login: [each["name"] for each in socket.get_received() if each["name"] in ("job", "call")]
        for login, socket in sockets.items()
    }
    assert told == {"ada": ["job", "call"], "nora": ["job", "call"], "sam": [], "dana": []}


# Cut off


def test_a_revoked_session_is_cut_off(connect, signed_in, ada):
    socket = connect(signed_in("nora"))
    session = ada.get("/api/sessions?person=all").json["items"][0]
    assert session["person_name"] == "Nora North"
    ada.delete(f"/api/sessions/{session['id']}")
    assert is_cut(socket)


def test_signing_out_cuts_the_own_page_off(connect, signed_in):
    browser = signed_in("nora")
    socket = connect(browser)
    browser.post("/api/sign-out")
    assert is_cut(socket)


def test_a_revoked_token_is_cut_off(connect, signed_in):
    browser = signed_in("nora")
    made = browser.post("/api/tokens", {"name": "x", "scopes": ["see running calls"]}).json
    kept, socket = connect(browser), connect(auth={"token": made["text"]})
    browser.delete(f"/api/tokens/{made['token']['id']}")
    assert is_cut(socket)
    assert kept.is_connected()


@pytest.mark.parametrize(
    "change",
    [
        {"role": PersonRole.QA},
        {"teams": frozenset({"south"})},
        {"name": "Nora N"},
    ],
)
def test_whoever_is_not_what_they_were_connects_anew(connect, signed_in, store, people, change):
    browser = signed_in("nora")
    socket = connect(browser)
    was = {"role": PersonRole.SUPERVISOR, "teams": frozenset({"north"}), "name": "Nora North"}
    store.people.change(people["nora"].id, NewPerson("nora", **was | change))  # as another process
    assert is_cut(socket)
    assert connect(browser).is_connected()


def test_who_is_disabled_elsewhere_is_cut_off_for_good(connect, signed_in, store, people):
    browser = signed_in("nora")
    socket = connect(browser)
    said = NewPerson("nora", "Nora", PersonRole.SUPERVISOR)
    store.people.change(people["nora"].id, said, disabled=True)
    assert is_cut(socket)
    assert not connect(browser).is_connected()


def test_a_store_that_fails_cuts_nobody_off(connect, signed_in, connections, store, monkeypatch):
    def broken(*_):
        raise StoreError("the store failed")

    socket = connect(signed_in("nora"))
    with monkeypatch.context() as patch:
        patch.setattr("voicemon.store.sessions.Sessions.in_force", broken)
        connections.look_soon()
        time.sleep(0.05)
        assert socket.is_connected()
    connections.look(datetime.now(UTC))
    assert socket.is_connected()


def test_an_idle_session_is_cut_off(connect, signed_in, store):
    socket = connect(signed_in("nora"))
    with store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sessions SET created_at = '2020-01-01 00:00:00'")
    assert is_cut(socket)


# Sound


def test_sound_without_a_key_needs_somebody_who_may_send(made, people, signed_in, desk):
    app, socketio = made
    start = {"tracks": [{"name": "a", "role": "agent"}], "rate_hz": 8000, "facts": {}}

    def answer(browser, **facts):
        socket = socketio.test_client(app, namespace="/ingest", flask_test_client=browser.client)
        body = start | {"facts": facts}
        return socket.emit("start", body, namespace="/ingest", callback=True)

    assert answer(Browser(app))["code"] == "unauthorized"
    assert answer(signed_in("dana"))["code"] == "unauthorized"
    assert answer(signed_in("nora"), team="south")["code"] == "input"
    with pytest.raises(NotImplementedError, match="this desk has no lines"):  # it was asked
        answer(signed_in("nora"))
