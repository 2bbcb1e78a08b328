from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicemon.audio.codecs import Encoding, encode
from voicemon.telephony.audiohook import ALLOWED, AudioHook, State
from voicemon.telephony.audiohook_messages import NULL_UUID, discarded_s, duration
from voicemon.telephony.events import (
    CallEnded,
    CallStarted,
    Close,
    Heard,
    Paused,
    Resumed,
    Send,
    Updated,
    WireError,
)
from voicemon.types import Role

SESSION = "30b0e395-84d3-4570-ac13-9a62d8f514c0"
OTHER = "e160e428-53e2-487c-977d-96989bf5c99d"
ORGANIZATION = "d7934305-0972-4844-938e-9060eef73d05"
CONVERSATION = "090eaa2f-72fa-480a-83e0-8667ff89c0ec"
PARTICIPANT = "883efee8-3d6c-4537-b500-6d7ca4b92fa0"
STEREO = ["external", "internal"]


def media(kind="PCMU", channels=STEREO, rate=8000, **other):
    return {"type": "audio", "format": kind, "channels": channels, "rate": rate} | other


def opening(**changes):
    return {
        "organizationId": ORGANIZATION,
        "conversationId": CONVERSATION,
        "participant": {
            "id": PARTICIPANT,
            "ani": "+1-555-555-1234",
            "aniName": "John Doe",
            "dnis": "+1-800-555-6789",
        },
        "media": [media(), media(channels=["external"])],
    } | changes


class Client:
    """The client's side, as far as a message needs it."""

    def __init__(self, wire=None):
        self.wire = wire or AudioHook()
        self.seq = 0
        self.serverseq = 0

    def __call__(self, kind, parameters=None, **changes):
        self.seq += 1
        message = {
            "version": "2",
            "id": SESSION,
            "type": kind,
            "seq": self.seq,
            "serverseq": self.serverseq,
            "position": "PT1.5S",
            "parameters": parameters or {},
        } | changes
        events = self.wire.receive(json.dumps(message))
        self.serverseq += sum(isinstance(event, Send) for event in events)
        return events

    def opened(self, **changes):
        self("open", opening(**changes))
        return self


def said(event):
    assert isinstance(event, Send)
    return json.loads(event.message)


def broken(wire, close=1002):
    """The wire is broken in this way, and says so to the client."""
    assert wire.state is State.BROKEN
    goodbye, closing = wire.leave("whatever", again=False)
    assert closing.code == close
    return said(goodbye)


def test_open_is_answered_with_one_offer_and_starts_the_call():
    started, opened = Client()("open", opening())
    assert said(opened) == {
        "version": "2",
        "id": SESSION,
        "type": "opened",
        "seq": 1,
        "clientseq": 1,
        "parameters": {"media": [media()]},
    }
    assert started == CallStarted(
        call=CONVERSATION,
        connection=SESSION,
        tracks=("external", "internal"),
        rate_hz=8000,
        roles={"external": Role.CUSTOMER, "internal": Role.AGENT},
        facts={
            "customer": "+1-555-555-1234",
            "customer_name": "John Doe",
            "dialled": "+1-800-555-6789",
            "organization": ORGANIZATION,
            "participant": PARTICIPANT,
        },
    )


@pytest.mark.parametrize(
    ("offers", "chosen"),
    [
        ([media("L16"), media()], media()),
        ([media(channels=["internal"]), media("L16")], media("L16")),
        (
            [media(channels=["internal"]), media(channels=["external"])],
            media(channels=["external"]),
        ),
        ([media("OPUS"), media(channels=["internal"])], media(channels=["internal"])),
        ([media(channels=["a", "b"]), media(rate=44_100), media("L16")], media("L16")),
        ([media(channels=["internal", "external"])], media(channels=["internal", "external"])),
        ([7, {}, media(type="video"), media(channels="external"), media()], media()),
        ([media(channels=["external", "external"]), media()], media()),
    ],
)
def test_the_best_offer_is_chosen(offers, chosen):
    _, opened = Client()("open", opening(media=offers))
    assert said(opened)["parameters"]["media"] == [chosen]


@pytest.mark.parametrize("offers", [[], None, "PCMU", [media("OPUS")], [media(rate=11_025)]])
def test_without_an_offer_that_can_be_taken_the_session_is_refused(offers):
    client = Client()
    with pytest.raises(WireError, match="no audio"):
        client("open", opening(media=offers))
    assert broken(client.wire, 1003)["parameters"]["reason"] == "error"


