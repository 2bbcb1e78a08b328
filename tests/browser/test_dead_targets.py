"""Webhooks and mail that go nowhere: flags and board do not wait, and nothing is lost for good."""

import json
import re
import time
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.product import running
from tests.browser.test_flags import row, start
from tests.notify.receivers import (
    Mail,
    Web,
    free_port,
    hangs,
    made_certificate,
    mail_address,
)
from tests.scripted_desk import ScriptedDesk
from voicemon.notify import pauses
from voicemon.notify.signing import is_genuine
from voicemon.store.ledger_rows import LedgerQuery

pytestmark = pytest.mark.e2e

PATIENCE_MS = 90_000
EVERYTHING = {"severities": [], "states": ["raised"], "most": 100}


@pytest.fixture
def desk():
    return ScriptedDesk()


@pytest.fixture
def hurried(monkeypatch):
    """Ten tries in a second instead of 45 minutes."""
    monkeypatch.setattr(pauses, "FIRST_S", 0.001)


@pytest.fixture
def product(tmp_path, page_folder, desk):
    here = {"notify_private_networks": "127.0.0.0/8"}
    with running(tmp_path / "data", page_folder, desk=desk, **here) as (url, store):
        yield url, store


def add_target(url, name, address, kind="webhook"):
    """Its secret."""
    body = {**EVERYTHING, "name": name, "kind": kind, "address": address}
    request = urllib.request.Request(
        f"{url}api/notices/targets",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["secret"]


def deliveries(page):
    return page.get_by_role("region", name="Deliveries")


def told_of(page, target):
    """The messages to a target, as the administration lists them."""
    return deliveries(page).get_by_role("listitem").filter(has_text=target)


def in_state(letters, state):
    chip = letters.page.locator(".chip", has_text=re.compile(f"^{state}$"))
    return letters.filter(has=chip)


def raised(store):
    """Ids of the flags that were raised."""
    return {card.id for card in store.ledger.find(LedgerQuery(suppressed=False)).cards}


def arrived(store):
    return {each.state.value for each in store.deliveries.page().items} == {"sent"}


def test_flags_and_board_wait_for_no_target(product, desk, open_page, tmp_path):
    url, store = product
    untrusted, _ = made_certificate(tmp_path)
    with Web(hangs) as hanging, Web(tls=untrusted) as impostor, Web(500, 200) as faltering:
        add_target(url, "hanging", hanging.url)
        add_target(url, "impostor", impostor.url)
        add_target(url, "faltering", faltering.url)
        add_target(url, "nobody", f"http://127.0.0.1:{free_port()}/")
        add_target(url, "unknown", "https://nobody.invalid/in")
        add_target(url, "mail", mail_address(free_port()), "apprise")
        board = open_page(f"{url}#/board")
        start(desk)
        hanging.wait_for(1)  # it is told, and will never answer
        expect(row(board)).to_contain_text("Steep rise")
        expect(board.locator(".strip")).to_contain_text("dana.w")  # it knows the ledger by now
        board.keyboard.press("ArrowDown")
        board.keyboard.press("c")
        expect(row(board)).to_contain_text("claimed by you")
        start(desk, "second", "lee.k")
        expect(row(board, "lee.k")).to_contain_text("Steep rise")
        assert len(hanging.got) == 1  # the next waits its turn; nobody else does
        flags = len(raised(store))
        got = faltering.wait_for(flags + 1, patience_s=60)
        ids = [each.headers["X-Voicemon-Delivery"] for each in got]
        assert (ids.count(ids[0]), len(set(ids))) == (2, flags)  # the first one again, no other
        admin = open_page(f"{url}#/admin/notices")
        for target, trouble in (
            ("impostor", "is not trusted"),
            ("nobody", "refused"),
            ("unknown", "nobody.invalid is not found"),
            ("mail", "cannot be reached"),
            ("hanging", "did not answer within 10 s"),
        ):
            found = told_of(admin, target).filter(has_text=trouble).first
            expect(found).to_contain_text("failed, tried again", timeout=PATIENCE_MS)
            expect(found).to_contain_text("due ")
        assert impostor.got == []
        expect(row(board, "lee.k")).to_contain_text("Steep rise")
        expect(board.get_by_text("Cut off")).to_have_count(0)


@pytest.mark.usefixtures("hurried")
def test_dead_letters_are_shown_and_sent_again_once(product, desk, open_page):
    url, store = product
    port = free_port()
    secret = add_target(url, "pager", f"http://127.0.0.1:{port}/in")
    start(desk)
    board = open_page(f"{url}#/board")
    expect(row(board)).to_contain_text("Steep rise")
    expected = raised(store)
    admin = open_page(f"{url}#/admin/notices")
    letters = told_of(admin, "pager")
    dead = in_state(letters, "dead letter").filter(has_text="10 tries")
    expect(dead).to_have_count(len(expected), timeout=PATIENCE_MS)
    expect(dead.first).to_contain_text("refused")
    with Web(port=port) as web:
        for count in range(1, len(expected) + 1):
            dead.first.get_by_role("button", name="Send again").dblclick()
            web.wait_for(count)
            expect(dead).to_have_count(len(expected) - count, timeout=PATIENCE_MS)
            expect(admin.get_by_role("alert")).to_have_count(0)
        sent = in_state(letters, "sent")
        expect(sent).to_have_count(len(expected), timeout=PATIENCE_MS)
    told = [json.loads(each.body) for each in web.got]
    assert sorted(each["flag"]["id"] for each in told) == sorted(expected)  # each once
    assert arrived(store)
    for got in web.got:
        assert is_genuine(secret, got.headers["X-Voicemon-Signature"], got.body, time.time())


@pytest.mark.usefixtures("hurried")
def test_every_dead_letter_of_a_mailbox_is_sent_again_when_its_server_is_back(
    product, desk, open_page
):
    url, store = product
    port = free_port()
    add_target(url, "duty mailbox", mail_address(port), "apprise")
    start(desk)
    board = open_page(f"{url}#/board")
    expect(row(board)).to_contain_text("Steep rise")
    admin = open_page(f"{url}#/admin/notices")
    letters = told_of(admin, "duty mailbox")
    count = len(raised(store))
    dead = in_state(letters, "dead letter")
    expect(dead).to_have_count(count, timeout=PATIENCE_MS)
    expect(dead.first).to_contain_text("cannot be reached")
    target = admin.get_by_role("region", name="Targets").get_by_role("listitem")
    with Mail(port) as mail:
        target.filter(has_text="duty mailbox").locator("summary").first.click()
        admin.get_by_role("button", name="Send all dead letters of duty mailbox again").click()
        expect(dead).to_have_count(0, timeout=PATIENCE_MS)
        expect(in_state(letters, "sent")).to_have_count(count, timeout=PATIENCE_MS)
    assert arrived(store)
    assert len(mail.letters) == count
    assert any(b"Steep rise" in letter or b"rise" in letter for letter in mail.letters)


def test_what_is_being_written_stays_while_the_lists_renew_themselves(product, desk, open_page):
    url, _ = product
    with Web() as web:
        add_target(url, "pager", web.url)
        admin = open_page(f"{url}#/admin/notices")
        pager = admin.locator("details.admin__row").filter(has_text="pager")
        summary = pager.locator(":scope > summary")
        summary.click()
        pager.get_by_label("Name", exact=True).fill("pager of the")
        most = pager.get_by_label("At most so many messages")
        pager.get_by_label("Watch", exact=True).check()
        most.fill("3")
        start(desk)
        web.wait_for(1)
        expect(summary).to_contain_text("last sent")
        expect(told_of(admin, "pager").first).to_be_visible()
        expect(pager.get_by_label("Name", exact=True)).to_have_value("pager of the")
        expect(most).to_have_value("3")
        expect(pager.get_by_label("Watch", exact=True)).to_be_checked()
        expect(most).to_be_focused()
