"""For everybody, on every view: axe finds nothing, nothing is wider than the window, Tab comes to
everything and shows where it is.

What there is to see stands in `every_view`; a view of the product that is not there fails a test.
"""

import socket

import pytest
from playwright.sync_api import expect

from tests.browser.every_view import ANYBODY, SIGHTS
from tests.browser.house import furnished
from tests.browser.keyboard import unreached
from tests.browser.product import running
from tests.browser.test_access import RULES
from tests.scripted_desk import ScriptedDesk
from voicemon.server.views import View

pytestmark = pytest.mark.e2e

COLOURS = ["light", "dark"]
PHONE, DESK = 375, 1280
WIDTHS = (320, PHONE, 768, 1024, DESK, 1920)
HEIGHT = 900
# Each rule of axe once a fault: what it is, where, why.
LOOK = """async ([within, runOnly]) => {
  const found = await axe.run(within || document, { runOnly, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => [impact, id, target.join(" "), failureSummary]));
}"""
WIDER = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= innerWidth) return [];
  const name = (it) => `${it.tagName.toLowerCase()}.${it.className?.baseVal ?? it.className}`;
  const wide = [...document.body.querySelectorAll("*")].filter(
    (it) => it.getBoundingClientRect().right > innerWidth + 1,
  );
  return [`${root.scrollWidth} of ${innerWidth}`, ...wide.slice(0, 6).map(name)];
}"""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def house(tmp_path_factory, page_folder, browser):
    with furnished(tmp_path_factory.mktemp("house"), page_folder) as made:
        made.come_in(browser, *sorted({each.who for each in SIGHTS.values()} - {ANYBODY}))
        yield made


@pytest.fixture(scope="module", params=SIGHTS)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def page(name, house, browser):
    """A page that shows this sight; the tests of a sight share it, as a reader would."""
    it = SIGHTS[name]
    path = it.path.format(reset=house.reset_ticket()) if "{" in it.path else it.path
    context = browser.new_context(
        storage_state=house.cookies.get(it.who),
        viewport={"width": DESK, "height": HEIGHT},
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    opened = context.new_page()
    broken = []
    opened.on("pageerror", lambda error: broken.append(str(error)))
    opened.goto(house.url + path)
    it.ready(opened, house)
    yield opened
    context.close()
    assert broken == []


def resized(page, width):
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.evaluate("scrollTo(0, 0)")  # nothing lies half under the header
    page.evaluate(PAINTED)


# Colours that fade into each other are none that anybody has to read.
SETTLED = """() => Promise.allSettled(document.getAnimations()
  .filter((each) => each instanceof CSSTransition).map((each) => each.finished))"""


def faults(page, axe_source, colours, within=""):
    """What axe finds at both widths, minor things and best practice among it."""
    page.emulate_media(color_scheme=colours)
    page.evaluate(SETTLED)
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_source)
    found = []
    for width in (PHONE, DESK):
        resized(page, width)
        found += [(colours, width, *each) for each in page.evaluate(LOOK, [within, RULES])]
    return found


def test_every_view_of_the_product_is_among_those_that_are_looked_at():
    assert {each.view for each in SIGHTS.values()} >= {*View} - {View.SETUP}


@pytest.mark.parametrize("colours", COLOURS)
def test_axe_finds_nothing(page, axe_source, name, colours):
    assert faults(page, axe_source, colours, SIGHTS[name].within) == []


def test_tab_comes_to_everything_and_shows_where_it_is(page):
    resized(page, DESK)
    assert unreached(page) == []


def test_nothing_is_wider_than_the_window(page):
    languages = page.locator(".tool--select select")
    for language in ("en", "de", "es"):
        if languages.count():
            languages.select_option(language)
            expect(page.locator("html")).to_have_attribute("lang", language)
        for width in WIDTHS:
            resized(page, width)
            assert (language, width, page.evaluate(WIDER)) == (language, width, [])


@pytest.mark.parametrize("path", ["#/calls", "#/board", "#/account"])
def test_axe_finds_nothing_where_nothing_is_yet(empty_product, open_page, axe_source, path):
    page = open_page(empty_product + path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".loading")).to_have_count(0)
    assert [fault for each in COLOURS for fault in faults(page, axe_source, each)] == []
    resized(page, PHONE)
    assert page.evaluate(WIDER) == []


def test_axe_finds_nothing_on_the_set_up(tmp_path, page_folder, open_page, axe_source):
    with running(tmp_path / "data", page_folder, sign_in=True) as (url, _):
        page = open_page(f"{url}#/setup")
        expect(page.get_by_role("heading", level=1)).to_have_text("Set up voicemon")
        assert [fault for each in COLOURS for fault in faults(page, axe_source, each)] == []
        resized(page, PHONE)
        assert page.evaluate(WIDER) == []


def test_axe_finds_nothing_while_no_call_runs(tmp_path, page_folder, open_page, axe_source):
    with running(tmp_path / "data", page_folder, desk=ScriptedDesk()) as (url, _):
        for path in ("#/board", "#/wall"):
            page = open_page(url + path)
            expect(page.get_by_text("No call is running")).to_be_visible()
            assert [fault for each in COLOURS for fault in faults(page, axe_source, each)] == []
            resized(page, PHONE)
            assert page.evaluate(WIDER) == []


def test_axe_finds_nothing_once_the_page_is_cut_off(tmp_path, page_folder, open_page, axe_source):
    desk = ScriptedDesk()
    desk.start("one", agent_id="dana.w", queue="billing", language="en")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with running(tmp_path / "data", page_folder, port, desk=desk) as (url, _):
        pages = [open_page(url + path) for path in ("#/board", "#/wall", "#/live/one")]
        for page in pages:
            expect(page.get_by_text("dana.w").first).to_be_visible()
    for page in pages:
        expect(page.get_by_text("Cut off from voicemon since").first).to_be_visible()
        assert [fault for each in COLOURS for fault in faults(page, axe_source, each)] == []
