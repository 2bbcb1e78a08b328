"""A sender that speaks like Asterisk's AudioSocket: one leg a TCP connection.

Source: https://docs.asterisk.org/Configuration/Channel-Drivers/AudioSocket
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import ClassVar

from voicemon.simulate.wire.base import Options, Played, Timed
from voicemon.simulate.wire.raw import LegFeed, check_encoding

_TERMINATE, _UUID = 0x00, 0x01
_AUDIO = {
    8000: 0x10,
    12_000: 0x11,
    16_000: 0x12,
    24_000: 0x13,
    32_000: 0x14,
    44_100: 0x15,
    48_000: 0x16,
    96_000: 0x17,
    192_000: 0x18,
}


class AudioSocketFeed(LegFeed):
    """One leg of a call; register `connection` before."""

    name = "audiosocket"
    tcp: ClassVar[bool] = True
    rates_hz = tuple(_AUDIO)

    def __init__(self, played: Played, options: Options | None = None) -> None:
        super().__init__(played, options)
        check_encoding(self, ())
        self._terminated = False

    @property
    def done(self) -> bool:
        """The server terminated."""
        return self._terminated

    def opening(self) -> list[str | bytes]:
        """The UUID."""
        return [_message(_UUID, uuid.UUID(self.connection).bytes)]

    def media(self) -> Iterator[Timed]:
        """The leg's audio."""
        kind = _AUDIO[self.played.rate_hz]
        for end_s, audio in self.audio():
            yield Timed(end_s, _message(kind, audio))

    def closing(self) -> list[str | bytes]:
        """Terminate."""
        return [_message(_TERMINATE)]

    def receive(self, message: str | bytes) -> list[str | bytes]:
        """Terminate is all that a listening server says."""
        self._terminated = self._terminated or message == _message(_TERMINATE)
        return []


def _message(kind: int, payload: bytes = b"") -> bytes:
    return bytes((kind,)) + len(payload).to_bytes(2, "big") + payload
