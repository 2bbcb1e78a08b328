"""A site behind a proxy that ends TLS: its name, its origin, its cookies, who asks."""

import pytest

from tests.server.people.conftest import PASSWORD, Browser
from voicemon.errors import SettingsError
from voicemon.server.app import create_app
from voicemon.server.listen import bind, check_host
from voicemon.server.people.visitors import CSRF_HEADER
from voicemon.settings import Settings

SITE = "https://calls.example.org"
HOST = {"Host": "calls.example.org"}
OWN = {**HOST, "Origin": SITE}


@pytest.fixture
def settings(settings):
    return settings.model_copy(update={"public_url": SITE, "page_proxies": "127.0.0.1/32"})


def sign_in(browser, **headers):
    body = {"login": "ada", "password": PASSWORD}
    return browser.client.post("/api/sign-in", json=body, headers=headers)


def test_the_public_name_and_this_machines_are_answered_and_no_other(browser):
    for host in ("calls.example.org", "CALLS.example.org", "127.0.0.1:8321"):
        assert browser.get("/api/me", Host=host).status_code == 200
    for host in ("evil.com", "calls.example.org.evil.com", "calls.example.org:444"):
        answer = browser.get("/api/me", Host=host)
        assert answer.status_code == 403
        assert answer.json["fix"] == f"open it as {SITE}"


def test_the_own_origin_may_change_things_and_no_other(browser, people):
    assert sign_in(browser, **OWN).status_code == 200
    assert sign_in(browser, Host="127.0.0.1:8321", Origin=SITE).status_code == 200  # proxy's Host
    for origin in ("http://calls.example.org", "https://evil.com", "https://calls.example.org:444"):
        assert sign_in(browser, **HOST, Origin=origin).status_code == 403


def test_the_cookie_goes_over_tls_alone(browser, people):
    cookie = sign_in(browser, **OWN).headers["Set-Cookie"]
    assert cookie.startswith("voicemon_session=")
    assert "Secure" in cookie


def test_on_this_machine_each_port_has_a_cookie_of_its_own(browser, people):
    here = {"Host": "127.0.0.1:8321", "Origin": "http://127.0.0.1:8321"}
    cookie = sign_in(browser, **here).headers["Set-Cookie"]
    assert cookie.startswith("voicemon_session_8321=")
    assert "Secure" not in cookie


def test_links_lead_to_the_public_name(browser, people):
    answer = sign_in(browser, **OWN)
    headers = {**OWN, CSRF_HEADER: answer.json["csrf"]}
    path = f"/api/people/{people['nora'].id}/reset"
    made = browser.client.post(path, json={}, headers=headers, base_url=SITE)
    assert made.json["link"].startswith(f"{SITE}/#/reset?token=")


def test_sessions_show_who_asked_through_the_proxy(app, people, store, settings):
    browser = Browser(app)
    assert sign_in(browser, **OWN, **{"X-Forwarded-For": "203.0.113.9, 10.0.0.2"}).status_code
    (session,) = store.sessions.of(app.extensions["voicemon visitors"].limits, _now())
    assert session.address == "10.0.0.2"  # 10.0.0.2 is no proxy of ours: what it says counts not


def test_without_proxies_nothing_is_believed(store, jobs, page, tmp_path, people):
    settings = Settings(data_dir=tmp_path / "data", sign_in=True)
    app, _ = create_app(settings, store, jobs, page_folder=page)
    assert sign_in(Browser(app), **{"X-Forwarded-For": "203.0.113.9"}).status_code == 200
    (session,) = store.sessions.of(app.extensions["voicemon visitors"].limits, _now())
    assert session.address == "127.0.0.1"


@pytest.mark.parametrize(
    ("sign_in", "public_url"),
    [(False, ""), (True, ""), (False, SITE), (True, "http://calls.example.org")],
)
def test_other_machines_are_let_in_only_to_sign_in_over_tls(sign_in, public_url):
    settings = Settings(sign_in=sign_in, public_url=public_url)
    check_host("127.0.0.1", settings)
    with pytest.raises(SettingsError, match="this machine only"):
        check_host("0.0.0.0", settings)


def test_behind_tls_any_address_may_be_bound(app):
    bind(app, "0.0.0.0", 0).stop()


def _now():
    from datetime import UTC, datetime

    return datetime.now(UTC)
