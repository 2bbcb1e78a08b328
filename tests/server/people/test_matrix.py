"""Every route and every event, asked as every role about things of the own team and of another's:
the answer is the one that the table in docs/rights.md gives.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from tests.made import analysis
from tests.server.conftest import AUDIO
from tests.server.people.conftest import Browser
from tests.server.people.test_sockets import wait
from tests.server.test_flags import put
from voicemon.flags import rule_json
from voicemon.server.people.visitors import COOKIE, csrf
from voicemon.server.rights import OPEN, RIGHTS
from voicemon.server.rights_table import OF, Reach, events, routes
from voicemon.store import RecordingInfo, StoredPeaks
from voicemon.store.desk_records import Note
from voicemon.store.people_records import PersonRole
from voicemon.store.rules_records import Author
from voicemon.types import Role

# Of each role somebody of the team "north"; `sam` belongs to "south".
WHO = {
    PersonRole.ADMIN: "ada",
    PersonRole.SUPERVISOR: "nora",
    PersonRole.QA: "quinn",
    PersonRole.AGENT: "dana",
}
TEAMS = ("north", "south")
NOBODYS = "nobodys"
REFUSED = {"not_signed_in", "forbidden", "csrf"}
BYTES = "application/offset+octet-stream"
TUS = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0"}
RULE = {
    "name": "High",
    "cases": [{"severity": "act", "when": {"kind": "score_at_least", "at_least": 0.6}}],
}
NORTHERN = {**RULE, "scope": {"teams": ["north"]}}
BODIES = {
    "/api/calls/<call_id>/roles": {},
    "/api/live/<call_id>/phone": {"action": "listen", "extension": "201"},
    "/api/flags/<flag_id>/move": {"to": "seen", "number": 1},
    "/api/flags/<flag_id>/undo": {"number": 1},
    "/api/rules/<rule_id>": {"number": 1, "definition": NORTHERN},
    "/api/rules/<rule_id>/state": {"number": 1, "state": "on"},
    "/api/rules/<rule_id>/rehearsals": {"number": 1},
}
QUERIES = {("DELETE", "/api/rules/<rule_id>"): "?number=1"}
FIXED = {"format": "csv", "language": "en", "kind": "manager", "filename": "x", "name": "x"}


@pytest.fixture(params=[None, *PersonRole], ids=str)
def role(request):
    """As whom is asked; None: as a stranger."""
    return request.param


@pytest.fixture
def things(role, store, desk, people, app, tmp_path):
    """Ids by the path's word and the team; what is somebody's is theirs who ask, and sam's."""
    now, by = datetime.now(UTC), Author("p", "P")
    found = {}

    def keep(word, team, name):
        found[word, team] = name

    for number, team in enumerate(TEAMS):
        agent = "dana.w" if team == "north" else "lee.k"
        owner = people[WHO.get(role, "nora") if team == "north" else "sam"].id
        reader = people["dana" if team == "north" else "sam"].id
        call_id = f"call-{team}"
        made = analysis(analysis_id=f"of-{team}")
        file = tmp_path / f"{team}.flac"
        file.write_bytes(AUDIO + bytes([number]))
        waveform = StoredPeaks(10.0, np.zeros((2, 4, 2), dtype=np.int8))
        info = RecordingInfo(str(number) * 64, 1, "x", 8000, (Role.AGENT, Role.CUSTOMER))
        call = replace(made.call, id=call_id, team=team, agent_id=agent)
        store.add_analysis(replace(made, call=call), info, file, waveform)
        desk.start(call_id, team=team, agent_id=agent)
        keep("call_id", team, call_id)
        put(store, f"flag-{team}", team=team, call_id=call_id)
        keep("flag_id", team, f"flag-{team}")
        keep("job_id", team, store.jobs.add(tmp_path / team, "x.wav", team=team).id)
        rule = store.rules.add(rule_json.parse({**RULE, "scope": {"teams": [team]}}), by, now)
        keep("rule_id", team, rule.id)
        keep("rehearsal_id", team, store.rehearsals.add(rule.id, 1, 30, [team], by, now).id)
        keep("session_id", team, store.sessions.start(owner, "password", now)[0].id)
        keep("token_id", team, store.tokens.add(owner, "x", ["see calls"], now)[0].id)
        spool = app.extensions["voicemon"].spool
        keep("upload_id", team, spool.create("x", 9, team, owner).id)
        note = Note(call_id, reader, people["ada"].id, "Ada", "text")
        keep("message_id", team, store.desk.send(note, now).id)
        keep("person_id", team, owner)
    return found


class Asker:
    """Somebody's requests, each in a session of its own: some of them end the session."""

    def __init__(self, app, store, person):
        self.browser, self.store, self.person = Browser(app), store, person

    def come(self):
        if self.person is not None:
            _, text = self.store.sessions.start(self.person.id, "password", datetime.now(UTC))
            self.browser.client.set_cookie(COOKIE, text)
            self.browser.csrf = csrf(text)

    def ask(self, door, address):
        self.come()
        address += QUERIES.get((door.method, door.path), "")
        body = BODIES.get(door.path, {}) if door.method in ("POST", "PUT") else None
        headers = (
            {"Content-Type": "application/offset+octet-stream"} if door.method == "PATCH" else {}
        )
        return self.browser.send(door.method, address, body, **TUS, **headers)


