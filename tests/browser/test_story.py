"""One intervention whole, from what a customer says to the figures of the rule: a service and a
telephone system as processes, a call as it is spoken, and everybody at a page of their own.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import story
from tests.browser.served import serving
from tests.browser.story import ADVICE, AGENT, ASKED, IN_TIME_MS, NOTE, RULE, SAMPLE
from tests.browser.team import TEAM, hire, signed_in
from tests.browser.test_flags import HEARD, beside, deck, row

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

# Somebody looks at another window; what the browser is asked to tell is kept.
ELSEWHERE = """() => {
  document.hasFocus = () => false;
  window.notes = [];
  window.Notification = class extends Notification {
    constructor(title, options) {
      super(title, options);
      window.notes.push(title);
    }
  };
}"""


@pytest.fixture
def served(tmp_path, page_folder):
    with serving(tmp_path, hire) as made:
        yield made


def test_a_flag_is_told_claimed_acted_on_and_resolved_and_all_of_it_is_kept(served, open_page):
    url = served.url
    dana = signed_in(open_page, f"{url}#/desk", "dana")
    nora = signed_in(open_page, f"{url}#/board", "nora")
    ben = signed_in(open_page, f"{url}#/calls", "ben", permissions=["notifications"])
    expect(dana.get_by_text("You are on no call.")).to_be_visible()
    expect(nora.get_by_text("No call is running")).to_be_visible()
    nora.evaluate(HEARD)
    nora.get_by_role("heading", level=1).click()  # a browser is silent until then
    ben.evaluate(ELSEWHERE)
    with served.replaying(SAMPLE, served.key(TEAM), "--agent", AGENT) as telephone:
        expect(row(nora, AGENT)).to_be_visible(timeout=IN_TIME_MS)
        call_id = row(nora, AGENT).get_attribute("data-call")
        two_are_told(nora, ben)
        the_reasons_are_read(nora)
        one_of_them_wins(nora, ben)
        the_agent_is_helped(nora, dana)
        story.resolve(nora, NOTE)
        assert telephone.wait(IN_TIME_MS / 1000) == 0
    every_other_flag_gets_its_outcome(nora)
    flag_id = the_ledger_tells_it(nora, url, call_id)
    the_figures_count_it(nora, url)
    a_reviewer_finds_the_call(open_page, url)
    the_audit_log_names_everybody(open_page, url, flag_id)


def two_are_told(nora, ben):
    expect(story.alert(nora)).to_be_visible(timeout=IN_TIME_MS)
    story.open_from_alert(ben)
    story.open_from_alert(nora)
    nora.wait_for_function("window.heard > 0")
    expect(nora).to_have_title(re.compile(r"^\(1\) "))
    ben.wait_for_function("title => window.notes.includes(title)", arg=f"{AGENT}: {ASKED}")


def the_reasons_are_read(page):
    expect(deck(page)).to_contain_text(re.compile(r"“[^”]*manager[^”]*” at 0:\d\d \("))
    why = beside(page).get_by_role("region", name="Why now")
    expect(why).to_contain_text(
        re.compile(r"Frustration [01]\.\d\d \([01]\.\d\d–[01]\.\d\d\) at \d:\d\d: ")
    )


def one_of_them_wins(nora, ben):
    """His wish is made before hers, and is longer on its way."""
    on_its_way = []

    def slowly(route):
        if '"claimed"' in route.request.post_data:
            on_its_way.append(route)
        else:
            route.continue_()

    ben.route("**/api/flags/*/move", slowly)
    with ben.expect_request(lambda request: '"claimed"' in (request.post_data or "")):
        ben.keyboard.press("c")
    story.claim(nora)
    [his] = on_its_way
    his.continue_()
    refused = ben.get_by_role("alert").filter(has_text="Nora North claimed this flag")
    expect(refused).to_contain_text("Look at it as it is now, then decide again", ignore_case=True)
    expect(deck(ben)).to_contain_text("claimed by Nora North")
    expect(deck(ben).locator(".deck__acts button")).to_have_text([re.compile("Escalate")])


def the_agent_is_helped(nora, dana):
    own = dana.get_by_role("region", name="Your call")
    expect(own.get_by_text("You could say")).to_be_visible()
    story.write(nora, ADVICE)
    expect(story.sent(nora)).to_contain_text("on the screen since")
    expect(deck(nora)).to_contain_text("acted on by you")
    notes = dana.get_by_role("log", name="Messages to you")
    expect(notes).to_contain_text("Nora North")
    expect(notes).to_contain_text(ADVICE)
    expect(notes.get_by_role("blockquote")).to_be_visible()
    dana.get_by_role("button", name="I have read it").click()
    expect(story.sent(nora)).to_contain_text("read at")


def every_other_flag_gets_its_outcome(page):
    expect(beside(page)).to_contain_text("The call is over")
    expect(deck(page)).to_contain_text("Ended unresolved")
    for _ in range(max(1, deck(page).locator(".deck__tab").count())):
        story.resolve(page)
    expect(deck(page).locator(".deck__stand")).to_have_text(re.compile("resolved.*helped"))


def the_ledger_tells_it(page, url, call_id):
    cards = page.request.get(f"{url}api/flags?call={call_id}").json()["items"]
    assert {card["state"] for card in cards} == {"resolved"}
    [flag] = [card for card in cards if card["rule"] == RULE]
    assert (flag["outcome"], flag["team"], flag["agent_id"]) == ("helped", TEAM, AGENT)
    moves = page.request.get(f"{url}api/flags/{flag['id']}").json()["history"]
    told = [(move["state"], move["by"]["name"]) for move in moves if move["state"] != "seen"]
    mine = [(state, "Nora North") for state in ("claimed", "acted", "resolved")]
    assert told == [("raised", "voicemon"), *mine]
    assert moves[-1]["why"] == NOTE
    assert all(move["at_s"] is not None for move in moves)  # while the call ran
    return flag["id"]


def the_figures_count_it(page, url):
    rows = page.request.get(f"{url}api/figures/flags?weeks=1").json()["rows"]
    [week] = [row for row in rows if row["rule"] == RULE and row["team"] is None]
    assert (week["raised"], week["helped"], week["unknown"]) == (1, 1, 0)
    assert week["precision"] == 1.0
    assert 0 < week["acknowledged_s"] < week["lead_s"]
    page.get_by_role("link", name="Rules").click()
    name = page.get_by_role("link", name=ASKED)
    card = page.locator(".rcard", has=name)
    expect(card).to_contain_text(re.compile(r"Precision\s*1 of 1"))
    name.click()
    expect(page.get_by_role("row").filter(has_text=week["week"])).to_contain_text("1 of 1")


def a_reviewer_finds_the_call(open_page, url):
    quinn = signed_in(open_page, f"{url}#/calls", "quinn")
    expect(quinn.get_by_role("navigation").get_by_role("link", name="Board")).to_have_count(0)
    quinn.get_by_role("row").filter(has_text=AGENT).get_by_role("link").first.click()
    flags = quinn.get_by_role("region", name="Flags")
    expect(flags).to_contain_text(ASKED)
    expect(flags).to_contain_text("manager")


def the_audit_log_names_everybody(open_page, url, flag_id):
    ada = signed_in(open_page, f"{url}#/admin/audit", "ada")
    rows = ada.get_by_role("row")
    ada.get_by_label("What", exact=True).fill("flag.move")
    ada.get_by_role("button", name="Show", exact=True).click()
    of_it = rows.filter(has_text=flag_id)
    hers = of_it.filter(has_text="Nora North")
    expect(hers.filter(has_text="to: claimed")).to_have_count(1)
    expect(hers.filter(has_text="to: acted")).to_have_count(1)
    expect(hers.filter(has_text="to: resolved")).to_contain_text("outcome: helped")
    expect(of_it.filter(has_text="Ben Byrd").filter(has_text="to: claimed")).to_have_count(0)
    ada.get_by_label("What", exact=True).fill("desk.message")
    ada.get_by_role("button", name="Show", exact=True).click()
    expect(rows.filter(has_text="Nora North").filter(has_text="desk.message")).to_have_count(1)
    expect(ada.get_by_role("main")).not_to_contain_text(ADVICE)
