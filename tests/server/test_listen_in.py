"""Listening in over real sockets: a real desk, the real server."""

import json
import threading
import time
import urllib.request
from contextlib import contextmanager, suppress
from queue import SimpleQueue

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.runtime.live.conftest import office
from tests.runtime.live.fakes import RATE_HZ, opening, until
from voicemon.errors import StoreBusy
from voicemon.runtime.live.tap import KEPT_S, MOST_LISTENERS
from voicemon.server import listen_in, listen_wire, listeners, live_feed
from voicemon.server.app import create_app
from voicemon.server.listen import bind
from voicemon.server.people import passwords
from voicemon.server.people.visitors import Visitors
from voicemon.server.rights import RIGHTS, Visitor
from voicemon.store.people_records import AuditQuery, NewPerson, Person, PersonRole

SPACE = listen_wire.NAMESPACE
CUSTOMER, AGENT = 0, 1
PASSWORD = "seven quiet otters sing"
CHUNK_S = 0.02
LOUD = 8192
LINE = {"compression": None, "close_timeout": 2, "legacy": True}


class Refused(Exception):
    """The server lets this client not in."""


class Ear:
    """A client that keeps what it hears, by channel; it does not answer while it sleeps.

    Speaks Socket.IO itself, because the client of its library may take what comes in disorder.
    """

    def __init__(self, url, cookie=""):
        self.sound = {CUSTOMER: {}, AGENT: {}}
        self.told = []
        self.at = []
        self.ended = None
        self.awake = threading.Event()
        self.awake.set()
        self._answers = SimpleQueue()
        at = url.replace("http", "ws") + "socket.io/?EIO=4&transport=websocket"
        self._line = connect(at, origin=url[:-1], **LINE, additional_headers={"Cookie": cookie})
        assert self._line.recv(10).startswith("0{")
        self._line.send(f"40{SPACE},")
        if not self._line.recv(10).startswith(f"40{SPACE},"):
            self._line.close()
            raise Refused
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def start(self, call_id="c1"):
        return self.ask("start", {"id": call_id})

    def stop(self):
        return self.ask("stop")

    def ask(self, *event):
        self._line.send(f"42{SPACE},1{json.dumps(event)}")
        return self._answers.get(timeout=10)

    def leave(self):
        self.awake.set()
        self._line.close()
        self._reader.join(10)

    def _read(self):
        with suppress(ConnectionClosed):
            for packet in self._line:
                self._take(packet)

    def _take(self, packet):
        kind, _, said = packet.partition(f"{SPACE},")
        number, _, rest = said.partition("[")
        if packet == "2":
            self._line.send("3")
        elif packet.startswith("41"):
            self.ended = "put out"
        elif kind == "43":
            self._answers.put(json.loads(f"[{rest}")[0])
        elif kind == "42":
            self._ended(json.loads(f"[{rest}")[1])
        elif kind == "451-":
            self._audio(json.loads(f"[{rest}")[1], self._line.recv())
            self.awake.wait(30)
            self._line.send(f"43{SPACE},{number}[]")

    def _ended(self, body):
        self.ended = listen_wire.ListenEnded.model_validate(body).reason

    def _audio(self, body, pcm):
        self.at.append(time.monotonic())
        self.told.append(listen_wire.ListenAudio.model_validate(body))
        at = 0
        for each in self.told[-1].sounds:
            levels = np.zeros(each.count, np.int16)
            if not each.silent:
                levels = np.frombuffer(pcm, "<i2", each.count, at)
                at += 2 * each.count
            self.sound[each.channel][each.start] = levels
        assert at == len(pcm)

    def heard_s(self, channel=CUSTOMER):
        """Up to where."""
        sounds = self.sound[channel]
        return max(((start + len(each)) / RATE_HZ for start, each in sounds.items()), default=0)

    def levels(self, from_s, to_s, channel=CUSTOMER):
        """What did not come is -1."""
        whole = np.full(round(to_s * RATE_HZ), -1, np.int16)
        for start, levels in sorted(self.sound[channel].items()):
            part = levels[: max(0, len(whole) - start)]
            whole[start : start + len(part)] = part
        return whole[round(from_s * RATE_HZ) :]


