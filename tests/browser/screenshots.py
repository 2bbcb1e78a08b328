"""`python -m tests.browser.screenshots [--url URL] [--link LINK] [--only board,two] [--to FOLDER]`

Takes the pictures of the README and of docs/ from a running product (`voicemon demo`); `--link` is
the sign-in link of an administrator, where the product asks people to sign in. The live ones wait
until six calls run and one of them has a flag; `two` shows two whole running calls side by side.
`--only story` needs no running product: it starts one and plays an intervention through.
"""

import argparse
import time
from base64 import b64encode
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch
from tests.browser.palette import pictured, shrunk, unhurried
from tests.browser.story_pictures import take_story

WIDE = {"width": 1280, "height": 860}
NARROW = {"width": 375, "height": 812}
WALL = {"width": 1920, "height": 1080}
SHOTS = [
    # name, view, colours, window, pixels a point
    ("calls-dark", "calls", "dark", WIDE, 1),
    ("call-light", "call", "light", WIDE, 1),
    ("call-narrow", "call", "dark", NARROW, 2),
    ("board-light", "board", "light", WIDE, 1),
    ("board-dark", "board", "dark", WIDE, 1),
    ("board-cards-light", "cards", "light", WIDE, 1),
    ("board-cards-dark", "cards", "dark", WIDE, 1),
    ("beside-light", "beside", "light", WIDE, 1),
    ("beside-dark", "beside", "dark", WIDE, 1),
    ("beside-narrow", "beside", "light", NARROW, 2),
    ("wall", "wall", "dark", WALL, 1),
    ("live-light", "live", "light", WIDE, 1),
    ("live-dark", "live", "dark", WIDE, 1),
]
READY = {
    "calls": ".row .spark__line",
    "call": ".wave path[d^=M]",
    "board": ".liverow .spark__line",
    "cards": ".liverow .spark__line",
    "beside": ".beside .said",
    "wall": ".wallcard .spark__line",
    "live": ".said",
}
STORY = "story"
HALF = {"width": 640, "height": 1000}
RUNNING = 6
WHOLE_S = 75.0  # most of a sample call
PATIENCE_S = 240.0


def telling_call(asked):
    """The id of the flagged call with the highest peak, and when it was."""
    call = asked("api/calls?flagged=true&sort=peak&limit=1")["items"][0]
    return call["id"], call["summary"]["peak_at_s"]


def running_call(asked):
    """The id of the running call with most to tell, once six run and one has a flag."""
    until = time.monotonic() + PATIENCE_S
    while True:
        rows = asked("api/live")["rows"]
        told = [row for row in rows if row["flags_open"] and row["last_words"] and row["score"]]
        if time.monotonic() > until or (len(rows) >= RUNNING and told):
            return max(told or rows, key=lambda row: (row["score"] or {"score": 0})["score"])["id"]
        time.sleep(1)


def take(browser, state, url, path, shot, folder):
    name, view, colours, window, scale = shot
    page = browser.new_page(
        viewport=window, color_scheme=colours, device_scale_factor=scale, reduced_motion="reduce",
        storage_state=state,
    )  # fmt: skip
    page.goto(url + path)
    page.locator(READY[view]).first.wait_for()
    (folder / f"{name}.png").write_bytes(pictured(page))
    page.close()


def long_calls(asked):
    """The ids of the two running calls with the highest scores that are nearly over."""
    until = time.monotonic() + PATIENCE_S
    while True:
        rows = asked("api/live")["rows"]
        told = [row for row in rows if row["score"] and row["status"]["heard_s"] > WHOLE_S]
        if len(told) >= 2:
            told.sort(key=lambda row: row["score"]["score"])
            return [row["id"] for row in told[-2:]]
        if time.monotonic() > until:
            raise TimeoutError("no two calls ran long enough")
        time.sleep(1)


def side_by_side(browser, state, url, asked, folder):
    """Two windows of one browser, in one picture."""
    pages = []
    for call_id in long_calls(asked):
        page = browser.new_page(
            viewport=HALF, color_scheme="light", reduced_motion="reduce", storage_state=state
        )
        page.goto(f"{url}#/live/{call_id}")
        page.locator(READY["live"]).first.wait_for()
        pages.append(page)
    for page in pages:
        unhurried(page)
    shots = [b64encode(page.screenshot()).decode() for page in pages]
    for page in pages:
        page.close()
    page = browser.new_page(viewport={"width": 2 * HALF["width"], "height": HALF["height"]})
    images = "".join(f'<img src="data:image/png;base64,{shot}">' for shot in shots)
    page.set_content(f'<body style="margin:0;display:flex">{images}')
    page.wait_for_timeout(300)
    (folder / "live-two.png").write_bytes(shrunk(page.screenshot()))
    page.close()


def path_of(view, asked, call):
    if view == "calls":
        return "#/calls"
    if view == "call":
        found, peak_at_s = telling_call(asked)
        return f"#/call/{call or found}?t={round(peak_at_s) - 2}"
    running = running_call(asked)
    places = {
        "board": "#/board?layout=list&sort=worst",
        "cards": "#/board?layout=cards",
        "beside": f"#/board?call={running}",
        "wall": "#/wall",
        "live": f"#/live/{running}",
    }
    return places[view]


def come_in(browser, url, link):
    """What a browser keeps that has come in by a link; nothing without one."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(link or url)
    page.locator("h1").first.wait_for()
    page.wait_for_timeout(1000)
    state = context.storage_state()
    context.close()
    return state


def from_running(browser, asked_for, wanted):
    """The pictures of a product that runs already."""
    url = asked_for.url.rstrip("/") + "/"
    state = come_in(browser, url, asked_for.link)
    asking = browser.new_context(storage_state=state).request

    def asked(path):
        return asking.get(url + path).json()

    for shot in SHOTS:
        if shot[1] in wanted:
            path = path_of(shot[1], asked, asked_for.call)
            take(browser, state, url, path, shot, asked_for.to)
    if "two" in wanted:
        side_by_side(browser, state, url, asked, asked_for.to)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8321/")
    parser.add_argument("--link", help="one that signs an administrator in")
    parser.add_argument("--call", help="id of the call to show; else the one with most to tell")
    parser.add_argument("--only", default=",".join([*READY, "two", STORY]), help="comma-separated")
    parser.add_argument("--to", type=Path, default=Path("docs/pictures"))
    asked_for = parser.parse_args()
    wanted = set(asked_for.only.split(","))
    asked_for.to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        if STORY in wanted:
            take_story(browser, asked_for.to)
        if wanted - {STORY}:
            from_running(browser, asked_for, wanted)
        browser.close()


if __name__ == "__main__":
    main()
