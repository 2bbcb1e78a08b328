import re

import pytest
from playwright.sync_api import expect

from tests.browser.made_call import END_S, made_analysis

pytestmark = pytest.mark.e2e


@pytest.fixture
def call(product, open_page):
    def opener(query="", call_id="made-call", **context):
        page = open_page(f"{product}#/call/{call_id}{query}", **context)
        expect(position(page)).to_be_visible()
        return page

    return opener


def position(page):
    return page.get_by_role("slider", name="Position in the call")


def at(page, seconds):
    expect(position(page)).to_have_attribute("aria-valuenow", str(seconds))


def flagged_s():
    """When the made call's flags were raised, each moment once."""
    return sorted({flag.at_s for flag in made_analysis().flags if flag.state == "raised"})


def test_a_link_opens_the_call_at_its_moment_and_explains_it(call):
    page = call("?t=112")
    at(page, 112)
    why = page.get_by_role("region", name="Why")
    expect(why).to_contain_text(re.compile(r"Frustration 0\.\d\d \(0\.\d\d–0\.\d\d\) at 1:59:"))
    expect(why).to_contain_text("asks for a manager")
    expect(page.locator(".line--now")).to_contain_text("Finally. This is ridiculous.")


def test_a_click_on_the_axis_seeks(call):
    page = call()
    box = position(page).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    at(page, round(END_S / 2))


def test_a_click_on_a_word_and_on_a_time_seeks(call):
    page = call()
    page.locator(".word", has_text="colleague").click()
    now = int(position(page).get_attribute("aria-valuenow"))
    assert 24 <= now <= 27
    page.get_by_role("button", name="Go to 0:34").first.click()
    at(page, 34)


def test_a_click_on_a_flag_seeks(call):
    page = call()
    page.get_by_role("button", name=re.compile("Act: Asked for a manager")).click()
    expect(page.locator(".line--now")).to_contain_text("manager")


def test_the_keyboard_does_it_all(call):
    page = call("?t=10")
    at(page, 10)
    page.keyboard.press("ArrowRight")
    at(page, 15)
    page.keyboard.press("Shift+ArrowLeft")
    at(page, 14)
    page.keyboard.press("k")
    at(page, 15)  # the agent's question begins at 15.2 s
    first, second, *_ = flagged_s()
    page.keyboard.press("n")
    at(page, round(first))
    page.keyboard.press("n")
    at(page, round(second))
    page.keyboard.press("p")
    at(page, round(first))
    page.keyboard.press("]")
    expect(page.get_by_label("Speed")).to_have_value("1.25")
    page.keyboard.press("1")
    expect(page.get_by_role("button", name="Unmute: Agent")).to_be_visible()
    position(page).focus()
    page.keyboard.press("Home")
    at(page, 0)


def test_shortcuts_can_be_switched_off(call):
    page = call("?t=10")
    page.get_by_role("button", name="Keyboard and help").click()
    page.get_by_label("Single-key shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    at(page, 10)


def test_the_call_plays_at_the_speed_chosen_and_pauses(call):
    page = call("?t=6")
    page.get_by_label("Speed").select_option("3")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(position(page)).to_have_attribute("aria-valuenow", re.compile(r"^(9|1\d)$"))
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_silence_is_skipped_when_asked(call):
    page = call("?t=61")
    page.get_by_label("Skip silence").check()
    page.get_by_role("button", name="Play").click()
    expect(position(page)).to_have_attribute("aria-valuenow", re.compile(r"^1[01]\d$"))


def test_the_transcript_follows_until_the_reader_scrolls(call):
    page = call("?t=170")
    expect(page.locator(".line--now")).to_be_in_viewport()
    page.locator(".transcript__scroll").hover()
    page.mouse.wheel(0, -3000)
    follow = page.get_by_role("button", name="Follow the playhead")
    expect(follow).to_be_visible()
    follow.click()
    expect(page.locator(".line--now")).to_be_in_viewport()


def test_words_in_doubt_and_masked_words_are_marked(call):
    page = call()
    expect(page.locator(".line .word--masked")).to_have_text("[card number].")
    expect(page.locator(".line .word--unsure").first).to_have_attribute(
        "title", "Heard with 31% certainty"
    )


def test_what_was_withheld_is_shown_as_withheld(call):
    page = call()
    panel = page.get_by_role("region", name="Withheld")
    expect(panel).to_contain_text("masked words: the audio is silent there")


def test_the_agent_has_no_score(call):
    page = call()
    expect(page.locator(".turn--agent .line")).not_to_have_count(0)
    expect(page.locator(".turn--agent .line__score")).to_have_count(0)
    expect(page.locator(".turn--customer .line__score")).not_to_have_count(0)


def test_an_earlier_analysis_can_be_opened(call):
    page = call()
    page.get_by_role("combobox", name="Analysis").select_option("made-1")
    expect(page).to_have_url(re.compile("analysis=made-1"))
    expect(page.get_by_role("combobox", name="Analysis")).to_have_value("made-1")


@pytest.mark.parametrize("name", ["JSON: everything", "WebVTT captions", "CSV: one line"])
def test_the_call_can_be_exported(call, name):
    page = call()
    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    assert download.value.path().stat().st_size > 100


def test_the_link_to_a_moment_is_copied(call, product):
    page = call("?t=30", permissions=["clipboard-read", "clipboard-write"])
    page.keyboard.press("c")
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{product}#/call/made-call?t=30"


def test_zoom_shows_less_of_the_call_around_the_playhead(call):
    page = call("?t=90")
    expect(page.get_by_role("button", name="Whole call")).to_be_disabled()
    page.keyboard.press("+")
    page.keyboard.press("+")
    expect(page.locator(".axis__tick").first).not_to_have_text("0:00")
    page.keyboard.press("0")
    expect(page.locator(".axis__tick").first).to_have_text("0:00")


def test_a_call_without_a_certain_customer_says_so(call):
    page = call(call_id="mono-call")
    expect(page.get_by_text("so there is no curve").first).to_be_visible()
    expect(page.get_by_text("nobody is certainly the customer")).to_be_visible()


def test_a_call_that_is_not_there_is_a_problem_with_a_way_back(product, open_page):
    page = open_page(f"{product}#/call/nobody")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such call.")
    page.get_by_role("link", name="Back to the calls").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Calls")
