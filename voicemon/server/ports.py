"""What the server needs of whoever runs the jobs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from voicemon.store import JobListener
from voicemon.types import Role


class JobQueue(Protocol):
    """Takes recordings in; says what becomes of them. Its jobs are rows of the store."""

    def submit(
        self,
        path: Path,
        name: str,
        *,
        owned: bool = False,
        team: str | None = None,
        person_id: str | None = None,
    ) -> str:
        """Queue the recording at `path`, called `name` by its sender, and return the job's id.

        An `owned` file is the queue's to delete when the job has ended. `team`: the call's, where
        the recording names none; `person_id`: who sent it.
        """

    def again(self, call_id: str, roles: Sequence[Role] = (), person_id: str | None = None) -> str:
        """Queue a new analysis of a stored call's audio and return the job's id. `roles`: what a
        reviewer stated, one a channel; of one mixed channel, who speaks first and the other.
        `person_id`: who asks for it.
        """

    def listen(self, listener: JobListener) -> None:
        """Call `listener`, from any thread, with each job after each of its changes."""
