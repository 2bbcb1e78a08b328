"""A real listener on free ports, with a desk that only remembers."""

import socket
import threading
import time
from urllib.parse import urlsplit

import numpy as np
import pytest
from websockets.sync.client import connect

from voicemon.errors import InputError
from voicemon.runtime.live.changes import Change, Ended
from voicemon.server.ingest.listener import Ingest
from voicemon.settings import Settings
from voicemon.store import KeySettings


class FakeLine:
    def __init__(self, desk, opening):
        self.desk = desk
        self.opening = opening
        self.call_id = opening.call.id
        self.heard = {track: [] for track in opening.tracks}
        self.said = []

    def hear(self, track, start, samples, rate_hz):
        self.heard[track].append(samples)
        self.rate_hz = rate_hz

    def dtmf(self, track):
        self.said.append("dtmf")

    def pause(self, *, wipe):
        self.said.append("pause")

    def resume(self, discarded_s=0.0):
        self.said.append("resume")

    def hold(self, *, on):
        self.said.append(f"hold {on}")

    def update(self, facts):
        self.said.append(dict(facts))

    def end(self, reason):
        self.said.append(f"end {reason}")

    def lost(self):
        self.said.append("lost")

    @property
    def over(self):
        return any(str(word).startswith(("end", "lost")) for word in self.said)

    def samples(self, track):
        return np.concatenate(self.heard[track]) if self.heard[track] else np.zeros(0, np.float32)

    def total(self):
        return sum(part.size for parts in list(self.heard.values()) for part in list(parts))


class FakeDesk:
    """A `Desk` that takes every call, unless `refusal` says why not."""

    def __init__(self):
        self.lines = []
        self.listeners = []
        self.refusal = None
        self.waits = threading.Event()
        self.waits.set()

    def open(self, opening):
        assert self.waits.wait(10)
        if self.refusal is not None:
            raise self.refusal
        if opening.facts.get("consent") == "refused":
            raise InputError("the customer's consent is refused", "send no audio")
        self.lines.append(FakeLine(self, opening))
        return self.lines[-1]

    def calls(self):
        return []

    def listen(self, listener):
        self.listeners.append(listener)

    def tell_ended(self, call_id):
        for listener in self.listeners:
            listener(Change(call_id, 1, Ended("timeout")))


class Site:
    """A running listener and the means to talk to it."""

    def __init__(self, store, settings, desk):
        self.store, self.settings, self.desk = store, settings, desk
        self.ingest = Ingest(settings, store, desk, lambda sealed: sealed)
        self.addresses = self.ingest.start()

    @property
    def url(self):
        return self.addresses.websocket.rstrip("/")

    def port(self, kind="websocket"):
        return urlsplit(getattr(self.addresses, kind)).port

    def key(self, name="pbx", **chosen):
        return self.store.keys.add(KeySettings(name, **chosen))[1]

    def connect(self, path, **options):
        return connect(self.url + path, compression=None, close_timeout=2, **options)

    def open(self, path, **options):
        """A connection that stays until it is closed."""
        return self.connect(path, legacy=True, **options)

    def tcp(self, kind="websocket"):
        return socket.create_connection(("127.0.0.1", self.port(kind)), timeout=10)

    def line(self, number=0):
        wait_for(lambda: len(self.desk.lines) > number)
        return self.desk.lines[number]


def wait_for(condition, limit_s=10.0):
    end = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.005)


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def chosen():
    """Settings of the listener; a test file may choose others."""
    return {}


@pytest.fixture
def site(store, settings, desk, chosen):
    ports = {"ingest_port": 0, "audiosocket_port": 0, "ingest_connects_per_s": 1000}
    made = Site(store, Settings(data_dir=settings.data_dir, **{**ports, **chosen}), desk)
    yield made
    made.ingest.drain()
    assert not made.ingest._thread.is_alive()


__all__ = ["FakeDesk", "Site", "wait_for"]
