"""The batch must tell what the product's own filter tells, number by number."""

from dataclasses import replace

import numpy as np
import pytest

from models.frustration.batch import Batch
from models.frustration.course import Course, Labelled, at_turn, scored
from voicemon.frustration.calibration import shipped_weights
from voicemon.types import Evidence, Role, Utterance

CUES = (
    "wording.negativity",
    "wording.manager_request",
    "wording.agent_apologise",
    "voice.anger",
    "prosody.loudness",
    "prosody.pitch",
    "interaction.hold",
)


def _evidence(rng, said):
    names = rng.choice(CUES, size=rng.integers(0, 6))
    return tuple(
        Evidence(said.id, str(name), said.start_s, said.end_s, 1.0, "-", None,
                 float(rng.normal(0.5, 2.0)), float(rng.uniform(0.2, 1.1)), "made")
        for name in names
    )  # fmt: skip


def _course(seed):
    rng = np.random.default_rng(seed)
    steps, turns, at_s = [], [], 0.0
    for number in range(int(rng.integers(3, 30))):
        role = Role.AGENT if number % 2 == 0 else Role.CUSTOMER
        start_s, at_s = at_s + float(rng.uniform(-0.5, 40.0)), at_s + float(rng.uniform(1.0, 50.0))
        said = Utterance(
            f"{number:03d}", "made", role, start_s, max(start_s, at_s), "", (), "en", 0.0, 0.0
        )
        steps.append((said, _evidence(rng, said)))
        if role is Role.CUSTOMER:
            turns.append(Labelled(said.start_s, said.end_s, float(rng.integers(0, 5))))
    return Course(f"made {seed}", tuple(steps), tuple(turns), at_s)


@pytest.fixture(scope="module")
def courses():
    return [_course(seed) for seed in range(25)]


@pytest.mark.parametrize(
    "changes", [{}, {"calibration_slope": 1.4, "calibration_intercept": -0.3, "step_limit": 1.5}]
)
def test_many_calls_at_once_score_as_one_by_one(courses, changes):
    weights = replace(shipped_weights(), **changes)
    batch = Batch(courses)
    found = batch.scores(weights)
    nothing = Batch([replace(_course(0), turns=(Labelled(-9.0, -5.0, 0.0),))]).scores(weights)
    expected = []
    for course in courses:
        curve = scored(course, weights)
        for turn in course.turns:
            point = at_turn(curve, turn)
            if point is None:  # nothing was heard before it
                expected.append((nothing.score[0], nothing.low[0], nothing.high[0]))
            else:
                expected.append((point.score, point.low, point.high))
    got = np.column_stack([found.score, found.low, found.high])
    np.testing.assert_allclose(got, expected, atol=1e-9)


def test_levels_and_calls_stand_beside_the_scores(courses):
    batch = Batch(courses)
    turns = [(turn.level, number) for number, one in enumerate(courses) for turn in one.turns]
    assert list(zip(batch.levels, batch.of_call, strict=True)) == turns
