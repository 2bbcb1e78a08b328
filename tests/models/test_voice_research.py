"""Research figures of the voice on made data: folds, recall, choosing inside, sets left out."""

import argparse
from pathlib import Path

import numpy as np
import pytest

from models.eval.voice_research import (
    Way,
    area,
    folds,
    in_corpus,
    left_out,
    mean_by_speaker,
    probe_left_out,
    uar,
    uar_by_speaker,
    views,
)
from models.voice.judging import Compared
from models.voice.research import CHECKOUT, learnt, outside
from models.voice.vectors import Table, from_own
from tests.models.test_voice_recipe import BY, made
from voicemon import weights

HERE = {**BY, "seed": 17, "members": 1, "folds": 3, "orders": 1, "prior_clips": 2.0}
EMOTIONS = np.array(["angry", "happy", "sad"])


def spoken(speakers=9, each=6, offset=0.0, seed=0):
    """Each emotion moves a feature of its own; every speaker has an offset in all of them."""
    rng = np.random.default_rng(seed)
    own = np.repeat(rng.normal(0, 1, (speakers, 8)) * offset, each, axis=0)
    number = np.tile(np.arange(each) % EMOTIONS.size, speakers)
    rows = own + rng.normal(0, 0.3, (speakers * each, 8))
    rows[np.arange(len(rows)), number] += 2
    who = np.repeat([f"s{n}" for n in range(speakers)], each)
    return rows.astype(np.float32), EMOTIONS[number], who


def three_sets():
    """Three sets of four speakers."""
    parts = [made(4, corpus=name, seed=n) for n, name in enumerate(("URDU", "nEMO", "ASED"))]
    clips = tuple(clip for one in parts for clip in one.clips)
    return Table(clips, np.concatenate([one.vectors for one in parts]))


class Nearest:
    """Nearest mean; remembers what it learnt from and what it was asked."""

    heard: list = []

    def fit(self, x, y):
        self.classes_ = np.unique(y)
        self.means = np.stack([x[y == each].mean(axis=0) for each in self.classes_])
        self.own = set(x[:, -1])
        return self

    def decision_function(self, x):
        return -((x[:, None] - self.means[None]) ** 2).sum(axis=2)

    def predict(self, x):
        self.heard.append((self.own, set(x[:, -1])))
        return self.classes_[self.decision_function(x).argmax(axis=1)]


@pytest.mark.parametrize("count", [4, 10, 40])
def test_no_speaker_is_on_both_sides_and_every_clip_is_tested_once(count):
    who = np.array([f"s{n % 10}" for n in range(57)])
    splits = folds(who, count)
    assert len(splits) == min(count, 10)
    assert sorted(np.concatenate([test for _, test in splits])) == list(range(57))
    for train, test in splits:
        assert not set(who[train]) & set(who[test])
        assert len(train) + len(test) == 57


def test_recall_counts_every_emotion_alike_however_rare_it_is():
    truth = np.array(["sad"] * 8 + ["angry"] * 2)
    said = np.array(["sad"] * 9 + ["angry"])
    assert uar(truth, said) == pytest.approx(0.75)
    assert uar(truth, np.full(10, "sad  ")) == 0.0
    assert uar(truth, np.full(10, "sad")) == pytest.approx(0.5)


def test_the_area_is_the_share_of_pairs_in_order_and_ties_are_half():
    angry = np.array([True, True, False, False])
    assert area(angry, np.array([3.0, 1.0, 2.0, 1.0])) == pytest.approx(2.5 / 4)
    assert np.isnan(area(angry[:2], np.array([1.0, 2.0])))


def test_recalls_interval_holds_it_and_passes_over_draws_that_lack_an_emotion():
    _, truth, who = spoken()
    said = truth.copy()
    said[::4] = "angry"
    low, high = uar_by_speaker(truth, said, who)
    assert low <= uar(truth, said) <= high
    apart = np.array(["angry", "angry", "sad", "sad"])
    assert uar_by_speaker(apart, apart, np.array(["a", "b", "c", "d"])) == (1.0, 1.0)


