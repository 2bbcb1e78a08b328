"""What the voice's recipe gives when every set may teach it: research, nothing of it ships.

*Anger*: heads by the recipe of the shipped ones, trained on four sets and tested on the fifth,
beside a linear probe that heard the same. `raw`, `own voice` and `inferred` are those of the part
`voice`. *Emotion in corpus*: which of a set's emotions a clip has, by folds of its speakers;
unweighted average recall (UAR). Each fold chooses its ways of telling by folds of the speakers that
it trains on. Everything is on 8 kHz µ-law; the clips, every second of nEMO and every fourth of
ASED, and their states on disk are those of `voice`. Intervals resample speakers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata
from sklearn.linear_model import RidgeClassifier
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from models.eval.table import Row, bootstrap
from models.voice.corpora import Clip
from models.voice.judging import Compared, model_of, weights
from models.voice.probe import less_own, probe
from models.voice.research import SETS, everything, learnt
from models.voice.train import Hparams, hparams
from models.voice.vectors import Table

ANGER = "Vocal anger, research head"
EMOTION = "Vocal emotion in corpus, research"
WHISPERS = ("base", "tiny.en")
COMPARED = (Compared.ALONE, Compared.OWN, Compared.INFERRED)
_PUBLISHED = {"URDU": 0.93, "ASED": 0.86, "nEMO": 0.72, "EmoDB": 0.86, "CREMA-D_subset": 0.85}
_MEAN_AIM = 0.90
_PUBLISHED_UAR = {"EmoDB": 0.69, "URDU": 0.80, "ASED": 0.89}
_UAR_STEP = 0.06
_FOLDS, _INNER_FOLDS = 10, 5
_BEST = 3  # ways whose scores a fold adds
Features = NDArray[np.float32]
Words = NDArray[np.str_]
Places = NDArray[np.intp]
Folds = Sequence[tuple[Places, Places]]
Scores = Mapping[Compared, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Way:
    """A way of telling emotions apart: which `view` of the features (`views`), which classifier."""

    view: str
    name: str
    make: Callable[[], Any]


def _ridge(strength: float) -> Callable[[], Any]:
    return lambda: make_pipeline(
        StandardScaler(), RidgeClassifier(alpha=strength, class_weight="balanced")
    )


def _kernel(cost: float) -> Callable[[], Any]:
    return lambda: make_pipeline(StandardScaler(), SVC(C=cost, class_weight="balanced"))


WAYS = tuple(
    Way(view, name, make)
    for view in ("raw", "own voice", "both")
    for name, make in (
        ("ridge 300", _ridge(300)),
        ("ridge 1000", _ridge(1000)),
        ("ridge 3000", _ridge(3000)),
        ("support vectors", _kernel(10)),
    )
)


def rows(data: Path) -> list[Row]:
    """Anger with each set left out, by both encoders and by both together; then emotions."""
    found, said, emotions = [], [], []
    for whisper in WHISPERS:
        one, read = everything(data, whisper)
        said.append(left_out(one, hparams()))
        probes = {own: probe_left_out(one.clips, read, own=own) for own in (False, True)}
        if whisper == WHISPERS[0]:
            found += _areas(one.clips, said[0], probes)
            emotions = [_emotion(one, read, name) for name in _PUBLISHED_UAR]
        found += _means(one.clips, said[-1], probes, f"Whisper {whisper}")
    both = {compared: np.mean([each[compared] for each in said], axis=0) for compared in COMPARED}
    return [*found, *_means(one.clips, both, {}, f"Whisper {' and '.join(WHISPERS)}"), *emotions]


def left_out(one: Table, by: Hparams) -> Scores:
    """Log-likelihood ratios of every clip, by a head that heard no clip of its set."""
    found = {compared: np.zeros(len(one.clips)) for compared in COMPARED}
    corpora = _corpora(one.clips)
    for name in np.unique(corpora):
        model = model_of(*learnt(one, by, without=[name]))
        for compared in COMPARED:
            found[compared][corpora == name] = weights(model, one.of_corpus(name), compared)
    return found


def probe_left_out(clips: Sequence[Clip], read: Features, *, own: bool) -> NDArray[np.float64]:
    """The probe's scores of every clip, each set left out in turn."""
    features = less_own(read, np.array([clip.speaker for clip in clips])) if own else read
    angry, corpora = np.array([clip.angry for clip in clips]), _corpora(clips)
    found = np.zeros(len(clips))
    for name in np.unique(corpora):
        out = corpora == name
        found[out] = probe().fit(features[~out], angry[~out]).decision_function(features[out])
    return found


