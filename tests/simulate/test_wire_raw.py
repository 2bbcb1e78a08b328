"""What these senders play is what our parsers hear: the same samples, roles and names."""

from __future__ import annotations

import json

import numpy as np
import pytest

from voicemon.audio.codecs import Encoding, decode
from voicemon.errors import InputError
from voicemon.simulate.wire import FEEDS, Options, Played
from voicemon.simulate.wire.audiohook import AudioHookFeed, Login
from voicemon.telephony.audiohook import AudioHook
from voicemon.telephony.audiohook_signature import verify
from voicemon.telephony.audiosocket import AudioSocket
from voicemon.telephony.chan_websocket import ChanWebSocket
from voicemon.telephony.events import (
    CallEnded,
    CallStarted,
    Close,
    Heard,
    Paused,
    Resumed,
    Send,
    Updated,
)
from voicemon.telephony.jambonz import Jambonz
from voicemon.telephony.vonage import Vonage
from voicemon.types import Role

WIRES = {
    "vonage": Vonage,
    "jambonz": Jambonz,
    "chan_websocket": ChanWebSocket,
    "audiosocket": AudioSocket,
    "audiohook": AudioHook,
}
LEGS = ("vonage", "chan_websocket", "audiosocket")
FACTS = {"agent": "a17", "queue": "billing"}
CUTS = [Options(), Options(chunk_s=0.1), Options(seed=1), Options(chunk_s=0.0004, seed=2)]


def on_the_ulaw_grid(length, seed):
    """Every level that µ-law can carry, at random: any vendor's coding is without loss."""
    codes = np.random.default_rng(seed).integers(0, 256, length, dtype=np.uint8)
    return decode(codes.tobytes(), Encoding.ULAW)


def call(rate_hz=8000, seconds=0.5, roles=(Role.CUSTOMER, Role.AGENT)):
    channels = tuple(
        on_the_ulaw_grid(round(seconds * rate_hz), seed) for seed, _ in enumerate(roles)
    )
    return Played(channels, roles, rate_hz, "call-1", FACTS)


def exchange(feed, wire, messages, events):
    """Send; hand what the server says to the feed, and its replies back, until both are silent."""
    for message in messages:
        happened = wire.receive(message)
        events += happened
        for event in happened:
            if isinstance(event, Send):
                exchange(feed, wire, feed.receive(event.message), events)


def play(feed, wire, before_each=lambda number: []):
    """One connection from beginning to end, without time. `before_each` may command the server."""
    events = []
    exchange(feed, wire, feed.opening(), events)
    assert feed.ready
    last_s = 0.0
    for number, timed in enumerate(feed.media()):
        assert timed.at_s >= last_s
        last_s = timed.at_s
        exchange(feed, wire, [timed.message], events)
        for command in before_each(number):
            exchange(feed, wire, feed.receive(command.message), events)
        if feed.done:
            break
    exchange(feed, wire, feed.closing(), events)
    return events


def heard(events, track):
    mine = [event for event in events if isinstance(event, Heard) and event.track == track]
    assert [event.start for event in mine] == list(
        np.cumsum([0, *[event.samples.size for event in mine]])[:-1]
    )
    return np.concatenate([event.samples for event in mine])


def only(events, kind):
    (found,) = [event for event in events if isinstance(event, kind)]
    return found


def test_every_sender_of_this_family_is_known():
    assert set(WIRES) <= set(FEEDS)


@pytest.mark.parametrize("options", CUTS)
@pytest.mark.parametrize("name", LEGS)
def test_each_leg_is_heard_as_it_was_played(name, options):
    played = call()
    for channel, samples in enumerate(played.channels):
        feed = FEEDS[name](played.leg(channel), options)
        assert feed.single_leg
        events = play(feed, WIRES[name]())
        started = only(events, CallStarted)
        assert started.connection == feed.connection
        assert len(started.tracks) == 1
        np.testing.assert_array_equal(heard(events, started.tracks[0]), samples)


@pytest.mark.parametrize("options", CUTS)
def test_both_sides_over_jambonz_are_heard_as_they_were_played(options):
    played = call(roles=(Role.AGENT, Role.CUSTOMER))
    events = play(FEEDS["jambonz"](played, options), Jambonz())
    started = only(events, CallStarted)
    assert started.call == "call-1"
    assert started.tracks == ("caller", "callee")
    assert FACTS.items() <= started.facts.items()
    np.testing.assert_array_equal(heard(events, "caller"), played.channels[1])
    np.testing.assert_array_equal(heard(events, "callee"), played.channels[0])


