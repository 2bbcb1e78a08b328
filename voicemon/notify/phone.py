"""Asks the telephone system to let a supervisor listen, whisper or barge in: a signed webhook.

voicemon itself cannot bridge calls; whoever runs the telephone system puts a receiver there
(`docs/notices.md` has whole ones for Twilio and Asterisk) and names it as a target of kind `pbx`.
This is asked at once and not queued: a supervisor waits with the receiver in the hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from voicemon.errors import NotFound
from voicemon.notify.sender import Message, Sender
from voicemon.store.notice_records import Target, TargetKind
from voicemon.types import Call


class Listening(StrEnum):
    """How a supervisor joins a call."""

    LISTEN = "listen"  # hears both, is heard by nobody
    WHISPER = "whisper"  # is heard by the agent alone
    BARGE = "barge"  # is heard by both


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants to join which call. `name`: what the telephone system calls it; `extension`: where
    the supervisor is to be rung.
    """

    action: Listening
    call: Call
    name: str
    extension: str
    person_id: str
    person: str


def pbx_of(targets: Iterable[Target], call: Call) -> Target:
    """The telephone system that a call is on: the first one that takes its team and queue;
    NotFound.
    """
    for target in targets:
        wanted = target.settings
        fits = (not wanted.teams or (call.team or "") in wanted.teams) and (
            not wanted.queues or (call.queue or "") in wanted.queues
        )
        if wanted.kind is TargetKind.PBX and target.is_on and fits:
            return target
    raise NotFound(
        "no telephone system is set up for this call",
        "an admin adds a target of kind pbx; docs/notices.md says how",
    )


def ask(sender: Sender, target: Target, wish: Wish, now: datetime) -> None:
    """Ask; NotDelivered with what the telephone system says."""
    body = {
        "event": f"phone.{wish.action.value}",
        "at": now.isoformat(timespec="milliseconds"),
        "action": wish.action.value,
        "call": {
            "id": wish.call.id,
            "name": wish.name,
            "source": wish.call.source,
            "agent_id": wish.call.agent_id,
            "team": wish.call.team,
            "queue": wish.call.queue,
        },
        "supervisor": {
            "id": wish.person_id,
            "name": wish.person,
            "extension": wish.extension,
        },
    }
    sender.send(target, Message(uuid4().hex, body))
