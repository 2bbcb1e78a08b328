"""Which figures outcomes choose: on composed calls with real scores, and on numbers made for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import numpy as np
import pytest

from tests.flags.talk import rule
from tests.site_calls import HOT, by_lot, only_from, site_calls, told_of
from voicemon.flags.conditions import PhraseSaid, ScoreAtLeast
from voicemon.flags.knobs import candidates
from voicemon.flags.rehearsal import Told
from voicemon.flags.trials import Stage, compared
from voicemon.flags.tuning import LEAST_CALLS, Verdict, drawn, fitted, ratio
from voicemon.types import FlagOutcome

LEVEL = rule(ScoreAtLeast(at_least=0.6), id="mine")
MADE = candidates(LEVEL)


def made_call(number, peak, right, made=MADE):
    """A call that reaches a score; each candidate flags it there or not at all."""
    hits = [[50.0] if peak >= each.rule.cases[0].when.at_least else [] for each in made]
    outcome = FlagOutcome.HELPED if right else FlagOutcome.NOT_NEEDED
    told = [told_at(number, outcome)] if hits[0] else []
    return compared(f"call-{number}", "mine", hits, told)


def told_at(number, outcome):
    return Told(f"call-{number}", "mine", 50.0, outcome)


def separated(count, border=0.73, noise=0.0, seed=1):
    """Calls of which people act on those above a border."""
    rng = np.random.default_rng(seed)
    peaks = rng.uniform(0.6, 0.9, count)
    return [
        made_call(number, peak, (peak >= border) ^ (rng.random() < noise))
        for number, peak in enumerate(peaks)
    ]


def threshold(found):
    return found.chosen.rule.cases[0].when.at_least


class TestMade:
    def test_a_threshold_moves_to_where_people_begin_to_act(self):
        found = fitted(MADE, separated(120))
        assert found.verdict is Verdict.MOVES
        assert threshold(found) == pytest.approx(0.72)
        assert found.expected.precision.value > found.expected.precision_before.value + 0.2
        assert found.expected.precision.low <= found.expected.precision.value
        assert found.expected.lost.value <= 2

    def test_a_tenth_of_wrong_outcomes_does_not_mislead_it(self):
        found = fitted(MADE, separated(120, noise=0.1))
        assert found.verdict is Verdict.MOVES
        assert 0.68 <= threshold(found) <= 0.76

    def test_the_order_of_the_calls_changes_nothing(self):
        calls = separated(80, noise=0.1)
        assert fitted(MADE, calls) == fitted(MADE, calls[::-1])

    @pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
    def test_noise_moves_nothing(self, share):
        moved = 0
        for seed in range(20):
            rng = np.random.default_rng([seed, int(share * 10)])
            calls = [
                made_call(number, peak, rng.random() < share)
                for number, peak in enumerate(rng.uniform(0.6, 0.9, 100))
            ]
            moved += fitted(MADE, calls).verdict is Verdict.MOVES
        assert moved == 0

    def test_a_rule_that_is_mostly_wrong_is_not_silenced_where_nothing_tells_its_flags_apart(self):
        calls = [
            made_call(number, 0.62 + 0.2 * (number % 2), number % 9 == 0) for number in range(180)
        ]
        assert fitted(MADE, calls).verdict is Verdict.STAYS

    def test_few_outcomes_move_less_than_many(self):
        few, many = (fitted(MADE, separated(count, border=0.79)) for count in (30, 300))
        assert threshold(few) <= threshold(many)
        assert threshold(many) == pytest.approx(0.76)

    def test_too_few_of_either_kind_are_said_to_be_too_few(self):
        right = [made_call(number, 0.8, True) for number in range(200)]
        wrong = [made_call(number + 200, 0.62, False) for number in range(LEAST_CALLS - 1)]
        assert fitted(MADE, [*right, *wrong]).verdict is Verdict.TOO_FEW
        assert fitted(MADE, []).verdict is Verdict.TOO_FEW
        another = made_call(500, 0.62, False)
        assert fitted(MADE, [*right, *wrong, another]).verdict is not Verdict.TOO_FEW

    def test_many_flags_of_one_call_are_one_call(self):
        hits = [[float(at) for at in range(0, 3000, 100)]] * len(MADE)
        told = [replace(told_at(0, FlagOutcome.HELPED), at_s=at) for at in hits[0]]
        found = fitted(MADE, [compared("call-0", "mine", hits, told)])
        assert (found.rights, found.right_calls) == (30, 1)
        assert found.verdict is Verdict.TOO_FEW

    def test_what_has_no_figure_stays(self):
        fixed = candidates(rule(PhraseSaid(phrases=("refund",)), id="mine"))
        calls = [made_call(n, 0.8, n % 2 == 0, MADE[:1]) for n in range(60)]
        assert fitted(fixed, calls).verdict is Verdict.FIXED

    def test_a_looser_rule_has_to_find_more_right_flags_than_flags_nobody_could_judge(self):
        """Flags of an earlier, looser version were right; the present one misses them."""

        def call(number, judged):
            hits = [[50.0] if each.rule.cases[0].when.at_least <= 0.53 else [] for each in MADE]
            told = [told_at(number, FlagOutcome.HELPED)] if judged else []
            return compared(f"call-{number}", "mine", hits, told)

        kept = [*separated(60, border=0.6), *(made_call(900 + n, 0.9, False) for n in range(20))]
        missed = [call(1000 + number, judged=True) for number in range(30)]
        crowd = [call(2000 + number, judged=False) for number in range(200)]
        assert threshold(fitted(MADE, [*kept, *missed])) == pytest.approx(0.52)
        assert fitted(MADE, [*kept, *missed, *crowd]).verdict is Verdict.STAYS

    def test_an_interval_draws_whole_calls(self):
        one_each = drawn(ratio, np.array([1.0, 0.0] * 50), np.ones(100))
        ten_each = drawn(ratio, np.array([10.0, 0.0] * 5), np.full(10, 10.0))
        assert one_each.value == ten_each.value == 0.5
        assert ten_each.high - ten_each.low > 2 * (one_each.high - one_each.low)
        nothing = drawn(ratio, np.zeros(0), np.zeros(0))
        assert np.isnan(nothing.value)


@pytest.fixture(scope="module")
def stage():
    return Stage(candidates(HOT), lambda texts: [], UTC)


@pytest.mark.model
class TestComposed:
    """Shipped text model, witnesses, score and rule."""

    def fit(self, stage, outcome_of, calls=None):
        tried = [
            stage.tried(call.analysis, told_of(call, outcome_of)) for call in calls or site_calls()
        ]
        return fitted(stage.candidates, tried)

    def test_people_who_act_late_raise_the_threshold(self, stage):
        found = self.fit(stage, only_from(4))
        assert found.verdict is Verdict.MOVES
        assert found.expected.precision.value > found.expected.precision_before.value
        assert found.expected.lost.value < 0.15 * found.rights

    @pytest.mark.parametrize("seed", range(5))
    def test_outcomes_by_lot_move_nothing(self, stage, seed):
        assert self.fit(stage, by_lot(seed)).verdict is Verdict.STAYS

    def test_who_the_agent_was_changes_nothing(self, stage):
        calls = site_calls()
        others = [
            replace(
                call,
                analysis=replace(
                    call.analysis, call=replace(call.analysis.call, agent_id="the same")
                ),
            )
            for call in calls
        ]
        assert self.fit(stage, only_from(4), calls) == self.fit(stage, only_from(4), others)
