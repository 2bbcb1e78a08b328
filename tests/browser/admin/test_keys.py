"""API tokens and ingest keys: shown once, refused as soon as they are revoked."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.admin.steps import account, panel, status_of, sure
from tests.browser.team import TEAM
from voicemon.store import KeySettings

pytestmark = pytest.mark.e2e


def test_a_revoked_token_is_refused_at_once(admin, url, store):
    owner = account(store, "nora")
    _, text = store.tokens.add(owner.id, "nightly export", ["see calls"], datetime.now(UTC))
    bearer = {"Authorization": f"Bearer {text}"}
    assert status_of(url, "api/calls", **bearer) == 200
    page = admin("tokens")
    tokens = panel(page, "API tokens")
    row = tokens.get_by_role("listitem").filter(has_text="nightly export")
    expect(row).to_contain_text("of Nora North")
    row.get_by_role("button", name="Revoke").click()
    sure(page, "Revoke")
    expect(row).to_have_count(0)
    assert status_of(url, "api/calls", **bearer) == 401


def test_an_ingest_key_is_shown_once_and_revoked(admin, url):
    page = admin("keys")
    keys = panel(page, "Ingest keys")
    keys.get_by_text("A new key").click()
    keys.get_by_label("What it is for").fill("front desk")
    keys.get_by_label("Team of its calls").fill(TEAM)
    keys.get_by_role("button", name="Make it").click()
    expect(keys.locator(".admin__once")).to_contain_text("cannot be shown again")
    text = keys.locator(".admin__once code").inner_text()
    leg = {"connection": "leg-1", "call": "c", "role": "agent"}
    assert status_of(url, "api/ingest/legs", "POST", leg, **{"X-Api-Key": text}) == 201
    row = keys.get_by_role("listitem").filter(has_text="front desk")
    expect(row).to_contain_text(TEAM)
    page.reload()
    expect(row).to_be_visible()
    assert text not in page.content()
    row.get_by_role("button", name="Revoke").click()
    sure(page, "Revoke")
    expect(row).to_contain_text("revoked")
    expect(row.get_by_role("button")).to_have_count(0)
    leg["connection"] = "leg-2"
    assert status_of(url, "api/ingest/legs", "POST", leg, **{"X-Api-Key": text}) == 401


def test_a_key_that_cannot_be_made_says_what_is_wrong(admin, store):
    store.keys.add(KeySettings("front desk"))
    page = admin("keys")
    keys = panel(page, "Ingest keys")
    keys.get_by_text("A new key").click()
    keys.get_by_label("What it is for").fill("front desk")
    keys.get_by_label("Only from these networks").fill("somewhere")
    keys.get_by_role("button", name="Make it").click()
    expect(keys.get_by_role("alert")).to_be_visible()
    assert len(store.keys.all()) == 1
