"""Rules as JSON: what goes in comes out, and what is wrong is named."""

from __future__ import annotations

import json

import pytest

from voicemon.errors import InputError
from voicemon.flags.rule_json import parse, written
from voicemon.flags.rules import RULES
from voicemon.flags.sentences import in_full, sentence

FULL = {
    "id": "angry-after-hold",
    "name": "Angry after a hold",
    "says": "",
    "cases": [
        {
            "severity": "act",
            "when": {
                "kind": "all",
                "of": [
                    {"kind": "hold", "at_least_s": 60, "within_s": 120},
                    {
                        "kind": "any",
                        "of": [
                            {"kind": "score_at_least", "at_least": 0.5},
                            {"kind": "cue", "cues": ["wording.anger", "wording.profanity"]},
                            {"kind": "meaning", "examples": ["this is unacceptable"]},
                            {"kind": "phrase", "phrases": ["no", "never"], "times": 2,
                             "within_s": 30},
                        ],
                    },
                ],
            },
        },
        {"severity": "watch", "when": {"kind": "hold", "at_least_s": 60, "within_s": 120}},
    ],
    "scope": {"queues": ["billing"], "directions": ["inbound"], "languages": ["en", "de"]},
    "hours": [{"days": ["mon", "fri"], "opens": "08:00", "closes": "18:00"}],
    "cooldown_s": 300,
    "suppress_while_acknowledged": True,
}  # fmt: skip


def changed(**changes):
    return {**FULL, **changes}


def when(condition):
    return changed(cases=[{"severity": "act", "when": condition}])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_rules_that_ship_are_data(rule):
    assert parse(json.loads(json.dumps(written(rule)))) == rule


def test_what_goes_in_comes_out():
    rule = parse(FULL)
    assert parse(json.loads(json.dumps(written(rule)))) == rule


def test_a_rule_reads_as_a_sentence():
    assert in_full(parse(FULL)) == (
        "Act when the customer is on hold for 60 s within the last 120 s and (the frustration is "
        "at least 0.5 or the customer speaks in angry words or swears or the customer says "
        "something like “this is unacceptable” (similarity at least 0.55) or the customer says "
        "“no” or “never” at least 2 times within 30 s); watch when the customer is on hold for "
        "60 s within the last 120 s; only in the queue billing; only inbound calls; only calls "
        "in en or de; only Mon, Fri 08:00–18:00. Not again within 300 s; not while a person "
        "is at work on a flag of the call; ends by itself when the customer is calm."
    )


def test_the_rules_that_ship_read_well():
    assert [sentence(rule) for rule in RULES[:3]] == [
        "Act when the frustration is at least 0.7 for 20 s.",
        "Watch when the frustration rises by 0.3 within 60 s, to at least 0.55.",
        "Act when the customer asks for a manager.",
    ]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ([], "the whole"),
        ({"name": "x"}, "cases: Field required"),
        (changed(budget=1), "budget: Unexpected"),
        (changed(id="Has Spaces"), "id: "),
        (changed(name=""), "name: "),
        (changed(name="a\x00b"), "name: "),
        (changed(cases=[]), "cases: "),
        (changed(cases=[FULL["cases"][0]] * 2), "each severity stands in one case"),
        (changed(cooldown_s="60"), "cooldown_s: "),
        (changed(cooldown_s=float("nan")), "cooldown_s: "),
        (changed(suppress_while_acknowledged="yes"), "suppress_while_acknowledged: "),
        (changed(scope={"queue": ["x"]}), "scope.queue: Unexpected"),
        (changed(hours=[{"opens": "8"}]), r"hours\[0\].opens: "),
        (changed(hours=[{"days": ["friday"]}]), r"hours\[0\].days\[0\]: "),
        (when({"kind": "score_at_least", "at_least": 1.5}), r"cases\[0\].when.at_least: "),
        (when({"kind": "score_at_least", "at_least": True}), r"cases\[0\].when.at_least: "),
        (when({"kind": "score_at_least"}), r"cases\[0\].when.at_least: Field required"),
        (when({"kind": "mood"}), r"cases\[0\].when: Input tag 'mood'"),
        (when({"at_least": 0.5}), r"cases\[0\].when: "),
        (when({"kind": "pattern", "text": "(a"}), r"cases\[0\].when: a bracket is not closed"),
        (when({"kind": "phrase", "phrases": ["?"]}), r"cases\[0\].when: '\?' holds no word"),
        (
            when({"kind": "cue", "cues": ["wording.mood"]}),
            r"cues\[0\]: 'wording.mood' is none",
        ),
        (
            when({"kind": "all", "of": [{"kind": "ends"}, {"kind": "hold", "at_least_s": 1}]}),
            r"cases\[0\].when.of\[1\].at_least_s: ",
        ),
        (when({"kind": "any", "of": [{"kind": "ends"}]}), r"cases\[0\].when.of: "),
    ],
)
def test_what_is_wrong_is_named_with_its_place(data, place):
    with pytest.raises(InputError, match=place) as error:
        parse(data)
    assert error.value.fix
    assert error.value.message.count("; ") == 0  # nothing but what is wrong


@pytest.mark.parametrize("levels", [4, 5000])
def test_conditions_that_stand_too_deep_are_refused_before_they_are_read(levels):
    condition = {"kind": "ends"}
    for _ in range(levels - 1):
        condition = {"kind": "all", "of": [condition, {"kind": "ends"}]}
    with pytest.raises(InputError, match=r"cases\[0\].when: conditions stand at most 3 deep"):
        parse(when(condition))


def test_a_rule_has_so_many_conditions_and_no_more():
    many = {"kind": "any", "of": [{"kind": "ends"}] * 12}
    with pytest.raises(InputError, match="at most 30 conditions"):
        parse(when({"kind": "all", "of": [many] * 3}))
