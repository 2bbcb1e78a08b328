"""Generic sound over Socket.IO: the events through the app, the clients over real sockets."""

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import socketio as client_of

from tests.server.ingest.conftest import FakeDesk, wait_for
from tests.sounds import tone, write_wav
from voicemon.errors import InputError, NotFound
from voicemon.server.app import create_app
from voicemon.server.listen import bind
from voicemon.store import KeySettings
from voicemon.types import Role

ROOT = Path(__file__).parents[3]
CLIENTS = ROOT / "docs" / "clients"
TWO = [{"name": "a", "role": "agent"}, {"name": "c", "role": "customer"}]


def sound(samples=160, value=1000):
    return np.full(samples, value, "<i2").tobytes()


@pytest.fixture
def served(settings, store, jobs, page, desk):
    """The app with a desk, on a real port."""
    app, _ = create_app(settings, store, jobs, page_folder=page, desk=desk)
    listening = bind(app, "127.0.0.1", 0)
    serving = threading.Thread(target=listening.run)
    serving.start()
    yield listening.url
    listening.stop()
    serving.join()
    from voicemon.server import live_feed

    live_feed.stop(app)


class Talk:
    """A sender over a real WebSocket."""

    def __init__(self, url):
        self.sio = client_of.Client(reconnection=False)
        self.told = []
        for event in ("problem", "over"):
            self.sio.on(event, lambda said, e=event: self.told.append((e, said)), "/ingest")
        self.sio.connect(url, namespaces=["/ingest"], transports=["websocket"])

    def ask(self, event, *data):
        return self.sio.call(event, data or None, namespace="/ingest", timeout=10)

    def start(self, tracks=TWO, **more):
        return self.ask("start", {"tracks": tracks, "rate_hz": 16_000, **more})

    @property
    def connected(self):
        return "/ingest" in self.sio.namespaces

    def leave(self):
        self.sio.disconnect()
        self.sio.wait()


@pytest.fixture
def talk(served):
    made = []

    def connect():
        made.append(Talk(served))
        return made[-1]

    yield connect
    for each in made:
        each.leave()


def test_a_call_of_two_tracks_comes_in(talk, desk):
    sender = talk()
    answer = sender.start(call="c-9", facts={"agent": "a17"})
    line = desk.lines[0]
    assert answer == {"ok": True, "call": line.call_id}
    assert line.opening.tracks == {"a": Role.AGENT, "c": Role.CUSTOMER}
    assert (line.opening.name, line.opening.source) == ("c-9", "microphone")
    assert line.opening.facts["agent"] == "a17"
    for n in range(5):
        assert sender.ask("audio", "c", 160 * n, sound())["next"] == 160 * (n + 1)
    assert line.samples("c").size == 800
    assert line.samples("c")[0] == pytest.approx(1000 / 32768)
    assert line.rate_hz == 16_000
    assert sender.ask("pause", {"wipe": True}) == {"ok": True}
    assert sender.ask("resume", {"discarded_s": 2}) == {"ok": True}
    assert sender.ask("end") == {"ok": True}
    assert line.said == ["pause", "resume", "end hangup"]


def test_events_keep_their_order_without_waiting_for_answers(talk, desk):
    sender = talk()
    sender.start()
    for n in range(300):
        sender.sio.emit("audio", ("a", n, sound(1, n)), namespace="/ingest")
    assert sender.ask("audio", "a", 300, sound(1))["next"] == 301
    heard = np.rint(desk.lines[0].samples("a")[:300] * 32768)
    assert heard.tolist() == list(range(300))


def test_a_voice_of_nobody_known_is_said_to_be_withheld(talk, desk):
    answer = talk().start([{"name": "mic"}])
    assert "role" in answer["note"]
    assert desk.lines[0].opening.tracks == {"mic": Role.UNKNOWN}


def test_with_a_key_its_settings_count(talk, desk, store):
    key, text = store.keys.add(KeySettings("app", customer_track="caller", team="north"))
    tracks = [{"name": "caller"}, {"name": "callee"}]
    assert talk().start(tracks, key=text)["ok"]
    opening = desk.lines[0].opening
    assert opening.source == key.id
    assert opening.facts["team"] == "north"
    assert opening.tracks == {"caller": Role.CUSTOMER, "callee": Role.AGENT}


def test_a_key_for_this_kind_alone_lets_it_in(talk, desk, store):
    key, text = store.keys.add(KeySettings("app", vendor="pcm"))
    assert talk().start(key=text)["ok"]
    assert desk.lines[0].opening.source == key.id


@pytest.mark.parametrize("kind", ["wrong", "revoked", "of another vendor"])
def test_a_key_that_does_not_fit_is_refused(talk, desk, store, kind):
    key, text = store.keys.add(KeySettings("app", vendor="twilio" if kind[0] == "o" else None))
    if kind == "revoked":
        store.keys.revoke(key.id)
    answer = talk().start(key="vmk_1_2" if kind == "wrong" else text)
    assert not answer["ok"]
    assert answer["message"]
    assert answer["fix"]
    assert not desk.lines


def test_a_key_that_is_revoked_ends_its_call(talk, desk, store, monkeypatch):
    monkeypatch.setattr("voicemon.server.ingest.pcm_sender.KEY_CHECK_S", 0.0)
    key, text = store.keys.add(KeySettings("app"))
    sender = talk()
    sender.start(key=text)
    assert sender.ask("audio", "a", 0, sound())["ok"]
    store.keys.revoke(key.id)
    assert "revoked" in sender.ask("audio", "a", 160, sound())["message"]
    assert desk.lines[0].said == ["lost"]