@pytest.mark.parametrize("kind", ["PCMU", "L16"])
@pytest.mark.parametrize("channels", [STEREO, STEREO[::-1], ["external"]])
def test_audio_is_told_apart_by_the_order_of_the_chosen_media(kind, channels):
    encoding = Encoding.ULAW if kind == "PCMU" else Encoding.S16LE
    client = Client().opened(media=[media(kind, channels)])
    sides = {
        name: np.full(160, level, np.float32)
        for name, level in zip(STEREO, (0.25, -0.5), strict=True)
    }
    frame = np.stack([sides[name] for name in channels], axis=1).ravel()
    data = encode(frame, encoding)
    for piece in (data[:3], data[3:]):
        for event in client.wire.receive(piece):
            assert isinstance(event, Heard)
            np.testing.assert_allclose(
                event.samples, sides[event.track][: event.samples.size], 0.03
            )


def test_custom_configuration_and_language_are_facts():
    custom = {"agent": "a17", "queue": "billing", "organization": "x", "nested": {"a": 1}}
    started, _ = Client()("open", opening(language="en-US", customConfig=custom))
    assert started.facts["agent"] == "a17"
    assert started.facts["queue"] == "billing"
    assert started.facts["language"] == "en-US"
    assert started.facts["organization"] == ORGANIZATION
    assert "nested" not in started.facts


def test_a_new_session_names_the_one_it_continues():
    continued = [{"id": OTHER, "serverseq": 3, "clientseq": 9}]
    started, _ = Client()("open", opening(continuedSessions=continued))
    assert started.call == CONVERSATION
    assert started.facts["continues"] == OTHER


def test_languages_are_told_when_asked_for():
    _, opened = Client(AudioHook(languages=("en-US",)))("open", opening(supportedLanguages=True))
    assert said(opened)["parameters"]["supportedLanguages"] == ["en-US"]


def test_a_probe_is_answered_and_creates_no_call():
    client = Client()
    (opened,) = client(
        "open", opening(conversationId=NULL_UUID, participant={"id": NULL_UUID, "ani": ""})
    )
    assert said(opened)["type"] == "opened"
    assert client.wire.receive(bytes(320)) == []
    assert client("paused") == client("resumed", {"start": "PT0S", "discarded": "PT0S"}) == []
    closed, close = client("close", {"reason": "end"})
    assert said(closed)["type"] == "closed"
    assert close == Close(1000, "end")


def test_another_organisation_than_was_signed_for_is_not_allowed():
    client = Client(AudioHook(organization=OTHER, session=SESSION))
    with pytest.raises(WireError, match="organisation") as error:
        client("open", opening())
    assert error.value.close == 1008
    assert broken(client.wire, 1008)["parameters"]["reason"] == "unauthorized"
    Client(AudioHook(organization=ORGANIZATION.upper(), session=SESSION.upper())).opened()


def test_another_session_than_was_signed_for_is_not_allowed():
    with pytest.raises(WireError, match="session") as error:
        Client(AudioHook(session=OTHER))("open", opening())
    assert error.value.close == 1008
    with pytest.raises(WireError, match="session"):
        Client().opened()("ping", id=OTHER)


def test_a_ping_is_answered_in_every_state():
    client = Client()
    assert said(client("ping")[0])["type"] == "pong"
    client.opened()
    (pong,) = client("ping", {"rtt": "PT0.1S"})
    assert said(pong)["clientseq"] == 3
    assert said(pong)["seq"] == 3


def test_pause_and_resume_of_the_client_stop_and_continue_the_audio():
    client = Client().opened()
    client.wire.receive(bytes(321))
    assert client("paused") == [Paused()]
    assert client("paused") == []
    resumed = {"start": "PT0.02S", "discarded": "PT4.25S"}
    assert client("resumed", resumed) == [Resumed(4.25)]
    assert client("resumed", resumed) == []
    heard = client.wire.receive(bytes(320))
    assert [event.start for event in heard] == [160, 160]


def test_discarded_audio_is_time_of_the_call():
    client = Client().opened()
    assert client("discarded", {"start": "PT1S", "discarded": "PT0.5S"}) == [Paused(), Resumed(0.5)]
    client("paused")
    assert client("discarded", {"start": "PT1S", "discarded": "PT2S"}) == []
    assert client("resumed", {"start": "PT3S", "discarded": "PT1S"}) == [Resumed(3.0)]


