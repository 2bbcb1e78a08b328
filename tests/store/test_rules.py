"""Rules in the store: versions that stay, and one winner of two who change a rule at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from voicemon.errors import Conflict, InputError, NotFound
from voicemon.flags.conditions import PhraseSaid
from voicemon.flags.rule import Case, Rule
from voicemon.flags.rules import RULES
from voicemon.store import Store
from voicemon.store.rules import MOST_RULES
from voicemon.store.rules_records import SHIPPED, Author, RehearsalState, RuleState
from voicemon.types import Severity

NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
ANN, BOB = Author("p-ann", "Ann"), Author("p-bob", "Bob")
REFUND = Rule(
    name="Asked for a refund",
    cases=(Case(severity=Severity.WATCH, when=PhraseSaid(phrases=("refund",))),),
)


@pytest.fixture
def rules(store):
    return store.rules


def test_the_rules_that_ship_are_there_from_the_start(rules):
    found = rules.all()
    assert [each.rule for each in found] == list(RULES)
    assert all(each.built_in and each.newest.state is RuleState.ON for each in found)
    assert {each.newest.by for each in found} == {SHIPPED}
    assert [each.rule for each in rules.in_force()] == list(RULES)


def test_a_store_that_is_opened_again_keeps_what_became_of_them(store, tmp_path):
    milder = replace(RULES[0], name="Milder", cooldown_s=300.0)
    store.rules.change(RULES[0].id, 1, milder, ANN, NOW)
    store.rules.switch(RULES[1].id, 1, RuleState.OFF, ANN, NOW)
    again = Store(str(store._engine.url), tmp_path / "audio")
    assert again.rules.get(RULES[0].id).rule == milder
    assert [each.id for each in again.rules.in_force()] == [r.id for r in RULES if r != RULES[1]]
    again.close()


def test_a_rule_that_ships_otherwise_now_is_renewed_where_nobody_changed_it(rules):
    first, second, third = RULES[:3]
    rules.switch(first.id, 1, RuleState.OFF, ANN, NOW)
    rules.change(second.id, 1, replace(second, name="Ours"), ANN, NOW)
    now_shipped = [replace(rule, cooldown_s=5.0) for rule in (first, second, third)]
    rules.seed(now_shipped, NOW)
    rules.seed(now_shipped, NOW)
    newest = [rules.get(rule.id).newest for rule in now_shipped]
    assert [(v.number, v.by, v.state) for v in newest] == [
        (3, SHIPPED, RuleState.OFF),
        (2, ANN, RuleState.ON),
        (2, SHIPPED, RuleState.ON),
    ]
    assert [v.rule.cooldown_s for v in newest] == [5.0, 60.0, 5.0]
    assert newest[1].rule.name == "Ours"


def test_a_new_rule_is_a_draft_that_is_in_force_nowhere(rules):
    made = rules.add(REFUND, ANN, NOW)
    assert made.id == "asked-for-a-refund"
    assert (made.newest.number, made.newest.state, made.newest.by) == (1, RuleState.DRAFT, ANN)
    assert made.rule == replace(REFUND, id=made.id)
    assert made.id not in {each.id for each in rules.in_force()}
    assert rules.all()[-1] == made


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Steep rise", ["steep-rise-2", "steep-rise-3"]),
        ("¿Qué pasó?", ["que-paso", "que-paso-2"]),
        ("怒り", ["rule", "rule-2"]),
        ("x" * 120, ["x" * 56, "x" * 56 + "-2"]),
    ],
)
def test_an_id_is_made_of_the_name_and_is_nobody_elses(rules, name, ids):
    assert [rules.add(replace(REFUND, name=name), ANN, NOW).id for _ in ids] == ids


def test_every_version_stays_with_who_made_it_and_when(rules):
    rule_id = rules.add(REFUND, ANN, NOW).id
    louder = replace(REFUND, name="Louder")
    later = NOW + timedelta(minutes=5)
    changed = rules.change(rule_id, 1, louder, BOB, later)
    assert changed.newest.number == 2
    rules.switch(rule_id, 2, RuleState.ON, ANN, later)
    story = [(v.number, v.state, v.rule.name, v.by, v.changed_at) for v in rules.versions(rule_id)]
    assert story == [
        (3, RuleState.ON, "Louder", ANN, later),
        (2, RuleState.DRAFT, "Louder", BOB, later),
        (1, RuleState.DRAFT, "Asked for a refund", ANN, NOW),
    ]


def test_what_changes_nothing_is_no_version(rules):
    rule_id = rules.add(REFUND, ANN, NOW).id
    assert rules.change(rule_id, 1, REFUND, BOB, NOW).newest.by == ANN
    rules.switch(rule_id, 1, RuleState.ON, ANN, NOW)
    assert rules.switch(rule_id, 2, RuleState.ON, BOB, NOW).newest.number == 2


def test_of_two_who_change_a_rule_at_once_the_second_hears_who_was_first(rules):
    rule_id = rules.add(REFUND, ANN, NOW).id
    rules.change(rule_id, 1, replace(REFUND, name="By Bob"), BOB, NOW)
    for late in (
        lambda: rules.change(rule_id, 1, replace(REFUND, name="By Ann"), ANN, NOW),
        lambda: rules.switch(rule_id, 1, RuleState.ON, ANN, NOW),
        lambda: rules.delete(rule_id, 1),
    ):
        with pytest.raises(Conflict, match="Bob changed this rule at 2026-03-14 09:26 UTC"):
            late()


def test_only_a_draft_is_deleted(rules):
    rule_id = rules.add(REFUND, ANN, NOW).id
    rules.delete(rule_id, 1)
    with pytest.raises(NotFound):
        rules.get(rule_id)
    with pytest.raises(NotFound):
        rules.versions(rule_id)
    with pytest.raises(InputError, match="flags name"):
        rules.delete(RULES[0].id, 1)


def test_a_rule_goes_on_and_off_but_is_no_draft_again(rules):
    rule_id = rules.add(REFUND, ANN, NOW).id
    with pytest.raises(InputError, match="not in use"):
        rules.switch(rule_id, 1, RuleState.OFF, ANN, NOW)
    rules.switch(rule_id, 1, RuleState.ON, ANN, NOW)
    rules.switch(rule_id, 2, RuleState.OFF, ANN, NOW)
    with pytest.raises(InputError, match="no draft again"):
        rules.switch(rule_id, 3, RuleState.DRAFT, ANN, NOW)


def test_every_change_changes_the_stamp(rules):
    stamps = [rules.stamp()]
    rule_id = rules.add(REFUND, ANN, NOW).id
    stamps.append(rules.stamp())
    rules.switch(rule_id, 1, RuleState.ON, ANN, NOW)
    stamps.append(rules.stamp())
    rules.change(rule_id, 2, replace(REFUND, name="New"), ANN, NOW)
    stamps.append(rules.stamp())
    assert len(set(stamps)) == 4


def test_there_are_so_many_rules_and_no_more(rules):
    for _ in range(MOST_RULES - len(RULES)):
        rules.add(REFUND, ANN, NOW)
    with pytest.raises(InputError, match="200 rules already"):
        rules.add(REFUND, ANN, NOW)


class TestRehearsals:
    def test_a_rehearsal_waits_runs_and_ends(self, store):
        made = store.rehearsals.add("steep-rise", 1, 30, {"north", "east"}, ANN, NOW)
        assert made.teams == ("east", "north")
        assert store.rehearsals.waiting() == made
        store.rehearsals.running(made.id, 0.5)
        assert store.rehearsals.get(made.id).progress == 0.5
        assert store.rehearsals.waiting() is None
        store.rehearsals.done(made.id, {"calls": 3}, NOW)
        ended = store.rehearsals.get(made.id)
        assert (ended.state, ended.result) == (RehearsalState.DONE, {"calls": 3})
        assert store.rehearsals.of("steep-rise") == [ended]

    def test_what_an_earlier_process_left_has_failed(self, store):
        made = store.rehearsals.add("steep-rise", 1, 30, None, ANN, NOW)
        store.rehearsals.running(made.id, 0.5)
        later = store.rehearsals.add("steep-rise", 1, 30, None, ANN, NOW)
        store.rehearsals.give_up(NOW, "voicemon ended")
        assert store.rehearsals.waiting() == later
        ended = store.rehearsals.get(made.id)
        assert (ended.state, ended.error) == (RehearsalState.FAILED, "voicemon ended")
        store.rehearsals.give_up(NOW, "again")
        assert store.rehearsals.get(made.id) == ended

    def test_one_that_fails_says_why(self, store):
        made = store.rehearsals.add("steep-rise", 1, 30, None, ANN, NOW)
        store.rehearsals.failed(made.id, "no model", NOW)
        assert store.rehearsals.get(made.id).error == "no model"

    def test_a_rule_keeps_its_newest(self, store):
        for minute in range(25):
            made = store.rehearsals.add(
                "steep-rise", 1, 30, None, ANN, NOW + timedelta(minutes=minute)
            )
            store.rehearsals.done(made.id, {}, NOW)
        kept = store.rehearsals.of("steep-rise")
        assert len(kept) == 20
        assert kept[0].id == made.id

    def test_they_go_with_their_rule(self, store):
        rule_id = store.rules.add(REFUND, ANN, NOW).id
        made = store.rehearsals.add(rule_id, 1, 30, None, ANN, NOW)
        store.rules.delete(rule_id, 1)
        with pytest.raises(NotFound):
            store.rehearsals.get(made.id)


class TestDraftsBeside:
    """Drafts of a rule in use: versions above the one that stands, which no call is asked by."""

    STEEP = RULES[1]
    MILDER = replace(RULES[1], cooldown_s=300.0)

    def propose(self, rules, rule=MILDER, number=1, by=BOB):
        return rules.propose(self.STEEP.id, number, rule, "because", by, NOW)

    def test_one_stands_beside_with_its_reason_and_changes_nothing(self, rules):
        before = rules.stamp(), rules.in_force()
        draft, is_new = self.propose(rules)
        assert (draft.number, draft.state, draft.by, draft.why) == (
            2, RuleState.DRAFT, BOB, "because",
        )  # fmt: skip
        assert is_new
        assert rules.versions(self.STEEP.id)[0] == draft
        assert (rules.stamp(), rules.in_force()) == before
        assert rules.get(self.STEEP.id).newest.number == 1

    def test_the_same_is_kept_once_and_another_one_too(self, rules):
        draft, _ = self.propose(rules)
        assert self.propose(rules, by=ANN) == (draft, False)
        other, is_new = self.propose(rules, replace(self.STEEP, cooldown_s=9.0))
        assert (other.number, is_new) == (3, True)

    def test_changes_are_numbered_after_it_and_leave_it_behind(self, rules):
        draft, _ = self.propose(rules)
        stamp = rules.stamp()
        taken = rules.change(self.STEEP.id, 1, draft.rule, ANN, NOW)
        assert (taken.newest.number, taken.newest.state, taken.newest.why) == (3, RuleState.ON, "")
        assert rules.stamp() != stamp
        assert rules.switch(self.STEEP.id, 3, RuleState.OFF, ANN, NOW).newest.number == 4
        back, _ = self.propose(rules, self.STEEP, number=4)
        again, is_new = self.propose(rules, self.MILDER, number=4)
        assert (back.number, again.number, is_new) == (5, 6, True)

    def test_whoever_has_not_seen_the_one_that_stands_is_told(self, rules):
        rules.change(self.STEEP.id, 1, self.MILDER, ANN, NOW)
        with pytest.raises(Conflict, match="Ann changed"):
            self.propose(rules)
        with pytest.raises(NotFound):
            rules.propose("nothing", 1, self.MILDER, "", BOB, NOW)

    def test_a_draft_is_changed_instead(self, rules):
        made = rules.add(REFUND, ANN, NOW)
        with pytest.raises(InputError, match="draft itself"):
            rules.propose(made.id, 1, replace(REFUND, cooldown_s=5.0), "", BOB, NOW)

    def test_a_voicemon_that_ships_the_rule_otherwise_still_renews_it(self, rules):
        self.propose(rules)
        rules.seed([replace(self.STEEP, cooldown_s=5.0)], NOW)
        assert rules.get(self.STEEP.id).rule.cooldown_s == 5.0
        assert rules.get(self.STEEP.id).newest.number == 3

    def test_it_is_rehearsed_like_any_version(self, store):
        draft, _ = self.propose(store.rules)
        made = store.rehearsals.add(self.STEEP.id, draft.number, 30, None, ANN, NOW)
        assert store.rehearsals.of(self.STEEP.id) == [made]
