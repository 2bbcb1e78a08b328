"""Writes the audit log for routes and Socket.IO events."""

from __future__ import annotations

from datetime import timedelta

from voicemon.server.rights import visitor
from voicemon.server.services import services
from voicemon.store.audit import NOBODY

ONCE = timedelta(minutes=10)
"""One look at a call is many requests."""


def note(action: str, subject: str = "", **details: object) -> None:
    """Whoever makes the present request did this to that."""
    _write(action, subject, details, None)


def note_once(action: str, subject: str, **details: object) -> None:
    """As `note`, for what one look repeats: once in ten minutes."""
    _write(action, subject, details, ONCE)


def _write(action: str, subject: str, details: dict[str, object], once: timedelta | None) -> None:
    found = visitor()
    who = found.person.id if found else NOBODY
    if found is not None and found.token:
        details["token"] = found.token
    services().store.audit.add(who, action, subject, details, unless_within=once)
