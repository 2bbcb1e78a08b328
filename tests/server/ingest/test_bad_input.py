"""What broken senders and hostile ones do, over real sockets; nobody else feels it."""

import json
import socket
import struct
import threading
import time
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from tests.server.ingest.conftest import wait_for
from tests.server.ingest.strangers import Bystander, begin, closed, refused, twilio
from tests.server.ingest.test_feeds import played
from voicemon.errors import Conflict, StoreBusy
from voicemon.server.ingest import websocket
from voicemon.simulate.wire import FEEDS, Options


@pytest.fixture
def bystander(site):
    made = Bystander(site)
    yield made
    assert made.is_heard()
    made.close()


FIRST = {
    "an unknown vendor": ('{"event":"hello","from":"elsewhere"}', {1002, 1003}),
    "garbage": ("\x7f garbage", {1002, 1003, 1007}),
    "garbage in binary": (b"\x00\xff" * 100, {1002, 1003}),
    "deep lists": ("[" * 100_000, {1002, 1007, 1009}),
    "deep objects": ('{"a":' * 5000 + "1" + "}" * 5000, {1002, 1007}),
    "a number without end": ('{"event":' + "9" * 10_000 + "}", {1002, 1007}),
    "audio before the start": (
        '{"event":"media","media":{"track":"inbound","payload":"AAAA"}}',
        {1002},
    ),
}


@pytest.mark.parametrize("name", FIRST)
def test_a_first_message_that_is_not_understood_closes_the_line(site, bystander, name):
    message, codes = FIRST[name]
    with site.connect(f"/ingest/stream/{site.key()}") as line:
        line.send(message)
        close = closed(line)
    assert close.code in codes
    assert close.reason
    assert len(site.desk.lines) == 1


LATER = {
    "bad base64": ("bad base64", {1007}),
    "no JSON": ("{", {1002, 1007}),
    "a binary message": (b"\x00" * 320, {1002, 1003}),
    "text that is no UTF-8": (None, {1007}),
}


@pytest.mark.parametrize("name", LATER)
def test_a_broken_message_closes_the_line_and_keeps_what_was_heard(site, bystander, name):
    message, codes = LATER[name]
    with site.connect(f"/ingest/stream/{site.key()}") as line:
        media = begin(line, pieces=20)
        if message is None:
            with line.protocol_mutex:
                line.protocol.send_text(b"\xff\xfe")
                line.send_data()
        elif message == "bad base64":
            said = json.loads(next(media).message)
            said["media"]["payload"] = "!!!"
            line.send(json.dumps(said))
        else:
            line.send(message)
        close = closed(line)
    assert close.code in codes
    assert site.line(1).total() > 1000
    wait_for(lambda: site.line(1).over)
    assert site.line(1).said == ["lost"]


def test_a_second_start_closes_the_line(site, bystander):
    with site.connect(f"/ingest/stream/{site.key()}") as line:
        for message in [*twilio().opening(), *twilio().opening()]:
            line.send(message)
        assert closed(line).code == 1002


def test_a_message_of_ten_megabytes_is_too_big(site, bystander):
    with site.connect(f"/ingest/stream/{site.key()}") as line:
        begin(line)
        with suppress(ConnectionClosed):
            line.send("x" * 10_000_000)
        assert closed(line).code == 1009


def test_messages_of_one_byte_hold_nobody_up(site, bystander):
    """At any speed: they are read at their pace, and the others in between."""
    key = site.key(vendor="vonage")
    feed = FEEDS["vonage"](played().leg(0), Options())
    with site.connect(f"/ingest/stream/{key}") as line:
        begin(line, feed)
        site.line(1)
        flooding = threading.Event()

        def flood():
            frames = b"\x82\x81\x00\x00\x00\x00\x01" * 500
            with suppress(OSError):
                while True:
                    line.socket.sendall(frames)
                    flooding.set()

        thread = threading.Thread(target=flood)
        thread.start()
        flooding.wait(5)
        assert bystander.is_heard()
        line.socket.shutdown(socket.SHUT_RDWR)
        thread.join(10)
    assert not thread.is_alive()


def test_a_cut_line_waits_for_its_sender_with_what_was_heard(site):
    line = site.open(f"/ingest/stream/{site.key()}")
    begin(line, pieces=20)
    wait_for(lambda: site.line().total() > 1000)
    line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.socket.close()
    wait_for(lambda: site.line().over)
    assert site.line().said == ["lost"]
    with pytest.raises((ConnectionClosed, OSError)):
        line.recv(1)


