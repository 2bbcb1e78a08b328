"""Telephony's doors know ingest keys alone: what lets people and their programs in opens none."""

from datetime import UTC, datetime

import pytest

from tests.server.ingest.strangers import begin, closed, refused
from voicemon.server.people.visitors import COOKIE
from voicemon.server.rights import RIGHTS, Right
from voicemon.server.rights_table import senders
from voicemon.store.people_records import NewPerson, PersonRole


@pytest.fixture
def admin(store):
    return store.people.add(NewPerson("ada", "Ada Root", PersonRole.ADMIN))


@pytest.fixture
def token(store, admin):
    """An API token that may whatever an admin may."""
    scopes = sorted(right.value for right in RIGHTS[PersonRole.ADMIN])
    return store.tokens.add(admin.id, "everything", scopes, datetime.now(UTC))[1]


@pytest.fixture
def session(store, admin):
    return store.sessions.start(admin.id, "password", datetime.now(UTC))[1]


def test_each_door_of_the_table_needs_a_key():
    assert [door.right for door in senders()] == [Right.BY_KEY] * len(senders())


@pytest.mark.parametrize("door", senders(), ids=lambda door: door.path)
@pytest.mark.parametrize("header", ["X-Api-Key", "Authorization", "Cookie"])
def test_what_people_have_opens_no_door(site, token, session, door, header):
    said = {
        "X-Api-Key": token,
        "Authorization": f"Bearer {token}",
        "Cookie": f"{COOKIE}={session}; {COOKIE}_{site.port()}={session}",
    }
    headers, path = {header: said[header]}, door.path.replace("<key>", token)
    if path == "/ingest/stream" and header != "X-Api-Key":  # the key may still come with the call
        with site.connect(path, additional_headers=headers) as line:
            begin(line)
            assert closed(line).code == 1008
    else:
        assert refused(site, path, additional_headers=headers)[0] == 401
    assert not site.desk.lines
