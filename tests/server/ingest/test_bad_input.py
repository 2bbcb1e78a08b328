"""What strangers, broken senders and hostile ones do, over real sockets; nobody else feels it."""

import base64
import json
import socket
import struct
import threading
import time
import uuid
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import Close

from tests.server.ingest.conftest import wait_for
from tests.server.ingest.test_feeds import SECRET, played, signed
from voicemon.errors import Conflict, StoreBusy
from voicemon.server.ingest import websocket
from voicemon.simulate.wire import FEEDS, Options
from voicemon.store import KeySettings


def refused(site, path, **options):
    with pytest.raises(InvalidStatus) as caught, site.connect(path, **options):
        pass
    answer = caught.value.response
    return answer.status_code, json.loads(answer.body)


def closed(line, limit_s=10):
    with pytest.raises(ConnectionClosed) as caught:
        read_on(line, limit_s)
    return caught.value.rcvd or Close(1006, "")


def read_on(line, limit_s):
    while True:
        line.recv(limit_s)


def twilio(**facts):
    return FEEDS["twilio"](played(**facts), Options())


class Bystander:
    """A call that must not notice anything."""

    def __init__(self, site):
        self.site = site
        self.line = site.open(f"/ingest/stream/{site.key('bystander')}")
        self.feed = twilio(call="bystander")
        for message in self.feed.opening():
            self.line.send(message)
        self.media = self.feed.media()
        wait_for(lambda: any(self._mine()))

    def _mine(self):
        return [each for each in self.site.desk.lines if each.opening.name == "bystander"]

    def is_heard(self):
        """Its next audio comes through."""
        taken = self._mine()[0]
        before = taken.total()
        for _ in range(8):
            self.line.send(next(self.media).message)
        wait_for(lambda: taken.total() > before, 3)
        return not taken.over

    def close(self):
        self.line.close()


@pytest.fixture
def bystander(site):
    made = Bystander(site)
    yield made
    assert made.is_heard()
    made.close()


# -- who may not come in


@pytest.mark.parametrize("key", ["vmk_0000_1111", "nonsense", "vmk_" + "0" * 900])
def test_a_wrong_key_is_refused_at_the_handshake(site, key):
    status, problem = refused(site, f"/ingest/stream/{key}")
    assert (status, problem["code"]) == (401, "unauthorized")
    assert problem["fix"]
    assert key not in json.dumps(problem)


def test_a_wrong_key_as_custom_parameter_closes_the_line(site):
    with site.connect("/ingest/stream") as line:
        for message in twilio(key="vmk_0000_1111").opening():
            line.send(message)
        close = closed(line)
    assert close.code == 1008
    assert "key" in close.reason
    assert not site.desk.lines


def test_no_key_at_all_closes_the_line(site):
    with site.connect("/ingest/stream") as line:
        for message in twilio().opening():
            line.send(message)
        assert closed(line).code == 1008
    assert not site.desk.lines


@pytest.mark.parametrize("path", ["/", "/ingest", "/ingest/streams", "/api/site"])
def test_other_addresses_lead_nowhere(site, path):
    assert refused(site, path)[0] == 404


def test_plain_http_is_told_to_speak_websocket(site):
    with site.tcp() as line:
        line.sendall(b"GET /ingest/stream HTTP/1.1\r\nHost: x\r\n\r\n")
        assert line.makefile("rb").read().startswith(b"HTTP/1.1 426")


def test_a_key_of_another_vendor_is_refused(site):
    key = site.key(vendor="vonage")
    with site.connect(f"/ingest/stream/{key}") as line:
        for message in twilio().opening():
            line.send(message)
        close = closed(line)
    assert (close.code, "vonage" in close.reason) == (1008, True)


def test_a_key_of_another_network_is_refused(site):
    assert refused(site, f"/ingest/stream/{site.key(networks=('10.0.0.0/8',))}")[0] == 403


def test_a_revoked_key_closes_its_lines_and_keeps_what_was_heard(site, bystander):
    key = site.key()
    with site.connect(f"/ingest/stream/{key}") as line:
        feed = twilio()
        for message in feed.opening():
            line.send(message)
        media = feed.media()
        for _ in range(20):
            line.send(next(media).message)
        wait_for(lambda: len(site.desk.lines) > 1 and site.desk.lines[1].total() > 0)
        site.store.keys.revoke("pbx")
        close = closed(line)
    assert (close.code, "revoked" in close.reason) == (1008, True)
    assert site.desk.lines[1].said == ["end interrupted"]
    assert refused(site, f"/ingest/stream/{key}")[0] == 401


def test_too_many_lines_by_one_key_are_refused(store, settings, desk, chosen):
    from tests.server.ingest.conftest import Site
    from voicemon.settings import Settings

    few = Settings(
        data_dir=settings.data_dir, ingest_port=0, audiosocket_port=0, ingest_key_connections=2
    )
    site = Site(store, few, desk)
    key = site.key()
    lines = [site.open(f"/ingest/stream/{key}") for _ in range(2)]
    assert refused(site, f"/ingest/stream/{key}")[0] == 429
    for line in lines:
        line.close()
    site.ingest.drain()


