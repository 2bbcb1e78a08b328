"""The family of JSON messages with base64 audio: what is taken, and what is refused how."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest

from voicemon.audio.codecs import Encoding, decode
from voicemon.telephony import messages
from voicemon.telephony.detect import parser
from voicemon.telephony.events import CallEnded, CallStarted, Close, Dtmf, Heard, WireError

SILENCE = base64.b64encode(b"\xff" * 160).decode()


def start(**changes):
    described = {
        "streamSid": "MZ1",
        "callSid": "CA1",
        "tracks": ["inbound", "outbound"],
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
    }
    return json.dumps({"event": "start", "streamSid": "MZ1", "start": described | changes})


def media(stream="MZ1", **changes):
    sent = {"track": "inbound", "chunk": "1", "timestamp": "0", "payload": SILENCE} | changes
    kept = {name: value for name, value in sent.items() if value is not ...}
    return json.dumps({"event": "media", "streamSid": stream, "media": kept})


def running(vendor="twilio", **changes):
    wire = parser(vendor)
    wire.receive(start(**changes))
    return wire


def refused(wire, message):
    with pytest.raises(WireError) as caught:
        wire.receive(message)
    return caught.value


def test_numbers_may_be_text_or_numbers():
    wire = running()
    for chunk, moment in (("1", "0"), (2, 20), (3.0, "40"), ("4", 60.0)):
        (heard,) = wire.receive(media(chunk=chunk, timestamp=moment))
        assert isinstance(heard, Heard)
        assert heard.filled == 0


def test_audio_without_number_and_moment_is_counted():
    wire = running()
    for count in range(5):
        (heard,) = wire.receive(media(chunk=..., timestamp=...))
        assert heard.start == count * 160


def test_audio_without_a_track_is_the_first_tracks():
    (heard,) = running().receive(media(track=...))
    assert heard.track == "inbound"


def test_a_tracks_long_name_is_its_short_name():
    wire = running(tracks=["inbound_track", "outbound_track"])
    (heard,) = wire.receive(media(track="outbound"))
    assert heard.track == "outbound"


def test_a_pressed_key_says_the_track_and_no_digit():
    said = {"event": "dtmf", "streamSid": "MZ1", "dtmf": {"track": "inbound_track", "digit": "7"}}
    assert running().receive(json.dumps(said)) == [Dtmf("inbound")]


def test_the_end_may_come_without_its_body():
    assert running().receive('{"event": "stop", "streamSid": "MZ1"}') == [CallEnded("hangup")]


def test_after_the_end_late_audio_is_left_out_and_a_new_start_refused():
    wire = running()
    wire.receive('{"event": "stop"}')
    assert wire.receive(media()) == []
    assert wire.receive('{"event": "stop"}') == []
    assert refused(wire, start()).close == 1002


def test_words_the_format_may_get_later_are_left_out():
    assert running().receive('{"event": "weather", "weather": {"sun": true}}') == []


def test_a_call_may_be_named_by_a_parameter():
    wire = parser("twilio")
    (started,) = wire.receive(start(customParameters={"Call": "order-7", "Customer-Track": "x"}))
    assert isinstance(started, CallStarted)
    assert started.call == "order-7"
    assert started.facts == {"call": "order-7", "customer_track": "x"}


def test_facts_hold_nothing_that_a_store_or_a_page_could_stumble_over():
    odd = {"agent": "a\ud800\x00\n17", "deep": {"a": 1}, "yes": True, "n": 3, "": "x", "empty": ""}
    (started,) = parser("twilio").receive(start(customParameters=odd | {"long": "x" * 9999}))
    facts = dict(started.facts)
    assert len(facts.pop("long")) == messages.MAX_FACT_CHARACTERS
    assert facts == {"agent": "a?17", "yes": "true", "n": "3"}


def test_an_agent_may_be_named_the_way_talkdesk_does():
    (started,) = parser("twilio").receive(start(customParameters={"agent_id": "a17"}))
    assert started.facts == {"agent_id": "a17", "agent": "a17"}
    both = {"agent_id": "7", "agent": "a17"}
    (started,) = parser("twilio").receive(start(customParameters=both))
    assert started.facts == both


def test_too_many_parameters_are_refused():
    many = {f"p{number}": "x" for number in range(messages.MAX_FACTS + 1)}
    assert refused(parser("twilio"), start(customParameters=many)).close == 1008


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"encoding": "audio/x-mulaw", "sampleRate": 16000}, "8000"),
        ({"encoding": "audio/opus", "sampleRate": 8000}, "audio/x-mulaw"),
        ({"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 2}, "one channel"),
        ({"encoding": "audio/x-mulaw;rate=16000"}, "8000"),
        ({"encoding": "audio/x-mulaw", "sampleRate": 0}, "8000"),
    ],
)
def test_another_format_is_refused_with_what_is_taken(form, says):
    error = refused(parser("twilio"), start(mediaFormat=form))
    assert error.close == 1003
    assert says in error.message


def test_a_missing_format_is_the_usual_one():
    (started,) = parser("twilio").receive(start(mediaFormat=None))
    assert started.rate_hz == 8000


@pytest.mark.parametrize(
    ("changes", "close"),
    [
        ({"payload": "no base64!"}, 1007),
        ({"payload": "AAA"}, 1007),
        ({"payload": "ü" * 8}, 1007),
        ({"payload": ...}, 1007),
        ({"payload": 7}, 1007),
        ({"payload": {"data": SILENCE}}, 1007),
        ({"track": 5}, 1007),
        ({"track": ["inbound"]}, 1007),
        ({"track": "third"}, 1002),
        ({"chunk": "one"}, 1007),
        ({"chunk": [1]}, 1007),
        ({"chunk": True}, 1007),
        ({"chunk": 10**30}, 1007),
        ({"timestamp": "9" * 5000}, 1007),
        ({"timestamp": 1e300}, 1007),
    ],
)
def test_a_broken_audio_message_is_an_error_and_loses_nothing_heard_before(changes, close):
    wire = running()
    wire.receive(media())
    wire.receive(media(chunk="3", timestamp="40"))
    assert refused(wire, media(**({"chunk": "4", "timestamp": "60"} | changes))).close == close
    assert sum(heard.samples.size for heard in wire.lost()) == 320


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000])
def test_what_is_no_number_is_refused(number):
    message = media().replace('"0"', number)
    assert refused(running(), message).close == 1007


@pytest.mark.parametrize("payload", ["", base64.b64encode(b"\xff").decode()])
def test_empty_and_one_byte_messages_are_taken(payload):
    heard = running().receive(media(payload=payload))
    assert sum(piece.samples.size for piece in heard) == len(base64.b64decode(payload))


def test_audio_of_another_stream_is_refused():
    assert refused(running(), media(stream="MZ2")).close == 1008


@pytest.mark.parametrize("tracks", ["inbound", [1], [{"name": "inbound"}], ["t"] * 9, 3])
def test_tracks_must_be_a_few_names(tracks):
    assert refused(parser("twilio"), start(tracks=tracks)).close == 1007


@pytest.mark.parametrize("named", [{"streamSid": None}, {"callSid": ""}, {"callSid": None}])
def test_a_start_without_names_is_refused(named):
    message = json.loads(start(**named))
    del message["streamSid"]
    assert refused(parser("twilio"), json.dumps(message)).close == 1002


@pytest.mark.parametrize("end", ["dtmf", "mark", "connected"])
def test_before_the_start_only_audio_and_the_end_are_errors(end):
    assert parser("twilio").receive(json.dumps({"event": end})) == []


def test_the_end_before_the_start_is_an_error():
    assert refused(parser("twilio"), '{"event": "stop"}').close == 1002


def test_a_pause_forgets_what_waited_for_its_turn():
    wire = running()
    wire.receive(media())
    wire.receive(media(chunk="3", timestamp="40", payload=base64.b64encode(b"\x00" * 160).decode()))
    assert wire.pause() == []
    assert wire.resume() == []
    assert wire.lost() == []


@pytest.mark.parametrize(("again", "code"), [(True, 1012), (False, 1000)])
def test_leaving_gives_what_waited_and_closes(again, code):
    wire = running()
    wire.receive(media(chunk="2", timestamp="20"))
    *heard, close = wire.leave("restart " + "ü" * 200, again=again)
    assert sum(piece.samples.size for piece in heard) == 160
    assert isinstance(close, Close)
    assert close.code == code
    assert len(close.reason.encode()) <= 123


def test_a_law_telnyx_is_heard():
    described = {"call_control_id": "v2:1", "media_format": {"encoding": "PCMA"}}
    wire = parser("telnyx")
    wire.receive(json.dumps({"event": "start", "stream_id": "s", "start": described}))
    every = bytes(range(256))
    sent = {"track": "outbound", "chunk": "1", "payload": base64.b64encode(every).decode()}
    (heard,) = wire.receive(json.dumps({"event": "media", "stream_id": "s", "media": sent}))
    np.testing.assert_array_equal(heard.samples, decode(every, Encoding.ALAW))


@pytest.mark.parametrize("rate", ["8000", "16000", "24000"])
def test_exotel_has_three_rates(rate):
    described = {"stream_sid": "s", "call_sid": "c", "media_format": {"sample_rate": rate}}
    (started,) = parser("exotel").receive(json.dumps({"event": "start", "start": described}))
    assert started.rate_hz == int(rate)


def test_an_odd_last_byte_of_16_bit_audio_is_left_out():
    wire = parser("exotel")
    described = {"stream_sid": "s", "call_sid": "c", "media_format": {"encoding": "audio/x-raw"}}
    wire.receive(json.dumps({"event": "start", "start": described}))
    for chunk in (1, 2):
        sent = {"chunk": chunk, "payload": base64.b64encode(b"\x00\x40" * 3 + b"\x01").decode()}
        (heard,) = wire.receive(json.dumps({"event": "media", "media": sent}))
        assert heard.samples.tolist() == [0.5] * 3


@pytest.mark.parametrize(
    ("headers", "facts"),
    [
        ("X-PH-agent=a17, queue=billing", {"agent": "a17", "queue": "billing"}),
        ("agent=a=b;junk", {"agent": "a=b"}),
        ('{"X-PH-Agent": "a17", "n": 2}', {"agent": "a17", "n": "2"}),
        ({"agent": "a17"}, {"agent": "a17"}),
        ("{}", {}),
        ("", {}),
        (None, {}),
    ],
)
def test_plivos_extra_headers_are_facts(headers, facts):
    described = {"streamId": "s", "callId": "c", "mediaFormat": {"encoding": "audio/x-mulaw"}}
    message = {"event": "start", "start": described, "extra_headers": headers}
    (started,) = parser("plivo").receive(json.dumps(message))
    assert started.facts == facts


@pytest.mark.parametrize("headers", [5, ["agent=a17"], "{broken", "[1]"])
def test_plivos_extra_headers_in_another_shape(headers):
    described = {"streamId": "s", "callId": "c"}
    message = {"event": "start", "start": described, "extra_headers": headers}
    if headers == "[1]":  # text without a pair tells nothing
        assert parser("plivo").receive(json.dumps(message))[0].facts == {}
    else:
        assert refused(parser("plivo"), json.dumps(message)).close == 1007


def test_plivos_16_bit_audio_has_two_rates_and_mu_law_one():
    for encoding, rate, taken in (
        ("audio/x-l16;rate=16000", None, True),
        ("audio/x-l16", 8000, True),
        ("audio/x-mulaw;rate=16000", None, False),
        ("audio/x-l16", 44100, False),
    ):
        form = {"encoding": encoding} | ({"sampleRate": rate} if rate else {})
        described = {"streamId": "s", "callId": "c", "mediaFormat": form}
        message = json.dumps({"event": "start", "start": described})
        if taken:
            assert parser("plivo").receive(message)[0].rate_hz == (rate or 16000)
        else:
            assert refused(parser("plivo"), message).close == 1003
