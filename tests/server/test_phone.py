import json
import time

import pytest

from tests.notify.receivers import Web, free_port
from tests.scripted_desk import CALL
from voicemon.notify.signing import is_genuine
from voicemon.server.app import create_app
from voicemon.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(
        data_dir=tmp_path / "data", max_upload_mb=1, notify_private_networks="127.0.0.0/8"
    )


@pytest.fixture
def made(settings, store, jobs, page, desk):
    return create_app(settings, store, jobs, page_folder=page, desk=desk)


def add_pbx(client, address, **more):
    body = {"name": "pbx", "kind": "pbx", "address": address, **more}
    return client.post("/api/notices/targets", json=body).json


def join(client, action="whisper", extension="201", call=CALL):
    body = {"action": action, "extension": extension}
    return client.post(f"/api/live/{call}/phone", json=body)


@pytest.mark.parametrize("action", ["listen", "whisper", "barge"])
def test_the_telephone_system_is_asked_signed_and_it_is_audited(client, store, action):
    with Web((200, {}, b"")) as pbx:
        secret = add_pbx(client, pbx.url)["secret"]
        answer = join(client, action)
    assert answer.json == {"action": action, "extension": "201", "target": "pbx"}
    (got,) = pbx.got
    assert is_genuine(secret, got.headers["X-Voicemon-Signature"], got.body, time.time())
    asked = json.loads(got.body)
    assert asked["event"] == f"phone.{action}"
    assert asked["call"]["name"] == f"name of {CALL}"
    assert (asked["call"]["id"], asked["call"]["agent_id"]) == (CALL, "dana.w")
    assert "143" not in json.dumps(asked["call"])  # the customer is nobody's business there
    assert asked["supervisor"]["extension"] == "201"
    (entry,) = [each for each in store.audit.entries() if each.action == f"phone.{action}"]
    assert (entry.subject, entry.details["extension"]) == (CALL, "201")


def test_what_the_telephone_system_says_reaches_the_supervisor(client):
    said = (409, {"Content-Type": "application/json"}, b'{"message": "the call is over"}')
    with Web(said) as pbx:
        add_pbx(client, pbx.url)
        answer = join(client)
    assert answer.status_code == 502
    assert answer.json["message"].endswith("the call is over")


def test_a_telephone_system_that_is_dead_is_told_at_once(client):
    add_pbx(client, f"http://127.0.0.1:{free_port()}/")
    answer = join(client)
    assert answer.status_code == 502
    assert "cannot be reached" in answer.json["message"]


@pytest.mark.parametrize("extension", ["1", "+15550100", "201\n", "201,202", "", "9" * 99])
def test_only_extensions_of_the_site_are_rung(client, extension):
    with Web() as pbx:
        add_pbx(client, pbx.url)
        assert join(client, extension=extension).status_code == 400
    assert pbx.got == []


def test_without_a_telephone_system_it_says_how_to_set_one_up(client):
    answer = join(client)
    assert answer.status_code == 404
    assert "kind pbx" in answer.json["fix"]


def test_a_telephone_system_of_another_team_or_queue_is_not_asked(client):
    with Web() as pbx:
        add_pbx(client, pbx.url, teams=["south"])
        add_pbx(client, pbx.url, name="sales", queues=["sales"])
        assert join(client).status_code == 404
        add_pbx(client, pbx.url, name="billing", queues=["billing"])
        assert join(client).json["target"] == "billing"
    assert len(pbx.got) == 1


def test_the_page_learns_whether_calls_can_be_joined(client):
    assert client.get("/api/live/phone").json == {"available": False, "extensions": "[0-9]{2,6}"}
    add_pbx(client, "https://pbx.example.org/")
    assert client.get("/api/live/phone").json["available"] is True


def test_a_site_where_nobody_listens_in_has_no_door_by_telephone(settings, store, jobs, page, desk):
    closed = settings.model_copy(update={"listen_in": False})
    client = create_app(closed, store, jobs, page_folder=page, desk=desk)[0].test_client()
    with Web() as pbx:
        add_pbx(client, pbx.url)
        assert client.get("/api/live/phone").json["available"] is False
        assert join(client).status_code == 403
    assert pbx.got == []


def test_a_call_that_does_not_run_cannot_be_joined(client):
    assert join(client, call="none").status_code == 404


def test_a_telephone_system_gets_no_flags_but_can_be_tested(client):
    with Web() as pbx:
        target = add_pbx(client, pbx.url)["target"]
        assert client.post(f"/api/notices/targets/{target['id']}/test").json["arrived"]


def test_who_hangs_up_says_so_and_nothing_happens_to_who_never_joined(client, store):
    with Web() as pbx:
        add_pbx(client, pbx.url)
        join(client)
        for _ in range(2):
            assert client.delete(f"/api/live/{CALL}/phone").status_code == 204
    actions = [each.action for each in store.audit.entries()]
    assert (actions.count("phone.whisper"), actions.count("phone.leave")) == (1, 1)
    assert client.delete("/api/live/none/phone").status_code == 404