BROKEN = [
    ("audio", ("a", 0, b"\0\0\0")),
    ("audio", ("a", 0, b"")),
    ("audio", ("a", 0, "text")),
    ("audio", ("a", 0, bytes(400_000))),
    ("audio", ("x", 0, b"\0\0")),
    ("audio", ("a", -1, b"\0\0")),
    ("audio", ("a", 2**60, b"\0\0")),
    ("audio", (7, 0, b"\0\0")),
    ("audio", ("a",)),
    ("audio", ()),
    ("resume", ({"discarded_s": "long"},)),
    ("start", ({"tracks": TWO, "rate_hz": 16_000},)),
]


@pytest.mark.parametrize(("event", "data"), BROKEN)
def test_what_is_broken_ends_the_call_with_a_reason_and_keeps_what_was_heard(
    talk, desk, event, data
):
    sender, other = talk(), talk()
    sender.start()
    other.start(call="other")
    sender.ask("audio", "a", 0, sound())
    answer = sender.ask(event, *data)
    assert (answer["ok"], answer["code"]) == (False, "input")
    assert answer["message"]
    assert desk.lines[0].said == ["lost"]
    assert desk.lines[0].samples("a").size == 160
    wait_for(lambda: not sender.connected)
    assert sender.told[0][0] == "problem"
    assert other.ask("audio", "a", 0, sound())["ok"]


BAD_STARTS = [
    None,
    "start",
    {},
    {"tracks": [], "rate_hz": 16_000},
    {"tracks": [{"name": "a"}, {"name": "a"}], "rate_hz": 16_000},
    {"tracks": [{"name": f"t{n}"} for n in range(9)], "rate_hz": 16_000},
    {"tracks": [{"name": "a", "role": "boss"}], "rate_hz": 16_000},
    {"tracks": TWO, "rate_hz": 100},
    {"tracks": TWO, "rate_hz": 16_000, "facts": {str(n): "x" for n in range(40)}},
    {"tracks": TWO, "rate_hz": 16_000, "colour": "red"},
]


@pytest.mark.parametrize("start", BAD_STARTS)
def test_a_start_that_is_not_understood_is_refused(talk, desk, start):
    answer = talk().ask("start", start)
    assert (answer["ok"], answer["code"]) == (False, "input")
    assert not desk.lines


def test_audio_before_the_start_is_refused(talk):
    assert "start" in talk().ask("audio", "a", 0, sound())["fix"]


def test_a_call_that_the_desk_refuses_says_why(talk, desk):
    desk.refusal = InputError("the customer's consent is refused", "send no audio")
    assert talk().start()["message"] == "the customer's consent is refused"


def test_a_lost_connection_leaves_its_call_waiting(talk, desk):
    sender = talk()
    sender.start()
    sender.leave()
    wait_for(lambda: desk.lines[0].said == ["lost"])


def test_a_flood_is_refused(talk, desk):
    sender = talk()
    sender.start()
    for n in range(40):
        sender.sio.emit("audio", ("a", 100_000 * n, bytes(200_000)), namespace="/ingest")
    wait_for(lambda: desk.lines[0].said == ["lost"])
    wait_for(lambda: sender.told)
    assert "too fast" in sender.told[0][1]["message"]


def test_a_sender_is_told_that_its_call_was_ended(talk, desk):
    sender = talk()
    call = sender.start()["call"]
    desk.tell_ended(call)
    wait_for(lambda: sender.told)
    assert sender.told == [("over", {"reason": "timeout"})]


def test_without_a_desk_nobody_is_let_in(settings, store, jobs, page):
    app, socketio = create_app(settings, store, jobs, page_folder=page)
    sender = socketio.test_client(app, namespace="/ingest", headers={"Host": "localhost"})
    assert not sender.is_connected("/ingest")


def spoken(tmp_path):
    sides = np.stack([tone(1.0, 200), tone(1.0, 330)])
    return write_wav(tmp_path / "call.wav", sides), (sides * 32767).astype(np.int16) / 32768


def run_client(command, desk, sides):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert desk.lines[0].call_id in done.stdout
    line = desk.lines[0]
    assert line.said == ["end hangup"]
    for track, side in zip(("channel 0", "channel 1"), sides, strict=True):
        assert np.array_equal(line.samples(track), side.astype(np.float32))
    assert line.opening.tracks == {"channel 0": Role.AGENT, "channel 1": Role.CUSTOMER}


def test_the_python_client_sends_a_call(served, desk, tmp_path):
    path, sides = spoken(tmp_path)
    run_client([sys.executable, str(CLIENTS / "send_pcm.py"), str(path), served], desk, sides)


@pytest.mark.service
def test_the_javascript_client_sends_a_call(served, desk, tmp_path):
    modules = ROOT / "dashboard" / "node_modules"
    if not (modules / "socket.io-client").is_dir():
        pytest.skip("the page's node_modules are not installed")
    script = tmp_path / "send_pcm.mjs"
    script.write_text((CLIENTS / "send_pcm.mjs").read_text())
    (tmp_path / "node_modules").symlink_to(modules)
    path, sides = spoken(tmp_path)
    run_client(["node", str(script), str(path), served.rstrip("/")], desk, sides)


@pytest.mark.parametrize("name", ["send_pcm.py", "send_pcm.mjs"])
def test_the_clients_fit_on_a_page(name):
    assert len((CLIENTS / name).read_text().splitlines()) <= 40


class Desk(FakeDesk):
    def snapshot(self, call_id):
        raise NotFound("it is over")


@pytest.fixture
def desk():
    return Desk()
