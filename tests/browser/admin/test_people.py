"""People are invited, changed, signed out and disabled in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.admin.steps import account, heading, invite, panel, person, sure
from tests.browser.team import TEAM, fill_in, signed_in

pytestmark = pytest.mark.e2e


NEW_PASSWORD = "nine loud herons dance"


def test_somebody_is_invited_and_chooses_a_password_by_a_link_that_works_once(admin, open_page):
    page = admin("people")
    link = invite(page, "Ivy Nova", "ivy", "supervisor", TEAM)
    expect(person(page, "Ivy Nova").locator(".chip")).to_have_text("invited")
    page.reload()
    expect(panel(page, "People").get_by_text("Ivy Nova")).to_be_visible()
    assert link.split("token=")[1] not in page.content()
    invited = open_page(link)
    expect(heading(invited)).to_have_text("Choose a password")
    expect(invited.get_by_text("Welcome, Ivy Nova.")).to_be_visible()
    expect(invited.get_by_label("Name to sign in with")).to_have_value("ivy")
    invited.get_by_label("New password").fill(NEW_PASSWORD)
    invited.get_by_role("button", name="Keep this password").click()
    invited.get_by_role("button", name="Sign in").click()
    fill_in(invited, "ivy", NEW_PASSWORD)
    expect(heading(invited)).to_have_text("Board")
    again = open_page(link)
    expect(again.get_by_role("alert")).to_be_visible()
    expect(again.get_by_label("New password")).to_have_count(0)
    page.reload()
    row = panel(page, "People").locator("details.admin__row").filter(has_text="Ivy Nova")
    expect(row).to_contain_text("last seen")
    expect(row.locator(".chip")).to_have_count(0)


def test_a_changed_role_counts_at_once_on_the_persons_page(admin, url, store, open_page):
    nora = signed_in(open_page, f"{url}#/board", "nora")
    expect(heading(nora)).to_have_text("Board")
    page = admin("people")
    row = person(page, "Nora North")
    row.get_by_label("Role").select_option("qa")
    row.get_by_label("Teams").fill("south, east")
    row.get_by_role("button", name="Save").click()
    expect(row.get_by_text("Saved.")).to_be_visible()
    expect(row.locator("summary")).to_contain_text("Reviewer")
    expect(heading(nora)).to_have_text("Not open to you")
    expect(nora.get_by_role("main")).to_contain_text("You are here as Nora North (Reviewer).")
    expect(nora.get_by_role("navigation").get_by_role("link", name="Board")).to_have_count(0)
    kept = account(store, "nora").person
    assert (kept.role.value, kept.teams) == ("qa", {"south", "east"})


def test_who_is_signed_out_by_an_administrator_is_asked_to_sign_in(admin, url, open_page):
    nora = signed_in(open_page, f"{url}#/board", "nora")
    expect(heading(nora)).to_have_text("Board")
    page = admin("people")
    row = person(page, "Nora North")
    row.get_by_role("button", name="Sign out everywhere").click()
    sure(page, "Sign out everywhere")
    expect(row.get_by_text("Signed in nowhere.")).to_be_visible()
    expect(heading(nora)).to_have_text("Sign in")
    fill_in(nora, "nora")
    expect(heading(nora)).to_have_text("Board")


def test_who_is_disabled_does_not_come_in_until_enabled_again(admin, url, open_page):
    page = admin("people")
    row = person(page, "Quinn Q")
    row.get_by_role("button", name="Disable").click()
    sure(page, "Disable")
    expect(row.locator(".chip")).to_have_text("disabled")
    quinn = open_page(f"{url}#/calls")
    fill_in(quinn, "quinn")
    expect(quinn.get_by_role("alert")).to_be_visible()
    row.get_by_role("button", name="Enable").click()
    expect(row.locator(".chip")).to_have_count(0)
    fill_in(quinn, "quinn")
    expect(heading(quinn)).to_have_text("Calls")
