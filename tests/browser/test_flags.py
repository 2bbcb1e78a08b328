"""Flags on the board: one key an act, undo, who was first, what is heard; over the real ledger."""

import re
import socket

import pytest
from playwright.sync_api import expect

from tests.browser import live_story
from tests.browser.product import running
from tests.browser.team import TEAM, hire, signed_in
from tests.browser.test_access import grave_faults
from tests.scripted_desk import ScriptedDesk
from voicemon.store.ledger_rows import LedgerQuery
from voicemon.types import FlagOutcome, FlagState

pytestmark = pytest.mark.e2e


@pytest.fixture
def desk():
    return ScriptedDesk()


@pytest.fixture
def alone(tmp_path, page_folder, desk):
    """A product that asks nobody to sign in."""
    with running(tmp_path / "data", page_folder, desk=desk) as (url, store):
        yield url, store


@pytest.fixture
def team(tmp_path, page_folder, desk):
    with running(tmp_path / "data", page_folder, desk=desk, sign_in=True) as (url, store):
        hire(store)
        yield url, store


def start(desk, call_id="bad", agent="dana.w", turns=8, **about):
    about = {"customer_id": "+1 202 555 0143", "queue": "billing", "language": "en"} | about
    desk.start(call_id, agent_id=agent, team=TEAM, **about)
    live_story.play(desk, call_id, turns)


def row(page, agent="dana.w"):
    return page.locator(".liverow").filter(has_text=agent)


def beside(page):
    return page.get_by_role("complementary", name="Live call")


def deck(page):
    return beside(page).get_by_role("region", name="What to do about it")


def opened(page, agent="dana.w"):
    row(page, agent).get_by_role("link").click()
    expect(deck(page)).to_contain_text("Steep rise")
    return page


def still_open(store):
    """States of the open flags, the newest first."""
    return [card.state for card in store.ledger.find(LedgerQuery(is_open=True)).cards]


def test_a_flag_is_seen_acknowledged_claimed_and_resolved_with_keys(alone, desk, open_page):
    url, store = alone
    start(desk)
    page = opened(open_page(f"{url}#/board"))
    expect(deck(page)).to_contain_text("seen")
    page.keyboard.press("a")
    expect(deck(page)).to_contain_text("acknowledged by you")
    page.keyboard.press("c")
    expect(row(page)).to_contain_text("claimed by you")
    assert FlagState.CLAIMED in still_open(store)
    page.keyboard.press("r")
    expect(deck(page).get_by_role("group", name="What came of it?")).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator(".deed")).to_contain_text("Resolved")
    expect(deck(page)).not_to_contain_text("claimed by you")
    assert FlagState.CLAIMED not in still_open(store)


def test_an_act_is_taken_back(alone, desk, open_page):
    url, store = alone
    start(desk)
    page = opened(open_page(f"{url}#/board"))
    page.keyboard.press("c")
    expect(deck(page)).to_contain_text("claimed by you")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(deck(page)).not_to_contain_text("claimed by you")
    assert set(still_open(store)) == {FlagState.SEEN}


def test_a_flag_is_snoozed_and_told_when_it_comes_back(alone, desk, open_page):
    url, _ = alone
    start(desk)
    page = opened(open_page(f"{url}#/board"))
    page.keyboard.press("z")
    page.keyboard.press("2")
    expect(deck(page)).to_contain_text(re.compile("back in 1[45]:"))
    page.keyboard.press("Escape")
    expect(beside(page)).to_be_hidden()


def test_keys_act_on_the_row_with_the_focus_without_opening_it(alone, desk, open_page):
    url, store = alone
    start(desk)
    page = open_page(f"{url}#/board")
    expect(row(page)).to_contain_text("Steep rise")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    expect(row(page)).to_contain_text("claimed by you")
    expect(beside(page)).to_have_count(0)
    page.keyboard.press("r")
    expect(beside(page).get_by_role("group", name="What came of it?")).to_be_visible()
    beside(page).get_by_label("Note, if you like").fill("she called back")
    beside(page).get_by_role("button", name="false alarm").click()
    expect(page.locator(".deed")).to_contain_text("Resolved")
    resolved = store.ledger.history("bad-f1")[-1]
    assert (resolved.outcome, resolved.why) == (FlagOutcome.FALSE_ALARM, "she called back")


