import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.notify.conftest import add_target
from tests.notify.receivers import Web
from voicemon.flags.cards import Mover, Wish
from voicemon.flags.ledger import raised
from voicemon.notify import messages, weeks
from voicemon.notify.catalogue import catalogue
from voicemon.notify.courier import Courier
from voicemon.notify.notice import Text
from voicemon.notify.sender import Sender
from voicemon.settings import load
from voicemon.types import Call, Flag, FlagOutcome, FlagState, Severity

MONDAY = datetime(2026, 3, 9, 7, tzinfo=UTC)
LAST_WEEK = MONDAY - timedelta(days=3)
BERLIN = ZoneInfo("Europe/Berlin")
ANN = Mover("p1", "Ann Lee")


def add_flag(store, flag_id, at, team="north", outcome=None, suppressed="", reason="because"):
    call = Call(f"call-{flag_id}", at, team=team, queue="billing")
    flag = Flag(
        flag_id, call.id, "sustained-high", Severity.ACT, FlagState.RAISED, 14.0, reason, ()
    )
    store.ledger.add(raised(flag, call, at, {}, 0.8, held_back=suppressed))
    if outcome is not None:
        wish = Wish(FlagState.RESOLVED, ANN, at + timedelta(seconds=90), 104.0, "", outcome, None)
        store.ledger.move(flag_id, wish, {}, 1)
    store.ledger.call_over(call.id, "hangup", at + timedelta(minutes=4))


def courier_at(settings, store, clock, moment):
    clock.now = moment
    return Courier(settings, store, Sender(settings, lambda sealed: sealed), clock=clock)


def told_at(settings, store, clock, *moments):
    """What a target was told at these moments."""
    for moment in moments:
        courier = courier_at(settings, store, clock, moment)
        courier.turn()
        courier.settle(10)


def words(told, language="en", zone=UTC):
    return messages.words(told, zone, language)


@pytest.mark.parametrize(
    ("at", "zone", "day", "hour", "is_due"),
    [
        ("2026-03-09T07:00+00:00", UTC, 0, 7, True),
        ("2026-03-09T06:59+00:00", UTC, 0, 7, False),
        ("2026-03-09T06:59+00:00", BERLIN, 0, 7, True),
        ("2026-03-10T00:00+00:00", UTC, 0, 7, False),
        ("2026-03-13T16:00+00:00", UTC, 4, 16, True),
        # the last hour of the night in which the clock goes forward is no hour to wait for
        ("2026-03-29T01:00+00:00", BERLIN, 6, 2, True),
        ("2026-10-25T00:30+00:00", BERLIN, 6, 2, True),
    ],
)
def test_a_target_is_told_on_its_day_from_its_hour_on(store, at, zone, day, hour, is_due):
    target = add_target(
        store, "https://example.org/", weekly=True, weekly_day=day, weekly_hour=hour
    )
    moment = datetime.fromisoformat(at)
    since = target.created_at
    assert weeks.wants(target, moment, zone) is (is_due and since <= moment)


def test_told_is_of_the_last_whole_week_by_the_sites_clock():
    assert weeks.week_before(MONDAY, UTC) == "2026-W10"
    assert weeks.week_before(MONDAY + timedelta(days=6), UTC) == "2026-W10"
    late = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)  # Monday already in Berlin
    assert (weeks.week_before(late, UTC), weeks.week_before(late, BERLIN)) == (
        "2026-W09",
        "2026-W10",
    )
    assert weeks.week_before(datetime(2027, 1, 4, 7, tzinfo=UTC), UTC) == "2026-W53"


def test_whoever_asked_for_it_is_told_once_how_the_rules_did(settings, store, clock):
    add_flag(store, "f1", LAST_WEEK, outcome=FlagOutcome.HELPED)
    add_flag(store, "f2", LAST_WEEK, outcome=FlagOutcome.FALSE_ALARM)
    add_flag(store, "f3", LAST_WEEK, suppressed="over the budget")
    add_flag(store, "south", LAST_WEEK, team="south")
    add_flag(store, "before", MONDAY - timedelta(days=8))
    add_flag(store, "today", MONDAY - timedelta(hours=1))
    with Web() as web:
        add_target(store, web.url, teams=("north",), weekly=True, states=(FlagState.ESCALATED,))
        add_target(store, web.url, "not asked", states=(FlagState.ESCALATED,))
        told_at(settings, store, clock, MONDAY, MONDAY + timedelta(hours=2))
    (got,) = web.got
    told = json.loads(got.body)
    assert (told["event"], told["week"], told["teams"]) == ("week", "2026-W10", ["north"])
    (rule,) = told["rules"]
    assert (rule["raised"], rule["suppressed"], rule["precision"]) == (2, 1, 0.5)
    assert rule["outcomes"] == {"helped": 1, "false_alarm": 1}
    assert (rule["lead_s"], rule["left"], rule["escalated"], rule["enough"]) == (240.0, 0, 0, False)
    assert (told["total"]["raised"], told["open"]) == (2, [])
    text = words(told)
    assert text.title == "Week 2026-W10: 2 flags"
    assert text.body == (
        "Frustrated for a while: 2 raised, 1 held back by the budget, "
        "1 right of 2 judged, too few to say more, 4:00 min before the call's end"
    )


