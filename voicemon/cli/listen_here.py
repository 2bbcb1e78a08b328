"""A microphone's call in this process: the live path and the pass after it, without a server."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime

import click

from voicemon.cli.alone import alone
from voicemon.cli.live_view import LiveView
from voicemon.runtime import models
from voicemon.runtime.analyst import Analyst
from voicemon.runtime.jobs import JobPool
from voicemon.runtime.live import ears
from voicemon.runtime.live.changes import Change, Ended
from voicemon.runtime.live.desk import LiveDesk
from voicemon.runtime.live.ports import Opening
from voicemon.settings import Settings
from voicemon.store import Job, JobState, Store
from voicemon.types import Call, Role, Samples

SOURCE = "microphone"
LAST_WORDS_S = 30.0
OVER = (JobState.DONE, JobState.FAILED)


class Here:
    """A desk of our own with one call."""

    def __init__(
        self, settings: Settings, roles: Mapping[str, Role], facts: Mapping[str, str]
    ) -> None:
        self._settings = settings
        self._view: LiveView | None = None
        self._early: list[Change] = []
        self._ended = threading.Event()
        self._queued = threading.Event()
        self._jobs_over = threading.Event()
        self._open = ExitStack()
        with ExitStack() as opened:
            opened.enter_context(alone(settings.data_dir))
            click.echo(f"Loading {settings.live_model} …", err=True)
            loaded = models.load_live(settings)
            store = Store(settings.store_url, settings.audio_dir)
            opened.callback(store.close)
            self._jobs = JobPool(store, Analyst(settings, store))
            self._jobs.listen(self._job)
            engine = ears.engine(settings, loaded)
            self._desk = LiveDesk(settings, store, loaded, engine, self._jobs)
            self._desk.listen(self._change)
            self._desk.start()
            opened.callback(self._stop_desk)
            call = Call(uuid.uuid4().hex[:12], datetime.now(UTC), source=SOURCE)
            opening = Opening(call.id, SOURCE, call, roles, facts=facts)
            self._line = self._desk.open(opening)
            self.call_id = self._line.call_id
            self._stopped = False
            self._open = opened.pop_all()

    def hear(self, track: str, start: int, samples: Samples, rate_hz: int) -> None:  # noqa: D102
        self._line.hear(track, start, samples, rate_hz)

    def watch(self, view: LiveView) -> None:
        """Changes are told as they come, from now on."""
        if self._view is None:
            self._view = view
            for change in self._early:
                view.change(change)

    def is_over(self) -> bool:  # noqa: D102
        return self._ended.is_set()

    def end(self, view: LiveView) -> None:  # noqa: D102
        self.watch(view)
        self._line.end("hangup")
        self._ended.wait(LAST_WORDS_S)

    def after(self, asked: threading.Event) -> None:
        """Say where the call is; hear it again with the larger model, unless asked to leave."""
        page = f"http://{self._settings.host}:{self._settings.port}/#/call/{self.call_id}"
        self._stop_desk()
        if not self._queued.is_set():
            click.echo("Nothing was recorded, so that nothing is kept.")
            return
        click.echo(f"The call is kept. See it with `voicemon serve`: {page}")
        click.echo(
            f"Now {self._settings.model} hears it once more (Ctrl-C leaves that to later).",
            err=True,
        )
        self._jobs.start()
        self._open.callback(self._jobs.stop)
        while not self._jobs_over.wait(0.1):
            if asked.is_set():
                click.echo("It is done at the next start of voicemon.", err=True)
                return
        click.echo("Done.", err=True)

    def close(self) -> None:  # noqa: D102
        self._open.close()

    def _stop_desk(self) -> None:
        if not self._stopped:
            self._stopped = True
            self._desk.stop()

    def _change(self, change: Change) -> None:
        if change.call_id != getattr(self, "call_id", change.call_id):
            return
        if self._view is None:
            self._early.append(change)
        else:
            self._view.change(change)
        if isinstance(change.news, Ended):
            self._ended.set()

    def _job(self, job: Job) -> None:
        if job.path.name.startswith(self.call_id):
            self._queued.set()
            if job.state in OVER:
                self._jobs_over.set()
