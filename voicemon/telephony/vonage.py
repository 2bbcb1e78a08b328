"""Vonage Voice API WebSockets: one leg a connection, as raw 16-bit audio.

Source: developer.vonage.com/voice/voice-api/concepts/websockets. The headers of the NCCO's
`websocket` endpoint come with the first message and are the call's facts: `call` (or `call_id`,
`conversation_uuid`) names the call, `connection` (or `uuid`) this leg. The regular close of the
connection is the format's only goodbye.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from voicemon.audio.codecs import Encoding
from voicemon.telephony.events import CallStarted, Dtmf, Event, WireError
from voicemon.telephony.messages import facts, read, section, text
from voicemon.telephony.preamble import Preamble, shown
from voicemon.telephony.raw_audio import RawAudio

RATES_HZ = (8000, 16_000, 24_000)
TRACK = "leg"

_CONTENT_TYPE = re.compile(r"audio/l16\s*;\s*rate=(\d{1,6})", re.IGNORECASE | re.ASCII)


class Vonage(Preamble):
    """A Vonage connection."""

    vendor = "vonage"

    def _text(self, message: str) -> list[Event]:
        fields = read(message)
        event = fields.get("event")
        if event == "websocket:connected":
            return self._connected(fields)
        if self._audio is None:
            raise WireError("Vonage begins with websocket:connected")
        return [Dtmf(TRACK)] if event == "websocket:dtmf" else []

    def _connected(self, fields: Mapping[str, object]) -> list[Event]:
        about = {**fields, **section(fields, "headers")}
        said = about.pop("content-type", "")
        match = _CONTENT_TYPE.fullmatch(said.strip()) if isinstance(said, str) else None
        rate_hz = int(match[1]) if match else 0
        if rate_hz not in RATES_HZ:
            raise WireError(
                f"Vonage announces audio that is not taken: {shown(said)}",
                close=1003,
                fix="Set content-type in the NCCO to audio/l16;rate=16000 (or 8000, 24000).",
            )
        del about["event"]
        started = CallStarted(
            call=text(about, "call", "call_id", "conversation_uuid"),
            connection=text(about, "connection", "uuid"),
            tracks=(TRACK,),
            rate_hz=rate_hz,
            facts=facts(about),
        )
        return self._start(started, RawAudio(started.tracks, rate_hz, Encoding.S16LE))
