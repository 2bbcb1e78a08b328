"""A running call from its first word to its end; a fault in it, the end of the service."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from tests.runtime.live.fakes import BOTH, RATE_HZ, TALK, Script, opening, play, turns, until
from voicemon.errors import Conflict, NotFound
from voicemon.runtime.live.changes import Started, Status, Step, Weighed
from voicemon.runtime.live.story import Story
from voicemon.types import Role


def test_a_call_is_followed_from_its_first_word_to_its_end(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1"))
        play(line, TALK)
        line.end("hangup")
        office.ended("c1")
        assert office.watcher.texts("c1") == [f"words at {at}" for at in (0, 3, 6, 8)]
        assert office.watcher.ended("c1") == "hangup"


def test_a_call_keeps_the_name_that_its_sender_gave_it(make_office):
    with make_office() as office:
        line = office.desk.open(replace(opening("c1"), name="CA2f"))
        assert office.desk.name_of("c1") == "CA2f"
        line.end("hangup")
        office.ended("c1")
        with pytest.raises(NotFound):
            office.desk.name_of("c1")


def test_changes_are_numbered_without_a_hole_and_make_the_snapshot(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1"))
        play(line, TALK)
        until(lambda: len(office.watcher.of("c1", Weighed)) >= 3)
        snapshot = office.desk.snapshot("c1")
        story = Story(office.watcher.of("c1", Started)[0].call)
        story.replay(change.news for change in office.watcher.changes[: snapshot.number])
        assert story.snapshot() == snapshot
        line.end("hangup")
        office.ended("c1")
        assert [each.number for each in office.watcher.changes] == list(
            range(1, len(office.watcher.changes) + 1)
        )
        with pytest.raises(NotFound):
            office.desk.snapshot("c1")


def test_the_same_sound_gives_the_same_however_it_is_cut_and_mixed(make_office, tmp_path):
    rng = np.random.default_rng(7)
    told = []
    with make_office() as office:
        for number in range(4):
            line = office.desk.open(opening(f"c{number}"))
            at = dict.fromkeys(TALK, 0)
            while any(at[track] < len(TALK[track]) for track in TALK):
                ahead = sorted(TALK, key=lambda track: at[track])
                track = (
                    ahead[0]
                    if rng.random() < 0.7 or at[ahead[0]] < at[ahead[1]] - 4000
                    else ahead[1]
                )
                size = int(rng.integers(1, 3000)) if number else len(TALK[track])
                line.hear(track, at[track], TALK[track][at[track] : at[track] + size], RATE_HZ)
                at[track] += size
            line.end("hangup")
            office.ended(f"c{number}")
            told.append(
                [
                    (
                        each.utterance.id,
                        each.utterance.words,
                        each.frustration and each.frustration.score,
                    )
                    for each in office.watcher.of(f"c{number}", Weighed)
                ]
            )
    assert len(told[0]) == 4
    assert told[0] == told[1] == told[2] == told[3]


def test_a_fault_in_one_call_ends_its_analysis_only_and_not_its_recording(make_office):
    with make_office(
        script=Script(lambda s: "boom" if s.call_id == "bad" and s.start_s > 5 else "fine")
    ) as office:
        office.reader.fails_on = "boom"
        bad, good = office.desk.open(opening("bad")), office.desk.open(opening("good"))
        play(bad, TALK)
        play(good, TALK)
        until(lambda: len(office.watcher.of("good", Weighed)) >= 3)
        until(lambda: office.desk.snapshot("bad").status.step is Step.RECORD_ONLY)
        assert any("fault" in each for each in office.desk.snapshot("bad").status.warnings)
        bad.end("hangup")
        good.end("hangup")
        office.ended("bad")
        office.ended("good")
        assert len(office.watcher.of("good", Weighed)) == 4
        assert office.desk.figures().faults == 1
        office.reader.fails_on = None
        office.analyse_tapes()
        assert len(office.store.analysis("bad").utterances) == 4


def test_a_segment_that_cannot_be_heard_is_weighed_by_its_sound(make_office):
    class Deaf(Script):
        def finals(self, windows):
            raise RuntimeError("no words")

    with make_office(script=Deaf()) as office:
        line = office.desk.open(opening("c1"))
        play(line, TALK)
        line.end("hangup")
        office.ended("c1")
        assert office.watcher.texts("c1") == ["", "", "", ""]


def test_the_service_ends_open_calls_and_takes_no_more(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1"))
        play(line, TALK)
        office.desk.drain()
        with pytest.raises(Conflict):
            office.desk.open(opening("c2"))
        office.desk.stop()
        assert office.watcher.ended("c1") == "shutdown"
        assert len(office.store.analysis("c1").utterances) == 4


def test_no_thread_is_left(make_office):
    before = set(threading.enumerate())
    with make_office() as office:
        play(office.desk.open(opening("c1")), TALK)
    assert set(threading.enumerate()) <= before


def test_the_status_is_told_at_most_once_a_second(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1"))
        for at in range(0, 12 * RATE_HZ, RATE_HZ):
            play(line, {track: sound[at : at + RATE_HZ] for track, sound in TALK.items()}, start=at)
        until(lambda: len(office.watcher.of("c1", Weighed)) >= 3)
        statuses = office.watcher.of("c1", Status)
        assert len(statuses) <= 6


def test_a_track_that_nobody_named_is_heard_as_unknown(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1", {"a": Role.AGENT}))
        play(line, {"a": TALK["outbound"], "b": TALK["inbound"]})
        line.end("hangup")
        office.ended("c1")
        assert {each.utterance.role for each in office.watcher.of("c1", Weighed)} == {
            Role.AGENT,
            Role.UNKNOWN,
        }


def test_fake_stereo_leaves_nobody_known(make_office):
    same = turns(12.0, (2.0, 4.0), (6.0, 8.0), (9.0, 11.0))
    with make_office() as office:
        line = office.desk.open(opening("c1"))
        play(line, dict.fromkeys(BOTH, same))
        line.end("hangup")
        office.ended("c1")
        weighed = office.watcher.of("c1", Weighed)
        assert [each.utterance.role for each in weighed] == [Role.UNKNOWN] * 3
        assert not any(e.cue.startswith(("voice", "prosody")) for w in weighed for e in w.evidence)
