"""Who joined which running call by telephone, as far as is known: who asked, and whom the telephone
system took. Nobody tells when a receiver is put down, so a join lasts until its call ends, or the
same person asks anew or says to have left.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime

from voicemon.notify.phone import Listening


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody who has joined a call; who only listens is not named."""

    person_id: str
    name: str | None
    action: Listening
    since: datetime


class PhoneJoins:
    """For any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_call: dict[str, dict[str, Joined]] = {}

    def add(self, call_id: str, joined: Joined) -> None:
        """In the place of an earlier one of the same person."""
        with self._lock:
            self._by_call.setdefault(call_id, {})[joined.person_id] = joined

    def leave(self, call_id: str, person_id: str) -> bool:
        """False where they had not joined."""
        with self._lock:
            return self._by_call.get(call_id, {}).pop(person_id, None) is not None

    def of(self, call_id: str) -> list[Joined]:
        """Of one call, in the order in which they came."""
        with self._lock:
            found = list(self._by_call.get(call_id, {}).values())
        return sorted(found, key=lambda each: each.since)

    def forget(self, call_id: str) -> None:
        """The call is over."""
        with self._lock:
            self._by_call.pop(call_id, None)
