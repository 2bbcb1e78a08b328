"""Recordings on their way: an embedded pool of threads over the store's job rows.

A job is a row before it is work, so a restart loses none: what was running is queued again. The
models are loaded by the first job, not by the start of the server.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import structlog

from voicemon.errors import InputError, StoreBusy, StoreError, VoicemonError
from voicemon.privacy.redaction import redact_text
from voicemon.runtime.analyst import Analyst
from voicemon.runtime.intake import Options
from voicemon.runtime.live.tape import SUFFIX as TAPE_SUFFIX
from voicemon.runtime.memory import give_back
from voicemon.store import Job, JobListener, Store, Stored
from voicemon.types import Role

log = structlog.get_logger(__name__)
STEP = 0.02  # progress worth telling
GIVES_WAY = 10  # nice value of the threads: a tenth of a core where running calls want it too
PATIENCE_S = 120.0  # the longest that running calls keep one job waiting
STEADY_S = 15.0  # running calls that were behind have kept up for so long
LOOK_S = 0.5
IDLE_S = 2.0  # between looks for jobs that another process queued
SEE_LOG = "try again; the server's log says more"


def give_way() -> None:
    """Let this thread, and those it starts, work only where running calls leave time for it."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), GIVES_WAY)


class JobPool:
    """Runs the store's jobs. `start` it, `submit` from any thread, `stop` waits for the threads.

    While `yields` says so, and for STEADY_S after it did, no job begins its next step, for
    PATIENCE_S at most: running calls that are behind go first, and find their feet again.
    """

    def __init__(self, store: Store, analyst: Analyst) -> None:
        self.yields: Callable[[], bool] = lambda: False
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
        """Queue again what an earlier process left running, delete what it left behind, begin."""
        self._store.jobs.requeue()
        for file in self._store.jobs.owned_and_ended():
            with suppress(OSError):
                file.unlink()
        for thread in self._threads:
            thread.start()

    def stop(self, timeout_s: float = 10.0) -> bool:
        """Take no further job; one that outlasts the time-out is queued again at the next start.
        Returns whether all have ended.
        """
        self._stopping.set()
        self._work.set()
        for thread in self._threads:
            if thread.ident is not None:  # it was started
                thread.join(timeout_s)
        if any(thread.is_alive() for thread in self._threads):
            self._store.jobs.forgive()
            return False
        return True

    def submit(
        self,
        path: Path,
        name: str,
        *,
        owned: bool = False,
        team: str | None = None,
        person_id: str | None = None,
    ) -> str:
        """Queue the recording at `path`, called `name` by its sender; returns the job's id.

        An `owned` file is deleted when the job has ended. `team`: that of the call, where the
        recording itself names none; `person_id`: who sent it.
        """
        job = self._store.jobs.add(path, name, owned=owned, team=team, person_id=person_id)
        return self._queued(job)

    def again(self, call_id: str, roles: Sequence[Role] = (), person_id: str | None = None) -> str:
        """Queue a new analysis of a stored call's audio, with the roles that a reviewer stated;
        returns the job's id. `person_id`: who asks for it.
        """
        path = self._store.audio_path(call_id)
        if path is None:
            raise InputError(
                "this call was stored without its audio", "analyse the recording with --again"
            )
        name = self._store.call(call_id).call.source
        job = self._store.jobs.add(path, name, again=call_id, roles=roles, person_id=person_id)
        return self._queued(job)

    def listen(self, listener: JobListener) -> None:
        """Call `listener`, from any thread, with each job after each of its changes."""
        self._listeners.append(listener)

    def _queued(self, job: Job) -> str:
        self._tell(job)
        self._work.set()
        return job.id

    def _serve(self) -> None:
        give_way()  # the models are loaded in this thread, so theirs give way too
        while self._yield():
            self._work.clear()
            try:
                job = self._store.jobs.claim()
            except StoreError as error:
                log.warning("jobs are not readable", message=error.message)
                job = None
            if job is None:
                self._work.wait(IDLE_S)
            else:
                self._tell(job)
                self._run(job)
                give_back()

    def _run(self, job: Job) -> None:
        file = redact_text(job.file)
        try:
            stored = self._analyse(job)
        except Exception as error:
            fault = error if isinstance(error, VoicemonError) else _fault_of_ours(job)
            self._end(job, lambda: self._store.jobs.fail(job.id, fault, file=file))
        else:
            call_id, known = stored.call_id, stored.known
            self._end(job, lambda: self._store.jobs.finish(job.id, call_id, file=file, known=known))

    def _end(self, job: Job, write: Callable[[], Job]) -> None:
        """Write how a job ended, however long the store fails to take it; then its file may go."""
        while True:
            try:
                ended = write()
                break
            except StoreError as error:
                log.warning("a job's end waits for the store", job=job.id, message=error.message)
                if self._stopping.wait(IDLE_S):
                    return  # it is running still, so the next start queues it again
        if job.owned:
            try:
                job.path.unlink(missing_ok=True)
            except OSError as error:
                log.warning("an upload stays behind", path=str(job.path), message=error.strerror)
        self._tell(ended)

    def _analyse(self, job: Job) -> Stored:
        told = _Telling(self._store, job.id, self._tell, self._yield)
        if job.path.suffix == TAPE_SUFFIX:
            return self._analyst.analyse_tape(job.path, told.progress)
        if job.again is not None:
            return self._analyst.analyse_again(job.again, told.progress, job.roles)
        options = Options(name=job.file, team=job.team)
        outcome = self._analyst.analyse(job.path, options, progress=told.progress)
        assert outcome.stored is not None
        return outcome.stored

    def _yield(self) -> bool:
        """Let running calls go first; False when the pool stops."""
        now = ready = time.monotonic()
        until = now + PATIENCE_S
        while now < until:
            if self.yields():
                ready = now + STEADY_S
            elif now >= ready:
                break
            if self._stopping.wait(LOOK_S):
                break
            now = time.monotonic()
        return not self._stopping.is_set()

    def _tell(self, job: Job) -> None:
        shown = replace(job, file=redact_text(job.file))
        for listener in self._listeners:
            listener(shown)


def _fault_of_ours(job: Job) -> VoicemonError:
    """It must not end the pool; the log has the whole of it."""
    log.exception("job failed", job=job.id)
    return VoicemonError("the analysis failed by a fault of voicemon itself", SEE_LOG)


class _Telling:
    """Passes a job's progress on, a step at a time."""

    def __init__(
        self, store: Store, job_id: str, tell: JobListener, give_way: Callable[[], object]
    ) -> None:
        self._store = store
        self._job_id = job_id
        self._tell = tell
        self._give_way = give_way
        self._told = ("", 0.0)

    def progress(self, stage: str, done: float) -> None:
        if stage != self._told[0]:
            self._give_way()
        if stage != self._told[0] or done - self._told[1] >= STEP:
            self._told = (stage, done)
            with suppress(StoreBusy):  # a step that nobody sees harms no job
                self._tell(self._store.jobs.progress(self._job_id, stage, done))
