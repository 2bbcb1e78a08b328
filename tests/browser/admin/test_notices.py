"""Who is told of flags: targets, what they missed, quiet hours."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.admin.steps import panel
from tests.browser.test_flags import start
from tests.notify.receivers import Web
from voicemon.store.notice_records import QuietSpan

pytestmark = pytest.mark.e2e


REFRESH_MS = 15_000  # targets and deliveries are asked for anew every five seconds


def add_target(page, name, address, **fields):
    """Adds a webhook for flags of every severity; its secret."""
    targets = panel(page, "Targets")
    targets.get_by_text("A new target").click()
    targets.get_by_label("Name", exact=True).first.fill(name)
    targets.get_by_label("Address").first.fill(address)
    for severity in ("Watch", "Information"):
        targets.get_by_label(severity, exact=True).first.check()
    targets.get_by_role("button", name="Add", exact=True).click()
    expect(targets.locator(".admin__once")).to_contain_text("cannot be shown again")
    return targets.locator(".admin__once code").inner_text()


def target(page, name):
    row = panel(page, "Targets").locator("details.admin__row").filter(has_text=name)
    if row.get_attribute("open") is None:
        row.locator(":scope > summary").click()
    return row


def test_what_a_dead_target_missed_is_sent_again_once_it_is_mended(admin, desk):
    page = admin("notices")
    with Web(410) as web:
        secret = add_target(page, "pager", web.url)
        assert secret.startswith("vms_")
        start(desk)
        deliveries = panel(page, "Deliveries")
        dead = deliveries.get_by_role("listitem").filter(has_text="410")
        expect(dead.first).to_be_visible(timeout=REFRESH_MS)
        expect(dead.first.locator(".chip")).to_have_text("dead letter")
        expect(panel(page, "Targets")).to_contain_text("last try failed", timeout=REFRESH_MS)
        row = target(page, "pager")
        row.get_by_role("button", name="Send a test message").click()
        expect(row.get_by_role("alert")).to_contain_text("410")
        web.answers[:] = [204]
        row.get_by_role("button", name="Send a test message").click()
        expect(row.get_by_text("It arrived")).to_be_visible()
        before = len(web.got)
        deliveries.get_by_label("State").select_option("dead")
        dead.first.get_by_role("button", name="Send again").click()
        web.wait_for(before + 1)
        row.get_by_role("button", name="Send all dead letters of pager again").click()
        expect(deliveries.get_by_text("No such message.")).to_be_visible(timeout=REFRESH_MS)
        deliveries.get_by_label("State").select_option("sent")
        expect(deliveries.get_by_role("listitem").first).to_contain_text("pager")
        expect(row.locator(":scope > summary")).to_contain_text("last sent", timeout=REFRESH_MS)
        expect(row.locator(":scope > summary")).not_to_contain_text("last try failed")
    events = {json.loads(each.body)["event"] for each in web.got}
    assert {"test", "flag.raised"} <= events


def test_quiet_hours_are_set_by_weekday(admin, store):
    page = admin("notices")
    with Web() as web:
        add_target(page, "pager", web.url)
        row = target(page, "pager")
        quiet = row.get_by_role("group", name="Quiet hours", exact=True)
        expect(quiet).to_contain_text("Europe/Berlin")
        quiet.get_by_role("button", name="Add quiet hours").click()
        evening = quiet.get_by_role("group", name="Quiet hours 1", exact=True)
        expect(evening.get_by_label("Friday")).to_be_checked()
        expect(evening.get_by_label("Saturday")).not_to_be_checked()
        evening.get_by_label("From").fill("20:00")
        evening.get_by_label("Until").fill("07:00")
        quiet.get_by_role("button", name="Add quiet hours").click()
        weekend = quiet.get_by_role("group", name="Quiet hours 2", exact=True)
        for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
            weekend.get_by_label(day).uncheck()
        weekend.get_by_label("Saturday").check()
        weekend.get_by_label("Sunday").check()
        weekend.get_by_label("all day").check()
        expect(weekend.get_by_label("From")).to_be_disabled()
        row.get_by_label("In quiet hours, still tell of").select_option("act")
        row.get_by_role("button", name="Save").click()
        expect(row.get_by_text("Saved.")).to_be_visible()
        told = "quiet Mon–Fri 20:00–07:00; Sat, Sun all day"
        expect(row.locator(":scope > summary")).to_contain_text(told)
        (kept,) = store.notice_targets.all()
        assert kept.settings.quiet == (
            QuietSpan("20:00", "07:00", (0, 1, 2, 3, 4)),
            QuietSpan("00:00", "00:00", (5, 6)),
        )
        page.reload()
        row = target(page, "pager")
        weekend = row.get_by_role("group", name="Quiet hours 2", exact=True)
        expect(weekend.get_by_label("all day")).to_be_checked()
        expect(weekend.get_by_label("Monday")).not_to_be_checked()
        row.get_by_role("button", name="Remove quiet hours 2").click()
        evening = row.get_by_role("group", name="Quiet hours 1", exact=True)
        evening.get_by_label("From").fill("")
        row.get_by_role("button", name="Save").click()
        assert store.notice_targets.all()[0].settings.quiet == kept.settings.quiet
        evening.get_by_label("From").fill("21:30")
        row.get_by_role("button", name="Save").click()
        told = "quiet Mon–Fri 21:30–07:00"
        expect(row.locator(":scope > summary")).to_contain_text(told)
        expect(row.locator(":scope > summary")).not_to_contain_text("all day")