def test_the_second_of_two_supervisors_is_told_who_was_first(team, desk, open_page):
    url, _ = team
    start(desk)
    one = opened(signed_in(open_page, f"{url}#/board", "nora"))
    two = opened(signed_in(open_page, f"{url}#/board", "ben"))
    expect(deck(two)).to_contain_text("seen")
    two.context.set_offline(True)  # what happens meanwhile does not reach him
    one.keyboard.press("c")
    expect(deck(one)).to_contain_text("claimed by you")
    two.context.set_offline(False)
    two.keyboard.press("c")
    expect(two.get_by_text(re.compile("Nora North claimed")).first).to_be_visible()
    expect(row(two)).to_contain_text("claimed by Nora North")


def test_somebody_elses_claim_shows_at_once_and_leaves_only_escalation(team, desk, open_page):
    url, _ = team
    start(desk)
    one = opened(signed_in(open_page, f"{url}#/board", "nora"))
    two = opened(signed_in(open_page, f"{url}#/board", "ben"))
    one.keyboard.press("c")
    expect(deck(two)).to_contain_text("claimed by Nora North")
    expect(deck(two).locator(".deck__acts button")).to_have_text([re.compile("Escalate")])
    one.get_by_label("Mine").check()
    expect(row(one)).to_be_visible()
    two.get_by_label("Mine").check()
    expect(two.get_by_text("No running call matches.")).to_be_visible()


def test_after_a_restart_the_board_knows_its_flags_again_and_says_that_it_was_away(
    tmp_path, page_folder, desk, open_page
):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start(desk)
    with running(tmp_path / "one", page_folder, port, desk=desk) as (url, _):
        page = opened(open_page(f"{url}#/board"))
        page.keyboard.press("c")
        expect(row(page)).to_contain_text("claimed by you")
    expect(page.get_by_text("Cut off from voicemon since").first).to_be_visible()
    desk.listeners.clear()
    with running(tmp_path / "one", page_folder, port, desk=desk):
        expect(page.get_by_text("Connected again.").first).to_be_visible()
        expect(deck(page)).to_contain_text("claimed by you")
        page.keyboard.press("d")
        expect(row(page)).to_contain_text("acted on by you")


def test_a_new_flag_is_told_on_whatever_page_and_counted_in_the_title(alone, desk, open_page):
    url, _ = alone
    start(desk, turns=2)
    page = open_page(f"{url}#/calls")
    expect(page.get_by_role("link", name="Board")).to_contain_text("1 live call")
    page.wait_for_timeout(500)  # the ledger's first snapshot is no news
    live_story.play(desk, "bad", 10, since=2)
    alert = page.locator(".alertcard").first
    expect(alert).to_contain_text("dana.w")
    expect(page).to_have_title(re.compile(r"^\(1\) "))
    alert.get_by_role("button", name="Open").click()
    expect(deck(page)).to_be_visible()


HEARD = """() => {
  window.heard = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    window.heard += 1;
    start.apply(this, when);
  };
}"""


def test_a_new_act_flag_is_heard_unless_it_is_muted(alone, desk, open_page):
    url, _ = alone
    start(desk, "one", "dana.w", turns=2)
    start(desk, "two", "lee.k", turns=2)
    page = open_page(f"{url}#/board")
    page.evaluate(HEARD)
    expect(page.locator(".liverow")).to_have_count(2)
    page.get_by_role("heading", level=1).click()  # a browser is silent until then
    page.wait_for_timeout(500)
    live_story.play(desk, "one", 10, since=2)
    expect(page.locator(".alertcard").first).to_be_visible()
    page.wait_for_function("window.heard > 0")
    heard = page.evaluate("window.heard")
    page.keyboard.press("x")
    expect(page.get_by_text("Muted", exact=True)).to_be_visible()
    live_story.play(desk, "two", 10, since=2)
    expect(page.locator(".alertcard", has_text="lee.k").first).to_be_visible()
    assert page.evaluate("window.heard") == heard


