"""A desk with a script for ears, and all that belongs to it; taken down after each test."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from tests.runtime.live.fakes import PlainReader, Script, Watcher, until, world
from voicemon.runtime.analyst import Analyst
from voicemon.runtime.jobs import JobPool
from voicemon.runtime.live.desk import LiveDesk
from voicemon.runtime.live.engine import Engine
from voicemon.settings import Settings, load
from voicemon.store import JobState, Store


@dataclass
class Office:
    """Everything around the calls of a test."""

    settings: Settings
    store: Store
    desk: LiveDesk
    jobs: JobPool
    script: Script
    reader: PlainReader
    watcher: Watcher

    def analyse_tapes(self) -> None:
        """Run the passes after the calls to their end."""
        self.jobs.start()
        busy = (JobState.QUEUED, JobState.RUNNING)
        until(lambda: all(job.state not in busy for job in self.store.jobs.recent()))

    def ended(self, call_id: str) -> None:
        """Wait until the call is over and closed."""
        until(lambda: self.watcher.ended(call_id))
        until(lambda: all(each.call.id != call_id for each in self.desk.calls()))


@contextmanager
def office(tmp_path, script=None, reader=None, embedder=None, **settings):
    script, reader = script or Script(), reader or PlainReader()
    chosen = load(data_dir=tmp_path / "data", **settings)
    models = world(script, reader, embedder)
    store = Store(chosen.store_url, chosen.audio_dir)
    jobs = JobPool(store, Analyst(chosen, store, lambda _: models))
    desk = LiveDesk(chosen, store, models, Engine(script), jobs)
    watcher = Watcher()
    desk.listen(watcher)
    desk.start()
    try:
        yield Office(chosen, store, desk, jobs, script, reader, watcher)
    finally:
        desk.stop()
        if any(thread.is_alive() for thread in jobs._threads):
            jobs.stop()
        store.close()


@pytest.fixture
def make_office(tmp_path):
    """Makes an office in this test's folder; use it in a `with`."""

    def make(**options):
        return office(tmp_path, **options)

    return make
