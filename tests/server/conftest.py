import shutil
from pathlib import Path

import numpy as np
import pytest
from flask.testing import FlaskClient

from tests.made import analysis, calm_analysis
from tests.scripted_desk import CALL, ScriptedDesk
from voicemon.server.app import create_app
from voicemon.settings import Settings
from voicemon.store import RecordingInfo, Store, StoredPeaks
from voicemon.types import Role

AUDIO = b"fLaC" + bytes(range(256)) * 40
STEREO = (Role.AGENT, Role.CUSTOMER)


class Client(FlaskClient):
    """Reads each answer to its end and closes it, as a browser does."""

    def open(self, *args, **kwargs):
        return super().open(*args, **{"buffered": True, **kwargs})


class FakeJobs:
    """A `JobQueue` that keeps what it is given until the test ends it."""

    def __init__(self, store):
        self.store = store
        self.listeners = []
        self.taken = {}

    def submit(self, path, name, *, owned=False, team=None, person_id=None):
        job = self.store.jobs.add(path, name, owned=owned, team=team, person_id=person_id)
        self.taken[job.id] = Path(path).read_bytes()
        self.tell(job)
        return job.id

    def again(self, call_id, roles=(), person_id=None):
        path = self.store.audio_path(call_id)
        source = self.store.call(call_id).call.source
        job = self.store.jobs.add(path, source, again=call_id, roles=roles, person_id=person_id)
        self.tell(job)
        return job.id

    def listen(self, listener):
        self.listeners.append(listener)

    def tell(self, job):
        for listener in self.listeners:
            listener(job)


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path / "data", max_upload_mb=1)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """Made once, because migrations take longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "voicemon.db"
    Store(f"sqlite:///{path}", path.parent / "audio").close()
    return path


@pytest.fixture
def store(settings, empty_database):
    settings.data_dir.mkdir()
    shutil.copy(empty_database, settings.data_dir)
    made = Store(settings.store_url, settings.audio_dir, busy_s=0.2)
    yield made
    made.close()


@pytest.fixture
def jobs(store):
    return FakeJobs(store)


@pytest.fixture
def page(tmp_path):
    folder = tmp_path / "page"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>voicemon</title>")
    (folder / "assets" / "app-1a2b.js").write_text("console.log(1)")
    return folder


@pytest.fixture
def made(settings, store, jobs, page):
    return create_app(settings, store, jobs, models={"words": "base"}, page_folder=page)


@pytest.fixture
def app(made):
    return made[0]


@pytest.fixture
def client(app):
    app.test_client_class = Client
    return app.test_client()


@pytest.fixture
def calls(store, tmp_path):
    """call-1, angry, with audio and a waveform; call-2, calm, with neither."""
    file = tmp_path / "made.flac"
    file.write_bytes(AUDIO)
    waveform = StoredPeaks(10.0, np.arange(-8, 8, dtype=np.int8).reshape(2, 4, 2))
    store.add_analysis(analysis(), RecordingInfo("a" * 64, 1, "x", 8000, STEREO), file, waveform)
    store.add_analysis(calm_analysis(), RecordingInfo("b" * 64, 1, "x", 8000, STEREO))
    return store


@pytest.fixture
def desk():
    made = ScriptedDesk()
    made.start(CALL, agent_id="dana.w", customer_id="+1 202 555 0143", queue="billing")
    return made
