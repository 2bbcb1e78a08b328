"""Figures of rules: what counts as right, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from voicemon.flags.cards import VOICEMON, FlagCard
from voicemon.flags.figures import (
    DutyHour,
    Lived,
    interval,
    last_weeks,
    totals,
    week_of,
    weekly,
)
from voicemon.types import FlagOutcome, FlagState, Severity

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
CARD = FlagCard(
    "f1", "call-1", "sustained-high", "v1", Severity.ACT, FlagState.RESOLVED, 3, MONDAY, 30.0,
    "Frustrated", 0.8, (), "north", "billing", "a17", VOICEMON, MONDAY,
)  # fmt: skip
Came = FlagOutcome


def flag(outcome=None, at=MONDAY, taken_s=None, lead_s=None, **changes):
    card = replace(CARD, outcome=outcome, raised_at=at, **changes)
    taken = at + timedelta(seconds=taken_s) if taken_s is not None else None
    ended = at + timedelta(seconds=lead_s) if lead_s is not None else None
    return Lived(card, taken, ended)


def figures(*flags, served=(), zone=UTC, teams=None):
    return weekly(flags, served, zone, teams)


def test_helped_and_too_late_are_right_the_rest_is_wrong_and_the_unknown_stays_out():
    row, _ = figures(
        *(flag(came) for came in (Came.HELPED, Came.TOO_LATE, Came.HELPED)),
        *(flag(came) for came in (Came.FALSE_ALARM, Came.NOT_NEEDED, None, None)),
    )
    assert row.precision == pytest.approx(3 / 5)
    assert (row.raised, row.outcomes[None], row.outcomes[Came.HELPED]) == (7, 2, 2)


def test_without_outcomes_there_is_no_precision():
    assert figures(flag())[0].precision is None


def test_what_was_held_back_is_counted_by_itself_alone():
    row, _ = figures(
        flag(Came.HELPED), flag(Came.FALSE_ALARM, suppressed=True, taken_s=3, lead_s=4)
    )
    assert (row.raised, row.suppressed, row.precision) == (1, 1, 1.0)
    assert (row.lead_s, row.acknowledged_s) == (None, None)


def test_times_are_medians_of_what_is_known():
    row, _ = figures(
        flag(taken_s=10, lead_s=100), flag(taken_s=20, lead_s=300), flag(taken_s=300), flag()
    )
    assert (row.acknowledged_s, row.lead_s) == (20, 200)


def test_alerts_an_hour_and_supervisor_are_those_of_who_saw_the_team():
    served = [
        DutyHour(MONDAY, "ann", frozenset({"north"}), 3600.0),
        DutyHour(MONDAY, "boss", None, 1800.0),
        DutyHour(MONDAY, "bob", frozenset({"south"}), 1800.0),
        DutyHour(MONDAY - timedelta(days=3), "ann", frozenset({"north"}), 9000.0),
    ]
    whole, north, south = figures(flag(), flag(), flag(), flag(team="south"), served=served)
    assert whole.per_supervisor_hour == pytest.approx(4 / 2.0)
    assert north.per_supervisor_hour == pytest.approx(3 / 1.5)
    assert south.per_supervisor_hour == pytest.approx(1 / 1.0)
    assert (whole.supervisor_hours, north.supervisor_hours, south.supervisor_hours) == (2, 1.5, 1)
    alone = figures(flag())[0]
    assert (alone.per_supervisor_hour, alone.supervisor_hours) == (None, 0.0)


def test_a_person_sees_the_figures_of_their_teams():
    rows = figures(flag(), flag(team="south"), flag(team=None), teams=frozenset({"south", ""}))
    assert [(row.team, row.raised) for row in rows] == [(None, 2), ("", 1), ("south", 1)]


def test_weeks_are_those_of_the_sites_days_the_newest_first():
    late = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)  # Monday already in Berlin
    rows = figures(flag(at=late), flag(), flag(at=MONDAY - timedelta(days=7)))
    assert [row.week for row in rows[::2]] == ["2026-W11", "2026-W10"]
    assert week_of(late, ZoneInfo("Europe/Berlin")) == "2026-W11"
    assert week_of(datetime(2027, 1, 1, tzinfo=UTC), UTC) == "2026-W53"


def test_what_the_pass_after_the_call_did_not_find_is_counted():
    row, _ = figures(flag(confirmed=False), flag(confirmed=True), flag())
    assert row.not_confirmed == 1


def test_precision_says_how_far_its_outcomes_carry():
    assert interval(0, 5) == (0.0, pytest.approx(0.351, abs=0.001))
    assert interval(8, 10) == (pytest.approx(0.541, abs=0.001), pytest.approx(0.931, abs=0.001))
    few, _ = figures(*(flag(came) for came in (Came.HELPED,) * 3 + (Came.FALSE_ALARM,)))
    assert (few.right, few.judged, few.is_told) == (3, 4, False)
    more, _ = figures(*(flag(came) for came in (Came.HELPED,) * 7 + (Came.FALSE_ALARM,) * 3))
    assert (more.right, more.judged, more.is_told) == (7, 10, True)
    assert more.low < more.precision < more.high
    assert not figures(flag())[0].is_told


def test_what_nobody_had_dealt_with_at_the_calls_end_was_left():
    at = MONDAY + timedelta(seconds=50)
    row, _ = figures(
        flag(lead_s=100),
        flag(lead_s=100, taken_s=99),
        flag(lead_s=100, taken_s=101),
        replace(flag(lead_s=100), resolved_at=at),
        flag(lead_s=100, severity=Severity.INFORMATION),
        flag(lead_s=100, suppressed=True),
        flag(),
    )
    assert row.left == 2


def test_escalations_are_counted_but_for_what_was_held_back():
    row, _ = figures(
        replace(flag(), escalated=True), replace(flag(suppressed=True), escalated=True), flag()
    )
    assert row.escalated == 1


def test_all_rules_together_are_told_for_every_week_those_without_a_flag_too():
    weeks, _ = last_weeks(MONDAY, UTC, 3)
    found = [flag(Came.HELPED), flag(Came.FALSE_ALARM, rule="steep-rise"), flag(team="south")]
    served = [DutyHour(MONDAY - timedelta(days=7), "ann", None, 3600.0)]
    rows = totals(found, served, UTC, frozenset({"north"}), weeks)
    assert [row.team for row in rows] == [None] * 3 + ["north"] * 3
    rows = rows[:3]
    assert [(row.week, row.rule, row.raised) for row in rows] == [
        ("2026-W11", "", 2),
        ("2026-W10", "", 0),
        ("2026-W09", "", 0),
    ]
    assert (rows[0].precision, rows[0].per_supervisor_hour) == (0.5, None)
    assert rows[1].per_supervisor_hour == 0.0


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("now", "zone", "weeks", "began"),
    [
        # the clock went forward on 29 March 2026, and back on 25 October
        ("2026-03-30T12:00+02:00", BERLIN, ["2026-W14", "2026-W13"], "2026-03-22T23:00+00:00"),
        ("2026-10-26T00:30+01:00", BERLIN, ["2026-W44", "2026-W43"], "2026-10-18T22:00+00:00"),
        ("2026-10-25T23:30+01:00", BERLIN, ["2026-W43", "2026-W42"], "2026-10-11T22:00+00:00"),
        # a year with 53 weeks, by a clock that is ahead and one that is behind
        ("2027-01-03T22:59+00:00", BERLIN, ["2026-W53", "2026-W52"], "2026-12-20T23:00+00:00"),
        ("2027-01-03T23:00+00:00", BERLIN, ["2027-W01", "2026-W53"], "2026-12-27T23:00+00:00"),
        (
            "2027-01-04T05:59+00:00",
            ZoneInfo("America/Chicago"),
            ["2026-W53", "2026-W52"],
            "2026-12-21T06:00+00:00",
        ),
        (
            "2026-03-09T00:00+05:30",
            ZoneInfo("Asia/Kolkata"),
            ["2026-W11", "2026-W10"],
            "2026-03-01T18:30+00:00",
        ),
    ],
)
def test_a_week_begins_at_the_sites_midnight_whatever_the_clock_did(now, zone, weeks, began):
    found, since = last_weeks(datetime.fromisoformat(now), zone, 2)
    assert found == weeks
    assert since.astimezone(UTC) == datetime.fromisoformat(began)
    assert week_of(since, zone) == weeks[-1]
    assert week_of(since - timedelta(seconds=1), zone) != weeks[-1]


def test_a_flag_of_the_hour_that_comes_twice_is_in_its_own_week_once():
    twice = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]  # 2:30, two times
    monday = datetime(2026, 10, 25, 23, 0, tzinfo=UTC)
    rows = figures(*(flag(at=at) for at in (*twice, monday)), zone=BERLIN)
    assert [(row.week, row.raised) for row in rows[::2]] == [("2026-W44", 1), ("2026-W43", 2)]
