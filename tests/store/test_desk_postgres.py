"""Messages, playbook and moments on PostgreSQL."""

from dataclasses import replace

import pytest

from tests.made import analysis
from tests.store.test_desk import NOTE, NOW, later
from tests.store.test_playbook import OWN
from tests.store.test_postgres import recording, store, url  # noqa: F401 - fixtures
from voicemon.errors import Conflict

pytestmark = pytest.mark.service


def test_messages_and_the_playbook_work_on_postgresql(store):  # noqa: F811
    store.add_analysis(analysis(), recording())
    assert store.analysis("call-1").moments == analysis().moments
    sent = store.desk.send(NOTE, NOW)
    assert store.desk.received("agent", unread=True) == [sent]
    (got,) = store.desk.delivered("agent", [sent.id], later(1))
    read, new = store.desk.read("agent", sent.id, later(2))
    assert (read, new) == (replace(got, read_at=later(2)), True)
    store.forget("call-1")
    assert store.desk.sent("sup") == []
    assert store.playbook.change(OWN).number == 1
    with pytest.raises(Conflict):
        store.playbook.change(OWN)
    assert store.playbook.change(replace(OWN, sentences=None, number=1)).sentences is None
    assert store.playbook.sentences("de") == {}
