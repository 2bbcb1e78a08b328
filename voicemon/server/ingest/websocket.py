"""One sender's WebSocket: handshake, frames, pings, the goodbye. The framing is `websockets`' own.

State     what happens → next state
HEAD      a request → JUDGED (the entrance is asked, nothing is read); a flood, no room → TURNED
TURNED    whatever comes is answered 429 or 503, then closed
JUDGED    let in → OPEN (101); refused → CLOSING (4xx with a `Problem`)
OPEN      messages go to the session; either side's close, a broken frame → CLOSING
CLOSING   waits a moment for the sender to close
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum

import structlog
from websockets.exceptions import InvalidState
from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Request
from websockets.protocol import State as Protocol
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from voicemon.server.ingest.entrance import Admission, Handshake, Refusal
from voicemon.server.ingest.hall import Hall
from voicemon.server.ingest.refusals import RETRY_S, as_problem, as_response, refusal
from voicemon.sources.door import Door, Sender
from voicemon.sources.session import NOT_ALLOWED, RESTART, Session
from voicemon.sources.stream import Stream
from voicemon.telephony.events import CallStarted

log = structlog.get_logger(__name__)
_silent = logging.getLogger("voicemon.websockets")  # it would write of paths, which hold keys
_silent.addHandler(logging.NullHandler())
_silent.propagate = False

HEAD_S = 10.0
FIRST_S = 5.0  # until the first message that makes sense
PING_S, SILENT_S = 20.0, 60.0
MESSAGE_BYTES = 1_000_000
REASON_BYTES = 123  # a close frame holds no more (RFC 6455, 5.5.1)
INVALID_DATA = 1007


class State(StrEnum):
    """Where a connection stands."""

    HEAD = "head"
    TURNED = "turned"
    JUDGED = "judged"
    OPEN = "open"
    CLOSING = "closing"


class WebSocketStream(Stream):
    """One connection."""

    def __init__(self, hall: Hall) -> None:
        super().__init__(hall.threads, hall.pace, hall.streams)
        self._hall = hall
        self._protocol = ServerProtocol(
            max_size=MESSAGE_BYTES, select_subprotocol=_subprotocol, logger=_silent
        )
        self._state = State.HEAD
        self._turned: Refusal | None = None
        self._parts: list[bytes] = []
        self._early: list[Frame] = []
        self._text = False
        self._pinged_s = 0.0
        self._opened_s = 0.0
        self.session: Session | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:  # noqa: D102
        super().connection_made(transport)
        self._turned = self._hall.arrive(self.address)
        if self._turned is not None:
            self._state = State.TURNED

    def eof_received(self) -> bool:  # noqa: D102
        if self._state is not State.TURNED:
            self._protocol.receive_eof()
            self._flush()
        return False

    def send(self, message: str | bytes) -> None:
        """Text or binary."""
        if self._state is not State.OPEN:
            return
        with suppress(InvalidState):
            if isinstance(message, str):
                self._protocol.send_text(message.encode())
            else:
                self._protocol.send_binary(message)
            self._flush()

    def close(self, code: int, reason: str) -> None:
        """Say goodbye; what the sender still sends is not looked at."""
        if self._state is State.OPEN and self._protocol.state is Protocol.OPEN:
            short = reason.encode()[:REASON_BYTES].decode(errors="ignore")
            self._protocol.fail(code, short)  # a close frame, then nothing is parsed any more
        self._flush()
        self._closing()

    def leave(self, reason: str, code: int, ended: str) -> None:
        """End the connection from our side; its leg of a call ends as `ended`."""
        if self.session is not None:
            self.session.leave(reason, code, ended=ended)
        elif self._state in (State.HEAD, State.JUDGED):
            status = 503 if code == RESTART else 403
            self._refuse(Refusal(status, reason, "connect again in a moment"))

    def tick(self, now_s: float) -> None:
        """Patience ends; pings."""
        super().tick(now_s)
        quiet_s, age_s = now_s - self.heard_s, now_s - self.made_s
        if self._state in (State.HEAD, State.TURNED) and age_s > HEAD_S:
            self._note("no handshake came", 408)
            self.abort()
        elif self._state is State.OPEN and self.session is not None:
            if not self.session.begun and now_s - self._opened_s > FIRST_S:
                self._late("no call was started")
            elif quiet_s > SILENT_S and not self._halted:
                self._late("nothing came for a minute, not even the answer to a ping")
            elif quiet_s > PING_S and now_s - self._pinged_s > PING_S:
                self._pinged_s = now_s
                self._protocol.send_ping(b"voicemon")
                self._flush()

    def _late(self, why: str) -> None:
        assert self.session is not None
        self._note(why, NOT_ALLOWED)
        self.session.lost(clean=False)
        self.close(NOT_ALLOWED, why)

    def _came(self, data: bytes) -> int:
        if self._state is State.TURNED:
            assert self._turned is not None
            self._write(as_response(self._turned))
            self._closing()
            return 1
        self._protocol.receive_data(data)
        events = self._protocol.events_received()
        for event in events:
            if isinstance(event, Request):
                self._asked(event)
            elif isinstance(event, Frame):
                self._frame(event)
        self._flush()
        if self._state is State.OPEN:
            self._after_frames()
        elif self._state is State.HEAD and self._protocol.handshake_exc is not None:
            self._note("what came is no WebSocket handshake", 400)
            self._closing()
        return max(1, len(events))

    def _after_frames(self) -> None:
        """The sender has closed, or sent what is no WebSocket."""
        error = self._protocol.parser_exc
        if error is not None and not isinstance(error, EOFError):
            sent = self._protocol.close_sent
            self._note(f"broken frames: {type(error).__name__}", sent.code if sent else 1002)
        if self._protocol.state is not Protocol.OPEN:
            if self.session is not None:
                self.session.lost(clean=self._closed_cleanly())
            self._closing()

    def _closed_cleanly(self) -> bool:
        close = self._protocol.close_rcvd
        return close is not None and close.code in (
            CloseCode.NORMAL_CLOSURE,
            CloseCode.GOING_AWAY,
            CloseCode.NO_STATUS_RCVD,
        )

    def _gone(self, exc: Exception | None) -> None:  # noqa: ARG002
        if self.session is not None:
            self.session.lost(clean=self._closed_cleanly())

    def _asked(self, request: Request) -> None:
        if self._state is not State.HEAD:
            return
        self._state = State.JUDGED
        self.halt()
        headers = {name.lower(): value for name, value in request.headers.raw_items()}
        self.address = self._hall.address(self.address, headers)
        asked = Handshake(request.path, headers, self.address)

        def work() -> None:
            verdict: Admission | Exception
            try:
                verdict = self._hall.judge(asked)
            except Exception as error:
                verdict = error
            self._threads.back(lambda: self._judged(request, verdict))

        self._threads.away(work)

    def _judged(self, request: Request, verdict: Admission | Exception) -> None:
        if self._state is not State.JUDGED:
            return
        if isinstance(verdict, Exception):
            self._refuse(refusal(verdict))
            return
        crowd = self._hall.crowded(verdict.key_id) if verdict.key_id else None
        if crowd is not None:
            self._refuse(crowd)
            return
        response = self._protocol.accept(request)
        self._protocol.send_response(response)
        if self._protocol.state is not Protocol.OPEN:
            self._note("no WebSocket handshake", response.status_code)
            self._flush()
            self._closing()
            return
        self.key_id = verdict.key_id
        door = Door(self._hall.desk, self._hall.legs, lambda call: self._admitted(verdict, call))
        self.session = Session(verdict.wire, self, door, self._threads)
        self._state, self._opened_s = State.OPEN, self._threads.now_s()
        self._flush()
        self.go_on()
        early, self._early = self._early, []
        for frame in early:
            self._frame(frame)

    def _admitted(self, verdict: Admission, started: CallStarted) -> Sender:
        """On a thread that may wait: whose call it is, where only its start can tell."""
        sender = verdict.admit(started)
        if self.key_id is None:
            crowd = self._hall.crowded(sender.source)
            if crowd is not None:
                raise crowd
            self.key_id = sender.source
        return sender

    def _refuse(self, refused: Refusal) -> None:
        self._note(refused.message, refused.status)
        response = self._protocol.reject(refused.status, as_problem(refused))
        del response.headers["Content-Type"]
        response.headers["Content-Type"] = "application/json"
        if refused.status in (429, 503):
            response.headers["Retry-After"] = str(RETRY_S)
        self._protocol.send_response(response)
        self._flush()
        self._closing()
        self.go_on()

    def _frame(self, frame: Frame) -> None:
        if frame.opcode not in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
            return
        if self.session is None:
            self._early.append(frame)  # little: nothing more is read until we have answered
            return
        if frame.opcode is not Opcode.CONT:
            self._text = frame.opcode is Opcode.TEXT
        if not frame.fin or frame.opcode is Opcode.CONT:
            self._parts.append(bytes(frame.data))
        if not frame.fin:
            return
        data = b"".join(self._parts) if self._parts else bytes(frame.data)
        self._parts.clear()
        try:
            message = data.decode() if self._text else data
        except UnicodeDecodeError:
            self._note("text that is not UTF-8", INVALID_DATA)
            self.session.lost(clean=False)
            self.close(INVALID_DATA, "text that is not UTF-8")
        else:
            self.session.receive(message)

    def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            if data:
                self._write(data)
            elif self._transport is not None and not self._transport.is_closing():
                if self._transport.can_write_eof():
                    self._transport.write_eof()
                else:  # TLS cannot be closed by half
                    self._transport.close()

    def _closing(self) -> None:
        self._state = State.CLOSING
        if self.closing_s is None:
            self.closing_s = self._threads.now_s()
        if self._protocol.state is Protocol.CLOSED and self._transport is not None:
            self._transport.close()

    def _note(self, why: str, code: int) -> None:
        log.warning(
            "sender refused", address=self.address, source=self.key_id, close=code, reason=why
        )


def _subprotocol(_: ServerProtocol, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    """Senders that name one expect it back, and every vendor has its own; we give it no meaning."""
    return offered[0] if offered else None
