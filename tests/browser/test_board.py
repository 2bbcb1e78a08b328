"""Running calls in a real browser: the real server over a desk that does what the test says."""

import socket

import pytest
from playwright.sync_api import expect

from tests.browser import live_story, made_call
from tests.browser.product import running
from tests.browser.test_access import grave_faults
from tests.scripted_desk import ScriptedDesk
from voicemon.runtime.live.changes import Partial, Phase, Step
from voicemon.store import RecordingInfo
from voicemon.types import Role

pytestmark = pytest.mark.e2e


@pytest.fixture
def desk():
    return ScriptedDesk()


@pytest.fixture
def live_product(tmp_path, page_folder, desk):
    with running(tmp_path / "data", page_folder, desk=desk) as (url, store):
        yield url, store


@pytest.fixture
def url(live_product):
    return live_product[0]


def start(desk, call_id, agent, **about):
    about = {"customer_id": "+1 202 555 0143", "queue": "billing", "language": "en"} | about
    desk.start(call_id, agent_id=agent, **about)


def rows(page):
    return page.locator(".liverow")


def row(page, agent):
    return rows(page).filter(has_text=agent)


def transcript(page):
    return page.get_by_role("region", name="Transcript")


def test_an_empty_board_tells_how_a_call_comes_in(url, open_page):
    page = open_page(f"{url}#/board")
    expect(page.get_by_role("heading", name="No call is running")).to_be_visible()
    expect(page.get_by_text("voicemon replay")).to_be_visible()
    expect(page.get_by_text("/ingest/stream")).to_be_visible()


def test_a_service_without_live_calls_says_so(empty_product, open_page):
    page = open_page(f"{empty_product}#/board")
    expect(page.get_by_role("heading", name="This service takes no live calls")).to_be_visible()


def test_two_calls_side_by_side_the_worse_one_first(url, desk, open_page):
    start(desk, "calm", "lee.k")
    start(desk, "bad", "dana.w")
    live_story.play(desk, "calm", 2)
    live_story.play(desk, "bad", 8)
    page = open_page(f"{url}#/board")
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first).to_contain_text("dana.w")
    expect(rows(page).first).to_contain_text("very frustrated")
    expect(rows(page).first).to_contain_text("Steep rise")
    expect(rows(page).first).to_contain_text("Louder than usual (+8 dB)")
    expect(rows(page).first).to_contain_text("billing · •••143")
    expect(rows(page).last).to_contain_text("calm")
    expect(rows(page).last).to_contain_text("0.7 s behind")
    navigation = page.get_by_role("navigation")
    expect(navigation.get_by_role("link", name="Board")).to_contain_text("2 live calls")


def test_words_appear_while_they_are_spoken_and_become_final(url, desk, open_page):
    start(desk, "bad", "dana.w")
    live_story.play(desk, "bad", 5)
    board = open_page(f"{url}#/board")
    page = open_page(f"{url}#/live/bad")
    live_story.speak(desk, "bad", 5, 6)
    expect(row(board, "dana.w")).to_contain_text("“I know it was estimated. This”")
    expect(page.locator(".talk__open .stable")).to_have_text("I know it was")
    expect(page.locator(".talk__open .unsure")).to_have_text("estimated. This")
    expect(page.locator(".talk__open")).to_contain_text("speaks")
    live_story.speak(desk, "bad", 5, 10)
    expect(page.locator(".talk__open .stable")).to_have_text("I know it was estimated. This is the")
    live_story.play(desk, "bad", 6, since=5)
    expect(page.locator(".talk__open .stable")).to_have_count(0)
    expect(page.locator("[data-utterance=u005]")).to_contain_text("I sent you the real reading")
    expect(row(board, "dana.w")).to_contain_text("I sent you the real reading twice.")


def test_the_live_call_grows_curve_flags_and_reasons(url, desk, open_page):
    start(desk, "bad", "dana.w")
    live_story.play(desk, "bad", 4)
    page = open_page(f"{url}#/live/bad")
    expect(page.locator(".curve__dot")).to_have_count(2)
    expect(page.get_by_text("No flag so far.")).to_be_visible()
    live_story.play(desk, "bad", 9, since=4)
    expect(page.locator(".curve__dot")).to_have_count(4)
    expect(page.get_by_role("region", name="Flags")).to_contain_text("Steep rise")
    expect(page.get_by_role("region", name="Why now")).to_contain_text("Louder than usual (+8 dB)")
    expect(page.locator(".event", has_text="Hold")).to_be_visible()