def turn(door):
    """What takes things away comes last; `/api/sessions/end` takes sessions away, too."""
    return 0 if "session_id" in door.path else 1 + (door.method == "DELETE")


def addresses(door, things, person):
    """(team or None, address) of a route: with the things of each team in its path."""
    words = re.findall(r"<(?:\w+:)?(\w+)>", door.path)
    teams = TEAMS if any((word, "north") in things for word in words) else (None,)
    for team in teams:
        address = door.path
        for word in words:
            thing = things.get((word, team)) or FIXED.get(word) or NOBODYS
            address = re.sub(rf"<(?:\w+:)?{word}>", thing, address)
        yield team, address


def expected(door, role, team):
    """`in`, 401, 403, or 404: what is somebody else's is not there."""
    if door.right not in OPEN and role is None:
        return 401
    if door.right not in OPEN and door.right not in RIGHTS[role]:
        return 403
    if team is None or role is None or door.reach is Reach.SITE:
        return "in"
    everybodys = role is PersonRole.ADMIN and door.reach is not Reach.ALONE
    return "in" if everybodys or team == "north" else 404


def outcome(answer, things, team):
    """How it was answered. 404 says that the thing itself is not there: its id is named."""
    if answer.request.method == "HEAD":  # has no words
        return answer.status_code if answer.status_code in (401, 403, 404) else "in"
    if answer.status_code in (401, 403) and answer.json["code"] in REFUSED:
        return answer.status_code
    named = [name for (_, of), name in things.items() if of == team]
    message = answer.json["message"] if answer.status_code == 404 and answer.is_json else ""
    return 404 if any(f"{name!r}" in message for name in named) else "in"


def test_every_route_answers_as_the_table_says(app, store, people, things, role):
    login = WHO.get(role)
    asker = Asker(app, store, people[login] if login else None)
    wrong = []
    for door in sorted(routes(app), key=turn):
        if door.path == "/api/sign-in/sso":
            continue
        for team, address in addresses(door, things, people):
            answer = asker.ask(door, address)
            if answer.status_code >= 500:
                wrong.append((door.method, address, answer.status_code, answer.text))
            want, got = expected(door, role, team), outcome(answer, things, team)
            if want != got:
                wrong.append((door.method, address, f"{want}, not {got}", answer.text[:200]))
    assert not wrong, "\n".join(map(str, wrong))


def test_every_event_answers_as_the_table_says(made, store, people, things, role):
    app, socketio = made
    asker = Asker(app, store, people[WHO[role]] if role else None)
    wrong = []
    for door in events(socketio):
        asker.come()
        namespace, client = door.method, asker.browser.client
        socket = socketio.test_client(app, namespace=namespace, flask_test_client=client)
        came = socket.is_connected(namespace)
        if door.path != "connect" and came:
            told = socket.emit(door.path, {"id": NOBODYS}, namespace=namespace, callback=True)
            refused = isinstance(told, dict) and told.get("code") in ("forbidden", "not_signed_in")
            came = not refused
        may = door.right in OPEN or (role is not None and door.open_to(role))
        if may != came:
            wrong.append((namespace, door.path, f"may: {may}, came: {came}"))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("team", TEAMS)
def test_events_about_a_call_keep_to_the_teams(made, store, people, things, role, team):
    app, socketio = made
    if role not in (PersonRole.ADMIN, PersonRole.SUPERVISOR):
        return  # refused as a whole
    asker = Asker(app, store, people[WHO[role]])
    asker.come()
    seen = role is PersonRole.ADMIN or team == "north"
    call_id = things["call_id", team]
    socket = socketio.test_client(app, flask_test_client=asker.browser.client)
    socket.emit("live.watch", {"id": call_id})
    wait(socket, "live.snapshot" if seen else "live.gone", lambda body: body["id"] == call_id)
    listening = socketio.test_client(
        app, namespace="/listen", flask_test_client=asker.browser.client
    )
    told = listening.emit("start", {"id": call_id}, namespace="/listen", callback=True)
    assert told["ok"] is seen, told


def test_every_route_and_every_event_stands_in_the_table(made):
    app, socketio = made
    assert {door.path for door in routes(app)} == {rule.rule for rule in app.url_map.iter_rules()}
    registered = {
        (namespace, event)
        for namespace, handlers in socketio.server.handlers.items()
        for event in handlers
        if event != "disconnect"
    }
    assert {(door.method, door.path) for door in events(socketio)} == registered
    assert not socketio.server.namespace_handlers
    nobodys = [door for door in [*routes(app), *events(socketio)] if door.right is None]
    assert nobodys == [], "say what is needed: rights.needs"


def test_whatever_a_path_names_has_an_owner(app):
    words = {word for rule in app.url_map.iter_rules() for word in rule.arguments}
    assert words <= OF.keys(), "say in rights_table.OF whose things these are"


def test_every_scoped_change_was_asked_with_a_body(app, things):
    scoped = {word for word, _ in things}
    asked = {door.path for door in routes(app) if door.method in ("POST", "PUT")}
    paths = {path for path in asked if set(re.findall(r"<(\w+)>", path)) & scoped}
    without = {"/again", "/read", "/reset", "/drop", "<person_id>"}  # they carry none, or admins'
    assert {path for path in paths - BODIES.keys() if not path.endswith(tuple(without))} == set()
