"""The alert budget: kept in every hour, the gravest first, nothing forgotten."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicemon.flags.budget import ASKED, GRAVE, HOUR, UNSCORED, Budget, Supervisor, gravity

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
ANN = Supervisor("ann", frozenset({"north"}))
BOB = Supervisor("bob", frozenset({"south"}))
BOSS = Supervisor("boss", None)


def ask(budget, number, minute, grave=0.75, team="north", on_duty=(ANN,)):
    at = NOON + timedelta(minutes=minute)
    return budget.ask(f"f{number}", at, team, grave, on_duty)


def most_in_an_hour(times):
    return max((sum(at - HOUR < other <= at for other in times) for at in times), default=0)


def day(budget, gravities, on_duty=(ANN,), teams=("north",), hours=8.0):
    """Flags spread over a day by chance; (time, gravity, team, answer) each."""
    chance = random.Random(7)
    minutes = sorted(chance.uniform(0, hours * 60) for _ in gravities)
    told = []
    for number, (minute, grave) in enumerate(zip(minutes, gravities, strict=True)):
        team = teams[number % len(teams)]
        at = NOON + timedelta(minutes=minute)
        told.append((at, grave, team, ask(budget, number, minute, grave, team, on_duty)))
    return told


def test_a_quiet_hour_lets_everything_through():
    budget = Budget(10)
    assert all(ask(budget, n, 8 * n, 0.55 + 0.01 * n).alert for n in range(30))


def test_without_a_limit_everything_passes_and_is_counted():
    budget = Budget(0)
    assert all(ask(budget, n, n / 10).alert for n in range(50))
    standing = budget.standing(NOON + timedelta(minutes=5), ["north"], [ANN])
    assert (standing.used, standing.limit, standing.suppressed) == (50, None, 0)


def test_never_more_than_the_budget_in_any_hour():
    chance = random.Random(3)
    told = day(Budget(6), [chance.uniform(0.6, 1.0) for _ in range(300)])
    assert most_in_an_hour([at for at, _, _, answer in told if answer.alert]) <= 6


def test_a_busy_day_uses_most_of_the_budget():
    chance = random.Random(3)
    told = day(Budget(6), [chance.uniform(0.6, 1.0) for _ in range(300)])
    assert sum(answer.alert for *_, answer in told) >= 0.75 * 6 * 8


def test_the_gravest_get_through_before_the_many():
    chance = random.Random(5)
    told = day(Budget(6), [0.95 if n % 15 == 0 else chance.uniform(0.7, 0.85) for n in range(240)])
    grave = [answer.alert for _, g, _, answer in told if g >= GRAVE]
    plain = [answer.alert for _, g, _, answer in told if g < GRAVE]
    assert sum(grave) / len(grave) >= 0.9
    assert sum(plain) / len(plain) <= 0.25


def test_those_let_through_are_graver_than_those_held_back():
    chance = random.Random(11)
    told = day(Budget(8), [chance.uniform(0.6, 0.9) for _ in range(240)])
    passed = [g for _, g, _, answer in told if answer.alert]
    held = [g for _, g, _, answer in told if not answer.alert]
    assert sum(passed) / len(passed) > sum(held) / len(held) + 0.08


def test_who_comes_first_has_no_precedence():
    budget = Budget(10)
    early = [ask(budget, n, n / 5, 0.6 + 0.001 * n).alert for n in range(30)]
    assert sum(early) <= 8
    assert ask(budget, 100, 10, 0.95).alert


def test_the_last_fifth_is_kept_for_the_gravest():
    budget = Budget(5)
    assert [ask(budget, n, 12 * n, 0.7 + 0.01 * n).alert for n in range(4)] == [True] * 4
    refused = ask(budget, 4, 48, 0.88)
    assert not refused.alert
    assert "4 of 5" in refused.why
    assert ask(budget, 5, 49, 0.91).alert
    assert not ask(budget, 6, 50, 0.99).alert


def test_a_budget_of_one_is_one():
    budget = Budget(1)
    assert ask(budget, 1, 0).alert
    assert not ask(budget, 2, 59, 0.99).alert
    assert ask(budget, 3, 61).alert


def test_what_was_held_back_asks_again_when_it_is_graver_or_there_is_room():
    budget = Budget(2)
    assert ask(budget, 1, 0, 0.8).alert
    assert not ask(budget, 2, 1, 0.8).alert
    assert ask(budget, 2, 2, 0.93).alert
    assert not ask(budget, 3, 3, 0.95).alert
    assert ask(budget, 3, 61, 0.95).alert
    standing = budget.standing(NOON + timedelta(minutes=61), ["north"], [ANN])
    assert (standing.used, standing.suppressed) == (2, 0)


def test_asking_again_counts_once():
    budget = Budget(4)
    for _ in range(20):
        assert ask(budget, 1, 0).alert
    assert budget.standing(NOON, ["north"], [ANN]).used == 1


# Supervisors


def test_two_supervisors_bear_twice_as_much():
    chance = random.Random(3)
    flags = [chance.uniform(0.6, 1.0) for _ in range(400)]
    two = (ANN, Supervisor("lee", frozenset({"north"})))
    one = sum(answer.alert for *_, answer in day(Budget(5), flags))
    both = day(Budget(5), flags, two)
    assert most_in_an_hour([at for at, _, _, answer in both if answer.alert]) <= 10
    assert sum(answer.alert for *_, answer in both) >= 1.6 * one


def test_a_teams_flags_do_not_use_up_another_teams_budget():
    budget = Budget(3)
    for number in range(30):
        ask(budget, number, number / 10, 0.8, "north", (ANN, BOB))
    assert ask(budget, 100, 4, 0.7, "south", (ANN, BOB)).alert


def test_nobody_on_duty_counts_as_one_for_each_team():
    budget = Budget(3)
    told = day(budget, [0.95] * 100, on_duty=(), teams=("north", ""))
    for team in ("north", ""):
        times = [at for at, _, name, answer in told if answer.alert and name == team]
        assert most_in_an_hour(times) == 3


def test_who_comes_on_duty_is_not_given_what_was_used_up_already():
    budget = Budget(2)
    assert ask(budget, 1, 0, 0.95, on_duty=()).alert
    assert ask(budget, 2, 1, 0.95, on_duty=()).alert
    assert not ask(budget, 3, 2, 0.95, on_duty=(ANN,)).alert


def test_how_the_hour_stands_for_all_teams_together():
    budget = Budget(3)
    for number, team in enumerate(["north", "south", "south", ""]):
        ask(budget, number, number, 0.95, team, (ANN,))
    standing = budget.standing(NOON + timedelta(minutes=5), None, (ANN,))
    assert (standing.used, standing.limit, standing.supervisors) == (4, 9, 3)
    quiet = Budget(3).standing(NOON, None, ())
    assert (quiet.used, quiet.limit) == (0, 3)


@given(
    st.lists(
        st.tuples(st.floats(0, 240), st.floats(0, 1), st.sampled_from(["north", "south", ""])),
        max_size=80,
    ),
    st.integers(1, 6),
    st.sampled_from([(), (ANN,), (ANN, BOB), (ANN, BOB, BOSS), (BOSS,)]),
)
def test_whoever_sees_what_nobody_bears_more_than_the_budget(flags, per_hour, on_duty):
    budget = Budget(per_hour)
    for number, (minute, grave, team) in enumerate(sorted(flags)):
        ask(budget, number, minute, grave, team, on_duty)
    bearers = {each.by for each in budget._asked.values() if each.alerted_at}
    for name in bearers:
        times = [e.alerted_at for e in budget._asked.values() if e.by == name and e.alerted_at]
        assert most_in_an_hour(times) <= per_hour


def test_a_restart_remembers_what_was_let_through():
    budget = Budget(2)
    for number in range(2):
        budget.know(f"old{number}", NOON - timedelta(minutes=5), "north", 0.9, alerted=True)
    budget.know("old9", NOON - timedelta(minutes=5), "north", 0.7, alerted=False)
    assert not ask(budget, 1, 0, 0.95).alert
    assert budget.standing(NOON, ["north"], [ANN]).suppressed == 2


@pytest.mark.parametrize(
    ("score", "ends_itself", "grave"),
    [(0.8, True, 0.8), (None, True, UNSCORED), (0.2, False, ASKED), (0.95, False, 0.95)],
)
def test_who_asks_for_a_person_is_never_taken_lightly(score, ends_itself, grave):
    assert gravity(score, ends_itself) == grave
