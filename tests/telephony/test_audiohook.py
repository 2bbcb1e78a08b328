"""A session of AudioHook: what is answered, what is heard, how it ends."""

from __future__ import annotations

import numpy as np
import pytest

from tests.telephony.audiohook_client import (
    CONVERSATION,
    ORGANIZATION,
    OTHER,
    PARTICIPANT,
    SESSION,
    STEREO,
    Client,
    broken,
    media,
    opening,
    said,
)
from voicemon.audio.codecs import Encoding, encode
from voicemon.telephony.audiohook import AudioHook
from voicemon.telephony.audiohook_messages import NULL_UUID
from voicemon.telephony.events import (
    CallEnded,
    CallStarted,
    Close,
    Heard,
    Paused,
    Resumed,
    Updated,
    WireError,
)
from voicemon.types import Role


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
