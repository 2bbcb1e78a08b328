"""What an AudioHook client may not say, and how it is told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telephony.audiohook_client import (
    ORGANIZATION,
    OTHER,
    SESSION,
    Client,
    broken,
    opening,
    said,
)
from voicemon.telephony.audiohook import ALLOWED, AudioHook, State
from voicemon.telephony.audiohook_messages import discarded_s, duration
from voicemon.telephony.events import (
    CallEnded,
    Close,
    WireError,
)


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
