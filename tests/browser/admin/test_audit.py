"""The audit log tells of what was done, and what one looks for is found."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.admin.steps import account, invite, panel, person
from tests.browser.team import TEAM, signed_in

pytestmark = pytest.mark.e2e


def log_of(page):
    return panel(page, "Audit log").first


def entries(page):
    return log_of(page).locator("tbody tr")


def show(page, **filters):
    """Fills the filters, and shows what fits."""
    log = log_of(page)
    person_id = filters.pop("person", None)
    log.get_by_label("Person").select_option(label=person_id or "all")
    for label in ("What", "Of what", "From", "Until"):
        log.get_by_label(label, exact=True).fill(filters.get(label, ""))
    log.get_by_role("button", name="Show", exact=True).click()


def test_all_of_it_stands_in_the_audit_log_and_is_found(admin, url, store, open_page):
    page = admin("people")
    invite(page, "Ivy Nova", "ivy", "agent", TEAM)
    row = person(page, "Nora North")
    row.get_by_label("Teams").fill(f"{TEAM}, east")
    row.get_by_role("button", name="Save").click()
    expect(row.get_by_text("Saved.")).to_be_visible()
    admin("keys")
    keys = panel(page, "Ingest keys")
    keys.get_by_text("A new key").click()
    keys.get_by_label("What it is for").fill("front desk")
    keys.get_by_role("button", name="Make it").click()
    expect(keys.locator(".admin__once")).to_be_visible()
    signed_in(open_page, f"{url}#/board", "nora")
    admin("audit")
    for action in ("person.add", "person.change", "key.add", "session.begin"):
        expect(entries(page).filter(has_text=action).first).to_be_visible()
    expect(entries(page).filter(has_text="person.add").first).to_contain_text("Ada Root")
    show(page, What="person")
    expect(entries(page).filter(has_text="key.add")).to_have_count(0)
    expect(entries(page).filter(has_text="person.add")).to_have_count(1)
    show(page, person="Nora North")
    expect(entries(page).filter(has_text="Ada Root")).to_have_count(0)
    expect(entries(page).filter(has_text="session.begin").first).to_be_visible()
    ivy = account(store, "ivy").id
    show(page, **{"Of what": ivy})
    expect(entries(page).filter(has_not=page.get_by_role("cell", name=ivy))).to_have_count(0)
    expect(entries(page)).not_to_have_count(0)
    long_ago = (datetime.now(UTC) - timedelta(days=3)).date().isoformat()
    show(page, Until=long_ago)
    expect(log_of(page).get_by_text("Nothing fits these filters.")).to_be_visible()
    show(page, From=long_ago)
    expect(entries(page).filter(has_text="person.add")).to_have_count(1)
    assert "vmk_" not in page.content()
