"""Asterisk AudioSocket: one leg a TCP connection, as type-length-value messages.

Source: docs.asterisk.org/Configuration/Channel-Drivers/AudioSocket and res/res_audiosocket.c. A
message is one byte of type, two of length (big-endian), then the payload. The first one carries the
UUID by which a registration knows the call; TCP cuts messages anywhere. There is no encryption and
no key: listen on loopback or a private network, and take registered UUIDs only.
"""

from __future__ import annotations

import uuid

from voicemon.audio.codecs import Encoding
from voicemon.telephony.events import (
    CallEnded,
    CallStarted,
    Dtmf,
    Event,
    NoPause,
    Send,
    WireError,
)
from voicemon.telephony.messages import farewell
from voicemon.telephony.raw_audio import RawAudio

TERMINATE, UUID, SILENCE, DTMF, ERROR = 0x00, 0x01, 0x02, 0x03, 0xFF
RATES_HZ = {
    0x10: 8000,
    0x11: 12_000,
    0x12: 16_000,
    0x13: 24_000,
    0x14: 32_000,
    0x15: 44_100,
    0x16: 48_000,
    0x17: 96_000,
    0x18: 192_000,
}
ERRORS = {
    0x01: "hangup",
    0x02: "Asterisk could not forward a frame",
    0x04: "Asterisk is out of memory",
}
USUAL_RATE_HZ = 8000  # the first audio tells; `Heard.rate_hz` counts
TRACK = "leg"

_HEADER_BYTES = 3
_LENGTHS = {UUID: 16, DTMF: 1}
_GOODBYE = bytes((TERMINATE, 0, 0))


class AudioSocket(NoPause):
    """One connection; `receive` takes any cut of its byte stream."""

    vendor = "audiosocket"

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._named = False
        self._ended = False
        self._audio: RawAudio | None = None

    def receive(self, message: str | bytes) -> list[Event]:
        """The next bytes; raises WireError, after which nothing more is read. Where good messages
        came with the wrong one, they are returned, and the error after them as a `Close`.
        """
        if self._ended:
            return []
        if isinstance(message, str):
            raise WireError("AudioSocket carries bytes, not text", close=1003)
        self._buffer += message
        events: list[Event] = []
        try:
            while whole := self._next():
                events += self._message(*whole)
        except WireError as error:
            self._ended = True
            if not events:
                raise
            return [*events, farewell(error.close, error.message)]
        return events

    def lost(self) -> list[Event]:
        """Nothing is held back; closing the socket is a goodbye, too."""
        return []

    def leave(self, reason: str, *, again: bool) -> list[Event]:
        """Terminate, which ends Asterisk's AudioSocket application or channel."""
        self._ended = True
        return [Send(_GOODBYE), farewell(1012 if again else 1000, reason)]

    def _next(self) -> tuple[int, bytes] | None:
        """The next whole message; what cannot be one is refused before its payload has come."""
        if self._ended or not self._buffer:
            return None
        kind = self._buffer[0]
        self._check_kind(kind)
        if len(self._buffer) < _HEADER_BYTES:
            return None
        length = int.from_bytes(self._buffer[1:_HEADER_BYTES], "big")
        if length != _LENGTHS.get(kind, length):
            raise WireError(f"An AudioSocket message of type {kind:#04x} and {length} bytes")
        end = _HEADER_BYTES + length
        if len(self._buffer) < end:
            return None
        payload = bytes(self._buffer[_HEADER_BYTES:end])
        del self._buffer[:end]
        return kind, payload

    def _check_kind(self, kind: int) -> None:
        if not self._named and kind not in (UUID, TERMINATE, ERROR):
            raise WireError(
                f"AudioSocket begins with a UUID, not with type {kind:#04x}",
                fix="Point only Asterisk's AudioSocket at this port.",
            )
        if kind not in RATES_HZ and kind not in (TERMINATE, UUID, SILENCE, DTMF, ERROR):
            raise WireError(f"An AudioSocket message of unknown type {kind:#04x}", close=1003)

    def _message(self, kind: int, payload: bytes) -> list[Event]:
        if kind in RATES_HZ:
            return self._hear(RATES_HZ[kind], payload)
        if kind == UUID:
            return self._start(payload)
        if kind == TERMINATE:
            return self._end("hangup")
        if kind == ERROR:
            number = payload[0] if payload else 0
            return self._end(ERRORS.get(number, f"Asterisk reports error {number:#04x}"))
        return [Dtmf(TRACK)] if kind == DTMF else []

    def _start(self, payload: bytes) -> list[Event]:
        if self._named:
            raise WireError("A second UUID on one AudioSocket connection")
        self._named = True
        name = str(uuid.UUID(bytes=payload))
        return [CallStarted(call="", connection=name, tracks=(TRACK,), rate_hz=USUAL_RATE_HZ)]

    def _hear(self, rate_hz: int, payload: bytes) -> list[Event]:
        if self._audio is None:
            self._audio = RawAudio((TRACK,), rate_hz, Encoding.S16LE)
        if self._audio.rate_hz != rate_hz:
            raise WireError(
                f"The audio changes from {self._audio.rate_hz} to {rate_hz} Hz", close=1003
            )
        return self._audio.add(payload)

    def _end(self, reason: str) -> list[Event]:
        self._ended = True
        ended: list[Event] = [CallEnded(reason)] if self._named else []
        return [*ended, farewell(1000, reason)]
