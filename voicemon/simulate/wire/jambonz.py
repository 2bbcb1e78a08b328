"""A sender that speaks like jambonz `listen`: the caller alone, or both sides as stereo.

`encoding` `freeswitch`: as `uuid_audio_fork` of mod_audio_fork, which knows no attributes of the
call but the operator's metadata, and ends with a text.
Source: https://docs.jambonz.org/verbs/verbs/listen
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from voicemon.audio.codecs import Encoding, encode
from voicemon.errors import InputError
from voicemon.simulate.wire.base import Feed, Options, Played, Timed
from voicemon.simulate.wire.raw import check_encoding, interleaved
from voicemon.types import Role

_MOST_CHANNELS = 2


class JambonzFeed(Feed):
    """One connection with a call."""

    name = "jambonz"
    rates_hz = (8000, 16_000, 24_000, 48_000, 64_000)
    subprotocols = ("audio.jambonz.org",)

    def __init__(self, played: Played, options: Options | None = None) -> None:
        super().__init__(played, options)
        if len(played.channels) > _MOST_CHANNELS:
            raise InputError("jambonz carries two channels at most", "Play two of them.")
        check_encoding(self, ("freeswitch",))

    def opening(self) -> list[str | bytes]:
        """The call's attributes, what the audio is, and the metadata."""
        message = {
            **({} if self._freeswitch else self._attributes()),
            "sampleRate": self.played.rate_hz,
            "mixType": self._mix,
            **({"call": self.played.call} if self._freeswitch else {}),
            **({"role": self.played.roles[0].value} if self._mix == "mono" else {}),
            **self.played.facts,
        }
        return [json.dumps(message)]

    def media(self) -> Iterator[Timed]:
        """The caller's channel first."""
        frames = interleaved(self.played, self._order)
        for start, stop in self.spans(len(frames)):
            audio = encode(frames[start:stop].ravel(), Encoding.S16LE)
            yield Timed(stop / self.played.rate_hz, audio)

    def closing(self) -> list[str | bytes]:
        """FreeSWITCH's last word; jambonz has none."""
        return ["call is over"] if self._freeswitch else []

    @property
    def _freeswitch(self) -> bool:
        return self.options.encoding == "freeswitch"

    @property
    def _mix(self) -> str:
        if len(self.played.channels) == _MOST_CHANNELS:
            return "stereo"
        return "mixed" if self.played.roles[0] is Role.UNKNOWN else "mono"

    @property
    def _order(self) -> list[int]:
        """The caller is the customer, where one channel is theirs."""
        channels = range(len(self.played.channels))
        return sorted(channels, key=lambda channel: self.played.roles[channel] is Role.AGENT)

    def _attributes(self) -> dict[str, object]:
        return {
            "callSid": self.played.call,
            "direction": "inbound",
            "from": "+15550100",
            "to": "+15550101",
            "callId": f"sip-{self.played.call}",
            "sipStatus": 200,
            "callStatus": "in-progress",
            "accountSid": "9351f46a-678c-43f5-b8a6-d4eb58d131af",
            "applicationSid": "0e0681b0-d49f-4fb8-b973-b5a3c6758de1",
        }
