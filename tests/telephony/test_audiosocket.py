from __future__ import annotations

import uuid

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicemon.audio.codecs import Encoding, encode
from voicemon.telephony.audiosocket import RATES_HZ, AudioSocket
from voicemon.telephony.events import CallEnded, CallStarted, Close, Dtmf, Heard, Send, WireError

NAME = "12345678-1234-5678-1234-567812345678"


def tlv(kind, payload=b""):
    return bytes((kind,)) + len(payload).to_bytes(2, "big") + payload


HELLO = tlv(0x01, uuid.UUID(NAME).bytes)


def begun():
    wire = AudioSocket()
    wire.receive(HELLO)
    return wire


def outcome(wire, cuts):
    """What happened, whatever the cut: events, and a WireError as the close it asks for."""
    happened = []
    for cut in cuts:
        try:
            happened += wire.receive(cut)
        except WireError as error:
            happened.append(Close(error.close, error.message))
    return [
        (event.track, event.start, event.rate_hz, event.samples.tobytes())
        if isinstance(event, Heard)
        else event
        for event in happened
    ]


def test_the_uuid_starts_the_call():
    (started,) = AudioSocket().receive(HELLO)
    assert started == CallStarted(call="", connection=NAME, tracks=("leg",), rate_hz=8000)


@pytest.mark.parametrize(("kind", "rate_hz"), RATES_HZ.items())
def test_the_type_tells_the_rate(kind, rate_hz):
    samples = np.linspace(-1, 0.9, 160, dtype=np.float32)
    (heard,) = begun().receive(tlv(kind, encode(samples, Encoding.S16LE)))
    assert heard.rate_hz == rate_hz
    np.testing.assert_allclose(heard.samples, samples, atol=1 / 32768)


@pytest.mark.parametrize("kind", [0x02, 0x03, 0x10, 0x47])
def test_what_comes_before_the_uuid_is_refused_by_its_first_byte(kind):
    with pytest.raises(WireError, match="begins with a UUID") as error:
        AudioSocket().receive(bytes((kind,)))
    assert error.value.close == 1002


def test_a_web_browser_is_refused_at_once():
    with pytest.raises(WireError):
        AudioSocket().receive(b"GET / HTTP/1.1\r\n")


def test_a_second_uuid_is_refused():
    with pytest.raises(WireError, match="second UUID"):
        begun().receive(HELLO)


def test_text_is_refused():
    with pytest.raises(WireError) as error:
        begun().receive("hello")
    assert error.value.close == 1003


@pytest.mark.parametrize("message", [tlv(0x03, b""), tlv(0x03, b"12"), tlv(0x01, b"1234")])
def test_a_wrong_length_is_refused(message):
    with pytest.raises(WireError, match="bytes"):
        begun().receive(message)


def test_a_uuid_of_another_length_is_not_waited_for():
    with pytest.raises(WireError):
        AudioSocket().receive(b"\x01\xff\xff")


def test_an_unknown_type_is_refused():
    with pytest.raises(WireError, match="unknown type 0x77"):
        begun().receive(tlv(0x77, b"?"))


def test_a_change_of_rate_is_refused():
    wire = begun()
    wire.receive(tlv(0x10, bytes(320)))
    with pytest.raises(WireError, match="8000 to 16000") as error:
        wire.receive(tlv(0x12, bytes(640)))
    assert error.value.close == 1003


def test_a_key_is_told_without_its_digit():
    assert begun().receive(tlv(0x03, b"5")) == [Dtmf("leg")]


def test_silence_is_taken_and_means_nothing():
    assert begun().receive(tlv(0x02) + tlv(0x02, bytes(4))) == []


def test_an_odd_byte_belongs_to_the_next_message():
    data = encode(np.linspace(-0.5, 0.5, 100, dtype=np.float32), Encoding.S16LE)
    events = begun().receive(tlv(0x10, data[:33]) + tlv(0x10, data[33:]))
    assert encode(np.concatenate([event.samples for event in events]), Encoding.S16LE) == data


def test_terminate_ends_the_call():
    wire = begun()
    assert wire.receive(b"\0\0\0") == [CallEnded("hangup"), Close(1000, "hangup")]
    assert wire.receive(tlv(0x10, bytes(320))) == []


def test_terminate_before_the_uuid_ends_no_call():
    assert AudioSocket().receive(b"\0\0\0") == [Close(1000, "hangup")]


def test_a_hang_up_error_is_a_hang_up():
    assert begun().receive(tlv(0xFF, b"\x01"))[0] == CallEnded("hangup")


@pytest.mark.parametrize(
    ("payload", "words"),
    [(b"\x02", "forward"), (b"\x04", "memory"), (b"\x09", "0x09"), (b"", "0x00")],
)
def test_other_errors_end_the_call_and_say_why(payload, words):
    ended, close = begun().receive(tlv(0xFF, payload))
    assert isinstance(ended, CallEnded)
    assert words in ended.reason
    assert words in close.reason


def test_what_was_heard_before_an_error_stays_heard():
    heard, close = begun().receive(tlv(0x10, bytes(320)) + tlv(0x77))
    assert heard.samples.size == 160
    assert close.code == 1003


def test_leaving_terminates():
    assert begun().leave("restart", again=True) == [Send(b"\0\0\0"), Close(1012, "restart")]


def test_there_is_no_word_for_pause_and_nothing_held_back():
    wire = begun()
    assert wire.pause() == wire.resume() == wire.lost() == []


kinds = st.sampled_from([0x00, 0x01, 0x02, 0x03, 0x10, 0x10, 0x10, 0x12, 0x77, 0xFF])
streams = st.lists(st.builds(tlv, kinds, st.binary(max_size=20)), max_size=8).map(b"".join)


@given(stream=streams, cuts=st.lists(st.integers(0, 250), max_size=20))
def test_any_cut_of_the_bytes_gives_the_same(stream, cuts):
    stream = HELLO + stream
    edges = [0, *sorted(cuts), len(stream)]
    pieces = [stream[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    one_by_one = [stream[i : i + 1] for i in range(len(stream))]
    whole = outcome(AudioSocket(), [stream])
    assert outcome(AudioSocket(), pieces) == whole
    assert outcome(AudioSocket(), one_by_one) == whole


@given(st.lists(st.binary(max_size=60) | st.text(max_size=5), max_size=6))
def test_whatever_comes_is_understood_or_a_wire_error(pieces):
    for start in ([], [HELLO]):
        outcome(AudioSocket(), [*start, *pieces])
