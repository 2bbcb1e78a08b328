"""How a rule's flags rest, end, and keep to their scope and hours."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.flags.talk import Talk, rule
from voicemon.flags.conditions import PhraseSaid, ScoreAtLeast
from voicemon.flags.lifecycle import moved
from voicemon.flags.rules import open_book
from voicemon.flags.scope import Hours, Scope, Weekday, within
from voicemon.types import Call, Direction, FlagState, Severity

HIGH = ScoreAtLeast(at_least=0.6)
BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = datetime(2026, 3, 13, 16, 59, 30, tzinfo=UTC)  # 17:59:30 in Berlin


def call(**facts):
    return Call(**{"id": "call", "started_at": FRIDAY, **facts})


class TestRest:
    def test_a_rule_rests_for_its_own_cooldown(self):
        talk = Talk(rule(HIGH, cooldown_s=200))
        talk.customer(10, "no", 0.7).customer(20, "ok", 0.1).customer(60, "ok", 0.1)
        talk.customer(150, "no", 0.7)
        assert talk.times == [10]
        assert talk.customer(270, "no", 0.7).times == [10, 270]

    def test_a_rule_may_be_silent_while_a_person_is_at_work_on_the_call(self):
        other = rule(PhraseSaid(phrases=("lawyer",)), id="other", suppress_while_acknowledged=True)
        talk = Talk(rule(HIGH), other).customer(10, "no", 0.7)
        talk.keeper.moved(moved(talk.flags[0], FlagState.ACKNOWLEDGED, 11, "mine", "ann"))
        assert talk.customer(20, "my lawyer", 0.7).times == [10]

    def test_what_is_graver_than_what_a_person_works_on_is_raised_all_the_same(self):
        law = PhraseSaid(phrases=("lawyer",))
        grave = rule(law, severity=Severity.ACT, id="other", suppress_while_acknowledged=True)
        talk = Talk(rule(HIGH), grave).customer(10, "no", 0.7)
        talk.keeper.moved(moved(talk.flags[0], FlagState.CLAIMED, 11, "mine", "ann"))
        assert talk.customer(20, "my lawyer", 0.7).times == [10, 20]

    def test_a_rule_that_does_not_end_itself_waits_for_a_person(self):
        talk = Talk(rule(HIGH, ends_itself=False)).customer(10, "no", 0.7)
        talk.customer(20, "ok", 0.1).customer(80, "ok", 0.1).end(90)
        assert [flag.state for flag in talk.flags] == ["raised"]


class TestScope:
    @pytest.mark.parametrize(
        ("scope", "covered"),
        [
            (Scope(), True),
            (Scope(queues=("billing", "tech")), True),
            (Scope(queues=("tech",)), False),
            (Scope(teams=("north",)), True),
            (Scope(teams=("south",)), False),
            (Scope(directions=(Direction.INBOUND,)), True),
            (Scope(directions=(Direction.OUTBOUND,)), False),
            (Scope(languages=("en-US",)), True),
            (Scope(languages=("de",)), False),
            (Scope(queues=("billing",), teams=("south",)), False),
        ],
    )
    def test_a_rule_is_asked_on_its_own_calls_only(self, scope, covered):
        facts = call(queue="billing", team="north", direction=Direction.INBOUND)
        talk = Talk(rule(HIGH, scope=scope), call=facts).customer(10, "no", 0.7)
        assert (talk.times == [10]) is covered

    def test_a_call_of_which_nothing_is_known_is_in_no_scope(self):
        assert Talk(rule(HIGH, scope=Scope(teams=("a",)))).customer(10, "no", 0.7).times == []

    def test_a_call_that_moves_to_another_queue_has_its_rules_from_then_on(self):
        talk = Talk(rule(HIGH, scope=Scope(queues=("tech",))), call=call(queue="billing"))
        talk.customer(10, "no", 0.7)
        talk.keeper.renamed(call(queue="tech"))
        assert talk.customer(20, "no", 0.7).times == [20]

    def test_the_language_that_was_heard_first_counts(self):
        german = rule(HIGH, scope=Scope(languages=("de",)))
        talk = Talk(german, call=call(language="en")).customer(10, "nein", 0.7, language="de")
        assert talk.times == [10]


class TestHours:
    def at(self, text):
        return datetime.fromisoformat(text).replace(tzinfo=BERLIN)

    def test_hours_are_those_of_the_sites_clock_and_of_the_moment(self):
        office = Hours(opens="08:00", closes="18:00", days=(Weekday.FRIDAY,))
        talk = Talk(rule(HIGH, hours=(office,), cooldown_s=0), call=call(), zone=BERLIN)
        talk.customer(10, "no", 0.7)
        assert talk.times == [10]
        late = Talk(rule(HIGH, hours=(office,)), call=call(), zone=BERLIN)
        assert late.customer(31, "no", 0.7).times == []

    def test_without_a_call_no_hour_is_known(self):
        assert Talk(rule(HIGH, hours=(Hours(),))).customer(10, "no", 0.7).times == []

    @pytest.mark.parametrize(
        ("moment", "holds"),
        [
            ("2026-03-13 21:59", False),
            ("2026-03-13 22:00", True),
            ("2026-03-14 05:59", True),
            ("2026-03-14 06:00", False),
            ("2026-03-14 22:00", False),
            ("2026-03-13 03:00", False),
        ],
    )
    def test_a_night_belongs_to_the_day_on_which_it_begins(self, moment, holds):
        night = Hours(days=(Weekday.FRIDAY,), opens="22:00", closes="06:00")
        assert night.hold(self.at(moment)) is holds

    def test_the_same_hour_twice_is_the_whole_day(self):
        day = Hours(days=(Weekday.SATURDAY,))
        assert day.hold(self.at("2026-03-14 00:00"))
        assert day.hold(self.at("2026-03-14 23:59"))
        assert not day.hold(self.at("2026-03-13 12:00"))

    def test_any_of_several_hours_is_enough_and_none_is_always(self):
        morning, evening = (
            Hours(opens="08:00", closes="09:00"),
            Hours(opens="19:00", closes="20:00"),
        )
        assert within((morning, evening), self.at("2026-03-14 19:30"))
        assert not within((morning, evening), self.at("2026-03-14 12:00"))
        assert within((), self.at("2026-03-14 12:00"))


def test_a_book_embeds_each_example_once():
    from voicemon.flags.conditions import Meaning

    asked = []

    def embed(texts):
        asked.append(tuple(texts))
        return [f"vector of {text}" for text in texts]

    first, second = Meaning(examples=("a", "b")), Meaning(examples=("b", "c"))
    book = open_book([rule(first), rule(second, id="other")], embed)
    assert asked == [("a", "b", "c")]
    assert book.examples["c"] == "vector of c"
    open_book([rule(HIGH)], embed)
    assert len(asked) == 1
