"""Who uses voicemon: plain dataclasses, no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from voicemon.types import Call


class PersonRole(StrEnum):
    """What somebody is to the site; what that allows stands in `server/rights.py`."""

    ADMIN = "admin"
    SUPERVISOR = "supervisor"
    QA = "qa"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Within:
    """Which calls somebody may know of: those of these teams (None: of any; "": of none in
    particular), and only one agent's where one is named.
    """

    teams: frozenset[str] | None = None
    agent_id: str | None = None


NOTHING = Within(teams=frozenset())


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in. `agent_id` links an agent to the calls that name this id."""

    id: str
    name: str
    role: PersonRole
    teams: frozenset[str] = frozenset()
    agent_id: str | None = None

    def sees_team(self, team: str | None) -> bool:
        """An admin sees every team; others their own, and calls that no team was named for only
        where they belong to none in particular (the team "").
        """
        return self.role is PersonRole.ADMIN or (team or "") in self.teams

    def sees_call(self, call: Call) -> bool:
        """An agent sees the own calls, others those of the teams that they see."""
        if self.role is PersonRole.AGENT:
            return self.agent_id is not None and call.agent_id == self.agent_id
        return self.sees_team(call.team)

    @property
    def within(self) -> Within | None:
        """The calls of `sees_call`, for a query; None: all."""
        if self.role is PersonRole.ADMIN:
            return None
        if self.role is PersonRole.AGENT:
            return Within(agent_id=self.agent_id) if self.agent_id else NOTHING
        return Within(teams=self.teams)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What an admin says of somebody. `login` is what they sign in with, in lower case."""

    login: str
    name: str
    role: PersonRole
    teams: frozenset[str] = frozenset()
    agent_id: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A person, and how they come in."""

    person: Person
    login: str
    created_at: datetime
    disabled_at: datetime | None = None
    has_password: bool = False
    second_factor: bool = False
    single_sign_on: bool = False
    seen_at: datetime | None = None

    @property
    def id(self) -> str:
        """The person's id."""
        return self.person.id


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """A person's TOTP secrets, sealed with the site's key: in force, and waiting for its first
    code; `step` is that of the last code taken.
    """

    sealed: bytes | None = field(default=None, repr=False)
    pending: bytes | None = field(default=None, repr=False)
    step: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in, in one browser. `how`: password, sso, link or setup."""

    id: str
    person_id: str
    created_at: datetime
    seen_at: datetime
    address: str
    browser: str
    how: str


class TicketKind(StrEnum):
    """What a one-time token is good for."""

    SETUP = "setup"
    RESET = "reset"
    SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A key for programs, which may do what its scopes and its owner's role both allow."""

    id: str
    name: str
    person_id: str
    scopes: frozenset[str]
    created_at: datetime
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to what, when."""

    number: int
    at: datetime
    person_id: str
    action: str
    subject: str
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """Which entries, newest first. `action` may be the beginning of one up to a dot (`call`);
    `before` is the number of the last entry of the page before.
    """

    person_id: str | None = None
    action: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    limit: int = 50
