"""People of a product that asks them to sign in."""

from playwright.sync_api import expect

from voicemon.server.people import passwords
from voicemon.store.people_records import NewPerson, PersonRole

PASSWORD = "seven quiet otters sing"
HASH = passwords.hashed(PASSWORD)
TEAM = "north"
PEOPLE = (
    NewPerson("ada", "Ada Root", PersonRole.ADMIN),
    NewPerson("nora", "Nora North", PersonRole.SUPERVISOR, frozenset({TEAM})),
    NewPerson("ben", "Ben Byrd", PersonRole.SUPERVISOR, frozenset({TEAM})),
    NewPerson("quinn", "Quinn Q", PersonRole.QA, frozenset({TEAM})),
    NewPerson("dana", "Dana Wood", PersonRole.AGENT, frozenset({TEAM}), "dana.w"),
)


def hire(store):
    """Everybody, each with `PASSWORD`."""
    for person in PEOPLE:
        store.credentials.set_password_hash(store.people.add(person).id, HASH)


def fill_in(page, login, password=PASSWORD):
    page.get_by_label("Name to sign in with").fill(login)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def signed_in(open_page, url, login, **context):
    """A page of somebody who has just come in, where their work is."""
    page = open_page(url, **context)
    fill_in(page, login)
    expect(page.get_by_role("button", name="Sign in")).to_be_hidden()
    return page
