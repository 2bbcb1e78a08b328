from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.made import analysis
from voicemon.errors import NotFound
from voicemon.store import RecordingInfo
from voicemon.store.desk_records import Note
from voicemon.types import MomentKind, SuggestedStep

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
STEP = SuggestedStep(
    "call-1-m1",
    MomentKind.MANAGER,
    192.0,
    "Let me see right now who is free.",
    "asked for a manager at 3:12, nobody has answered that yet",
    "en",
)
NOTE = Note("call-1", "agent", "sup", "Sam", "Shall I take over?", STEP)


def later(minutes):
    return NOW + timedelta(minutes=minutes)


def test_a_message_keeps_what_was_written_and_the_step_that_goes_with_it(store):
    sent = store.desk.send(NOTE, NOW)
    assert store.desk.received("agent") == [sent]
    assert sent.note == NOTE
    assert (sent.sent_at, sent.delivered_at, sent.read_at) == (NOW, None, None)


def test_messages_are_for_their_reader_and_sender_only(store):
    store.desk.send(NOTE, NOW)
    assert store.desk.received("somebody else") == []
    assert store.desk.sent("somebody else") == []
    assert store.desk.sent("agent") == []


def test_the_newest_comes_first_and_a_call_can_be_asked_for(store):
    first = store.desk.send(NOTE, NOW)
    second = store.desk.send(replace(NOTE, call_id="call-2", step=None), later(1))
    assert store.desk.received("agent") == [second, first]
    assert store.desk.sent("sup", "call-1") == [first]
    assert store.desk.received("agent", limit=1) == [second]


def test_a_message_is_delivered_once_and_to_its_reader(store):
    sent = store.desk.send(NOTE, NOW)
    assert store.desk.delivered("somebody else", [sent.id], later(1)) == []
    (delivered,) = store.desk.delivered("agent", [sent.id], later(1))
    assert delivered.delivered_at == later(1)
    assert store.desk.delivered("agent", [sent.id], later(2)) == []


def test_reading_is_told_once_and_means_that_it_was_delivered(store):
    sent = store.desk.send(NOTE, NOW)
    read, new = store.desk.read("agent", sent.id, later(1))
    assert (read.delivered_at, read.read_at, new) == (later(1), later(1), True)
    assert store.desk.read("agent", sent.id, later(5)) == (read, False)
    assert store.desk.received("agent", unread=True) == []


def test_a_message_to_somebody_else_cannot_be_read(store):
    sent = store.desk.send(NOTE, NOW)
    with pytest.raises(NotFound):
        store.desk.read("sup", sent.id, NOW)


def test_a_call_that_is_forgotten_takes_its_messages_and_moments_along(store):
    store.add_analysis(analysis(), RecordingInfo("a" * 64, 1, "x", 8000))
    assert store.analysis("call-1").moments == analysis().moments
    store.desk.send(NOTE, NOW)
    store.forget("call-1")
    assert store.desk.received("agent") == []
