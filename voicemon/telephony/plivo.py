"""Plivo audio streaming: numbers are numbers, and the call's facts travel in `extra_headers`.

Audio is mu-law at 8 kHz or 16-bit little-endian at 8 or 16 kHz. The documents know no `stop` from
Plivo; its examples do, so it is taken, and the end of the connection ends the call as well.
Source: https://www.plivo.com/docs/voice/xml/the-stream-element
"""

from __future__ import annotations

from collections.abc import Mapping

from voicemon.audio.codecs import Encoding
from voicemon.telephony import messages
from voicemon.telephony.events import WireError
from voicemon.telephony.media_stream import Dialect, MediaStream
from voicemon.telephony.messages import Json

DIALECT = Dialect(
    vendor="plivo",
    stream="streamId",
    calls=("callId",),
    parameters="extra_headers",
    media_format="mediaFormat",
    rate="sampleRate",
    encodings={"audio/x-mulaw": Encoding.ULAW, "audio/x-l16": Encoding.S16LE},
    rates_hz=(8000, 16000),
    tracks=("inbound",),
    told=("from", "to"),
)
_PREFIX = "x-ph-"  # Plivo puts it before the names of SIP headers


class Plivo(MediaStream):
    """One Plivo audio stream."""

    def __init__(self) -> None:
        super().__init__(DIALECT)

    def parameters(self, data: Json, start: Json) -> Mapping[str, object]:
        """`extra_headers`: an object, JSON text, or text like `agent=a17,queue=billing`."""
        sent = start.get("extra_headers", data.get("extra_headers"))
        if sent is None or sent == "":
            return {}
        if isinstance(sent, str):
            sent = messages.read(sent) if sent.lstrip().startswith("{") else _pairs(sent)
        if not isinstance(sent, dict):
            raise WireError("“extra_headers” is neither text nor an object.", 1007)
        return {
            name[len(_PREFIX) :] if name.lower().startswith(_PREFIX) else name: value
            for name, value in sent.items()
        }


def _pairs(sent: str) -> dict[str, object]:
    """`k=v` pairs parted by commas or semicolons; what has no `=` is no pair."""
    pairs = (pair.partition("=") for pair in sent.replace(";", ",").split(","))
    return {name.strip(): value.strip() for name, sign, value in pairs if sign}
