import pytest

from tests.server.listening.ear import placed
from voicemon.server.people.visitors import Visitors
from voicemon.server.rights import RIGHTS, Visitor
from voicemon.store.people_records import Person


@pytest.fixture
def place(tmp_path, page):
    with placed(tmp_path, page) as made:
        yield made


@pytest.fixture
def visitor(monkeypatch):
    """Everybody who comes is this one."""

    def come(role, *teams):
        person = Person("p1", "Robin", role, frozenset(teams))
        monkeypatch.setattr(Visitors, "identify", lambda _: Visitor(person, RIGHTS[role]))

    return come
