"""Figures week by week, in a real browser: read, chosen from, saved; honest where there are few."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.product import running
from tests.browser.test_access import grave_faults
from voicemon.flags.cards import VOICEMON, Mover, Wish
from voicemon.flags.figures import DutyHour
from voicemon.flags.ledger import raised
from voicemon.types import Call, Flag, FlagOutcome, FlagState, Severity

pytestmark = pytest.mark.e2e

ANN = Mover("p1", "Ann Lee")
NOW = datetime.now(UTC)
LAST_WEEK = NOW - timedelta(days=7)


def add(store, name, at, rule="sustained-high", team="north", outcome=None, held_back=""):
    call = Call(f"call-{name}", at, team=team, queue="billing")
    flag = Flag(name, call.id, rule, Severity.ACT, FlagState.RAISED, 20.0, "Frustrated", ("u1",))
    store.ledger.add(raised(flag, call, at, {}, 0.8, held_back=held_back))
    if outcome is not None:
        acting = Wish(FlagState.CLAIMED, ANN, at + timedelta(seconds=30), 50.0)
        store.ledger.move(name, acting, {})
        over = Wish(FlagState.RESOLVED, ANN, at + timedelta(seconds=90), 110.0, "", outcome)
        store.ledger.move(name, over, {})
    elif not held_back:
        store.ledger.move(name, Wish(FlagState.ESCALATED, VOICEMON, at, 20.0), {})
    store.ledger.call_over(call.id, "hangup", at + timedelta(minutes=4))


@pytest.fixture
def url(tmp_path, page_folder):
    with running(tmp_path / "data", page_folder) as (url, store):
        for n in range(10):
            came = FlagOutcome.HELPED if n < 8 else FlagOutcome.FALSE_ALARM
            add(store, f"s{n}", LAST_WEEK, outcome=came)
        add(store, "left", LAST_WEEK)
        add(store, "held", LAST_WEEK, held_back="over the budget")
        add(store, "rise", NOW, "steep-rise", "south", FlagOutcome.TOO_LATE)
        hour = LAST_WEEK.replace(minute=0, second=0, microsecond=0)
        now = NOW.replace(minute=0, second=0, microsecond=0)
        store.duty.add([DutyHour(hour, "p1", None, 7200.0), DutyHour(now, "p1", None, 120.0)])
        yield url


def opened(open_page, url, **context):
    page = open_page(f"{url}#/rules", **context)
    page.get_by_role("link", name="Week by week").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Week by week")
    return page


def row(page, n):
    """The cells of a week, newest first."""
    return page.get_by_role("table").get_by_role("row").nth(n + 1)


def test_all_rules_together_are_told_by_week_and_few_outcomes_are_said_to_be_few(url, open_page):
    page = opened(open_page, url)
    expect(page.get_by_role("row")).to_have_count(9)
    expect(row(page, 0)).to_contain_text("so far")
    expect(row(page, 0)).to_contain_text("1 of 1: too few to say")
    last = row(page, 1).get_by_role("cell")
    expect(last.nth(0)).to_have_text("11")
    expect(last.nth(1)).to_have_text("1")
    expect(last.nth(2)).to_have_text("80% 8 of 10, 54%–93%")
    expect(last.nth(3)).to_have_text("1")  # without an outcome
    expect(last.nth(4)).to_have_text("1")  # escalated
    expect(last.nth(5)).to_have_text("1")  # not dealt with during the call
    expect(last.nth(6)).to_have_text("0:30")
    expect(last.nth(7)).to_have_text("4:00")
    expect(last.nth(8)).to_have_text("5.50")
    expect(row(page, 2).get_by_role("cell").first).to_have_text("0")
    expect(page.get_by_role("img", name="11 flags, 8 of 10 judged were right")).to_be_visible()


TOO_LITTLE = {
    "en": "1: too little time on duty for a rate",
    "de": "1: zu wenig Zeit im Dienst für einen Schnitt",
    "es": "1: muy poco tiempo de guardia para dar una media",
}


@pytest.mark.parametrize("language", TOO_LITTLE)
def test_two_minutes_on_duty_make_no_rate(url, open_page, language):
    page = open_page(f"{url}#/rules?weeks=8", locale=language)
    expect(row(page, 0).get_by_role("cell").nth(8)).to_have_text(TOO_LITTLE[language])
    expect(row(page, 2).get_by_role("cell").nth(8)).to_have_text("–")
    page.goto(f"{url}#/rules")
    expect(page.locator(".rfigures", has_text=TOO_LITTLE[language])).to_have_count(1)


def test_a_rule_a_team_and_a_span_are_chosen_and_stand_in_the_address(url, open_page):
    page = opened(open_page, url)
    page.get_by_label("Rule").select_option("steep-rise")
    expect(row(page, 0)).to_contain_text("1 of 1")
    expect(row(page, 1).get_by_role("cell").first).to_have_text("0")
    page.get_by_label("Team").select_option("north")
    expect(row(page, 0).get_by_role("cell").first).to_have_text("0")
    expect(page.get_by_text("No rule has raised a flag in this time.")).to_be_visible()
    page.get_by_label("Rule").select_option("")
    expect(row(page, 1).get_by_role("cell").first).to_have_text("11")
    page.get_by_label("Time").select_option("26")
    expect(page.get_by_role("row")).to_have_count(27)
    page.reload()
    expect(page.get_by_label("Team")).to_have_value("north")
    expect(page.get_by_role("row")).to_have_count(27)


def test_the_figures_are_saved_for_a_spreadsheet(url, open_page):
    page = opened(open_page, url)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as CSV").click()
    assert saved.value.suggested_filename.endswith(".csv")
    with open(saved.value.path(), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {(each["rule"], each["team"], each["raised"]) for each in rows}
    assert {
        ("*", "*", "11"),
        ("sustained-high", "north", "11"),
        ("steep-rise", "south", "1"),
    } <= found


def test_one_rules_card_is_as_honest(url, open_page):
    page = open_page(f"{url}#/rules?rule=steep-rise")
    table = page.get_by_role("region", name="Week by week").last
    expect(table).to_contain_text("1 of 1: too few to say")


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_grave(url, open_page, axe_source, colours, width):
    size = {"width": width, "height": 800}
    page = opened(open_page, url, color_scheme=colours, viewport=size, reduced_motion="reduce")
    expect(page.get_by_role("table")).to_be_visible()
    assert grave_faults(page, axe_source) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
