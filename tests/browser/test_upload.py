import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

PIECE_BYTES = 4 * 1024 * 1024
REMEMBERED = "localStorage.getItem('voicemon.uploads')"


def uploads(page):
    return page.get_by_role("region", name="Recordings on their way")


def choose(page, *files):
    page.locator("input[type=file]").set_input_files(list(files))


def test_a_broken_file_shows_what_is_wrong_and_what_to_do(empty_product, open_page, tmp_path):
    broken = tmp_path / "notes.wav"
    broken.write_text("this is not a recording")
    page = open_page(empty_product)
    choose(page, broken)
    alert = uploads(page).get_by_role("alert")
    expect(alert).to_contain_text("is not a recording that can be read")
    expect(alert).to_contain_text("check that it plays")
    expect(uploads(page).get_by_role("listitem")).to_contain_text("notes.wav")


def test_an_empty_file_is_refused_before_it_is_sent(empty_product, open_page, tmp_path):
    empty = tmp_path / "nothing.wav"
    empty.touch()
    page = open_page(empty_product)
    requests = []
    page.on("request", lambda request: requests.append((request.method, request.url)))
    choose(page, empty)
    expect(uploads(page)).to_contain_text("nothing.wav is empty.")
    assert not {"POST", "PATCH"} & {method for method, url in requests if "/api/uploads" in url}
    uploads(page).get_by_role("button", name="Dismiss nothing.wav").click()
    expect(uploads(page)).to_be_hidden()


def test_many_files_each_have_their_own_line(empty_product, open_page, tmp_path):
    names = [f"call {number} 🎧.wav" for number in range(4)]
    for name in names:
        (tmp_path / name).write_text("no audio either")
    page = open_page(empty_product)
    choose(page, *(tmp_path / name for name in names))
    for name in names:
        line = uploads(page).get_by_role("listitem").filter(has_text=name)
        expect(line.get_by_role("alert")).to_be_visible()
    uploads(page).get_by_role("button", name="Clear finished").click()
    expect(uploads(page)).to_be_hidden()


def test_an_upload_cut_off_by_a_reload_goes_on_where_it_was(empty_product, open_page, tmp_path):
    long = tmp_path / "long.wav"
    long.write_bytes(b"\0" * (PIECE_BYTES * 2 + 1000))
    page = open_page(empty_product)
    holding = [True]

    def hold_back_the_second(route):
        if route.request.headers.get("upload-offset") in (None, "0") or not holding:
            route.continue_()

    page.route("**/api/uploads/*", hold_back_the_second)
    choose(page, long)
    expect(uploads(page)).to_contain_text("Sending")
    while f'"offset":{PIECE_BYTES}' not in (page.evaluate(REMEMBERED) or ""):
        page.wait_for_timeout(50)
    page.reload()
    holding.clear()
    expect(uploads(page)).to_contain_text("Interrupted at 50%")
    resumed = []
    page.on(
        "request",
        lambda request: (
            resumed.append((request.method, request.headers.get("upload-offset")))
            if "/api/uploads" in request.url
            else None
        ),
    )
    choose(page, long)
    expect(uploads(page).get_by_role("alert")).to_be_visible()  # it is no recording after all
    assert resumed[0][0] == "HEAD"
    assert ("PATCH", str(PIECE_BYTES)) in resumed
    assert ("PATCH", "0") not in resumed


def others_wait(route):
    waits = {
        "call_id": None,
        "created_at": "2026-03-04T09:12:00Z",
        "error": None,
        "known": False,
        "progress": 0,
        "stage": "queued",
        "state": "queued",
    }
    jobs = [{**waits, "id": f"job-{n}", "file": f"call {n}"} for n in range(5)]
    route.fulfill(json={"items": jobs})


def test_what_others_wait_for_is_one_line_until_it_is_opened(empty_product, open_page):
    page = open_page(empty_product)
    page.route("**/api/jobs", others_wait)
    page.reload()
    fold = uploads(page).get_by_role("button", name="Recordings on their way 5")
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(uploads(page).get_by_role("listitem")).to_have_count(0)
    fold.click()
    expect(uploads(page).get_by_role("listitem")).to_have_count(3)
    fold.click()
    expect(uploads(page).get_by_role("listitem")).to_have_count(0)
    page.goto(f"{empty_product}#/rules")
    expect(uploads(page)).to_have_count(0)
