"""Rules in a real browser: written, checked, rehearsed over stored calls, switched on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.product import fill_with_recent, running
from tests.browser.team import TEAM, hire, signed_in
from tests.browser.test_access import grave_faults
from voicemon.flags.conditions import ScoreAtLeast
from voicemon.flags.rule import Case, Rule
from voicemon.flags.rules import RULES
from voicemon.flags.scope import Scope
from voicemon.store.rules_records import CALIBRATION, Author
from voicemon.types import Severity

pytestmark = pytest.mark.e2e


@pytest.fixture
def url(tmp_path, page_folder):
    with running(tmp_path / "data", page_folder) as (url, store):
        fill_with_recent(store, tmp_path, datetime.now(UTC) - timedelta(days=2))
        yield url


def heading(page):
    return page.get_by_role("heading", level=1)


def preview(page):
    return page.get_by_role("region", name="How it reads")


def test_the_rules_are_read_as_sentences_in_the_readers_language(url, open_page):
    page = open_page(url)
    page.get_by_role("link", name="Rules").click()
    expect(heading(page)).to_have_text("Rules")
    expect(page.get_by_text("Act when the frustration is at least 0.7 for 20 s.")).to_be_visible()
    german = open_page(f"{url}#/rules", locale="de")
    expect(
        german.get_by_text("Handeln, wenn die Frustration 20 s lang mindestens 0,7 beträgt.")
    ).to_be_visible()
    expect(german.get_by_role("link", name="Anhaltend frustriert")).to_be_visible()


def test_a_draft_is_written_rehearsed_and_switched_on(url, open_page):
    page = open_page(f"{url}#/rules")
    page.get_by_role("link", name="New rule").click()
    page.get_by_label("Name", exact=True).fill("Hot")
    page.get_by_label("Severity").select_option("act")
    first = page.get_by_role("group", name="Condition 1")
    first.get_by_label("for", exact=True).fill("5000")
    expect(first).to_contain_text("at most 3600")
    first.get_by_label("for", exact=True).fill("0")
    first.get_by_label("at least").fill("0.5")
    page.get_by_role("button", name="Add a condition").click()
    second = page.get_by_role("group", name="Condition 2")
    second.get_by_role("combobox", name="Condition 2").select_option("cue")
    expect(preview(page)).to_contain_text(
        "Act when the frustration is at least 0.5 and the customer asks for a manager."
    )
    page.get_by_role("button", name="Remove condition 2").click()
    page.get_by_role("button", name="Save the draft").click()
    expect(heading(page)).to_have_text("Hot")
    expect(page.locator(".rhead")).to_contain_text("Draft")
    page.get_by_role("button", name="Rehearse").click()
    expect(page.get_by_text("on 1 of 1 calls")).to_be_visible()
    page.get_by_role("button", name="Switch on").click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("The rehearsal of version 1 over 30 days found")
    asked.get_by_role("button", name="Switch on").click()
    expect(page.locator(".rhead")).to_contain_text("On")
    expect(page.get_by_role("region", name="Versions")).to_contain_text("Version 2")
    page.get_by_role("link", name="Call of").first.click()
    expect(heading(page)).to_have_text("northwind_billing.wav")


def test_a_draft_beside_a_rule_is_rehearsed_and_takes_its_place(tmp_path, page_folder, open_page):
    shipped = RULES[0]
    (case,) = shipped.cases
    tighter = replace(shipped, cases=(replace(case, when=replace(case.when, at_least=0.78)),))
    now = datetime.now(UTC)
    with running(tmp_path / "data", page_folder) as (url, store):
        fill_with_recent(store, tmp_path, now - timedelta(days=2))
        store.rules.propose(shipped.id, 1, tighter, "By 33 right flags.", CALIBRATION, now)
        page = open_page(f"{url}#/rules?rule={shipped.id}")
        versions = page.get_by_role("region", name="Versions")
        expect(versions).to_contain_text("Version 2")
        expect(versions).to_contain_text("By 33 right flags.")
        expect(page.locator(".rsentence")).to_contain_text("at least 0.7 for")
        versions.get_by_role("button", name="Rehearse (2)").click()
        expect(page.get_by_text("This is about the draft, version 2.")).to_be_visible()
        versions.get_by_role("button", name="Take this draft over (2)").click()
        asked = page.get_by_role("dialog")
        expect(asked).to_contain_text("Frustrated for a while, version 2")
        expect(asked).to_contain_text("The rehearsal of version 2 over 30 days found")
        asked.get_by_role("button", name="Switch on").click()
        expect(versions).to_contain_text("Version 3")
        expect(page.locator(".rsentence")).to_contain_text("at least 0.78 for")
        assert store.rules.get(shipped.id).rule == tighter


@pytest.fixture
def team(tmp_path, page_folder):
    """A product of two supervisors of one team, which has a rule of its own."""
    with running(tmp_path / "data", page_folder, sign_in=True) as (url, store):
        hire(store)
        case = Case(severity=Severity.WATCH, when=ScoreAtLeast(at_least=0.6))
        rule = Rule(name="Hot", cases=(case,), scope=Scope(teams=(TEAM,)), cooldown_s=60.0)
        store.rules.add(rule, Author("p0", "Ada Root"), datetime.now(UTC))
        yield f"{url}#/rules?rule=hot", store


def editing(page, cooldown):
    """Open the editor and say how soon the rule may call again."""
    page.get_by_role("button", name="Change").click()
    page.get_by_label("Not again within").fill(str(cooldown))
    expect(preview(page)).to_contain_text(f"Not again within {cooldown} s")
    return page


def save(page):
    """The status of the answer."""
    with page.expect_response(lambda answer: answer.request.method == "PUT") as told:
        page.get_by_role("button", name="Save the draft").click()
    return told.value.status


def cooldowns(store):
    """Of every version, newest first."""
    return [each.rule.cooldown_s for each in store.rules.versions("hot")]


def both_edit(team, open_page):
    """Nora, whose save is refused because Ben was first."""
    url, _ = team
    nora = editing(signed_in(open_page, url, "nora"), 90)
    ben = editing(signed_in(open_page, url, "ben"), 120)
    assert save(ben) == 200
    expect(heading(ben)).to_have_text("Hot")
    assert save(nora) == 409
    expect(nora.get_by_role("alert")).to_contain_text("Ben Byrd changed this rule at")
    return nora


def test_who_saves_second_is_told_who_was_first_and_looks_at_the_newer_version(team, open_page):
    nora = both_edit(team, open_page)
    assert cooldowns(team[1]) == [120.0, 60.0]
    nora.get_by_role("button", name="See the newer version").click()
    expect(nora.get_by_text("Not again within 120 s").first).to_be_visible()
    expect(nora.get_by_role("region", name="Versions")).to_contain_text("Ben Byrd")
    assert cooldowns(team[1]) == [120.0, 60.0]


def test_who_saves_second_may_put_the_own_version_over_the_newer_one(team, open_page):
    nora = both_edit(team, open_page)
    nora.get_by_role("button", name="Keep mine instead").click()
    expect(nora.get_by_role("region", name="Versions")).to_contain_text("Version 3")
    expect(nora.get_by_text("Not again within 90 s").first).to_be_visible()
    assert cooldowns(team[1]) == [90.0, 120.0, 60.0]
    newest = team[1].rules.versions("hot")[0]
    assert newest.by.name == "Nora North"


def test_a_version_is_taken_back_as_a_new_one(team, open_page):
    url, store = team
    page = editing(signed_in(open_page, url, "nora"), 90)
    assert save(page) == 200
    versions = page.get_by_role("region", name="Versions")
    expect(versions).to_contain_text("Version 2")
    expect(page.get_by_text("Not again within 90 s").first).to_be_visible()
    versions.get_by_role("button", name="Take this version back (1)").click()
    expect(versions).to_contain_text("Version 3")
    expect(page.locator(".rsentence + .rquiet")).to_contain_text("Not again within 60 s")
    assert cooldowns(store) == [60.0, 90.0, 60.0]
    versions.get_by_role("button", name="Take this version back (2)").click()
    expect(page.locator(".rsentence + .rquiet")).to_contain_text("Not again within 90 s")
    assert cooldowns(store) == [90.0, 60.0, 90.0, 60.0]


def test_a_version_is_not_taken_back_over_what_somebody_changed_meanwhile(team, open_page):
    url, store = team
    nora = editing(signed_in(open_page, url, "nora"), 90)
    assert save(nora) == 200
    back = nora.get_by_role("button", name="Take this version back (1)")
    expect(back).to_be_visible()
    ben = editing(signed_in(open_page, url, "ben"), 120)
    assert save(ben) == 200
    with nora.expect_response(lambda answer: answer.request.method == "PUT") as told:
        back.click()
    assert told.value.status == 409
    expect(nora.get_by_role("alert")).to_contain_text("Ben Byrd changed this rule at")
    assert cooldowns(store) == [120.0, 90.0, 60.0]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("view", ["#/rules", "#/rules?new=1", "#/rules?rule=steep-rise"])
def test_axe_finds_nothing_grave(url, open_page, axe_source, view, colours, width):
    size = {"width": width, "height": 800}
    page = open_page(url + view, color_scheme=colours, viewport=size, reduced_motion="reduce")
    shown = page.get_by_text("frustration").or_(page.get_by_text("Frustration")).first
    expect(heading(page)).to_be_visible()
    shown.wait_for(state="attached")
    page.wait_for_timeout(600)  # the preview is asked for
    assert grave_faults(page, axe_source) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
