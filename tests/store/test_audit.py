"""What was done stays written down."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from voicemon.errors import StoreError
from voicemon.store.engine import writing
from voicemon.store.people_records import AuditQuery

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def written(store, **query):
    return [(each.person_id, each.action) for each in store.audit.entries(AuditQuery(**query))]


@pytest.fixture
def log(store):
    store.audit.add("dana", "call.view", "call-1", None, NOW)
    store.audit.add("dana", "call.hear", "call-1", {"from_s": 3}, NOW + MINUTE)
    store.audit.add("lee", "call.view", "call-2", {}, NOW + 2 * MINUTE)
    store.audit.add("lee", "callback", "call-2", {}, NOW + 3 * MINUTE)
    return store


def test_the_newest_is_first_and_pages_hang_together(log):
    first = log.audit.entries(AuditQuery(limit=2))
    rest = log.audit.entries(AuditQuery(before=first[-1].number, limit=10))
    assert [each.action for each in first + rest] == [
        "callback", "call.view", "call.hear", "call.view",
    ]  # fmt: skip
    assert rest[0].details == {"from_s": 3}
    assert rest[0].at == NOW + MINUTE


def test_it_can_be_searched(log):
    assert written(log, person_id="dana") == [("dana", "call.hear"), ("dana", "call.view")]
    assert written(log, action="call.view") == [("lee", "call.view"), ("dana", "call.view")]
    assert len(written(log, action="call")) == 3
    assert written(log, subject="call-2", action="call") == [("lee", "call.view")]
    assert len(written(log, since=NOW + MINUTE, until=NOW + 2 * MINUTE)) == 1


def test_the_same_again_is_written_once_for_a_while(store):
    for minutes in (0, 1, 9, 11, 12):
        store.audit.add(
            "dana", "call.hear", "call-1", None, NOW + minutes * MINUTE, unless_within=10 * MINUTE
        )
    store.audit.add("lee", "call.hear", "call-1", None, NOW, unless_within=10 * MINUTE)
    assert len(written(store)) == 3


@pytest.mark.parametrize("change", ["UPDATE audit SET person_id = 'x'", "DELETE FROM audit"])
def test_the_database_itself_keeps_what_was_written(log, change):
    before = log.audit.entries()
    with pytest.raises(StoreError, match="append-only"), writing(log._engine) as connection:
        connection.execute(text(change))
    assert log.audit.entries() == before


def test_a_subject_may_be_anything(store):
    store.audit.add("dana", "upload.begin", "caf\udce9.wav" + "x" * 900, None, NOW)
    assert store.audit.entries()[0].subject.startswith("caf?.wav")
