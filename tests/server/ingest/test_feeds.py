"""Every vendor's sender against the real listener, over real sockets."""

import base64
import time

import numpy as np
import pytest

from tests.server.ingest.conftest import wait_for
from voicemon.simulate.wire import FEEDS, Options, Played
from voicemon.store import KeySettings
from voicemon.types import Role

SECRET = b"a client secret of thirty-two by"
RATE_HZ = 8000
SIDES = (Role.CUSTOMER, Role.AGENT)


def tone(hz, seconds=1.0):
    return (0.3 * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)).astype(
        np.float32
    )


def played(**facts):
    return Played((tone(200), tone(330)), SIDES, RATE_HZ, "call-7", facts)


def play(feed, send, receive):
    for message in feed.opening():
        send(message)
    while not feed.ready:
        for reply in feed.receive(receive()):
            send(reply)
    for timed in feed.media():
        send(timed.message)
    for message in feed.closing():
        send(message)


def heard_well(line, track, sent):
    samples = line.samples(track)
    assert abs(samples.size - sent.size) <= 400
    n = min(samples.size, sent.size)
    assert np.abs(samples[:n] - sent[:n]).mean() < 0.02


WEBSOCKETS = [name for name, feed in FEEDS.items() if not feed.tcp and name != "audiohook"]


@pytest.mark.parametrize("name", WEBSOCKETS)
def test_a_call_comes_in_by_every_feed(site, name):
    kind = FEEDS[name]
    key = site.key()
    call = played(agent="a17")
    legs = [call.leg(0), call.leg(1)] if kind.single_leg else [call]
    for leg in legs:
        feed = kind(leg, Options())
        subprotocols = list(feed.subprotocols) or None
        with site.connect(
            f"/ingest/stream/{key}",
            subprotocols=subprotocols,
            additional_headers=dict(feed.headers()),
        ) as line:
            if subprotocols:
                assert line.subprotocol == subprotocols[0]
            play(feed, line.send, lambda: line.recv(5))
    for number in range(len(legs)):
        taken = site.line(number)
        wait_for(lambda taken=taken: taken.over)
        assert taken.said[-1].startswith("end")
        assert taken.opening.source == site.store.keys.all()[0].id
        assert "key" not in taken.opening.facts
    if kind.single_leg:
        heard_well(site.line(0), next(iter(site.line(0).heard)), call.channels[0])
        heard_well(site.line(1), next(iter(site.line(1).heard)), call.channels[1])
    else:
        by_role = {role: track for track, role in site.line().opening.tracks.items()}
        assert set(by_role) == set(SIDES)
        heard_well(site.line(), by_role[Role.CUSTOMER], call.channels[0])
        heard_well(site.line(), by_role[Role.AGENT], call.channels[1])


def test_a_signed_audiohook_call_comes_in(site):
    _, key = site.store.keys.add(KeySettings("genesys", vendor="audiohook", sealed_secret=SECRET))
    call = played()
    feed = FEEDS["audiohook"](call, Options())
    headers = signed(feed, key, site)
    with site.connect("/ingest/audiohook", additional_headers=headers) as line:
        play(feed, line.send, lambda: line.recv(5))
        wait_for(lambda: site.line().over)
    taken = site.line()
    assert taken.opening.tracks == {"external": Role.CUSTOMER, "internal": Role.AGENT}
    heard_well(taken, "external", call.channels[0])


def signed(feed, key, site, **changed):
    from voicemon.telephony.audiohook_signature import sign

    headers = {name.lower(): value for name, value in feed.headers().items()}
    headers = {n: v for n, v in headers.items() if not n.startswith("signature")}
    headers |= {"x-api-key": key, "host": f"127.0.0.1:{site.port()}"}
    nonce = base64.b64encode(np.random.default_rng().bytes(24)).decode()
    options = {"created": int(time.time()), "nonce": nonce, **changed}
    headers |= sign("/ingest/audiohook", headers, SECRET, **options)
    del headers["host"]
    return headers


def test_the_key_may_come_as_a_custom_parameter(site):
    key = site.key()
    feed = FEEDS["twilio"](played(key=key), Options())
    with site.connect("/ingest/stream") as line:
        play(feed, line.send, lambda: line.recv(5))
        wait_for(lambda: site.line().over)
    assert "key" not in site.line().opening.facts
    heard_well(site.line(), "inbound", tone(200))


@pytest.mark.parametrize("form", ["x-api-key", "bearer", "basic"])
def test_the_key_may_come_in_a_header(site, form):
    key = site.key()
    basic = base64.b64encode(f"voicemon:{key}".encode()).decode()
    headers = {
        "x-api-key": {"X-Api-Key": key},
        "bearer": {"Authorization": f"Bearer {key}"},
        "basic": {"Authorization": f"Basic {basic}"},
    }[form]
    with site.connect("/ingest/stream", additional_headers=headers) as line:
        play(FEEDS["twilio"](played(), Options()), line.send, lambda: line.recv(5))
    assert site.line().opening.name == "call-7"


def test_the_key_says_which_track_is_the_customer(site):
    key = site.key(customer_track="outbound", team="north")
    with site.connect(f"/ingest/stream/{key}") as line:
        play(FEEDS["twilio"](played(team="south"), Options()), line.send, lambda: line.recv(5))
    assert site.line().opening.tracks == {"inbound": Role.AGENT, "outbound": Role.CUSTOMER}
    assert site.line().opening.facts["team"] == "north"


def test_what_comes_before_the_desk_has_answered_is_not_lost(site, desk):
    desk.waits.clear()
    key = site.key()
    with site.connect(f"/ingest/stream/{key}") as line:
        play(FEEDS["twilio"](played(), Options()), line.send, lambda: line.recv(5))
        time.sleep(0.1)
        assert not desk.lines
        desk.waits.set()
        wait_for(lambda: site.line().over)
    heard_well(site.line(), "inbound", tone(200))
    assert site.line().said[-1].startswith("end")
