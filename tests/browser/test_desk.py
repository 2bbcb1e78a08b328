"""A supervisor writes to an agent, who reads it; the flag is resolved: two people, two pages."""

import pytest
from playwright.sync_api import expect

from tests.browser.product import running
from tests.browser.team import TEAM, hire, signed_in
from tests.browser.test_access import grave_faults
from tests.browser.test_flags import beside, deck, opened, start
from tests.scripted_desk import ScriptedDesk
from voicemon.runtime.live.changes import Suggested
from voicemon.types import FlagOutcome, FlagState, MomentKind, SuggestedStep

pytestmark = pytest.mark.e2e

STEP = SuggestedStep(
    "m1", MomentKind.MANAGER, 119.5, "I understand. I will get my manager for you right away.",
    "asked for a manager at 1:59, nobody has answered that yet", "en",
)  # fmt: skip


@pytest.fixture
def desk():
    return ScriptedDesk()


@pytest.fixture
def team(tmp_path, page_folder, desk):
    with running(tmp_path / "data", page_folder, desk=desk, sign_in=True) as (url, store):
        hire(store)
        yield url, store


def agents_page(open_page, url, **context):
    page = signed_in(open_page, f"{url}#/desk", "dana", **context)
    expect(page.get_by_role("heading", level=1)).to_have_text("My desk")
    return page


def test_a_message_reaches_the_agent_and_its_sender_sees_when_it_was_read(team, desk, open_page):
    url, store = team
    start(desk)
    agent = agents_page(open_page, url)
    expect(agent.get_by_role("region", name="Your call")).to_be_visible()
    desk.tell("bad", Suggested(STEP))
    supervisor = opened(signed_in(open_page, f"{url}#/board", "nora"))
    offer = beside(supervisor).get_by_role("region", name="Could say now")
    expect(offer).to_contain_text("I will get my manager for you")
    expect(offer).to_contain_text("asked for a manager at 1:59")
    supervisor.keyboard.press("c")
    expect(deck(supervisor)).to_contain_text("claimed by you")
    supervisor.keyboard.press("m")
    supervisor.keyboard.type("You may give her the credit.")
    beside(supervisor).get_by_label("with what they could say").check()
    beside(supervisor).get_by_role("button", name="Send").click()
    sent = beside(supervisor).get_by_role("log", name="Messages sent")
    expect(sent).to_contain_text("You may give her the credit.")
    expect(sent).to_contain_text("on the screen since")
    expect(deck(supervisor)).to_contain_text("acted on by you")
    note = agent.get_by_role("log", name="Messages to you")
    expect(note).to_contain_text("Nora North")
    expect(note).to_contain_text("You may give her the credit.")
    expect(note).to_contain_text(STEP.sentence)
    expect(agent).to_have_title("(1) My desk · voicemon")
    agent.keyboard.press("r")
    expect(note).to_contain_text("read at")
    expect(sent).to_contain_text("read at")
    supervisor.keyboard.press("r")
    supervisor.keyboard.press("1")
    expect(supervisor.locator(".deed")).to_contain_text("Resolved")
    states = [move.state for move in store.ledger.history("bad-f1")]
    assert states[-3:] == [FlagState.CLAIMED, FlagState.ACTED, FlagState.RESOLVED]
    assert store.ledger.history("bad-f1")[-1].outcome is FlagOutcome.HELPED


def test_a_step_comes_and_goes_on_both_pages(team, desk, open_page):
    url, _ = team
    start(desk)
    agent = agents_page(open_page, url)
    desk.tell("bad", Suggested(STEP))
    expect(agent.get_by_text("You could say")).to_be_visible()
    desk.tell("bad", Suggested(None))
    expect(agent.get_by_text("Nothing to suggest")).to_be_visible()
    desk.end("bad")
    expect(agent.get_by_text("You are on no call.")).to_be_visible()


def test_an_agent_nobody_is_linked_to_is_said_before_anything_is_sent(team, desk, open_page):
    url, _ = team
    start(desk, "other", "lee.k")
    page = opened(signed_in(open_page, f"{url}#/board", "nora"), "lee.k")
    page.keyboard.press("m")
    page.keyboard.type("hello")
    page.keyboard.press("Enter")
    expect(beside(page).get_by_role("alert")).to_contain_text("lee.k")
    expect(beside(page).get_by_role("textbox", name="Message the agent")).to_have_value("hello")


def test_nothing_on_the_desk_tells_a_score(team, desk, open_page):
    url, _ = team
    start(desk)
    agent = agents_page(open_page, url)
    expect(agent.get_by_role("region", name="Your call")).to_contain_text("billing")
    expect(agent.locator(".meter, .spark, .chip")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_grave(team, desk, open_page, axe_source, colours, width):
    url, _ = team
    desk.start("one", agent_id="dana.w", team=TEAM, queue="billing", language="en")
    size = {"width": width, "height": 800}
    page = agents_page(open_page, url, color_scheme=colours, viewport=size)
    desk.tell("one", Suggested(STEP))
    expect(page.get_by_text(STEP.sentence)).to_be_visible()
    assert grave_faults(page, axe_source) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
