"""The end of the service, and what several of its parts share."""

import json
import socket
import threading
import time
from contextlib import ExitStack, contextmanager

import pytest
from websockets.exceptions import ConnectionClosed

from tests.server.ingest.conftest import Site, wait_for
from tests.server.ingest.test_bad_input import closed, twilio
from tests.server.ingest.test_feeds import SECRET, played, signed
from voicemon.errors import SettingsError
from voicemon.server.ingest import listener
from voicemon.server.ingest.hall import Hall, Limits
from voicemon.server.ingest.listener import Ingest
from voicemon.server.ingest.signatures import Nonces
from voicemon.settings import Settings
from voicemon.simulate.wire import FEEDS, Options
from voicemon.sources import session
from voicemon.store import KeySettings
from voicemon.telephony import audiohook_signature


def test_every_sender_is_told_when_the_service_ends(site):
    with site.connect(f"/ingest/stream/{site.key()}") as line, site.tcp() as early:
        for message in twilio().opening():
            line.send(message)
        site.line()
        early.sendall(b"GET /ingest/stream HTTP/1.1\r\n")
        time.sleep(0.05)
        started = time.monotonic()
        site.ingest.drain()
        assert time.monotonic() - started < 5
        assert closed(line).code == 1012
        assert b"503" in early.recv(100)
    assert site.line().said == ["end shutdown"]
    with pytest.raises(OSError):  # noqa: PT011
        site.tcp()


@pytest.fixture
def patient(monkeypatch):
    """Whoever may say goodbye has all the time that a slow machine needs."""
    monkeypatch.setattr(session, "PARTING_S", 30.0)
    monkeypatch.setattr(listener, "DRAIN_S", 40.0)


@contextmanager
def audiohook(site):
    """An open AudioHook session: the client's side, and its socket."""
    name = f"genesys {len(site.desk.lines)}"
    _, key = site.store.keys.add(KeySettings(name, vendor="audiohook", sealed_secret=SECRET))
    feed = FEEDS["audiohook"](played(), Options())
    with site.connect("/ingest/audiohook", additional_headers=signed(feed, key, site)) as line:
        for message in feed.opening():
            line.send(message)
        feed.receive(line.recv(5))
        assert feed.ready
        yield feed, line


def draining(site):
    """The drain, on a thread of its own."""
    thread = threading.Thread(target=site.ingest.drain)
    thread.start()
    return thread


def next_of(line, kind):
    message = line.recv(5)
    assert json.loads(message)["type"] == kind
    return message


@pytest.mark.usefixtures("patient")
def test_a_polite_audiohook_client_is_heard_to_its_close_when_the_service_ends(site):
    with audiohook(site) as (feed, line):
        wait_for(lambda: site.desk.lines)
        drain = draining(site)
        asked = next_of(line, "reconnect")
        spoken = [timed.message for timed in feed.media()]
        for message in spoken[:10]:
            line.send(message)
        wait_for(lambda: site.line().total() > 0)
        assert not site.line().over
        for message in spoken[10:]:
            line.send(message)
        for message in feed.receive(asked):
            line.send(message)
        feed.receive(next_of(line, "closed"))
        with pytest.raises(ConnectionClosed) as caught:
            line.recv(5)
        drain.join(10)
    assert feed.again
    assert feed.closed
    assert caught.value.rcvd.code == 1000
    for track, sent in zip(("external", "internal"), played().channels, strict=True):
        assert site.line().samples(track).size == sent.size
    assert site.line().said == ["end shutdown"]
    assert not drain.is_alive()


def test_a_silent_audiohook_client_has_its_moment_then_is_closed(site):
    with audiohook(site) as (feed, line):
        drain = draining(site)
        next_of(line, "reconnect")
        for timed in list(feed.media())[:5]:
            line.send(timed.message)
        wait_for(lambda: site.line().total() > 0)
        with pytest.raises(ConnectionClosed) as caught:
            line.recv(5)
        drain.join(10)
    assert caught.value.rcvd.code == 1012
    assert site.line().said == ["end shutdown"]
    assert not drain.is_alive()


@pytest.mark.usefixtures("patient")
def test_a_call_that_its_caller_ends_meanwhile_ends_so(site):
    with audiohook(site) as (feed, line):
        drain = draining(site)
        next_of(line, "reconnect")
        for message in feed.closing():
            line.send(message)
        next_of(line, "closed")
        drain.join(10)
    assert site.line().said == ["end end"]


