"""A server that people sign in to, and some people."""

from datetime import UTC, datetime

import pyotp
import pytest

from tests.server.conftest import Client
from voicemon.server.app import create_app
from voicemon.server.people import passwords
from voicemon.server.people.visitors import CSRF_HEADER
from voicemon.settings import Settings
from voicemon.store.people_records import NewPerson, PersonRole

PASSWORD = "seven quiet otters sing"
HASH = passwords.hashed(PASSWORD)
PEOPLE = {
    "ada": NewPerson("ada", "Ada Root", PersonRole.ADMIN),
    "nora": NewPerson("nora", "Nora North", PersonRole.SUPERVISOR, frozenset({"north"})),
    "sam": NewPerson("sam", "Sam South", PersonRole.SUPERVISOR, frozenset({"south"})),
    "quinn": NewPerson("quinn", "Quinn Q", PersonRole.QA, frozenset({"north"})),
    "dana": NewPerson("dana", "Dana W", PersonRole.AGENT, frozenset({"north"}), "dana.w"),
}


class Browser:
    """Somebody's browser: cookies, and the page's token with every change."""

    def __init__(self, app):
        app.test_client_class = Client
        self.app = app
        self.client = app.test_client()
        self.csrf = ""

    def send(self, method, path, body=None, **headers):
        sent = {CSRF_HEADER: self.csrf, **headers}
        answer = self.client.open(path, method=method, json=body, headers=sent)
        told = answer.json if answer.is_json and answer.data else None
        if isinstance(told, dict) and "csrf" in told:
            self.csrf = answer.json["csrf"]
        return answer

    def get(self, path, **headers):
        return self.send("GET", path, **headers)

    def post(self, path, body=None, **headers):
        return self.send("POST", path, {} if body is None else body, **headers)

    def put(self, path, body):
        return self.send("PUT", path, body)

    def delete(self, path):
        return self.send("DELETE", path)

    def sign_in(self, login, password=PASSWORD, **more):
        return self.post("/api/sign-in", {"login": login, "password": password, **more})

    @property
    def cookie(self):
        found = self.client.get_cookie("voicemon_session")
        return found.value if found else None


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path / "data", max_upload_mb=1, sign_in=True)


@pytest.fixture
def made(settings, store, jobs, page, desk):
    made = create_app(settings, store, jobs, page_folder=page, desk=desk)
    yield made
    for name, part in made[0].extensions.items():
        if name.startswith("voicemon") and hasattr(part, "stop"):
            part.stop()


@pytest.fixture
def people(store):
    """By login; each signs in with `PASSWORD`."""
    found = {}
    for login, new in PEOPLE.items():
        found[login] = store.people.add(new)
        store.credentials.set_password_hash(found[login].id, HASH)
    return found


@pytest.fixture
def browser(app):
    """A browser in which nobody has signed in."""
    return Browser(app)


@pytest.fixture
def signed_in(app, people):
    """A browser in which somebody has."""

    def opener(login):
        opened = Browser(app)
        assert opened.sign_in(login).status_code == 200
        return opened

    return opener


@pytest.fixture
def ada(signed_in):
    return signed_in("ada")


def code_of(secret):
    """What the app would show now."""
    return pyotp.TOTP(secret).at(datetime.now(UTC))
