"""Who is on duty: people with an open board, and those who had one a moment ago."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from voicemon.flags.budget import Supervisor
from voicemon.flags.figures import DutyHour

GONE = timedelta(minutes=5)  # a reload, a lost connection, a coffee


class OnDuty:
    """For any thread. Boards say `here` when they open and every minute while they are."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[str, tuple[Supervisor, datetime]] = {}
        self._counted_at: datetime | None = None

    def here(self, person_id: str, teams: frozenset[str] | None, at: datetime) -> None:
        """Somebody has a board open; `teams` None: of every team."""
        with self._lock:
            self._seen[person_id] = (Supervisor(person_id, teams), at)

    def now(self, at: datetime) -> list[Supervisor]:
        """Everybody on duty."""
        with self._lock:
            for name in [key for key, (_, seen) in self._seen.items() if seen <= at - GONE]:
                del self._seen[name]
            return [who for who, _ in self._seen.values()]

    def served(self, at: datetime) -> list[DutyHour]:
        """How long who served since this was asked last."""
        since, self._counted_at = self._counted_at, at
        if since is None or at <= since:
            return []
        hour = at.replace(minute=0, second=0, microsecond=0)
        seconds = (at - since).total_seconds()
        return [DutyHour(hour, who.id, who.teams, seconds) for who in self.now(at)]