@pytest.mark.usefixtures("patient")
def test_an_audiohook_client_that_cuts_the_line_meanwhile_is_none_that_comes_back(site):
    with audiohook(site) as (_, line):
        drain = draining(site)
        next_of(line, "reconnect")
        line.socket.shutdown(socket.SHUT_RDWR)
        drain.join(10)
    assert site.line().said == ["end shutdown"]


@pytest.mark.usefixtures("patient")
def test_others_are_not_kept_waiting_for_an_audiohook_client(site):
    with audiohook(site) as (feed, slow), site.connect(f"/ingest/stream/{site.key()}") as line:
        for message in twilio().opening():
            line.send(message)
        site.line(1)
        drain = draining(site)
        assert closed(line).code == 1012
        asked = next_of(slow, "reconnect")
        assert site.line(1).said == ["end shutdown"]
        assert site.line(0).said == []
        for message in feed.receive(asked):
            slow.send(message)
        next_of(slow, "closed")
        drain.join(10)
    assert not drain.is_alive()


def test_the_end_does_not_wait_for_clients_that_never_answer(site):
    with ExitStack() as open_lines:
        for _ in range(5):
            open_lines.enter_context(audiohook(site))
        site.ingest.drain()
        assert not site.ingest._thread.is_alive()
        assert [site.line(at).said for at in range(5)] == [["end shutdown"]] * 5


def test_a_sender_can_be_asked_to_pause(site):
    _, key = site.store.keys.add(KeySettings("genesys", vendor="audiohook", sealed_secret=SECRET))
    feed = FEEDS["audiohook"](played(), Options())
    with site.connect("/ingest/audiohook", additional_headers=signed(feed, key, site)) as line:
        for message in feed.opening():
            line.send(message)
        line.recv(5)
        site.ingest.pause(site.line().call_id)
        assert json.loads(line.recv(5))["type"] == "pause"
        site.ingest.resume(site.line().call_id)
        assert json.loads(line.recv(5))["type"] == "resume"


def test_an_address_that_is_taken_says_what_to_change(site, store, settings, desk):
    taken = Settings(data_dir=settings.data_dir, ingest_port=site.port(), audiosocket_port=0)
    with pytest.raises(SettingsError) as caught:
        Ingest(taken, store, desk, bytes).start()
    assert "ingest_port" in caught.value.fix


def test_a_certificate_that_is_none_is_refused(store, settings, desk, tmp_path):
    (tmp_path / "cert.pem").write_text("no certificate")
    wrong = Settings(data_dir=settings.data_dir, ingest_tls_cert=str(tmp_path / "cert.pem"))
    with pytest.raises(SettingsError, match="certificate"):
        Ingest(wrong, store, desk, bytes)


def test_no_door_is_opened_that_the_settings_do_not_want(store, settings, desk):
    none = Settings(data_dir=settings.data_dir, ingest_host="", audiosocket_port=0)
    made = Site(store, none, desk)
    assert made.addresses.websocket == ""
    assert made.addresses.audiosocket.startswith("audiosocket://127.0.0.1:")
    made.ingest.drain()


class Clock:
    def now_s(self):
        return 0.0


def test_behind_a_proxy_the_sender_is_the_nearest_address_that_is_no_proxy():
    hall = Hall(Clock(), None, None, None, Limits(proxies=("10.0.0.0/8",)), None)
    headers = {"x-forwarded-for": "1.1.1.1, 203.0.113.9, 10.0.0.2"}
    assert hall.address("10.0.0.1", headers) == "203.0.113.9"
    assert hall.address("198.51.100.1", headers) == "198.51.100.1"
    assert hall.address("10.0.0.1", {}) == "10.0.0.1"


def test_a_nonce_is_new_once_and_forgotten_when_its_signature_is_old():
    nonces = Nonces(valid_s=audiohook_signature.MAX_AGE_S, most=2)
    assert nonces.use("a", 0.0)
    assert not nonces.use("a", 5.0)
    assert nonces.use("b", 5.0)
    assert not nonces.use("c", 5.0)
    assert nonces.use("c", 11.0)


def test_drained_twice_is_drained(site):
    site.ingest.drain()
    site.ingest.drain()
    wait_for(lambda: not site.ingest._thread.is_alive())