def test_the_next_process_tells_nobody_a_second_time(settings, store, clock):
    with Web() as web:
        add_target(store, web.url, weekly=True)
        for _ in range(2):
            told_at(settings, store, clock, MONDAY)
        told_at(settings, store, clock, MONDAY + timedelta(weeks=1))
    assert [json.loads(each.body)["week"] for each in web.got] == ["2026-W10", "2026-W11"]


def test_where_the_clock_went_forward_the_week_is_an_hour_shorter(settings, store, clock):
    berlin = load(
        data_dir=settings.data_dir,
        notify_private_networks="127.0.0.0/8",
        time_zone="Europe/Berlin",
    )
    add_flag(store, "sunday", datetime(2026, 3, 29, 21, 59, tzinfo=UTC))
    add_flag(store, "monday", datetime(2026, 3, 29, 22, 0, tzinfo=UTC))
    add_flag(store, "first", datetime(2026, 3, 22, 23, 0, tzinfo=UTC))
    add_flag(store, "before", datetime(2026, 3, 22, 22, 59, tzinfo=UTC))
    with Web() as web:
        add_target(store, web.url, weekly=True)
        told_at(berlin, store, clock, datetime(2026, 3, 30, 5, 0, tzinfo=UTC))
    told = json.loads(web.got[0].body)
    assert (told["week"], told["total"]["raised"]) == ("2026-W13", 2)
    assert {each["id"] for each in told["open"]} == {"sunday", "first"}


def test_what_is_still_open_is_told_redacted_and_with_a_link(settings, store, clock):
    site = load(
        data_dir=settings.data_dir,
        notify_private_networks="127.0.0.0/8",
        public_url="https://calls.example.org",
    )
    secret = "“my card is 4111 1111 1111 1111”"
    add_flag(store, "f1", LAST_WEEK, reason=secret)
    add_flag(store, "f2", LAST_WEEK, team="south", outcome=FlagOutcome.TOO_LATE)
    with Web() as web:
        add_target(store, web.url, weekly=True)
        told_at(site, store, clock, MONDAY)
    told = json.loads(web.got[0].body)
    (left,) = told["open"]
    assert left["url"] == "https://calls.example.org/#/call/call-f1"
    assert "4111" not in web.got[0].body.decode()
    lines = words(told, "de", BERLIN).body.splitlines()
    name = catalogue("de").rule("sustained-high", None)
    assert lines[0] == (
        f"{name}: 2 ausgelöst, 1 richtig von 1 beurteilten, zu wenige für mehr, "
        "1 ohne Ergebnis, 1 während des Anrufs nicht bearbeitet, 4:00 min vor dem Ende des Anrufs"
    )
    assert lines[1] == "Noch ohne Ergebnis, die schwersten zuerst:"
    assert lines[2].startswith(f"2026-03-06 08:00 Handeln, {name} billing: “my card is [")
    assert lines[2].endswith("https://calls.example.org/#/call/call-f1")


def test_where_there_are_outcomes_enough_precision_stands_with_its_range(settings, store, clock):
    for n in range(10):
        came = FlagOutcome.HELPED if n < 8 else FlagOutcome.NOT_NEEDED
        add_flag(store, f"f{n}", LAST_WEEK, outcome=came)
    with Web() as web:
        add_target(store, web.url, weekly=True)
        told_at(settings, store, clock, MONDAY)
    told = json.loads(web.got[0].body)
    assert "80% right of 10 judged (54%–93%)" in words(told).body
    assert "80 % richtig von 10 beurteilten (54 %–93 %)" in words(told, "de").body
    assert "80 % acertados de 10 juzgados (54 %–93 %)" in words(told, "es").body


def test_a_week_without_flags_says_so(settings, store, clock):
    with Web() as web:
        add_target(store, web.url, weekly=True)
        told_at(settings, store, clock, MONDAY)
    told = json.loads(web.got[0].body)
    assert words(told) == Text("Week 2026-W10: 0 flags", "No rule raised a flag.")
    assert words(told, "de").body == "Keine Regel hat etwas ausgelöst."
