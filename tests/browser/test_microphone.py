"""The page's own microphone: a browser that hears a file, a server that takes calls."""

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.chromium import launch
from tests.browser.product import running
from tests.browser.test_access import grave_faults
from tests.server.ingest.conftest import FakeDesk, wait_for
from tests.sounds import write_wav
from voicemon.errors import Conflict, NotFound
from voicemon.types import Role

pytestmark = pytest.mark.e2e

HZ = 440


class Desk(FakeDesk):
    def snapshot(self, call_id):
        raise NotFound("this desk only hears", call_id)


@pytest.fixture(scope="module")
def browser(browser, tmp_path_factory):
    """A browser whose microphone plays a tone; `prompt` is answered with yes."""
    tone = 0.25 * np.sin(2 * np.pi * HZ * np.arange(48_000 * 2) / 48_000)
    path = write_wav(tmp_path_factory.mktemp("sound") / "tone.wav", tone[None], 48_000)
    opened = launch(
        browser.browser_type,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={path}",
    )
    yield opened
    opened.close()


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def url(desk, tmp_path, page_folder):
    with running(tmp_path / "data", page_folder, desk=desk) as (served, _):
        yield served


def started(open_page, url, **context):
    page = open_page(f"{url}#/microphone", **context)
    page.get_by_role("button", name="Start a call").click()
    expect(page.get_by_role("button", name="End the call")).to_be_visible()
    return page


def test_what_the_microphone_hears_arrives_as_a_call(url, desk, open_page):
    page = open_page(f"{url}#/microphone")
    page.get_by_label("Agent").check()
    page.get_by_role("button", name="Start a call").click()
    link = page.get_by_role("link", name="Your call is on the board.")
    expect(link).to_be_visible()
    line = desk.lines[0]
    assert link.get_attribute("href") == f"#/live/{line.call_id}"
    assert line.opening.tracks == {"microphone": Role.AGENT}
    wait_for(lambda: line.total() >= 2 * 16_000)
    assert line.rate_hz == 16_000
    heard = line.samples("microphone")[8_000:24_000]
    assert np.argmax(np.abs(np.fft.rfft(heard))) == pytest.approx(HZ, abs=2)
    assert 0.05 < np.abs(heard).max() < 0.6
    assert float(page.locator("meter").evaluate("it => it.value")) > 40
    page.get_by_role("button", name="End the call").click()
    expect(page.get_by_text("The call is over")).to_be_visible()
    assert line.said == ["end hangup"]


def test_the_call_goes_on_while_the_board_is_looked_at(url, desk, open_page):
    page = started(open_page, url)
    page.get_by_role("main").get_by_role("link", name="Board", exact=True).click()
    expect(page.get_by_text("No call is running")).to_be_visible()
    before = desk.lines[0].total()
    wait_for(lambda: desk.lines[0].total() > before + 8_000)
    page.get_by_role("link", name="microphone").click()
    page.get_by_role("button", name="End the call").click()
    wait_for(lambda: desk.lines[0].said == ["end hangup"])


def test_a_page_that_is_closed_ends_its_call(url, desk, open_page):
    started(open_page, url).close(run_before_unload=True)
    wait_for(lambda: desk.lines[0].over)


def test_a_refusal_is_shown_in_the_servers_words(url, desk, open_page):
    desk.refusal = Conflict("all lines are busy", "try again in a minute")
    page = open_page(f"{url}#/microphone")
    page.get_by_role("button", name="Start a call").click()
    expect(page.get_by_role("alert")).to_contain_text("all lines are busy")
    expect(page.get_by_role("button", name="Start a call")).to_be_enabled()


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_grave(url, open_page, axe_source, colours, width):
    size = {"width": width, "height": 800}
    page = started(open_page, url, color_scheme=colours, viewport=size)
    assert grave_faults(page, axe_source) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
