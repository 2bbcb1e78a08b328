"""Calls that are sent: Twilio's messages of both tracks, all calls on one thread."""

from __future__ import annotations

import heapq
import json
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import cycle
from urllib.parse import urlsplit

import numpy as np
from websockets.client import ClientProtocol
from websockets.protocol import State
from websockets.uri import parse_uri

from bench.live.lag import Side
from bench.live.sound import RATE_HZ, ROLES, TICK_S, Tape
from voicemon.simulate.wire.base import Played
from voicemon.simulate.wire.twilio import TwilioFeed

CONNECT_S = 20.0
RECEIVE_BYTES = 65536
MOST_UNSENT = 4_000_000  # bytes; a service that reads so little is broken


class Caller(TwilioFeed):
    """One call. It plays `tapes` one behind the other: over and over, or hangs up when `once`.

    Without tapes it sends no media. `origin` is the monotonic moment of its first sample.
    """

    def __init__(self, name: str, tapes: Sequence[Tape], *, once: bool = False) -> None:
        nothing = np.zeros(1, np.float32)
        super().__init__(Played((nothing, nothing), ROLES, RATE_HZ, name, {"agent": name}))
        self.call = name
        self.origin = 0.0
        self.ticks = 0
        self.late_s = 0.0
        self.over = False
        self.failed = ""
        self.sent: list[Tape] = []
        self._leaving = False
        self._pieces = self._played(tapes if once else cycle(tapes))
        self._out = bytearray()
        self.sock: socket.socket
        self._protocol: ClientProtocol

    @property
    def duration_s(self) -> float:
        """How much was sent."""
        return self.ticks * TICK_S

    def dial(self, url: str) -> None:
        """Connect and say the opening; blocks. Raises OSError, or what refused the handshake."""
        parts = urlsplit(url)
        self.sock = socket.create_connection((parts.hostname, parts.port), CONNECT_S)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._protocol = ClientProtocol(parse_uri(url))
        self._protocol.send_request(self._protocol.connect())
        self.sock.sendall(b"".join(self._protocol.data_to_send()))
        while self._protocol.state is State.CONNECTING:
            data = self.sock.recv(RECEIVE_BYTES)
            if not data:
                raise OSError("the service closed the connection in the handshake")
            self._protocol.receive_data(data)
            if self._protocol.handshake_exc is not None:
                raise OSError(str(self._protocol.handshake_exc))
        for message in self.opening():
            self._protocol.send_text(str(message).encode())
        self.sock.setblocking(False)
        self._flush()

    def speak(self, now: float) -> None:
        """The next 20 ms of both tracks; hangs up behind the last."""
        if self._protocol.state is not State.OPEN:
            self._broke("the connection broke")
            return
        self.late_s = max(self.late_s, now - self.origin - (self.ticks + 1) * TICK_S)
        payloads = next(self._pieces, None)
        if payloads is None:
            self.hang_up()
            return
        at_ms = round(self.ticks * TICK_S * 1000)
        for channel, payload in enumerate(payloads):
            sequence = self.first_media + 2 * self.ticks + channel
            chunk = self.ticks + 1
            message = self._media(self.tracks[channel], sequence, chunk, at_ms, payload)
            self._protocol.send_text(self.text(message))
            self._flush()
        self.ticks += 1

    def hang_up(self) -> None:
        """Say goodbye; `over` once the service has answered."""
        if self._leaving or self.over:
            return
        if self._protocol.state is not State.OPEN:
            self._broke("the connection broke")
            return
        self._leaving = True
        for message in self.closing():
            self._protocol.send_text(str(message).encode())
        self._protocol.send_close(1000)
        self._flush()

    def listen(self) -> None:
        """What the service says: pings are answered, a close is noted."""
        try:
            data = self.sock.recv(RECEIVE_BYTES)
        except BlockingIOError:
            return
        except OSError as error:
            self._broke(str(error))
            return
        if not data:
            self._broke("the connection broke")
            return
        self._protocol.receive_data(data)
        self._flush()

    @property
    def is_speaking(self) -> bool:
        """Whether more is to be sent."""
        return not (self._leaving or self.over)

    def sides(self) -> list[Side]:
        """What was true of each channel."""
        found = []
        for channel, role in enumerate(ROLES):
            parts = [tape.voiced[channel] for tape in self.sent]
            voiced = np.concatenate(parts) if parts else np.zeros(0, bool)
            found.append(Side(role.value, voiced, self.origin, self.duration_s))
        return found

    @staticmethod
    def text(message: dict[str, object]) -> bytes:
        """As the product's own sender writes it."""
        return json.dumps(message).encode()

    def _played(self, tapes: Sequence[Tape] | Iterator[Tape]) -> Iterator[tuple[str, ...]]:
        for tape in tapes:
            self.sent.append(tape)
            yield from zip(*tape.payloads, strict=True)

    def _flush(self) -> None:
        self._out += b"".join(self._protocol.data_to_send())
        try:
            while self._out:
                del self._out[: self.sock.send(self._out)]
        except BlockingIOError:
            if len(self._out) > MOST_UNSENT:
                self._broke("the service does not read")
        except OSError as error:
            self._broke(str(error))

    def _broke(self, why: str) -> None:
        if self.over:
            return
        close = self._protocol.close_rcvd
        if not self._leaving:
            self.failed = f"closed {close.code}: {close.reason}" if close else why
        self.over = True


class Senders(threading.Thread):
    """Sends every call that was added, by the clock, until `stop`."""

    def __init__(self) -> None:
        super().__init__(name="senders", daemon=True)
        self._selector = selectors.DefaultSelector()
        self._new: deque[tuple[Caller, bool]] = deque()
        self._leaving: deque[Caller] = deque()
        self._stopping = threading.Event()

    def add(self, caller: Caller, *, media: bool = True) -> None:
        """Begin to send a call that has dialled; any thread."""
        self._new.append((caller, media))

    def hang_up(self, callers: Sequence[Caller]) -> None:
        """End calls; any thread."""
        self._leaving.extend(callers)

    def stop(self) -> None:
        """End the thread."""
        self._stopping.set()
        self.join()
        for key in self._selector.get_map().values():
            key.data.sock.close()
        self._selector.close()

    def run(self) -> None:  # noqa: D102
        due: list[tuple[float, int, Caller]] = []
        while not self._stopping.is_set():
            self._take(due)
            now = time.monotonic()
            while due and due[0][0] <= now:
                _, number, caller = heapq.heappop(due)
                if caller.is_speaking:
                    caller.speak(now)
                    self._forget_if_over(caller)
                    at = caller.origin + (caller.ticks + 1) * TICK_S
                    heapq.heappush(due, (at, number, caller))
                now = time.monotonic()
            wait_s = min(due[0][0] - now, TICK_S) if due else TICK_S
            for key, _ in self._selector.select(max(wait_s, 0.0)):
                self._listen(key.data)

    def _take(self, due: list[tuple[float, int, Caller]]) -> None:
        while self._new:
            caller, media = self._new.popleft()
            caller.origin = time.monotonic()
            self._selector.register(caller.sock, selectors.EVENT_READ, caller)
            if media:
                heapq.heappush(due, (caller.origin + TICK_S, id(caller), caller))
        while self._leaving:
            caller = self._leaving.popleft()
            caller.hang_up()
            self._forget_if_over(caller)

    def _listen(self, caller: Caller) -> None:
        caller.listen()
        self._forget_if_over(caller)

    def _forget_if_over(self, caller: Caller) -> None:
        if caller.over and caller.sock.fileno() >= 0:
            self._selector.unregister(caller.sock)
            caller.sock.close()
