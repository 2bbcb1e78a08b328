"""Uploads through the real pool of jobs: what becomes of two of the same recording at once."""

import hashlib
import threading
import time
from dataclasses import dataclass

import pytest

from tests.made import analysis
from tests.server.conftest import AUDIO, STEREO, Client
from tests.server.test_uploads import begin, send
from voicemon.runtime.analyst import Outcome
from voicemon.runtime.jobs import JobPool
from voicemon.server.app import create_app
from voicemon.settings import Settings
from voicemon.store import RecordingInfo, Store


@dataclass
class QuickAnalyst:
    """Stores the same made-up analysis of whatever it is given, both threads at once."""

    settings: Settings
    store: Store
    both: threading.Barrier

    def analyse(self, path, options, again=False, progress=None):
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        progress("words", 0.5)
        kept = path.with_suffix(".flac")
        kept.write_bytes(AUDIO)
        self.both.wait(10)
        made = analysis(sha256[:12], f"analysis-{path.stem}")
        stored = self.store.add_analysis(made, RecordingInfo(sha256, 1, "x", 8000, STEREO), kept)
        return Outcome(made, stored)


@pytest.fixture
def pool(settings, store):
    two = settings.model_copy(update={"jobs": 2})
    store._busy_s = store.jobs._busy_s = 10.0
    pool = JobPool(store, QuickAnalyst(two, store, threading.Barrier(2)))
    yield pool
    pool.stop()


def test_two_uploads_of_one_recording_at_once_are_one_call(settings, store, pool, page):
    app, _ = create_app(settings, store, pool, page_folder=page)
    app.test_client_class = Client
    pool.start()

    def upload(name):
        client = app.test_client()
        send(client, begin(client, name=name).headers["Location"], 0, bytes(76800))

    senders = [threading.Thread(target=upload, args=(f"{name}.wav",)) for name in "ab"]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    client = app.test_client()
    end = time.monotonic() + 20
    while {job["state"] for job in client.get("/api/jobs").json["items"]} != {"done"}:
        assert time.monotonic() < end
        time.sleep(0.02)
    jobs = client.get("/api/jobs").json["items"]
    assert sorted(job["known"] for job in jobs) == [False, True]
    assert len({job["call_id"] for job in jobs}) == 1
    assert client.get("/api/calls").json["total"] == 1
    assert client.get(f"/api/calls/{jobs[0]['call_id']}/audio").data == AUDIO
    assert len(list(settings.audio_dir.iterdir())) == 1
