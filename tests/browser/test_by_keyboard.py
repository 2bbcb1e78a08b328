"""The main deeds of every view with the keyboard alone: seen where one is, and never lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.every_view import ANYBODY, SIGHTS, beside, row
from tests.browser.house import SAID, furnished
from tests.browser.keyboard import held, press, tab_to, where, write
from tests.browser.team import PASSWORD

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def house(tmp_path_factory, page_folder, browser):
    with furnished(tmp_path_factory.mktemp("house"), page_folder) as made:
        made.come_in(browser, *sorted({each.who for each in SIGHTS.values()} - {ANYBODY}))
        yield made


@pytest.fixture
def come(house, open_page):
    """`come(login, path)`: a page of somebody who is signed in."""

    def opener(login, path, **context):
        return open_page(house.url + path, storage_state=house.cookies.get(login), **context)

    return opener


def heading(page):
    return page.get_by_role("heading", level=1)


def button(place, name, **how):
    return place.get_by_role("button", name=name, **how)


def test_signing_in_and_out(house, come):
    page = come(ANYBODY, "#/calls")
    write(page, page.get_by_label("Name to sign in with"), "ben")
    write(page, page.get_by_label("Password", exact=True), "not his password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    held(page)
    write(page, page.get_by_label("Password", exact=True), PASSWORD)
    press(page, button(page, "Sign in"))
    expect(heading(page)).to_have_text("Calls")
    held(page)
    menu = page.locator("summary", has_text="Ben Byrd")
    press(page, menu)
    tab_to(page, page.get_by_role("link", name="My account"))
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    press(page, button(page, "Sign out"))
    expect(heading(page)).to_have_text("Sign in")


def test_a_flag_is_acted_on_taken_back_and_resolved(come):
    page = come("nora", "#/board")
    expect(row(page)).to_contain_text("Steep rise")
    press(page, row(page).get_by_role("link"))
    expect(beside(page)).to_be_focused()
    deck = beside(page).locator(".deck")
    press(page, button(deck, "Claim"))
    expect(deck).to_contain_text("claimed by you")
    held(page)
    press(page, button(deck, "Undo"))
    expect(deck).not_to_contain_text("claimed by you")
    held(page)
    resolve = button(deck, "Resolve")
    press(page, resolve)
    expect(button(deck, "helped")).to_be_focused()
    page.keyboard.press("Escape")
    expect(resolve).to_be_focused()
    page.keyboard.press("Enter")
    write(page, deck.get_by_label("Note, if you like"), "she called back")
    press(page, button(deck, "not needed"), key_to="Shift+Tab")
    expect(page.locator(".deed")).to_contain_text("Resolved")
    held(page)
    page.keyboard.press("Escape")
    expect(beside(page)).to_have_count(0)
    expect(row(page).get_by_role("link")).to_be_focused()


def test_the_panel_closes_by_its_button_and_one_is_back_at_the_row(come):
    page = come("nora", "#/board")
    expect(row(page, "lee.k")).to_be_visible()
    press(page, row(page, "lee.k").get_by_role("link"))
    expect(beside(page).get_by_role("heading", name="lee.k")).to_be_visible()
    press(page, button(beside(page), "Close", exact=True))
    expect(row(page, "lee.k").get_by_role("link")).to_be_focused()


def test_a_message_is_written_from_the_board_and_left_again(come):
    page = come("nora", "#/board?call=bad")
    field = beside(page).get_by_role("textbox", name="Message the agent")
    write(page, field, "You may give her the credit")
    page.keyboard.press("Escape")
    expect(beside(page)).to_be_focused()
    tab_to(page, field)
    page.keyboard.press("Enter")
    expect(beside(page).get_by_role("log")).to_contain_text("You may give her the credit")
    held(page)


def test_the_board_is_filtered_and_a_view_of_it_kept(come):
    page = come("nora", "#/board")
    expect(page.locator(".liverow")).to_have_count(3)
    press(page, page.get_by_label("Queue"), "ArrowDown")
    clear = button(page, "Clear filters")
    views = page.locator("summary", has_text="Views")
    press(page, views)
    write(page, page.get_by_label("Name of this view"), "mine")
    page.keyboard.press("Enter")
    forget = button(page, "Forget the view mine")
    press(page, forget, key_to="Shift+Tab")
    expect(forget).to_have_count(0)
    held(page)
    page.keyboard.press("Escape")
    expect(views).to_be_focused()
    press(page, clear)
    expect(clear).to_have_count(0)
    held(page)


def test_a_rule_is_drafted_rehearsed_and_switched_on(come):
    page = come("ada", "#/rules")
    press(page, page.get_by_role("link", name="New rule"))
    write(page, page.get_by_label("Name", exact=True), "By hand")
    press(page, button(page, "Add a condition"))
    press(page, button(page, "Remove condition 2"), key_to="Shift+Tab")
    expect(button(page, "Remove condition 2")).to_have_count(0)
    held(page)
    press(page, button(page, "Save the draft"))
    expect(heading(page)).to_have_text("By hand")
    held(page)
    press(page, button(page, "Rehearse"))
    expect(page.get_by_text(re.compile(r"on \d of \d calls"))).to_be_visible()
    held(page)
    switch = button(page, "Switch on", exact=True)
    press(page, switch, key_to="Shift+Tab")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(switch).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Enter")
    press(page, button(page.get_by_role("dialog"), "Switch on"))
    expect(page.locator(".rhead")).to_contain_text("On")
    held(page)


def test_somebody_is_invited_and_a_session_ended(house, browser, come):
    house.come_in(browser, "quinn")  # once more: another browser of hers
    page = come("ada", "#/admin/people")
    press(page, page.get_by_text("Invite somebody"))
    write(page, page.get_by_label("Name, as others see it"), "Mia Moss")
    write(page, page.get_by_label("Name to sign in with"), "mia")
    press(page, button(page, "Invite", exact=True))
    expect(page.get_by_text("Give this link to Mia Moss")).to_be_visible()
    held(page)
    quinn = page.locator("details", has_text="Quinn Q")
    press(page, quinn.locator("summary"))
    ends = button(quinn, "End", exact=True)
    expect(ends.nth(1)).to_be_visible()
    before = ends.count()
    press(page, ends.first)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(ends.first).to_be_focused()
    page.keyboard.press("Enter")
    press(page, button(page.get_by_role("dialog"), "End", exact=True))
    expect(ends).to_have_count(before - 1)
    held(page)
    assert where(page).startswith("LI ")  # not on a button that would end the next one


def test_a_message_is_read_at_the_desk(come):
    page = come("dana", "#/desk")
    expect(page.get_by_role("log", name="Messages to you")).to_contain_text(SAID)
    read = button(page, "I have read it")
    unread = read.count()
    press(page, read.last)
    expect(read).to_have_count(unread - 1)
    held(page)


def test_a_call_is_played_sought_and_left(come):
    page = come("ada", "#/call/made-call?t=10")
    slider = page.get_by_role("slider", name="Position in the call")
    press(page, button(page, "Keyboard and help"))
    press(page, page.get_by_label("Single-key shortcuts"), " ")
    page.keyboard.press("Escape")
    expect(button(page, "Keyboard and help")).to_be_focused()
    press(page, slider, "ArrowRight")
    expect(slider).to_have_attribute("aria-valuenow", "15")
    page.keyboard.press("Shift+ArrowLeft")
    expect(slider).to_have_attribute("aria-valuenow", "14")
    press(page, button(page, "Next flag"))
    expect(slider).not_to_have_attribute("aria-valuenow", "14")
    press(page, button(page, "Play", exact=True), " ", key_to="Shift+Tab")
    expect(button(page, "Pause")).to_be_focused()
    page.keyboard.press(" ")
    expect(button(page, "Play", exact=True)).to_be_focused()
    press(page, page.get_by_role("link", name="Calls").first, key_to="Shift+Tab")
    expect(page.locator("table.calls")).to_be_visible()
    held(page)


def test_a_file_that_failed_is_put_away(come):
    page = come("ada", "#/calls")
    expect(page.locator("table.calls")).to_be_visible()
    empty = {"mimeType": "audio/wav", "buffer": b""}
    page.locator("input[type=file]").set_input_files(
        [{"name": f"{name}.wav", **empty} for name in ("one", "two")]
    )
    press(page, button(page, "Dismiss one.wav"))
    expect(button(page, "Dismiss one.wav")).to_have_count(0)
    held(page)
    press(page, button(page, "Dismiss two.wav"))
    expect(page.get_by_role("region", name="Recordings on their way")).to_have_count(0)
    held(page)


def test_a_token_is_made_and_revoked_and_a_second_factor_begun(come):
    page = come("nora", "#/account")
    tokens = page.get_by_role("region", name="Tokens for programs")
    press(page, tokens.get_by_text("A new token"))
    write(page, tokens.get_by_label("What it is for"), "by hand")
    press(page, tokens.get_by_label("export calls"), " ")
    press(page, button(tokens, "Make it"))
    expect(tokens.get_by_text("vmt_")).to_be_visible()
    held(page)
    press(page, button(tokens, "Revoke"), key_to="Shift+Tab")
    expect(tokens.get_by_role("listitem")).to_have_count(0)
    held(page)
    factor = page.get_by_role("region", name="Second factor")
    tab_to(page, factor.get_by_label("Password"), key="Shift+Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(factor.get_by_role("img")).to_be_visible()
    held(page)
    tab_to(page, factor.get_by_label("Six digits"), most=2)


def test_the_wall_is_left_by_escape(come):
    page = come("nora", "#/wall")
    expect(page.locator(".wallcard").first).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Back to the board"))
    page.keyboard.press("Escape")
    expect(heading(page)).to_have_text("Board")
    held(page)


def test_escape_closes_even_where_single_keys_are_off(come):
    page = come("nora", "#/board?call=bad")
    expect(beside(page).locator(".deck")).to_be_visible()
    page.evaluate("localStorage.setItem('voicemon.shortcuts', 'off')")
    page.reload()
    expect(beside(page).locator(".deck")).to_be_visible()
    page.keyboard.press("Escape")
    expect(beside(page)).to_have_count(0)
    expect(row(page).get_by_role("link")).to_be_focused()
