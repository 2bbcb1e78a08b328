"""Other figures of the rules: what ships stands first, and each way changes one rule alone."""

import pytest

from models.frustration.course import Course, Labelled, followed
from models.frustration.rule_trials import WAYS, row
from voicemon.flags.rules import BUILT_IN
from voicemon.types import Evidence, Role, Utterance

SENTENCE_S = 4.0


def _call(levels, log_odds):
    """Customer turns of these levels, each with words that weigh so much."""
    steps, turns = [], []
    for number, (level, weight) in enumerate(zip(levels, log_odds, strict=True)):
        start_s = number * 10.0
        said = Utterance(
            f"{number}", "made", Role.CUSTOMER, start_s, start_s + SENTENCE_S, "so", (), "en", 0, 0
        )
        told = Evidence(
            said.id, "wording.negativity", start_s, start_s + SENTENCE_S, 1.0, "-", None,
            weight, 1.0, "made",
        )  # fmt: skip
        steps.append((said, (told,)))
        turns.append(Labelled(start_s, start_s + SENTENCE_S, level))
    return Course("made", tuple(steps), tuple(turns), len(levels) * 10.0)


def test_what_ships_is_the_first_way():
    assert WAYS[0] == ("as shipped", BUILT_IN)


@pytest.mark.parametrize(("name", "book"), WAYS[1:])
def test_a_way_changes_one_rule_alone(name, book):
    changed = [rule.id for rule, new in zip(BUILT_IN.rules, book.rules, strict=True) if rule != new]
    assert len(changed) == 1
    assert _severities(book) == _severities(BUILT_IN)


def _severities(book):
    return {rule.id: [case.severity for case in rule.cases] for rule in book.rules}


def test_a_calm_call_that_is_heard_as_upset_counts_as_false():
    calm = _call([0] * 8, [3.0] * 8)
    raised = [flag.rule for flag in followed(calm)[1]]
    assert "ended-unresolved" in raised
    false = row(BUILT_IN, [calm], []).split(" | ")[0]
    assert false == f"{len(raised)}, 1"


def test_an_upset_call_is_flagged_in_time_and_its_delay_told():
    upset = _call([0, 3, 3, 3, 3, 3], [-1.0, 3.0, 3.0, 3.0, 3.0, 3.0])
    _, delay, in_time, *_ = row(BUILT_IN, [upset], []).split(" | ")
    assert float(delay) < 60
    assert in_time == "1.00"
