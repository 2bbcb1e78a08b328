"""A sender that speaks like Genesys Cloud: one AudioHook session with both sides of a call.

It opens, waits for `opened`, sends what was chosen, pauses and resumes when asked, follows
`disconnect` and `reconnect` with its `close`, and pings every few seconds of the call. `encoding`
is PCMU or L16; without it both are offered. Facts travel in `customConfig`.
Source: developer.genesys.cloud, "AudioHook Protocol Reference", client's side.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from voicemon.audio.codecs import Encoding, encode
from voicemon.errors import InputError
from voicemon.simulate.wire.base import Feed, Options, Played, Timed
from voicemon.simulate.wire.raw import check_encoding, interleaved
from voicemon.telephony.audiohook_signature import sign
from voicemon.types import Role

_SIDES = {Role.CUSTOMER: "external", Role.AGENT: "internal"}
_ENCODINGS = {"PCMU": Encoding.ULAW, "L16": Encoding.S16LE}
_PING_S = 5.0
_NOBODY = "d7934305-0972-4844-938e-9060eef73d05"  # an organisation for trying out


@dataclass(frozen=True, slots=True)
class Login:
    """What a handshake is signed with: where it goes to, the key, its secret, and when it is."""

    authority: str
    target: str
    api_key: str
    secret: bytes
    created: int
    organization: str = _NOBODY


class AudioHookFeed(Feed):
    """One session. `before`: the session that this one continues after `reconnect`."""

    name = "audiohook"

    def __init__(
        self,
        played: Played,
        options: Options | None = None,
        login: Login | None = None,
        before: AudioHookFeed | None = None,
    ) -> None:
        super().__init__(played, options)
        check_encoding(self, tuple(_ENCODINGS))
        self.login = login
        self.session = str(uuid.uuid4())
        self.position: int = before.position if before else 0  # samples
        self._before = before
        self._seq = 0
        self._serverseq = 0
        self._media: Mapping[str, object] | None = None
        self._wanted_pause = False
        self._closing = ""
        self._closed = False

    @property
    def ready(self) -> bool:
        """`opened` has come."""
        return self._media is not None

    @property
    def done(self) -> bool:
        """The server asked for the end."""
        return bool(self._closing)

    @property
    def again(self) -> bool:
        """The server asked to connect anew: go on with `AudioHookFeed(…, before=this)`."""
        return self._closing == "reconnect"

    @property
    def closed(self) -> bool:
        """The session ended in order."""
        return self._closed

    def headers(self) -> Mapping[str, str]:
        """The AudioHook headers, signed where there is a login."""
        headers = {
            "Audiohook-Organization-Id": self._organization,
            "Audiohook-Session-Id": self.session,
            "Audiohook-Correlation-Id": str(uuid.uuid4()),
            "X-API-KEY": self.login.api_key if self.login else self.played.facts.get("key", ""),
        }
        if self.login is None:
            return headers
        signature = sign(
            self.login.target,
            {**headers, "Host": self.login.authority},
            self.login.secret,
            created=self.login.created,
            nonce=uuid.uuid4().hex,
        )
        return headers | signature

    def opening(self) -> list[str | bytes]:
        """`open`."""
        formats = [self.options.encoding] if self.options.encoding else list(_ENCODINGS)
        sides = [side for side in _SIDES.values() if side in self._sides()]
        offers = [(kind, channels) for channels in _offered(sides) for kind in formats]
        parameters: dict[str, object] = {
            "organizationId": self._organization,
            "conversationId": _uuid_of(self.played.call),
            "participant": {
                "id": _uuid_of(f"{self.played.call}:external"),
                "ani": self.played.facts.get("customer", "+1-555-555-1234"),
                "aniName": "",
                "dnis": "+1-800-555-6789",
            },
            "media": [
                {"type": "audio", "format": kind, "channels": channels, "rate": 8000}
                for kind, channels in offers
            ],
            "language": self.played.facts.get("language", "en-US"),
            "customConfig": dict(self.played.facts),
        }
        if self._before:
            parameters["continuedSessions"] = [self._before.as_continued()]
        return [self._message("open", parameters)]

    def media(self) -> Iterator[Timed]:
        """Audio, with pings; in a pause nothing but empty messages, which only pass the time."""
        frames = self._frames()
        rate_hz, encoding = self.played.rate_hz, _ENCODINGS[str((self._media or {})["format"])]
        pause_from: int | None = None
        began = self.position
        pinged_s = began / rate_hz
        for start, stop in self.spans(len(frames) - began):
            first, last = start + began, stop + began
            begin_s, end_s = first / rate_hz, last / rate_hz
            if self._wanted_pause and pause_from is None:
                pause_from = first
                yield Timed(begin_s, self._message("paused", {}))
            if not self._wanted_pause and pause_from is not None:
                yield Timed(begin_s, self._message("resumed", self._left_out(pause_from, first)))
                pause_from = None
            if end_s - pinged_s >= _PING_S:
                pinged_s = end_s
                yield Timed(begin_s, self._message("ping", {}))
            audio = encode(frames[first:last].ravel(), encoding) if pause_from is None else b""
            self.position = last
            yield Timed(end_s, audio)

    def closing(self) -> list[str | bytes]:
        """`close`, unless the server was first."""
        return [] if self._closing else [self._close("end")]

    def receive(self, message: str | bytes) -> list[str | bytes]:
        """What the server said."""
        said = json.loads(message)
        self._serverseq = said["seq"]
        kind, parameters = said["type"], said["parameters"]
        if kind == "opened":
            (self._media,) = parameters["media"]
            self._wanted_pause = bool(parameters.get("startPaused"))
        elif kind in ("pause", "resume"):
            self._wanted_pause = kind == "pause"
        elif kind in ("disconnect", "reconnect") and not self._closing:
            return [self._close(kind)]
        elif kind == "closed":
            self._closed = True
        return []

    def as_continued(self) -> dict[str, object]:
        """The session as the next one names it."""
        return {"id": self.session, "serverseq": self._serverseq, "clientseq": self._seq}

    @property
    def _organization(self) -> str:
        return self.login.organization if self.login else _NOBODY

    def _sides(self) -> list[str]:
        """Each channel's side; the channel of somebody unknown is the outer one."""
        sides = [_SIDES.get(role, "external") for role in self.played.roles]
        if len(set(sides)) != len(sides):
            raise InputError(
                "AudioHook carries one customer and one agent", "Give the channels these roles."
            )
        return sides

    def _frames(self) -> NDArray[np.float32]:
        """The channels in the order that the server chose."""
        chosen = (self._media or {})["channels"]
        sides = self._sides()
        return interleaved(self.played, [sides.index(side) for side in cast("list[str]", chosen)])

    def _left_out(self, first: int, next_one: int) -> dict[str, object]:
        rate_hz = self.played.rate_hz
        left_out = {"start": first / rate_hz, "discarded": (next_one - first) / rate_hz}
        return {name: f"PT{seconds:f}S" for name, seconds in left_out.items()}

    def _close(self, reason: str) -> str:
        self._closing = reason
        return self._message("close", {"reason": reason})

    def _message(self, kind: str, parameters: Mapping[str, object]) -> str:
        self._seq += 1
        message = {
            "version": "2",
            "id": self.session,
            "type": kind,
            "seq": self._seq,
            "serverseq": self._serverseq,
            "position": f"PT{self.position / self.played.rate_hz:f}S",
            "parameters": parameters,
        }
        return json.dumps(message)


def _offered(sides: list[str]) -> list[list[str]]:
    """Both sides together, then each alone."""
    both = [sides] if len(sides) > 1 else []
    return [*both, *([side] for side in sides)]


def _uuid_of(name: str) -> str:
    """The name itself where it is a UUID, else one made of it."""
    try:
        return str(uuid.UUID(name))
    except ValueError:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"voicemon:{name}"))
