"""Asterisk's AudioSocket against the real TCP server."""

import socket
import struct
import uuid
from contextlib import suppress
from datetime import timedelta

import pytest

from tests.server.ingest.conftest import wait_for
from tests.server.ingest.test_feeds import heard_well, played
from voicemon.simulate.wire import FEEDS, Options
from voicemon.sources import audiosocket
from voicemon.store import Leg, LegState
from voicemon.types import Role

MINUTE = timedelta(minutes=1)
AGENT, CUSTOMER = str(uuid.uuid4()), str(uuid.uuid4())
SOUND = b"\x10" + struct.pack("!H", 320) + b"\x01\x02" * 160


def hello(name):
    return b"\x01\x00\x10" + uuid.UUID(name).bytes


def announce(site):
    site.store.legs.add(Leg(CUSTOMER, "call-7", Role.CUSTOMER, {"agent": "a17"}), MINUTE)
    site.store.legs.add(Leg(AGENT, "call-7", Role.AGENT), MINUTE)


def ended(line):
    line.settimeout(10)
    with suppress(ConnectionError):
        while line.recv(1000):
            pass
    return True


def test_two_announced_legs_are_two_sides_of_one_call(site):
    announce(site)
    call = played()
    for number, name in enumerate((CUSTOMER, AGENT)):
        feed = FEEDS["audiosocket"](call.leg(number), Options())
        with site.tcp("audiosocket") as line:
            line.sendall(hello(name))
            for timed in feed.media():
                line.sendall(timed.message)
            line.sendall(b"\x00\x00\x00")
            assert ended(line)
        taken = site.line(number)
        wait_for(lambda taken=taken: taken.over)
        assert taken.said[-1].startswith("end")
        assert taken.opening.name == "call-7"
        assert taken.opening.join
        heard_well(taken, "leg", call.channels[number])
    assert site.line(0).opening.source == site.line(1).opening.source
    assert site.line(0).opening.tracks == {"leg": Role.CUSTOMER}
    assert site.line(1).opening.tracks == {"leg": Role.AGENT}
    assert site.line(0).opening.facts["agent"] == "a17"


def test_a_uuid_that_nobody_announced_is_refused(site):
    with site.tcp("audiosocket") as line:
        line.sendall(hello(str(uuid.uuid4())) + SOUND)
        assert ended(line)
    assert not site.desk.lines


def test_a_uuid_is_used_once(site):
    announce(site)
    with site.tcp("audiosocket") as first:
        first.sendall(hello(CUSTOMER) + SOUND)
        taken = site.line()
        with site.tcp("audiosocket") as second:
            second.sendall(hello(CUSTOMER) + SOUND)
            assert ended(second)
        assert not taken.over
    wait_for(lambda: site.store.legs.get(CUSTOMER).state is LegState.OVER)
    with site.tcp("audiosocket") as third:
        third.sendall(hello(CUSTOMER) + SOUND)
        assert ended(third)
    assert len(site.desk.lines) == 1


def test_a_leg_that_was_cut_may_come_again(site):
    announce(site)
    line = site.tcp("audiosocket")
    line.sendall(hello(CUSTOMER) + SOUND)
    wait_for(lambda: site.line().total() > 0)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()
    wait_for(lambda: site.line().said == ["lost"])
    wait_for(lambda: site.store.legs.get(CUSTOMER).state is LegState.WAITING)
    with site.tcp("audiosocket") as again:
        again.sendall(hello(CUSTOMER) + SOUND)
        assert site.line(1).opening.name == "call-7"


@pytest.mark.parametrize(
    "broken",
    [
        b"\x77\x00\x01\x00",  # a type that is not known
        b"\x01\x00\x03abc",  # a UUID of three bytes
        b"\x01\x00\x10" + uuid.UUID(AGENT).bytes,  # a second UUID
    ],
)
def test_a_broken_message_ends_the_leg_and_keeps_what_was_heard(site, broken):
    announce(site)
    with site.tcp("audiosocket") as line:
        line.sendall(hello(CUSTOMER) + SOUND * 5 + broken + SOUND)
        assert ended(line)
    wait_for(lambda: site.line().over)
    assert site.line().total() == 5 * 160


def test_asterisk_that_says_it_failed_ends_the_leg(site):
    announce(site)
    with site.tcp("audiosocket") as line:
        line.sendall(hello(CUSTOMER) + SOUND + b"\xff\x00\x01\x01")
        wait_for(lambda: site.desk.lines and site.line().over)
    assert site.line().said[-1].startswith("end")


def test_sound_before_the_uuid_is_refused(site):
    with site.tcp("audiosocket") as line:
        line.sendall(SOUND)
        assert ended(line)
    assert not site.desk.lines


def test_who_names_no_call_is_closed(site, monkeypatch):
    monkeypatch.setattr(audiosocket, "FIRST_S", 0.3)
    with site.tcp("audiosocket") as line:
        line.sendall(b"\x01\x00")  # slowly
        assert ended(line)


def test_a_leg_that_falls_silent_is_lost(site, monkeypatch):
    monkeypatch.setattr(audiosocket, "SILENT_S", 0.5)
    announce(site)
    with site.tcp("audiosocket") as line:
        line.sendall(hello(CUSTOMER) + SOUND)
        assert ended(line)
    assert site.line().said == ["lost"]


class TestOpen:
    @pytest.fixture
    def chosen(self):
        return {"audiosocket_open": True}

    def test_an_open_server_takes_a_leg_that_nobody_announced(self, site):
        with site.tcp("audiosocket") as line:
            line.sendall(hello(CUSTOMER) + SOUND)
            assert site.line().opening.tracks == {"leg": Role.UNKNOWN}


class TestElsewhere:
    @pytest.fixture
    def chosen(self):
        return {"audiosocket_networks": "10.0.0.0/8"}

    def test_another_network_is_refused(self, site):
        announce(site)
        with site.tcp("audiosocket") as line, suppress(ConnectionError):
            line.sendall(hello(CUSTOMER) + SOUND)
            assert ended(line)
        assert not site.desk.lines
