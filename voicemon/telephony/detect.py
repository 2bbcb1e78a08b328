"""Who speaks? A connection's first messages tell which vendor's words these are.

What each is known by (the members of its first telling message):

| vendor | first telling message |
|---|---|
| Twilio, SignalWire, Talkdesk | `start` with `start.streamSid` and `start.callSid` |
| Telnyx | `start` with `stream_id` and `start.call_control_id` |
| Plivo | `start` with `start.streamId` and `start.callId` |
| Exotel | `start` with `start.stream_sid` and `start.call_sid` |
| Vonage | `event` is `websocket:connected` |
| Asterisk chan_websocket | `event` is `MEDIA_START`, or text that begins with `MEDIA_START` |
| LCA | `action` is `startCall`, or `callEvent` is `START` |
| jambonz, FreeSWITCH | none of these, but `sampleRate` or `mixType` |

The messages until then are kept and given to the vendor's parser, so that nothing is lost.
"""

from __future__ import annotations

from importlib import import_module

from voicemon.telephony import messages
from voicemon.telephony.events import Event, Wire, WireError
from voicemon.telephony.messages import Json, farewell

MAX_OPENING = 4  # messages a sender may need to say who it is (`connected`, then `start`)

_PARSERS = {
    "twilio": "twilio.Twilio",
    "telnyx": "telnyx.Telnyx",
    "plivo": "plivo.Plivo",
    "exotel": "exotel.Exotel",
    "lca": "lca.Lca",
    "vonage": "vonage.Vonage",
    "jambonz": "jambonz.Jambonz",
    "chan_websocket": "chan_websocket.ChanWebSocket",
}
_WORDS = {
    "websocket:connected": "vonage",
    "MEDIA_START": "chan_websocket",
    "startCall": "lca",
    "START": "lca",
}
VENDORS = tuple(_PARSERS)
_KNOWN = (
    "Known are Twilio, SignalWire, Talkdesk, Telnyx, Plivo, Exotel, Vonage, jambonz, FreeSWITCH "
    "(its metadata must hold sampleRate and mixType), Asterisk chan_websocket and LCA."
)


def parser(vendor: str) -> Wire:
    """A new parser for one of `VENDORS`."""
    module, name = _PARSERS[vendor].split(".")
    made: Wire = getattr(import_module(f"voicemon.telephony.{module}"), name)()
    return made


def vendor_of(message: str | bytes) -> str:
    """The vendor that a message tells; "" when it does not tell yet.

    Errors: `WireError` 1002 for a message that no known sender begins with.
    """
    if isinstance(message, str) and message.startswith("MEDIA_START"):
        return "chan_websocket"
    if not isinstance(message, str):
        raise WireError("Binary data came before a word about the call.", 1002, _KNOWN)
    data = messages.read(message)
    event = data.get("event")
    if event == "connected":
        return ""
    if event == "start":
        return _by_start(data)
    vendor = _by_word(data)
    if not vendor:
        raise _unknown(data)
    return vendor


def _by_word(data: Json) -> str:
    said = [data.get(name) for name in ("event", "action", "callEvent")]
    for word, vendor in _WORDS.items():
        if word in said:
            return vendor
    plain = not any(said)
    return "jambonz" if plain and ("sampleRate" in data or "mixType" in data) else ""


def _unknown(data: Json) -> WireError:
    if data.get("event") == "media" or data.get("action") == "audioMessage":
        return WireError("Audio came before the start of a call.", 1002, "Send the start first.")
    if data.get("type") == "open" and "version" in data:
        return WireError("This is an AudioHook client.", 1008, "Connect it to /ingest/audiohook.")
    return WireError("The sender is not known by its first message.", 1002, _KNOWN)


def _by_start(data: Json) -> str:
    start = messages.section(data, "start")
    if "streamSid" in start or "streamSid" in data:
        return "twilio"
    if "stream_sid" in start or "stream_sid" in data:
        return "exotel"
    if "call_control_id" in start:
        return "telnyx"
    if "streamId" in start or "streamId" in data:
        return "plivo"
    raise WireError("The sender is not known by its “start”.", 1002, _KNOWN)


class Detecting:
    """An `events.Wire` that finds out whose messages these are, then leaves them to that parser.

    `vendor` is "unknown" until then.
    """

    def __init__(self) -> None:
        self.vendor = "unknown"
        self._wire: Wire | None = None
        self._kept: list[str | bytes] = []

    def receive(self, message: str | bytes) -> list[Event]:
        """The sender's next message."""
        if self._wire is not None:
            return self._wire.receive(message)
        vendor = vendor_of(message)
        self._kept.append(message)
        if not vendor:
            if len(self._kept) >= MAX_OPENING:
                raise WireError("The sender does not say who it is.", 1002, _KNOWN)
            return []
        self._wire, self.vendor = parser(vendor), vendor
        kept, self._kept = self._kept, []
        happened: list[Event] = []
        for early in kept:
            happened += self._wire.receive(early)
        return happened

    def lost(self) -> list[Event]:
        """Audio that still waited for its turn."""
        return self._wire.lost() if self._wire else []

    def pause(self) -> list[Event]:
        """As the vendor's parser does; nothing before it is known."""
        return self._wire.pause() if self._wire else []

    def resume(self) -> list[Event]:
        """As the vendor's parser does; nothing before it is known."""
        return self._wire.resume() if self._wire else []

    def leave(self, reason: str, *, again: bool) -> list[Event]:
        """As the vendor's parser does; a bare `Close` before it is known."""
        if self._wire:
            return self._wire.leave(reason, again=again)
        return [farewell(1012 if again else 1000, reason)]
