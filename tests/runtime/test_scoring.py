import math

import numpy as np
import pytest

from voicemon.runtime.scoring import auc, f1, interval


def truths(text):
    return np.array([letter == "1" for letter in text])


@pytest.mark.parametrize(
    ("scores", "truth", "expected"),
    [
        ([0.1, 0.2, 0.8, 0.9], "0011", 1.0),
        ([0.9, 0.8, 0.2, 0.1], "0011", 0.0),
        ([0.5, 0.5, 0.5, 0.5], "0101", 0.5),
        ([0.1, 0.4, 0.35, 0.8], "0011", 0.75),
    ],
)
def test_auc_counts_pairs_in_order(scores, truth, expected):
    assert auc(np.array(scores), truths(truth)) == pytest.approx(expected)


def test_auc_agrees_with_counting_every_pair():
    rng = np.random.default_rng(3)
    scores, truth = rng.integers(0, 9, 60) / 9, rng.random(60) < 0.4
    pairs = [(a > b) + 0.5 * (a == b) for a in scores[truth] for b in scores[~truth]]
    assert auc(scores, truth) == pytest.approx(np.mean(pairs))


def test_auc_of_one_kind_is_not_a_number():
    assert math.isnan(auc(np.array([0.1, 0.2]), truths("11")))


def test_f1_weighs_misses_and_false_alarms():
    assert f1(np.array([0.9, 0.9, 0.1, 0.1]), truths("1010")) == pytest.approx(0.5)
    assert f1(np.array([0.1]), truths("1")) == 0.0


def test_an_interval_holds_its_figure_and_is_the_same_each_time():
    rng = np.random.default_rng(5)
    truth = rng.random(200) < 0.5
    scores = truth + rng.standard_normal(200)
    first, second = interval(auc, scores, truth), interval(auc, scores, truth)
    assert first == second
    assert first.low < first.value < first.high


def test_speakers_are_drawn_whole_so_that_few_make_a_wide_interval():
    rng = np.random.default_rng(5)
    speakers = np.repeat([f"s{i}" for i in range(6)], 30)
    truth = rng.random(180) < 0.5
    told_well = np.repeat([True, True, True, True, False, False], 30)
    scores = np.where(told_well, truth, ~truth) + 0.5 * rng.standard_normal(180)
    alone, together = interval(auc, scores, truth), interval(auc, scores, truth, list(speakers))
    assert together.high - together.low > alone.high - alone.low


def test_a_figure_that_is_not_defined_says_so():
    assert "both kinds" in str(interval(auc, np.array([0.1]), truths("1")))