# -- signatures


def audiohook_key(site, **chosen):
    chosen = {"vendor": "audiohook", "sealed_secret": SECRET, **chosen}
    return site.store.keys.add(KeySettings("genesys", **chosen))[1]


def hook():
    return FEEDS["audiohook"](played(), Options())


def test_a_stale_signature_is_refused(site):
    headers = signed(hook(), audiohook_key(site), site, created=int(time.time()) - 60)
    assert refused(site, "/ingest/audiohook", additional_headers=headers)[0] == 401


def test_a_signature_is_good_once(site):
    headers = signed(hook(), audiohook_key(site), site)
    site.open("/ingest/audiohook", additional_headers=headers).close()
    status, problem = refused(site, "/ingest/audiohook", additional_headers=headers)
    assert (status, "before" in problem["message"]) == (401, True)


def test_an_unsigned_audiohook_is_refused(site):
    headers = {"X-Api-Key": audiohook_key(site)}
    assert refused(site, "/ingest/audiohook", additional_headers=headers)[0] == 401


def test_a_key_for_another_organisation_is_refused(site):
    key = audiohook_key(site, organization=str(uuid.uuid4()))
    headers = signed(hook(), key, site)
    assert refused(site, "/ingest/audiohook", additional_headers=headers)[0] == 403


def test_a_session_opened_for_another_organisation_is_refused(site):
    feed = hook()
    headers = signed(feed, audiohook_key(site), site)
    with site.connect("/ingest/audiohook", additional_headers=headers) as line:
        (opening,) = feed.opening()
        said = json.loads(opening)
        said["parameters"]["organizationId"] = str(uuid.uuid4())
        line.send(json.dumps(said))
        assert json.loads(line.recv(5))["parameters"]["reason"] == "unauthorized"
        assert closed(line).code == 1008
    assert not site.desk.lines


def test_a_twilio_call_must_be_signed_where_the_key_holds_a_token(site):
    from voicemon.server.ingest.signatures import twilio_fits

    key = site.key(vendor="twilio", sealed_secret=b"auth token")
    path = f"/ingest/stream/{key}"
    assert refused(site, path)[0] == 401
    url = f"{site.url}{path}"
    import hashlib
    import hmac

    good = base64.b64encode(hmac.digest(b"auth token", url.encode(), hashlib.sha1)).decode()
    assert twilio_fits(url, b"auth token", good)
    site.open(path, additional_headers={"X-Twilio-Signature": good}).close()
    bad = base64.b64encode(hmac.digest(b"another", url.encode(), hashlib.sha1)).decode()
    assert refused(site, path, additional_headers={"X-Twilio-Signature": bad})[0] == 401


# -- what is sent


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
        feed = twilio()
        for each in feed.opening():
            line.send(each)
        media = feed.media()
        for _ in range(20):
            line.send(next(media).message)
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
        for message in twilio().opening():
            line.send(message)
        with suppress(ConnectionClosed):
            line.send("x" * 10_000_000)
        assert closed(line).code == 1009


def test_messages_of_one_byte_hold_nobody_up(site, bystander):
    """At any speed: they are read at their pace, and the others in between."""
    key = site.key(vendor="vonage")
    feed = FEEDS["vonage"](played().leg(0), Options())
    with site.connect(f"/ingest/stream/{key}") as line:
        for message in feed.opening():
            line.send(message)
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
    feed = twilio()
    for message in feed.opening():
        line.send(message)
    media = feed.media()
    for _ in range(20):
        line.send(next(media).message)
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
        for message in twilio().opening():
            line.send(message)
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


# -- the desk says no


@pytest.mark.parametrize(
    ("refusal", "code"), [(Conflict("full"), 1013), (StoreBusy("busy"), 1013), (ValueError(), 1011)]
)
def test_a_call_the_desk_does_not_take_is_told_why(site, desk, refusal, code):
    desk.refusal = refusal
    with site.connect(f"/ingest/stream/{site.key()}") as line:
        for message in twilio().opening():
            line.send(message)
        assert closed(line).code == code


def test_a_refused_consent_closes_the_line(site):
    with site.connect(f"/ingest/stream/{site.key()}") as line:
        for message in twilio(consent="refused").opening():
            line.send(message)
        assert closed(line).code == 1008


def test_a_call_that_the_desk_ends_needs_no_line_any_more(site, desk):
    with site.connect(f"/ingest/stream/{site.key()}") as line:
        for message in twilio().opening():
            line.send(message)
        desk.tell_ended(site.line().call_id)
        assert closed(line).code == 1000


def test_nothing_secret_is_logged(site, capsys):
    key = site.key()
    site.store.keys.revoke("pbx")
    refused(site, f"/ingest/stream/{key}")
    with site.connect("/ingest/stream") as line:
        for message in twilio(key=key, customer="+49 170 1234567").opening():
            line.send(message)
        closed(line)
    said = "".join(capsys.readouterr())
    assert said.count("sender refused") == 2
    assert key.rpartition("_")[2] not in said
    assert "1234567" not in said