def test_a_head_that_never_ends_is_cut_off(site, bystander, monkeypatch):
    monkeypatch.setattr(websocket, "HEAD_S", 0.5)
    with site.tcp() as line:
        line.sendall(b"GET /ingest/stream HTTP/1.1\r\nHost: x\r\n")
        line.settimeout(10)
        with suppress(ConnectionError):
            while line.recv(100):
                line.sendall(b"X-A: b\r\n")


def test_who_says_nothing_is_closed(site, monkeypatch):
    monkeypatch.setattr(websocket, "FIRST_S", 0.5)
    with site.connect(f"/ingest/stream/{site.key()}") as line:
        close = closed(line)
    assert (close.code, close.reason) == (1008, "no call was started")


def test_who_answers_no_ping_is_lost(site, monkeypatch):
    monkeypatch.setattr(websocket, "PING_S", 0.2)
    monkeypatch.setattr(websocket, "SILENT_S", 2.5)
    key = site.key()
    with site.connect(f"/ingest/stream/{key}") as line:
        begin(line)
        site.line()
        time.sleep(4)  # the client answers pings on a thread of its own
        assert not site.line().over
    with site.tcp() as deaf:
        head = (
            f"GET /ingest/stream/{key} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        opening = b"".join(frame(message) for message in twilio(call="deaf").opening())
        deaf.sendall(head.encode() + opening)
        wait_for(lambda: site.line(1).over)
        assert site.line(1).said == ["lost"]


def frame(text):
    data = text.encode()
    return b"\x81" + struct.pack("!BH", 0x80 | 126, len(data)) + b"\0\0\0\0" + data


@pytest.mark.parametrize("noise", [b"\x16\x03\x01\x02\x00" + b"\x01" * 600, b"\r\n" * 5000])
def test_what_is_no_http_is_closed(site, bystander, noise, monkeypatch):
    monkeypatch.setattr(websocket, "HEAD_S", 0.5)
    with site.tcp() as line:
        line.sendall(noise)
        line.settimeout(5)
        with suppress(ConnectionError):
            while line.recv(1000):
                pass


def test_a_flood_of_connections_harms_no_call(store, settings, desk):
    from tests.server.ingest.conftest import Site
    from voicemon.settings import Settings

    slow = Settings(
        data_dir=settings.data_dir, ingest_port=0, audiosocket_port=0, ingest_connects_per_s=20
    )
    site = Site(store, slow, desk)
    bystander = Bystander(site)
    request = b"GET /ingest/stream HTTP/1.1\r\nHost: x\r\n\r\n"
    answers = []
    for number in range(500):
        with site.tcp() as line:
            line.sendall(request)
            answers.append(line.recv(100)[9:12])
        if number % 100 == 0:
            assert bystander.is_heard()
    assert answers.count(b"429") > 300
    bystander.close()
    site.ingest.drain()


# -- we say no


def test_a_revoked_key_closes_its_lines_and_keeps_what_was_heard(site, bystander):
    key = site.key()
    with site.connect(f"/ingest/stream/{key}") as line:
        begin(line, pieces=20)
        wait_for(lambda: len(site.desk.lines) > 1 and site.desk.lines[1].total() > 0)
        site.store.keys.revoke("pbx")
        close = closed(line)
    assert (close.code, "revoked" in close.reason) == (1008, True)
    assert site.desk.lines[1].said == ["end interrupted"]
    assert refused(site, f"/ingest/stream/{key}")[0] == 401


@pytest.mark.parametrize(
    ("refusal", "code"), [(Conflict("full"), 1013), (StoreBusy("busy"), 1013), (ValueError(), 1011)]
)
def test_a_call_the_desk_does_not_take_is_told_why(site, desk, refusal, code):
    desk.refusal = refusal
    with site.connect(f"/ingest/stream/{site.key()}") as line:
        begin(line)
        assert closed(line).code == code


def test_a_refused_consent_closes_the_line(site):
    with site.connect(f"/ingest/stream/{site.key()}") as line:
        begin(line, twilio(consent="refused"))
        assert closed(line).code == 1008


def test_a_call_that_the_desk_ends_needs_no_line_any_more(site, desk):
    with site.connect(f"/ingest/stream/{site.key()}") as line:
        begin(line)
        desk.tell_ended(site.line().call_id)
        assert closed(line).code == 1000
