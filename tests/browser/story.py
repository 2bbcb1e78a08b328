"""An intervention as people make it on the page, act by act: for its test and its pictures."""

from playwright.sync_api import expect

from tests.browser.test_flags import beside, deck

SAMPLE = "01_angry_unresolved"  # asks for a manager after a minute, and talks on for as long
AGENT = "dana.w"
RULE, ASKED = "asked-for-manager", "Asked for a manager"
ADVICE = "You may waive the fee. I can take the call over, if you like."
NOTE = "the fee is waived, a technician comes tomorrow"
IN_TIME_MS = 180_000  # until the customer has said it


def alert(page):
    """The banner that tells of the flag, on whatever page one is."""
    return page.locator(".alertcard").filter(has_text=ASKED)


def open_from_alert(page):
    """From the banner to that flag, among those of its call."""
    alert(page).get_by_role("button", name="Open").click()
    deck(page).locator(".deck__tab", has_text=ASKED).click()
    expect(deck(page).locator(".deck__head")).to_contain_text(ASKED)


def claim(page):
    page.keyboard.press("c")
    expect(deck(page)).to_contain_text("claimed by you")


def sent(page):
    return beside(page).get_by_role("log", name="Messages sent")


def write(page, text):
    """A message to the agent, with the sentence that could be said now."""
    expect(beside(page).get_by_role("region", name="Could say now")).to_be_visible()
    page.keyboard.press("m")
    page.keyboard.type(text)
    beside(page).get_by_label("with what they could say").check()
    beside(page).get_by_role("button", name="Send").click()
    expect(sent(page)).to_contain_text(text)


def resolve(page, note=""):
    """The flag that is shown is over: somebody helped."""
    page.keyboard.press("r")
    question = deck(page).get_by_role("group", name="What came of it?")
    question.get_by_label("Note, if you like").fill(note)
    question.get_by_role("button", name="helped").click()
    told = page.locator(".deed")
    expect(told).to_contain_text("Resolved")
    told.get_by_role("button", name="Close").click()
    expect(told).to_have_count(0)
