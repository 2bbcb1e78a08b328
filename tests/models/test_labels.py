"""The labels of frustration are complete, without text, and their agreement is computed right."""

from __future__ import annotations

import pytest

from models.labels import LABELS, levels, read
from models.labels.agreement import weighted_kappa


def test_the_same_labels_agree_fully():
    assert weighted_kappa([0, 1, 2, 3, 4], [0, 1, 2, 3, 4]) == pytest.approx(1.0)


def test_labels_by_chance_do_not_agree():
    assert weighted_kappa([0, 0, 4, 4], [0, 4, 0, 4]) == pytest.approx(0.0)


def test_a_near_miss_weighs_less_than_a_far_one():
    near, far = [0, 1, 2, 3, 3], [0, 1, 2, 3, 0]
    assert weighted_kappa([0, 1, 2, 3, 4], near) > weighted_kappa([0, 1, 2, 3, 4], far)


def test_every_turn_has_both_passes_and_a_level_of_the_guide():
    labels = read()
    first, second = ({(x.call, x.start_s) for x in labels if x.number == n} for n in (1, 2))
    assert first == second == set(levels())
    assert {label.level for label in labels} <= {0, 1, 2, 3, 4}


def test_the_label_file_holds_no_text():
    assert LABELS.read_text(encoding="utf-8").splitlines()[0] == "call,start_s,level,pass"
