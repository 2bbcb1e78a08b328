"""A server that is told to end, is killed, or stands still: every page says so, and comes back."""

import re
import signal

import pytest
from playwright.sync_api import expect

from tests.browser.apart import apart
from tests.browser.team import hire, signed_in
from tests.browser.test_flags import beside, deck, opened, row
from tests.browser.test_listen_in import panel
from tests.browser.wire_between import wire_to
from voicemon.settings import load
from voicemon.store import Store

pytestmark = pytest.mark.e2e

PATIENCE_MS = 60_000
NOTICED_MS = 20_000  # 12 s of silence, and a busy machine
ENDS = pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])


@pytest.fixture
def product(tmp_path, page_folder):
    """One that asks people to sign in, not started yet."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings = load(data_dir=folder)
    store = Store(settings.store_url, settings.audio_dir)
    hire(store)
    store.close()
    with apart(folder, page_folder, sign_in=True) as made:
        yield made


def cut_off(page):
    return page.get_by_text("Cut off from voicemon since")


def back(page):
    return page.get_by_text(re.compile(r"Connected again\. The page was cut off for \d+:\d\d,"))


@ENDS
def test_every_page_recovers_from_a_restart(product, open_page, end):
    url = product.start(("start", "bad"))
    board = opened(signed_in(open_page, f"{url}#/board", "nora"))
    wall = signed_in(open_page, f"{url}#/wall", "ben")
    agent = signed_in(open_page, f"{url}#/desk", "dana")
    expect(wall.locator(".wallcard")).to_have_count(1)
    expect(agent.get_by_role("region", name="Your call")).to_be_visible()
    board.keyboard.press("c")
    expect(deck(board)).to_contain_text("claimed by you")
    message = beside(board).get_by_role("textbox", name="Message the agent")
    message.fill("You may give her the credit.")
    product.end(end)
    for page in (board, wall, agent):
        expect(cut_off(page).first).to_be_visible()
    expect(row(board)).to_contain_text("claimed by you")  # as it was then
    message.press("Enter")
    expect(beside(board).get_by_text("The server does not answer.")).to_be_visible()
    product.start(("start", "bad"), ("start", "new", "lee.k", 2))
    for page in (board, wall, agent):
        expect(back(page).first).to_be_visible(timeout=PATIENCE_MS)
        expect(cut_off(page)).to_have_count(0)
    expect(row(board, "lee.k")).to_be_visible()
    expect(wall.locator(".wallcard")).to_have_count(2)
    expect(agent.get_by_role("region", name="Your call")).to_be_visible()
    expect(deck(board)).to_contain_text("claimed by you")  # nobody signed in anew
    expect(message).to_have_value("You may give her the credit.")
    message.press("Enter")
    expect(message).to_have_value("")
    expect(agent.get_by_role("log", name="Messages to you")).to_contain_text("give her the credit")
    expect(deck(board)).to_contain_text("acted on by you")


@ENDS
def test_a_call_that_did_not_survive_leaves_the_board_and_keeps_what_was_begun(
    product, open_page, end
):
    url = product.start(("start", "bad"))
    page = opened(signed_in(open_page, f"{url}#/board", "nora"))
    page.keyboard.press("c")
    expect(deck(page)).to_contain_text("claimed by you")
    beside(page).get_by_role("textbox", name="Message the agent").fill("Half a sen")
    product.end(end)
    expect(cut_off(page)).to_be_visible()
    product.start(("start", "new", "lee.k", 2))
    expect(back(page)).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator(".liverow")).to_have_count(1)
    expect(row(page, "lee.k")).to_be_visible()
    expect(beside(page).get_by_text("This call is not running any more.")).to_be_visible()
    expect(beside(page).get_by_label("This was not sent")).to_have_value("Half a sen")
    expect(deck(page)).to_contain_text("claimed by you")
    page.keyboard.press("r")
    page.keyboard.press("4")
    expect(page.locator(".deed")).to_contain_text("Resolved")


def test_what_the_page_had_not_loaded_yet_comes_when_the_server_does(product, open_page):
    url = product.start(("start", "bad"))
    page = signed_in(open_page, f"{url}#/board", "nora")
    expect(row(page)).to_contain_text("Steep rise")
    product.end(signal.SIGKILL)
    expect(cut_off(page)).to_be_visible()
    row(page).get_by_role("link").click()  # the panel's code was never asked for
    expect(page.get_by_text("The server does not answer.")).to_be_visible()
    product.start(("start", "bad"))
    expect(back(page)).to_be_visible(timeout=PATIENCE_MS)
    expect(deck(page)).to_contain_text("Steep rise")


def test_a_server_that_stands_still_is_noticed_and_waited_for(product, open_page):
    url = product.start(("start", "bad", "dana.w", 2))
    page = signed_in(open_page, f"{url}#/board", "nora")
    expect(row(page)).to_be_visible()
    product.signal(signal.SIGSTOP)
    expect(cut_off(page)).to_be_visible(timeout=NOTICED_MS)
    expect(page.get_by_text("What you see is from then.")).to_be_visible()
    product.signal(signal.SIGCONT)
    expect(back(page)).to_be_visible(timeout=PATIENCE_MS)
    product.tell("play", "bad", 8, 2)
    product.tell("start", "new", "lee.k", 2)
    expect(row(page)).to_contain_text("Steep rise")
    expect(row(page, "lee.k")).to_be_visible()
    expect(page.locator(".liverow")).to_have_count(2)


def test_a_network_that_went_silent_is_noticed_and_left_for_a_new_line(product, open_page):
    with wire_to(product.start(("start", "bad", "dana.w", 2))) as wire:
        page = signed_in(open_page, f"{wire.url}#/board", "nora")
        expect(row(page)).to_be_visible()
        wire.silence()
        product.tell("play", "bad", 8, 2)
        expect(cut_off(page)).to_be_visible(timeout=NOTICED_MS)
        wire.mend()  # the old lines stay as they are: nothing ever comes from them
        expect(back(page)).to_be_visible(timeout=PATIENCE_MS)
        expect(row(page)).to_contain_text("Steep rise")


def listening(open_page, url):
    page = signed_in(open_page, f"{url}#/live/one", "ada")
    page.get_by_role("button", name="Listen in").click()
    expect(panel(page)).to_contain_text("s behind")
    return page


@ENDS
def test_listening_in_ends_with_a_word_when_its_call_is_gone(product, open_page, end):
    page = listening(open_page, product.start(("hum", "one")))
    product.end(end)
    expect(panel(page)).to_contain_text("Connection lost")
    product.start(("hum", "two"))
    expect(panel(page)).to_contain_text(
        "Listening has ended: the connection was lost.", timeout=PATIENCE_MS
    )
    page.evaluate("() => { location.hash = '#/live/two'; }")
    page.get_by_role("button", name="Listen in").click()
    expect(panel(page)).to_contain_text("s behind")


def test_listening_in_can_be_begun_again_after_a_long_cut(product, open_page):
    page = listening(open_page, product.start(("hum", "one")))
    product.end(signal.SIGKILL)
    expect(panel(page)).to_contain_text(
        "Listening has ended: the connection was lost.", timeout=PATIENCE_MS
    )
    product.start(("hum", "one"))
    expect(back(page)).to_be_visible(timeout=PATIENCE_MS)
    expect(panel(page)).to_contain_text("Listening has ended")  # nobody is heard by surprise
    page.get_by_role("button", name="Listen in").click()
    expect(panel(page)).to_contain_text("s behind")