def _corpora(clips: Sequence[Clip]) -> Words:
    return np.array([clip.corpus for clip in clips])


def area(angry: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    """AUC by ranks (Mann & Whitney 1947), quick enough to resample; NaN with one mood only."""
    high, low = int(angry.sum()), int((~angry).sum())
    if not high * low:
        return float("nan")
    return float((rankdata(scores)[angry].sum() - high * (high + 1) / 2) / (high * low))


def _by_set(clips: Sequence[Clip], scores: NDArray[np.float64]) -> dict[str, float]:
    """AUC of anger, a set."""
    angry, corpora = np.array([clip.angry for clip in clips]), _corpora(clips)
    names = [name for name in SETS if name in corpora]
    return {name: area(angry[corpora == name], scores[corpora == name]) for name in names}


def _areas(
    clips: Sequence[Clip], said: Scores, probes: Mapping[bool, NDArray[np.float64]]
) -> Iterator[Row]:
    corpora = _corpora(clips)
    for compared in COMPARED:
        theirs = _by_set(clips, probes[compared is not Compared.ALONE])
        for name, ours in _by_set(clips, said[compared]).items():
            own = corpora == name
            tested = [clip for clip, keep in zip(clips, own, strict=True) if keep]
            low, high = mean_by_speaker(tested, said[compared][own])
            yield Row(
                ANGER, f"AUC, {compared}", f"{_short(name)}, trained on the other four",
                f"{theirs[name]:.3f} ({_PUBLISHED[name]:.2f} published)", ours, low, high, "", None,
                f"Whisper {WHISPERS[0]}",
            )  # fmt: skip


def _means(
    clips: Sequence[Clip], said: Scores, probes: Mapping[bool, NDArray[np.float64]], note: str
) -> Iterator[Row]:
    published = f"{np.mean(list(_PUBLISHED.values())):.3f} published"
    for compared in COMPARED:
        areas = _by_set(clips, said[compared])
        ours = float(np.mean(list(areas.values())))
        baseline = published
        if probes:
            theirs = _by_set(clips, probes[compared is not Compared.ALONE])
            baseline = f"{np.mean(list(theirs.values())):.3f} ({published})"
        low, high = mean_by_speaker(clips, said[compared])
        yield Row(
            ANGER, f"mean AUC, {compared}", "each of five sets left out", baseline,
            ours, low, high, f"≥ {_MEAN_AIM:.2f}", ours >= _MEAN_AIM,
            f"{note}: " + ", ".join(f"{_short(name)} {each:.2f}" for name, each in areas.items()),
        )  # fmt: skip


def mean_by_speaker(clips: Sequence[Clip], scores: NDArray[np.float64]) -> tuple[float, float]:
    """95 % interval of the mean of the sets' AUC over resampled speakers of all sets."""
    angry, corpora = np.array([clip.angry for clip in clips]), _corpora(clips)
    speakers = np.array([clip.speaker for clip in clips])
    groups = [np.flatnonzero(speakers == speaker) for speaker in np.unique(speakers)]

    def statistic(picked: list[Any]) -> float:
        at = np.concatenate(picked)
        drawn = [at[corpora[at] == name] for name in np.unique(corpora)]
        return float(np.mean([area(angry[own], scores[own]) for own in drawn]))

    return bootstrap(groups, statistic)


def _short(name: str) -> str:
    return name.replace("_subset", "")


def _emotion(one: Table, read: Features, name: str) -> Row:
    own = _corpora(one.clips) == name
    clips = [clip for clip, keep in zip(one.clips, own, strict=True) if keep]
    emotions = np.array([clip.emotion for clip in clips])
    speakers = np.array([clip.speaker for clip in clips])
    tones = one.vectors[own, one.dim :]
    tones = np.where(np.isnan(tones), np.nanmean(tones, axis=0), tones)
    said, chosen = in_corpus(np.c_[read[own], tones], emotions, speakers)
    theirs = uar(emotions, probe_in_corpus(read[own], emotions, speakers))
    ours, (low, high) = uar(emotions, said), uar_by_speaker(emotions, said, speakers)
    aim, classes = _PUBLISHED_UAR[name] + _UAR_STEP, np.unique(emotions)
    found = ", ".join(f"{each} {np.mean(said[emotions == each] == each):.2f}" for each in classes)
    ways = ", ".join(f"{way} × {count}" for way, count in chosen.most_common(3))
    folds = f"{min(_FOLDS, np.unique(speakers).size)} folds of {np.unique(speakers).size} speakers"
    return Row(
        EMOTION, f"UAR, {classes.size} emotions", f"{name}, {emotions.size} clips, {folds}",
        f"{theirs:.3f} ({_PUBLISHED_UAR[name]:.2f} published)", ours, low, high, f"≥ {aim:.2f}",
        ours >= aim, f"Whisper {WHISPERS[0]}; recall {found}; chosen most: {ways}",
    )  # fmt: skip


def folds(speakers: Words, count: int) -> Folds:
    """(places to train on, places to test), `count` times, or as often as there are speakers.

    No speaker is on both sides, and every clip is tested once.
    """
    splits = GroupKFold(min(count, np.unique(speakers).size))
    return list(splits.split(np.zeros(len(speakers)), groups=speakers))


def uar(truth: Words, said: Words) -> float:
    """Mean over the emotions in `truth` of the share that is found."""
    return float(np.mean([np.mean(said[truth == each] == each) for each in np.unique(truth)]))


def uar_by_speaker(truth: Words, said: Words, speakers: Words) -> tuple[float, float]:
    """95 % interval of the UAR over resampled speakers; draws that lack an emotion do not count."""
    groups = [np.flatnonzero(speakers == speaker) for speaker in np.unique(speakers)]
    count = np.unique(truth).size

    def statistic(picked: list[Any]) -> float:
        at = np.concatenate(picked)
        return uar(truth[at], said[at]) if np.unique(truth[at]).size == count else float("nan")

    return bootstrap(groups, statistic)


def in_corpus(
    features: Features, emotions: Words, speakers: Words, ways: Sequence[Way] = WAYS
) -> tuple[Words, Counter[str]]:
    """An emotion for each clip, by folds of speakers, and how often each way was among the best.

    Own voice is less the mean of all the speaker's clips, whose emotions it does not know.
    """
    seen, chosen = views(features, speakers), Counter[str]()
    said = np.empty_like(emotions)
    for train, test in folds(speakers, _FOLDS):
        inside = folds(speakers[train], _INNER_FOLDS)
        worth = [_worth(way, seen[way.view][train], emotions[train], inside) for way in ways]
        best = [ways[i] for i in np.argsort(worth)[::-1][:_BEST]]
        classes = np.unique(emotions[train])
        scores = [_scores(way, seen[way.view], emotions, train, test) for way in best]
        said[test] = classes[np.sum(scores, axis=0).argmax(axis=1)]
        chosen.update(f"{way.name}, {way.view}" for way in best)
    return said, chosen


def views(features: Features, speakers: Words) -> dict[str, Features]:
    """Features as they stand, less each speaker's own mean, and both beside each other."""
    own = less_own(features, speakers)
    return {"raw": features, "own voice": own, "both": np.concatenate([features, own], axis=1)}


def probe_in_corpus(read: Features, emotions: Words, speakers: Words) -> Words:
    """What the linear probe says by the same folds, its features as they stand."""
    return _told(probe, read, emotions, folds(speakers, _FOLDS))


def _worth(way: Way, x: Features, emotions: Words, inside: Folds) -> float:
    return uar(emotions, _told(way.make, x, emotions, inside))


def _told(make: Callable[[], Any], x: Features, emotions: Words, splits: Folds) -> Words:
    said = np.empty_like(emotions)
    for train, test in splits:
        said[test] = make().fit(x[train], emotions[train]).predict(x[test])
    return said


def _scores(
    way: Way, x: Features, emotions: Words, train: Places, test: Places
) -> NDArray[np.float64]:
    """[test clips, emotions], in the spread that the scores have where they were trained."""
    model = way.make().fit(x[train], emotions[train])
    spread = model.decision_function(x[train]).std()
    return np.asarray(model.decision_function(x[test]) / spread)
