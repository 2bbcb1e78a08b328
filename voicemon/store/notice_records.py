"""Who is told of flags, and what became of each message: plain dataclasses, no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from voicemon.types import FlagState, Severity


class TargetKind(StrEnum):
    """How a target is reached."""

    WEBHOOK = "webhook"  # a signed POST
    APPRISE = "apprise"  # mail, chat, paging
    PBX = "pbx"  # a signed POST that asks the telephone system for something; gets no flags


class DeliveryKind(StrEnum):
    """What a delivery carries."""

    FLAG = "flag"
    DIGEST = "digest"  # what was held back, in one message
    WEEK = "week"  # how well rules called for people


class DeliveryState(StrEnum):
    """Where a delivery stands.

    | from | to |
    |---|---|
    | waiting, failed | sending (claimed), dropped, dead (its target was switched off) |
    | sending | sent, failed (to be tried again), dead; sending (its claim ran out) |
    | held | digested (told in a digest), waiting (sent after all), dropped, dead |
    | dead, dropped | waiting (sent again by a person); dead → dropped |
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DEAD = "dead"
    HELD = "held"
    DIGESTED = "digested"
    DROPPED = "dropped"


DROPPABLE = (
    DeliveryState.WAITING,
    DeliveryState.FAILED,
    DeliveryState.HELD,
    DeliveryState.DEAD,
)
RESENDABLE = (
    DeliveryState.FAILED,
    DeliveryState.HELD,
    DeliveryState.DEAD,
    DeliveryState.DROPPED,
)


@dataclass(frozen=True, slots=True)
class QuietSpan:
    """Hours in which a target is left alone: `start` to `end` (`22:00`, `07:00`; an end before the
    start is the next day) on the `days` on which it starts, 0 = Monday; none means every day.
    """

    start: str
    end: str
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetSettings:
    """What a target is told, and when. An empty filter lets everything through; the team "" is
    that of calls without one. In quiet hours only flags as grave as `quiet_passes` go out. At most
    `most` messages in `window_min` minutes; what is more is held for a digest. `weekly`: also
    told every week how well the rules called for people, on `weekly_day` (0 = Monday) from
    `weekly_hour` on by the site's clock. `language`: of what people read; "" is the site's.
    """

    name: str
    kind: TargetKind
    severities: tuple[Severity, ...] = ()
    states: tuple[FlagState, ...] = ()
    teams: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    quiet: tuple[QuietSpan, ...] = ()
    quiet_passes: Severity | None = None
    most: int = 20
    window_min: int = 10
    weekly: bool = False
    weekly_day: int = 0
    weekly_hour: int = 7
    language: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody to tell. `shown` is its address without what is secret in it; address and secret
    are readable only with the site's key file.
    """

    id: str
    settings: TargetSettings
    shown: str
    sealed_address: bytes = field(repr=False)
    sealed_secret: bytes | None = field(repr=False)
    is_on: bool
    created_at: datetime
    last_sent_at: datetime | None = None
    last_failed_at: datetime | None = None
    last_error: str = ""


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A message for the queue. `key` says what it tells: a target is told it once. `held_for`:
    why it waits for a digest at `due_at` instead of going out then.
    """

    target_id: str
    key: str
    kind: DeliveryKind
    severity: Severity
    body: Mapping[str, object]
    due_at: datetime
    held_for: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message on its way. `claim` names the try that is running; `permanent`: whether its last
    `error` would be the same at another try.
    """

    id: str
    target_id: str
    key: str
    kind: DeliveryKind
    severity: Severity
    body: Mapping[str, object]
    state: DeliveryState
    tries: int
    due_at: datetime
    created_at: datetime
    claim: str | None = None
    held_for: str = ""
    error: str = ""
    permanent: bool | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """Some deliveries, newest first, and how many there are in each state."""

    items: tuple[Delivery, ...]
    total: int
    counts: Mapping[DeliveryState, int]
