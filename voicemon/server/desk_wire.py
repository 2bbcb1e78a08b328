"""The wire of coaching: the playbook, and messages to agents at their desks.

An agent's page that watches (`desk.watch`) gets `desk.snapshot`, then `desk.message` for every new
message and `desk.call` with the whole state of an own running call. Each of them replaces what the
page knew of that message or call; after a lost connection the page watches again. It says
`desk.got` when messages have arrived. Whoever sends messages asks for `desk.receipts` and then
hears `desk.receipt` whenever one of theirs is delivered or read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from voicemon.coaching.playbook import LONGEST, MOST
from voicemon.server.live_wire import LiveFacts
from voicemon.server.wire import MomentName, StepOut, Wire

LanguageName = Literal["en", "de", "es"]
LETTERS = 200  # of a message: it is read while a customer speaks
_PRINTED = r"^[^\x00-\x1f]*$"
Sentence = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST, pattern=_PRINTED, strip_whitespace=True),
]


class NamedOut(Wire):
    """Somebody."""

    id: str
    name: str


class PlaybookItem(Wire):
    """The sentences of one kind of moment in one language."""

    language: LanguageName
    kind: MomentName
    sentences: list[str]
    bundled: list[str] = Field(description="Those that ship.")
    edited: bool
    number: int = Field(description="How often it was changed; send it along to change it.")
    changed_by: NamedOut | None
    changed_at: datetime | None


class PlaybookOut(Wire):
    """Every playbook."""

    items: list[PlaybookItem]
    site_language: LanguageName = Field(description="For calls in a language without a playbook.")
    longest: int = LONGEST
    most: int = MOST


class PlaybookPath(Wire):
    """Which sentences."""

    language: LanguageName
    kind: MomentName


class SentencesBody(Wire):
    """What an agent could say from now on."""

    sentences: list[Sentence] = Field(min_length=1, max_length=MOST)
    number: int = Field(ge=0, description="The number that was seen.")


class NumberBody(Wire):
    """What is changed: the state with this number, and no later one."""

    number: int = Field(ge=0)


class DeskMessageOut(Wire):
    """A message to an agent."""

    id: str
    call_id: str
    to: NamedOut
    by: NamedOut
    text: str
    step: StepOut | None = Field(description="The suggested step that goes with it.")
    sent_at: datetime
    delivered_at: datetime | None = Field(description="The agent's page has it.")
    read_at: datetime | None = Field(description="The agent says so.")


class DeskMessages(Wire):
    """Messages, newest first."""

    items: list[DeskMessageOut]


class MessageBody(Wire):
    """What to tell the agent of a running call."""

    call_id: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_PRINTED)]
    text: Annotated[
        str, StringConstraints(max_length=LETTERS, pattern=_PRINTED, strip_whitespace=True)
    ] = ""
    with_step: bool = Field(False, description="The step that is suggested now goes with it.")


class MessagePath(Wire):
    """Which message."""

    message_id: Annotated[str, StringConstraints(max_length=64, pattern=r"^[0-9a-f]+$")]


class InboxQuery(Wire):
    """Which of one's messages."""

    unread: bool = False
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class SentQuery(Wire):
    """Which of the messages that one sent."""

    call: Annotated[str, StringConstraints(max_length=200, pattern=_PRINTED)] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class JoinedOut(Wire):
    """Somebody who joined a call by telephone. Who speaks is named, who only listens is not."""

    action: Literal["listen", "whisper", "barge"]
    name: str | None
    since: datetime = Field(description="When the telephone system was asked.")


class DeskCall(Wire):
    """An own running call, as its agent sees it: no score, nothing of how anybody sounds."""

    id: str
    call: LiveFacts
    step: StepOut | None
    listeners: int = Field(description="People who listen in, where the site says so.")
    joined: list[JoinedOut] = Field(
        description="People who joined by telephone, where the site says so."
    )


class DeskOut(Wire):
    """All of an agent's desk. Event `desk.snapshot`."""

    agent_id: str | None = Field(description="Null: this person is linked to no agent of calls.")
    messages: list[DeskMessageOut] = Field(description="Newest first.")
    calls: list[DeskCall]


class DeskChange(Wire):
    """An own call as it is now; null when it is over. Event `desk.call`."""

    id: str
    call: DeskCall | None


SOCKET_ONLY = (DeskOut, DeskChange)
