"""Rules as they are kept: plain dataclasses, no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from voicemon.flags.rule import Rule


class RuleState(StrEnum):
    """A draft was never asked of a call; draft → on ⇄ off."""

    DRAFT = "draft"
    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Author:
    """Who changed a rule; the name is kept as it was then."""

    id: str
    name: str


SHIPPED = Author("voicemon", "voicemon")
CALIBRATION = Author("calibration", "voicemon models calibrate")


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """A rule from one change of it to the next; or a draft beside the one that stands, numbered
    above it, with the reason why it was proposed.
    """

    number: int
    state: RuleState
    rule: Rule
    changed_at: datetime
    by: Author
    why: str = ""


@dataclass(frozen=True, slots=True)
class StoredRule:
    """A rule with its newest version but for drafts beside it: the one that stands."""

    newest: RuleVersion
    built_in: bool
    made_at: datetime

    @property
    def rule(self) -> Rule:
        """As it is now."""
        return self.newest.rule

    @property
    def id(self) -> str:
        """Its name in flags."""
        return self.newest.rule.id


class RehearsalState(StrEnum):
    """Where a rehearsal stands; one that its process did not end has failed."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RehearsalEntry:
    """A rehearsal of version `number` over the calls of the last `days`; `teams` None: of all
    teams. `result` is there when it is done.
    """

    id: str
    rule_id: str
    number: int
    days: int
    teams: tuple[str, ...] | None
    state: RehearsalState
    progress: float
    asked_at: datetime
    by: Author
    ended_at: datetime | None = None
    result: Mapping[str, object] | None = None
    error: str = ""
