"""A flag's life: the table, hysteresis, cooldown, and what each transition carries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicemon.errors import Conflict
from voicemon.flags.lifecycle import CALM_FOR_S, NEXT, FlagKeeper, moved
from voicemon.flags.rule import COOLDOWN_S
from voicemon.types import (
    Evidence,
    Flag,
    FlagState,
    Frustration,
    Role,
    Severity,
    Utterance,
    Word,
)

RAISED = Flag("call-f1", "call", "any", Severity.ACT, FlagState.RAISED, 1.0, "why", ("u1",))


def said(at_s, text="this is the third time I call", role=Role.CUSTOMER):
    words = (Word(text, at_s - 3, at_s, 0.9),)
    name = f"u{at_s:g}"
    return Utterance(name, "call", role, at_s - 3, at_s, text, words, "en", -0.2, 0.01)


def cue(name, log_odds, confidence=0.9, note="a note"):
    return Evidence("u", name, 0, 1, 1.0, "share", None, log_odds, confidence, note)


def score_at(at_s, score):
    usual = {"usual": -2.4, "so far": 0.0}
    return Frustration("call", f"u{at_s:g}", at_s, score, 0.0, 1.0, 0.0, usual)


def follow(curve, evidence=(), keeper=None):
    keeper = keeper or FlagKeeper("call")
    flags = []
    for at_s, score in curve:
        flags += keeper.step(said(at_s), evidence, score_at(at_s, score))
    return flags, keeper


def transitions(flags, rule):
    return [(flag.state, flag.at_s) for flag in flags if flag.rule == rule]


def test_every_state_has_a_row_and_what_is_resolved_can_be_reopened():
    assert set(NEXT) == set(FlagState)
    assert NEXT[FlagState.RESOLVED] == {FlagState.RAISED, FlagState.RESOLVED}


def test_every_state_can_still_be_resolved():
    assert all(
        FlagState.RESOLVED in following
        for state, following in NEXT.items()
        if state is not FlagState.RESOLVED
    )


@given(st.sampled_from(list(FlagState)), st.sampled_from(list(FlagState)))
def test_a_flag_moves_only_as_the_table_allows(start, end):
    flag = Flag("call-f1", "call", "any", Severity.ACT, start, 1.0, "why", ("u1",))
    if end in NEXT[start]:
        assert moved(flag, end, 2.0, "because", "ann").state is end
    else:
        with pytest.raises(Conflict) as error:
            moved(flag, end, 2.0, "because", "ann")
        assert error.value.fix


def test_a_transition_is_a_new_row_that_keeps_what_the_flag_is():
    seen = moved(RAISED, FlagState.SEEN, 2.0, "opened", "ann")
    assert RAISED.state is FlagState.RAISED
    assert (seen.id, seen.rule, seen.by, seen.at_s) == ("call-f1", "any", "ann", 2.0)


def test_a_calm_call_has_no_flags():
    flags, keeper = follow([(at_s, 0.1) for at_s in range(5, 300, 7)])
    assert flags == []
    assert keeper.end(310) == []


def test_twenty_seconds_high_call_for_someone_to_act():
    flags, _ = follow([(10, 0.75), (20, 0.8), (29, 0.8), (31, 0.78), (45, 0.8)])
    assert transitions(flags, "sustained-high") == [(FlagState.RAISED, 31)]
    assert flags[-1].severity is Severity.ACT


def test_a_dip_below_the_limit_starts_the_twenty_seconds_again():
    flags, _ = follow([(10, 0.75), (20, 0.69), (29, 0.8), (45, 0.8)])
    assert transitions(flags, "sustained-high") == []


def test_a_flag_is_not_raised_again_while_it_is_open():
    flags, _ = follow([(at_s, 0.8) for at_s in range(10, 300, 8)])
    assert len(transitions(flags, "sustained-high")) == 1


def test_half_a_minute_of_calm_resolves_what_ends_by_itself():
    flags, _ = follow([(10, 0.8), (31, 0.8), (40, 0.45), (60, 0.4), (71, 0.3)])
    assert transitions(flags, "sustained-high") == [
        (FlagState.RAISED, 31),
        (FlagState.RESOLVED, 71),
    ]
    resolved = flags[-1]
    assert resolved.by == "voicemon"
    assert "Calm for 31 s" in resolved.reason


def test_a_score_between_the_limits_keeps_a_flag_open():
    flags, _ = follow([(10, 0.8), (31, 0.8), *[(at_s, 0.6) for at_s in range(40, 200, 10)]])
    assert transitions(flags, "sustained-high") == [(FlagState.RAISED, 31)]


def test_after_its_cooldown_a_rule_may_raise_a_second_flag():
    calm = [(40, 0.3), (31 + CALM_FOR_S + 15, 0.3)]
    again_s = calm[-1][0] + COOLDOWN_S
    flags, _ = follow(
        [(10, 0.8), (31, 0.8), *calm, (again_s - 30, 0.8), (again_s - 5, 0.8), (again_s + 1, 0.8)]
    )
    raised = [flag for flag in flags if flag.state is FlagState.RAISED]
    sustained = [flag for flag in raised if flag.rule == "sustained-high"]
    assert [flag.at_s for flag in sustained] == [31, again_s + 1]
    assert len({flag.id for flag in raised}) == len(raised)


def test_what_a_person_has_taken_a_person_ends():
    flags, keeper = follow([(10, 0.8), (31, 0.8)])
    for flag in flags:
        keeper.moved(moved(flag, FlagState.CLAIMED, 32, "mine", "ann"))
    assert follow([(40, 0.3), (80, 0.2)], keeper=keeper)[0] == []


def test_a_call_for_a_manager_does_not_end_by_itself():
    flags, keeper = follow([(10, 0.4)], [cue("wording.manager_request", 1.5)])
    later, _ = follow([(40, 0.2), (80, 0.2)], keeper=keeper)
    assert transitions([*flags, *later], "asked-for-manager") == [(FlagState.RAISED, 10)]


def test_a_call_that_ends_calm_closes_its_open_flags():
    flags, keeper = follow([(10, 0.8), (31, 0.8), (40, 0.3)])
    ended = keeper.end(45)
    raised = [flag for flag in flags if flag.state is FlagState.RAISED]
    assert {flag.id for flag in ended if flag.state is FlagState.RESOLVED} == {
        flag.id for flag in raised
    }


def test_ids_follow_the_order_of_raising():
    flags, _ = follow([(10, 0.8), (31, 0.8)], [cue("wording.manager_request", 1.5)])
    assert [flag.id for flag in flags] == [f"call-f{n + 1}" for n in range(len(flags))]


def test_a_call_without_a_customer_ends_without_flags():
    keeper = FlagKeeper("call")
    assert keeper.step(said(5, role=Role.AGENT), [], None) == []
    assert keeper.end(10) == []


@given(st.lists(st.tuples(st.floats(0.5, 40), st.floats(0, 1)), max_size=40))
def test_whatever_the_curve_every_transition_is_allowed_by_the_table(steps):
    keeper, at_s, newest = FlagKeeper("call"), 0.0, {}
    flags = []
    for elapsed_s, score in steps:
        at_s += elapsed_s
        flags += keeper.step(said(at_s), [cue("wording.anger", 1.0)], score_at(at_s, score))
    for flag in [*flags, *keeper.end(at_s + 5)]:
        if flag.id in newest:
            assert flag.state in NEXT[newest[flag.id].state]
        else:
            assert flag.state is FlagState.RAISED
        newest[flag.id] = flag
