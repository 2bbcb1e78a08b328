"""The health of the service, on the administrator's page."""

import pytest
from playwright.sync_api import expect

from tests.browser.admin.steps import panel
from voicemon.settings import load

pytestmark = pytest.mark.e2e


def test_health_tells_what_is_wrong_and_that_it_is_well_again(admin, settings):
    page = admin("health")
    health = panel(page, "Health")
    expect(health.get_by_role("status")).to_have_text("All is well.")
    expect(health).to_contain_text("Europe/Berlin")
    audio = load(**settings).audio_dir
    aside = audio.with_name("elsewhere")
    audio.rename(aside)
    page.reload()
    expect(health.get_by_role("status")).to_have_text("Something is wrong.")
    expect(health).to_contain_text("No such file or directory")
    aside.rename(audio)
    page.reload()
    expect(health.get_by_role("status")).to_have_text("All is well.")
