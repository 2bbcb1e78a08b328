"""The rules' page says to admins, quietly, when outcomes suffice to fit rules to one's calls."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.product import running
from tests.browser.team import hire, signed_in
from tests.browser.test_access import grave_faults
from tests.browser.test_weeks import add
from voicemon.flags.tuning import LEAST_CALLS
from voicemon.types import FlagOutcome

pytestmark = pytest.mark.e2e

COMMAND = "voicemon models calibrate"


@pytest.fixture
def site(tmp_path, page_folder):
    with running(tmp_path / "data", page_folder, sign_in=True) as (url, store):
        hire(store)
        yield f"{url}#/rules", store


def told_of(store, *outcomes):
    yesterday = datetime.now(UTC) - timedelta(days=1)
    for outcome in outcomes:
        for number in range(LEAST_CALLS):
            add(store, f"{outcome}-{number}", yesterday, outcome=outcome)


def hint(page):
    return page.get_by_text(COMMAND)


def test_admins_are_told_once_enough_is_known_and_nobody_else(site, open_page):
    url, store = site
    told_of(store, FlagOutcome.HELPED)
    ada = signed_in(open_page, url, "ada")
    expect(ada.get_by_text("Act when the frustration").first).to_be_visible()
    expect(hint(ada)).to_have_count(0)
    told_of(store, FlagOutcome.FALSE_ALARM)
    ada.reload()
    expect(hint(ada)).to_be_visible()
    nora = signed_in(open_page, url, "nora")
    expect(nora.get_by_text("Act when the frustration").first).to_be_visible()
    expect(hint(nora)).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_grave(site, open_page, axe_source, colours, width):
    url, store = site
    told_of(store, FlagOutcome.HELPED, FlagOutcome.FALSE_ALARM)
    size = {"width": width, "height": 800}
    page = signed_in(open_page, url, "ada", color_scheme=colours, viewport=size)
    for language, word in (("en", "enough"), ("de", "genug"), ("es", "suficientes")):
        page.locator(".tool--select select").select_option(language)
        expect(page.locator("p", has=hint(page))).to_contain_text(word)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert grave_faults(page, axe_source) == []
