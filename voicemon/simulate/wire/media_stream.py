"""What the senders of JSON with base64 audio share: tracks, numbering, moments."""

from __future__ import annotations

import base64
import json
from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from voicemon.audio.codecs import Encoding, encode
from voicemon.simulate.wire.base import Feed, Timed
from voicemon.types import Role


class MediaFeed(Feed):
    """A sender of this family; `_media` writes one message of a track."""

    encodings: ClassVar[dict[str, Encoding]]  # by the vendor's name; the first is the usual one

    def media(self) -> Iterator[Timed]:
        """Every piece of every track, by time; each track counts its own chunks."""
        chunks = [0] * len(self.played.channels)
        for sequence, (end_s, channel, start, stop) in enumerate(self.pieces(), self.first_media):
            chunks[channel] += 1
            payload = encode(self.played.channels[channel][start:stop], self.encoding)
            at_ms = start * 1000 // self.played.rate_hz
            message = self._media(
                self.tracks[channel],
                sequence,
                chunks[channel],
                at_ms,
                base64.b64encode(payload).decode(),
            )
            yield Timed(end_s, json.dumps(message))

    @property
    def first_media(self) -> int:
        """The sequence number of the first media message."""
        return 2

    @property
    def encoding_name(self) -> str:
        """The vendor's name of the encoding in use."""
        return self.options.encoding or next(iter(self.encodings))

    @property
    def encoding(self) -> Encoding:
        """The encoding in use."""
        return self.encodings[self.encoding_name]

    @property
    def tracks(self) -> list[str]:
        """The customer is `inbound`, the agent `outbound`; further channels are numbered."""
        names = {Role.CUSTOMER: "inbound", Role.AGENT: "outbound"}
        if len(self.played.roles) == 1:
            return ["inbound"]
        given: list[str] = []
        for channel, role in enumerate(self.played.roles):
            name = names.get(role, ("inbound", "outbound")[channel % 2])
            given.append(name if name not in given else f"track{channel + 1}")
        return given

    @abstractmethod
    def _media(
        self, track: str, sequence: int, chunk: int, at_ms: int, payload: str
    ) -> dict[str, object]:
        """One message of a track."""
