"""The connections of a running call: lost, come back, silent, several legs of one call."""

import time

import pytest

from tests.runtime.live.fakes import TALK, opening, play, turns, until
from voicemon.errors import InputError
from voicemon.runtime.live.changes import Phase, Weighed
from voicemon.types import Role


def test_a_lost_connection_comes_back_to_the_same_call(make_office):
    with make_office(live_reconnect_s=20) as office:
        line = office.desk.open(opening("c1", name="n"))
        play(line, TALK)
        line.lost()
        until(lambda: office.desk.snapshot("c1").status.phase is Phase.WAITING)
        again = office.desk.open(opening("c2", name="n", facts={"agent": "a9"}))
        assert again.call_id == "c1"
        play(again, TALK)
        again.end("hangup")
        office.ended("c1")
        starts = [each.utterance.start_s for each in office.watcher.of("c1", Weighed)]
        assert len(starts) == 8
        assert starts[4] > 12.0
        assert office.store.call("c1").call.agent_id == "a9"


def test_a_lost_connection_that_stays_away_ends_the_call_as_interrupted(make_office):
    with make_office(live_reconnect_s=0.1) as office:
        line = office.desk.open(opening("c1"))
        play(line, {"inbound": turns(4.0, (2.0, 4.0))})  # in the middle of a word
        line.lost()
        office.ended("c1")
        assert office.watcher.ended("c1") == "interrupted"
        assert office.watcher.texts("c1") == ["words at 2"]


def test_a_call_without_audio_ends_by_timeout(make_office):
    with make_office(live_timeout_s=0.2) as office:
        office.desk.open(opening("c1"))
        office.ended("c1")
        assert office.watcher.ended("c1") == "timeout"
        assert list(office.settings.tapes_dir.iterdir()) == []


def test_two_legs_make_one_call_that_ends_with_the_last(make_office):
    with make_office() as office:
        one = office.desk.open(opening("c1", {"leg": Role.CUSTOMER}, name="n", join=True))
        two = office.desk.open(opening("c2", {"leg": Role.AGENT}, name="n", join=True))
        assert two.call_id == "c1"
        play(one, {"leg": TALK["inbound"]})
        play(two, {"leg": TALK["outbound"]})
        one.end("hangup")
        assert office.watcher.ended("c1") is None
        two.end("hangup")
        office.ended("c1")
        roles = [each.utterance.role for each in office.watcher.of("c1", Weighed)]
        assert roles == [Role.AGENT, Role.CUSTOMER, Role.AGENT, Role.CUSTOMER]


def test_a_leg_that_comes_in_a_little_later_is_in_time(make_office):
    with make_office() as office:
        one = office.desk.open(opening("c1", {"leg": Role.CUSTOMER}, name="n", join=True))
        play(one, {"leg": TALK["inbound"]})
        time.sleep(0.4)  # its words are there by now
        two = office.desk.open(opening("c2", {"leg": Role.AGENT}, name="n", join=True))
        play(two, {"leg": TALK["outbound"]})
        one.end("hangup")
        two.end("hangup")
        office.ended("c1")
        roles = [each.utterance.role for each in office.watcher.of("c1", Weighed)]
        assert roles == [Role.AGENT, Role.CUSTOMER, Role.AGENT, Role.CUSTOMER]


def test_a_leg_that_stays_alone_is_heard(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1", {"leg": Role.CUSTOMER}, name="n", join=True))
        play(line, {"leg": TALK["inbound"]})
        until(lambda: office.watcher.of("c1", Weighed))
        line.end("hangup")
        office.ended("c1")


def test_a_second_call_of_the_same_name_is_refused_while_the_first_runs(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1", name="n"))
        with pytest.raises(InputError, match="is running"):
            office.desk.open(opening("c2", name="n"))
        line.end("hangup")
        office.ended("c1")
        office.desk.open(opening("c3", name="n")).end("hangup")
