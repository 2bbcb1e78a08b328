import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


def rows(page):
    return page.locator("table.calls tbody tr")


def test_every_call_is_a_row_with_numbers_words_and_flags(product, open_page):
    page = open_page(f"{product}#/calls")
    expect(rows(page)).to_have_count(3)
    row = rows(page).filter(has_text="northwind_billing.wav")
    expect(row).to_contain_text("very frustrated")
    expect(row).to_contain_text("Act ·")
    expect(row.get_by_role("img")).to_have_attribute("aria-label", re.compile("peak 0"))


def test_a_call_whose_customer_was_not_heard_says_so(product, open_page):
    page = open_page(f"{product}#/calls")
    row = rows(page).filter(has_text="old_archive_mono.wav")
    expect(row).to_contain_text("not heard")
    expect(row).not_to_contain_text("0.00")


def test_search_finds_words_that_were_said(product, open_page):
    page = open_page(f"{product}#/calls?flagged=true")
    expect(rows(page)).to_have_count(1)
    page = open_page(f"{product}#/calls")
    page.get_by_role("searchbox").fill("confirmation mail lee")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("moving_house.wav")
    expect(page).to_have_url(f"{product}#/calls?q=confirmation+mail+lee")
    page.get_by_role("searchbox").fill("zebra")
    expect(page.get_by_text("No call matches.")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(rows(page)).to_have_count(3)


def test_filters_and_order_stand_in_the_address(product, open_page):
    page = open_page(f"{product}#/calls")
    page.get_by_label("Queue").select_option("service")
    expect(rows(page)).to_have_count(1)
    page.get_by_label("Queue").select_option("")
    page.get_by_label("Sort by").select_option("oldest")
    expect(rows(page).first).to_contain_text("old_archive_mono.wav")
    page.reload()
    expect(rows(page).first).to_contain_text("old_archive_mono.wav")


def test_a_row_opens_its_call_and_back_keeps_the_filters(product, open_page):
    page = open_page(f"{product}#/calls?flagged=true")
    page.get_by_role("link", name="northwind_billing.wav").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("northwind_billing.wav")
    page.go_back()
    expect(page.get_by_label("Flagged only")).to_be_checked()


def test_slash_goes_to_the_search_and_question_mark_shows_the_keys(product, open_page):
    page = open_page(f"{product}#/calls")
    expect(rows(page)).to_have_count(3)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_an_empty_store_explains_what_to_do(empty_product, open_page):
    page = open_page(empty_product)
    expect(page.get_by_role("heading", level=2)).to_have_text(
        "Hear where a call went wrong, and why"
    )
    expect(page.get_by_role("button", name="Add recordings")).to_be_visible()
    expect(page.get_by_text("voicemon analyze")).to_be_visible()


def test_the_language_can_be_chosen_and_is_kept(product, open_page):
    page = open_page(f"{product}#/calls")
    page.get_by_label("Language").select_option("de")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anrufe")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anrufe")
    expect(page.locator("html")).to_have_attribute("lang", "de")


def test_a_spanish_browser_is_met_in_spanish(product, open_page):
    page = open_page(f"{product}#/calls", locale="es-MX")
    expect(page.get_by_role("heading", level=1)).to_have_text("Llamadas")


def test_colours_can_be_chosen_and_are_kept(product, open_page):
    page = open_page(f"{product}#/calls", color_scheme="light")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    button = page.get_by_role("button", name="Colours:")
    button.click()
    button.click()
    expect(button).to_have_attribute("aria-label", "Colours: dark")
    assert page.evaluate(background) != light
    dark = page.evaluate(background)
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate(background) == dark


@pytest.mark.parametrize("width", [320, 768, 900, 1024])
def test_the_table_is_no_wider_than_the_window(product, open_page, width):
    page = open_page(f"{product}#/calls", viewport={"width": width, "height": 900})
    expect(rows(page)).to_have_count(3)
    for language in ("en", "de", "es"):
        page.locator(".tool--select select").select_option(language)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".row__link").first.bounding_box()["width"] > 100
