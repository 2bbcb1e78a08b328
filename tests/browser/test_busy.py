"""What is left out under load is told on every call, in whatever room there is: what does not fit
ends in an ellipsis, never in the middle of a letter, and can be had whole.
"""

import pytest
from playwright.sync_api import expect

from tests.browser import live_story
from tests.browser.product import running
from tests.browser.test_access import grave_faults
from tests.scripted_desk import ScriptedDesk
from voicemon.runtime.live.changes import Step

pytestmark = pytest.mark.e2e

STEPS = [each for each in Step if each is not Step.FULL]
VIEWS = {
    "list": "#/board?layout=list",
    "cards": "#/board?layout=cards",
    "beside": "#/board?call=no_partials",
    "wall": "#/wall",
    "live": "#/live/no_partials",
}
# Notes whose text is cut without an ellipsis, or that lie outside of what is seen of their call.
BADLY_CUT = """() => [...document.querySelectorAll(".step")].filter((it) => {
  const { overflowX, textOverflow, whiteSpace } = getComputedStyle(it);
  const wide = it.scrollWidth > it.clientWidth;
  const tall = it.scrollHeight > it.clientHeight + 1;
  const dotted = textOverflow === "ellipsis" && overflowX === "hidden" && whiteSpace === "nowrap";
  if (it.clientWidth && ((wide && !dotted) || tall)) return true;
  const { left, right, top, bottom } = it.getBoundingClientRect();
  for (let box = it.parentElement; box; box = box.parentElement) {
    if (getComputedStyle(box).overflowX === "visible" || box.matches("html, body")) continue;
    const seen = box.getBoundingClientRect();
    if (left < seen.left - 1 || right > seen.right + 1) return true;
    if (box.matches(".liverow, .wallcard") && (top < seen.top || bottom > seen.bottom)) return true;
  }
  return right - left < 24 || right > innerWidth;
}).map((it) => it.textContent)"""
# What lies over each other at the top of a row: the score, and what stands beside it.
OVERLAID = """() => [...document.querySelectorAll(".liverow")].filter((row) => {
  const box = (part) => row.querySelector(part).getBoundingClientRect();
  const inner = [...row.querySelectorAll(".liverow__now *")]
    .map((it) => it.getBoundingClientRect().right);
  const side = box(".liverow__feed");
  const now = box(".liverow__now");
  const beside = side.top < now.bottom && now.top < side.bottom;
  return beside && side.left > now.left && Math.max(...inner) > side.left + 1;
}).map((row) => row.dataset.call)"""
UNTOLD = """() => [...document.querySelectorAll(".step")]
  .filter((it) => it.title !== it.textContent || it.closest("[aria-hidden=true]"))
  .map((it) => it.textContent)"""


@pytest.fixture(scope="module")
def url(tmp_path_factory, page_folder):
    """A product whose calls are each at another step of load, some with most to say beside it."""
    desk = ScriptedDesk()
    with running(tmp_path_factory.mktemp("busy") / "data", page_folder, desk=desk) as (served, _):
        for number, step in enumerate(STEPS):
            about = {"customer_id": "+1 202 555 0143", "queue": "billing", "language": "en"}
            desk.start(step.value, agent_id=f"agent.{number}", **about)
            live_story.play(desk, step.value, 4 + number)
            desk.status(step.value, lag_s=5.0, step=step, on_hold=number % 2 == 0)
        yield served


@pytest.mark.parametrize("width", [320, 375, 640, 900, 1280, 1920])
@pytest.mark.parametrize("view", VIEWS)
def test_what_does_not_fit_ends_in_an_ellipsis(url, open_page, view, width):
    page = open_page(url + VIEWS[view], viewport={"width": width, "height": 900})
    for language in ("en", "de", "es"):
        page.evaluate(f"localStorage.setItem('voicemon.language', '{language}')")
        page.reload()
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator(".step").first).to_be_visible()
        assert (language, page.evaluate(BADLY_CUT)) == (language, [])
        assert (language, page.evaluate(OVERLAID)) == (language, [])


@pytest.mark.parametrize("view", VIEWS)
def test_the_whole_text_is_there_for_pointers_and_screen_readers(url, open_page, view):
    page = open_page(url + VIEWS[view], viewport={"width": 375, "height": 900})
    note = page.locator(".step", has_text="Busy: ").first
    expect(note).to_be_attached()
    assert page.evaluate(UNTOLD) == []


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_grave(url, open_page, axe_source, colours, width):
    size = {"width": width, "height": 900}
    page = open_page(url + VIEWS["list"], color_scheme=colours, viewport=size)
    expect(page.locator(".step").first).to_be_visible()
    assert grave_faults(page, axe_source) == []
