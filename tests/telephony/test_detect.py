"""The first messages tell whose they are."""

from __future__ import annotations

import json

import pytest

from voicemon.telephony.detect import MAX_OPENING, VENDORS, Detecting, parser, vendor_of
from voicemon.telephony.events import CallStarted, Close, WireError

CONNECTED = '{"event": "connected", "protocol": "Call", "version": "1.0.0"}'
FIRST = {
    "twilio": {"event": "start", "start": {"streamSid": "MZ1", "callSid": "CA1"}},
    "telnyx": {"event": "start", "stream_id": "s", "start": {"call_control_id": "v2:1"}},
    "plivo": {"event": "start", "start": {"streamId": "s", "callId": "c"}},
    "exotel": {"event": "start", "start": {"stream_sid": "s", "call_sid": "c"}},
    "lca": {"action": "startCall", "callId": "c"},
    "vonage": {"event": "websocket:connected", "content-type": "audio/l16;rate=16000"},
    "jambonz": {"callSid": "c", "sampleRate": 8000, "mixType": "stereo"},
    "chan_websocket": {
        "event": "MEDIA_START",
        "connection_id": "c",
        "channel": "WebSocket/c",
        "format": "ulaw",
        "optimal_frame_size": 160,
    },
}


@pytest.mark.parametrize("vendor", VENDORS)
def test_each_sender_is_known_by_its_first_words(vendor):
    wire = Detecting()
    assert wire.vendor == "unknown"
    (started, *_) = wire.receive(json.dumps(FIRST[vendor]))
    assert isinstance(started, CallStarted)
    assert wire.vendor == vendor == parser(vendor).vendor


def test_asterisks_old_words_are_known():
    old = "MEDIA_START connection_id:c channel:WebSocket/c format:ulaw optimal_frame_size:160"
    assert vendor_of(old) == "chan_websocket"


def test_the_words_of_lcas_own_client_are_known():
    assert vendor_of('{"callEvent": "START", "callId": "c"}') == "lca"


def test_what_came_before_the_telling_message_is_not_lost():
    wire = Detecting()
    assert wire.receive(CONNECTED) == []
    (started,) = wire.receive(json.dumps(FIRST["telnyx"]))
    assert started.call == "v2:1"


def test_a_sender_that_never_says_who_it_is_is_refused():
    wire = Detecting()
    for _ in range(MAX_OPENING - 1):
        assert wire.receive(CONNECTED) == []
    with pytest.raises(WireError) as caught:
        wire.receive(CONNECTED)
    assert caught.value.close == 1002


@pytest.mark.parametrize(
    ("message", "close"),
    [
        ("hello", 1007),
        ("", 1007),
        ("[]", 1002),
        ("null", 1002),
        ("{}", 1002),
        ('{"event": "start"}', 1002),
        ('{"event": "start", "start": 5}', 1007),
        ('{"event": "start", "start": {"id": "x"}}', 1002),
        ('{"event": ["start"]}', 1002),
        ('{"event": "begin", "sampleRate": 8000}', 1002),
        ('{"event": "media", "media": {"payload": ""}}', 1002),
        ('{"type": "open", "version": "2", "id": "x"}', 1008),
        (b"\x01\x00\x10", 1002),
        ("x" * 10_000_000, 1009),
        ("[" * 100_000, 1007),
    ],
)
def test_what_no_known_sender_begins_with_is_refused(message, close):
    with pytest.raises(WireError) as caught:
        Detecting().receive(message)
    assert caught.value.close == close


def test_before_the_sender_is_known_there_is_nothing_to_give():
    wire = Detecting()
    assert wire.lost() == wire.pause() == wire.resume() == []
    assert wire.leave("restart", again=True) == [Close(1012, "restart")]


def test_afterwards_the_vendors_parser_answers():
    wire = Detecting()
    wire.receive(json.dumps(FIRST["twilio"]))
    assert wire.pause() == wire.resume() == wire.lost() == []
    assert wire.leave("over", again=False) == [Close(1000, "over")]
