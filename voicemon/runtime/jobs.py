"""Recordings on their way: an embedded pool of threads over the store's job rows.

A job is a row before it is work, so a restart loses none: what was running is queued again. The
models are loaded by the first job, not by the start of the server.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import structlog

from voicemon.errors import VoicemonError
from voicemon.runtime.analyst import Analyst
from voicemon.runtime.intake import Options
from voicemon.store import Job, JobError, JobListener, JobState, Store

log = structlog.get_logger(__name__)
STEP = 0.02  # progress worth telling
IDLE_S = 2.0  # between looks for jobs that another process queued
UNKNOWN_FAULT = JobError(
    "fault", "the analysis failed by a fault of voicemon itself", "the server's log says more"
)


class JobPool:
    """Runs the store's jobs. `start` it, `submit` from any thread, `stop` waits for the threads."""

    def __init__(self, store: Store, analyst: Analyst) -> None:
        self._store = store
        self._analyst = analyst
        self._work = threading.Event()
        self._stopping = threading.Event()
        self._listeners: list[JobListener] = []
        self._threads = [
            threading.Thread(target=self._serve, name=f"job-{number}", daemon=True)
            for number in range(analyst.settings.jobs)
        ]

    def start(self) -> None:
        """Queue again what an earlier process left running, and begin."""
        self._store.requeue_running_jobs()
        for thread in self._threads:
            thread.start()

    def stop(self, timeout_s: float = 10.0) -> None:
        """Take no further job; one that outlasts the time-out is queued again at the next start."""
        self._stopping.set()
        self._work.set()
        for thread in self._threads:
            thread.join(timeout_s)

    def submit(self, path: Path, name: str, *, owned: bool = False) -> str:
        """Queue the recording at `path`, called `name` by its sender; returns the job's id.

        An `owned` file is deleted when the job has ended.
        """
        return self._queued(self._store.add_job(path, name, owned=owned))

    def again(self, call_id: str) -> str:
        """Queue a new analysis of a stored call's audio; returns the job's id."""
        name = self._store.analysis(call_id).call.source
        return self._queued(self._store.add_job(self._store.audio_path(call_id), name, call_id))

    def listen(self, listener: JobListener) -> None:
        """Call `listener`, from any thread, with each job after each of its changes."""
        self._listeners.append(listener)

    def _queued(self, job: Job) -> str:
        self._tell(job)
        self._work.set()
        return job.id

    def _serve(self) -> None:
        while not self._stopping.is_set():
            self._work.clear()
            job = self._store.claim_job()
            if job is None:
                self._work.wait(IDLE_S)
            else:
                self._run(job)

    def _run(self, job: Job) -> None:
        told = _Telling(self, job)
        try:
            options = Options(name=job.file)
            outcome = self._analyst.analyse(job.path, options, bool(job.again), told.progress)
        except VoicemonError as error:
            reason = JobError(error.code, error.message, error.fix)
            self._change(replace(told.job, state=JobState.FAILED, error=reason))
        except Exception:  # a fault of ours must not end the pool; the log has the whole of it
            log.exception("job failed", job=job.id, file=job.file)
            self._change(replace(told.job, state=JobState.FAILED, error=UNKNOWN_FAULT))
        else:
            assert outcome.stored is not None
            self._change(
                replace(
                    told.job,
                    state=JobState.DONE,
                    stage="done",
                    progress=1.0,
                    call_id=outcome.stored.call_id,
                    known=outcome.stored.known,
                )
            )

    def _change(self, job: Job) -> None:
        self._store.update_job(job)
        self._tell(job)

    def _tell(self, job: Job) -> None:
        for listener in self._listeners:
            listener(job)


class _Telling:
    """Passes a job's progress on, a step at a time."""

    def __init__(self, pool: JobPool, job: Job) -> None:
        self._pool = pool
        self.job = job

    def progress(self, stage: str, done: float) -> None:
        if stage != self.job.stage or done - self.job.progress >= STEP:
            self.job = replace(self.job, stage=stage, progress=min(1.0, done))
            self._pool._change(self.job)
