"""Signing in, coming back, one's own account: in a real browser, over a server that asks for it."""

import re
from datetime import UTC, datetime

import pyotp
import pytest
from playwright.sync_api import expect

from tests.browser.product import fill, running
from tests.browser.team import PASSWORD, fill_in, hire, signed_in
from tests.browser.test_access import grave_faults

pytestmark = pytest.mark.e2e


@pytest.fixture
def team(tmp_path, page_folder):
    with running(tmp_path / "data", page_folder, sign_in=True) as (url, store):
        hire(store)
        yield url, store


@pytest.fixture
def url(team):
    return team[0]


def heading(page):
    return page.get_by_role("heading", level=1)


def test_a_stranger_sees_the_way_in_and_nothing_else(url, open_page):
    page = open_page(f"{url}#/calls")
    expect(heading(page)).to_have_text("Sign in")
    expect(page.get_by_role("navigation")).to_have_count(0)
    fill_in(page, "nora", "not her password")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(heading(page)).to_have_text("Sign in")


def test_one_comes_back_to_where_one_wanted_to_go(team, tmp_path, open_page):
    url, store = team
    fill(store, tmp_path)
    page = open_page(f"{url}#/call/made-call?t=30")
    fill_in(page, "ada")
    expect(heading(page)).to_have_text("northwind_billing.wav")
    page.reload()
    expect(heading(page)).to_have_text("northwind_billing.wav")


def test_a_session_that_is_ended_elsewhere_asks_again_and_one_stays_where_one_was(url, open_page):
    one = signed_in(open_page, f"{url}#/calls", "ada")
    expect(heading(one)).to_have_text("Calls")
    two = signed_in(open_page, f"{url}#/account", "ada")
    two.get_by_role("button", name="End all others").click()
    expect(heading(one)).to_have_text("Sign in")
    fill_in(one, "ada")
    expect(heading(one)).to_have_text("Calls")


def test_signing_out_leaves_nothing_behind(url, open_page):
    page = signed_in(open_page, f"{url}#/calls", "ada")
    page.get_by_text("Ada Root").first.click()
    page.get_by_role("button", name="Sign out").click()
    expect(heading(page)).to_have_text("Sign in")
    page.reload()
    expect(heading(page)).to_have_text("Sign in")


def test_a_second_factor_is_set_up_and_then_asked_for(url, open_page):
    page = signed_in(open_page, f"{url}#/account", "nora")
    factor = page.get_by_role("region", name="Second factor")
    factor.get_by_label("Password").fill(PASSWORD)
    factor.get_by_role("button", name="Set up a second factor").click()
    expect(factor.get_by_role("img")).to_be_visible()
    secret = factor.locator("code").inner_text()
    code = pyotp.TOTP(secret).at(datetime.now(UTC))
    factor.get_by_label("Six digits").fill(code)
    factor.get_by_role("button", name="Switch it on").click()
    expect(factor.get_by_text("Keep these recovery codes")).to_be_visible()
    kept = factor.locator(".factor__codes code").first.inner_text()
    again = open_page(f"{url}#/calls")
    fill_in(again, "nora")
    again.get_by_label("Code").fill("000000")
    again.get_by_role("button", name="Sign in", exact=True).click()
    expect(again.get_by_role("alert")).to_be_visible()
    again.get_by_label("Code").fill(kept)
    again.get_by_role("button", name="Sign in", exact=True).click()
    expect(heading(again)).to_have_text("Calls")


def test_a_password_is_changed_and_the_old_one_is_no_more(url, open_page):
    page = signed_in(open_page, f"{url}#/account", "ada")
    own = page.get_by_role("region", name="Password")
    own.get_by_label("Present password").fill(PASSWORD)
    own.get_by_label("New password").fill("nine loud herons dance")
    own.get_by_role("button", name="Change it").click()
    expect(own.get_by_text("Changed.")).to_be_visible()
    again = open_page(f"{url}#/calls")
    fill_in(again, "ada")
    expect(again.get_by_role("alert")).to_be_visible()
    fill_in(again, "ada", "nine loud herons dance")
    expect(heading(again)).to_have_text("Calls")


def test_a_token_is_shown_once_and_revoked(url, open_page):
    page = signed_in(open_page, f"{url}#/account", "ada")
    tokens = page.get_by_role("region", name="Tokens for programs")
    tokens.get_by_text("A new token").click()
    tokens.get_by_label("What it is for").fill("nightly export")
    tokens.get_by_label("export calls").check()
    tokens.get_by_role("button", name="Make it").click()
    expect(tokens.get_by_text("vmt_")).to_be_visible()
    expect(tokens.get_by_role("listitem")).to_contain_text("nightly export")
    tokens.get_by_role("button", name="Revoke").click()
    expect(tokens.get_by_role("listitem")).to_have_count(0)


def test_everybody_comes_to_their_work_and_sees_what_they_may(url, open_page):
    for login, place in (("nora", "#/board"), ("quinn", "#/calls"), ("dana", "#/desk")):
        page = signed_in(open_page, f"{url}#/sign-in", login)
        expect(page).to_have_url(re.compile(f"{place}$"))
    expect(page.get_by_role("navigation").get_by_role("link", name="Board")).to_have_count(0)


def test_the_first_administrator_sets_the_site_up_with_a_token(tmp_path, page_folder, open_page):
    with running(tmp_path / "data", page_folder, sign_in=True) as (url, store):
        page = open_page(url)
        expect(heading(page)).to_have_text("Set up voicemon")
        page.get_by_label("Token").fill("no such token")
        page.get_by_label("Your name").fill("Ada Root")
        page.get_by_label("Name to sign in with").fill("ada")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("view", ["#/sign-in", "#/reset?token=x", "#/account"])
def test_axe_finds_nothing_grave(url, open_page, axe_source, view, colours, width):
    size = {"width": width, "height": 800}
    if view == "#/account":
        page = signed_in(open_page, url + view, "ada", color_scheme=colours, viewport=size)
        expect(page.get_by_role("region", name="Where you are")).to_contain_text("here")
    else:
        page = open_page(url + view, color_scheme=colours, viewport=size)
        expect(heading(page)).to_be_visible()
    assert grave_faults(page, axe_source) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
