"""Single sign-on against a provider that really answers."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.server.people.conftest import Browser
from tests.server.people.provider import CLIENT, SECRET, serving
from voicemon.errors import SettingsError
from voicemon.server.app import create_app
from voicemon.server.people.sso import roles_of
from voicemon.settings import Settings
from voicemon.store.people_records import PersonRole

ROLES = {
    "oidc_role_claim": "realm_access.roles",
    "oidc_roles": "vm-admins=admin, vm-leads=supervisor, vm-agents=agent",
    "oidc_team_claim": "groups",
    "oidc_agent_claim": "phone_id",
}


@pytest.fixture(scope="module")
def server():
    with serving() as made:
        yield made


@pytest.fixture
def provider(server):
    server.__init__(server.url)
    return server


@pytest.fixture
def chosen():
    return {}


@pytest.fixture
def settings(tmp_path, server, chosen):
    return Settings(
        data_dir=tmp_path / "data",
        sign_in=True,
        oidc_issuer=server.url,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="Example ID",
        **chosen,
    )


def go(browser, ask="/api/sign-in/sso"):
    """As a browser does; the address of the page in the end."""
    there = browser.get(ask)
    assert there.status_code == 302
    if there.headers["Location"].startswith("/"):
        return there.headers["Location"]
    back = requests.get(there.headers["Location"], allow_redirects=False, timeout=10)
    address = urlsplit(back.headers["Location"])
    assert address.path == "/api/sign-in/sso/back"
    answer = browser.get(f"{address.path}?{address.query}")
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_the_page_knows_what_its_button_says(browser, people):
    assert browser.get("/api/me").json["sso"] == "Example ID"


def test_somebody_who_was_added_before_comes_in(browser, provider, people, store):
    assert go(browser, "/api/sign-in/sso?next=%23%2Fcall%2F7") == "/#/call/7"
    me = browser.get("/api/me").json
    assert (me["person"]["id"], me["how"]) == (people["nora"].id, "sso")
    assert browser.post("/api/teams", {"name": "x"}).status_code == 403  # the token counts
    assert store.people.by_subject(provider.url, "42").id == people["nora"].id
    provider.claims |= {"email": "renamed", "email_verified": False}
    again = Browser(browser.app)
    assert go(again) == "/#/"
    assert again.get("/api/me").json["login"] == "nora"


def test_the_authorization_request_is_bound_to_the_browser(browser, provider, people):
    asked = parse_qs(urlsplit(browser.get("/api/sign-in/sso").headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://localhost/api/sign-in/sso/back"]
    assert asked["state"] != asked["nonce"]
    stranger = Browser(browser.app)
    answer = stranger.get(f"/api/sign-in/sso/back?code=x&state={asked['state'][0]}")
    assert answer.headers["Location"] == "/#/sign-in?problem=sso_failed"


def test_nobody_comes_in_who_is_not_known_here(browser, provider, people):
    provider.claims |= {"email": "eve@example.org", "sub": "66"}
    assert go(browser) == "/#/sign-in?problem=sso_refused"
    assert browser.get("/api/me").json["person"] is None


def test_an_address_that_is_not_verified_is_nobodys(browser, provider, people):
    provider.claims |= {"email_verified": False}
    assert go(browser) == "/#/sign-in?problem=sso_refused"


def test_a_subject_stays_with_its_person(browser, provider, people, store):
    store.people.link(people["nora"].id, provider.url, "41")
    assert go(browser) == "/#/sign-in?problem=sso_refused"  # somebody else has her address now
    ada = Browser(browser.app)
    ada.sign_in("ada")
    drop = f"/api/people/{people['nora'].id}/single-sign-on/drop"
    assert ada.post(drop).status_code == 204
    assert go(browser) == "/#/"
    assert store.people.by_subject(provider.url, "42").id == people["nora"].id


def test_who_is_disabled_stays_out(browser, provider, people, store):
    from voicemon.store.people_records import NewPerson

    said = NewPerson("nora", "Nora", PersonRole.SUPERVISOR)
    store.people.change(people["nora"].id, said, disabled=True)
    assert go(browser) == "/#/sign-in?problem=sso_refused"


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "somebody else"},
        {"iss": "http://127.0.0.1:1"},
        {"nonce": "another"},
        {"exp": 1},
    ],
)
def test_an_id_token_that_is_not_for_us_is_refused(browser, provider, people, wrong):
    provider.wrong = wrong
    assert go(browser) == "/#/sign-in?problem=sso_failed"


def test_userinfo_of_somebody_else_is_refused(browser, provider, people):
    provider.told_later = {"sub": "43"}
    assert go(browser) == "/#/sign-in?problem=sso_failed"


def test_a_token_signed_by_somebody_else_is_refused(browser, provider, people):
    from joserfc.jwk import RSAKey

    class Forger(type(provider)):
        def token(self, said, authorization):
            mine, self.key = self.key, RSAKey.generate_key(2048, {"kid": "one"})
            try:
                return super().token(said, authorization)
            finally:
                self.key = mine

    provider.__class__, real = Forger, provider.__class__
    try:
        assert go(browser) == "/#/sign-in?problem=sso_failed"
    finally:
        provider.__class__ = real


def test_a_refusal_of_the_provider_leads_back_to_the_page(browser, provider, people):
    provider.denies = True
    assert go(browser) == "/#/sign-in?problem=sso_failed"


@pytest.mark.parametrize("ask", ["?next=https://evil.com", "?next=//evil.com", "?next=%2Fapi"])
def test_the_way_on_stays_on_the_page(browser, people, ask):
    assert browser.get(f"/api/sign-in/sso{ask}").status_code == 400


def test_a_provider_that_is_down_is_told(store, jobs, page, tmp_path, people):
    settings = Settings(data_dir=tmp_path / "data", sign_in=True, oidc_issuer="http://127.0.0.1:9")
    browser = Browser(create_app(settings, store, jobs, page_folder=page)[0])
    assert go(browser) == "/#/sign-in?problem=sso_unreachable"


class TestClaims:
    """Role, teams and agent from the provider."""

    @pytest.fixture
    def chosen(self):
        return ROLES

    def test_somebody_new_is_what_the_claims_say(self, browser, provider, people):
        provider.claims |= {
            "sub": "7",
            "email": "lee@example.org",
            "name": "Lee K",
            "realm_access": {"roles": ["vm-agents", "vm-leads"]},
        }
        provider.told_later = {"groups": ["north", "west"], "phone_id": "lee.k"}
        assert go(browser) == "/#/"
        person = browser.get("/api/me").json["person"]
        assert (person["name"], person["role"]) == ("Lee K", "supervisor")
        assert (person["teams"], person["agent_id"]) == (["north", "west"], "lee.k")

    def test_each_sign_in_brings_them_up_to_date(self, browser, provider, people, store):
        provider.claims |= {"realm_access": {"roles": ["vm-leads"]}, "groups": "south"}
        assert go(browser) == "/#/"
        assert store.people.get(people["nora"].id).person.teams == {"south"}
        provider.claims |= {"realm_access": {"roles": []}}
        assert go(Browser(browser.app)) == "/#/sign-in?problem=sso_refused"

    def test_the_last_admin_is_not_taken_away(self, browser, provider, people, store):
        provider.claims |= {"email": "ada", "realm_access": {"roles": ["vm-agents"]}}
        assert go(browser) == "/#/sign-in?problem=conflict"
        assert store.people.get(people["ada"].id).person.role is PersonRole.ADMIN


@pytest.mark.parametrize("issuer", ["http://id.example.org", "ftp://id.example.org", "id"])
def test_a_provider_without_tls_is_refused(store, jobs, page, tmp_path, issuer):
    settings = Settings(data_dir=tmp_path / "data", sign_in=True, oidc_issuer=issuer)
    with pytest.raises(SettingsError, match="https"):
        create_app(settings, store, jobs, page_folder=page)


def test_a_role_that_is_none_is_refused():
    assert roles_of(" a = admin ,b=qa") == {"a": PersonRole.ADMIN, "b": PersonRole.QA}
    with pytest.raises(SettingsError, match="king"):
        roles_of("a=king")
