"""A client that listens in over a real socket, and the served product it listens to."""

import json
import threading
import time
from contextlib import contextmanager, suppress
from queue import SimpleQueue

import numpy as np
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.runtime.live.conftest import office
from tests.runtime.live.fakes import RATE_HZ, opening
from voicemon.server import listen_in, listen_wire, live_feed
from voicemon.server.app import create_app
from voicemon.server.listen import bind
from voicemon.store.people_records import AuditQuery

SPACE = listen_wire.NAMESPACE
CUSTOMER, AGENT = 0, 1
CHUNK_S = 0.02
LOUD = 8192
LINE = {"compression": None, "close_timeout": 2, "legacy": True}


class Refused(Exception):
    """The server lets this client not in."""


class Ear:
    """A client that keeps what it hears, by channel; it does not answer while it sleeps.

    Speaks Socket.IO itself, because the client of its library may take what comes in disorder.
    """

    def __init__(self, url, cookie=""):
        self.sound = {CUSTOMER: {}, AGENT: {}}
        self.told = []
        self.at = []
        self.ended = None
        self.awake = threading.Event()
        self.awake.set()
        self._answers = SimpleQueue()
        at = url.replace("http", "ws") + "socket.io/?EIO=4&transport=websocket"
        self._line = connect(at, origin=url[:-1], **LINE, additional_headers={"Cookie": cookie})
        assert self._line.recv(10).startswith("0{")
        self._line.send(f"40{SPACE},")
        if not self._line.recv(10).startswith(f"40{SPACE},"):
            self._line.close()
            raise Refused
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def start(self, call_id="c1"):
        return self.ask("start", {"id": call_id})

    def stop(self):
        return self.ask("stop")

    def ask(self, *event):
        self._line.send(f"42{SPACE},1{json.dumps(event)}")
        return self._answers.get(timeout=10)

    def leave(self):
        self.awake.set()
        self._line.close()
        self._reader.join(10)

    def _read(self):
        with suppress(ConnectionClosed):
            for packet in self._line:
                self._take(packet)

    def _take(self, packet):
        kind, _, said = packet.partition(f"{SPACE},")
        number, _, rest = said.partition("[")
        if packet == "2":
            self._line.send("3")
        elif packet.startswith("41"):
            self.ended = "put out"
        elif kind == "43":
            self._answers.put(json.loads(f"[{rest}")[0])
        elif kind == "42":
            self._ended(json.loads(f"[{rest}")[1])
        elif kind == "451-":
            self._audio(json.loads(f"[{rest}")[1], self._line.recv())
            self.awake.wait(30)
            self._line.send(f"43{SPACE},{number}[]")

    def _ended(self, body):
        self.ended = listen_wire.ListenEnded.model_validate(body).reason

    def _audio(self, body, pcm):
        self.at.append(time.monotonic())
        self.told.append(listen_wire.ListenAudio.model_validate(body))
        at = 0
        for each in self.told[-1].sounds:
            levels = np.zeros(each.count, np.int16)
            if not each.silent:
                levels = np.frombuffer(pcm, "<i2", each.count, at)
                at += 2 * each.count
            self.sound[each.channel][each.start] = levels
        assert at == len(pcm)

    def heard_s(self, channel=CUSTOMER):
        """Up to where."""
        sounds = self.sound[channel]
        return max(((start + len(each)) / RATE_HZ for start, each in sounds.items()), default=0)

    def levels(self, from_s, to_s, channel=CUSTOMER):
        """What did not come is -1."""
        whole = np.full(round(to_s * RATE_HZ), -1, np.int16)
        for start, levels in sorted(self.sound[channel].items()):
            part = levels[: max(0, len(whole) - start)]
            whole[start : start + len(part)] = part
        return whole[round(from_s * RATE_HZ) :]


class Place:
    """A served product with one call whose customer hums."""

    def __init__(self, offices, app, url):
        self.office, self.app, self.url = offices, app, url
        self.listens = app.extensions.get(listen_in.EXTENSION)
        self.ears = []
        self.line = self.open("c1")

    def open(self, call_id, **about):
        line = self.office.desk.open(opening(call_id, facts=about))
        self.hum(line, 0.0, 0.1)
        return line

    def hum(self, line, from_s, to_s, pace_s=0.0, track="inbound"):
        chunk = np.full(round(CHUNK_S * RATE_HZ), LOUD / 32768, np.float32)
        for at in range(round(from_s / CHUNK_S), round(to_s / CHUNK_S)):
            line.hear(track, at * len(chunk), chunk, RATE_HZ)
            time.sleep(pace_s)

    def ear(self, cookie=""):
        self.ears.append(Ear(self.url, cookie))
        return self.ears[-1]

    def audit(self):
        """(who, what, about what) from the beginning on."""
        found = self.office.store.audit.entries(AuditQuery())
        return [entry for entry in reversed(found) if entry.action.startswith("listen.")]


@contextmanager
def placed(tmp_path, page, **settings):
    with office(tmp_path, **settings) as made:
        app, _ = create_app(made.settings, made.store, made.jobs, page_folder=page, desk=made.desk)
        listening = bind(app, "127.0.0.1", 0)
        serving = threading.Thread(target=listening.run)
        serving.start()
        place = Place(made, app, listening.url)
        try:
            yield place
        finally:
            for each in place.ears:
                each.leave()
            listening.stop()
            serving.join()
            listen_in.stop(app)
            live_feed.stop(app)
