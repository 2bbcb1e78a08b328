"""A supervisor listens in to a running call in a real browser."""

import threading
import time

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.product import running
from tests.browser.test_access import grave_faults
from tests.scripted_desk import ScriptedDesk
from voicemon.runtime.live.changes import Phase

pytestmark = pytest.mark.e2e

RATE_HZ = 8000
CHUNK = 160
# What goes to the loudspeaker, measured by the page itself.
METER = """() => {
  const connect = AudioNode.prototype.connect;
  const meters = [];
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode) {
      const meter = this.context.createAnalyser();
      connect.call(this, meter);
      meters.push(meter);
    }
    return connect.call(this, target, ...rest);
  };
  const running = (meter) => meter.context.state === "running";
  window.loudness = () => Math.max(0, ...meters.filter(running).map((meter) => {
    const samples = new Float32Array(meter.fftSize);
    meter.getFloatTimeDomainData(samples);
    return Math.max(...samples.map(Math.abs));
  }));
}"""
LOUD = "() => window.loudness() > 0.1"
QUIET = "() => window.loudness() < 0.01"


class Talk:
    """A call whose customer hums from now on; the agent says nothing."""

    def __init__(self, desk, call_id="one"):
        desk.start(call_id, agent_id="dana.w", language="en")
        self.tap = desk.tap(call_id)
        self.hums = True
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        hum = np.full(CHUNK, 8192, np.int16)
        hum[::2] = -8192
        began = time.monotonic()
        at = 0
        while not self._over.wait(max(0.0, began + at / RATE_HZ - time.monotonic())):
            for channel, sound in zip(self.tap._channels, (hum, np.zeros_like(hum)), strict=True):
                channel.arrived(at + CHUNK, RATE_HZ, time.monotonic())
                if self.hums:
                    self.tap.hear(channel, at, RATE_HZ, sound)
            at += CHUNK

    def end(self):
        self._over.set()
        self._thread.join()


@pytest.fixture
def desk():
    return ScriptedDesk()


@pytest.fixture
def url(tmp_path, page_folder, desk):
    with running(tmp_path / "data", page_folder, desk=desk) as (served, _):
        yield served


@pytest.fixture
def talk(desk):
    made = Talk(desk)
    yield made
    made.end()


@pytest.fixture
def page(url, talk, open_page):
    opened = open_page(f"{url}#/live/one")
    expect(opened.get_by_role("button", name="Listen in")).to_be_visible()
    opened.evaluate(METER)
    return opened


def panel(page):
    return page.get_by_role("region", name="Listening in")


def listening(page):
    page.get_by_role("button", name="Listen in").click()
    expect(panel(page)).to_contain_text("s behind")
    page.wait_for_function(LOUD)
    return page


def behind_s(page):
    said = page.locator(".listen__state").inner_text()
    return float(said.split()[0])


def test_the_call_is_heard_less_than_a_second_and_a_half_behind(page, talk):
    listening(page)
    seen = []
    for _ in range(20):
        seen.append(behind_s(page))
        page.wait_for_timeout(150)
    assert max(seen) <= 1.5
    expect(panel(page)).to_contain_text("The agent is told that somebody listens.")
    assert talk.tap.shown == 1


def test_each_side_has_a_volume_and_all_can_be_muted(page):
    listening(page)
    page.get_by_label("Volume: Agent").fill("0")
    page.wait_for_function(LOUD)
    page.get_by_label("Volume: Customer").fill("0")
    page.wait_for_function(QUIET)
    page.get_by_label("Volume: Customer").fill("1")
    page.wait_for_function(LOUD)
    panel(page).get_by_role("button", name="Mute").click()
    page.wait_for_function(QUIET)
    panel(page).get_by_role("button", name="Unmute").click()
    page.wait_for_function(LOUD)


def test_a_key_begins_and_ends_it(page, talk):
    page.keyboard.press("l")
    page.wait_for_function(LOUD)
    page.keyboard.press("l")
    expect(page.locator(".listen__state")).to_have_count(0)
    page.wait_for_function(QUIET)
    end = time.monotonic() + 10
    while talk.tap._listeners:
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_pause_of_the_call_is_shown_and_what_it_wipes_is_not_played(page, desk, talk):
    listening(page)
    talk.hums = False
    talk.tap.wipe()
    desk.status("one", phase=Phase.PAUSED)
    page.wait_for_function(QUIET)
    expect(panel(page)).to_contain_text("nothing is recorded, nothing is heard")
    talk.hums = True
    desk.status("one", phase=Phase.LIVE)
    page.wait_for_function(LOUD)
    expect(panel(page)).to_contain_text("s behind")


def test_a_withdrawn_consent_ends_it_and_says_so(page, talk):
    listening(page)
    talk.tap.close("withdrawn", at_once=True)
    page.wait_for_function(QUIET)
    expect(panel(page)).to_contain_text("Listening has ended: consent was withdrawn.")
    page.get_by_role("button", name="Listen in").click()
    expect(panel(page).get_by_role("alert")).to_contain_text("this call is over")


def test_who_leaves_the_page_listens_no_more(page, talk):
    listening(page)
    page.get_by_role("link", name="Board").first.click()
    end = time.monotonic() + 10
    while talk.tap._listeners:
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_grave(page, axe_source, colours):
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")
    listening(page)
    assert grave_faults(page, axe_source) == []
