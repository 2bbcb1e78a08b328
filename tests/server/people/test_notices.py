"""Who may set up notices, and who may join which call by telephone."""

import json

import pytest

from tests.notify.receivers import Web
from voicemon.settings import Settings

TARGET = {"name": "pbx", "kind": "pbx", "address": "https://pbx.example.org/"}
WISH = {"action": "whisper", "extension": "201"}
ROUTES = (
    ("GET", "/targets"),
    ("POST", "/targets"),
    ("PUT", "/targets/x"),
    ("DELETE", "/targets/x"),
    ("POST", "/targets/x/test"),
    ("POST", "/targets/x/secret"),
    ("GET", "/deliveries"),
    ("POST", "/deliveries/resend"),
    ("POST", "/deliveries/x/resend"),
    ("DELETE", "/deliveries/x"),
)


@pytest.fixture
def settings(tmp_path):
    return Settings(
        data_dir=tmp_path / "data",
        max_upload_mb=1,
        sign_in=True,
        notify_private_networks="127.0.0.0/8",
    )


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_only_an_admin_sets_up_notices(signed_in, browser, method, path):
    for login in ("nora", "quinn", "dana"):
        assert signed_in(login).send(method, f"/api/notices{path}", {}).status_code == 403
    assert browser.send(method, f"/api/notices{path}", {}).status_code == 401
    assert signed_in("ada").send(method, f"/api/notices{path}", {}).status_code in (200, 400, 404)


def test_a_change_needs_the_pages_token(ada):
    ada.csrf = "forged"
    assert ada.post("/api/notices/targets", TARGET).status_code == 403


@pytest.fixture
def calls_of(desk):
    for team in ("north", "south"):
        desk.start(f"call-{team}", agent_id="dana.w", team=team)


def test_a_supervisor_joins_the_own_teams_calls_only(signed_in, ada, calls_of, store):
    nora = signed_in("nora")
    with Web() as pbx:
        ada.post("/api/notices/targets", {**TARGET, "address": pbx.url})
        assert nora.get("/api/live/phone").json["available"] is True
        assert nora.post("/api/live/call-north/phone", WISH).status_code == 200
        foreign = nora.post("/api/live/call-south/phone", WISH)
        missing = nora.post("/api/live/call-nowhere/phone", WISH)
    assert (foreign.status_code, missing.status_code) == (404, 404)
    (got,) = pbx.got
    assert json.loads(got.body)["supervisor"]["name"] == "Nora North"
    (entry,) = [each for each in store.audit.entries() if each.action == "phone.whisper"]
    told = json.loads(got.body)["supervisor"]
    assert (entry.subject, entry.person_id) == ("call-north", told["id"])


def test_whoever_may_not_listen_in_may_not_join_by_telephone(signed_in, calls_of, browser):
    for login in ("quinn", "dana"):
        assert signed_in(login).post("/api/live/call-north/phone", WISH).status_code == 403
        assert signed_in(login).get("/api/live/phone").status_code == 403
    assert browser.post("/api/live/call-north/phone", WISH).status_code == 401
