"""More calls than can be listened to: recorded first, taken up when there is room."""

import pytest

from tests.runtime.live.fakes import TALK, Script, opening, play, quiet, turns, until
from voicemon.errors import NotFound
from voicemon.runtime.live.after import KEY_FILE
from voicemon.runtime.live.changes import Marked, Step, Weighed
from voicemon.runtime.live.reel import Reel
from voicemon.runtime.live.sealing import site_key
from voicemon.runtime.live.tape import SUFFIX
from voicemon.types import StretchKind


def test_a_call_beyond_capacity_is_recorded_and_analysed_afterwards(make_office):
    with make_office(live_calls=1) as office:
        first, second = office.desk.open(opening("c1")), office.desk.open(opening("c2"))
        play(first, TALK)
        play(second, TALK)
        until(lambda: office.desk.snapshot("c2").status.step is Step.RECORD_ONLY)
        assert office.desk.figures().steps == {"full": 1, "record_only": 1}
        first.end("hangup")
        second.end("hangup")
        office.ended("c1")
        office.ended("c2")
        assert office.watcher.of("c2", Weighed) == []
        office.analyse_tapes()
        assert len(office.store.analysis("c2").utterances) == 4
        assert len(office.store.analyses("c2")) == 1
        assert len(office.store.analyses("c1")) == 2


def test_a_call_that_was_only_recorded_is_taken_up_when_another_ends(make_office):
    with make_office(live_calls=1) as office:
        lines = [office.desk.open(opening(f"c{number}")) for number in range(3)]
        at = [play(line, TALK) for line in lines]
        until(lambda: office.desk.snapshot("c2").status.step is Step.RECORD_ONLY)
        lines[0].end("hangup")
        until(lambda: office.desk.snapshot("c1").status.step is Step.FULL)
        assert office.desk.snapshot("c2").status.step is Step.RECORD_ONLY
        [mark] = office.desk.snapshot("c1").stretches
        assert (mark.kind, mark.start_s, mark.end_s) == (StretchKind.UNHEARD, 0.0, 12.0)
        assert any("up to 0:12" in each for each in office.desk.snapshot("c1").status.warnings)
        play(lines[1], TALK, start=at[1])
        play(lines[2], TALK, start=at[2])
        for line in lines[1:]:
            line.end("hangup")
        for number in range(3):
            office.ended(f"c{number}")
        assert office.watcher.texts("c1") == [f"words at {at}" for at in (12, 15, 18, 20)]
        numbers = [each.number for each in office.watcher.changes if each.call_id == "c1"]
        assert numbers == list(range(1, len(numbers) + 1))
        tape = office.settings.tapes_dir / f"c1{SUFFIX}"
        notes = Reel(tape, site_key(office.settings.data_dir / KEY_FILE)).notes
        assert dict(notes)["live"]["analysed"]  # so that a crash would leave a live version, too
        live = office.store.analysis("c1")
        kinds = [each.kind for each in live.stretches]
        assert kinds[0] is StretchKind.UNHEARD
        assert StretchKind.HOLD not in kinds  # nobody listened, so nobody knows that it was quiet
        office.analyse_tapes()
        assert len(office.store.analysis("c1").utterances) == 8
        assert office.store.analysis("c1").settings["words_changed"] == "0 of 12"
        assert len(office.store.analyses("c1")) == 2
        assert StretchKind.UNHEARD not in {s.kind for s in office.store.analysis("c1").stretches}


def test_a_call_that_waits_goes_before_one_that_comes_later(make_office):
    with make_office(live_calls=1) as office:
        first = office.desk.open(opening("c1"))
        office.desk.open(opening("c2"))
        first.end("hangup")
        office.ended("c1")
        third = office.desk.open(opening("c3"))
        steps = {each.call.id: each.status.step for each in office.desk.calls()}
        until(lambda: office.desk.snapshot("c2").status.step is Step.FULL)
        assert office.desk.figures().analysed == 1
        play(third, TALK)
        until(lambda: office.desk.snapshot("c3").status.step is Step.RECORD_ONLY)
        assert set(steps) == {"c2", "c3"}


def test_a_call_that_is_taken_up_on_hold_is_on_hold(make_office):
    with make_office(live_calls=1) as office:
        first, second = office.desk.open(opening("c1")), office.desk.open(opening("c2"))
        at = play(second, {"inbound": quiet(3.0), "outbound": turns(3.0, (0.5, 2.0))})
        second.hold(on=True)
        first.end("hangup")
        until(lambda: office.desk.snapshot("c2").status.step is Step.FULL)
        at = play(second, {"inbound": turns(6.0, (2.0, 4.0)), "outbound": quiet(6.0)}, start=at)
        second.hold(on=False)
        second.end("hangup")
        office.ended("c2")
        [heard] = office.watcher.of("c2", Weighed)
        assert heard.frustration is None
        holds = [s for s in office.store.analysis("c2").stretches if s.kind is StretchKind.HOLD]
        assert [(round(s.start_s), round(s.end_s)) for s in holds] == [(3, 9)]


def test_a_call_whose_analysis_failed_is_not_taken_up_again(make_office):
    with make_office(script=Script(lambda s: "boom" if s.call_id == "bad" else "fine")) as office:
        office.reader.fails_on = "boom"
        bad = office.desk.open(opening("bad"))
        at = play(bad, TALK)
        until(lambda: office.desk.figures().faults == 1)
        play(bad, TALK, start=at)
        bad.end("hangup")
        office.ended("bad")
        assert office.desk.figures().faults == 1
        assert office.watcher.of("bad", Weighed) == []


def test_a_withdrawn_consent_ends_the_wait_for_capacity(make_office):
    with make_office(live_calls=1) as office:
        first, second = office.desk.open(opening("c1")), office.desk.open(opening("c2"))
        play(second, TALK)
        second.update({"consent": "withdrawn"})
        office.ended("c2")
        first.end("hangup")
        office.ended("c1")
        assert office.watcher.of("c2", Marked) == []
        with pytest.raises(NotFound):
            office.store.call("c2")