@pytest.mark.parametrize("options", CUTS)
@pytest.mark.parametrize("coding", ["", "PCMU", "L16"])
def test_both_sides_over_audiohook_are_heard_as_they_were_played(coding, options):
    played = call()
    feed = AudioHookFeed(played, Options(options.chunk_s, options.seed, coding))
    events = play(feed, AudioHook())
    started = only(events, CallStarted)
    assert started.roles == {"external": Role.CUSTOMER, "internal": Role.AGENT}
    assert FACTS.items() <= started.facts.items()
    np.testing.assert_array_equal(heard(events, "external"), played.channels[0])
    np.testing.assert_array_equal(heard(events, "internal"), played.channels[1])
    assert only(events, CallEnded).reason == "end"
    assert events[-1] == Close(1000, "end")
    assert feed.closed


@pytest.mark.parametrize(
    ("name", "rate_hz"),
    [(name, rate_hz) for name in (*LEGS, "jambonz") for rate_hz in FEEDS[name].rates_hz],
)
def test_every_rate_is_carried(name, rate_hz):
    played = call(rate_hz, seconds=0.05, roles=(Role.CUSTOMER,))
    events = play(FEEDS[name](played), WIRES[name]())
    track = only(events, CallStarted).tracks[0]
    np.testing.assert_array_equal(heard(events, track), played.channels[0])
    assert {event.rate_hz for event in events if isinstance(event, Heard)} == {rate_hz}


@pytest.mark.parametrize("coding", ["ulaw", "alaw", "slin", "ulaw-text", "slin-text"])
def test_asterisk_is_answered_in_the_form_it_speaks(coding):
    played = call(roles=(Role.CUSTOMER,))
    feed = FEEDS["chan_websocket"](played, Options(encoding=coding))
    wire = ChanWebSocket()
    events = play(feed, wire)
    said, started = only(events, Send).message, only(events, CallStarted)
    if coding.endswith("-text"):
        assert said == "SET_MEDIA_DIRECTION in"
        assert started.call == ""
    else:
        assert json.loads(said) == {"command": "SET_MEDIA_DIRECTION", "direction": "in"}
        assert started.call == "call-1"
        assert started.facts == {**FACTS, "call": "call-1", "role": "customer"}
    tolerance = 0.04 if coding == "alaw" else 0
    np.testing.assert_allclose(heard(events, "leg"), played.channels[0], tolerance, tolerance / 100)
    assert not feed.done
    hang_up, _ = wire.leave("done", again=False)
    feed.receive(hang_up.message)
    assert feed.done


def test_freeswitch_names_the_call_in_its_metadata_and_ends_with_a_text():
    events = play(FEEDS["jambonz"](call(), Options(encoding="freeswitch")), Jambonz())
    assert only(events, CallStarted).call == "call-1"
    assert only(events, CallEnded).reason == "stop"


def test_a_mixed_leg_is_said_to_be_mixed():
    events = play(FEEDS["jambonz"](call(roles=(Role.UNKNOWN,))), Jambonz())
    assert only(events, CallStarted).roles == {"mixed": Role.UNKNOWN}


def test_the_two_connections_of_one_call_have_names_of_their_own():
    for name in LEGS:
        names = {FEEDS[name](call().leg(channel)).connection for channel in (0, 1)}
        assert len(names) == 2


def test_audiosocket_ends_with_terminate_and_stops_when_told():
    feed = FEEDS["audiosocket"](call(roles=(Role.CUSTOMER,)))
    assert feed.tcp
    assert not feed.done
    events = play(feed, AudioSocket())
    assert events[-1] == Close(1000, "hangup")
    goodbye, _ = AudioSocket().leave("restart", again=True)
    feed.receive(goodbye.message)
    assert feed.done


