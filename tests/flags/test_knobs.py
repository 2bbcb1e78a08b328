"""What of a rule outcomes may move, and what may become of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.flags.talk import rule
from voicemon.flags.conditions import All, AnyOf, CueHeard, Hold, PhraseSaid, Rise, ScoreAtLeast
from voicemon.flags.knobs import MOST_CANDIDATES, candidates, knobs
from voicemon.flags.rules import RULES
from voicemon.types import Severity

HIGH = rule(ScoreAtLeast(at_least=0.7, for_s=20.0), severity=Severity.ACT)


def figures(of):
    return {knob.name: knob.value for knob in knobs(of)}


def test_thresholds_and_how_long_they_hold_may_move():
    assert figures(HIGH) == {"cases[0].when.at_least": 0.7, "cases[0].when.for_s": 20.0}
    deep = rule(
        All(of=(Hold(at_least_s=60, within_s=120), AnyOf(of=(Rise(by=0.3), Rise(by=0.4))))),
        cooldown_s=99.0,
    )
    assert figures(deep) == {
        "cases[0].when.of[0].at_least_s": 60.0,
        "cases[0].when.of[1].of[0].by": 0.3,
        "cases[0].when.of[1].of[1].by": 0.4,
    }


def test_what_a_person_chose_to_ask_stays():
    asked = PhraseSaid(phrases=("refund",), times=2, within_s=60.0)
    assert figures(rule(asked, CueHeard(cues=("wording.legal",)))) == {
        "cases[1].when.least_log_odds": 0.1
    }
    assert len(candidates(rule(asked))) == 1


def test_the_rule_itself_comes_first_and_nothing_else_of_it_changes():
    first, *others = candidates(HIGH)
    assert (first.rule, first.moves, first.distance) == (HIGH, (), 0.0)
    assert others
    for each in others:
        (case,) = each.rule.cases
        back = replace(case.when, at_least=0.7, for_s=20.0)
        assert replace(each.rule, cases=(replace(case, when=back),)) == HIGH
        assert 1 <= len(each.moves) <= 2
    assert len({str(each.rule) for each in others}) == len(others)


def test_a_rule_stays_within_what_a_rule_may_be():
    edge = rule(ScoreAtLeast(at_least=0.97), Hold(at_least_s=12.0))
    found = candidates(edge)
    highest = max(each.rule.cases[0].when.at_least for each in found)
    least_s = min(each.rule.cases[1].when.at_least_s for each in found)
    assert highest <= 1.0
    assert least_s >= 10.0


def test_far_costs_more_than_near_and_is_measured_from_where_a_person_left_it():
    def distances(drawn_to=None):
        return {
            each.rule.cases[0].when.at_least: each.distance
            for each in candidates(rule(ScoreAtLeast(at_least=0.7)), drawn_to)
        }

    found = distances()
    assert found[0.7] == 0.0
    assert found[0.74] == pytest.approx(found[0.66]) == pytest.approx(0.16)
    assert found[0.78] == pytest.approx(0.64)
    drawn = distances(rule(ScoreAtLeast(at_least=0.62)))
    assert drawn[0.62] == pytest.approx(0.0)
    assert drawn[0.7] == pytest.approx(0.64)
    built_otherwise = distances(rule(Rise(by=0.3)))
    assert built_otherwise == found


@pytest.mark.parametrize("shipped", RULES, ids=lambda each: each.id)
def test_there_are_never_too_many(shipped):
    assert 1 <= len(candidates(shipped)) <= MOST_CANDIDATES
    assert {each.rule.id for each in candidates(shipped)} == {shipped.id}
