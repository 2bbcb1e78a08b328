"""What each role may do, and how a route says what it asks for.

Every route and every Socket.IO event names the right that it needs; one that names none is refused
to everybody (`gate`, `sockets`). Teams are asked about one by one, where a call is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from flask import g

from voicemon.errors import NotAllowed, NotSignedIn
from voicemon.store.people_records import Person, PersonRole

Route = TypeVar("Route", bound=Callable[..., object])
NEEDS = "needs_right"


class Right(StrEnum):
    """One thing that somebody may be allowed to do."""

    ANYBODY = "anybody"  # needs no signing in
    BY_KEY = "by an ingest key"  # the route itself asks for one
    OWN_ACCOUNT = "own account"  # even while a second factor is still to be set up
    SIGNED_IN = "signed in"
    SEE_LIVE = "see running calls"
    HEAR_LIVE = "listen in to running calls"
    ACT_ON_FLAGS = "act on flags"
    MESSAGE_AGENTS = "message agents"
    OWN_DESK = "have a desk as an agent"
    SEE_CALLS = "see calls"
    HEAR_CALLS = "hear recordings"
    EXPORT_CALLS = "export calls"
    SEND_RECORDINGS = "send recordings"
    ANNOUNCE_CALLS = "announce calls"
    CORRECT_CALLS = "correct calls"
    SEE_RULES = "see rules"
    CHANGE_RULES = "change rules"
    SEE_FIGURES = "see figures of flags"
    MANAGE_PEOPLE = "manage people"
    MANAGE_SITE = "manage the site"
    SEE_AUDIT = "see the audit log"


OPEN = frozenset({Right.ANYBODY, Right.BY_KEY})
"""What is asked of nobody in particular."""

_ALL = frozenset({Right.OWN_ACCOUNT, Right.SIGNED_IN})
_SUPERVISOR = _ALL | frozenset(
    {
        Right.SEE_LIVE,
        Right.HEAR_LIVE,
        Right.ACT_ON_FLAGS,
        Right.MESSAGE_AGENTS,
        Right.SEE_CALLS,
        Right.HEAR_CALLS,
        Right.EXPORT_CALLS,
        Right.SEND_RECORDINGS,
        Right.CORRECT_CALLS,
        Right.SEE_RULES,
        Right.CHANGE_RULES,
        Right.SEE_FIGURES,
    }
)

RIGHTS: Mapping[PersonRole, frozenset[Right]] = {
    PersonRole.ADMIN: frozenset(Right) - OPEN - {Right.OWN_DESK},
    PersonRole.SUPERVISOR: _SUPERVISOR,
    PersonRole.QA: _ALL
    | frozenset(
        {
            Right.SEE_CALLS,
            Right.HEAR_CALLS,
            Right.EXPORT_CALLS,
            Right.SEND_RECORDINGS,
            Right.CORRECT_CALLS,
            Right.SEE_RULES,
            Right.SEE_FIGURES,
        }
    ),
    PersonRole.AGENT: _ALL | frozenset({Right.OWN_DESK, Right.SEE_CALLS, Right.HEAR_CALLS}),
}

LOCAL = Person("local", "This machine", PersonRole.ADMIN)
"""Who acts where signing in is switched off."""


def needs(right: Right) -> Callable[[Route], Route]:
    """Marks a route with the right that it needs."""

    def mark(route: Route) -> Route:
        setattr(route, NEEDS, right)
        return route

    return mark


def right_of(route: object) -> Right | None:
    """What a route was marked with."""
    right = getattr(route, NEEDS, None)
    return right if isinstance(right, Right) else None


class SecondFactorDue(NotAllowed):
    """Who asks has to set up a second factor first."""

    code = "second_factor_due"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who makes a request, and what is open to them so: a token may do less than its owner.

    `session` or `token` is the id of what they came in by, `how` says in a word; `csrf` is what
    has to come with every change ("": nothing); `due`: a second factor is to be set up first.
    """

    person: Person
    rights: frozenset[Right]
    how: str = "local"
    session: str = ""
    token: str = ""
    csrf: str = field(default="", repr=False)
    due: bool = False

    def may(self, right: Right | None) -> bool:
        """Whether this is open to them; what names no right is open to nobody."""
        if right in OPEN:
            return True
        return right in self.rights and (right is Right.OWN_ACCOUNT or not self.due)


LOCAL_VISITOR = Visitor(LOCAL, RIGHTS[LOCAL.role])


def enter(visitor: Visitor | None) -> None:
    """The present request is made by this visitor."""
    g.visitor = visitor


def visitor() -> Visitor | None:
    """Who makes the present request; None: nobody who is known."""
    found = g.visitor
    assert found is None or isinstance(found, Visitor)
    return found


def me() -> Person:
    """Who makes the present request; NotSignedIn where that is nobody who is known."""
    found = visitor()
    if found is None:
        raise NotSignedIn("nobody is signed in", "sign in, then try again")
    return found.person


def check(found: Visitor | None, right: Right | None) -> None:
    """NotSignedIn, NotAllowed unless this visitor may do that."""
    if right in OPEN or (found is not None and found.may(right)):
        return
    if found is None:
        raise NotSignedIn("nobody is signed in", "sign in, then try again")
    if found.due:
        raise SecondFactorDue(
            "a second factor is to be set up before anything else", "set it up in your account"
        )
    raise NotAllowed(
        "this is not open to you" if right else "this is open to nobody",
        "ask an admin of this site, if you need it",
    )
