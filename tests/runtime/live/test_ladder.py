from voicemon.runtime.live.changes import Step
from voicemon.runtime.live.ladder import STEPS, Ladder, at_least


def walk(ladder, lag_s, start_s, seconds):
    steps = []
    for tenth in range(round(seconds * 10)):
        ladder.observe(start_s + tenth / 10, lag_s)
        steps.append(ladder.step)
    return steps


def test_nothing_is_left_out_while_hearing_keeps_up():
    assert set(walk(Ladder(small=True), 0.4, 0, 60)) == {Step.FULL}


def test_falling_behind_goes_down_in_order_and_no_further():
    steps = walk(Ladder(small=True), 9.0, 0, 20)
    assert list(dict.fromkeys(steps)) == list(STEPS[1:])


def test_a_single_late_final_costs_one_step():
    ladder = Ladder(small=True)
    assert ladder.observe(0.0, 2.0)
    assert not ladder.observe(0.5, 2.0)
    assert ladder.step is Step.NO_PARTIALS


def test_without_a_smaller_model_its_step_is_passed_over():
    assert Step.SMALL_MODEL not in walk(Ladder(small=False), 9.0, 0, 20)


def test_between_the_thresholds_nothing_moves():
    ladder = Ladder(small=True)
    ladder.observe(0.0, 2.0)
    assert set(walk(ladder, 1.1, 1, 60)) == {Step.NO_PARTIALS}


def test_every_step_is_taken_back_within_half_a_minute():
    ladder = Ladder(small=True)
    walk(ladder, 9.0, 0, 20)
    assert walk(ladder, 0.1, 20, 30)[-1] is Step.FULL


def test_a_short_calm_takes_nothing_back():
    ladder = Ladder(small=True)
    ladder.observe(0.0, 2.0)
    walk(ladder, 0.1, 1, 3)
    ladder.observe(4.0, 1.0)
    assert set(walk(ladder, 0.1, 4.1, 3)) == {Step.NO_PARTIALS}


def test_a_step_that_would_not_fit_is_not_taken_back():
    ladder = Ladder(small=False)
    for at_s in (0.0, 2.0):
        ladder.observe(at_s, 2.0)
    assert ladder.step is Step.SHORT_WINDOWS
    for tenth in range(200):
        ladder.observe(3.0 + tenth / 10, 0.1, busy=0.5)
    assert ladder.step is Step.SHORT_WINDOWS
    for tenth in range(200):
        ladder.observe(23.0 + tenth / 10, 0.1, busy=0.3)
    assert ladder.step is Step.FULL


def test_each_step_down_is_counted():
    ladder = Ladder(small=False)
    walk(ladder, 9.0, 0, 20)
    assert set(ladder.taken.values()) == {1}


def test_a_step_includes_those_before_it():
    assert at_least(Step.SPARSE_WORDS, Step.SHORT_WINDOWS)
    assert not at_least(Step.NO_PARTIALS, Step.SHORT_WINDOWS)
