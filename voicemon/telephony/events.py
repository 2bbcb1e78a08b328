"""What a connection can tell: the words between a vendor's format and a running call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from voicemon.errors import VoicemonError
from voicemon.types import Role, Samples


@dataclass(frozen=True, slots=True)
class CallStarted:
    """A call begins on this connection.

    `call` is the sender's name of the call, the same on every connection that carries a leg of it;
    empty when only a registration tells. `connection` is the sender's name of this stream (what a
    reconnect repeats). `tracks` are the names of its audio streams. `roles` holds a role where the
    format itself fixes it; a missing one is decided by the ingest key's setting. `facts` are the
    sender's own words about the call (agent, customer, queue, team, consent, direction, language,
    key, call, customer_track, …).
    """

    call: str
    connection: str
    tracks: tuple[str, ...]
    rate_hz: int
    roles: Mapping[str, Role] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heard:
    """Audio of one track: float32 mono at `rate_hz`; `start` is its first sample's index since the
    track began. Successive, without holes; `filled` of these samples were missing and are silence.
    """

    track: str
    start: int
    samples: Samples
    rate_hz: int
    filled: int = 0


@dataclass(frozen=True, slots=True)
class Dtmf:
    """A key was pressed; which one is not kept, because it may be part of a card number."""

    track: str | None = None


@dataclass(frozen=True, slots=True)
class Paused:
    """The sender sends no audio until `Resumed`; `wipe`: what is buffered must be forgotten."""

    wipe: bool = False


@dataclass(frozen=True, slots=True)
class Resumed:
    """Audio goes on; `discarded_s` were left out by the sender and count as time of the call."""

    discarded_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Held:
    """The customer is put on hold (True) or taken back (False)."""

    on: bool


@dataclass(frozen=True, slots=True)
class Updated:
    """Facts of the call changed: a transfer to another agent, another language, consent."""

    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CallEnded:
    """The sender says that the call, or this leg of it, is over."""

    reason: str = "hangup"


@dataclass(frozen=True, slots=True)
class Send:
    """A reply for the sender: text or binary."""

    message: str | bytes


@dataclass(frozen=True, slots=True)
class Close:
    """Close the connection, after what was sent before. `waits`: the sender answers that with a
    goodbye of its own, to which one should listen for a moment first.
    """

    code: int = 1000
    reason: str = ""
    waits: bool = False


Event = CallStarted | Heard | Dtmf | Paused | Resumed | Held | Updated | CallEnded | Send | Close


class WireError(VoicemonError):
    """The sender's message cannot be understood or is not allowed; `close` is the code for it.

    RFC 6455 section 7.4.1: 1002 protocol error, 1003 kind of data not taken, 1007 broken data,
    1008 not allowed, 1009 too big.
    """

    code = "wire"

    def __init__(self, message: str, close: int = 1002, fix: str = "") -> None:
        super().__init__(message, fix)
        self.close = close


class Wire(Protocol):
    """One connection's parser. `receive` and the commands return what happened, in order.

    A single damaged audio message is an error only when it says something about the sender being
    broken (a wrong kind, bad base64); then WireError, and what was heard before stays heard.
    """

    vendor: str

    def receive(self, message: str | bytes) -> list[Event]:
        """The sender's next message."""

    def lost(self) -> list[Event]:
        """The connection went away without a word: audio still held back for its order."""

    def pause(self) -> list[Event]:
        """Ask the sender to send no audio for now; nothing where the format has no word for it."""

    def resume(self) -> list[Event]:
        """Take `pause` back."""

    def leave(self, reason: str, *, again: bool) -> list[Event]:
        """We must end this connection: the format's own goodbye, then `Close`.

        `again`: the sender should connect anew (a restart of the service).
        """


class NoPause:
    """A format that has no word for a pause: the sender is not asked for one."""

    def pause(self) -> list[Event]:
        """Nothing to send."""
        return []

    def resume(self) -> list[Event]:
        """Nothing to send."""
        return []
