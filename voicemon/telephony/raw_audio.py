"""Raw audio in successive messages, cut anywhere: interleaved channels → each track's samples."""

from __future__ import annotations

from voicemon.audio.codecs import Encoding, decode
from voicemon.telephony.events import Event
from voicemon.telephony.messages import limit
from voicemon.telephony.order import Order


class RawAudio:
    """One connection's audio. What does not fill a sample of every track waits for more bytes."""

    def __init__(self, tracks: tuple[str, ...], rate_hz: int, encoding: Encoding) -> None:
        self.rate_hz = rate_hz
        self.tracks = tracks
        self._encoding = encoding
        self._frame_bytes = len(tracks) * (2 if encoding is Encoding.S16LE else 1)
        self._orders = [Order(track, rate_hz) for track in tracks]
        self._rest = b""

    def add(self, data: bytes) -> list[Event]:
        """Bytes as they came; raises WireError for a message that is no piece of a live call."""
        limit(data)
        data = self._rest + data
        whole = len(data) - len(data) % self._frame_bytes
        self._rest = data[whole:]
        if not whole:
            return []
        samples = decode(data[:whole], self._encoding)
        heard: list[Event] = []
        for channel, order in enumerate(self._orders):
            heard += order.add(samples[channel :: len(self._orders)])
        return heard

    def forget(self) -> None:
        """Drop a part of a sample: what comes next begins anew."""
        self._rest = b""
