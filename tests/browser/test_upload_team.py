"""A person of several teams says for which one a recording is: asked once, then the last one."""

import pytest
from playwright.sync_api import expect

from tests.browser.product import running
from tests.browser.team import HASH, signed_in
from tests.browser.test_upload import choose, uploads
from voicemon.store.people_records import NewPerson, PersonRole

pytestmark = pytest.mark.e2e


def person(login, *teams):
    return NewPerson(login, login.title(), PersonRole.SUPERVISOR, frozenset(teams))


@pytest.fixture
def product(tmp_path, page_folder):
    with running(tmp_path / "data", page_folder, sign_in=True) as (url, store):
        for new in (person("nora", "north", "east"), person("sam", "south")):
            store.credentials.set_password_hash(store.people.add(new).id, HASH)
        yield f"{url}#/calls", store


@pytest.fixture
def file(tmp_path):
    """Makes files that are no recordings: what they are for is known all the same."""

    def made(name):
        path = tmp_path / name
        path.write_text("this is not a recording")
        return path

    return made


def line(page, name):
    return uploads(page).get_by_role("listitem").filter(has_text=name)


def teams(store):
    """Of every recording that was sent, the newest first."""
    return [job.team for job in store.jobs.recent(50)]


def test_nothing_is_sent_before_the_team_is_chosen_and_the_last_one_is_kept(
    product, file, open_page
):
    url, store = product
    page = signed_in(open_page, url, "nora")
    choose(page, file("one.wav"))
    asked = uploads(page).get_by_role("group", name="Which team are these calls of?")
    expect(asked).to_be_visible()
    expect(line(page, "one.wav")).to_contain_text("Waits until you have chosen a team")
    assert teams(store) == []
    asked.get_by_role("button", name="east").click()
    expect(line(page, "one.wav · east").get_by_role("alert")).to_be_visible()
    assert teams(store) == ["east"]
    page.reload()
    choose(page, file("two.wav"))
    expect(line(page, "two.wav · east").get_by_role("alert")).to_be_visible()
    uploads(page).get_by_label("Team").select_option("north")
    choose(page, file("three.wav"))
    expect(line(page, "three.wav · north").get_by_role("alert")).to_be_visible()
    assert teams(store) == ["north", "east", "east"]


def test_who_has_one_team_is_not_asked(product, file, open_page):
    url, store = product
    page = signed_in(open_page, url, "sam")
    choose(page, file("one.wav"))
    expect(line(page, "one.wav").get_by_role("alert")).to_be_visible()
    expect(uploads(page).get_by_label("Team")).to_have_count(0)
    assert teams(store) == ["south"]
