from dataclasses import replace
from datetime import UTC, datetime

import pytest

from voicemon.errors import Conflict
from voicemon.store.desk_records import PlaybookEdit
from voicemon.types import MomentKind

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
OWN = PlaybookEdit("de", MomentKind.MANAGER, ("Ich hole Frau Kim.",), 0, "Sam", NOW)


def test_a_site_has_no_sentences_of_its_own_at_first(store):
    assert store.playbook.all() == []
    assert store.playbook.sentences("de") == {}


def test_own_sentences_belong_to_one_kind_of_one_language(store):
    assert store.playbook.change(OWN) == replace(OWN, number=1)
    assert store.playbook.sentences("de") == {MomentKind.MANAGER: ("Ich hole Frau Kim.",)}
    assert store.playbook.sentences("en") == {}


def test_who_saw_an_older_state_is_told_who_was_first(store):
    store.playbook.change(OWN)
    with pytest.raises(Conflict, match=r"Sam changed these sentences at 2026-03-14 09:30"):
        store.playbook.change(replace(OWN, sentences=("Moment.",), changed_by="Alex"))
    assert store.playbook.sentences("de")[MomentKind.MANAGER] == OWN.sentences


def test_a_change_of_what_was_never_changed_is_refused(store):
    with pytest.raises(Conflict, match="nobody"):
        store.playbook.change(replace(OWN, number=3))


def test_going_back_to_what_ships_is_a_change_too(store):
    store.playbook.change(OWN)
    back = store.playbook.change(replace(OWN, sentences=None, number=1))
    assert back.number == 2
    assert store.playbook.sentences("de") == {}
    assert store.playbook.change(replace(OWN, number=2)).number == 3
