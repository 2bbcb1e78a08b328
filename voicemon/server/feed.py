"""What the page hears without asking: Socket.IO events `job` (JobOut) and `call` (CallRow)."""

from __future__ import annotations

import structlog
from flask_socketio import SocketIO

from voicemon.errors import VoicemonError
from voicemon.server import shapes
from voicemon.store import Job, JobState, Store

log = structlog.get_logger(__name__)


class Feed:
    """Tells every open page of a job's changes, and of the call that came of it."""

    def __init__(self, socketio: SocketIO, store: Store) -> None:
        self._socketio = socketio
        self._store = store

    def job_changed(self, job: Job) -> None:
        """A `JobListener`; never raises, because a page that misses an event asks again."""
        self._socketio.emit("job", shapes.job(job).model_dump(mode="json"))
        if job.state is not JobState.DONE or job.call_id is None:
            return
        try:
            entry = self._store.call(job.call_id)
        except VoicemonError as error:
            log.warning("call not announced", call=job.call_id, message=error.message)
            return
        self._socketio.emit("call", shapes.call_row(entry).model_dump(mode="json"))
