"""Plivo audio streaming as Plivo sends it: numbers as numbers, moments since 1970, no `stop`.

Source: https://www.plivo.com/docs/voice/xml/the-stream-element
"""

from __future__ import annotations

import json

from voicemon.audio.codecs import Encoding
from voicemon.errors import InputError
from voicemon.simulate.wire.base import Options, Played
from voicemon.simulate.wire.media_stream import MediaFeed

_BEGAN_MS = 1_692_967_219_857


class PlivoFeed(MediaFeed):
    """One `<Stream audioTrack="both">`; `encoding` may be `audio/x-l16`."""

    name = "plivo"
    rates_hz = (8000, 16000)
    encodings = {"audio/x-mulaw": Encoding.ULAW, "audio/x-l16": Encoding.S16LE}
    subprotocols = ("audio.plivo.com",)

    def __init__(self, played: Played, options: Options | None = None) -> None:
        super().__init__(played, options)
        if self.encoding is Encoding.ULAW and played.rate_hz != 8000:
            raise InputError("µ-law has 8000 Hz.", "Resample, or choose audio/x-l16.")

    def opening(self) -> list[str | bytes]:
        """`start`; the facts are extra headers."""
        start = {
            "callId": self.played.call,
            "streamId": self._stream,
            "accountId": "MA000000",
            "tracks": self.tracks,
            "mediaFormat": {"encoding": self.encoding_name, "sampleRate": self.played.rate_hz},
        }
        message = {"sequenceNumber": 0, "event": "start", "start": start}
        return [json.dumps({**message, "extra_headers": json.dumps(dict(self.played.facts))})]

    @property
    def _stream(self) -> str:
        return f"stream-{self.played.call}"

    def _media(
        self, track: str, sequence: int, chunk: int, at_ms: int, payload: str
    ) -> dict[str, object]:
        return {
            "sequenceNumber": sequence,
            "streamId": self._stream,
            "event": "media",
            "media": {
                "track": track,
                "timestamp": str(_BEGAN_MS + at_ms),
                "chunk": chunk,
                "payload": payload,
            },
            "extra_headers": "{}",
        }