def test_we_ask_for_pause_and_resume():
    client = Client().opened()
    assert said(client.wire.pause()[0])["type"] == "pause"
    assert said(client.wire.resume()[0])["type"] == "resume"


def test_a_pause_before_the_opening_is_said_in_opened():
    client = Client()
    assert client.wire.pause() == []
    _, opened = client("open", opening())
    assert said(opened)["parameters"]["startPaused"] is True
    client = Client()
    client.wire.pause()
    client.wire.resume()
    _, opened = client("open", opening())
    assert "startPaused" not in said(opened)["parameters"]


def test_a_new_language_is_told_and_acknowledged():
    updated, changed = Client().opened()("update", {"language": "es-ES"})
    assert said(updated)["type"] == "updated"
    assert changed == Updated({"language": "es-ES"})


@pytest.mark.parametrize("reason", ["end", "disconnect"])
def test_close_ends_the_call(reason):
    client = Client().opened()
    ended, closed, close = client("close", {"reason": reason})
    assert ended == CallEnded(reason)
    assert said(closed)["type"] == "closed"
    assert close.code == 1000
    assert client("ping") == client.wire.receive(bytes(2)) == client.wire.pause() == []
    assert client.wire.leave("shutdown", again=True) == [Close(1012, "shutdown")]


def test_a_close_for_a_reconnect_ends_no_call():
    closed, close = Client().opened()("close", {"reason": "reconnect"})
    assert said(closed)["type"] == "closed"
    assert close == Close(1000, "reconnect")


def test_a_close_after_an_error_says_which():
    client = Client().opened()
    assert client("error", {"code": 408, "message": "Timeout waiting for pong"}) == []
    ended, *_ = client("close", {"reason": "error"})
    assert ended == CallEnded("error 408 Timeout waiting for pong")


def test_a_close_before_the_opening_ends_no_call():
    closed, _ = Client()("close", {"reason": "end"})
    assert said(closed)["type"] == "closed"


def test_leaving_asks_to_reconnect_or_disconnects():
    wire = Client().opened().wire
    reconnect, close = wire.leave("restart", again=True)
    assert said(reconnect)["type"] == "reconnect"
    assert close == Close(1012, "restart", waits=True)
    disconnect, close = Client().opened().wire.leave("call ended", again=False)
    assert said(disconnect)["parameters"] == {"reason": "completed", "info": "call ended"}
    assert close == Close(1000, "call ended")
    disconnect, _ = Client().opened().wire.leave("unauthorized", again=False)
    assert said(disconnect)["parameters"]["reason"] == "unauthorized"


def test_the_client_may_still_close_after_we_left():
    client = Client().opened()
    client.wire.leave("restart", again=True)
    closed, _ = client("close", {"reason": "reconnect"})
    assert said(closed)["type"] == "closed"


def test_what_the_client_says_after_it_was_asked_to_reconnect_is_heard():
    client = Client().opened()
    client.wire.leave("restart", again=True)
    heard = client.wire.receive(bytes(320))
    assert [(each.track, each.samples.size) for each in heard] == [
        ("external", 160),
        ("internal", 160),
    ]
    client("paused")
    assert client.wire.leave("restart", again=True)[-1].waits


def test_a_client_that_has_not_opened_is_not_waited_for():
    client = Client()
    client("ping")
    reconnect, close = client.wire.leave("restart", again=True)
    assert said(reconnect)["type"] == "reconnect"
    assert close == Close(1012, "restart")


def test_leaving_before_a_word_was_said_only_closes():
    assert AudioHook().leave("full", again=True) == [Close(1012, "full")]
    assert AudioHook().lost() == []


def test_audio_before_the_opening_is_an_error():
    client = Client()
    with pytest.raises(WireError, match="state new"):
        client.wire.receive(bytes(320))
    assert client.wire.leave("error", again=False)[-1].code == 1000


def test_audio_in_a_pause_is_an_error_and_not_heard():
    client = Client().opened()
    client("paused")
    with pytest.raises(WireError, match="state paused"):
        client.wire.receive(bytes(320))
    assert broken(client.wire)["parameters"]["reason"] == "error"


def test_a_second_open_is_an_error():
    client = Client().opened()
    with pytest.raises(WireError, match="open"):
        client("open", opening())


