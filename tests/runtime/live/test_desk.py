import threading
import time

import numpy as np
import pytest

from tests.runtime.live.fakes import BOTH, RATE_HZ, Script, opening, play, quiet, turns, until
from voicemon.errors import Conflict, InputError, NotFound
from voicemon.runtime.live.after import KEY_FILE
from voicemon.runtime.live.changes import Marked, Phase, Started, Status, Step, Weighed
from voicemon.runtime.live.reel import Reel
from voicemon.runtime.live.sealing import site_key
from voicemon.runtime.live.story import Story
from voicemon.runtime.live.tape import SUFFIX
from voicemon.types import ConsentStatus, Role, StretchKind

TALK = {
    "outbound": turns(12.0, (0.5, 2.5), (6.0, 8.0), hz=180),
    "inbound": turns(12.0, (3.0, 5.5), (8.5, 10.0)),
}


def test_a_call_is_followed_from_its_first_word_to_its_end(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1"))
        play(line, TALK)
        line.end("hangup")
        office.ended("c1")
        assert office.watcher.texts("c1") == [f"words at {at}" for at in (0, 3, 6, 8)]
        assert office.watcher.ended("c1") == "hangup"


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


def test_a_pause_wipes_open_speech_and_leaves_silence_on_the_tape(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1"))
        at = play(line, {"inbound": turns(6.0, (1.0, 2.0), (4.0, 6.0)), "outbound": quiet(6.0)})
        line.pause(wipe=True)
        until(lambda: office.desk.snapshot("c1").status.phase is Phase.PAUSED)
        line.hear("inbound", at, turns(3.0, (0.0, 3.0)), RATE_HZ)  # a sender that goes on
        line.resume()
        at += 3 * RATE_HZ
        play(line, {"inbound": turns(3.0, (1.0, 2.0)), "outbound": quiet(3.0)}, start=at)
        line.end("hangup")
        office.ended("c1")
        assert office.watcher.texts("c1") == ["words at 1", "words at 10"]
        office.analyse_tapes()
        sound = _customer(office, "c1")
        assert np.abs(sound[round(6.1 * RATE_HZ) : round(8.9 * RATE_HZ)]).max() < 0.001
        assert len(sound) == pytest.approx(12 * RATE_HZ, abs=100)


def test_what_a_sender_discards_counts_as_time(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1"))
        at = play(line, {"inbound": turns(3.0, (1.0, 2.0)), "outbound": quiet(3.0)})
        line.pause(wipe=False)
        line.resume(discarded_s=10.0)
        play(line, {"inbound": turns(3.0, (1.0, 2.0)), "outbound": quiet(3.0)}, start=at)
        line.end("hangup")
        office.ended("c1")
        assert office.watcher.texts("c1") == ["words at 1", "words at 14"]


def test_a_withdrawn_consent_stops_at_once_and_deletes_the_tape(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1"))
        at = play(line, TALK)
        until(lambda: len(office.watcher.of("c1", Weighed)) >= 3)
        line.update({"consent": "withdrawn"})
        play(line, TALK, start=at)
        assert list(office.settings.tapes_dir.iterdir()) == []
        office.ended("c1")
        assert office.watcher.ended("c1") == "withdrawn"
        kept = office.store.analysis("c1")
        assert kept.call.consent.status is ConsentStatus.WITHDRAWN
        assert 3 <= len(kept.utterances) <= 4
        assert office.store.audio_path("c1") is None
        assert office.store.jobs.recent() == []


def test_a_refused_consent_leaves_nothing(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1"))
        play(line, TALK)
        line.update({"consent": "refused"})
        office.ended("c1")
        assert list(office.settings.tapes_dir.iterdir()) == []
        with pytest.raises(NotFound):
            office.store.call("c1")
        with pytest.raises(InputError, match="refused"):
            office.desk.open(opening("c2", facts={"consent": "refused"}))


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


def test_a_key_s_tone_is_never_on_the_tape(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1"))
        at = play(line, {"inbound": turns(3.0, (1.0, 3.0)), "outbound": turns(3.0, (0.0, 3.0))})
        line.dtmf("inbound")
        play(line, {"inbound": turns(2.0, (0.0, 2.0)), "outbound": quiet(2.0)}, start=at)
        line.end("hangup")
        office.ended("c1")
        silent = [each.stretch for each in office.watcher.of("c1", Marked)]
        assert any(
            s.kind is StretchKind.REDACTED and s.start_s == pytest.approx(2.8) for s in silent
        )
        office.analyse_tapes()
        sound = _customer(office, "c1")
        assert np.abs(sound[round(2.82 * RATE_HZ) : round(3.28 * RATE_HZ)]).max() < 0.01
        assert np.abs(sound[round(2.5 * RATE_HZ) : round(2.75 * RATE_HZ)]).max() > 0.05


def test_a_hold_by_the_sender_is_marked_and_bears_no_evidence(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1"))
        at = play(line, {"inbound": quiet(3.0), "outbound": turns(3.0, (0.5, 2.0))})
        line.hold(on=True)
        at = play(line, {"inbound": turns(6.0, (2.0, 4.0)), "outbound": quiet(6.0)}, start=at)
        line.hold(on=False)
        play(line, {"inbound": turns(3.0, (1.0, 2.0)), "outbound": quiet(3.0)}, start=at)
        line.end("hangup")
        office.ended("c1")
        weighed = office.watcher.of("c1", Weighed)
        scores = [each.frustration for each in weighed if each.utterance.role is Role.CUSTOMER]
        assert scores[0] is None
        assert scores[1] is not None
        holds = [s for s in office.store.analysis("c1").stretches if s.kind is StretchKind.HOLD]
        assert [(round(s.start_s), round(s.end_s)) for s in holds] == [(3, 9)]


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


def _customer(office, call_id):
    from voicemon.audio.decode import open_recording

    recording = open_recording(office.store.audio_path(call_id))
    at = office.store.channels(call_id).index(Role.CUSTOMER)
    sound = np.concatenate(list(recording.blocks()), axis=1)[at]
    return sound[::2]
