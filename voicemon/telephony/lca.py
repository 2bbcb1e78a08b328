"""Messages like those of AWS Live Call Analytics (LCA); the format says who is the agent.

Two forms. JSON alone: `{"action": "startCall", "callId", "agentId", "samplingRate", "encoding"}`,
`{"action": "audioMessage", "audio": <base64>, "isAgentAudio": true}`, `{"action": "endCall"}`. And
LCA's own: `{"callEvent": "START", …}`, then binary 16-bit little-endian audio with the caller and
the agent interleaved, then `{"callEvent": "END"}`. Audio has no moments: it counts as it comes.
Source: https://github.com/aws-samples/amazon-transcribe-live-call-analytics
(lca-websocket-transcriber-stack/source/app/src/index.ts, utilities/websocket-client)
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from voicemon.audio.codecs import Encoding
from voicemon.telephony import messages
from voicemon.telephony.events import CallEnded, CallStarted, Event, Heard, NoPause, WireError
from voicemon.telephony.media_stream import decoded
from voicemon.telephony.messages import Json
from voicemon.types import Role, Samples

RATES_HZ = (8000, 16000, 24000, 32000, 44100, 48000)
TRACKS = ("customer", "agent")
_ROLES = {"customer": Role.CUSTOMER, "agent": Role.AGENT}
_ENCODINGS = {
    "": Encoding.S16LE,
    "pcm": Encoding.S16LE,
    "l16": Encoding.S16LE,
    "mulaw": Encoding.ULAW,
    "alaw": Encoding.ALAW,
}
_FACTS = {"agentId": "agent", "fromNumber": "from", "toNumber": "to"}
_WORDS = {"startCall": "start", "START": "start", "audioMessage": "audio"}
_WORDS |= {"endCall": "end", "END": "end"}


class Lca(NoPause):
    """One connection of a sender that speaks like LCA: an `events.Wire`."""

    vendor = "lca"

    def __init__(self) -> None:
        self._running = False
        self._over = False
        self._binary = False
        self._rate_hz = 0
        self._encoding = Encoding.S16LE
        self._ends = dict.fromkeys(TRACKS, 0)
        self._rest = b""

    def receive(self, message: str | bytes) -> list[Event]:
        """The sender's next message."""
        if isinstance(message, (bytes, bytearray)):
            return self._interleaved(bytes(message))
        data = messages.read(message)
        said = messages.text(data, "action", "callEvent")
        if not said:
            raise WireError("The message has neither “action” nor “callEvent”.")
        word = _WORDS.get(said)
        if word == "audio":
            return self._audio(data)
        if word == "start":
            return self._start(data)
        if word == "end":
            return self._end()
        return []

    def lost(self) -> list[Event]:
        """Nothing ever waits here: audio counts as it comes."""
        self._over = True
        return []

    def leave(self, reason: str, *, again: bool) -> list[Event]:
        """Close; 1012 (service restart) asks for another try."""
        self._over = True
        return [messages.farewell(1012 if again else 1000, reason)]

    def _start(self, data: Json) -> list[Event]:
        if self._running or self._over:
            raise WireError(
                "A second start came on one connection.", 1002, "Open a connection for each call."
            )
        call = messages.text(data, "callId")
        if not call:
            raise WireError("The start names no “callId”.")
        named = messages.text(data, "encoding").lower()
        rate_hz = messages.whole(data.get("samplingRate", data.get("sampleRate")), "The rate")
        rate_hz = 8000 if rate_hz is None else rate_hz
        if rate_hz not in RATES_HZ or named not in _ENCODINGS:
            raise WireError(
                f"The sender offers “{named or 'pcm'}” at {rate_hz} Hz; taken are pcm, mulaw and "
                f"alaw at {', '.join(str(rate) for rate in RATES_HZ)} Hz.",
                1003,
            )
        self._running, self._rate_hz, self._encoding = True, rate_hz, _ENCODINGS[named]
        self._binary = "callEvent" in data
        return [CallStarted(call, call, TRACKS, rate_hz, _ROLES, _facts(data))]

    def _audio(self, data: Json) -> list[Event]:
        if not self._may_be_heard():
            return []
        agent = data.get("isAgentAudio")
        agent = {"true": True, "false": False}.get(agent) if isinstance(agent, str) else agent
        if not isinstance(agent, bool):
            raise WireError("“isAgentAudio” is neither true nor false.", 1007)
        samples = decoded(messages.audio(data.get("audio")), self._encoding)
        return self._heard("agent" if agent else "customer", samples)

    def _interleaved(self, data: bytes) -> list[Event]:
        messages.limit(data)
        if not self._may_be_heard():
            return []
        if not self._binary:
            raise WireError("Binary audio came on a connection that began with “startCall”.", 1003)
        data = self._rest + data
        whole = len(data) // 4 * 4
        self._rest = data[whole:]
        both = decoded(data[:whole], Encoding.S16LE).reshape(-1, 2)
        heard: list[Event] = []
        for channel, track in enumerate(TRACKS):
            heard += self._heard(track, np.ascontiguousarray(both[:, channel]))
        return heard

    def _may_be_heard(self) -> bool:
        if not self._running:
            raise WireError("Audio came before the start of a call.", 1002, "Send the start first.")
        return not self._over

    def _heard(self, track: str, samples: Samples) -> list[Event]:
        if not samples.size:
            return []
        start = self._ends[track]
        self._ends[track] += samples.size
        return [Heard(track, start, samples, self._rate_hz)]

    def _end(self) -> list[Event]:
        if not self._running:
            raise WireError("The end of a call came before its start.")
        if self._over:
            return []
        self._over = True
        return [CallEnded()]


def _facts(data: Json) -> Mapping[str, str]:
    own = messages.section(data, "customParameters")
    return messages.facts({_FACTS[name]: data.get(name) for name in _FACTS} | own)
