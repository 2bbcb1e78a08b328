"""Every route and every event, asked by tokens of each scope, and by an ingest key: open is what
the scope names, whatever else its owner may do.
"""

from datetime import UTC, datetime

import pytest

from tests.server.people.conftest import Browser
from tests.server.people.test_matrix import BODIES, NOBODYS, REFUSED, TUS, addresses
from voicemon.server.people.visitors import NO_TOKEN
from voicemon.server.rights import OPEN, RIGHTS, Right
from voicemon.server.rights_table import events, routes
from voicemon.store import KeySettings
from voicemon.store.people_records import PersonRole

SCOPES = sorted(RIGHTS[PersonRole.ADMIN] - NO_TOKEN)
AGENTS = Right.OWN_DESK  # the one that no admin has


@pytest.fixture(params=[*SCOPES, AGENTS, None], ids=str)
def scope(request):
    """None: an ingest key."""
    return request.param


@pytest.fixture
def text(scope, store, people):
    if scope is None:
        return store.keys.add(KeySettings("pbx"))[1]
    owner = people["dana" if scope is AGENTS else "ada"]
    return store.tokens.add(owner.id, "x", [scope.value], datetime.now(UTC))[1]


def rights(scope):
    """What is open to it."""
    return OPEN | ({Right.ANNOUNCE_CALLS} if scope is None else {scope, Right.SIGNED_IN})


def test_every_route_is_open_to_its_scope_alone(app, scope, text):
    browser, wrong = Browser(app), []
    for door in routes(app):
        if door.path == "/api/sign-in/sso":
            continue
        body = BODIES.get(door.path, {}) if door.method in ("POST", "PUT") else None
        ((_, address),) = addresses(door, {}, None)
        answer = browser.send(door.method, address, body, **TUS, Authorization=f"Bearer {text}")
        told = answer.json if answer.is_json and answer.data else {}
        said = told.get("code", "") if isinstance(told, dict) else ""
        silent = door.method == "HEAD" and answer.status_code == 403
        came = not silent and not (answer.status_code in (401, 403) and said in REFUSED)
        if came != (door.right in rights(scope)):
            wrong.append((door.method, address, answer.status_code, answer.text[:100]))
    assert wrong == []


def test_every_event_is_open_to_its_scope_alone(made, scope, text):
    app, socketio = made
    wrong = []
    for door in events(socketio):
        namespace = door.method
        socket = socketio.test_client(
            app, namespace=namespace, auth={"token": text}, flask_test_client=app.test_client()
        )
        came = socket.is_connected(namespace)
        if came and door.path != "connect":
            told = socket.emit(door.path, {"id": NOBODYS}, namespace=namespace, callback=True)
            came = not (isinstance(told, dict) and told.get("code") == "forbidden")
        if came != (door.right in rights(scope)):
            wrong.append((namespace, door.path))
    assert wrong == []
