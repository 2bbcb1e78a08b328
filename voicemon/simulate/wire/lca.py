"""A sender that speaks like AWS Live Call Analytics, in either of the two forms.

`encoding` `json` (the usual one): base64 in `audioMessage`; `binary`: LCA's own client, caller and
agent interleaved in binary messages.
Source: https://github.com/aws-samples/amazon-transcribe-live-call-analytics
(utilities/websocket-client)
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

import numpy as np

from voicemon.audio.codecs import Encoding, encode
from voicemon.simulate.wire.base import Feed, Timed
from voicemon.types import Role


class LcaFeed(Feed):
    """One connection with both sides of a call."""

    name = "lca"
    rates_hz = (8000, 16000, 24000, 32000, 44100, 48000)

    def opening(self) -> list[str | bytes]:
        """`startCall`, or `START`."""
        facts = dict(self.played.facts)
        message = {
            ("callEvent" if self._binary else "action"): "START" if self._binary else "startCall",
            "callId": self.played.call,
            "agentId": facts.pop("agent", ""),
            "fromNumber": facts.pop("from", "+15550100"),
            "toNumber": facts.pop("to", "+15550101"),
            "samplingRate": self.played.rate_hz,
            "customParameters": facts,
        }
        return [json.dumps(message)]

    def media(self) -> Iterator[Timed]:
        """Pieces of both sides."""
        return self._interleaved() if self._binary else self._messages()

    def closing(self) -> list[str | bytes]:
        """`endCall`, or `END`."""
        key, word = ("callEvent", "END") if self._binary else ("action", "endCall")
        return [json.dumps({key: word, "callId": self.played.call})]

    @property
    def _binary(self) -> bool:
        return self.options.encoding == "binary"

    def _messages(self) -> Iterator[Timed]:
        for end_s, channel, start, stop in self.pieces():
            payload = encode(self.played.channels[channel][start:stop], Encoding.S16LE)
            message = {
                "action": "audioMessage",
                "callId": self.played.call,
                "audio": base64.b64encode(payload).decode(),
                "isAgentAudio": self.played.roles[channel] is Role.AGENT,
            }
            yield Timed(end_s, json.dumps(message))

    def _interleaved(self) -> Iterator[Timed]:
        sides = (Role.CUSTOMER, Role.AGENT)
        by_role = dict(zip(self.played.roles, self.played.channels, strict=True))
        length = max(channel.size for channel in self.played.channels)
        both = np.zeros((length, 2), np.float32)
        for side, role in enumerate(sides):
            if role in by_role:
                both[: by_role[role].size, side] = by_role[role]
        for start, stop in self.spans(length):
            audio = encode(both[start:stop].ravel(), Encoding.S16LE)
            yield Timed(stop / self.played.rate_hz, audio)
