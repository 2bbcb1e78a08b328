"""Vonage, jambonz and chan_websocket: what the three have in common."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicemon.audio.codecs import Encoding, encode
from voicemon.telephony.chan_websocket import ChanWebSocket
from voicemon.telephony.events import CallStarted, Close, Heard, WireError
from voicemon.telephony.jambonz import Jambonz
from voicemon.telephony.vonage import Vonage

STARTS = {
    Vonage: json.dumps({"event": "websocket:connected", "content-type": "audio/l16;rate=8000"}),
    Jambonz: json.dumps({"sampleRate": 8000, "mixType": "mono", "callSid": "c-1"}),
    ChanWebSocket: json.dumps({"event": "MEDIA_START", "channel_id": "1.2", "format": "slin"}),
}

every_vendor = pytest.mark.parametrize("wire", STARTS)


def begun(wire):
    parser = wire()
    parser.receive(STARTS[wire])
    return parser


def heard(events, track=None):
    """The samples of a track as they came, checked for order."""
    audio = [event for event in events if isinstance(event, Heard)]
    tracks = {event.track for event in audio}
    mine = [event for event in audio if event.track == (track or min(tracks))]
    end = mine[0].start
    for event in mine:
        assert event.start == end
        end += event.samples.size
    return np.concatenate([event.samples for event in mine])


@every_vendor
def test_audio_before_the_start_is_a_protocol_error(wire):
    with pytest.raises(WireError, match="before") as error:
        wire().receive(bytes(320))
    assert error.value.close == 1002


@every_vendor
def test_a_second_start_is_a_protocol_error(wire):
    with pytest.raises(WireError, match="second start") as error:
        begun(wire).receive(STARTS[wire])
    assert error.value.close == 1002


@every_vendor
@pytest.mark.parametrize(
    "text", ["", "hello", "[1, 2]", "null", "{", '"a"', "[" * 50_000, "9" * 5000]
)
def test_a_garbage_first_message_is_broken_data(wire, text):
    with pytest.raises(WireError) as error:
        wire().receive(text)
    assert error.value.close in (1002, 1007)


@every_vendor
def test_a_depth_bomb_is_broken_data(wire):
    with pytest.raises(WireError) as error:
        wire().receive('{"a":' * 10_000)
    assert error.value.close == 1007


@every_vendor
@pytest.mark.parametrize("text", ['{"event": "connected"}', "{}", '{"event": {"a": [[]]}}'])
def test_another_vendors_first_message_is_refused(wire, text):
    with pytest.raises(WireError) as error:
        wire().receive(text)
    assert error.value.close in (1002, 1003)


@every_vendor
def test_a_text_message_of_ten_megabytes_is_too_big(wire):
    for parser in (wire(), begun(wire)):
        with pytest.raises(WireError) as error:
            parser.receive("x" * 10_000_000)
        assert error.value.close == 1009


@every_vendor
def test_an_audio_message_of_ten_megabytes_is_too_big(wire):
    with pytest.raises(WireError) as error:
        begun(wire).receive(bytes(10_000_000))
    assert error.value.close == 1009


@every_vendor
def test_an_odd_byte_belongs_to_the_next_message(wire):
    samples = np.linspace(-0.5, 0.5, 400, dtype=np.float32)
    data = encode(samples, Encoding.S16LE)
    parser = begun(wire)
    events = [
        event for cut in (data[:101], data[101:102], data[102:]) for event in parser.receive(cut)
    ]
    assert encode(heard(events), Encoding.S16LE) == data


@every_vendor
def test_an_empty_audio_message_is_nothing(wire):
    assert begun(wire).receive(b"") == []


@every_vendor
def test_leaving_closes_with_1012_when_the_sender_should_come_again(wire):
    *_, close = begun(wire).leave("restart", again=True)
    assert close == Close(1012, "restart")
    *_, close = begun(wire).leave("done", again=False)
    assert close == Close(1000, "done")


@every_vendor
def test_what_comes_after_leaving_is_not_heard(wire):
    parser = begun(wire)
    parser.leave("done", again=False)
    assert parser.receive(bytes(320)) == []


@every_vendor
def test_a_lost_connection_holds_nothing_back(wire):
    assert begun(wire).lost() == []


@every_vendor
def test_there_is_no_word_for_pause(wire):
    parser = begun(wire)
    assert parser.pause() == parser.resume() == []


texts = st.text(max_size=200)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
fields = st.fixed_dictionaries(
    {},
    optional={
        "event": st.sampled_from(["websocket:connected", "websocket:dtmf", "MEDIA_START", "dtmf"])
        | values,
        "content-type": st.just("audio/l16;rate=8000") | values,
        "sampleRate": st.sampled_from([8000, "16000", True, 1.5, 8001]) | values,
        "mixType": st.sampled_from(["mono", "stereo", "mixed"]) | values,
        "format": st.sampled_from(["ulaw", "slin16", "opus"]) | values,
        "metadata": values,
        "headers": values,
        "channel_variables": values,
    },
)
messages = st.lists(
    st.binary(max_size=50)
    | texts
    | fields.map(json.dumps)
    | st.sampled_from(
        ["MEDIA_START format:ulaw", "DTMF_END digit:1", "MEDIA_XOFF", *STARTS.values()]
    ),
    max_size=6,
)


@every_vendor
@given(messages=messages)
def test_whatever_comes_is_understood_or_a_wire_error(wire, messages):
    parser = wire()
    started, refused = 0, []
    for message in messages:
        try:
            events = parser.receive(message)
        except WireError as error:
            refused.append(error)
            break
        started += sum(isinstance(event, CallStarted) for event in events)
    assert started <= 1
    assert all(error.close in (1002, 1003, 1007, 1008, 1009) for error in refused)
    assert all(error.message.isprintable() for error in refused)


@every_vendor
@given(cuts=st.lists(st.integers(0, 800), max_size=10))
def test_the_samples_do_not_depend_on_how_they_are_cut(wire, cuts):
    data = encode(np.sin(np.arange(400)).astype(np.float32), Encoding.S16LE)
    parser = begun(wire)
    edges = [0, *sorted(cuts), len(data)]
    events = [
        event
        for start, stop in zip(edges, edges[1:], strict=False)
        for event in parser.receive(data[start:stop])
    ]
    assert encode(heard(events), Encoding.S16LE) == data
