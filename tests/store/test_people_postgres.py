"""People and the audit log on PostgreSQL."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from tests.store.test_people import DANA, LEE, LIMITS
from tests.store.test_postgres import store, url  # noqa: F401 - fixtures
from voicemon.errors import Conflict, StoreError
from voicemon.store.engine import writing
from voicemon.store.keys import key_hash
from voicemon.store.people_records import AuditQuery, NewPerson, PersonRole, TicketKind, Within

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.service


def test_people_work_on_postgresql(store):  # noqa: F811
    dana, lee = store.people.add(DANA, NOW), store.people.add(LEE, NOW)
    assert [each.id for each in store.people.all()] == [dana.id, lee.id]
    with pytest.raises(Conflict):
        store.people.add(NewPerson("x", "X", PersonRole.AGENT, agent_id="lee.k"), NOW)
    store.teams.add("south", NOW)
    assert {team.name for team in store.teams.all()} == {"", "north", "south"}
    session, cookie = store.sessions.start(dana.id, "password", NOW)
    assert store.sessions.find(cookie, LIMITS, NOW) == (session, store.people.get(dana.id))
    store.credentials.offer_second_factor(dana.id, b"sealed")
    assert store.credentials.confirm_second_factor(dana.id, b"sealed", 1, [key_hash("a")])
    assert store.credentials.spend_recovery_code(dana.id, key_hash("a"))
    ticket = store.tickets.issue(TicketKind.RESET, HOUR, NOW, dana.id)
    assert store.tickets.spend(TicketKind.RESET, ticket, NOW) == dana.id
    _, token = store.tokens.add(dana.id, "report", ["see calls"], NOW, NOW + HOUR)
    assert store.tokens.find(token, NOW)[0].scopes == {"see calls"}
    assert not store.tries.begin({"a": 1}, NOW)
    assert store.tries.begin({"a": 1}, NOW) == timedelta(seconds=1)
    job = store.jobs.add("x", "x.wav", team="north")
    assert [each.id for each in store.jobs.recent(within=Within(teams=frozenset({"north"})))] == [
        job.id
    ]


@pytest.mark.parametrize(
    "change", ["UPDATE audit SET person_id = 'x'", "DELETE FROM audit", "TRUNCATE audit"]
)
def test_postgresql_itself_keeps_what_was_written(store, change):  # noqa: F811
    store.audit.add("dana", "call.view", "call-1", {"by": 1}, NOW)
    before = store.audit.entries(AuditQuery(action="call"))
    with pytest.raises(StoreError, match="append-only"), writing(store._engine) as connection:
        connection.execute(text(change))
    assert store.audit.entries() == before
