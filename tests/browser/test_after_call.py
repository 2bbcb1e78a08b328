"""What nobody dealt with during a call: quiet on the board, listed below it, told an outcome."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.product import running
from tests.browser.test_access import grave_faults
from tests.browser.test_flags import start
from tests.scripted_desk import ScriptedDesk
from voicemon.flags.ledger import raised
from voicemon.store.ledger_rows import LedgerQuery
from voicemon.types import Call, Flag, FlagOutcome, FlagState, Severity

pytestmark = pytest.mark.e2e


@pytest.fixture
def desk():
    return ScriptedDesk()


@pytest.fixture
def product(tmp_path, page_folder, desk):
    with running(tmp_path / "data", page_folder, desk=desk) as (url, store):
        start(desk)
        yield url, store


def panel(page):
    return page.get_by_role("region", name="After the call")


def tile(page, name):
    return page.locator(".tile").filter(has_text=name)


def test_what_nobody_took_waits_below_the_board_and_is_told_an_outcome(product, desk, open_page):
    url, store = product
    page = open_page(f"{url}#/board")
    expect(tile(page, "Open flags").locator(".tile__value")).not_to_have_text("0")
    expect(panel(page)).to_be_hidden()
    desk.end("bad")
    lines = panel(page).get_by_role("listitem")
    expect(lines.first).to_contain_text("not dealt with during the call")
    expect(lines.first).to_contain_text("dana.w")
    start(desk, "next", "lee.k", turns=1)
    expect(tile(page, "Open flags").locator(".tile__value")).to_have_text("0")
    expect(tile(page, "Oldest unclaimed")).to_contain_text("nobody waits")
    n = lines.count()
    lines.first.get_by_role("button", name="too late").click()
    expect(lines).to_have_count(n - 1)
    outcomes = [card.outcome for card in store.ledger.outcomes(card_of(store).raised_at)]
    assert outcomes == [FlagOutcome.TOO_LATE]


def card_of(store):
    (card, *_) = store.ledger.find(LedgerQuery(call_id="bad", limit=1)).cards
    return card


def test_what_is_older_than_the_boards_memory_is_listed_too(product, desk, open_page):
    url, store = product
    at = datetime.now(UTC) - timedelta(days=3)
    flag = Flag("old", "call-old", "steep-rise", Severity.ACT, FlagState.RAISED, 9.0, "Rose", ())
    store.ledger.add(raised(flag, Call("call-old", at, agent_id="kim.k"), at, {}, 0.8))
    store.ledger.call_over("call-old", "hangup", at)
    page = open_page(f"{url}#/board")
    line = panel(page).get_by_role("listitem")
    expect(line).to_contain_text("kim.k")
    expect(line.get_by_role("link", name="Open the call")).to_have_attribute(
        "href", "#/call/call-old?t=9"
    )
    line.get_by_role("button", name="helped").click()
    expect(panel(page)).to_be_hidden()
    assert store.ledger.get("old").outcome is FlagOutcome.HELPED


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_grave(product, desk, open_page, axe_source, colours, width):
    url, _ = product
    size = {"width": width, "height": 800}
    page = open_page(f"{url}#/board", color_scheme=colours, viewport=size, reduced_motion="reduce")
    expect(page.locator(".liverow")).to_be_visible()
    desk.end("bad")
    expect(panel(page)).to_be_visible()
    assert grave_faults(page, axe_source) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