def test_own_voice_takes_each_speakers_mean_and_nothing_else():
    rows, _, who = spoken(offset=5.0)
    seen = views(rows, who)
    assert seen["raw"] is rows
    for speaker in np.unique(who):
        own = who == speaker
        assert seen["own voice"][own].mean(axis=0) == pytest.approx(np.zeros(8), abs=1e-5)
        moved = rows[own] - seen["own voice"][own]
        assert moved == pytest.approx(np.broadcast_to(moved[0], moved.shape), abs=1e-5)
    assert seen["both"].shape == (len(rows), 16)


def test_emotions_of_strangers_are_told_and_made_up_ones_are_not():
    rows, emotions, who = spoken(offset=3.0)
    said, chosen = in_corpus(rows, emotions, who)
    assert uar(emotions, said) > 0.9
    assert sum(chosen.values()) == 3 * 9
    drawn = np.random.default_rng(1).permutation(emotions)
    assert uar(drawn, in_corpus(rows, drawn, who)[0]) < 0.6


def test_choosing_never_sees_the_speakers_that_are_tested():
    rows, emotions, who = spoken(speakers=12)
    number = np.unique(who, return_inverse=True)[1].astype(np.float32)
    rows = np.c_[rows, 100 + number * 1e-3]
    Nearest.heard = []
    in_corpus(rows, emotions, who, [Way("raw", "nearest", Nearest)])
    every = set(rows[:, -1])
    assert len(Nearest.heard) == 10 * 5
    for own, asked in Nearest.heard:
        assert not own & asked
        assert own | asked < every


def test_the_way_that_does_best_inside_is_the_one_that_tells():
    rows, emotions, who = spoken(offset=30.0)
    ways = [Way(view, "nearest", Nearest) for view in ("raw", "own voice")]
    _, chosen = in_corpus(rows, emotions, who, [*ways, *[ways[1]] * 2])
    assert set(chosen) == {"nearest, own voice"}


def test_against_its_set_a_speaker_of_one_mood_keeps_it():
    whole = three_sets()
    one = whole.only(np.array([clip.corpus == "nEMO" for clip in whole.clips]))
    none, alike = np.zeros_like(one.vectors[0]), np.ones_like(one.vectors[0])
    found = from_own(one, none, alike, "corpus")
    assert found.mean(axis=0) == pytest.approx(np.zeros(found.shape[1]), abs=1e-5)
    moved = one.vectors - found
    assert moved == pytest.approx(np.broadcast_to(moved[0], moved.shape), abs=1e-5)


def test_a_set_that_is_left_out_does_not_teach():
    whole = three_sets()
    strange = whole.vectors.copy()
    urdu = np.array([clip.corpus == "URDU" for clip in whole.clips])
    strange[urdu] += 50
    plain, odd = (learnt(Table(whole.clips, x), HERE, ["URDU"]) for x in (whole.vectors, strange))
    for name, value in plain[0].state_dict().items():
        assert (value == odd[0].state_dict()[name]).all(), name
    assert plain[1] == odd[1]


def test_anger_is_found_in_each_set_by_what_the_others_taught():
    whole = three_sets()
    angry = np.array([clip.angry for clip in whole.clips])
    found = left_out(whole, HERE)
    theirs = probe_left_out(whole.clips, whole.vectors, own=True)
    for scores in (found[Compared.OWN], found[Compared.INFERRED], theirs):
        assert np.mean(scores[angry][:, None] > scores[~angry][None]) > 0.8
    low, high = mean_by_speaker(whole.clips, found[Compared.OWN])
    assert 0.7 < low < high <= 1.0


@pytest.mark.parametrize("folder", ["models/voice", "voicemon", ".", "models/voice/../new"])
def test_the_research_head_is_never_written_into_the_checkout(folder):
    with pytest.raises(argparse.ArgumentTypeError, match="elsewhere"):
        outside(CHECKOUT / folder)
    assert not (CHECKOUT / "models" / "new").exists()


def test_the_research_head_is_written_elsewhere(tmp_path):
    assert outside(str(tmp_path / "new")).is_dir()


def test_the_folder_that_the_wheel_takes_heads_from_holds_those_of_the_registry_alone():
    weighty = {".safetensors", ".pt", ".npz", ".onnx"}
    here = {path.name for path in (CHECKOUT / "models" / "voice").iterdir()}
    here = {name for name in here if Path(name).suffix in weighty}
    assert here == {file.path for file in weights.find("voicemon-voice").files}
