"""Twilio Media Streams as Twilio sends them: numbers as text, mu-law at 8 kHz.

Source: https://www.twilio.com/docs/voice/media-streams/websocket-messages
"""

from __future__ import annotations

import json

from voicemon.audio.codecs import Encoding
from voicemon.simulate.wire.media_stream import MediaFeed

_ACCOUNT = "AC" + "0" * 32


class TwilioFeed(MediaFeed):
    """One `<Start><Stream track="both_tracks">`."""

    name = "twilio"
    encodings = {"audio/x-mulaw": Encoding.ULAW}

    def opening(self) -> list[str | bytes]:
        """`connected` and `start`; the facts are custom parameters."""
        start = {
            "streamSid": self._stream,
            "accountSid": _ACCOUNT,
            "callSid": self.played.call,
            "tracks": self.tracks,
            "customParameters": dict(self.played.facts),
            "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
        }
        return [
            json.dumps({"event": "connected", "protocol": "Call", "version": "1.0.0"}),
            json.dumps(
                {
                    "event": "start",
                    "sequenceNumber": "1",
                    "start": start,
                    "streamSid": self._stream,
                }
            ),
        ]

    def closing(self) -> list[str | bytes]:
        """`stop`."""
        stop = {"accountSid": _ACCOUNT, "callSid": self.played.call}
        return [
            json.dumps(
                {
                    "event": "stop",
                    "sequenceNumber": "0",
                    "streamSid": self._stream,
                    "stop": stop,
                }
            )
        ]

    @property
    def _stream(self) -> str:
        return "MZ" + self.played.call

    def _media(
        self, track: str, sequence: int, chunk: int, at_ms: int, payload: str
    ) -> dict[str, object]:
        return {
            "event": "media",
            "sequenceNumber": str(sequence),
            "media": {
                "track": track,
                "chunk": str(chunk),
                "timestamp": str(at_ms),
                "payload": payload,
            },
            "streamSid": self._stream,
        }