class Place:
    """A served product with one call whose customer hums."""

    def __init__(self, offices, app, url):
        self.office, self.app, self.url = offices, app, url
        self.listens = app.extensions.get(listen_in.EXTENSION)
        self.ears = []
        self.line = self.open("c1")

    def open(self, call_id, **about):
        line = self.office.desk.open(opening(call_id, facts=about))
        self.hum(line, 0.0, 0.1)
        return line

    def hum(self, line, from_s, to_s, pace_s=0.0, track="inbound"):
        chunk = np.full(round(CHUNK_S * RATE_HZ), LOUD / 32768, np.float32)
        for at in range(round(from_s / CHUNK_S), round(to_s / CHUNK_S)):
            line.hear(track, at * len(chunk), chunk, RATE_HZ)
            time.sleep(pace_s)

    def ear(self, cookie=""):
        self.ears.append(Ear(self.url, cookie))
        return self.ears[-1]

    def audit(self):
        """(who, what, about what) from the beginning on."""
        found = self.office.store.audit.entries(AuditQuery())
        return [entry for entry in reversed(found) if entry.action.startswith("listen.")]


@contextmanager
def placed(tmp_path, page, **settings):
    with office(tmp_path, **settings) as made:
        app, _ = create_app(made.settings, made.store, made.jobs, page_folder=page, desk=made.desk)
        listening = bind(app, "127.0.0.1", 0)
        serving = threading.Thread(target=listening.run)
        serving.start()
        place = Place(made, app, listening.url)
        try:
            yield place
        finally:
            for each in place.ears:
                each.leave()
            listening.stop()
            serving.join()
            listen_in.stop(app)
            live_feed.stop(app)


@pytest.fixture
def place(tmp_path, page):
    with placed(tmp_path, page) as made:
        yield made


@pytest.fixture
def visitor(monkeypatch):
    """Everybody who comes is this one."""

    def come(role, *teams):
        person = Person("p1", "Robin", role, frozenset(teams))
        monkeypatch.setattr(Visitors, "identify", lambda _: Visitor(person, RIGHTS[role]))

    return come


def test_both_sides_are_heard_within_a_second_of_being_said(place):
    ear = place.ear()
    opened = ear.start()
    listen_wire.ListenOpened.model_validate(opened)
    assert [each["role"] for each in opened["channels"]] == ["customer", "agent"]
    assert (opened["rate_hz"], opened["shown"]) == (RATE_HZ, True)
    said_at = {}
    for at in range(5, 155):
        said_at[round((at + 1) * CHUNK_S, 2)] = time.monotonic()
        place.hum(place.line, at * CHUNK_S, (at + 1) * CHUNK_S)
        place.hum(place.line, at * CHUNK_S, (at + 1) * CHUNK_S, track="outbound")
        time.sleep(CHUNK_S)
    until(lambda: min(ear.heard_s(CUSTOMER), ear.heard_s(AGENT)) > 2.7)
    assert (ear.levels(0.2, 2.7, CUSTOMER) == LOUD).all()
    assert (ear.levels(0.2, 2.7, AGENT) == LOUD).all()
    behind_s = [
        each.heard_s - max(sound.start + sound.count for sound in each.sounds) / RATE_HZ
        for each in ear.told
    ]
    assert np.percentile(behind_s, 95) < 0.6  # in time of the call
    late_s = [
        came - said_at[round(max(s.start + s.count for s in each.sounds) / RATE_HZ - 0.01, 2)]
        for each, came in zip(ear.told, ear.at, strict=True)
        if round(max(s.start + s.count for s in each.sounds) / RATE_HZ - 0.01, 2) in said_at
    ]
    assert late_s
    assert np.percentile(late_s, 95) < 1.0  # by the clock


