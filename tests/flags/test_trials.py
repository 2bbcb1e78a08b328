"""What candidates did on one call, beside what people told of its flags."""

from __future__ import annotations

from datetime import UTC

import pytest

from tests.flags.talk import rule
from tests.made import analysis
from voicemon.flags.conditions import Meaning, ScoreAtLeast
from voicemon.flags.knobs import candidates
from voicemon.flags.rehearsal import Told, play
from voicemon.flags.rules import BUILT_IN, RuleBook
from voicemon.flags.trials import Stage, compared
from voicemon.types import FlagOutcome

RIGHT, WRONG = FlagOutcome.HELPED, FlagOutcome.FALSE_ALARM


def told(at_s, outcome, of="mine"):
    return Told("call", of, at_s, outcome)


def tried(hits, *judged):
    return compared("call", "mine", hits, judged)


def test_a_right_flag_without_a_hit_close_by_is_lost():
    found = tried([[100.0], [150.0], [170.0], []], told(100.0, RIGHT))
    assert (found.rights, found.wrongs) == (1, 0)
    assert found.right.tolist() == [1, 1, 0, 0]
    assert found.lost.tolist() == [0, 0, 1, 1]


def test_too_late_is_right_and_not_needed_is_wrong():
    judged = told(10.0, FlagOutcome.TOO_LATE), told(200.0, FlagOutcome.NOT_NEEDED)
    found = tried([[10.0, 200.0], [10.0]], *judged)
    assert (found.rights, found.wrongs) == (1, 1)
    assert found.wrong.tolist() == [1, 0]


def test_a_wrong_flag_is_not_avoided_by_calling_a_little_later():
    found = tried([[100.0], [150.0], [170.0], []], told(100.0, WRONG))
    assert (found.wrong + found.unjudged).tolist() == [1, 1, 1, 0]


def test_later_in_a_call_that_called_for_somebody_nobody_is_bothered_anew():
    assert tried([[100.0], [170.0]], told(100.0, RIGHT)).unjudged.tolist() == [0, 0]
    assert tried([[100.0], [170.0]]).unjudged.tolist() == [0, 0]
    assert tried([[100.0], [30.0]]).unjudged.tolist() == [0, 1]


def test_flags_that_nobody_could_judge_speak_against_a_looser_rule():
    found = tried([[], [40.0], [40.0, 200.0]])
    assert found.unjudged.tolist() == [0, 1, 2]
    assert found.tells
    assert not tried([[], []]).tells


def test_what_was_told_of_other_rules_counts_where_this_one_flags_too():
    others = told(100.0, RIGHT, "other"), told(300.0, RIGHT, "other"), told(500.0, WRONG, "other")
    found = tried([[100.0], [], [100.0, 500.0]], *others)
    assert (found.rights, found.wrongs) == (1, 0)
    assert found.lost.tolist() == [0, 1, 0]
    assert found.wrong.tolist() == [0, 0, 1]


def test_a_stage_finds_for_each_candidate_what_a_rehearsal_finds():
    made = candidates(rule(ScoreAtLeast(at_least=0.6)))
    judged = [Told("call-1", "mine", 8.0, RIGHT)]
    found = Stage(made, lambda texts: [], UTC).tried(analysis(), judged)
    for number, each in enumerate(made):
        hits = play(analysis(), RuleBook((each.rule,)), judged).hits
        assert found.right[number] == len(hits), each.rule
    assert set(found.right.tolist()) == {0, 1}


@pytest.mark.parametrize("shipped", BUILT_IN.rules, ids=lambda each: each.id)
def test_all_candidates_of_a_shipped_rule_are_played(shipped):
    made = candidates(shipped)
    found = Stage(made, lambda texts: [], UTC).tried(analysis(), ())
    assert found.right.shape == found.lost.shape == (len(made),)


def test_meaning_is_read_once_for_all_candidates():
    asked = []

    def embed(texts):
        asked.append(list(texts))
        return [[1.0, 0.0]] * len(texts)

    made = candidates(rule(Meaning(examples=("money back",), similarity=0.6)))
    Stage(made, embed, UTC)
    assert len(made) > 1
    assert asked == [["money back"]]
