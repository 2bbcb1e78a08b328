"""AudioHook's client messages, checked: what is in them, durations, media offers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from voicemon.audio.codecs import Encoding
from voicemon.telephony import messages
from voicemon.telephony.events import WireError
from voicemon.telephony.messages import section, text
from voicemon.telephony.preamble import shown

VERSION = "2"
NULL_UUID = "00000000-0000-0000-0000-000000000000"
LONGEST_S = 86_400.0

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_DURATION = re.compile(r"PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(\d{1,9}(?:\.\d{1,9})?)S", re.ASCII)
_FORMATS = {"PCMU": (Encoding.ULAW, (8000,)), "L16": (Encoding.S16LE, (8000, 16_000))}
_CHANNELS = ("external", "internal")
_OFFERS = 32
_CONTINUED = 8


@dataclass(frozen=True, slots=True)
class Message:
    """One client message. `seq` counts the client's messages, `serverseq` ours it has seen."""

    kind: str
    session: str
    seq: int
    serverseq: int
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Media:
    """An offer of audio; `channels` in the order in which their samples are interleaved."""

    format: str
    channels: tuple[str, ...]
    rate_hz: int

    @property
    def encoding(self) -> Encoding:
        """How a sample stands in the stream. L16 is little-endian here, unlike in RTP."""
        return _FORMATS[self.format][0]

    def as_offered(self) -> dict[str, object]:
        """The offer as it stood in the client's message."""
        return {
            "type": "audio",
            "format": self.format,
            "channels": list(self.channels),
            "rate": self.rate_hz,
        }


@dataclass(frozen=True, slots=True)
class Opening:
    """What `open` says of the call."""

    organization: str
    conversation: str
    participant: str
    media: Media
    facts: Mapping[str, str]
    wants_languages: bool

    @property
    def is_probe(self) -> bool:
        """Genesys tries the connection out; there is no call."""
        return self.conversation == self.participant == NULL_UUID


def read(message: str) -> Message:
    """A client message; raises WireError where it is none."""
    fields = messages.read(message)
    parameters = section(fields, "parameters")
    if fields.get("version") != VERSION or "parameters" not in fields:
        raise WireError(f"A message that is not of AudioHook version {VERSION}")
    _duration_s(fields, "position")
    return Message(
        kind=text(fields, "type"),
        session=_uuid(fields, "id"),
        seq=_count(fields, "seq"),
        serverseq=_count(fields, "serverseq"),
        parameters=parameters,
    )


def opening(parameters: Mapping[str, object]) -> Opening:
    """The parameters of `open`; raises WireError 1003 where no offered audio can be taken."""
    participant = section(parameters, "participant")
    media = _choose(parameters.get("media"))
    facts = _facts(parameters, participant)
    return Opening(
        organization=_uuid(parameters, "organizationId"),
        conversation=_uuid(parameters, "conversationId"),
        participant=_uuid(participant, "id"),
        media=media,
        facts=facts,
        wants_languages=parameters.get("supportedLanguages") is True,
    )


def discarded_s(parameters: Mapping[str, object]) -> float:
    """How much audio the client left out, of `resumed` and `discarded`."""
    _duration_s(parameters, "start")
    return _duration_s(parameters, "discarded")


def duration(seconds: float) -> str:
    """Seconds as AudioHook writes them, e.g. PT1.5S."""
    return f"PT{seconds:.3f}".rstrip("0").rstrip(".") + "S"


def _facts(parameters: Mapping[str, object], participant: Mapping[str, object]) -> dict[str, str]:
    """`customConfig` may say anything of the call, except what the message itself says."""
    said = {
        "organization": text(parameters, "organizationId"),
        "participant": text(participant, "id"),
        "customer_name": text(participant, "aniName"),
        "dialled": text(participant, "dnis"),
        "language": text(parameters, "language"),
        "continues": ",".join(_continued(parameters.get("continuedSessions"))),
    }
    custom = messages.facts(section(parameters, "customConfig"))
    facts = {"customer": text(participant, "ani"), **custom}
    return {name: value for name, value in {**facts, **said}.items() if value}


def _continued(sessions: object) -> list[str]:
    """The ids of the sessions that this one goes on from."""
    if not isinstance(sessions, list):
        return []
    last = [entry for entry in sessions[-_CONTINUED:] if isinstance(entry, dict)]
    return [_uuid(cast("dict[str, object]", entry), "id") for entry in last]


def _choose(offers: object) -> Media:
    """Both sides before one, PCMU before L16 (half the bytes, the same words), then as offered."""
    usable = [
        media
        for offer in (offers[:_OFFERS] if isinstance(offers, list) else [])
        if isinstance(offer, dict) and (media := _media(cast("dict[str, object]", offer)))
    ]
    if not usable:
        raise WireError(
            "AudioHook offers no audio that is taken",
            close=1003,
            fix="Offer PCMU or L16 at 8000 Hz, best with the channels external and internal.",
        )
    return min(
        usable,
        key=lambda media: (-len(media.channels), media.format != "PCMU", media.channels[0]),
    )


def _media(offer: Mapping[str, object]) -> Media | None:
    """An offer that can be taken."""
    kind, channels, rate_hz = text(offer, "format"), offer.get("channels"), offer.get("rate")
    if offer.get("type") != "audio" or kind not in _FORMATS or not isinstance(channels, list):
        return None
    names = tuple(channel for channel in channels[:3] if channel in _CHANNELS)
    if not names or len(set(names)) != len(channels):
        return None
    if not isinstance(rate_hz, int) or rate_hz not in _FORMATS[kind][1]:
        return None
    return Media(kind, names, rate_hz)


def _uuid(fields: Mapping[str, object], name: str) -> str:
    said = text(fields, name).lower()
    if not _UUID.fullmatch(said):
        raise WireError(f"AudioHook: {name} is not a UUID: {shown(said)}")
    return said


def _count(fields: Mapping[str, object], name: str) -> int:
    value = fields.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise WireError(f"AudioHook: {name} is not a count")
    return value


def _duration_s(fields: Mapping[str, object], name: str) -> float:
    match = _DURATION.fullmatch(text(fields, name))
    if match is None:
        raise WireError(f"AudioHook: {name} is not a duration as PT1.5S")
    hours, minutes, seconds = match.groups(default="0")
    total_s = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    if total_s > LONGEST_S:
        raise WireError(f"AudioHook: {name} is longer than a day")
    return total_s
