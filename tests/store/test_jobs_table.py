import threading
from pathlib import Path

import pytest

from voicemon.errors import AudioError, Conflict, NotFound
from voicemon.store import JobState, Store
from voicemon.store.jobs import TRIES


def test_a_job_goes_from_queued_to_done(store):
    job = store.jobs.add(Path("/spool/1"), "one.wav", owned=True)
    assert (job.state, job.file, job.path, job.owned) == (
        JobState.QUEUED,
        "one.wav",
        Path("/spool/1"),
        True,
    )
    assert store.jobs.waiting() == 1
    assert store.jobs.claim().id == job.id
    assert store.jobs.claim() is None
    assert store.jobs.progress(job.id, "words", 0.5).progress == 0.5
    done = store.jobs.finish(job.id, "call-1", file="a.wav", known=True)
    assert (done.state, done.call_id, done.known, done.progress) == (
        JobState.DONE,
        "call-1",
        True,
        1.0,
    )
    assert store.jobs.get(job.id) == done


def test_a_failed_job_says_why(store):
    job = store.jobs.add(Path("x"), "x.wav")
    store.jobs.claim()
    failed = store.jobs.fail(job.id, AudioError("not audio", "send a recording"), file="a.wav")
    assert failed.state is JobState.FAILED
    assert (failed.error.code, failed.error.message, failed.error.fix) == (
        "audio",
        "not audio",
        "send a recording",
    )


def test_jobs_are_taken_in_order_of_arrival(store):
    ids = [store.jobs.add(Path("x"), str(n)).id for n in range(3)]
    assert [store.jobs.claim().id for _ in range(3)] == ids
    assert [job.id for job in store.jobs.recent(2)] == ids[:0:-1]


def test_two_workers_never_take_the_same_job(store):
    store.jobs._busy_s = 5.0
    for n in range(20):
        store.jobs.add(Path("x"), str(n))
    taken = []

    def work():
        while job := store.jobs.claim():
            taken.append(job.id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 20


def test_what_ran_when_the_process_was_killed_is_queued_again(tmp_path):
    url = f"sqlite:///{tmp_path / 'jobs.db'}"
    killed = Store(url, tmp_path / "audio")
    job = killed.jobs.add(Path("x"), "x.wav", again="call-1")
    killed.jobs.claim()
    killed.jobs.progress(job.id, "words", 0.7)

    restarted = Store(url, tmp_path / "audio")
    (queued,) = restarted.jobs.requeue()
    assert (queued.id, queued.state, queued.progress) == (job.id, JobState.QUEUED, 0.0)
    assert restarted.jobs.claim().again == "call-1"
    killed.close()
    restarted.close()


def test_a_recording_that_ends_the_process_is_not_tried_for_ever(store):
    job = store.jobs.add(Path("x"), "x.wav", owned=True)
    for _ in range(TRIES - 1):
        store.jobs.claim()
        assert [queued.id for queued in store.jobs.requeue()] == [job.id]
    store.jobs.claim()
    assert store.jobs.requeue() == []
    failed = store.jobs.get(job.id)
    assert (failed.state, failed.error.code, failed.tries) == (JobState.FAILED, "crash", TRIES)
    assert store.jobs.owned_and_ended() == [Path("x")]


def test_a_stop_that_was_asked_for_is_no_try(store):
    job = store.jobs.add(Path("x"), "x.wav")
    for _ in range(2 * TRIES):
        store.jobs.claim()
        store.jobs.forgive()
        assert [queued.id for queued in store.jobs.requeue()] == [job.id]


def test_a_job_that_does_not_run_cannot_end(store):
    job = store.jobs.add(Path("x"), "x.wav")
    with pytest.raises(Conflict):
        store.jobs.finish(job.id, "call-1", file="a.wav")


def test_an_unknown_job_is_not_found(store):
    with pytest.raises(NotFound):
        store.jobs.get("nothing")
    with pytest.raises(NotFound):
        store.jobs.progress("nothing", "words", 0.1)
