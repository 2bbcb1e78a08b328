"""Senders that speak like Live Call Analytics, in both forms."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest

from voicemon.telephony.events import CallEnded, CallStarted, WireError
from voicemon.telephony.lca import Lca
from voicemon.types import Role


def said(**message):
    return json.dumps(message)


def running(**changes):
    wire = Lca()
    wire.receive(said(action="startCall", callId="c", **changes))
    return wire


def test_the_format_itself_says_who_is_who():
    (started,) = Lca().receive(said(action="startCall", callId="c", agentId="a17"))
    assert isinstance(started, CallStarted)
    assert started.roles == {"customer": Role.CUSTOMER, "agent": Role.AGENT}
    assert started.facts == {"agent": "a17"}


@pytest.mark.parametrize(
    ("value", "track"),
    [(True, "agent"), (False, "customer"), ("true", "agent"), ("false", "customer")],
)
def test_each_message_says_whose_audio_it_is(value, track):
    audio = base64.b64encode(b"\x00\x40").decode()
    (heard,) = running().receive(said(action="audioMessage", audio=audio, isAgentAudio=value))
    assert heard.track == track
    assert heard.samples.tolist() == [0.5]


@pytest.mark.parametrize("value", [None, 1, 0, "yes", [True], {}])
def test_whose_audio_it_is_must_be_said_clearly(value):
    with pytest.raises(WireError, match="isAgentAudio"):
        running().receive(said(action="audioMessage", audio="AAA=", isAgentAudio=value))


def test_mu_law_is_taken_where_it_is_told():
    audio = base64.b64encode(b"\xff\x00").decode()
    wire = running(encoding="mulaw")
    (heard,) = wire.receive(said(action="audioMessage", audio=audio, isAgentAudio=True))
    assert heard.samples.size == 2


@pytest.mark.parametrize("changes", [{"samplingRate": 7}, {"encoding": "opus"}])
def test_another_format_is_refused_with_what_is_taken(changes):
    with pytest.raises(WireError, match="taken are pcm") as caught:
        running(**changes)
    assert caught.value.close == 1003


def test_binary_audio_may_be_cut_anywhere():
    both = np.arange(-400, 400, dtype="<i2")
    data, random = both.tobytes(), np.random.default_rng(5)
    wire = Lca()
    wire.receive(said(callEvent="START", callId="c", samplingRate=8000))
    heard, place = [], 0
    while place < len(data):
        step = int(random.integers(1, 9))
        heard += wire.receive(data[place : place + step])
        place += step
    for channel, track in enumerate(("customer", "agent")):
        joined = np.concatenate([piece.samples for piece in heard if piece.track == track])
        np.testing.assert_array_equal(joined * 32768, both[channel::2])


def test_binary_audio_is_refused_where_json_was_begun():
    with pytest.raises(WireError) as caught:
        running().receive(b"\x00" * 4)
    assert caught.value.close == 1003


def test_a_too_large_binary_message_is_refused():
    wire = Lca()
    wire.receive(said(callEvent="START", callId="c"))
    with pytest.raises(WireError) as caught:
        wire.receive(b"\x00" * 10_000_000)
    assert caught.value.close == 1009


def test_after_the_end_nothing_is_heard():
    wire = running()
    assert wire.receive(said(action="endCall")) == [CallEnded()]
    assert wire.receive(said(action="endCall")) == []
    assert wire.receive(said(action="audioMessage", audio="AAA=", isAgentAudio=True)) == []


@pytest.mark.parametrize(
    "message",
    [
        said(action="endCall"),
        said(action="startCall"),
        said(callId="c"),
        said(action={"name": "startCall"}),
    ],
)
def test_what_makes_no_sense_before_a_call_is_refused(message):
    with pytest.raises(WireError):
        Lca().receive(message)
