"""How people come in and go."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.server.people.conftest import PASSWORD, Browser, code_of
from voicemon.server.people.visitors import COOKIE, CSRF_HEADER
from voicemon.store.people_records import AuditQuery, NewPerson, PersonRole, TicketKind

HOUR = timedelta(hours=1)
NEW = "eleven green kettles hum"


def now():
    return datetime.now(UTC)


def written(store, action):
    return [each.details for each in store.audit.entries(AuditQuery(action=action))]


# Nobody yet


def test_a_stranger_learns_how_to_come_in_and_nothing_else(browser, people):
    me = browser.get("/api/me").json
    assert (me["person"], me["rights"], me["csrf"], me["sign_in"]) == (None, [], "", True)
    for path in ("/api/site", "/api/calls", "/api/live", "/api/people", "/api/docs/openapi.json"):
        answer = browser.get(path)
        assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")


def test_the_page_itself_and_its_health_need_nobody(browser, people, settings):
    assert browser.get("/").status_code == 200
    assert browser.get("/api/health").json["database"] == "ok"
    (settings.audio_dir).rmdir()
    told = browser.get("/api/health")
    assert (told.status_code, told.json["audio"]) == (503, "failing")


def test_the_first_admin_is_made_with_the_printed_token(browser, store):
    assert browser.get("/api/me").json["setup"]
    token = store.tickets.issue(TicketKind.SETUP, HOUR, now())
    body = {"token": token, "login": "Ada", "name": "Ada Root", "password": PASSWORD}
    assert browser.post("/api/setup", body | {"token": "vmo_a_b"}).status_code == 404
    weak = browser.post("/api/setup", body | {"password": "password1234"})
    assert (weak.status_code, weak.json["code"]) == (400, "password")
    answer = browser.post("/api/setup", body)
    assert answer.status_code == 201
    me = browser.get("/api/me").json
    assert (me["person"]["role"], me["login"], me["how"], me["setup"]) == (
        "admin", "ada", "setup", False,
    )  # fmt: skip
    assert browser.post("/api/setup", body).status_code == 409
    assert browser.get("/api/people").status_code == 200


# Passwords


def test_a_person_signs_in_and_out(browser, people, store):
    answer = browser.sign_in(" Nora ")
    assert answer.status_code == 200
    assert answer.json["person"]["teams"] == ["north"]
    assert "see running calls" in answer.json["rights"]
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Strict", "Path=/"))
    assert browser.get("/api/calls").status_code == 200
    kept = browser.cookie
    assert browser.post("/api/sign-out").status_code == 204
    assert browser.get("/api/calls").status_code == 401
    browser.client.set_cookie(COOKIE, kept)
    assert browser.get("/api/calls").status_code == 401
    assert written(store, "session.begin") == [{"how": "password"}]


@pytest.mark.parametrize("login", ["nora", "nobody", "gone"])
def test_a_wrong_password_and_a_wrong_login_look_the_same(browser, people, store, login):
    gone = store.people.add(NewPerson("gone", "Gone", PersonRole.QA))
    store.people.change(gone.id, NewPerson("gone", "Gone", PersonRole.QA), disabled=True)
    answer = browser.sign_in(login, "wrong" if login == "nora" else PASSWORD)
    assert (answer.status_code, answer.json["code"]) == (401, "wrong")
    assert answer.json["message"] == "the login or the password is wrong"
    assert browser.cookie is None
    assert written(store, "session.refused") == [{"why": "wrong"}]


def test_who_has_no_password_cannot_sign_in_with_an_empty_one(browser, store):
    store.people.add(NewPerson("x", "X", PersonRole.ADMIN))
    assert browser.sign_in("x", " ").status_code == 401


def test_failures_slow_an_account_down_and_success_forgets_them(browser, people):
    for _ in range(4):
        assert browser.sign_in("nora", "wrong").status_code == 401
    assert browser.sign_in("nora").status_code == 200
    for _ in range(5):
        assert browser.sign_in("nora", "wrong").status_code == 401
    answer = browser.sign_in("nora")
    assert (answer.status_code, answer.json["code"]) == (429, "throttled")
    assert int(answer.headers["Retry-After"]) >= 1
    assert browser.sign_in("sam").status_code == 200


def test_failures_slow_an_address_down_whatever_the_account(browser, people):
    for number in range(30):
        browser.sign_in(f"guess-{number}", "wrong")
    assert browser.sign_in("nora").status_code == 429


def test_an_outdated_hash_is_renewed(browser, people, store):
    from argon2 import PasswordHasher

    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    store.credentials.set_password_hash(people["nora"].id, cheap)
    assert browser.sign_in("nora").status_code == 200
    assert store.credentials.password_hash(people["nora"].id) != cheap
    assert browser.sign_in("nora").status_code == 200


def test_the_own_password_changes_and_other_browsers_are_out(signed_in, store, people):
    here, there = signed_in("nora"), signed_in("nora")
    assert here.post("/api/me/password", {"old": "wrong", "new": NEW}).json["code"] == "wrong"
    for bad in ("short", "NoraNorth2026", "qwertyuiop123"):
        answer = here.post("/api/me/password", {"old": PASSWORD, "new": bad})
        assert (answer.status_code, answer.json["code"]) == (400, "password")
    assert here.post("/api/me/password", {"old": PASSWORD, "new": NEW}).status_code == 204
    assert here.get("/api/calls").status_code == 200
    assert there.get("/api/calls").status_code == 401
    assert there.sign_in("nora").status_code == 401
    assert there.sign_in("nora", NEW).status_code == 200


def test_a_reset_link_sets_a_password_once(ada, app, people, store):
    made = ada.post(f"/api/people/{people['nora'].id}/reset").json
    assert made["link"].startswith("http://localhost/#/reset?token=vmo_")
    token = made["link"].partition("token=")[2]
    stranger = Browser(app)
    assert stranger.post("/api/reset/look", {"token": token}).json == {
        "login": "nora", "name": "Nora North",
    }  # fmt: skip
    body = {"token": token, "password": NEW}
    assert stranger.post("/api/reset", body | {"password": "nora nora nora"}).status_code == 400
    assert stranger.post("/api/reset", body).status_code == 204
    assert stranger.post("/api/reset", body).status_code == 404
    assert stranger.get("/api/calls").status_code == 401
    assert stranger.sign_in("nora", NEW).status_code == 200
    assert len(written(store, "password.reset")) == 1


def test_a_reset_link_of_somebody_disabled_is_worth_nothing(ada, app, people):
    made = ada.post(f"/api/people/{people['nora'].id}/reset").json
    body = {"login": "nora", "name": "N", "role": "qa", "disabled": True}
    assert ada.put(f"/api/people/{people['nora'].id}", body).status_code == 200
    token = made["link"].partition("token=")[2]
    assert Browser(app).post("/api/reset", {"token": token, "password": NEW}).status_code == 404


def test_a_sign_in_link_counts_once(browser, app, people, store):
    token = store.tickets.issue(TicketKind.SIGN_IN, HOUR, now(), people["nora"].id)
    assert browser.post("/api/sign-in/link", {"token": token}).json["how"] == "link"
    assert Browser(app).post("/api/sign-in/link", {"token": token}).status_code == 404


def test_a_new_sign_in_ends_the_session_before(signed_in, people, store):
    opened = signed_in("nora")
    before = opened.cookie
    assert opened.sign_in("sam").status_code == 200
    assert store.sessions.get(before.split("_")[1]) is None


# Second factor


def set_up(opened, password=PASSWORD):
    offer = opened.post("/api/me/second-factor", {"password": password}).json
    answer = opened.put("/api/me/second-factor", {"code": code_of(offer["secret"])})
    return offer, answer


def test_a_second_factor_is_set_up_and_asked_for(signed_in, app, store, monkeypatch):
    opened = signed_in("nora")
    assert opened.post("/api/me/second-factor", {"password": "wrong"}).status_code == 401
    offer, answer = set_up(opened)
    assert offer["uri"].startswith("otpauth://totp/voicemon:nora?secret=")
    assert offer["svg"].startswith("<svg")
    codes = answer.json["codes"]
    assert len(set(codes)) == 10
    assert opened.get("/api/me").json["second_factor"]
    other = Browser(app)
    assert other.sign_in("nora").json["code"] == "second_factor"
    assert other.cookie is None
    used = other.sign_in("nora", code=code_of(offer["secret"]))
    assert (used.status_code, used.json["code"]) == (401, "wrong_code")  # it confirmed the set-up
    first = other.sign_in("nora", code=codes[0].upper())
    assert first.status_code == 200
    assert first.json["recovery_codes"] == 9
    assert Browser(app).sign_in("nora", code=codes[0]).json["code"] == "wrong_code"


def test_the_next_code_of_the_app_counts_once(signed_in, app, store, people):
    offer, _ = set_up(signed_in("nora"))
    with store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE people SET totp_step = 0")
    code = code_of(offer["secret"])
    spaced = f"{code[:3]} {code[3:]}"
    assert Browser(app).sign_in("nora", code=spaced).status_code == 200
    assert Browser(app).sign_in("nora", code=code).json["code"] == "wrong_code"


def test_the_secret_is_sealed_in_the_database(signed_in, store, people):
    offer, _ = set_up(signed_in("nora"))
    sealed = store.credentials.second_factor(people["nora"].id).sealed
    assert offer["secret"].encode() not in sealed


def test_a_wrong_first_code_sets_nothing_up(signed_in):
    opened = signed_in("nora")
    opened.post("/api/me/second-factor", {"password": PASSWORD})
    assert opened.put("/api/me/second-factor", {"code": "000000"}).status_code == 400
    assert not opened.get("/api/me").json["second_factor"]


def test_guessing_codes_is_slowed_down(signed_in, app):
    set_up(signed_in("nora"))
    guesser = Browser(app)
    said = [guesser.sign_in("nora", code="123456").status_code for _ in range(8)]
    assert said[-1] == 429


def test_a_second_factor_is_dropped_by_its_owner_or_an_admin(signed_in, ada, people):
    opened = signed_in("nora")
    set_up(opened)
    assert opened.post("/api/me/second-factor/drop", {"password": "wrong"}).status_code == 401
    assert opened.post("/api/me/second-factor/drop", {"password": PASSWORD}).status_code == 204
    set_up(opened)
    path = f"/api/people/{people['nora'].id}/second-factor/drop"
    assert ada.post(path).status_code == 204
    assert not opened.get("/api/me").json["second_factor"]


class TestWhereItIsRequired:
    """The setting `second_factor_roles`."""

    @pytest.fixture
    def settings(self, settings):
        return settings.model_copy(update={"second_factor_roles": "admin, supervisor"})

    def test_nothing_else_is_open_before_it_is_set_up(self, signed_in):
        opened = signed_in("nora")
        assert opened.get("/api/me").json["second_factor_due"]
        refused = opened.get("/api/calls")
        assert (refused.status_code, refused.json["code"]) == (403, "second_factor_due")
        set_up(opened)
        assert not opened.get("/api/me").json["second_factor_due"]
        assert opened.get("/api/calls").status_code == 200
        drop = opened.post("/api/me/second-factor/drop", {"password": PASSWORD})
        assert drop.status_code == 409

    def test_other_roles_need_none(self, signed_in):
        assert signed_in("quinn").get("/api/calls").status_code == 200


# Changes from elsewhere


@pytest.mark.parametrize("token", ["", "0" * 64])
def test_a_change_needs_its_sessions_token(signed_in, store, token):
    opened = signed_in("ada")
    opened.csrf = token
    answer = opened.post("/api/teams", {"name": "east"})
    assert (answer.status_code, answer.json["code"]) == (403, "csrf")
    assert store.teams.all() == [] or "east" not in {team.name for team in store.teams.all()}


def test_the_token_of_one_session_is_none_of_another(signed_in):
    first, second = signed_in("ada"), signed_in("ada")
    first.csrf = second.csrf
    assert first.post("/api/teams", {"name": "east"}).status_code == 403


def test_a_foreign_origin_cannot_even_sign_somebody_in(browser, people):
    answer = browser.post(
        "/api/sign-in", {"login": "ada", "password": PASSWORD}, Origin="https://evil.com"
    )
    assert answer.status_code == 403
    assert browser.cookie is None


def test_a_change_with_a_bearer_token_needs_no_csrf_token(signed_in, app):
    text = signed_in("ada").post(
        "/api/tokens", {"name": "x", "scopes": ["manage people"]}
    ).json["text"]  # fmt: skip
    answer = app.test_client().post(
        "/api/teams", json={"name": "east"}, headers={"Authorization": f"Bearer {text}"}
    )
    assert answer.status_code == 201


def test_a_session_that_was_idle_is_over(signed_in, store):
    opened = signed_in("ada")
    with store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sessions SET seen_at = '2020-01-01 00:00:00'")
    assert opened.get("/api/calls").status_code == 401


def test_cookies_of_other_software_trouble_nobody(browser, people):
    browser.client.set_cookie("remember_token", "1|x")
    browser.client.set_cookie("voicemon_sso", "nonsense")
    browser.client.set_cookie(COOKIE, "vms_zz_\u00e9")
    assert browser.get("/api/me").status_code == 200
    assert browser.get("/api/calls").status_code == 401


def test_where_nobody_signs_in_there_is_no_signing_in(store, jobs, page, tmp_path):
    from voicemon.server.app import create_app
    from voicemon.settings import Settings

    settings = Settings(data_dir=tmp_path / "data", sign_in=False)
    opened = Browser(create_app(settings, store, jobs, page_folder=page)[0])
    me = opened.get("/api/me").json
    assert (me["person"]["id"], me["how"], me["csrf"]) == ("local", "local", "")
    assert opened.sign_in("ada").status_code == 409
    assert opened.get("/api/calls", **{CSRF_HEADER: ""}).status_code == 200
