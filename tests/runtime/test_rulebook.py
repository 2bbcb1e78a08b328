"""Which rules a call takes that begins now."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from voicemon.errors import ModelError, StoreBusy
from voicemon.flags.conditions import Meaning
from voicemon.flags.rule import Case, Rule
from voicemon.flags.rules import RULES
from voicemon.runtime.rulebook import RulesInForce
from voicemon.store import Store
from voicemon.store.rules_records import Author, RuleState
from voicemon.types import Reading, Severity

NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
ANN = Author("p-ann", "Ann")
BERLIN = ZoneInfo("Europe/Berlin")


@dataclass
class CountingReader:
    """Reads a text's length into it."""

    name: str = "counting"
    read_texts: list[str] = field(default_factory=list)
    broken: bool = False

    def read(self, texts):
        if self.broken:
            raise ModelError("the text model is damaged")
        self.read_texts += [text for _, text in texts]
        return [Reading(n, {}, np.array([len(text)], np.float32), self.name) for n, text in texts]


@pytest.fixture
def store(tmp_path):
    made = Store(f"sqlite:///{tmp_path / 'voicemon.db'}", tmp_path / "audio")
    yield made
    made.close()


@pytest.fixture
def reader():
    return CountingReader()


def asks(*examples, name="Refund"):
    when = Meaning(examples=examples)
    return Rule(name=name, cases=(Case(severity=Severity.WATCH, when=when),))


def switched_on(store, rule):
    rule_id = store.rules.add(rule, ANN, NOW).id
    store.rules.switch(rule_id, 1, RuleState.ON, ANN, NOW)
    return rule_id


def test_without_a_store_the_rules_that_ship_are_in_force(reader):
    book = RulesInForce(None, lambda: reader, BERLIN).book()
    assert book.rules == RULES
    assert book.zone is BERLIN


def test_a_rule_is_in_force_for_calls_that_begin_after_it_was_switched_on(store, reader):
    rules = RulesInForce(store, lambda: reader, BERLIN)
    before = rules.book()
    rule_id = switched_on(store, asks("refund me"))
    assert [rule.id for rule in rules.book().rules] == [*(each.id for each in RULES), rule_id]
    assert before.rules == RULES
    store.rules.switch(rule_id, 2, RuleState.OFF, ANN, NOW)
    assert rules.book().rules == RULES


def test_nothing_is_loaded_anew_while_nothing_changes(store, reader):
    rules = RulesInForce(store, lambda: reader, BERLIN)
    switched_on(store, asks("refund me"))
    assert rules.book() is rules.book()


def test_an_example_is_read_once_however_often_rules_change(store, reader):
    rules = RulesInForce(store, lambda: reader, BERLIN)
    rule_id = switched_on(store, asks("refund me"))
    book = rules.book()
    assert book.examples["refund me"] == [9]
    store.rules.change(rule_id, 2, asks("refund me", "money back"), ANN, NOW)
    rules.book()
    assert reader.read_texts == ["refund me", "money back"]


def test_the_version_in_force_is_known_by_number(store, reader):
    rules = RulesInForce(store, lambda: reader, BERLIN)
    store.rules.change("steep-rise", 1, replace(RULES[1], ends_itself=False), ANN, NOW)
    store.rules.switch("sustained-high", 1, RuleState.OFF, ANN, NOW)
    assert rules.about("steep-rise") == (2, False)
    assert rules.about("sustained-high") == (None, False)
    assert rules.about("voice-words-disagree") == (1, True)


def test_a_store_that_fails_leaves_the_rules_as_they_were(store, reader, monkeypatch):
    rules = RulesInForce(store, lambda: reader, BERLIN)
    book = rules.book()

    def busy():
        raise StoreBusy("the database is locked")

    monkeypatch.setattr(store.rules, "stamp", busy)
    assert rules.book() is book


def test_a_model_that_fails_leaves_the_rules_as_they_were_until_it_works_again(store, reader):
    rules = RulesInForce(store, lambda: reader, BERLIN)
    rules.book()
    reader.broken = True
    switched_on(store, asks("refund me"))
    assert rules.book().rules == RULES
    reader.broken = False
    assert len(rules.book().rules) == len(RULES) + 1
