"""The parts of the speaker trials that need no data: lessons, the network, turns drawn together."""

import numpy as np
import pytest
import torch

from models.eval.mixes import _moves
from models.speaker.ecapa import Ecapa, hparams, trained
from models.speaker.lessons import Windows

MELS = 40


def known(speakers=3, each=2, frames=150, seed=0):
    """Speakers who differ in which bands are loud."""
    rng = np.random.default_rng(seed)
    found = {}
    for number in range(speakers):
        colour = rng.uniform(0.1, 2.0, MELS)
        clips = [rng.exponential(1.0, (frames, MELS)) * colour for _ in range(each)]
        found[f"speaker {number}"] = [clip.astype(np.float32) for clip in clips]
    return found


def test_lessons_are_the_same_each_time_and_name_their_speakers():
    first, again = (list(Windows(known(), 2, 5, seed=1)) for _ in range(2))
    assert [batch.mels.shape for batch in first] == [(5, 120, MELS)] * 2
    assert all(torch.equal(a.mels, b.mels) for a, b in zip(first, again, strict=True))
    assert {int(who) for batch in first for who in batch.speaker[:, 0]} <= {0, 1, 2}


def test_a_clip_shorter_than_a_window_is_repeated():
    (batch,) = Windows(known(frames=50), 1, 2, seed=1)
    assert torch.equal(batch.mels[0, :50], batch.mels[0, 50:100])


def test_the_recipe_gives_the_same_voices_each_time():
    found = []
    for _ in range(2):
        by = {**hparams(), "steps": 2, "batch": 4}
        network = trained(known(), by)
        with torch.inference_mode():
            found.append(network(next(iter(Windows(known(), 1, 4, seed=2))).mels))
    assert torch.equal(*found)
    assert found[0].shape == (4, 256)
    assert torch.allclose(found[0].norm(dim=1), torch.ones(4), atol=1e-5)


def test_voices_do_not_hear_the_lines_colour():
    network = Ecapa(hparams()["network"]).eval()
    mels = torch.from_numpy(np.stack(known()["speaker 0"]))[:, :120]
    with torch.inference_mode():
        plain, loud = network(mels * 1e3), network(mels * 1e3 * torch.linspace(1, 4, MELS))
    assert torch.allclose(plain, loud, atol=1e-4)


@pytest.mark.parametrize("seed", range(5))
def test_turns_drawn_together_overlap_and_nobody_speaks_twice_at_once(seed):
    turns = [(300 * k, 300 * k + 250, k % 2) for k in range(20)]
    moved = _moves(turns, np.random.default_rng(seed))
    assert all(by <= 0 for by in moved)
    placed = [(a + by, b + by, side) for (a, b, side), by in zip(turns, moved, strict=True)]
    for side in (0, 1):
        own = [each for each in placed if each[2] == side]
        assert all(a[1] <= b[0] for a, b in zip(own, own[1:], strict=False))
    both = sum(max(0, a[1] - b[0]) for a, b in zip(placed, placed[1:], strict=False))
    assert 0 < both < 0.5 * sum(b - a for a, b, _ in placed)
