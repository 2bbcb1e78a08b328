"""Jobs as rows, so that a restart loses none.

queued → running (by `claim`, compare-and-set) → done | failed; running → queued (by `requeue`, at
the start of the process that runs jobs).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, Select, func, insert, select, update

from voicemon.errors import Conflict, NotFound, VoicemonError
from voicemon.store import from_rows
from voicemon.store.engine import reading, writing
from voicemon.store.records import Job, JobState
from voicemon.store.schema import jobs
from voicemon.store.to_rows import writable

STARTS: Mapping[str, object] = {"stage": "", "progress": 0.0}


class Jobs:
    """The table of jobs."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def add(self, path: Path, file: str, *, again: str | None = None, owned: bool = False) -> Job:
        """Queue the recording at `path`, called `file`; `again` names the call it is of, when
        that call is to be analysed anew; an `owned` file is deleted when its job has ended.
        """
        job_id = uuid.uuid4().hex
        now = datetime.now(UTC)
        with writing(self._engine, self._busy_s) as connection:
            last = connection.execute(select(func.max(jobs.c.number))).scalar()
            connection.execute(
                insert(jobs).values(
                    id=job_id,
                    number=(last or 0) + 1,
                    file=writable(file),
                    path=str(path),
                    again=again,
                    owned=owned,
                    state=JobState.QUEUED.value,
                    call_id=again,
                    known=False,
                    created_at=now,
                    changed_at=now,
                    **STARTS,
                )
            )
            return _one(connection, job_id)

    def get(self, job_id: str) -> Job:
        """NotFound when there is none."""
        with reading(self._engine) as connection:
            return _one(connection, job_id)

    def recent(self, limit: int = 50) -> list[Job]:
        """The newest jobs, newest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(jobs).order_by(jobs.c.number.desc()).limit(limit))
            return [from_rows.job(row) for row in rows]

    def owned_and_ended(self) -> list[Path]:
        """The files of ended jobs that were theirs to delete: gone, unless a crash came between."""
        ended = (JobState.DONE.value, JobState.FAILED.value)
        query = select(jobs.c.path).where(jobs.c.owned, jobs.c.state.in_(ended))
        with reading(self._engine) as connection:
            return [Path(row.path) for row in connection.execute(query)]

    def waiting(self) -> int:
        """How many are queued."""
        count = select(func.count()).where(jobs.c.state == JobState.QUEUED.value)
        with reading(self._engine) as connection:
            return connection.execute(count).scalar_one()

    def claim(self) -> Job | None:
        """Take the job that has waited longest; None when none waits."""
        with reading(self._engine) as connection:
            if connection.execute(_oldest_queued()).first() is None:
                return None
        with writing(self._engine, self._busy_s) as connection:
            row = connection.execute(_oldest_queued()).first()
            if row is None:
                return None
            return _change(connection, row.id, JobState.QUEUED, state=JobState.RUNNING.value)

    def progress(self, job_id: str, stage: str, share: float) -> Job:
        """Where a running job stands; `share` 0–1. Conflict when it is not running."""
        share = min(max(share, 0.0), 1.0)
        return self._set(job_id, stage=stage, progress=share)

    def finish(self, job_id: str, call_id: str, *, file: str, known: bool = False) -> Job:
        """A running job became a call; `file` is its name as it may be kept, redacted."""
        return self._set(
            job_id,
            file=file,
            state=JobState.DONE.value,
            stage="",
            progress=1.0,
            call_id=call_id,
            known=known,
        )

    def fail(self, job_id: str, error: VoicemonError, *, file: str) -> Job:
        """A running job failed; the error's message and fix are kept for people to read."""
        return self._set(
            job_id,
            file=file,
            state=JobState.FAILED.value,
            stage="",
            error_code=error.code,
            error_message=error.message,
            error_fix=error.fix,
        )

    def requeue(self) -> list[Job]:
        """Queue what was running when its process ended; returns those jobs."""
        with writing(self._engine, self._busy_s) as connection:
            running = select(jobs.c.id).where(jobs.c.state == JobState.RUNNING.value)
            return [
                _change(connection, row.id, JobState.RUNNING, state=JobState.QUEUED.value, **STARTS)
                for row in connection.execute(running.order_by(jobs.c.number)).all()
            ]

    def _set(self, job_id: str, **values: object) -> Job:
        with writing(self._engine, self._busy_s) as connection:
            return _change(connection, job_id, JobState.RUNNING, **values)


def _oldest_queued() -> Select[tuple[str]]:
    queued = select(jobs.c.id).where(jobs.c.state == JobState.QUEUED.value)
    return queued.order_by(jobs.c.number).limit(1)


def _change(connection: Connection, job_id: str, was: JobState, **values: object) -> Job:
    changed = connection.execute(
        update(jobs)
        .where(jobs.c.id == job_id, jobs.c.state == was.value)
        .values(changed_at=datetime.now(UTC), **values)
    )
    job = _one(connection, job_id)
    if changed.rowcount == 0:
        raise Conflict(f"the job {job_id!r} is {job.state.value}, not {was.value}")
    return job


def _one(connection: Connection, job_id: str) -> Job:
    row = connection.execute(select(jobs).where(jobs.c.id == job_id)).first()
    if row is None:
        raise NotFound(f"there is no job {job_id!r}", "GET /api/jobs lists the recent ones")
    return from_rows.job(row)
