"""A site's playbook and the messages to agents: plain dataclasses, no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from voicemon.types import MomentKind, SuggestedStep


@dataclass(frozen=True, slots=True)
class PlaybookEdit:
    """What a site made of one kind of a playbook: None where it went back to what ships.

    `number` counts the changes; who changes it next names the one they saw (0: none yet).
    """

    language: str
    kind: MomentKind
    sentences: tuple[str, ...] | None
    number: int
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A message that is to be sent: to whom, about which running call, from whom.

    `step` is the suggested step that goes with it.
    """

    call_id: str
    to_person: str
    from_person: str
    from_name: str
    text: str
    step: SuggestedStep | None = None


@dataclass(frozen=True, slots=True)
class DeskMessage:
    """A message on its way: sent, delivered (the agent's page has it), read (the agent says so)."""

    id: str
    note: Note
    sent_at: datetime
    delivered_at: datetime | None = None
    read_at: datetime | None = None
