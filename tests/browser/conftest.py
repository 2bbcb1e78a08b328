from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import launch
from tests.browser.product import fill, running

expect.set_options(timeout=15_000)
DASHBOARD = Path(__file__).parents[2] / "dashboard"


@pytest.fixture(scope="session")
def page_folder():
    folder = DASHBOARD / "dist"
    if not (folder / "index.html").is_file():
        pytest.fail("the page is not built: run `make dashboard`")
    return folder


@pytest.fixture(scope="session")
def axe_source():
    file = DASHBOARD / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        pytest.fail("axe-core is not installed: run `npm ci` in dashboard/")
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def product(tmp_path_factory, page_folder):
    """The URL of a product with three stored calls."""
    folder = tmp_path_factory.mktemp("product")
    with running(folder / "data", page_folder) as (url, store):
        fill(store, folder)
        yield url


@pytest.fixture(scope="session")
def empty_product(tmp_path_factory, page_folder):
    """The URL of a product that has heard nothing yet."""
    with running(tmp_path_factory.mktemp("empty") / "data", page_folder) as (url, _):
        yield url


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        opened = launch(playwright.chromium)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser):
    """`open_page(url, **context)`: a page of a fresh visitor; a fault on it fails the test."""
    contexts, faults = [], []

    def opener(url, **context):
        context.setdefault("viewport", {"width": 1280, "height": 800})
        made = browser.new_context(**context)
        made.set_default_timeout(10_000)
        contexts.append(made)
        page = made.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(url)
        return page

    yield opener
    for made in contexts:
        made.close()
    assert faults == []


def pytest_collection_modifyitems(items):
    """A browser drops a connection in the middle of a file as it likes; the server's thread then
    leaves the file to the garbage collector, which says so.
    """
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(
                pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
            )
