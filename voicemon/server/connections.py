"""Who is behind each Socket.IO connection, and what they may hear; cut off once that has ended.

A thread looks about once a second, while anybody is connected, whether the sessions and tokens that
they came in by still count, and whether their people still are what they were. Whoever is cut off
comes back as what they are now, or signs in.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from flask import Flask, current_app

from voicemon.errors import VoicemonError
from voicemon.server.rights import Right, Visitor
from voicemon.store import Store
from voicemon.store.people_records import Account, Person
from voicemon.store.sessions import Limits

EXTENSION = "voicemon connections"
LOOK_S = 1.0
TEAM = "team:"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """One connection to one namespace; `visitor` None: by an ingest key of its own."""

    namespace: str
    visitor: Visitor | None


class Connections:
    """The connections of one server, for many threads. `cut(connection, namespace)` ends one."""

    def __init__(self, store: Store, limits: Limits, cut: Callable[[str, str], None]) -> None:
        self._store = store
        self._limits = limits
        self._cut = cut
        self._lines: dict[str, Line] = {}
        self._lock = threading.Lock()
        self._stir = threading.Event()
        self._stopped = False
        self._thread: threading.Thread | None = None

    def arrive(self, connection: str, namespace: str, visitor: Visitor | None) -> None:
        """Somebody connected."""
        with self._lock:
            self._lines[connection] = Line(namespace, visitor)
            if visitor is not None and visitor.how != "local" and not self._looks():
                self._thread = threading.Thread(target=self._run, name="connections", daemon=True)
                self._thread.start()

    def leave(self, connection: str) -> None:
        """Somebody is gone."""
        with self._lock:
            self._lines.pop(connection, None)

    def visitor(self, connection: str) -> Visitor | None:
        """Who is behind it; None where that is nobody who is known."""
        line = self._lines.get(connection)
        return None if line is None else line.visitor

    def person(self, connection: str) -> Person | None:
        """As `visitor`, the person alone."""
        visitor = self.visitor(connection)
        return None if visitor is None else visitor.person

    def may(self, connection: str, right: Right) -> bool:
        """Whether something is open to whoever is behind it."""
        visitor = self.visitor(connection)
        return visitor is not None and visitor.may(right)

    def admits(self, connection: str, room: str) -> bool:
        """Whether it may hear a team's running calls (`live_rooms.Admits`)."""
        person = self.person(connection)
        if person is None or not self.may(connection, Right.SEE_LIVE):
            return False
        return room.startswith(TEAM) and person.sees_team(room[len(TEAM) :])

    def those(self, fits: Callable[[Visitor], bool], namespace: str = "/") -> list[str]:
        """The connections of a namespace whose visitors fit."""
        with self._lock:
            lines = list(self._lines.items())
        return [
            connection
            for connection, line in lines
            if line.namespace == namespace and line.visitor is not None and fits(line.visitor)
        ]

    def of(self, person_id: str, namespace: str = "/") -> list[str]:
        """The connections of a person."""
        return self.those(lambda visitor: visitor.person.id == person_id, namespace)

    def look_soon(self) -> None:
        """Something was revoked or changed: do not wait a second."""
        self._stir.set()

    def look(self, now: datetime) -> None:
        """Cut off whoever came in by what does not count any more, or is not what they were."""
        with self._lock:
            lines = list(self._lines.items())
        visitors = [line.visitor for _, line in lines if line.visitor is not None]
        sessions = self._store.sessions.in_force(
            {visitor.session for visitor in visitors if visitor.session}, self._limits, now
        )
        tokens = self._store.tokens.in_force(
            {visitor.token for visitor in visitors if visitor.token}, now
        )
        for connection, line in lines:
            if line.visitor is not None and _is_over(line.visitor, sessions, tokens):
                self.leave(connection)
                self._cut(connection, line.namespace)

    def stop(self) -> None:
        """End the thread."""
        self._stopped = True
        self._stir.set()
        if self._thread is not None:
            self._thread.join(5)

    def _looks(self) -> bool:
        return self._stopped or (self._thread is not None and self._thread.is_alive())

    def _run(self) -> None:
        while not self._stopped:
            self._stir.wait(LOOK_S)
            self._stir.clear()
            with self._lock:
                if not self._lines:
                    self._thread = None
                    return
            try:
                self.look(datetime.now(UTC))
            except VoicemonError as error:
                log.warning("sessions are not readable", message=error.message)


def stop(app: Flask) -> None:
    """End the thread that looks, where there is one."""
    found = app.extensions.get(EXTENSION)
    if isinstance(found, Connections):
        found.stop()


def look_soon() -> None:
    """The request took something back, or changed somebody: open pages are to hear of it."""
    found = current_app.extensions.get(EXTENSION)
    if isinstance(found, Connections):
        found.look_soon()


def _is_over(visitor: Visitor, sessions: dict[str, Account], tokens: dict[str, Account]) -> bool:
    if visitor.session:
        account = sessions.get(visitor.session)
    elif visitor.token:
        account = tokens.get(visitor.token)
    else:
        return False  # this machine, or an ingest key
    return account is None or account.person != visitor.person
