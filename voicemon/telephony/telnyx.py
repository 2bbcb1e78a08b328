"""Telnyx media streaming: frames may come in any order; `chunk` and `timestamp` put them right.

`start` does not say which tracks will come, so both are announced. The name of the call is that of
its session, which is the same for all its legs. Of the encodings Telnyx knows, G.711 is taken.
Source: https://developers.telnyx.com/api-reference/websockets/stream-call-media-over-websocket
"""

from __future__ import annotations

from collections.abc import Mapping

from voicemon.audio.codecs import Encoding
from voicemon.telephony import messages
from voicemon.telephony.media_stream import Dialect, MediaStream
from voicemon.telephony.messages import Json

DIALECT = Dialect(
    vendor="telnyx",
    stream="stream_id",
    calls=("call_session_id", "call_control_id"),
    parameters="custom_parameters",
    media_format="media_format",
    rate="sample_rate",
    encodings={
        "pcmu": Encoding.ULAW,
        "pcma": Encoding.ALAW,
        "audio/x-mulaw": Encoding.ULAW,
        "audio/x-alaw": Encoding.ALAW,
    },
    rates_hz=(8000,),
    tracks=("inbound", "outbound"),
    told=("from", "to"),
)


class Telnyx(MediaStream):
    """One Telnyx media stream."""

    def __init__(self) -> None:
        super().__init__(DIALECT)

    def parameters(self, data: Json, start: Json) -> Mapping[str, object]:
        """`custom_parameters`: an object, or names and values in a list, as they were ordered."""
        sent = start.get(DIALECT.parameters)
        if not isinstance(sent, list):
            return super().parameters(data, start)
        pairs = [each for each in sent if type(each) is dict and each.get("name")]
        return {messages.text(pair, "name"): pair.get("value") for pair in pairs}
