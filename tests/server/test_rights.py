"""Every door names the right that it needs, and is shut where it names none."""

import pytest

from voicemon.server.gate import right_at
from voicemon.server.rights import RIGHTS, Right, check, needs, right_of
from voicemon.store.people_records import PersonRole


def test_every_route_names_its_right(app):
    unmarked = {
        rule.rule for rule in app.url_map.iter_rules() if right_at(app, rule.endpoint) is None
    }
    assert unmarked == set()


def test_every_event_names_its_right(made):
    _, socketio = made
    assert socketio.needed
    assert [event for event, right in socketio.needed.items() if right is None] == []


def test_a_route_that_names_no_right_is_open_to_nobody(app, client):
    app._got_first_request = False
    app.add_url_rule("/api/forgotten", "forgotten", lambda: "a secret")
    answer = client.get("/api/forgotten")
    assert answer.status_code == 403
    assert "secret" not in answer.text


def test_an_event_that_names_no_right_is_open_to_nobody(made):
    app, socketio = made
    heard = []
    socketio.on_event("forgotten", lambda *said: heard.append(said))
    socketio.on_event("known", needs(Right.SIGNED_IN)(lambda *said: heard.append(said)))
    socket = socketio.test_client(app, flask_test_client=app.test_client())
    refused = socket.emit("forgotten", 1, callback=True)
    assert (refused["ok"], refused["code"]) == (False, "forbidden")
    socket.emit("known", 2)
    assert heard == [(2,)]


def test_a_connection_to_what_names_no_right_is_refused(made):
    app, socketio = made
    socketio.on_event("connect", lambda *_: None, namespace="/forgotten")
    client = app.test_client()
    socket = socketio.test_client(app, namespace="/forgotten", flask_test_client=client)
    assert not socket.is_connected("/forgotten")


def test_no_role_holds_what_nobody_in_particular_is_asked_for():
    for role in PersonRole:
        assert not RIGHTS[role] & {Right.ANYBODY, Right.BY_KEY}
        assert Right.SIGNED_IN in RIGHTS[role]


@pytest.mark.parametrize("right", [Right.ANYBODY, Right.BY_KEY])
def test_what_is_open_is_open_to_strangers(right):
    check(None, right)


def test_a_mark_is_read_back_and_nothing_else_is_one():
    marked = needs(Right.SEE_AUDIT)(lambda: None)
    assert right_of(marked) is Right.SEE_AUDIT
    assert right_of(lambda: None) is None
    assert right_of(None) is None
