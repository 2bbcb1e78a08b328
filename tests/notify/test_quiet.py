"""Quiet hours by weekday, by the clock on the site's wall."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from voicemon.notify.filters import quiet_until
from voicemon.notify.quiet import ends, moment
from voicemon.store.notice_records import QuietSpan

BERLIN = ZoneInfo("Europe/Berlin")
CHICAGO = ZoneInfo("America/Chicago")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # half an hour
WEEKDAYS = QuietSpan("20:00", "07:00", (0, 1, 2, 3, 4))
WEEKEND = QuietSpan("00:00", "00:00", (5, 6))
OFFICE = [WEEKDAYS, WEEKEND]  # told from 7:00 to 20:00 on weekdays


def local(text, zone=BERLIN, fold=0):
    """`2026-03-02 07:00` on the wall; a Monday."""
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-03-02 07:00", None),  # Monday morning
        ("2026-03-02 19:59", None),
        ("2026-03-02 20:00", "2026-03-03 07:00"),
        ("2026-03-03 00:00", "2026-03-03 07:00"),
        ("2026-03-03 06:59", "2026-03-03 07:00"),
        ("2026-03-06 20:00", "2026-03-09 00:00"),  # Friday evening: the weekend follows
        ("2026-03-07 12:00", "2026-03-09 00:00"),
        ("2026-03-08 23:59", "2026-03-09 00:00"),
        ("2026-03-09 00:00", None),  # Sunday has no evening hours of its own
    ],
)
@pytest.mark.parametrize("zone", [BERLIN, CHICAGO, UTC], ids=str)
def test_evenings_of_weekdays_and_the_whole_weekend(now, until, zone):
    expected = until and local(until, zone)
    assert quiet_until(OFFICE, local(now, zone), zone) == expected


def test_a_night_that_begins_on_sunday_is_sundays():
    sunday = QuietSpan("20:00", "07:00", (6,))
    assert quiet_until([*OFFICE, sunday], local("2026-03-06 21:00"), BERLIN) == local(
        "2026-03-09 07:00"
    )


def test_every_minute_of_a_week_is_as_the_hours_say():
    now = local("2026-03-02 00:00")
    for _ in range(7 * 24 * 60):
        wall = now.astimezone(BERLIN)
        weekend = wall.weekday() >= 5
        evening = not weekend and wall.hour >= 20
        morning = wall.hour < 7 and wall.weekday() != 0  # the night before was a weekday's
        quiet = quiet_until(OFFICE, now, BERLIN) is not None
        assert quiet is (weekend or evening or morning), wall
        now += timedelta(minutes=1)


# When the clock is changed


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-28", 10), ("2026-10-24", 12), ("2026-03-27", 11)]
)
def test_a_night_is_an_hour_shorter_or_longer(day, hours):
    begins = local(f"{day} 20:00")
    night = QuietSpan("20:00", "07:00")
    assert quiet_until([night], begins, BERLIN) == begins + timedelta(hours=hours)


@pytest.mark.parametrize(("sunday", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_a_whole_day_is_as_long_as_the_day(sunday, hours):
    begins = local(f"{sunday} 00:00")
    whole = QuietSpan("00:00", "00:00", (6,))
    assert quiet_until([whole], begins - timedelta(seconds=1), BERLIN) is None
    assert quiet_until([whole], begins, BERLIN) == begins + timedelta(hours=hours)
    over = begins + timedelta(hours=hours)
    assert quiet_until([whole], over - timedelta(seconds=1), BERLIN) == over
    assert quiet_until([whole], over, BERLIN) is None


def test_hours_that_begin_in_the_skipped_hour_begin_with_the_change():
    span = QuietSpan("02:30", "04:00")
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)  # 02:00 becomes 03:00
    assert ends(span, change - timedelta(seconds=1), BERLIN) == []
    assert ends(span, change, BERLIN) == [change + timedelta(hours=1)]


def test_hours_that_end_in_the_skipped_hour_end_with_the_change():
    span = QuietSpan("22:00", "02:30")
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert ends(span, change - timedelta(seconds=1), BERLIN) == [change]
    assert ends(span, change, BERLIN) == []


def test_hours_that_lie_in_the_skipped_hour_are_not_there():
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)
    span = QuietSpan("02:10", "02:50", (6,))
    around = (change + timedelta(minutes=minute) for minute in range(-120, 120))
    assert [now for now in around if ends(span, now, BERLIN)] == []


def test_of_an_hour_that_comes_twice_all_is_quiet():
    first, last = local("2026-10-25 02:15"), local("2026-10-25 02:30", fold=1)
    span = QuietSpan("02:15", "02:30", (6,))
    assert last - first == timedelta(minutes=75)
    for now in (first, local("2026-10-25 02:45"), last - timedelta(seconds=1)):
        assert ends(span, now, BERLIN) == [last]
    assert ends(span, first - timedelta(seconds=1), BERLIN) == ends(span, last, BERLIN) == []


def test_a_change_of_half_an_hour_is_one_too():
    skipped = moment(date(2026, 10, 4), time(2, 15), LORD_HOWE)  # 02:00 becomes 02:30
    assert skipped == datetime(2026, 10, 3, 15, 30, tzinfo=UTC)


def test_it_is_the_same_in_whatever_zone_now_is_told():
    now = local("2026-10-25 02:45", fold=1)
    told = [quiet_until(OFFICE, now.astimezone(zone), BERLIN) for zone in (UTC, BERLIN, CHICAGO)]
    assert {each.astimezone(UTC) for each in told} == {local("2026-10-26 00:00")}
