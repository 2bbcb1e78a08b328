"""A laptop that slept for an hour: the page says so, and shows what is so now."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.product import running
from tests.browser.team import fill_in, hire, signed_in
from tests.browser.test_flags import HEARD, beside, deck, opened, row, start
from tests.browser.wire_between import wire_to
from tests.scripted_desk import ScriptedDesk
from voicemon.store.sessions import Limits

pytestmark = pytest.mark.e2e

PATIENCE_MS = 60_000
AN_HOUR = re.compile(r"Connected again\. The page was cut off for 1:0\d:\d\d, from")
PER_CHIME = 2  # tones

# From the moment at which the page falls asleep its clock is an hour ahead.
CLOCK = """() => {
  const real = Date.now.bind(Date);
  let asleep = Infinity;
  window.fallAsleep = () => { asleep = real(); };
  Date.now = () => real() + (real() > asleep + 1000 ? 3_600_000 : 0);
}"""


@pytest.fixture
def desk():
    return ScriptedDesk()


@pytest.fixture
def team(tmp_path, page_folder, desk):
    chosen = {"sign_in": True, "act_flags_per_hour": 0}
    with running(tmp_path / "data", page_folder, desk=desk, **chosen) as (url, store):
        hire(store)
        yield url, store


@pytest.fixture
def wire(team):
    with wire_to(team[0]) as made:
        yield made


class Laptop:
    """The machine of somebody who looks at the board."""

    def __init__(self, page):
        self.page = page
        self._devtools = page.context.new_cdp_session(page)
        page.evaluate(CLOCK)
        page.evaluate(HEARD)

    def sleep(self):
        self.page.evaluate("() => window.fallAsleep()")
        self._devtools.send("Page.setWebLifecycleState", {"state": "frozen"})

    def wake(self):
        self._devtools.send("Page.setWebLifecycleState", {"state": "active"})
        self.page.bring_to_front()


@pytest.fixture
def laptop(wire, desk, open_page):
    start(desk, "stays", "dana.w", turns=2)
    start(desk, "ends", "lee.k", turns=8)
    page = signed_in(open_page, f"{wire.url}#/board", "nora")
    expect(page.locator(".liverow")).to_have_count(2)
    page.get_by_role("heading", level=1).click()  # a browser is silent until then
    return Laptop(page)


def an_hour_goes_by(desk):
    """One call ends, others come, each with flags."""
    desk.end("ends")
    for number in range(6):
        start(desk, f"new{number}", f"agent.{number}", turns=10)


def all_written_down(store):
    """The ledger has the flags of all calls, and no more of them come."""
    calm, known = 0, -1
    for _ in range(300):
        cards = store.ledger.running()
        everybody = {f"new{number}" for number in range(6)} <= {card.call_id for card in cards}
        calm, known = (calm + 1 if everybody and len(cards) == known else 0), len(cards)
        if calm == 10:
            return
        time.sleep(0.1)
    raise TimeoutError(f"{known} flags after half a minute")


def fallen_out(wire):
    wire.cut()


def gone_silent(wire):
    wire.silence()


def kept_open(_):
    """The line stands, and what is sent piles up before the sleeping page."""


@pytest.mark.parametrize("line", [fallen_out, gone_silent, kept_open])
def test_it_says_for_how_long_and_shows_what_is_so_now(laptop, wire, desk, line):
    page = laptop.page
    laptop.sleep()
    line(wire)
    an_hour_goes_by(desk)
    wire.mend()
    laptop.wake()
    expect(page.get_by_text(AN_HOUR)).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator(".liverow")).to_have_count(7, timeout=PATIENCE_MS)
    expect(row(page, "lee.k")).to_have_count(0)
    expect(row(page, "agent.3")).to_contain_text("Frustrated for a while")
    expect(page).to_have_title(re.compile(r"^\(6\) "))


def test_an_hour_of_flags_is_told_in_one_piece(laptop, wire, desk, team):
    page = laptop.page
    laptop.sleep()
    wire.cut()
    an_hour_goes_by(desk)
    start(desk, "over", "max.o", turns=10)
    desk.end("over")
    all_written_down(team[1])  # what comes after the cut is news, and told one by one
    wire.mend()
    laptop.wake()
    alerts = page.locator(".alertcard")
    expect(alerts).to_have_count(1, timeout=PATIENCE_MS)
    expect(alerts).to_contain_text(re.compile(r"\d+ flags came while the page was cut off"))
    expect(alerts).not_to_contain_text("max.o")
    page.wait_for_timeout(1500)  # what is not to come has had the time to
    assert page.evaluate("() => window.heard") in (0, PER_CHIME)
    expect(alerts).to_have_count(1)
    alerts.get_by_role("button", name="Open").click()
    expect(beside(page)).to_be_visible()
    expect(alerts).to_have_count(0)


def test_one_whose_session_is_over_signs_in_and_is_back_where_they_were(team, laptop, wire, desk):
    page, (_, store) = laptop.page, team
    opened(page, "lee.k")
    beside(page).get_by_role("textbox", name="Message the agent").fill("I can take it from here.")
    where = page.url
    laptop.sleep()
    wire.cut()
    store.sessions.tidy(Limits(timedelta(0), timedelta(0)), datetime.now(UTC))
    start(desk, "new", "max.o", turns=2)
    wire.mend()
    laptop.wake()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Sign in", timeout=PATIENCE_MS)
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    fill_in(page, "nora")
    expect(heading).to_have_text("Board")
    assert page.url == where
    expect(row(page, "max.o")).to_be_visible()
    expect(deck(page)).to_contain_text("Steep rise")
    expect(beside(page).get_by_role("textbox", name="Message the agent")).to_have_value(
        "I can take it from here."
    )
