"""The pictures of an intervention: a product of its own, four calls that come in, and who acts."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import expect

from tests.browser import story
from tests.browser.palette import pictured
from tests.browser.served import serving
from tests.browser.story import ADVICE, AGENT, IN_TIME_MS, NOTE, SAMPLE
from tests.browser.team import TEAM, hire, signed_in
from tests.browser.test_flags import beside, deck

OTHERS = ["02_angry_calmed", "03_polite_tense", "04_calm"]
WIDE = {"width": 1280, "height": 860}
DESK = {"width": 860, "height": 640}
TALL = {"width": 1280, "height": 1040}


def take_story(browser, folder):
    """Play it once, from the first ring to the audit log."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(TemporaryDirectory()))
        served = stack.enter_context(serving(place, hire))
        open_page = _opener(browser)
        dana = signed_in(open_page, f"{served.url}#/desk", "dana", viewport=DESK)
        nora = signed_in(open_page, f"{served.url}#/board", "nora")
        ben = signed_in(open_page, f"{served.url}#/board", "ben", color_scheme="dark")
        key = served.key(TEAM)
        for name in OTHERS:
            stack.enter_context(served.replaying(name, key))
        stack.enter_context(served.replaying(SAMPLE, key, "--agent", AGENT))
        _while_it_runs(nora, ben, dana, folder)
        _afterwards(nora, folder)
        _figures(nora, served.url, folder)
        ada = signed_in(open_page, f"{served.url}#/admin/audit", "ada")
        _audit(ada, folder)


def _while_it_runs(nora, ben, dana, folder):
    for each in (nora, ben):
        each.mouse.move(1, 1)  # rows stand still under the pointer
    expect(story.alert(nora)).to_be_visible(timeout=IN_TIME_MS)
    expect(story.alert(ben)).to_be_visible()
    _shot(nora, folder, "flag-light")
    _shot(ben, folder, "flag-dark")
    story.open_from_alert(nora)
    story.claim(nora)
    _board(ben, folder)
    story.write(nora, ADVICE)
    expect(dana.get_by_text(ADVICE)).to_be_visible()
    _shot(dana, folder, "flag-desk")
    dana.get_by_role("button", name="I have read it").click()
    expect(story.sent(nora)).to_contain_text("read at")
    _close_alerts(nora)
    nora.set_viewport_size(TALL)
    _shot(nora, folder, "flag-call")
    nora.set_viewport_size(WIDE)
    story.resolve(nora, NOTE)


def _board(page, folder):
    """The board alone, in both colours."""
    _close_alerts(page)
    for colours in ("dark", "light"):
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        _shot(page, folder, f"board-{colours}")


def _afterwards(page, folder):
    over = beside(page).get_by_role("link", name="Open the stored call")
    expect(over).to_be_visible(timeout=IN_TIME_MS)
    expect(deck(page)).to_contain_text("Ended unresolved")
    for _ in range(deck(page).locator(".deck__tab").count()):
        story.resolve(page)
    _close_alerts(page)
    _shot(page, folder, "flag-resolved")


def _figures(page, url, folder):
    page.goto(f"{url}#/rules")
    expect(page.locator(".rfigures").first).to_be_visible()
    _shot(page, folder, "rules-figures")


def _audit(page, folder):
    page.get_by_label("What", exact=True).fill("flag.move")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("row").filter(has_text="to: resolved").first).to_be_visible()
    _shot(page, folder, "audit-log")


def _close_alerts(page):
    while page.locator(".alertcard").count():
        page.locator(".alertcard").first.get_by_role("button", name="Close").click()


def _shot(page, folder, name):
    (folder / f"{name}.png").write_bytes(pictured(page))


def _opener(browser):
    def opener(url, **context):
        context = {"viewport": WIDE, "reduced_motion": "reduce", "locale": "en-GB"} | context
        page = browser.new_context(**context).new_page()
        page.goto(url)
        return page

    return opener