def test_lag_load_and_a_lost_line_are_shown_in_words(url, desk, open_page):
    start(desk, "one", "dana.w")
    page = open_page(f"{url}#/board")
    desk.status("one", heard_s=20.0, lag_s=4.6, step=Step.NO_PARTIALS)
    expect(row(page, "dana.w")).to_contain_text("catching up")
    expect(row(page, "dana.w")).to_contain_text("4.6 s behind")
    expect(row(page, "dana.w")).to_contain_text("Busy: no words while somebody still speaks")
    desk.status("one", lag_s=0.5, step=Step.FULL, stalled=True)
    expect(row(page, "dana.w")).to_contain_text("no audio")
    desk.status("one", phase=Phase.WAITING)
    expect(row(page, "dana.w")).to_contain_text("connection lost")
    desk.status("one", phase=Phase.LIVE, stalled=False, on_hold=True)
    expect(row(page, "dana.w")).to_contain_text("on hold")


def test_the_order_waits_while_the_pointer_is_on_a_row(url, desk, open_page):
    start(desk, "a", "dana.w")
    start(desk, "b", "lee.k")
    live_story.play(desk, "a", 6)
    page = open_page(f"{url}#/board")
    expect(rows(page).first).to_contain_text("dana.w")
    rows(page).first.hover()
    live_story.play(desk, "b", 8)
    expect(row(page, "lee.k")).to_contain_text("very frustrated")
    expect(page.get_by_text("New order waits")).to_be_visible()
    expect(rows(page).first).to_contain_text("dana.w")
    page.get_by_role("heading", level=1).hover()
    expect(rows(page).first).to_contain_text("lee.k")


def test_the_board_can_be_used_with_the_keyboard(url, desk, open_page):
    start(desk, "a", "dana.w")
    start(desk, "b", "lee.k")
    live_story.play(desk, "a", 6)
    page = open_page(f"{url}#/board")
    expect(rows(page)).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    beside = page.get_by_role("complementary", name="Live call")
    expect(beside.get_by_role("heading", name="lee.k")).to_be_visible()
    page.keyboard.press("Shift+ArrowUp")
    expect(beside.get_by_role("heading", name="dana.w")).to_be_visible()
    page.keyboard.press("Escape")
    expect(beside).to_be_hidden()
    expect(page.get_by_role("link", name="dana.w")).to_be_focused()


def test_the_transcript_stays_where_the_reader_scrolled_to(url, desk, open_page):
    start(desk, "a", "dana.w")
    live_story.play(desk, "a", 12)
    page = open_page(f"{url}#/live/a", reduced_motion="reduce")
    place = transcript(page)
    at = "box => Math.round(box.scrollHeight - box.clientHeight - box.scrollTop)"
    expect(page.locator("[data-utterance=u011]")).to_be_visible()
    assert place.evaluate(at) <= 1
    place.evaluate("box => box.scrollTo(0, 0)")
    newest = page.get_by_role("button", name="Newest words")
    expect(newest).to_be_visible()
    live_story.play(desk, "a", 14, since=12)
    expect(page.locator("[data-utterance=u013]")).to_be_attached()
    assert place.evaluate("box => box.scrollTop") == 0
    newest.click()
    expect(newest).to_be_hidden()
    assert place.evaluate(at) <= 1


def test_changes_lost_on_the_way_are_made_up_for(url, desk, open_page):
    start(desk, "a", "dana.w")
    live_story.play(desk, "a", 2)
    page = open_page(f"{url}#/live/a")
    expect(page.locator("[data-utterance=u001]")).to_be_visible()
    desk.deaf = True
    live_story.play(desk, "a", 5, since=2)
    desk.deaf = False
    live_story.play(desk, "a", 6, since=5)
    for number in range(6):
        expect(page.locator(f"[data-utterance=u00{number}]")).to_be_attached()


