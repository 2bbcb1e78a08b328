"""What `/api/notices` and the telephone carry."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from voicemon.server.asks import Ask, Count, Name
from voicemon.server.wire import Problem, SeverityName, Wire

KindName = Literal["webhook", "apprise", "pbx"]
StateName = Literal[
    "raised", "seen", "acknowledged", "claimed", "acted", "resolved", "snoozed", "escalated"
]
LanguageName = Literal["en", "de", "es"]
LANGUAGES: tuple[LanguageName, ...] = ("en", "de", "es")
DeliveryStateName = Literal[
    "waiting", "sending", "sent", "failed", "dead", "held", "digested", "dropped"
]
Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Address = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Some = Annotated[
    list[Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f]*$")]],
    Field(max_length=200),
]


class QuietIn(Ask):
    """Hours in which a target is left alone, in the site's time zone; an end before the start is
    the next day, the same time twice a whole day.
    """

    days: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7)] = Field(
        [], description="On which it starts, 0 = Monday; none: every day."
    )
    start: Clock
    end: Clock


class QuietOut(Wire):
    """Hours in which a target is left alone."""

    days: list[int]
    start: str
    end: str


class TargetBody(Ask):
    """What a target is told, and when."""

    name: Name
    severities: Annotated[list[SeverityName], Field(max_length=3)] = Field(
        ["act"], description="None: every severity."
    )
    states: Annotated[list[StateName], Field(max_length=8)] = Field(
        ["raised", "escalated"], description="None: every change of a flag."
    )
    teams: Some = Field([], description='None: every team; "": calls without one.')
    queues: Some = Field([], description='None: every queue; "": calls without one.')
    quiet: Annotated[list[QuietIn], Field(max_length=14)] = []
    quiet_passes: SeverityName | None = Field(
        None, description="Flags as grave as this go out in quiet hours, too."
    )
    most: Annotated[int, Field(ge=1, le=1000)] = Field(
        20, description="Messages in `window_min` minutes; what is more comes in a digest."
    )
    window_min: Annotated[int, Field(ge=1, le=1440)] = 10
    weekly: bool = Field(False, description="Tell every week how well the rules called for people.")
    weekly_day: Annotated[int, Field(ge=0, le=6, description="Of the week; 0 = Monday.")] = 0
    weekly_hour: Annotated[int, Field(ge=0, le=23, description="By the site's clock.")] = 7
    language: LanguageName | None = Field(
        None, description="Of what people read; null: the site's (`notice_language`)."
    )


class NewTarget(TargetBody):
    """A new target."""

    kind: KindName
    address: Address = Field(description="A web address, or one of apprise; never shown again.")


class TargetChange(TargetBody):
    """Everything of a target anew; what is left out is as in a new one, but for its address."""

    address: Address | None = Field(None, description="Left out: the one it has.")
    on: bool = True


class TargetOut(Wire):
    """A target; its address without what is secret in it."""

    id: str
    name: str
    kind: KindName
    shown: str
    signed: bool
    on: bool
    severities: list[SeverityName]
    states: list[StateName]
    teams: list[str]
    queues: list[str]
    quiet: list[QuietOut]
    quiet_passes: SeverityName | None
    most: int
    window_min: int
    weekly: bool
    weekly_day: int
    weekly_hour: int
    language: LanguageName | None
    created_at: datetime
    last_sent_at: datetime | None
    last_failed_at: datetime | None
    last_error: str = Field(description="Of the last try; empty when it arrived.")


class Targets(Wire):
    """Every target, by name."""

    items: list[TargetOut]


class TargetMade(Wire):
    """A target with its new secret, which is shown this once."""

    target: TargetOut
    secret: str | None = Field(description="To check signatures with; null: nothing is signed.")


class Tested(Wire):
    """What became of a test message."""

    arrived: bool
    took_s: float
    permanent: bool = Field(False, description="Another try would end the same way.")
    error: Problem | None = None


class TargetPath(Ask):
    """A target."""

    target_id: Name


class DeliveryPath(Ask):
    """A delivery."""

    delivery_id: Name


class DeliveriesQuery(Ask):
    """Which deliveries."""

    state: Annotated[list[DeliveryStateName], Field(max_length=8)] = []
    target: Name | None = None
    offset: Count = 0
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class DeliveryOut(Wire):
    """A message on its way."""

    id: str
    target_id: str
    target: str = Field(description="The target's name.")
    kind: Literal["flag", "digest", "week"]
    event: str = Field(description="`flag.raised`, `digest`, …")
    severity: SeverityName
    text: str = Field(description="What it says, on one line.")
    flag_id: str | None
    call_id: str | None
    state: DeliveryStateName
    tries: int
    due_at: datetime | None = Field(description="When it is tried next, or its digest is due.")
    held_for: str = Field(description="Why it waits for a digest.")
    error: str
    permanent: bool | None = Field(description="Whether another try would end the same way.")
    created_at: datetime
    sent_at: datetime | None


class Deliveries(Wire):
    """A page of deliveries, newest first."""

    items: list[DeliveryOut]
    total: int
    counts: dict[str, int] = Field(description="How many there are in each state.")


class ResendBody(Ask):
    """Whose dead letters are to be sent again."""

    target: Name


class Resent(Wire):
    """How many."""

    count: int


class PhoneBody(Ask):
    """How a supervisor wants to join a running call, and where to be rung."""

    action: Literal["listen", "whisper", "barge"]
    extension: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class Phone(Wire):
    """Whether calls can be joined by telephone."""

    available: bool
    extensions: str = Field(description="Regular expression of those that may be rung.")


class PhoneAsked(Wire):
    """The telephone system took it."""

    action: Literal["listen", "whisper", "barge"]
    extension: str
    target: str = Field(description="Name of the telephone system.")
