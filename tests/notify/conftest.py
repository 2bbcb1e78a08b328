import shutil
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from voicemon.notify.courier import Courier
from voicemon.notify.notice import Notice
from voicemon.notify.sender import Sender
from voicemon.settings import load
from voicemon.store import Store
from voicemon.store.notice_records import TargetKind, TargetSettings
from voicemon.types import FlagState, Severity

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECRET = "vms_0123"


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """Made once, because migrations take longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "voicemon.db"
    Store(f"sqlite:///{path}", path.parent / "audio").close()
    return path


@pytest.fixture
def settings(tmp_path, empty_database):
    made = load(data_dir=tmp_path / "data", notify_private_networks="127.0.0.0/8")
    made.data_dir.mkdir()
    shutil.copy(empty_database, made.data_dir)
    return made


@pytest.fixture
def store(settings):
    made = Store(settings.store_url, settings.audio_dir, busy_s=5)
    yield made
    made.close()


class Clock:
    """What time it is, as the test says."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def forward(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    return Clock()


def unsealed(sealed):
    return sealed


@pytest.fixture
def courier(settings, store, clock):
    made = Courier(settings, store, Sender(settings, unsealed), clock=clock, chance=Random(1))
    yield made
    made.stop()


def add_target(store, url, name="pager", kind=TargetKind.WEBHOOK, **settings):
    chosen = TargetSettings(name, kind, **settings)
    return store.notice_targets.add(chosen, "shown", url.encode(), SECRET.encode(), NOW)


def notice(flag="c1-f1", number=1, state=FlagState.RAISED, severity=Severity.ACT, at=NOW, **more):
    given = {"reason": "Frustrated for 20 s", "queue": "billing", **more}
    return Notice(flag, number, "c1", "sustained-high", severity, state, at, 14.0, **given)


def step(courier):
    """Everything that is due now, to its end."""
    courier.turn()
    courier.settle(30)


def counts(store):
    return {state.value: count for state, count in store.deliveries.page().counts.items()}


def the_one(store):
    (item,) = store.deliveries.page().items
    return item
