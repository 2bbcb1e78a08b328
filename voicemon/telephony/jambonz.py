"""jambonz `listen` and FreeSWITCH `mod_audio_fork`: one text message, then raw 16-bit audio.

Source: docs.jambonz.org/verbs/verbs/listen; github.com/drachtio/drachtio-freeswitch-modules,
mod_audio_fork. `mixType` mono is the caller alone, mixed is both in one, stereo the caller and the
callee as two interleaved channels. FreeSWITCH sends as first message whatever stands in the
metadata argument of `uuid_audio_fork`: it must hold `sampleRate` and `mixType`, too. Facts are the
call's attributes and `metadata`; `call` (or `callSid`) names the call. A later text message
without an event is the sender's last word; the regular close of the connection ends the leg, too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from voicemon.audio.codecs import Encoding
from voicemon.telephony.events import CallEnded, CallStarted, Dtmf, Event, Send, WireError
from voicemon.telephony.messages import clean, facts, read, section, text
from voicemon.telephony.preamble import Preamble, shown
from voicemon.telephony.raw_audio import RawAudio
from voicemon.types import Role

RATES_HZ = (8000, 16_000, 24_000, 48_000, 64_000)
SUBPROTOCOLS = ("audio.jambonz.org", "audio.drachtio.org")
TRACKS = {"mono": ("caller",), "mixed": ("mixed",), "stereo": ("caller", "callee")}

_FIX = "Give sampleRate (8000 … 64000) and mixType (mono, mixed, stereo) with the stream."


class Jambonz(Preamble):
    """A connection of jambonz or FreeSWITCH."""

    vendor = "jambonz"

    def leave(self, reason: str, *, again: bool) -> list[Event]:
        """Ask to be disconnected (the call itself goes on), then close."""
        goodbye: list[Event] = [Send(json.dumps({"type": "disconnect"}))]
        return goodbye + super().leave(reason, again=again)

    def _text(self, message: str) -> list[Event]:
        if self._audio is None:
            return self._attributes(read(message))
        fields = read(message) if message.lstrip().startswith("{") else {}
        if "sampleRate" in fields:
            return self._attributes(fields)
        if fields.get("event") == "dtmf":
            return [Dtmf("caller" if "caller" in self._audio.tracks else None)]
        if "event" in fields or "type" in fields:
            return []
        self._ended = True  # FreeSWITCH may end with any text
        return [CallEnded("stop")]

    def _attributes(self, fields: Mapping[str, object]) -> list[Event]:
        about = {**fields, **section(fields, "metadata")}
        rate_hz, mix = _rate_hz(about.pop("sampleRate", None)), about.pop("mixType", "mono")
        if not isinstance(mix, str) or mix not in TRACKS:
            raise WireError(f"A mixType that is not known: {shown(mix)}", 1003, _FIX)
        started = CallStarted(
            call=text(about, "call", "callSid", "uuid"),
            connection=text(about, "connection", "callSid", "uuid"),
            tracks=TRACKS[mix],
            rate_hz=rate_hz,
            roles={"mixed": Role.UNKNOWN} if mix == "mixed" else {},
            facts=facts(about),
        )
        return self._start(started, RawAudio(started.tracks, rate_hz, Encoding.S16LE))


def _rate_hz(said: object) -> int:
    rates = {str(rate_hz): rate_hz for rate_hz in RATES_HZ}
    rate = clean(said)
    if isinstance(said, bool) or rate not in rates:
        raise WireError(f"A sampleRate that is not taken: {shown(said)}", 1003, _FIX)
    return rates[rate]
