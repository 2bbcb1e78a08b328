"""The same store on PostgreSQL, in a schema made for the test and dropped after it."""

import os
import threading
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

from tests.made import analysis, calm_analysis
from voicemon.errors import Conflict, StoreBusy
from voicemon.store import CallQuery, CallSort, KeySettings, Leg, RecordingInfo, Store
from voicemon.store.engine import LOCK_KEY
from voicemon.store.notice_records import (
    DeliveryKind,
    DeliveryState,
    NewDelivery,
    QuietSpan,
    TargetKind,
    TargetSettings,
)
from voicemon.store.rules_records import Author, RuleState
from voicemon.types import Role, Severity

URL = os.environ.get("VOICEMON_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1/test")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
pytestmark = pytest.mark.service


@pytest.fixture
def url():
    pytest.importorskip("psycopg", reason="no PostgreSQL driver: the store was not tried on it")
    engine = create_engine(URL)
    schema = f"t{uuid.uuid4().hex[:12]}"
    try:
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
    except Exception as error:
        pytest.skip(f"no PostgreSQL at {URL}: the store was not tried on it ({error})")
    yield f"{URL}?options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def store(url, tmp_path):
    made = Store(url, tmp_path / "audio", busy_s=0.3)
    yield made
    made.close()


def recording(sha256="a" * 64):
    return RecordingInfo(sha256, 1, "flac", 8000, (Role.AGENT, Role.CUSTOMER))


def test_analyses_lists_and_jobs_work_on_postgresql(store, tmp_path):
    store.add_analysis(analysis(), recording())
    store.add_analysis(calm_analysis(), recording("b" * 64))
    assert store.analysis("call-1") == analysis()
    page = store.calls(CallQuery(text="third", sort=CallSort.PEAK))
    assert [entry.call.id for entry in page.entries] == ["call-1", "call-2"]
    job = store.jobs.add(tmp_path / "x", "x.wav")
    assert store.jobs.claim().id == job.id
    assert [queued.id for queued in store.jobs.requeue()] == [job.id]


def test_keys_and_legs_work_on_postgresql(store):
    key, _ = store.keys.add(KeySettings("pbx", sealed_secret=b"sealed", networks=("::1/128",)))
    assert store.keys.all() == [key]
    assert store.keys.revoke("pbx").revoked_at is not None
    store.legs.add(Leg("uuid-1", "call-1", Role.AGENT, {"agent": "a17"}), timedelta(minutes=1))
    assert store.legs.claim("uuid-1").facts == {"agent": "a17"}
    with pytest.raises(Conflict):
        store.legs.claim("uuid-1")


def test_notices_work_on_postgresql(store):
    settings = TargetSettings("pager", TargetKind.WEBHOOK, quiet=(QuietSpan("22:00", "07:00"),))
    target = store.notice_targets.add(settings, "https://a.org", b"sealed", None, NOW)
    assert store.notice_targets.all() == [target]
    flag, act = DeliveryKind.FLAG, Severity.ACT
    new = [NewDelivery(target.id, key, flag, act, {"reason": "x"}, NOW) for key in ("a", "b")]
    assert len(store.notices.add([*new, *new], NOW)) == 2
    (claimed,) = store.notices.claim(NOW, timedelta(minutes=1), 4)
    later = NOW + timedelta(seconds=9)
    store.notices.failed(claimed, NOW, "no route", permanent=False, again_at=later)
    (second,) = store.notices.claim(NOW, timedelta(minutes=1), 4)
    assert store.notices.sent(second, NOW)
    assert store.notices.next_due() == later
    assert store.deliveries.page().counts == {DeliveryState.FAILED: 1, DeliveryState.SENT: 1}
    store.notice_targets.remove(target.id)
    assert store.deliveries.page().total == 0


def test_rules_work_on_postgresql(store):
    ann = Author("p-ann", "Ann")
    steep = store.rules.get("steep-rise")
    milder = replace(steep.rule, cooldown_s=300.0)
    assert store.rules.change("steep-rise", 1, milder, ann, NOW).newest.number == 2
    with pytest.raises(Conflict, match="Ann changed"):
        store.rules.switch("steep-rise", 1, RuleState.OFF, ann, NOW)
    draft = store.rules.add(replace(milder, name="Mine"), ann, NOW)
    wilder = replace(milder, cooldown_s=9.0)
    proposed = store.rules.propose("steep-rise", 2, wilder, "why", ann, NOW)
    assert (proposed[0].number, proposed[0].why, proposed[1]) == (3, "why", True)
    assert store.rules.propose("steep-rise", 2, wilder, "why", ann, NOW) == (proposed[0], False)
    assert store.rules.get("steep-rise").rule == milder
    made = store.rehearsals.add(draft.id, 1, 30, None, ann, NOW)
    store.rehearsals.done(made.id, {"calls": 1}, NOW)
    assert store.rehearsals.of(draft.id)[0].result == {"calls": 1}
    store.rules.delete(draft.id, 1)
    assert store.rehearsals.of(draft.id) == []


def test_many_senders_of_one_call_make_one_call_on_postgresql(store):
    store._busy_s = 10.0
    found = []

    def send(number):
        made = analysis(f"call-{number}", f"analysis-{number}")
        found.append(store.add_analysis(made, recording()))

    threads = [threading.Thread(target=send, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({stored.call_id for stored in found}) == 1
    assert store.calls().total == 1


def test_a_locked_postgresql_is_busy(store, url):
    engine = create_engine(url)
    with engine.begin() as holder:
        holder.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
        with pytest.raises(StoreBusy):
            store.add_analysis(analysis(), recording())
    engine.dispose()
    assert store.add_analysis(analysis(), recording()).known is False
