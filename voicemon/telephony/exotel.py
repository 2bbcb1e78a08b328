"""Exotel Stream and Voicebot applets: names in snake_case, 16-bit little-endian audio, 100 ms each.

The plain form carries the caller alone; with both tracks each message names its own. mu-law comes
from streams started by its newer interface.
Source: https://developer.exotel.com/docs/agentstream/websocket-protocol
"""

from __future__ import annotations

from voicemon.audio.codecs import Encoding
from voicemon.telephony.media_stream import Dialect, MediaStream

DIALECT = Dialect(
    vendor="exotel",
    stream="stream_sid",
    calls=("call_sid",),
    parameters="custom_parameters",
    media_format="media_format",
    rate="sample_rate",
    encodings={
        "audio/x-raw": Encoding.S16LE,
        "raw/slin": Encoding.S16LE,
        "base64": Encoding.S16LE,
        "audio/l16": Encoding.S16LE,
        "audio/x-mulaw": Encoding.ULAW,
    },
    rates_hz=(8000, 16000, 24000),
    tracks=("inbound", "outbound"),
    told=("from", "to"),
)


class Exotel(MediaStream):
    """One Exotel stream."""

    def __init__(self) -> None:
        super().__init__(DIALECT)
