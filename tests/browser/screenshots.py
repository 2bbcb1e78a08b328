"""`python -m tests.browser.screenshots --url URL [--call ID] [--to docs/images]`

Takes the pictures of the README from a running product (`voicemon demo`).
"""

import argparse
import json
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch

WIDE = {"width": 1280, "height": 860}
NARROW = {"width": 375, "height": 812}
SHOTS = [
    # name, view, colours, window, pixels a point
    ("calls-light", "list", "light", WIDE, 1),
    ("calls-dark", "list", "dark", WIDE, 1),
    ("calls-narrow", "list", "light", NARROW, 2),
    ("call-light", "call", "light", WIDE, 1),
    ("call-dark", "call", "dark", WIDE, 1),
    ("call-narrow", "call", "dark", NARROW, 2),
]
READY = {"list": ".row .spark__line", "call": ".wave path[d^=M]"}


def telling_call(url):
    """The id of the flagged call with the highest peak, and when it was."""
    with urlopen(f"{url}api/calls?flagged=true&sort=peak&limit=1") as answer:
        call = json.load(answer)["items"][0]
    return call["id"], call["summary"]["peak_at_s"]


def take(browser, url, paths, shot, folder):
    name, view, colours, window, scale = shot
    page = browser.new_page(
        viewport=window, color_scheme=colours, device_scale_factor=scale, reduced_motion="reduce"
    )
    page.goto(url + paths[view])
    page.locator(READY[view]).first.wait_for()
    page.wait_for_timeout(600)
    page.screenshot(path=folder / f"{name}.png")
    page.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8321/")
    parser.add_argument("--call", help="id of the call to show; else the one with most to tell")
    parser.add_argument("--to", type=Path, default=Path("docs/images"))
    asked = parser.parse_args()
    url = asked.url.rstrip("/") + "/"
    found, peak_at_s = telling_call(url)
    call = asked.call or found
    paths = {"list": "#/calls", "call": f"#/call/{call}?t={round(peak_at_s) - 2}"}
    asked.to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for shot in SHOTS:
            take(browser, url, paths, shot, asked.to)
        browser.close()


if __name__ == "__main__":
    main()
