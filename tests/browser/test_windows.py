"""Two windows of one person: what is done in one is so in the other, and one alone speaks up."""

import pytest
from playwright.sync_api import expect

from tests.browser import live_story
from tests.browser.product import running
from tests.browser.team import fill_in, hire, signed_in
from tests.browser.test_flags import HEARD, beside, deck, opened, row, start, still_open
from tests.scripted_desk import ScriptedDesk
from voicemon.types import FlagState

pytestmark = pytest.mark.e2e

# Notifications of a browser that grants them to a person who looks elsewhere.
NOTED = """() => {
  window.noted = [];
  window.Notification = class extends EventTarget {
    static permission = "granted";
    constructor(title, { body, tag }) {
      super();
      window.noted.push(`${tag}: ${title} ${body}`);
    }
  };
  document.hasFocus = () => false;
}"""
PER_CHIME = 2  # tones


@pytest.fixture
def desk():
    return ScriptedDesk()


@pytest.fixture
def url(tmp_path, page_folder, desk):
    chosen = {"sign_in": True, "act_flags_per_hour": 0}
    with running(tmp_path / "data", page_folder, desk=desk, **chosen) as (served, store):
        hire(store)
        desk.store = store
        yield served


@pytest.fixture
def windows(url, open_page):
    """Both on the board, signed in once."""
    one = signed_in(open_page, f"{url}#/board", "nora")
    expect(one.get_by_role("heading", level=1)).to_have_text("Board")
    two = one.context.new_page()
    two.goto(f"{url}#/board")
    expect(two.get_by_role("heading", level=1)).to_have_text("Board")
    return one, two


def test_a_deed_in_one_is_seen_and_taken_back_in_the_other(windows, desk):
    start(desk)
    one, two = (opened(page) for page in windows)
    expect(deck(one)).to_contain_text("seen")  # which is a move of its own
    one.keyboard.press("c")
    expect(deck(two)).to_contain_text("claimed by you")
    expect(row(two)).to_contain_text("claimed by you")
    two.keyboard.press("u")
    expect(deck(one)).not_to_contain_text("claimed by you")
    assert set(still_open(desk.store)) == {FlagState.SEEN}
    two.keyboard.press("c")
    expect(deck(one)).to_contain_text("claimed by you")
    one.keyboard.press("r")
    one.keyboard.press("1")
    expect(deck(two)).not_to_contain_text("claimed by you")


def test_one_of_them_sounds_and_one_notifies_and_each_flag_once(windows, desk):
    calls = [f"call{number}" for number in range(2)]
    for call_id in calls:
        start(desk, call_id, f"agent.{call_id}", turns=2)
    for page in windows:
        expect(page.locator(".liverow")).to_have_count(len(calls))
        page.evaluate(HEARD)
        page.evaluate(NOTED)
        page.get_by_role("heading", level=1).click()
        page.wait_for_timeout(500)  # the ledger's first snapshot is no news
    for call_id in calls:
        live_story.play(desk, call_id, 10, since=2)
    for page in windows:
        expect(page.locator(".alertcard").first).to_be_visible()
        expect(page.locator(".alertcard", has_text=f"agent.{calls[-1]}").first).to_be_visible()
    one, two = windows
    heard = "() => window.heard"
    one.wait_for_timeout(1500)  # what is not to come has had the time to
    assert one.evaluate(heard) + two.evaluate(heard) == PER_CHIME
    noted = one.evaluate("() => window.noted") + two.evaluate("() => window.noted")
    assert sorted(noted) == sorted(set(noted))
    assert {each.split(":")[0] for each in noted} == set(calls)


def test_nothing_is_notified_while_one_of_them_is_looked_at(windows, desk):
    start(desk, "first", "dana.w", turns=2)
    start(desk, "second", "lee.k", turns=2)
    one, two = windows
    for page in windows:
        expect(page.locator(".liverow")).to_have_count(2)
        page.evaluate(NOTED)
    one.evaluate("() => { document.hasFocus = () => true; }")
    one.wait_for_timeout(500)  # the ledger's first snapshot is no news
    live_story.play(desk, "first", 10, since=2)
    for page in windows:
        expect(page.locator(".alertcard", has_text="dana.w").first).to_be_visible()
    one.wait_for_timeout(1500)  # what is not to come has had the time to
    noted = "() => window.noted"
    assert one.evaluate(noted) + two.evaluate(noted) == []
    one.evaluate("() => { document.hasFocus = () => false; }")  # the other program's turn
    live_story.play(desk, "second", 10, since=2)
    for page in windows:
        expect(page.locator(".alertcard", has_text="lee.k").first).to_be_visible()
    one.wait_for_timeout(1500)
    told = one.evaluate(noted) + two.evaluate(noted)
    assert {each.split(":")[0] for each in told} == {"second"}
    assert sorted(told) == sorted(set(told))


def test_quiet_in_one_is_quiet_in_both(windows):
    one, two = windows
    one.keyboard.press("x")
    expect(one.get_by_text("Muted", exact=True)).to_be_visible()
    expect(two.get_by_text("Muted", exact=True)).to_be_visible()
    two.keyboard.press("x")
    expect(one.get_by_text("Muted", exact=True)).to_have_count(0)


def test_pins_views_and_colours_are_the_same_in_both(windows, desk):
    start(desk, "a", "dana.w", turns=2)
    start(desk, "b", "lee.k", turns=8)
    one, two = windows
    expect(row(two, "lee.k")).to_contain_text("Steep rise")
    expect(two.locator(".liverow").last).to_contain_text("dana.w")
    row(one, "dana.w").get_by_role("button", name="Keep the call of dana.w at the top").click()
    expect(two.locator(".liverow").first).to_contain_text("dana.w")
    one.get_by_text("Views").click()
    one.get_by_label("Name of this view").fill("everything")
    one.get_by_role("button", name="Keep", exact=True).click()
    one.keyboard.press("Escape")
    two.get_by_text("Views").click()
    expect(two.get_by_role("button", name="everything", exact=True)).to_be_visible()
    two.keyboard.press("Escape")
    one.get_by_role("button", name="Colours: as the system").click()
    expect(two.get_by_role("button", name="Colours: light")).to_be_visible()
    expect(two.locator("html")).to_have_attribute("data-theme", "light")


def test_signing_out_in_one_is_told_kindly_in_the_other_and_so_is_coming_back(windows, desk):
    start(desk)
    one, two = windows
    opened(two)
    beside(two).get_by_role("textbox", name="Message the agent").fill("Shall I take over?")
    where = two.url
    one.get_by_text("Nora North").first.click()
    one.get_by_role("button", name="Sign out").click()
    expect(one.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(two.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(two.get_by_text("You are signed out.")).to_be_visible()
    assert two.url == where
    expect(two.get_by_text("dana.w")).to_have_count(0)  # nothing is left in sight
    fill_in(one, "nora")
    expect(one.get_by_role("heading", level=1)).to_have_text("Board")
    expect(row(two)).to_be_visible()  # without another sign-in
    expect(deck(two)).to_be_visible()
    expect(beside(two).get_by_role("textbox", name="Message the agent")).to_have_value(
        "Shall I take over?"
    )
    assert two.url == where
