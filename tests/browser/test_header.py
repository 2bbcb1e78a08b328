"""The page's header in a narrow window: every place is there, whole, and within reach."""

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import tab_to, unreached
from tests.browser.product import running
from tests.browser.team import fill_in, hire, signed_in
from tests.browser.test_access import RULES
from tests.browser.test_flags import start
from tests.scripted_desk import ScriptedDesk

pytestmark = pytest.mark.e2e

PHONE = {"width": 375, "height": 812}
LEAST = 24  # pixels of a target on either side (WCAG 2.2, 2.5.8)
MENU = {"en": "Menu", "de": "Menü", "es": "Menú"}
PLACES = {
    "en": ["Calls", "Board", "Rules"],
    "de": ["Anrufe", "Live-Übersicht", "Regeln"],
    "es": ["Llamadas", "Panel en vivo", "Reglas"],
}
# What of the header is not in sight as a whole: cut by its own box, by another, or by the window.
CUT = """() => [...document.querySelectorAll(".header :is(a, button, summary, .tool, .live)")]
  .filter((it) => it.checkVisibility())
  .filter((it) => {
    const { left, right, width } = it.getBoundingClientRect();
    const boxes = [];
    for (let box = it.parentElement; box && box.matches(".header *"); box = box.parentElement)
      if (getComputedStyle(box).overflowX !== "visible") boxes.push(box.getBoundingClientRect());
    const hidden = boxes.some((box) => left < box.left - 1 || right > box.right + 1);
    return width === 0 || hidden || left < 0 || right > innerWidth
      || (it.matches("a, summary") && it.scrollWidth > it.clientWidth + 1);
  })
  .map((it) => `${it.tagName} ${it.className} ${it.textContent.trim()}`)"""
AXE = """rules =>
  axe.run({ runOnly: rules }).then(({ violations }) => violations.map(({ id }) => id))"""


@pytest.fixture(scope="module")
def url(tmp_path_factory, page_folder):
    desk = ScriptedDesk()
    folder = tmp_path_factory.mktemp("header") / "data"
    with running(folder, page_folder, desk=desk, sign_in=True) as (served, store):
        hire(store)
        start(desk)
        yield served


@pytest.fixture
def phone(url, open_page):
    def at(path, login="ada", **context):
        page = signed_in(open_page, f"{url}{path}", login, viewport=PHONE, **context)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        return page

    return at


def menu(page, language="en"):
    return page.locator(".header__nav summary", has_text=MENU[language])


@pytest.mark.parametrize("width", [320, 375, 768, 900])
@pytest.mark.parametrize("language", MENU)
def test_no_word_of_the_header_is_cut(url, open_page, language, width):
    page = open_page(url, viewport={"width": width, "height": 800})
    fill_in(page, "ada")
    expect(menu(page)).to_contain_text("1 live call")
    page.locator(".tool--select select").select_option(language)
    expect(menu(page, language)).to_be_visible()
    assert page.evaluate(CUT) == []
    menu(page, language).click()
    links = page.locator(".header__nav a")
    expect(links).to_contain_text(PLACES[language])
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for link in [menu(page, language), *links.all()]:
        box = link.bounding_box()
        assert min(box["width"], box["height"]) >= LEAST


def as_demo(route):
    answer = route.fetch()
    route.fulfill(response=answer, json={**answer.json(), "demo": True})


@pytest.mark.parametrize("width", [320, 375, 768, 900])
def test_the_mark_of_a_demo_pushes_nothing_out(url, open_page, width):
    page = open_page(url, viewport={"width": width, "height": 800})
    fill_in(page, "ada")
    expect(menu(page)).to_contain_text("1 live call")
    page.route("**/api/site", as_demo)
    page.reload()
    expect(menu(page)).to_contain_text("1 live call")
    expect(page.locator(".demo")).to_be_in_viewport(ratio=1)
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_place_is_chosen_by_key_and_the_menu_closes(phone):
    page = phone("#/calls")
    tab_to(page, menu(page))
    page.keyboard.press("Enter")
    rules = page.get_by_role("navigation").get_by_role("link", name="Rules")
    tab_to(page, rules)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rules")
    expect(rules).to_be_hidden()
    menu(page).click()
    expect(rules).to_have_attribute("aria-current", "page")
    page.keyboard.press("Escape")
    expect(rules).to_be_hidden()
    expect(menu(page)).to_be_focused()


def test_tab_comes_to_everything_of_the_open_menu(phone):
    page = phone("#/calls")
    menu(page).click()
    assert unreached(page) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_on_the_open_menu(phone, axe_source, colours):
    page = phone("#/calls", color_scheme=colours, reduced_motion="reduce")
    menu(page).click()
    expect(page.get_by_role("navigation").get_by_role("link", name="Rules")).to_be_visible()
    page.evaluate(axe_source)
    assert page.evaluate(AXE, RULES) == []


def test_a_wide_window_shows_the_places_in_a_row(phone):
    page = phone("#/calls")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".header__nav > a")).to_contain_text(PLACES["en"])
    expect(menu(page)).to_have_count(0)
