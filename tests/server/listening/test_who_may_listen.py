"""Who may listen to which call, and what ends it."""

import json
import urllib.request

import pytest

from tests.runtime.live.fakes import until
from tests.server.listening.ear import SPACE, Refused, placed
from voicemon.errors import StoreBusy
from voicemon.runtime.live.tap import MOST_LISTENERS
from voicemon.server import listen_in
from voicemon.server.people import passwords
from voicemon.store.people_records import NewPerson, PersonRole

PASSWORD = "seven quiet otters sing"


def signed_in(url, login):
    """The cookie of somebody's browser."""
    body = json.dumps({"login": login, "password": PASSWORD}).encode()
    asked = urllib.request.Request(f"{url}api/sign-in", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return answer.headers["Set-Cookie"].partition(";")[0]


@pytest.mark.parametrize("ask", [None, {}, {"id": 5}, {"id": ""}, {"id": "x" * 300}, "c1", []])
def test_what_is_not_understood_is_refused(place, ask):
    answer = place.ear().ask("start", ask)
    assert (answer["ok"], answer["code"]) == (False, "input")


def test_a_call_that_does_not_run_is_refused_with_a_reason(place):
    answer = place.ear().start("none")
    assert (answer["ok"], answer["code"]) == (False, "not_found")
    assert answer["fix"]


def test_only_so_many_listen_to_one_call(place):
    for _ in range(MOST_LISTENERS):
        assert place.ear().start()["ok"]
    assert place.ear().start()["code"] == "conflict"


def test_a_site_can_forbid_it(tmp_path, page):
    with placed(tmp_path, page, listen_in=False) as place:
        assert "listen_in" in place.ear().start()["fix"]


def test_a_site_can_hide_it_from_agents(tmp_path, page):
    with placed(tmp_path, page, listen_in_shown=False) as place:
        assert place.ear().start()["shown"] is False
        place.office.desk.moved(place.office.desk._running("c1"))
        assert place.office.desk.snapshot("c1").status.listeners == 0
        assert place.audit()[0].details == {"shown": False}


def test_the_running_call_says_that_somebody_listens(place):
    ear = place.ear()
    ear.start()
    until(lambda: place.office.desk.snapshot("c1").status.listeners == 1)
    ear.leave()
    until(lambda: place.office.desk.snapshot("c1").status.listeners == 0)


def test_another_teams_call_is_as_if_it_were_not_there(place, visitor):
    visitor(PersonRole.SUPERVISOR, "north")
    place.open("c2", team="south")
    place.open("c3", team="north")
    ear = place.ear()
    assert ear.start("c2")["code"] == "not_found"
    assert ear.start("c2")["message"] == ear.start("c1")["message"].replace("c1", "c2")
    assert ear.start("c3")["ok"]


def test_a_call_that_goes_to_another_team_is_heard_no_more(place, visitor):
    visitor(PersonRole.SUPERVISOR, "north")
    line = place.open("c2", team="north")
    ear = place.ear()
    ear.start("c2")
    line.update({"team": "south"})
    until(lambda: ear.ended)
    assert ear.ended == "forbidden"
    assert ear.told[-1].forget


@pytest.mark.parametrize("role", [PersonRole.AGENT, PersonRole.QA])
def test_only_supervisors_and_admins_listen_in(place, visitor, role):
    visitor(role, "")
    with pytest.raises(Refused):
        place.ear()


def test_whose_session_is_revoked_is_put_out(tmp_path, page):
    with placed(tmp_path, page, sign_in=True) as place:
        store = place.office.store
        nora = store.people.add(NewPerson("nora", "Nora", PersonRole.SUPERVISOR, frozenset({""})))
        store.credentials.set_password_hash(nora.id, passwords.hashed(PASSWORD))
        with pytest.raises(Refused):
            place.ear()
        ear = place.ear(signed_in(place.url, "nora"))
        assert ear.start()["ok"]
        store.sessions.end_all(nora.id)
        until(lambda: ear.ended == "put out")
        until(lambda: place.listens._those() == [])
        place.hum(place.line, 0.1, 2.0)
        assert ear.told == []
        assert {entry.person_id for entry in place.audit()} == {nora.id}


def test_without_an_entry_in_the_audit_log_nobody_listens(place, monkeypatch):
    def busy(*_):
        raise StoreBusy("the store is busy", "try again")

    monkeypatch.setattr(place.listens._audit, "add", busy)
    assert place.ear().start()["code"] == "store_busy"
    assert place.office.desk.tap("c1")._listeners == {}


def test_the_end_of_the_service_ends_it(place):
    ear = place.ear()
    ear.start()
    listen_in.stop(place.app)
    assert place.listens._those() == []
    assert place.audit()[-1].details["reason"] == "shutdown"


def test_a_service_without_live_calls_says_so(made):
    app, server = made
    client = server.test_client(app, namespace=SPACE)
    answer = client.emit("start", {"id": "c1"}, namespace=SPACE, callback=True)
    assert "takes no live calls" in answer["message"]
