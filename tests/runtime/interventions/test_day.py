"""A simulated day: two hundred calls, two teams, three supervisors, and a budget."""

from __future__ import annotations

import math
import random
from collections import Counter
from datetime import timedelta

import pytest

from tests.made import point, utterance
from tests.runtime.interventions.conftest import NOON
from voicemon.flags.budget import GRAVE, HOUR
from voicemon.flags.lifecycle import FlagKeeper
from voicemon.runtime.live.changes import Ended, Weighed
from voicemon.store.ledger_rows import LedgerQuery
from voicemon.types import Flag, FlagState, Role, Severity

CALLS, HOURS, PER_HOUR = 200, 8.0, 2
STEP_S = 12.0
TEAMS = ("north", "south")
ON_DUTY = {"ann": frozenset({"north"}), "bob": frozenset({"south"}), "boss": frozenset(TEAMS)}


def course(chance):
    """The scores of one call: most stay calm, some boil over, a few of them badly."""
    peak = chance.choice([0.2, 0.4, 0.6, 0.78, 0.85, 0.97])
    steps = chance.randint(15, 35)
    return [
        round(0.1 + (peak - 0.1) * math.sqrt(abs(math.sin(math.pi * number / steps))), 3)
        for number in range(steps + 1)
    ]


def weighed(call_id, number, score, keeper):
    start_s = number * STEP_S
    said = utterance(number, Role.CUSTOMER, start_s, start_s + 4, "this is wrong", call_id)
    spoken = point(said.id, said.end_s, score, call_id, usual=-1.0)
    return Weighed(said, (), (), spoken, tuple(keeper.step(said, (), spoken)))


def day(chance):
    """(second of the day, call, what happens) in order."""
    events = []
    for number in range(CALLS):
        call_id, begins_s = f"c{number}", chance.uniform(0, HOURS * 3600 - 600)
        team = TEAMS[number % 2]
        started = NOON + timedelta(seconds=begins_s)
        keeper = FlagKeeper(call_id)
        events.append((begins_s, call_id, {"team": team, "started_at": started}))
        for step, score in enumerate(course(chance)):
            at_s = begins_s + step * STEP_S + 5
            events.append((at_s, call_id, weighed(call_id, step, score, keeper)))
        events.append((at_s + 1, call_id, Ended("hangup")))
    return sorted(events, key=lambda event: event[0])


def live_through(office, events):
    """The whole day, with people at their boards: the act flags that rules raised, and how bad it
    got in each call.
    """
    raised, peaks = [], Counter()
    here_at = -math.inf
    for at_s, call_id, happens in events:
        office.now = NOON + timedelta(seconds=at_s)
        if at_s - here_at >= 60:
            here_at = at_s
            for who, teams in ON_DUTY.items():
                office.made.duty.here(who, teams, office.now)
        if isinstance(happens, dict):
            office.desk.start(call_id, **happens)
        else:
            flags = getattr(happens, "flags", ())
            raised += [flag for flag in flags if is_call_to_act(flag)]
            if isinstance(happens, Weighed):
                peaks[call_id] = max(peaks[call_id], happens.frustration.score)
            office.desk.tell(call_id, happens)
        office.made.settle()
    return raised, peaks


def is_call_to_act(flag: Flag) -> bool:
    return flag.state is FlagState.RAISED and flag.severity is Severity.ACT


@pytest.fixture
def lived(make_office):
    office = make_office(act_flags_per_hour=PER_HOUR)
    return office, *live_through(office, day(random.Random(20260314)))


def alerts(office):
    """(when people were alerted, card) of every act flag that they were."""
    cards = office.store.ledger.find(LedgerQuery(suppressed=False, limit=500)).cards
    found = []
    for card in cards:
        if card.severity is Severity.ACT:
            moves = office.store.ledger.history(card.id)
            found.append((next(move.at for move in moves if not move.suppressed), card))
    return sorted(found, key=lambda each: each[0])


def most_in_an_hour(times):
    return max(sum(at - HOUR < other <= at for other in times) for at in times)


def test_the_day_keeps_to_the_budget_and_every_flag_held_back_is_listed(lived):
    office, raised, _ = lived
    assert office.store.ledger.running() == []
    told = alerts(office)
    held_back = office.store.ledger.find(LedgerQuery(suppressed=True, limit=500)).cards
    assert len(raised) > 1.5 * len(told)  # else the day was no trial
    assert most_in_an_hour([at for at, _ in told]) <= PER_HOUR * len(ON_DUTY)
    for team in TEAMS:
        seen_by = sum(team in teams for teams in ON_DUTY.values())
        times = [at for at, card in told if card.team == team]
        assert most_in_an_hour(times) <= PER_HOUR * seen_by
    assert {card.id for card in held_back} | {card.id for _, card in told} == {
        flag.id for flag in raised
    }
    assert all("Held back by the budget" in office.store.ledger.history(c.id)[0].why
               for c in held_back)  # fmt: skip


def test_the_gravest_of_the_day_get_through(lived):
    office, raised, peaks = lived
    told = {card.id for _, card in alerts(office)}
    top = Counter()
    for flag in raised:
        kind = "grave" if peaks[flag.call_id] >= GRAVE else "plain"
        top[kind, flag.id in told] += 1
    grave = top["grave", True] / (top["grave", True] + top["grave", False])
    plain = top["plain", True] / (top["plain", True] + top["plain", False])
    assert grave > 2 * plain
