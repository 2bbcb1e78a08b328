"""Ways to tell four groups: what a way says of logits that are known, and how it is scored."""

import numpy as np

from models.text.data import EMOTIONS, GROUPS, OUTPUTS
from models.text.group_trials import Read, any_of, macro_f1, mean_of, shipped, strongest

COUNT = 40
NAMES = list(GROUPS)


def _read(groups):
    """Texts of one emotion each, the first of its group's; the graph's groups say the opposite."""
    logits = np.full((len(groups), len(OUTPUTS)), -4.0, np.float32)
    truth = np.zeros(logits.shape, bool)
    for row, group in enumerate(groups):
        logits[row, EMOTIONS.index(GROUPS[group][0])] = 2.0
        logits[row, len(EMOTIONS) + NAMES.index(group)] = -6.0
        truth[row, len(EMOTIONS) + NAMES.index(group)] = True
    return Read(logits, np.zeros((len(groups), 3), np.float32), truth)


def test_a_groups_emotions_tell_it():
    read = _read(NAMES * (COUNT // 4))
    wanted = read.truth[:, len(EMOTIONS) :]
    for way in (strongest, any_of):
        assert (way(read, read).argmax(axis=1) == wanted.argmax(axis=1)).all()
    assert (shipped(read, read).argmin(axis=1) == wanted.argmax(axis=1)).all()


def test_any_of_several_is_likelier_than_the_likeliest():
    read = _read(NAMES)
    assert (any_of(read, read) >= strongest(read, read)).all()


def test_thresholds_come_from_the_other_half():
    read = _read([name for name in NAMES for _ in range(COUNT // 4)])
    truth = read.truth[:, len(EMOTIONS) :]
    assert macro_f1(strongest(read, read), truth) == 1.0
    even = np.arange(COUNT)[:, None] % 2 == 0
    turned = np.where(even, strongest(read, read), 1 - strongest(read, read))
    assert macro_f1(turned, truth) < 0.6


def test_a_mean_lies_between_what_it_is_made_of():
    read = _read(NAMES)
    low, high = sorted((strongest(read, read)[0, 0], shipped(read, read)[0, 0]))
    assert low < mean_of(strongest, shipped)(read, read)[0, 0] < high