def test_the_tone_of_a_key_is_not_heard(place):
    ear = place.ear()
    ear.start()
    place.hum(place.line, 0.1, 1.5)
    place.line.dtmf("inbound")
    place.hum(place.line, 1.5, 2.5)
    until(lambda: ear.heard_s() > 2.1)
    assert not ear.levels(1.3, 1.8).any()
    assert (ear.levels(0.5, 1.29) == LOUD).all()
    assert (ear.levels(1.81, 2.1) == LOUD).all()


def test_a_pause_is_not_heard_and_wipes_what_was_not_played(place):
    ear = place.ear()
    ear.start()
    place.hum(place.line, 0.1, 1.0)
    until(lambda: ear.heard_s() > 0.6)
    place.line.pause(wipe=True)
    until(lambda: any(each.forget for each in ear.told))
    place.hum(place.line, 1.0, 2.0)
    place.line.resume()
    place.hum(place.line, 2.0, 3.0)
    until(lambda: ear.heard_s() > 2.6)
    assert (ear.levels(1.0, 2.0) == -1).all()
    assert (ear.levels(2.0, 2.6) == LOUD).all()


def test_a_withdrawn_consent_cuts_it_at_once(place):
    ear = place.ear()
    ear.start()
    place.hum(place.line, 0.1, 1.0)
    until(lambda: ear.heard_s() > 0.6)
    place.line.update({"consent": "withdrawn"})
    until(lambda: ear.ended)
    place.hum(place.line, 1.0, 2.0)
    assert ear.ended == "withdrawn"
    assert ear.told[-1].forget
    assert ear.heard_s() <= 0.75
    assert place.listens._those() == []


def test_a_call_that_ends_is_heard_to_its_end_and_then_said_to_be_over(place):
    ear = place.ear()
    ear.start()
    place.hum(place.line, 0.1, 1.0)
    place.line.end("hangup")
    until(lambda: ear.ended)
    assert ear.ended == "hangup"
    until(lambda: ear.heard_s() == 1.0)
    assert not any(each.forget for each in ear.told)


def test_a_slow_listener_holds_nothing_up_and_goes_on_with_the_newest(place):
    slow, quick = place.ear(), place.ear()
    slow.awake.clear()
    slow.start()
    quick.start()
    began = time.monotonic()
    for at in range(1, 60):
        place.hum(place.line, at * 0.1, (at + 1) * 0.1)
        until(lambda at=at: quick.heard_s() >= at * 0.1 - 0.35)
    assert time.monotonic() - began < 20
    assert len(slow.told) <= listeners.MOST_UNANSWERED
    slow.awake.set()
    until(lambda: slow.heard_s() > 5.6)
    assert slow.told[-1].dropped_s > 1.0
    assert quick.told[-1].dropped_s == 0.0
    assert (slow.levels(5.6 - KEPT_S / 2, 5.6) == LOUD).all()


def test_who_goes_listens_no_more_and_the_audit_log_says_for_how_long(place):
    ear = place.ear()
    ear.start()
    ear.start()  # again: the first one ends
    ear.leave()
    until(lambda: place.listens._those() == [])
    until(lambda: len(place.audit()) == 4)
    assert [entry.action for entry in place.audit()].count("listen.begin") == 2
    last = place.audit()[-1]
    assert (last.action, last.person_id, last.subject) == ("listen.end", "local", "c1")
    assert last.details["reason"] == "left"
    assert last.details["duration_s"] >= 0
    assert place.office.desk.tap("c1")._sides == {}


def test_one_who_asks_to_stop_hears_nothing_more(place):
    ear = place.ear()
    ear.start()
    assert ear.stop() == {"ok": True}
    place.hum(place.line, 0.1, 2.0)
    assert ear.told == []
    assert ear.start()["ok"]


@pytest.mark.parametrize("ask", [None, {}, {"id": 5}, {"id": ""}, {"id": "x" * 300}, "c1", []])
def test_what_is_not_understood_is_refused(place, ask):
    answer = place.ear().ask("start", ask)
    assert (answer["ok"], answer["code"]) == (False, "input")


def test_a_call_that_does_not_run_is_refused_with_a_reason(place):
    answer = place.ear().start("none")
    assert (answer["ok"], answer["code"]) == (False, "not_found")
    assert answer["fix"]


