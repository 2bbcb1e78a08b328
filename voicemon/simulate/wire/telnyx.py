"""Telnyx media streaming as Telnyx sends it: frames a little out of order where a seed is given.

Source: https://developers.telnyx.com/api-reference/websockets/stream-call-media-over-websocket
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from voicemon.audio.codecs import Encoding
from voicemon.simulate.wire.base import Timed
from voicemon.simulate.wire.media_stream import MediaFeed

_SHUFFLED = 4  # messages that may change places


class TelnyxFeed(MediaFeed):
    """One media stream with `stream_track` `both_tracks`."""

    name = "telnyx"
    encodings = {"PCMU": Encoding.ULAW, "PCMA": Encoding.ALAW}

    def opening(self) -> list[str | bytes]:
        """`connected` and `start`; from and to stand beside the custom parameters."""
        facts = dict(self.played.facts)
        start = {
            "user_id": "3e6f995f-85f7-4705-9741-53b116d28237",
            "call_control_id": f"v2:{self.played.call}",
            "call_session_id": self.played.call,
            "from": facts.pop("from", "+15550100"),
            "to": facts.pop("to", "+15550101"),
            "custom_parameters": facts,
            "media_format": {"encoding": self.encoding_name, "sample_rate": 8000, "channels": 1},
        }
        return [
            json.dumps({"event": "connected", "version": "1.0.0"}),
            json.dumps(
                {
                    "event": "start",
                    "sequence_number": "1",
                    "start": start,
                    "stream_id": self._stream,
                }
            ),
        ]

    def media(self) -> Iterator[Timed]:
        """As the family does; with a seed, neighbouring messages change places."""
        timed = list(super().media())
        if self.options.seed is None:
            return iter(timed)
        random = np.random.default_rng(self.options.seed)
        for first in range(0, len(timed), _SHUFFLED):
            group = timed[first : first + _SHUFFLED]
            places = random.permutation(len(group))
            timed[first : first + _SHUFFLED] = [
                replace(group[place], at_s=group[-1].at_s) for place in places
            ]
        return iter(timed)

    def closing(self) -> list[str | bytes]:
        """`stop`."""
        stop = {"call_control_id": f"v2:{self.played.call}"}
        return [
            json.dumps(
                {
                    "event": "stop",
                    "sequence_number": "0",
                    "stop": stop,
                    "stream_id": self._stream,
                }
            )
        ]

    @property
    def _stream(self) -> str:
        return f"stream-{self.played.call}"

    def _media(
        self, track: str, sequence: int, chunk: int, at_ms: int, payload: str
    ) -> dict[str, object]:
        return {
            "event": "media",
            "sequence_number": str(sequence),
            "media": {
                "track": track,
                "chunk": str(chunk),
                "timestamp": str(at_ms),
                "payload": payload,
            },
            "stream_id": self._stream,
        }
