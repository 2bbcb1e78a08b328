"""For everybody: axe finds nothing grave, a narrow window suffices, the first load is small."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

VIEWS = {
    "list": ("#/calls", "table.calls"),
    "call": ("#/call/made-call?t=112", ".curve__line"),
    "help": ("#/calls", "table.calls"),
}
GRAVE = {"serious", "critical"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def opened(open_page, product, view, **context):
    path, ready = VIEWS[view]
    page = open_page(product + path, reduced_motion="reduce", **context)
    expect(page.locator(ready).first).to_be_visible()
    if view == "help":
        page.keyboard.press("?")
    return page


def grave_faults(page, axe_source):
    page.evaluate(axe_source)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [
        (fault["id"], node["target"], node["failureSummary"])
        for fault in found["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_grave(product, open_page, axe_source, view, colours, width):
    page = opened(
        open_page, product, view, color_scheme=colours, viewport={"width": width, "height": 800}
    )
    assert grave_faults(page, axe_source) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_grave_on_the_empty_page(empty_product, open_page, axe_source, colours):
    page = open_page(empty_product, color_scheme=colours)
    expect(page.get_by_role("button", name="Add recordings")).to_be_visible()
    assert grave_faults(page, axe_source) == []


@pytest.mark.parametrize("view", ["list", "call"])
@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_a_narrow_window_needs_no_sideways_scrolling(product, open_page, view, language):
    page = opened(open_page, product, view, locale=language, viewport={"width": 375, "height": 760})
    page.wait_for_function("document.documentElement.scrollWidth <= 375")  # once it has settled


def test_the_list_does_not_load_the_call_page(product, open_page):
    page = open_page(f"{product}#/calls")
    expect(page.locator("table.calls")).to_be_visible()
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    late = [name for name in loaded if "/assets/page-" in name]
    assert late == []
    page.get_by_role("link", name="northwind_billing.wav").click()
    expect(page.locator(".curve__line")).to_be_visible()


def test_nothing_comes_from_another_host(product, open_page):
    page = open_page(f"{product}#/call/made-call")
    expect(page.locator(".curve__line")).to_be_visible()
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [name for name in loaded if not name.startswith(product)] == []
