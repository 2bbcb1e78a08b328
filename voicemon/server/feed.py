"""What the page hears without asking: Socket.IO events `job` (JobOut) and `call` (CallRow)."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from voicemon.errors import VoicemonError
from voicemon.server import shapes
from voicemon.server.rights import Right, Visitor
from voicemon.server.sockets import Sockets
from voicemon.store import CallEntry, Job, JobState, Store

log = structlog.get_logger(__name__)


class Feed:
    """Tells open pages of a job's changes, and of the call that came of it: those of people who may
    know of them.
    """

    def __init__(self, socketio: Sockets, store: Store) -> None:
        self._socketio = socketio
        self._store = store

    def job_changed(self, job: Job) -> None:
        """A `JobListener`; never raises, because a page that misses an event asks again."""
        entry = self._call_of(job)

        def may_know(visitor: Visitor) -> bool:
            person = visitor.person
            if not visitor.may(Right.SEND_RECORDINGS):
                return False
            own = job.person_id == person.id or person.within is None
            of_team = job.team is not None and person.sees_team(job.team)
            return own or of_team or (entry is not None and person.sees_call(entry.call))

        self._emit("job", shapes.job(job).model_dump(mode="json"), may_know)
        if entry is None or job.state is not JobState.DONE:
            return
        call = entry.call
        row = shapes.call_row(entry).model_dump(mode="json")
        self._emit(
            "call",
            row,
            lambda visitor: visitor.may(Right.SEE_CALLS) and visitor.person.sees_call(call),
        )

    def _emit(self, event: str, body: dict[str, object], fits: Callable[[Visitor], bool]) -> None:
        for connection in self._socketio.connections.those(fits):
            self._socketio.emit(event, body, to=connection)

    def _call_of(self, job: Job) -> CallEntry | None:
        if job.call_id is None:
            return None
        try:
            return self._store.call(job.call_id)
        except VoicemonError as error:
            if job.state is JobState.DONE:
                log.warning("call not announced", call=job.call_id, message=error.message)
            return None