def test_a_leg_sender_takes_one_channel_and_jambonz_two():
    for name in LEGS:
        with pytest.raises(InputError, match="one leg"):
            FEEDS[name](call())
    with pytest.raises(InputError, match="two channels"):
        FEEDS["jambonz"](call(roles=(Role.CUSTOMER, Role.AGENT, Role.UNKNOWN)))
    with pytest.raises(InputError, match="one customer"):
        AudioHookFeed(call(roles=(Role.CUSTOMER, Role.CUSTOMER))).opening()
    with pytest.raises(InputError, match="does not carry"):
        AudioHookFeed(call(16_000))
    with pytest.raises(InputError, match="8000"):
        FEEDS["chan_websocket"](call(16_000).leg(0), Options(encoding="ulaw"))


@pytest.mark.parametrize("name", WIRES)
def test_an_encoding_that_the_vendor_does_not_have_is_refused(name):
    with pytest.raises(InputError, match="opus"):
        FEEDS[name](call(roles=(Role.CUSTOMER,)), Options(encoding="opus"))


def test_a_single_leg_says_whose_it_is_where_its_format_has_a_place():
    for name in ("vonage", "jambonz", "chan_websocket"):
        events = play(FEEDS[name](call(roles=(Role.AGENT,))), WIRES[name]())
        assert only(events, CallStarted).facts["role"] == "agent"


def test_audiohook_waits_for_opened():
    assert not AudioHookFeed(call()).ready


def test_audiohook_is_paused_and_resumed_by_the_server():
    played, wire = call(seconds=2.0), AudioHook()
    commands = {20: wire.pause, 60: wire.resume}
    feed = AudioHookFeed(played)
    events = play(feed, wire, lambda number: commands.get(number, list)())
    assert only(events, Paused) == Paused()
    left_out_s = only(events, Resumed).discarded_s
    assert left_out_s == pytest.approx(0.8, abs=0.05)
    kept = played.channels[0].size - round(left_out_s * 8000)
    got = heard(events, "external")
    assert got.size == kept
    pause = 21 * 160
    np.testing.assert_array_equal(got[:pause], played.channels[0][:pause])
    np.testing.assert_array_equal(got[pause:], played.channels[0][-(kept - pause) :])


def test_audiohook_starts_paused_when_asked():
    wire = AudioHook()
    assert wire.pause() == []
    events = play(AudioHookFeed(call()), wire)
    assert only(events, Paused)
    assert not any(isinstance(event, Heard) for event in events)


def test_audiohook_pings_and_is_answered():
    events = play(AudioHookFeed(call(seconds=11.0), Options(chunk_s=0.5)), AudioHook())
    said = [json.loads(event.message)["type"] for event in events if isinstance(event, Send)]
    assert said == ["opened", "pong", "pong", "closed"]


def test_audiohook_goes_on_in_a_new_session_after_reconnect():
    played = call()
    wire = AudioHook()
    first = AudioHookFeed(played)
    events = play(first, wire, lambda number: wire.leave("restart", again=True)[:-1])
    assert first.again
    assert first.closed
    assert not any(isinstance(event, CallEnded) for event in events)
    second = AudioHookFeed(played, before=first)
    more = play(second, AudioHook())
    started = only(more, CallStarted)
    assert started.call == only(events, CallStarted).call
    assert started.facts["continues"] == first.session
    whole = np.concatenate([heard(events, "external"), heard(more, "external")])
    np.testing.assert_array_equal(whole, played.channels[0])
    assert only(more, CallEnded)


def test_audiohook_is_disconnected():
    wire = AudioHook()
    feed = AudioHookFeed(call())
    events = play(feed, wire, lambda number: wire.leave("no consent", again=False)[:-1])
    assert feed.closed
    assert not feed.again
    assert only(events, CallEnded).reason == "disconnect"


def test_audiohook_signs_its_handshake():
    login = Login("monitor.example.com", "/ingest/audiohook", "key-1", b"secret", 1_700_000_000)
    feed = AudioHookFeed(call(), login=login)
    headers = {**feed.headers(), "Host": login.authority}
    secrets = {"key-1": b"secret"}
    signed = verify(login.target, headers, secrets.get, login.created + 1.0)
    assert signed.session == feed.session
    assert signed.organization == login.organization
    play(feed, AudioHook(organization=signed.organization, session=signed.session))


def test_a_single_channel_over_audiohook_is_one_side():
    events = play(AudioHookFeed(call(roles=(Role.AGENT,))), AudioHook())
    assert only(events, CallStarted).roles == {"internal": Role.AGENT}
    assert not any(isinstance(event, Updated) for event in events)
