"""A served product with people in it, and an administrator's page."""

import pytest
from playwright.sync_api import expect

from tests.browser.admin.steps import heading
from tests.browser.product import running
from tests.browser.team import hire, signed_in
from tests.scripted_desk import ScriptedDesk


@pytest.fixture
def desk():
    return ScriptedDesk()


@pytest.fixture
def settings(tmp_path):
    return {
        "sign_in": True,
        "notify_private_networks": "127.0.0.0/8",
        "time_zone": "Europe/Berlin",
        "data_dir": tmp_path / "data",
    }


@pytest.fixture
def site(settings, page_folder, desk):
    chosen = {name: value for name, value in settings.items() if name != "data_dir"}
    with running(settings["data_dir"], page_folder, desk=desk, **chosen) as (url, store):
        hire(store)
        yield url, store


@pytest.fixture
def url(site):
    return site[0]


@pytest.fixture
def store(site):
    return site[1]


@pytest.fixture
def admin(url, open_page):
    """The administrator's page, at one of its tabs."""
    opened = []

    def at(tab):
        if not opened:
            opened.append(signed_in(open_page, f"{url}#/admin/{tab}", "ada"))
        else:
            opened[0].goto(f"{url}#/admin/{tab}")
        expect(heading(opened[0])).to_have_text("Administration")
        return opened[0]

    return at
