"""Jobs as rows, so that a restart loses none.

queued → running (by `claim`, compare-and-set) → done | failed; running → queued (by `requeue`, at
the start of the process that runs jobs), or failed where its process ended too often under it: a
recording that crashes the process must not do so for ever.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from voicemon.errors import Conflict, NotFound, VoicemonError
from voicemon.store import from_rows
from voicemon.store.engine import reading, writing
from voicemon.store.listing import visible
from voicemon.store.people_records import Within
from voicemon.store.records import Job, JobError, JobState
from voicemon.store.schema import calls, jobs
from voicemon.store.to_rows import writable
from voicemon.types import Role

STARTS: Mapping[str, object] = {"stage": "", "progress": 0.0}
TRIES = 3
CRASHES = JobError(
    "crash",
    f"voicemon ended {TRIES} times while it analysed this recording",
    "see the server's log for the reason; mend or convert the recording, then send it again",
)


class Jobs:
    """The table of jobs."""

    def __init__(self, engine: Engine, busy_s: float) -> None:
        self._engine = engine
        self._busy_s = busy_s

    def add(
        self,
        path: Path,
        file: str,
        *,
        again: str | None = None,
        roles: Sequence[Role] = (),
        owned: bool = False,
        team: str | None = None,
        person_id: str | None = None,
    ) -> Job:
        """Queue the recording at `path`, called `file`; `again` names the call it is of, when
        that call is to be analysed anew, with the `roles` that a reviewer stated; an `owned` file
        is deleted when its job has ended. `team` and `person_id`: for whom.
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
                    roles=",".join(roles) or None,
                    owned=owned,
                    team=team,
                    person_id=person_id,
                    tries=0,
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

    def recent(
        self, limit: int = 50, within: Within | None = None, person_id: str | None = None
    ) -> list[Job]:
        """The newest jobs, newest first; of those `within` what somebody may know of, and those
        that this person asked for.
        """
        query = select(jobs).order_by(jobs.c.number.desc()).limit(limit)
        if within is not None:
            query = query.where(_may_know(within, person_id))
        with reading(self._engine) as connection:
            return [from_rows.job(row) for row in connection.execute(query)]

    def is_known_to(self, job_id: str, within: Within | None, person_id: str) -> bool:
        """Whether `recent` would tell this person of the job."""
        if within is None:
            return True
        query = select(jobs.c.id).where(jobs.c.id == job_id, _may_know(within, person_id))
        with reading(self._engine) as connection:
            return connection.execute(query).first() is not None

    def owned_and_ended(self) -> list[Path]:
        """The files of ended jobs that were theirs to delete: gone, unless a crash came between."""
        ended = (JobState.DONE.value, JobState.FAILED.value)
        query = select(jobs.c.path).where(jobs.c.owned, jobs.c.state.in_(ended))
        with reading(self._engine) as connection:
            return [Path(row.path) for row in connection.execute(query)]

    def files_ending(self, suffix: str) -> list[tuple[Path, bool]]:
        """(file, still on its way) of the jobs over such files that have not succeeded."""
        open_states = (JobState.QUEUED.value, JobState.RUNNING.value)
        query = select(jobs.c.path, jobs.c.state).where(
            jobs.c.path.endswith(suffix, autoescape=True), jobs.c.state != JobState.DONE.value
        )
        with reading(self._engine) as connection:
            return [(Path(row.path), row.state in open_states) for row in connection.execute(query)]

    def waiting(self) -> int:
        """How many are queued."""
        count = select(func.count()).where(jobs.c.state == JobState.QUEUED.value)
        with reading(self._engine) as connection:
            return connection.execute(count).scalar_one()

    def withdraw(self, path: Path) -> bool:
        """Take a recording's jobs that wait out of the queue; False when one of it runs."""
        of_file = jobs.c.path == str(path)
        with writing(self._engine, self._busy_s) as connection:
            running = of_file & (jobs.c.state == JobState.RUNNING.value)
            if connection.execute(select(jobs.c.id).where(running)).first() is not None:
                return False
            waiting = of_file & (jobs.c.state == JobState.QUEUED.value)
            connection.execute(delete(jobs).where(waiting))
            return True

    def claim(self) -> Job | None:
        """Take the job that has waited longest; None when none waits."""
        with reading(self._engine) as connection:
            if connection.execute(_oldest_queued()).first() is None:
                return None
        with writing(self._engine, self._busy_s) as connection:
            row = connection.execute(_oldest_queued()).first()
            if row is None:
                return None
            tried = jobs.c.tries + 1
            running = JobState.RUNNING.value
            return _change(connection, row.id, JobState.QUEUED, state=running, tries=tried)

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
        """Queue what was running when its process ended; returns those jobs. What was tried
        `TRIES` times fails instead.
        """
        with writing(self._engine, self._busy_s) as connection:
            running = select(jobs.c.id, jobs.c.tries).where(jobs.c.state == JobState.RUNNING.value)
            rows = connection.execute(running.order_by(jobs.c.number)).all()
            changed = [
                _change(connection, row.id, JobState.RUNNING, **_after_crash(row.tries))
                for row in rows
            ]
        return [job for job in changed if job.state is JobState.QUEUED]

    def forgive(self) -> None:
        """The process ends because it is told to: what runs has not been tried for that."""
        running = jobs.c.state == JobState.RUNNING.value
        with writing(self._engine, self._busy_s) as connection:
            connection.execute(update(jobs).where(running).values(tries=jobs.c.tries - 1))

    def _set(self, job_id: str, **values: object) -> Job:
        with writing(self._engine, self._busy_s) as connection:
            return _change(connection, job_id, JobState.RUNNING, **values)


def _after_crash(tries: int) -> Mapping[str, object]:
    if tries < TRIES:
        return {"state": JobState.QUEUED.value, **STARTS}
    return {
        "state": JobState.FAILED.value,
        "stage": "",
        "error_code": CRASHES.code,
        "error_message": CRASHES.message,
        "error_fix": CRASHES.fix,
    }


def _may_know(within: Within, person_id: str | None) -> ColumnElement[bool]:
    own = jobs.c.person_id == (person_id or "")
    team = jobs.c.team.in_(within.teams or ())
    call = exists().where(calls.c.id == jobs.c.call_id, *visible(within))
    return or_(own, team, call)


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
