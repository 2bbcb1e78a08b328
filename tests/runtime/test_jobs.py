from __future__ import annotations

import time

import pytest

from voicemon.errors import AudioError, StoreError
from voicemon.runtime import jobs as jobs_room
from voicemon.runtime.jobs import JobPool
from voicemon.settings import load
from voicemon.store import JobState, Store


class Refuses:
    """An analyst to whom no recording is good enough."""

    def __init__(self):
        self.settings = load()

    def analyse(self, path, options, progress):
        raise AudioError("it is not audio", "send another")


@pytest.fixture
def pool(tmp_path, monkeypatch):
    monkeypatch.setattr(jobs_room, "IDLE_S", 0.01)
    store = Store(f"sqlite:///{tmp_path / 'v.db'}", tmp_path / "audio")
    pool = JobPool(store, Refuses())
    yield pool, store
    pool.stop()
    store.close()


def test_a_store_that_fails_for_a_moment_ends_no_worker_and_loses_no_end(
    pool, tmp_path, monkeypatch
):
    pool, store = pool
    write, broken = store.jobs.fail, [StoreError("disk I/O error")]

    def fail(*given, **named):
        if broken:
            raise broken.pop()
        return write(*given, **named)

    monkeypatch.setattr(store.jobs, "fail", fail)
    file = tmp_path / "a.wav"
    file.write_bytes(b"x")
    job = pool.submit(file, "a.wav", owned=True)
    pool.start()
    deadline = time.monotonic() + 5
    while file.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not broken
    assert store.jobs.get(job).state is JobState.FAILED


def test_an_upload_that_a_crash_left_behind_is_deleted_at_the_next_start(pool, tmp_path):
    pool, store = pool
    left, kept = tmp_path / "left.whole", tmp_path / "kept.wav"
    for file, owned in ((left, True), (kept, False)):
        file.write_bytes(b"x")
        job = store.jobs.add(file, file.name, owned=owned)
        store.jobs.claim()
        store.jobs.fail(job.id, AudioError("it is not audio"), file=file.name)
    pool.start()
    assert not left.exists()
    assert kept.exists()


@pytest.mark.parametrize("steady_s", [0.0, 0.2])
def test_a_job_waits_until_running_calls_have_caught_up(pool, tmp_path, monkeypatch, steady_s):
    pool, store = pool
    monkeypatch.setattr(jobs_room, "LOOK_S", 0.005)
    monkeypatch.setattr(jobs_room, "STEADY_S", steady_s)
    behind, asked = [True], []
    pool.yields = lambda: bool(asked.append(1)) or behind[0]
    file = tmp_path / "a.wav"
    file.write_bytes(b"x")
    job = pool.submit(file, "a.wav")
    pool.start()
    until = time.monotonic() + 5
    while len(asked) < 5 and time.monotonic() < until:
        time.sleep(0.005)
    assert store.jobs.get(job).state is JobState.QUEUED
    behind[0], caught_up = False, time.monotonic()
    while store.jobs.get(job).state is not JobState.FAILED and time.monotonic() < until:
        time.sleep(0.005)
    assert store.jobs.get(job).state is JobState.FAILED
    assert time.monotonic() - caught_up >= steady_s - 0.02  # from its last look while behind


def test_a_pool_that_stops_begins_no_job_that_waited(pool, tmp_path, monkeypatch):
    pool, store = pool
    monkeypatch.setattr(jobs_room, "LOOK_S", 0.005)
    pool.yields = lambda: True
    file = tmp_path / "a.wav"
    file.write_bytes(b"x")
    job = pool.submit(file, "a.wav")
    pool.start()
    assert pool.stop()
    assert store.jobs.get(job).state is JobState.QUEUED
