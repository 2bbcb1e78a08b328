"""`python -m tests.browser.screenshots [--url URL] [--call ID] [--only board,two] [--to FOLDER]`

Takes the pictures of the README from a running product (`voicemon demo`). The live ones wait until
six calls run and one of them has a flag; `two` shows two whole running calls side by side.
"""

import argparse
import json
import time
from base64 import b64encode
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch

WIDE = {"width": 1280, "height": 860}
NARROW = {"width": 375, "height": 812}
SHOTS = [
    # name, view, colours, window, pixels a point
    ("calls-light", "calls", "light", WIDE, 1),
    ("calls-dark", "calls", "dark", WIDE, 1),
    ("calls-narrow", "calls", "light", NARROW, 2),
    ("call-light", "call", "light", WIDE, 1),
    ("call-dark", "call", "dark", WIDE, 1),
    ("call-narrow", "call", "dark", NARROW, 2),
    ("board-light", "board", "light", WIDE, 1),
    ("board-dark", "board", "dark", WIDE, 1),
    ("live-light", "live", "light", WIDE, 1),
    ("live-dark", "live", "dark", WIDE, 1),
]
READY = {
    "calls": ".row .spark__line",
    "call": ".wave path[d^=M]",
    "board": ".liverow .spark__line",
    "live": ".said",
}
HALF = {"width": 640, "height": 1000}
RUNNING = 6
WHOLE_S = 90.0  # most of a sample call
PATIENCE_S = 240.0


def asked(url):
    with urlopen(url) as answer:
        return json.load(answer)


def telling_call(url):
    """The id of the flagged call with the highest peak, and when it was."""
    call = asked(f"{url}api/calls?flagged=true&sort=peak&limit=1")["items"][0]
    return call["id"], call["summary"]["peak_at_s"]


def running_call(url):
    """The id of the running call with most to tell, once six run and one has a flag."""
    until = time.monotonic() + PATIENCE_S
    while True:
        rows = asked(f"{url}api/live")["rows"]
        told = [row for row in rows if row["flags_open"] and row["last_words"] and row["score"]]
        if time.monotonic() > until or (len(rows) >= RUNNING and told):
            return max(told or rows, key=lambda row: (row["score"] or {"score": 0})["score"])["id"]
        time.sleep(1)


def take(browser, url, path, shot, folder):
    name, view, colours, window, scale = shot
    page = browser.new_page(
        viewport=window, color_scheme=colours, device_scale_factor=scale, reduced_motion="reduce"
    )
    page.goto(url + path)
    page.locator(READY[view]).first.wait_for()
    page.wait_for_timeout(600)
    page.screenshot(path=folder / f"{name}.png")
    page.close()


def long_calls(url):
    """The ids of the two running calls with the highest scores that are nearly over."""
    until = time.monotonic() + PATIENCE_S
    while True:
        rows = asked(f"{url}api/live")["rows"]
        told = [row for row in rows if row["score"] and row["status"]["heard_s"] > WHOLE_S]
        if len(told) >= 2:
            told.sort(key=lambda row: row["score"]["score"])
            return [row["id"] for row in told[-2:]]
        if time.monotonic() > until:
            raise TimeoutError("no two calls ran long enough")
        time.sleep(1)


def side_by_side(browser, url, folder):
    """Two windows of one browser, in one picture."""
    shots = []
    for call_id in long_calls(url):
        page = browser.new_page(viewport=HALF, color_scheme="light", reduced_motion="reduce")
        page.goto(f"{url}#/live/{call_id}")
        page.locator(READY["live"]).first.wait_for()
        page.wait_for_timeout(600)
        shots.append(b64encode(page.screenshot()).decode())
        page.close()
    page = browser.new_page(viewport={"width": 2 * HALF["width"], "height": HALF["height"]})
    images = "".join(f'<img src="data:image/png;base64,{shot}">' for shot in shots)
    page.set_content(f'<body style="margin:0;display:flex">{images}')
    page.wait_for_timeout(300)
    page.screenshot(path=folder / "live-two.png")
    page.close()


def path_of(view, url, call):
    if view == "calls":
        return "#/calls"
    if view == "call":
        found, peak_at_s = telling_call(url)
        return f"#/call/{call or found}?t={round(peak_at_s) - 2}"
    running = running_call(url)
    return "#/board" if view == "board" else f"#/live/{running}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8321/")
    parser.add_argument("--call", help="id of the call to show; else the one with most to tell")
    parser.add_argument("--only", default="calls,call,board,live,two", help="comma-separated")
    parser.add_argument("--to", type=Path, default=Path("docs/pictures"))
    asked_for = parser.parse_args()
    url = asked_for.url.rstrip("/") + "/"
    asked_for.to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        for shot in SHOTS:
            if shot[1] in asked_for.only.split(","):
                take(browser, url, path_of(shot[1], url, asked_for.call), shot, asked_for.to)
        if "two" in asked_for.only.split(","):
            side_by_side(browser, url, asked_for.to)
        browser.close()


if __name__ == "__main__":
    main()