def test_only_so_many_listen_to_one_call(place):
    for _ in range(MOST_LISTENERS):
        assert place.ear().start()["ok"]
    assert place.ear().start()["code"] == "conflict"


def test_a_site_can_forbid_it(tmp_path, page):
    with placed(tmp_path, page, listen_in=False) as place:
        assert "listen_in" in place.ear().start()["fix"]


def test_a_site_can_hide_it_from_agents(tmp_path, page):
    with placed(tmp_path, page, listen_in_shown=False) as place:
        assert place.ear().start()["shown"] is False
        place.office.desk.moved(place.office.desk._running("c1"))
        assert place.office.desk.snapshot("c1").status.listeners == 0
        assert place.audit()[0].details == {"shown": False}


def test_the_running_call_says_that_somebody_listens(place):
    ear = place.ear()
    ear.start()
    until(lambda: place.office.desk.snapshot("c1").status.listeners == 1)
    ear.leave()
    until(lambda: place.office.desk.snapshot("c1").status.listeners == 0)


def test_another_teams_call_is_as_if_it_were_not_there(place, visitor):
    visitor(PersonRole.SUPERVISOR, "north")
    place.open("c2", team="south")
    place.open("c3", team="north")
    ear = place.ear()
    assert ear.start("c2")["code"] == "not_found"
    assert ear.start("c2")["message"] == ear.start("c1")["message"].replace("c1", "c2")
    assert ear.start("c3")["ok"]


def test_a_call_that_goes_to_another_team_is_heard_no_more(place, visitor):
    visitor(PersonRole.SUPERVISOR, "north")
    line = place.open("c2", team="north")
    ear = place.ear()
    ear.start("c2")
    line.update({"team": "south"})
    until(lambda: ear.ended)
    assert ear.ended == "forbidden"
    assert ear.told[-1].forget


@pytest.mark.parametrize("role", [PersonRole.AGENT, PersonRole.QA])
def test_only_supervisors_and_admins_listen_in(place, visitor, role):
    visitor(role, "")
    with pytest.raises(Refused):
        place.ear()


def test_whose_session_is_revoked_is_put_out(tmp_path, page):
    with placed(tmp_path, page, sign_in=True) as place:
        store = place.office.store
        nora = store.people.add(NewPerson("nora", "Nora", PersonRole.SUPERVISOR, frozenset({""})))
        store.credentials.set_password_hash(nora.id, passwords.hashed(PASSWORD))
        with pytest.raises(Refused):
            place.ear()
        ear = place.ear(signed_in(place.url, "nora"))
        assert ear.start()["ok"]
        store.sessions.end_all(nora.id)
        until(lambda: ear.ended == "put out")
        until(lambda: place.listens._those() == [])
        place.hum(place.line, 0.1, 2.0)
        assert ear.told == []
        assert {entry.person_id for entry in place.audit()} == {nora.id}


def signed_in(url, login):
    """The cookie of somebody's browser."""
    body = json.dumps({"login": login, "password": PASSWORD}).encode()
    asked = urllib.request.Request(f"{url}api/sign-in", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return answer.headers["Set-Cookie"].partition(";")[0]


def test_without_an_entry_in_the_audit_log_nobody_listens(place, monkeypatch):
    def busy(*_):
        raise StoreBusy("the store is busy", "try again")

    monkeypatch.setattr(place.listens._audit, "add", busy)
    assert place.ear().start()["code"] == "store_busy"
    assert place.office.desk.tap("c1")._listeners == {}


def test_the_end_of_the_service_ends_it(place):
    ear = place.ear()
    ear.start()
    listen_in.stop(place.app)
    assert place.listens._those() == []
    assert place.audit()[-1].details["reason"] == "shutdown"


def test_a_service_without_live_calls_says_so(made):
    app, server = made
    client = server.test_client(app, namespace=SPACE)
    answer = client.emit("start", {"id": "c1"}, namespace=SPACE, callback=True)
    assert "takes no live calls" in answer["message"]