def test_a_broken_session_answers_only_ping_and_close():
    client = Client().opened()
    with pytest.raises(WireError):
        client("hello")
    assert client("paused") == client.wire.receive(bytes(2)) == client.wire.receive("{") == []
    assert said(client("ping")[0])["type"] == "pong"
    ended, closed, close = client("close", {"reason": "error"})
    assert isinstance(ended, CallEnded)
    assert said(closed)["type"] == "closed"
    assert close.code == 1000


@pytest.mark.parametrize(
    "changes",
    [
        {"seq": 1},
        {"seq": 9},
        {"seq": "2"},
        {"seq": True},
        {"seq": -1},
        {"serverseq": 5},
        {"serverseq": None},
        {"version": "1"},
        {"version": 2},
        {"position": "1.5"},
        {"position": "PT-1S"},
        {"position": "PT99999999S"},
        {"id": "x"},
        {"id": 5},
        {"type": "hello"},
        {"type": 7},
        {"type": None},
        {"parameters": [1]},
    ],
)
def test_a_message_with_a_wrong_member_is_refused(changes):
    client = Client().opened()
    with pytest.raises(WireError):
        client("ping", **changes)
    assert broken(client.wire, client.wire.leave("", again=False)[-1].code)


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("open", opening(organizationId="x")),
        ("open", opening(conversationId=None)),
        ("open", opening(participant=None)),
        ("open", opening(participant={"id": 1})),
        ("open", opening(continuedSessions=[{"id": "x"}])),
        ("close", {"reason": "boredom"}),
        ("close", {}),
    ],
)
def test_wrong_parameters_are_refused(kind, parameters):
    with pytest.raises(WireError):
        Client()(kind, parameters)


@pytest.mark.parametrize("kind", ["resumed", "discarded"])
def test_wrong_durations_are_refused(kind):
    client = Client().opened()
    client("paused")
    with pytest.raises(WireError, match="duration"):
        client(kind, {"start": "PT0S", "discarded": "soon"})


def test_durations_are_read_and_written():
    assert duration(1.5) == "PT1.5S"
    assert duration(0) == "PT0S"
    assert duration(10) == "PT10S"
    for text, seconds in {"PT1.5S": 1.5, "PT1M0.25S": 60.25, "PT2H0S": 7200.0}.items():
        assert discarded_s({"start": "PT0S", "discarded": text}) == seconds


@pytest.mark.parametrize(
    ("message", "close"),
    [
        ("x" * 10_000_000, 1009),
        ("hello", 1007),
        ('{"a":' * 10_000, 1007),
        ("[]", 1002),
        ("", 1007),
    ],
)
def test_garbage_is_refused_with_its_code(message, close):
    for client in (Client(), Client().opened()):
        with pytest.raises(WireError) as error:
            client.wire.receive(message)
        assert error.value.close == close


def test_ten_megabytes_of_audio_are_too_big():
    client = Client().opened()
    with pytest.raises(WireError) as error:
        client.wire.receive(bytes(10_000_000))
    assert error.value.close == 1009


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
kinds = st.sampled_from(sorted(ALLOWED[State.OPEN] | {"open"})) | st.text(max_size=5)
durations = st.sampled_from(["PT0S", "PT1.5S", "PT1H1M1S", "1", ""]) | values
parameters = (
    st.fixed_dictionaries(
        {},
        optional={
            "reason": st.sampled_from(["end", "error", "reconnect", "x"]),
            "start": durations,
            "discarded": durations,
            "language": values,
            "code": values,
            "message": values,
        },
    )
    | st.fixed_dictionaries(
        {},
        optional={
            name: st.just(value) | values
            for name, value in opening(customConfig={}, continuedSessions=[]).items()
        },
    )
    | st.just(opening())
)


@given(messages=st.lists(st.tuples(kinds, parameters) | st.binary(max_size=9) | values, max_size=8))
def test_whatever_comes_is_understood_or_a_wire_error(messages):
    client = Client()
    for message in messages:
        try:
            if isinstance(message, bytes):
                client.wire.receive(message)
            elif isinstance(message, tuple):
                client(*message)
            else:
                client.wire.receive(json.dumps(message))
        except WireError:
            assert client.wire.state is State.BROKEN
    assert isinstance(client.wire.leave("done", again=False)[-1], Close)
