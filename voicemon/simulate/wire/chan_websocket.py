"""A sender that speaks like Asterisk's chan_websocket: one leg in the channel's own codec.

`encoding` is `ulaw` (the usual one at 8000 Hz), `alaw` or `slin` (the rate is added), and
`…-text` for the older plain-text control messages, which carry no channel variables.
Source: https://docs.asterisk.org/Configuration/Channel-Drivers/WebSocket
"""

from __future__ import annotations

import json

from voicemon.audio.codecs import Encoding
from voicemon.errors import InputError
from voicemon.simulate.wire.base import Options, Played
from voicemon.simulate.wire.raw import LegFeed, check_encoding

_ENCODINGS = ("ulaw", "alaw", "slin", "ulaw-text", "alaw-text", "slin-text")
_NARROW_HZ = 8000
_PACKET_S = 0.02


class ChanWebSocketFeed(LegFeed):
    """One leg of a call."""

    name = "chan_websocket"
    rates_hz = (8000, 12_000, 16_000, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000)
    subprotocols = ("media",)

    def __init__(self, played: Played, options: Options | None = None) -> None:
        super().__init__(played, options)
        check_encoding(self, _ENCODINGS)
        codec, _, form = self.options.encoding.partition("-")
        self._codec = codec or ("ulaw" if played.rate_hz == _NARROW_HZ else "slin")
        self._text = form == "text"
        self._hung_up = False
        if self._codec != "slin" and played.rate_hz != _NARROW_HZ:
            raise InputError(f"{self._codec} is {_NARROW_HZ} Hz", "Use slin for other rates.")

    @property
    def encoding(self) -> Encoding:
        """The channel's codec."""
        return Encoding.S16LE if self._codec == "slin" else Encoding(self._codec)

    @property
    def done(self) -> bool:
        """The channel was hung up."""
        return self._hung_up

    def opening(self) -> list[str | bytes]:
        """MEDIA_START."""
        packet = round(_PACKET_S * self.played.rate_hz)
        start = {
            "connection_id": "media_connection1",
            "channel": "WebSocket/media_connection1/0x7f5b1c0a2d30",
            "channel_id": self.connection,
            "format": self._format,
            "optimal_frame_size": packet * (2 if self._codec == "slin" else 1),
            "ptime": round(_PACKET_S * 1000),
        }
        if self._text:
            words = [f"{name}:{value}" for name, value in start.items()]
            return [" ".join(["MEDIA_START", *words])]
        variables = {"VOICEMON_CALL": self.played.call, "ROLE": self.played.roles[0].value}
        variables |= {name.upper(): value for name, value in self.played.facts.items()}
        return [json.dumps({"event": "MEDIA_START", **start, "channel_variables": variables})]

    def receive(self, message: str | bytes) -> list[str | bytes]:
        """HANGUP ends it; other commands ask for no answer."""
        self._hung_up = self._hung_up or "HANGUP" in str(message)
        return []

    @property
    def _format(self) -> str:
        if self._codec != "slin" or self.played.rate_hz == _NARROW_HZ:
            return self._codec
        return f"slin{self.played.rate_hz // 1000}"
