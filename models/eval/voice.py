"""Vocal anger on corpora that the heads never heard, beside a linear probe of the same states.

All clips go through 8 kHz µ-law. `own` removes each speaker's own mean as the probe's does,
`running` knows only what a call would know by then. Intervals resample speakers. Whole sets would
take an hour from nothing, so every second clip of nEMO and every fourth of ASED is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from models.eval.table import Row, bootstrap
from models.voice.corpora import HELD_BACK, TRAINED, held_back
from models.voice.judging import Usual, logits
from models.voice.probe import probed
from models.voice.shipped import shipped
from models.voice.states import Encoder, Seen, View, seen
from models.voice.train import Hparams, all_views, heads, hparams
from models.voice.whisper import folder

_WHISPER = "base"
_PUBLISHED = {  # the probe with eleven prosody figures, whole sets: raw, own
    "URDU": (0.88, 0.89),
    "ASED": (0.69, 0.72),
    "nEMO": (0.66, 0.75),
    "EmoDB → CREMA-D": (0.80, None),
}
_MEAN_AIM = 0.84


def rows(data: Path, whisper: str = _WHISPER) -> list[Row]:
    """AUC anger against the rest: held-back sets by the shipped head, then each way across."""
    by = hparams()
    views = all_views(data, TRAINED, whisper, by)
    return [*_held_back(data, views, by, whisper), *_across(views, by)]


def _held_back(data: Path, views: Sequence[Sequence[Seen]], by: Hparams, whisper: str) -> list[Row]:
    made = shipped(whisper)
    encoder = Encoder(folder(whisper), whisper)
    found = []
    for corpus in HELD_BACK:
        own = seen(data, held_back(data, corpus), encoder, View(0))
        score = partial(logits, made, own, prior=by["prior_clips"])
        found += _rows(corpus, own, score, partial(probed, views[0], own))
    own_rows = [row.ours for row in found if "own voice" in row.metric]
    mean = float(np.mean(own_rows))
    found.append(
        Row(
            "Vocal anger", "mean AUC, own voice", ", ".join(HELD_BACK), "0.787", mean, None, None,
            f"≥ {_MEAN_AIM}", mean >= _MEAN_AIM, f"Whisper {whisper}",
        )
    )  # fmt: skip
    return found


def _across(views: Sequence[Sequence[Seen]], by: Hparams) -> list[Row]:
    found = []
    for trained_on, tested_on in (TRAINED, TRAINED[::-1]):
        own_views = [[one for one in view if one.clip.corpus == trained_on] for view in views]
        test = [one for one in views[0] if one.clip.corpus == tested_on]
        made = heads(own_views, by, members=1)
        name = f"{trained_on} → {tested_on}".replace("_subset", "")
        score = partial(logits, made, test, prior=by["prior_clips"])
        found += _rows(name, test, score, partial(probed, own_views[0], test))
    return found


def _rows(name: str, test: Sequence[Seen], score: partial, probe: partial) -> list[Row]:  # type: ignore[type-arg]
    return [
        _row(name, test, score(usual=usual)[:, 0], probe(usual=usual), usual)
        for usual in (Usual.RAW, Usual.OWN)
    ] + [_row(name, test, score(usual=Usual.RUNNING)[:, 0], probe(usual=Usual.OWN), Usual.RUNNING)]


def _row(
    name: str,
    test: Sequence[Seen],
    scores: NDArray[np.floating],
    baseline: NDArray[np.floating],
    usual: Usual,
) -> Row:
    ours, theirs = area(test, scores), area(test, baseline)
    low, high = by_speaker(test, scores)
    published = _PUBLISHED.get(name, (None, None))[usual is not Usual.RAW]
    aim = "" if published is None or usual is Usual.RUNNING else f"≥ {published + 0.05:.2f}"
    said = "" if published is None else f" ({published:.2f} published)"
    metric = {
        Usual.RAW: "AUC, raw",
        Usual.OWN: "AUC, own voice",
        Usual.RUNNING: "AUC, as in a call",
    }[usual]
    return Row(
        "Vocal anger", metric, name, f"{theirs:.3f}{said}", ours, low, high, aim,
        ours >= published + 0.05 if aim and published else None, _by_gender(test, scores),
    )  # fmt: skip


def area(test: Sequence[Seen], scores: NDArray[np.floating]) -> float:
    """AUC of anger against the rest."""
    return float(roc_auc_score([one.clip.angry for one in test], scores))


def by_speaker(test: Sequence[Seen], scores: NDArray[np.floating]) -> tuple[float, float]:
    """95 % interval of the AUC over resampled speakers."""
    angry = np.array([one.clip.angry for one in test])
    speakers = np.array([one.clip.speaker for one in test])
    groups = [np.flatnonzero(speakers == speaker) for speaker in np.unique(speakers)]

    def statistic(picked: list[object]) -> float:
        at = np.concatenate(picked)  # type: ignore[arg-type]
        if angry[at].all() or not angry[at].any():
            return float("nan")
        return float(roc_auc_score(angry[at], scores[at]))

    return bootstrap(groups, statistic)


def _by_gender(test: Sequence[Seen], scores: NDArray[np.floating]) -> str:
    gender = np.array([one.clip.gender for one in test])
    said = []
    for letter, word in (("f", "women"), ("m", "men")):
        own = np.flatnonzero(gender == letter)
        angry = [test[i].clip.angry for i in own]
        if any(angry) and not all(angry):
            said.append(f"{word} {roc_auc_score(angry, scores[own]):.2f}")
    return ", ".join(said)
