"""The TCP server for Asterisk's AudioSocket: one leg a connection, announced by its UUID.

The protocol has neither encryption nor a key, so that who may speak is decided by the address it
comes from and by the UUID, which must have been announced and may be used once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from voicemon.sources.door import Door, Sender
from voicemon.sources.session import NOT_ALLOWED, Session
from voicemon.sources.stream import Loop, Pace, Stream, within
from voicemon.telephony.audiosocket import AudioSocket
from voicemon.telephony.events import CallStarted

log = structlog.get_logger(__name__)

FIRST_S = 5.0  # until the UUID must have come
SILENT_S = 60.0  # Asterisk sends a frame every 20 ms, even of silence
FRAME_BYTES = 323  # 20 ms at 8 kHz; the pace counts these
SENDER = Sender(source="audiosocket", label="Asterisk", vendor="audiosocket")


@dataclass(slots=True)
class Rules:
    """Who may connect: only from `networks` (CIDR), at most `connections` at once."""

    networks: Sequence[str]
    connections: int
    pace: Pace = field(default_factory=Pace)
    refusing: bool = False  # shutting down


def admit(started: CallStarted) -> Sender:  # noqa: ARG001
    """Whoever the network and the announced UUID let in."""
    return SENDER


class AudioSocketStream(Stream):
    """One connection."""

    def __init__(self, threads: Loop, rules: Rules, door: Door, registry: set[Stream]) -> None:
        super().__init__(threads, rules.pace, registry)
        self._rules = rules
        self._session = Session(AudioSocket(), self, door, threads)
        self._clean = False

    @property
    def session(self) -> Session:
        """What is said on it."""
        return self._session

    def connection_made(self, transport: asyncio.BaseTransport) -> None:  # noqa: D102
        super().connection_made(transport)
        why = self._unwelcome()
        if why:
            log.warning("sender refused", vendor="audiosocket", address=self.address, reason=why)
            self._session.leave(why, NOT_ALLOWED, ended="interrupted")

    def eof_received(self) -> bool:  # noqa: D102
        self._clean = True  # closing the socket is a goodbye, too
        return False

    def send(self, message: str | bytes) -> None:
        """Bytes, in order."""
        self._write(message if isinstance(message, bytes) else message.encode())

    def close(self, code: int, reason: str) -> None:  # noqa: ARG002
        """Close, after what was sent."""
        if self._transport is not None:
            self.closing_s = self._threads.now_s()
            self._transport.close()

    def leave(self, reason: str, code: int, ended: str) -> None:
        """Terminate and close."""
        self._session.leave(reason, code, ended=ended)

    def tick(self, now_s: float) -> None:
        """Close who names no call, and who is silent."""
        super().tick(now_s)
        if not self._session.begun and now_s - self.made_s > FIRST_S:
            self._late("no UUID came")
        elif now_s - self.heard_s > SILENT_S and not self._halted:
            self._late("no sound came for a minute")

    def _late(self, why: str) -> None:
        if not self._session.over:
            log.warning("sender refused", vendor="audiosocket", address=self.address, reason=why)
            self._session.lost(clean=False)
            self.close(NOT_ALLOWED, why)

    def _came(self, data: bytes) -> int:
        self._session.receive(data)
        return 1 + len(data) // FRAME_BYTES

    def _gone(self, exc: Exception | None) -> None:
        self._session.lost(clean=self._clean and exc is None)

    def _unwelcome(self) -> str:
        if self._rules.refusing:
            return "the service is shutting down"
        if not within(self.address, self._rules.networks):
            return "the address is in none of the networks of audiosocket_networks"
        if len(self._registry) > self._rules.connections:
            return "too many connections"
        return ""
