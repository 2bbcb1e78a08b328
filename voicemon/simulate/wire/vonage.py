"""A sender that speaks like a Vonage WebSocket: one leg, its facts and role as the endpoint's
headers.

Source: https://developer.vonage.com/voice/voice-api/concepts/websockets
"""

from __future__ import annotations

import json

from voicemon.simulate.wire.base import Options, Played
from voicemon.simulate.wire.raw import LegFeed, check_encoding


class VonageFeed(LegFeed):
    """One leg of a call."""

    name = "vonage"
    rates_hz = (8000, 16_000, 24_000)

    def __init__(self, played: Played, options: Options | None = None) -> None:
        super().__init__(played, options)
        check_encoding(self, ())

    def opening(self) -> list[str | bytes]:
        """`websocket:connected` with the headers."""
        message = {
            "event": "websocket:connected",
            "content-type": f"audio/l16;rate={self.played.rate_hz}",
            "call": self.played.call,
            "connection": self.connection,
            "role": self.played.roles[0].value,
            **self.played.facts,
        }
        return [json.dumps(message)]
