"""Twilio Media Streams; SignalWire and Talkdesk speak the same.

Both sides are two tracks of one connection (`track="both_tracks"`); audio is mu-law at 8 kHz;
numbers are text. Who is `inbound` depends on the call: the ingest key says which track is the
customer. From and to are not told: pass them as `<Parameter>`.
Source: https://www.twilio.com/docs/voice/media-streams/websocket-messages
"""

from __future__ import annotations

from voicemon.audio.codecs import Encoding
from voicemon.telephony.media_stream import Dialect, MediaStream

DIALECT = Dialect(
    vendor="twilio",
    stream="streamSid",
    calls=("callSid",),
    parameters="customParameters",
    media_format="mediaFormat",
    rate="sampleRate",
    encodings={"audio/x-mulaw": Encoding.ULAW},
    rates_hz=(8000,),
    tracks=("inbound",),
)


class Twilio(MediaStream):
    """One Twilio media stream."""

    def __init__(self) -> None:
        super().__init__(DIALECT)
