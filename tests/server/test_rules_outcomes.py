"""When the list of rules says that outcomes suffice to fit them, and to whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from voicemon.cli import calibrate
from voicemon.flags.cards import Mover, Wish
from voicemon.flags.ledger import raised
from voicemon.flags.tuning import LEAST_CALLS
from voicemon.server import rules_outcomes
from voicemon.server.people.visitors import Visitors
from voicemon.server.rights import RIGHTS, Visitor
from voicemon.store.people_records import Person, PersonRole
from voicemon.store.rules_records import Author, RuleState
from voicemon.types import Call, Flag, FlagOutcome, FlagState, Severity

ANN = Mover("p-ann", "Ann")
RULE = "sustained-high"
Came = FlagOutcome


def tell(store, outcome, count, rule=RULE, days_ago=1, calls=None):
    """So many flags of a rule with an outcome, each on a call of its own unless `calls` says how
    many there are.
    """
    at = datetime.now(UTC) - timedelta(days=days_ago)
    for number in range(count):
        call = Call(f"{outcome}-{rule}-{number % (calls or count)}", at)
        name = f"{outcome}-{rule}-{days_ago}-{number}"
        flag = Flag(name, call.id, rule, Severity.ACT, FlagState.RAISED, 20.0, "x", ("u1",))
        store.ledger.add(raised(flag, call, at, {}, 0.8))
        store.ledger.move(name, Wish(FlagState.RESOLVED, ANN, at, outcome=outcome), {})


def told(client):
    return client.get("/api/rules").json["may_calibrate"]


def test_as_many_calls_as_tuning_needs_of_either_kind_are_enough(client, store):
    assert told(client) is False
    tell(store, Came.HELPED, LEAST_CALLS - 1)
    tell(store, Came.NOT_NEEDED, LEAST_CALLS)
    assert told(client) is False
    tell(store, Came.TOO_LATE, 1)
    assert told(client) is True


def test_one_kind_alone_another_rules_or_many_flags_of_few_calls_are_not(client, store):
    tell(store, Came.HELPED, 2 * LEAST_CALLS)
    tell(store, Came.FALSE_ALARM, LEAST_CALLS, rule="steep-rise")
    tell(store, Came.FALSE_ALARM, 2 * LEAST_CALLS, calls=LEAST_CALLS - 1)
    assert told(client) is False


def test_what_is_older_than_the_command_looks_back_counts_no_more(client, store):
    assert calibrate.DAYS == rules_outcomes.DAYS
    tell(store, Came.HELPED, LEAST_CALLS, days_ago=rules_outcomes.DAYS + 1)
    tell(store, Came.FALSE_ALARM, LEAST_CALLS)
    assert told(client) is False


def test_a_rule_that_is_switched_off_is_not_fitted(client, store):
    tell(store, Came.HELPED, LEAST_CALLS)
    tell(store, Came.FALSE_ALARM, LEAST_CALLS)
    assert told(client) is True
    store.rules.switch(RULE, 1, RuleState.OFF, Author(ANN.id, ANN.name), datetime.now(UTC))
    assert told(client) is False


@pytest.mark.parametrize("role", [PersonRole.SUPERVISOR, PersonRole.QA])
def test_others_than_admins_are_not_told(client, store, role, monkeypatch):
    tell(store, Came.HELPED, LEAST_CALLS)
    tell(store, Came.FALSE_ALARM, LEAST_CALLS)
    person = Person("p1", "Robin", role, frozenset({"", "north"}))
    monkeypatch.setattr(Visitors, "identify", lambda _: Visitor(person, RIGHTS[role]))
    assert told(client) is False
