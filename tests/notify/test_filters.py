from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from voicemon.notify import filters
from voicemon.notify.notice import Notice
from voicemon.store.notice_records import QuietSpan, Target, TargetKind, TargetSettings
from voicemon.types import FlagState, Severity

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = QuietSpan("22:00", "07:00")


def target(on=True, created_at=NOW, **settings):
    given = {"name": "x", "kind": TargetKind.WEBHOOK, **settings}
    return Target("t", TargetSettings(**given), "", b"", None, on, created_at)


def notice(**changes):
    given = {"team": "north", "queue": "billing", **changes}
    severity, state = given.pop("severity", Severity.ACT), given.pop("state", FlagState.RAISED)
    return Notice("f1", 1, "c1", "rule", severity, state, NOW, 14.0, "because", **given)


def test_without_filters_a_target_hears_of_everything():
    assert filters.wants(target(), notice(team=None, queue=None))


@pytest.mark.parametrize(
    "settings",
    [
        {"severities": (Severity.WATCH,)},
        {"states": (FlagState.RESOLVED, FlagState.ESCALATED)},
        {"teams": ("south", "")},
        {"queues": ("sales",)},
        {"kind": TargetKind.PBX},
        {"on": False},
        {"created_at": NOW + timedelta(seconds=1)},
    ],
)
def test_each_filter_keeps_a_notice_back(settings):
    assert not filters.wants(target(**settings), notice())


def test_calls_without_a_team_are_those_of_the_team_without_a_name():
    assert filters.wants(target(teams=("",)), notice(team=None))
    assert not filters.wants(target(teams=("north",)), notice(team=None))


def at(day, clock, zone=UTC):
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, day, hour, minute, tzinfo=zone)


def test_quiet_hours_go_over_midnight():
    assert filters.quiet_until([NIGHT], at(2, "21:59"), UTC) is None
    assert filters.quiet_until([NIGHT], at(2, "22:00"), UTC) == at(3, "07:00")
    assert filters.quiet_until([NIGHT], at(3, "06:59"), UTC) == at(3, "07:00")
    assert filters.quiet_until([NIGHT], at(3, "07:00"), UTC) is None


def test_quiet_hours_are_those_of_the_site():
    assert filters.quiet_until([NIGHT], at(2, "21:30"), BERLIN) == at(3, "07:00", BERLIN)
    assert filters.quiet_until([NIGHT], at(2, "20:30"), BERLIN) is None


def test_quiet_hours_end_by_the_clock_on_the_wall_when_it_is_changed():
    night_of_change = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    until = filters.quiet_until([NIGHT], night_of_change, BERLIN)
    assert until == datetime(2026, 3, 29, 5, tzinfo=UTC)  # 07:00 summer time


def test_a_span_counts_for_the_day_on_which_it_starts():
    friday_night = QuietSpan("22:00", "07:00", (4,))
    assert filters.quiet_until([friday_night], at(7, "03:00"), UTC) == at(7, "07:00")  # Saturday
    assert filters.quiet_until([friday_night], at(6, "03:00"), UTC) is None


def test_spans_that_touch_are_one():
    weekend = QuietSpan("07:00", "07:00", (5, 6))
    friday_night = QuietSpan("18:00", "07:00", (4,))
    assert filters.quiet_until([friday_night, weekend], at(6, "19:00"), UTC) == at(9, "07:00")


def test_quiet_hours_without_an_end_do_not_keep_the_courier_busy():
    always = QuietSpan("00:00", "00:00")
    assert filters.quiet_until([always], NOW, UTC) >= NOW + timedelta(days=7)


def test_in_quiet_hours_only_what_is_grave_enough_goes_out():
    quiet = target(quiet=(NIGHT,), quiet_passes=Severity.ACT).settings
    night = at(2, "23:00")
    assert filters.held(quiet, Severity.ACT, [], night, UTC) is None
    held = filters.held(quiet, Severity.WATCH, [], night, UTC)
    assert held == filters.Held(at(3, "07:00"), filters.QUIET)
    none_passes = target(quiet=(NIGHT,)).settings
    assert filters.held(none_passes, Severity.ACT, [], night, UTC)


def test_what_is_more_than_a_target_takes_waits_until_the_oldest_is_past():
    few = target(most=2, window_min=10).settings
    passed = [NOW - timedelta(minutes=minutes) for minutes in (11, 8, 3)]
    held = filters.held(few, Severity.ACT, passed, NOW, UTC)
    assert held == filters.Held(NOW + timedelta(minutes=2), filters.TOO_MANY)
    assert filters.held(few, Severity.ACT, passed[:2], NOW, UTC) is None
