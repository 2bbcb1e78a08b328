"""docs/rules.md against the rules themselves."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from voicemon.flags import rule_json
from voicemon.flags.conditions import leaves
from voicemon.flags.sentences import in_full
from voicemon.flags.words import GAP, pattern, spoken
from voicemon.flags.words import find as found

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
SHOWN = [
    text.replace("\\|", "|")
    for text in re.findall(r"^\| `(\{\"kind\".*?\})` \|", PAGE, re.MULTILINE)
]


def condition(text):
    made = {"name": "x", "cases": [{"severity": "act", "when": json.loads(text)}]}
    return rule_json.parse(made).cases[0].when


@pytest.mark.parametrize("text", SHOWN)
def test_a_condition_that_is_shown_is_one(text):
    condition(text)


def test_every_kind_of_condition_is_shown():
    shown = {leaf.kind for text in SHOWN for leaf in leaves(condition(text))}
    schema = json.dumps(rule_json.schema())
    kinds = set(re.findall(r'"const": "([a-z_]+)"', schema)) - {"all", "any"}
    assert shown == kinds
    assert '{"kind": "all", "of"' in PAGE
    assert '{"kind": "any", "of"' in PAGE


def test_the_example_reads_as_the_page_says():
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    (said,) = re.findall(r"((?:^> .*\n)+)", PAGE, re.MULTILINE)
    told = " ".join(line.removeprefix("> ") for line in said.strip().splitlines())
    assert in_full(rule_json.parse(json.loads(example))) == told


def test_the_gap_of_a_pattern_is_as_wide_as_the_page_says():
    assert GAP == 4
    assert found(pattern("a ... b"), spoken("a 1 2 3 4 b")) is not None
    assert "up to four words between" in PAGE
