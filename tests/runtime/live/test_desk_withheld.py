"""What a running call must not keep or not weigh: pauses, keys, holds, withdrawn consent."""

import numpy as np
import pytest

from tests.runtime.live.fakes import RATE_HZ, STARTED, TALK, opening, play, quiet, turns, until
from voicemon.audio.decode import open_recording
from voicemon.errors import InputError, NotFound
from voicemon.runtime.live.changes import Marked, Phase, Weighed
from voicemon.store.desk_records import Note
from voicemon.types import ConsentStatus, Role, StretchKind


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


def test_a_refused_consent_leaves_no_message_about_the_call(make_office):
    with make_office() as office:
        line = office.desk.open(opening("c1"))
        office.store.desk.send(Note("c1", "agent", "sup", "Sam", "Shall I take over?"), STARTED)
        line.update({"consent": "refused"})
        office.ended("c1")
        assert office.store.desk.received("agent") == []


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


def _customer(office, call_id):
    recording = open_recording(office.store.audio_path(call_id))
    at = office.store.channels(call_id).index(Role.CUSTOMER)
    sound = np.concatenate(list(recording.blocks()), axis=1)[at]
    return sound[::2]
