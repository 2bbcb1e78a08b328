"""Exotel's Stream applet as Exotel sends it: 16-bit little-endian audio, 100 ms a message.

Source: https://developer.exotel.com/docs/agentstream/websocket-protocol
"""

from __future__ import annotations

import json

from voicemon.audio.codecs import Encoding
from voicemon.simulate.wire.base import Options, Played
from voicemon.simulate.wire.media_stream import MediaFeed


class ExotelFeed(MediaFeed):
    """One stream with both tracks."""

    name = "exotel"
    rates_hz = (8000, 16000, 24000)
    encodings = {"audio/x-raw": Encoding.S16LE}

    def __init__(self, played: Played, options: Options | None = None) -> None:
        super().__init__(played, options or Options(chunk_s=0.1))

    def opening(self) -> list[str | bytes]:
        """`connected` and `start`."""
        facts = dict(self.played.facts)
        start = {
            "stream_sid": self._stream,
            "call_sid": self.played.call,
            "account_sid": "AC000000",
            "from": facts.pop("from", "+915550100"),
            "to": facts.pop("to", "+915550101"),
            "custom_parameters": facts,
            "media_format": {
                "encoding": "audio/x-raw",
                "sample_rate": str(self.played.rate_hz),
                "bit_rate": "16",
            },
        }
        message = {"event": "start", "sequence_number": "1", "stream_sid": self._stream}
        return [json.dumps({"event": "connected"}), json.dumps({**message, "start": start})]

    def closing(self) -> list[str | bytes]:
        """`stop`, with its reason."""
        stop = {"call_sid": self.played.call, "account_sid": "AC000000", "reason": "callended"}
        message = {"event": "stop", "sequence_number": "0", "stream_sid": self._stream}
        return [json.dumps({**message, "stop": stop})]

    @property
    def _stream(self) -> str:
        return f"stream-{self.played.call}"

    def _media(
        self, track: str, sequence: int, chunk: int, at_ms: int, payload: str
    ) -> dict[str, object]:
        media = {"chunk": str(chunk), "timestamp": str(at_ms), "payload": payload}
        return {
            "event": "media",
            "sequence_number": str(sequence),
            "stream_sid": self._stream,
            "media": {"track": track, **media},
        }