def test_the_strip_tells_what_waits(alone, desk, open_page):
    url, _ = alone
    start(desk)
    start(desk, "calm", "lee.k", turns=2)
    page = open_page(f"{url}#/board")
    strip = page.get_by_role("region", name="At a glance")
    expect(strip).to_contain_text(re.compile("Live calls2"))
    expect(strip).to_contain_text(re.compile("Oldest unclaimed0:"))
    expect(strip).to_contain_text("“Act” flags this hour")
    expect(strip).to_contain_text(re.compile("Services(well|in trouble)"))
    strip.get_by_role("link").click()
    expect(deck(page)).to_be_visible()


def test_filters_cards_and_saved_views_are_kept(alone, desk, open_page):
    url, _ = alone
    start(desk)
    start(desk, "other", "lee.k", turns=2, queue="service")
    page = open_page(f"{url}#/board")
    expect(page.locator(".liverow")).to_have_count(2)
    page.get_by_label("Queue").select_option("service")
    expect(page.locator(".liverow")).to_have_count(1)
    page.get_by_role("button", name="Cards").click()
    page.get_by_text("Views").click()
    page.get_by_label("Name of this view").fill("service only")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(".liverow")).to_have_count(2)
    page.get_by_role("button", name="List").click()
    page.goto(f"{url}#/calls")
    page.goto(f"{url}#/board")
    page.get_by_text("Views").click()
    page.get_by_role("button", name="service only", exact=True).click()
    expect(page.locator(".liverow")).to_have_count(1)
    expect(page.get_by_role("button", name="Cards")).to_have_attribute("aria-pressed", "true")


def test_a_long_board_draws_what_is_in_sight(alone, desk, open_page):
    url, _ = alone
    for number in range(120):
        desk.start(f"c{number}", agent_id=f"agent.{number:03}", queue="billing", language="en")
    page = open_page(f"{url}#/board?sort=agent")
    drawn = page.locator(".liverow")
    expect(drawn.first).to_contain_text("agent.000")
    assert drawn.count() < 20
    expect(drawn.first).to_have_attribute("aria-setsize", "120")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(page.get_by_role("link", name="agent.119")).to_be_focused()
    expect(page.get_by_role("link", name="agent.119")).to_be_in_viewport()
    assert drawn.count() < 20


def test_the_wall_keeps_the_worst_and_turns_the_rest(alone, desk, open_page):
    url, _ = alone
    start(desk)
    for number in range(16):
        desk.start(f"c{number}", agent_id=f"agent.{number:03}", queue="billing", language="en")
    page = open_page(f"{url}#/wall?seconds=3", viewport={"width": 1920, "height": 1080})
    cards = page.locator(".wallcard")
    expect(cards.first).to_contain_text("dana.w")
    expect(page.get_by_text("Page 1 of 2")).to_be_visible()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    expect(cards.first).to_contain_text("dana.w")
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("Board")


@pytest.mark.parametrize("width", [1920, 1280, 375])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(
    "view", ["#/board?layout=cards", "#/board?call=bad", "#/wall", "#/live/bad"]
)
def test_axe_finds_nothing_grave(alone, desk, open_page, axe_source, view, colours, width):
    url, _ = alone
    start(desk)
    start(desk, "calm", "lee.k", turns=17)
    page = open_page(
        url + view, color_scheme=colours, reduced_motion="reduce",
        viewport={"width": width, "height": 900},
    )  # fmt: skip
    expect(page.get_by_text("Steep rise").first).to_be_visible()
    assert grave_faults(page, axe_source) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