def test_a_call_that_ends_says_so_and_leads_to_the_stored_one(live_product, desk, open_page):
    url, store = live_product
    start(desk, "made-call", "dana.w")
    live_story.play(desk, "made-call", 6)
    board = open_page(f"{url}#/board")
    page = open_page(f"{url}#/live/made-call")
    expect(page.locator("[data-utterance=u005]")).to_be_visible()
    desk.end("made-call", "hangup")
    expect(page.get_by_text("The call is over: hung up.")).to_be_visible()
    expect(row(board, "dana.w")).to_contain_text("ended")
    info = RecordingInfo("a" * 64, 1, "x", 8000, (Role.AGENT, Role.CUSTOMER))
    store.add_analysis(made_call.made_analysis(), info)
    page.reload()
    expect(page.get_by_text("This call is not running any more.")).to_be_visible()
    page.get_by_role("link", name="Open the stored call").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("northwind_billing.wav")


def test_a_call_nobody_knows_is_said_to_be_unknown(url, open_page):
    page = open_page(f"{url}#/live/none")
    expect(page.get_by_text("neither running nor stored")).to_be_visible()


def test_a_restart_is_noticed_shown_and_recovered_from(tmp_path, page_folder, desk, open_page):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start(desk, "a", "dana.w")
    live_story.play(desk, "a", 4)
    with running(tmp_path / "one", page_folder, port) as (url, _):
        pass  # a first start, so that the folder is made before the browser looks
    with running(tmp_path / "one", page_folder, port, desk=desk) as (url, _):
        board = open_page(f"{url}#/board")
        page = open_page(f"{url}#/live/a")
        expect(rows(board)).to_have_count(1)
        expect(page.locator("[data-utterance=u003]")).to_be_visible()
    expect(board.get_by_text("Cut off from voicemon since")).to_be_visible()
    expect(page.get_by_text("Cut off from voicemon since")).to_be_visible()
    desk.listeners.clear()
    live_story.play(desk, "a", 6, since=4)
    start(desk, "b", "lee.k")
    with running(tmp_path / "one", page_folder, port, desk=desk):
        expect(rows(board)).to_have_count(2)
        expect(board.get_by_text("Connected again.")).to_be_visible()
        expect(page.locator("[data-utterance=u005]")).to_be_visible()


def test_a_page_that_hears_nothing_for_long_knows_it(url, desk, open_page):
    start(desk, "a", "dana.w")
    page = open_page(f"{url}#/board")
    expect(rows(page)).to_have_count(1)
    page.evaluate("() => { const old = Date.now; Date.now = () => old() + 3600_000; }")  # asleep
    expect(page.get_by_text("Connected again.")).to_be_visible()
    desk.tell("a", Partial("u1", Role.CUSTOMER, 0.0, 1.0, "still", "here"))
    expect(row(page, "dana.w")).to_contain_text("still here")


def many(desk):
    for call_id, agent, turns in (("a", "dana.w", 8), ("b", "lee.k", 17), ("c", "sam.t", 4)):
        start(desk, call_id, agent)
        live_story.play(desk, call_id, turns)
    live_story.speak(desk, "c", 4, 6)
    desk.status("b", lag_s=5.0, step=Step.RECORD_ONLY)
    start(desk, "d", None)
    desk.end("b")


@pytest.mark.parametrize("width", [1920, 1280, 375])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("view", ["#/board", "#/live/a", "#/live/c"])
def test_axe_finds_nothing_grave(url, desk, open_page, axe_source, view, colours, width):
    many(desk)
    page = open_page(
        url + view, color_scheme=colours, reduced_motion="reduce",
        viewport={"width": width, "height": 900},
    )  # fmt: skip
    expect(page.locator(".meter__number").first).to_be_visible()
    assert grave_faults(page, axe_source) == []


@pytest.mark.parametrize("view", ["#/board", "#/live/a"])
@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_a_narrow_window_needs_no_sideways_scrolling(url, desk, open_page, view, language):
    many(desk)
    page = open_page(url + view, locale=language, viewport={"width": 375, "height": 760})
    expect(page.locator(".meter__number").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
