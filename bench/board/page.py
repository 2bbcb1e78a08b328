"""One page: how long its tasks are, its heap, its first load, and how soon a flag is seen."""

from __future__ import annotations

import statistics
import time

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench import report
from bench.board.played import Played, crowd
from bench.board.trace import Tasks, percentile, tasks
from tests.browser.chromium import launch

WINDOW = {"width": 1280, "height": 900}
LOADS = 5
FLAGS = 40
SETTLE_S = 3.0
CATEGORIES = ["toplevel", "disabled-by-default-devtools.timeline", "devtools.timeline"]

# Notes whenever what a row says of its flags is another text.
WATCH = """() => {
  window.said = [];
  const last = new Map();
  const look = () => {
    for (const row of document.querySelectorAll("[data-call]")) {
      const text = row.querySelector(".flagmark")?.textContent ?? "";
      if (last.has(row.dataset.call) && last.get(row.dataset.call) !== text)
        window.said.push([row.dataset.call, Date.now() / 1000]);
      last.set(row.dataset.call, text);
    }
  };
  look();
  new MutationObserver(look).observe(document.body, {
    subtree: true, childList: true, characterData: true,
  });
}"""
IN_SIGHT = "() => [...document.querySelectorAll('[data-call]')].map((row) => row.dataset.call)"
FIRST_ROW = """() => new Promise((found) => {
  const look = () => document.querySelector(".liverow") ? found(performance.now())
    : requestAnimationFrame(look);
  look();
})"""


def section(calls: int, changes: float, seconds: float) -> str:
    """Measured on a page of its own for each figure."""
    with crowd(calls, changes) as played, sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        loads = [_load_ms(browser, played) for _ in range(LOADS)]
        page = _opened(browser, played)
        busy = _tasks(browser, page, seconds)
        heap_mb = _heap_mb(page.context.new_cdp_session(page))
        seen = _flags(page, played)
        browser.close()
    title = f"## The board in a browser: {calls} calls, {changes:.0f} changes a second\n"
    return title + report.table(
        [
            ("longest task of the page's thread", f"{max(busy.wall_ms):.0f} ms", "< 50 ms"),
            ("the processor's part of the longest", f"{max(busy.cpu_ms):.0f} ms", ""),
            ("tasks, 99.9 %", f"{percentile(busy.wall_ms, 0.999):.1f} ms", ""),
            ("busy", f"{sum(busy.cpu_ms) / seconds / 10:.0f} %", ""),
            ("JavaScript heap after collection", f"{heap_mb:.0f} MB", "≤ 150 MB"),
            ("address to first row", f"{statistics.median(loads):.0f} ms", "≤ 1000 ms"),
            (f"flag raised → on the page, median of {len(seen)}", _ms(seen, 0.5), ""),
            ("the same, 95 %", _ms(seen, 0.95), "≤ 300 ms"),
        ]
    )


def _ms(seconds: list[float], share: float) -> str:
    return f"{percentile(seconds, share) * 1000:.0f} ms"


def _opened(browser: Browser, played: Played, sort: str = "worst") -> Page:
    page = browser.new_context(viewport=WINDOW).new_page()
    page.goto(f"{played.url}#/board?sort={sort}")
    page.locator(".liverow").first.wait_for()
    return page


def _load_ms(browser: Browser, played: Played) -> float:
    """From the address, with nothing kept from before, to the first call that can be opened."""
    context = browser.new_context(viewport=WINDOW)
    page = context.new_page()
    page.goto(f"{played.url}#/board", wait_until="commit")
    taken = float(page.evaluate(FIRST_ROW))
    context.close()
    return taken


def _tasks(browser: Browser, page: Page, seconds: float) -> Tasks:
    """While calls change and the reader scrolls up and down."""
    time.sleep(SETTLE_S)
    browser.start_tracing(page=page, categories=CATEGORIES)
    until = time.monotonic() + seconds
    down = True
    while time.monotonic() < until:
        page.mouse.wheel(0, 900 if down else -900)
        if page.evaluate("scrollY + innerHeight >= document.body.scrollHeight - 10 || !scrollY"):
            down = not down
        time.sleep(0.2)
    return tasks(browser.stop_tracing())


def _heap_mb(session: CDPSession) -> float:
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = session.send("Performance.getMetrics")["metrics"]
    used = next(each["value"] for each in metrics if each["name"] == "JSHeapUsedSize")
    return float(used) / 1e6


def _flags(page: Page, played: Played) -> list[float]:
    """Seconds from a flag's being raised to its being on the page, of calls in sight."""
    page.evaluate("location.hash = '#/board?sort=agent'; scrollTo(0, 0)")
    time.sleep(SETTLE_S)
    page.evaluate(WATCH)
    calls = page.evaluate(IN_SIGHT)
    raised = []
    for number in range(FLAGS):
        call = calls[number % len(calls)]
        raised.append((call, float(played.ask(f"flag {call}")["at"])))
        time.sleep(0.5)
    time.sleep(SETTLE_S)
    said = page.evaluate("window.said")
    found = [[at for each, at in said if each == call and at >= since] for call, since in raised]
    return [times[0] - since for times, (_, since) in zip(found, raised, strict=True) if times]
