"""From what a sender says of a call to a line at the desk: who is who, which call, may it come in.

Runs on threads that may wait, because it asks the database.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from voicemon.errors import InputError, VoicemonError
from voicemon.runtime.live.ports import Desk, Line, Opening
from voicemon.store import Leg
from voicemon.telephony.events import CallStarted
from voicemon.types import Call, Role

ID_CHARACTERS = 12
NAME_CHARACTERS = 200
LEGS = "legs"  # where the names of announced calls live, whichever keys their legs come in by
SIDES = frozenset({"inbound", "outbound"})  # tracks that carry one side each
ALSO = {"caller": "inbound", "callee": "outbound"}  # the same in other vendors' words
SECRET_FACTS = frozenset({"key"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class Refused(VoicemonError):
    """The sender may not come in; `close` is the WebSocket close code for it (RFC 6455, 7.4.1)."""

    code = "refused"

    def __init__(self, message: str, fix: str = "", close: int = 1008) -> None:
        super().__init__(message, fix)
        self.close = close


@dataclass(frozen=True, slots=True)
class Sender:
    """What is allowed to whoever sends: `source` scopes its names of calls, `label` is shown."""

    source: str
    label: str
    vendor: str | None = None
    customer_track: str = "inbound"
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A line that is open; `leg` names the announced leg it is."""

    line: Line
    sender: Sender
    leg: str | None = None


class Legs(Protocol):
    """The announced legs (`store.legs`)."""

    def find(self, connection_name: str) -> Leg | None:
        """One that was announced, whatever its state."""

    def claim(self, connection_name: str) -> Leg:
        """It connects; NotFound, Conflict."""

    def release(self, connection_name: str, *, lost: bool) -> None:
        """Its connection ended, or was lost and may come again."""


class Door:
    """Lets senders in. `admit` says who it is that starts a call, or raises Refused.

    `announced_only`: a connection that is no announced leg is refused.
    """

    def __init__(
        self,
        desk: Desk,
        legs: Legs,
        admit: Callable[[CallStarted], Sender],
        *,
        announced_only: bool = False,
    ) -> None:
        self._desk = desk
        self._legs = legs
        self._admit = admit
        self._announced_only = announced_only

    def open(self, started: CallStarted, vendor: str) -> Opened:
        """A line at the desk; Refused, or what desk and store raise."""
        sender = self._admit(started)
        if sender.vendor not in (None, vendor):
            raise Refused(
                f"this key is for {sender.vendor}, not for {vendor}",
                "make a key for each kind of sender: voicemon keys add",
            )
        name = started.connection
        leg = self._legs.find(name) if name else None
        if leg is None:
            if self._announced_only:
                raise Refused("a leg that nobody announced", "POST /api/ingest/legs before it")
            return Opened(self._desk.open(opening(started, sender, vendor)), sender)
        claimed = self._legs.claim(name)
        try:
            line = self._desk.open(opening(started, sender, vendor, claimed))
        except BaseException:
            self._legs.release(name, lost=True)
            raise
        return Opened(line, sender, name)

    def release(self, leg: str, *, lost: bool) -> None:
        """The connection of an announced leg ended."""
        self._legs.release(leg, lost=lost)


def opening(started: CallStarted, sender: Sender, vendor: str, leg: Leg | None = None) -> Opening:
    """What the desk is asked for. What is said of the call stays facts, which the desk reads; the
    announcement of a leg counts more than the connection, the key's team more than both.
    """
    facts = without_secrets({**started.facts, **(leg.facts if leg else {})})
    if sender.team:
        facts["team"] = sender.team
    call_name = (clean(leg.call) if leg else "") or facts.get("call") or clean(started.call)
    call_id = uuid.uuid4().hex[:ID_CHARACTERS]
    return Opening(
        name=call_name or clean(started.connection) or call_id,
        source=LEGS if leg else sender.source,
        call=Call(call_id, datetime.now(UTC), source=f"{vendor} ({sender.label})"),
        tracks=roles(started, sender, leg),
        join=len(started.tracks) == 1 and bool(call_name),
        facts=facts,
    )


def roles(started: CallStarted, sender: Sender, leg: Leg | None = None) -> Mapping[str, Role]:
    """Who is heard on each track. The format's word counts first, then the announced leg's, then
    the sender's `role` for a single track, then `customer_track`: the sender's, else the key's.

    With two tracks, the one that is not the customer's is the agent's; a single track of another
    name is the agent's only where it is known to carry one side. What is not certain is UNKNOWN,
    for which nothing is measured in the voice.
    """
    if leg is not None and len(started.tracks) == 1:
        return {started.tracks[0]: leg.role}
    if len(started.tracks) == 1 and "role" in started.facts:
        return {started.tracks[0]: _role(started.facts["role"])}
    customer = started.facts.get("customer_track") or sender.customer_track
    return {
        track: started.roles.get(track) or _by_track(track, started.tracks, customer)
        for track in started.tracks
    }


def clean(text: str | None) -> str:
    """A name on one line, of bearable length; databases refuse NUL."""
    return _CONTROL.sub(" ", text or "").strip()[:NAME_CHARACTERS]


def without_secrets(facts: Mapping[str, str]) -> dict[str, str]:
    """Facts as the desk may have them."""
    return {name: clean(value) for name, value in facts.items() if name not in SECRET_FACTS}


def _by_track(track: str, tracks: tuple[str, ...], customer: str) -> Role:
    side, wanted = ALSO.get(track, track), ALSO.get(customer, customer)
    if side == wanted:
        return Role.CUSTOMER
    two_sides = len(tracks) == 2 and wanted in {ALSO.get(each, each) for each in tracks}
    one_side = len(tracks) == 1 and {side, wanted} == SIDES
    return Role.AGENT if two_sides or one_side else Role.UNKNOWN


def _role(text: str) -> Role:
    try:
        return Role(clean(text).lower())
    except ValueError:
        raise InputError(
            f"the role {clean(text)!r} is not known", f"one of: {', '.join(Role)}"
        ) from None
