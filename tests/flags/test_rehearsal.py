"""What a rehearsal finds on stored calls: the flags of the running call, and their worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from tests.flags.talk import rule
from tests.made import STARTED, analysis, calm_analysis, point, utterance
from voicemon.flags.conditions import All, Ends, Meaning, PhraseSaid, ScoreAtLeast
from voicemon.flags.lifecycle import FlagKeeper
from voicemon.flags.rehearsal import MOST_HITS, Told, play, replay, stepped, summed
from voicemon.flags.rules import BUILT_IN, RuleBook
from voicemon.types import Flag, FlagOutcome, FlagState, Role, Severity

THIRD = rule(PhraseSaid(phrases=("third time",)), id="third")
HIGH = rule(ScoreAtLeast(at_least=0.6), id="high", severity=Severity.ACT)


def raised(name, rule_id, at_s, call_id="call-1"):
    return Flag(name, call_id, rule_id, Severity.ACT, FlagState.RAISED, at_s, "why", ("u2",))


def book(*rules, **examples):
    return RuleBook(rules, {text: np.asarray(v, np.float32) for text, v in examples.items()})


def test_a_stored_call_is_asked_in_the_order_in_which_it_was_weighed():
    backwards = analysis(steps=("u4", "u2", "u1"))
    assert [said.id for said in stepped(backwards)] == ["u4", "u2", "u1"]
    assert [said.id for said in stepped(analysis())] == ["u1", "u2", "u3", "u4"]


def test_what_the_rules_were_not_asked_about_they_are_not_asked_about_again():
    announced = analysis(steps=("u1", "u3", "u4"))
    assert replay(announced, book(THIRD)) == []
    told = [(flag.state, flag.at_s) for flag in replay(analysis(), book(THIRD))]
    assert told == [("raised", 8.0), ("resolved", 40.0)]


def test_a_replay_gives_what_the_running_call_gave():
    call = analysis(steps=("u2", "u1", "u3", "u4"))
    keeper = FlagKeeper("call-1", BUILT_IN, call.call)
    flags = []
    for said in stepped(call):
        evidence = [item for item in call.evidence if item.utterance_id == said.id]
        score = next((p for p in call.frustration if p.utterance_id == said.id), None)
        flags += keeper.step(said, evidence, score)
    flags += keeper.end(call.duration_s)
    assert flags
    assert replay(call, BUILT_IN) == flags


def test_meaning_is_asked_of_the_words_as_they_are_read_again():
    solved = rule(Meaning(examples=("solved",), similarity=0.9), id="solved")
    vectors = {"u2": np.array([0, 1], np.float32), "u4": np.array([1, 0], np.float32)}
    found = replay(analysis(), book(solved, solved=[1, 0]), vectors)
    assert [flag.utterance_ids for flag in found if flag.state == "raised"] == [("u4",)]


def test_a_hit_tells_where_it_is_and_what_was_left_of_the_call():
    (hit,) = play(analysis(), book(HIGH)).hits
    assert (hit.call_id, hit.team, hit.queue) == ("call-1", "north", "billing")
    assert (hit.at_s, hit.lead_s, hit.severity) == (8.0, 32.0, Severity.ACT)
    assert hit.reason.startswith("The score is high, 0.71 now")


def test_rules_that_flagged_the_same_call_close_by_are_named():
    flags = (raised("f1", "near", 20.0), raised("f2", "far", 69.0), raised("f3", "high", 8.0))
    played = play(analysis(flags=flags), book(HIGH))
    assert played.hits[0].with_rules == ("near",)
    assert played.other_rules == {"near", "far"}


def test_a_hit_has_the_outcome_of_the_closest_flag_that_people_judged():
    told = [
        Told("call-1", "a", 50.0, FlagOutcome.FALSE_ALARM),
        Told("call-1", "b", 10.0, FlagOutcome.HELPED),
        Told("call-1", "c", 200.0, FlagOutcome.TOO_LATE),
    ]
    played = play(analysis(), book(HIGH), told)
    assert played.hits[0].outcome is FlagOutcome.HELPED
    assert played.missed == 1  # nobody else would have called for the one at 200 s


def test_nothing_is_missed_that_was_no_call_for_help():
    told = [Told("call-1", "a", 200.0, FlagOutcome.FALSE_ALARM)]
    assert play(analysis(), book(HIGH), told).missed == 0


class TestSum:
    def calls(self, count, hits=0, outcome=None, rules=(), start=STARTED):
        flags = tuple(raised(f"f{n}", name, 8.0) for n, name in enumerate(rules))
        found = []
        for n in range(count):
            base = analysis if n < hits else calm_analysis
            call = base(f"call-{n}", f"analysis-{n}")
            call = replace(call, flags=flags, call=replace(call.call, started_at=start))
            told = [Told(call.call.id, "x", 8.0, outcome)] if outcome else []
            found.append(play(call, book(HIGH), told))
        return found

    def test_calls_flags_and_hours_are_counted(self):
        later = STARTED + timedelta(hours=3)
        found = summed([*self.calls(4, hits=3), *self.calls(1, hits=1, start=later)])
        assert (found.calls, found.flags, found.flagged_calls, found.hours) == (5, 4, 4, 2)
        assert (found.flags_per_hour, found.alerts_per_hour, found.busiest_hour) == (2.0, 2.0, 3)
        assert found.severities == {"information": 0, "watch": 0, "act": 4}
        assert found.lead_s == 32.0
        assert [hit.started_at for hit in found.hits] == [later, STARTED, STARTED, STARTED]

    def test_precision_is_right_among_those_that_people_judged(self):
        found = summed(
            [
                *self.calls(3, hits=3, outcome=FlagOutcome.HELPED),
                *self.calls(1, hits=1, outcome=FlagOutcome.TOO_LATE),
                *self.calls(1, hits=1, outcome=FlagOutcome.NOT_NEEDED),
                *self.calls(5, hits=5),
                *self.calls(2, hits=0, outcome=FlagOutcome.HELPED),
            ]
        )
        assert found.precision == pytest.approx(4 / 5)
        assert (found.unknown, found.missed) == (5, 2)
        assert found.outcomes == {"helped": 3, "too_late": 1, "not_needed": 1, "false_alarm": 0}

    def test_overlap_counts_calls(self):
        played = [*self.calls(3, hits=2, rules=("other",)), *self.calls(1, hits=1)]
        (overlap,) = summed(played).overlaps
        assert (overlap.rule, overlap.both) == ("other", 2)
        assert (overlap.only_this, overlap.only_other) == (1, 1)

    def test_without_calls_there_is_nothing(self):
        found = summed([])
        assert (found.calls, found.flags_per_hour, found.precision, found.lead_s) == (
            0,
            0,
            None,
            None,
        )

    def test_not_every_hit_is_named(self):
        found = summed(self.calls(1, hits=1) * (MOST_HITS + 1))
        assert (found.flags, len(found.hits)) == (MOST_HITS + 1, MOST_HITS)


def test_a_flag_at_the_end_is_found_at_the_stored_end():
    at_end = rule(All(of=(Ends(score=0.0), PhraseSaid(phrases=("third",), within_s=300))))
    call = analysis(
        utterances=(utterance(2, Role.CUSTOMER, 3.5, 8.0, "the third"),),
        frustration=(point("u2", 8.0, 0.7),),
        duration_s=12.345,
    )
    assert [flag.at_s for flag in replay(call, book(at_end))] == [12.345]
