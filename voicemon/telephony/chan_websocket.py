"""Asterisk's WebSocket channel: one leg a connection, in the channel's own codec.

Source: docs.asterisk.org/Configuration/Channel-Drivers/WebSocket and channels/chan_websocket.c
(20.16, 21.11, 22.6, 23.0 and later). Control messages are JSON or the older plain text, as
`chan_websocket.conf` says; we answer in the form we were spoken to. Facts are the channel's
variables (JSON alone has them), names in lower case, without the underscores that a variable to be
inherited is sent with (`__VOICEMON_CALL`), and without a leading `voicemon_`; `call` (or `call_id`)
names the call. `connection` is the channel's unique id: `connection_id` may only name a line of
`websocket_client.conf`. The regular close of the connection is the format's only goodbye.

We set the media direction to "in", so that Asterisk does not wait for audio from us, and leave with
HANGUP, which ends this media channel: listen by a snoop or external-media channel, never by the
caller's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from voicemon.audio.codecs import Encoding
from voicemon.telephony.events import CallStarted, Dtmf, Event, Send, WireError
from voicemon.telephony.messages import Json, facts, read, section, text
from voicemon.telephony.preamble import Preamble, shown
from voicemon.telephony.raw_audio import RawAudio

SUBPROTOCOLS = ("media",)
TRACK = "leg"
FORMATS = {
    "ulaw": (Encoding.ULAW, 8000),
    "alaw": (Encoding.ALAW, 8000),
    "slin": (Encoding.S16LE, 8000),
    "slin12": (Encoding.S16LE, 12_000),
    "slin16": (Encoding.S16LE, 16_000),
    "slin24": (Encoding.S16LE, 24_000),
    "slin32": (Encoding.S16LE, 32_000),
    "slin44": (Encoding.S16LE, 44_100),
    "slin48": (Encoding.S16LE, 48_000),
    "slin96": (Encoding.S16LE, 96_000),
    "slin192": (Encoding.S16LE, 192_000),
}

_EVENT = re.compile(r"[A-Z_]{1,64}", re.ASCII)


class ChanWebSocket(Preamble):
    """A connection of Asterisk's chan_websocket."""

    vendor = "chan_websocket"

    def __init__(self) -> None:
        super().__init__()
        self._json = True

    def leave(self, reason: str, *, again: bool) -> list[Event]:
        """Hang up our media channel, then close."""
        goodbye = [self._command("HANGUP")] if self._audio else []
        return [*goodbye, *super().leave(reason, again=again)]

    def _text(self, message: str) -> list[Event]:
        is_json = message.lstrip().startswith("{")
        fields = read(message) if is_json else _plain_text(message)
        event = fields.get("event")
        if event == "MEDIA_START":
            self._json = is_json
            return self._media_start(fields)
        if self._audio is None:
            raise WireError("Asterisk's chan_websocket begins with MEDIA_START")
        return [Dtmf(TRACK)] if event == "DTMF_END" else []

    def _media_start(self, fields: Mapping[str, object]) -> list[Event]:
        codec = text(fields, "format")
        if codec not in FORMATS:
            raise WireError(
                f"A format that is not taken: {shown(codec)}",
                close=1003,
                fix="Dial with one of them, e.g. WebSocket/…/c(ulaw): " + ", ".join(FORMATS),
            )
        encoding, rate_hz = FORMATS[codec]
        variables = facts(section(fields, "channel_variables"))
        about = {
            name.lstrip("_").removeprefix("voicemon_"): value for name, value in variables.items()
        }
        started = CallStarted(
            call=text(about, "call", "call_id"),
            connection=text(fields, "channel_id", "channel", "connection_id"),
            tracks=(TRACK,),
            rate_hz=rate_hz,
            facts=about,
        )
        events = self._start(started, RawAudio(started.tracks, rate_hz, encoding))
        return [*events, self._command("SET_MEDIA_DIRECTION", direction="in")]

    def _command(self, command: str, **options: str) -> Send:
        if self._json:
            return Send(json.dumps({"command": command, **options}))
        return Send(" ".join((command, *options.values())))


def _plain_text(message: str) -> Json:
    """`EVENT name:value name:value …` as the same fields that the JSON form has."""
    event, *words = message.split() or [""]
    if not _EVENT.fullmatch(event):
        raise WireError("A text message is neither JSON nor an event of Asterisk", close=1007)
    pairs = (word.partition(":") for word in words)
    return {"event": event, **{name: value for name, colon, value in pairs if colon}}
