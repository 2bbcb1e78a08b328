"""Rehearsals in their thread: progress, whose calls, what people judged, and what goes wrong."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.made import STARTED, analysis, calm_analysis
from tests.runtime.ruled import ANN, WordReader
from voicemon.errors import InputError, ModelError, NotFound
from voicemon.flags.cards import Mover, Wish
from voicemon.flags.conditions import Meaning, ScoreAtLeast
from voicemon.flags.ledger import raised
from voicemon.flags.rule import Case, Rule
from voicemon.runtime import rehearsing
from voicemon.runtime.rehearsing import ENDED, FAULT, Rehearser
from voicemon.store import RecordingInfo, Store
from voicemon.store.rules_records import RehearsalState
from voicemon.types import Flag, FlagOutcome, FlagState, Severity

NOW = STARTED + timedelta(days=1)
HIGH = Rule(name="High", cases=(Case(severity=Severity.ACT, when=ScoreAtLeast(at_least=0.6)),))
SOLVED = Rule(
    name="Solved",
    cases=(
        Case(
            severity=Severity.WATCH,
            when=Meaning(examples=("thank you that solves it",), similarity=0.9),
        ),
    ),
)


@pytest.fixture
def store(tmp_path):
    made = Store(f"sqlite:///{tmp_path / 'voicemon.db'}", tmp_path / "audio")
    yield made
    made.close()


@pytest.fixture
def rehearser(store):
    made = Rehearser(store, WordReader, STARTED.tzinfo, lambda: NOW)
    made.start()
    yield made
    made.stop()


def keep(store, call, **about):
    """A stored call; its source is its own."""
    call = replace(call, call=replace(call.call, **about))
    info = RecordingInfo(call.call.id.rjust(64, "0"), 1, "x", 8000, ())
    store.add_analysis(call, info, again=store.known(info.source_sha256) is not None)


def rehearsed(store, rehearser, rule, days=30, teams=None):
    rule_id = store.rules.add(rule, ANN, NOW).id
    asked = rehearser.ask(rule_id, 1, days, teams, ANN)
    patience = time.monotonic() + 30
    while store.rehearsals.get(asked.id).state in ("waiting", "running"):
        assert time.monotonic() < patience
        time.sleep(0.01)
    return store.rehearsals.get(asked.id)


def test_a_draft_is_rehearsed_over_the_stored_calls(store, rehearser):
    keep(store, analysis())
    keep(store, calm_analysis())
    done = rehearsed(store, rehearser, HIGH)
    assert (done.state, done.progress, done.by) == (RehearsalState.DONE, 1.0, ANN)
    assert (done.result["calls"], done.result["flags"]) == (2, 1)
    assert [hit["call_id"] for hit in done.result["hits"]] == ["call-1"]
    assert done.result["overlaps"] == [
        {"rule": "sustained-high", "both": 1, "only_this": 0, "only_other": 0}
    ]


def test_what_is_meant_is_read_again(store, rehearser):
    keep(store, analysis())
    (hit,) = rehearsed(store, rehearser, SOLVED).result["hits"]
    assert hit["at_s"] == 33.0


def test_only_the_calls_of_the_last_days_and_of_the_teams_are_played(store, rehearser):
    keep(store, analysis("call-1", "a1"))
    keep(store, analysis("call-2", "a2"), started_at=NOW - timedelta(days=9))
    keep(store, analysis("call-3", "a3"), team="south")
    keep(store, analysis("call-4", "a4"), team=None)
    assert rehearsed(store, rehearser, HIGH).result["calls"] == 4
    assert rehearsed(store, rehearser, HIGH, days=8).result["calls"] == 3
    for teams, calls in ((["north"], 2), (["south"], 1), (["south", ""], 2), (["east"], 0)):
        assert rehearsed(store, rehearser, HIGH, teams=teams).result["calls"] == calls


def test_of_a_call_that_was_heard_while_it_ran_that_version_is_played(store, rehearser):
    keep(store, analysis("call-1", "live", settings={"pass": "live"}))
    keep(store, calm_analysis("call-1", "after"))
    keep(store, calm_analysis("call-2", "first"))
    keep(store, analysis("call-2", "second"))
    result = rehearsed(store, rehearser, HIGH).result
    assert sorted(hit["call_id"] for hit in result["hits"]) == ["call-1", "call-2"]
    assert result["calls"] == 2


def test_what_people_said_of_flags_tells_how_right_the_rule_is(store, rehearser):
    keep(store, analysis())
    flag = Flag("f1", "call-1", "x", Severity.ACT, FlagState.RAISED, 20.0, "why", ("u2",))
    step = raised(flag, analysis().call, STARTED, {}, 0.7)
    store.ledger.add(step)
    wish = Wish(FlagState.RESOLVED, Mover("p", "P"), NOW, why="", outcome=FlagOutcome.FALSE_ALARM)
    store.ledger.move("f1", wish, {})
    result = rehearsed(store, rehearser, HIGH).result
    assert (result["precision"], result["outcomes"]["false_alarm"]) == (0.0, 1)


def test_a_version_or_rule_that_is_not_there_is_refused(store, rehearser):
    for rule_id, number in (("nothing", 1), ("steep-rise", 2)):
        with pytest.raises(NotFound):
            rehearser.ask(rule_id, number, 30, None, ANN)


def test_not_too_many_wait(store):
    idle = Rehearser(store, WordReader, STARTED.tzinfo, lambda: NOW)
    for _ in range(rehearsing.MOST_WAITING):
        idle.ask("steep-rise", 1, 30, None, ANN)
    with pytest.raises(InputError, match="wait already"):
        idle.ask("steep-rise", 1, 30, None, ANN)


def test_a_model_that_is_missing_is_told(store):
    def missing():
        raise ModelError("the text model lacks reader.onnx")

    keep(store, analysis())
    made = Rehearser(store, missing, STARTED.tzinfo, lambda: NOW)
    made.start()
    failed = rehearsed(store, made, SOLVED)
    made.stop()
    assert (failed.state, failed.error) == (
        RehearsalState.FAILED,
        "the text model lacks reader.onnx",
    )


def test_a_fault_of_ours_ends_that_rehearsal_only(store, rehearser, monkeypatch):
    keep(store, analysis())
    with monkeypatch.context() as broken:
        broken.setattr(rehearsing, "play", lambda *_: 1 / 0)
        failed = rehearsed(store, rehearser, HIGH)
    assert (failed.state, failed.error) == (RehearsalState.FAILED, FAULT)
    assert rehearsed(store, rehearser, HIGH).state is RehearsalState.DONE


def test_a_call_that_is_deleted_meanwhile_is_left_out(store, rehearser, monkeypatch):
    keep(store, analysis("call-1", "a1"))
    keep(store, analysis("call-2", "a2"))
    whole = store.analysis

    def forget_one(call_id, analysis_id):
        if call_id == "call-2":
            store.forget("call-1")
        return whole(call_id, analysis_id)

    monkeypatch.setattr(store, "analysis", forget_one)
    assert rehearsed(store, rehearser, HIGH).result["calls"] == 1


def test_what_is_running_when_voicemon_ends_has_failed_at_the_next_start(store):
    asked = store.rehearsals.add("steep-rise", 1, 30, None, ANN, NOW)
    store.rehearsals.running(asked.id, 0.5)
    made = Rehearser(store, WordReader, STARTED.tzinfo, lambda: NOW)
    made.start()
    made.stop()
    assert store.rehearsals.get(asked.id).error == ENDED
