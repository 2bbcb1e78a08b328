"""The running calls as their desk sees them: by id, by name, with the connections of each."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from voicemon.runtime.live.call import LiveCall
from voicemon.runtime.live.changes import Phase
from voicemon.runtime.live.tracks import Connection
from voicemon.types import Role

Name = tuple[str, str]  # whose name, and the name by which the sender knows the call


@dataclass(eq=False)
class Running:
    """A call and its connections."""

    call: LiveCall
    name: Name
    connections: list[Connection] = field(default_factory=list)
    ended_at: float | None = None

    @property
    def open(self) -> list[Connection]:
        """Those that deliver."""
        return [each for each in self.connections if each.is_open]

    @property
    def lost(self) -> list[Connection]:
        """Those that broke and may come back."""
        return [each for each in self.connections if each.lost_at is not None]

    @property
    def phase(self) -> Phase:
        """Where the call stands."""
        if self.call.ending is not None:
            return Phase.ENDED
        if not self.open:
            return Phase.WAITING
        return Phase.PAUSED if any(each.paused for each in self.open) else Phase.LIVE

    def lost_with(self, roles: Iterable[Role]) -> Connection | None:
        """The lost connection whose place one with tracks of these roles takes."""
        wanted = sorted(roles)
        return next((each for each in self.lost if each.roles == wanted), None)


class Roster:
    """The running calls, in the order in which they came. Whoever decides by what stands here holds
    `lock`, which one thread may take several times.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._calls: dict[str, Running] = {}
        self._names: dict[Name, str] = {}

    def all(self) -> list[Running]:
        """Every one, oldest first."""
        with self.lock:
            return list(self._calls.values())

    def get(self, call_id: str) -> Running | None:
        """By our id."""
        with self.lock:
            return self._calls.get(call_id)

    def named(self, name: Name) -> Running | None:
        """By the sender's name, while it goes on."""
        with self.lock:
            running = self._calls.get(self._names.get(name, ""))
        return running if running is not None and running.call.ending is None else None

    def add(self, running: Running) -> None:
        """A call began."""
        with self.lock:
            self._calls[running.call.id] = running
            self._names[running.name] = running.call.id

    def remove(self, call_id: str) -> None:
        """A call is over and closed."""
        with self.lock:
            running = self._calls.pop(call_id, None)
            if running is not None and self._names.get(running.name) == call_id:
                del self._names[running.name]
