"""Vocal anger on corpora and speakers that the heads never heard, beside a linear probe.

All clips go through 8 kHz µ-law. `raw` knows nothing of the speaker; `own voice` takes the plain
mean of all the speaker's clips away, as the probe's does; `inferred` is what voicemon does with
finished material, `as in a call` what it does while a call runs (`voicemon.evidence.voice.usual`).
Intervals resample speakers. Whole sets would take an hour from nothing, so every second clip of
nEMO and every fourth of ASED is taken.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from models.eval.table import Row, bootstrap
from models.voice.calibrate import calibrated
from models.voice.corpora import HELD_BACK, TRAINED, Clip, clips, held_back
from models.voice.judging import Compared, judged, model_of
from models.voice.probe import probed
from models.voice.shipped import HERE, shipped
from models.voice.states import Seen, View, seen
from models.voice.train import Hparams, all_views, encoder, hparams, made, unheard
from models.voice.vectors import Table, table
from voicemon.evidence.voice.model import Judgement
from voicemon.evidence.voice.witness import LEAST_SURE

TASK = "Vocal anger"
WHISPERS = ("base", "tiny.en")
_PUBLISHED = {  # the probe with eleven prosody figures, whole sets: raw, own
    "URDU": (0.88, 0.89),
    "ASED": (0.69, 0.72),
    "nEMO": (0.66, 0.75),
    "EmoDB → CREMA-D": (0.80, 0.80),
}
_MEAN_AIM = 0.84
_GENDER_AIM = 0.03
_COVERAGES = (1.0, 0.75, 0.5, 0.25)
Judged = dict[Compared, list[Judgement]]
Said = dict[Compared, str]


@dataclass(frozen=True, slots=True)
class Tested:
    """One set that a head never heard: its clips, what is said of them, what the probe says."""

    name: str
    clips: Sequence[Clip]
    judged: Judged
    probe: Mapping[bool, float]  # own voice or not → AUC

    @property
    def angry(self) -> NDArray[np.bool_]:
        """The truth."""
        return np.array([clip.angry for clip in self.clips])

    def weights(self, compared: Compared) -> NDArray[np.float64]:
        """The scores."""
        return np.array([each.weight for each in self.judged[compared]])


def rows(data: Path) -> list[Row]:
    """Both heads: held-back sets, each corpus from the other, speakers left out; then the rest."""
    by = hparams()
    found = []
    for whisper in WHISPERS:
        views = all_views(data, TRAINED, whisper, by)
        plain = seen(data, clips(data, TRAINED), encoder(whisper), View(0))
        held = [_held_back(data, corpus, plain, whisper) for corpus in HELD_BACK]
        for tested in (*held, *_across(views, plain, by), *_left_out(views, by)):
            found += _areas(tested, whisper)
        found += [_mean(held, compared, whisper) for compared in Compared]
        found += [_gender_gap(held, whisper), *_risk(held, whisper)]
    return [*found, *_cost(data)]


def _held_back(data: Path, corpus: str, plain: Sequence[Seen], whisper: str) -> Tested:
    own = seen(data, held_back(data, corpus), encoder(whisper), View(0))
    model, one = shipped(whisper), table(own)
    return Tested(
        corpus, one.clips, {c: judged(model, one, c) for c in Compared}, _probe(plain, own)
    )


def _probe(train: Sequence[Seen], test: Sequence[Seen]) -> dict[bool, float]:
    angry = [one.clip.angry for one in test]
    return {own: float(roc_auc_score(angry, probed(train, test, own=own))) for own in (False, True)}


def _across(views: Sequence[Table], plain: Sequence[Seen], by: Hparams) -> list[Tested]:
    found = []
    for source, target in (TRAINED, TRAINED[::-1]):
        head, about = made([one.of_corpus(source) for one in views], by, int(by["members"]))
        model, one = model_of(head, about), views[0].of_corpus(target)
        heard = [each for each in plain if each.clip.corpus == source]
        test = [each for each in plain if each.clip.corpus == target]
        name = f"{source} → {target}".replace("_subset", "")
        said = {c: judged(model, one, c) for c in Compared}
        found.append(Tested(name, one.clips, said, _probe(heard, test)))
    return found


def _left_out(views: Sequence[Table], by: Hparams) -> list[Tested]:
    """Five folds of speakers of both training sets."""
    folds = unheard(views, by, int(by["members"]))
    about = calibrated(folds, by["prior_clips"], int(by["orders"]))
    found = []
    for corpus in TRAINED:
        parts = [(model_of(head, about), one.of_corpus(corpus)) for head, one in folds]
        parts = [(model, one) for model, one in parts if one.clips]
        said = {c: [e for model, one in parts for e in judged(model, one, c)] for c in Compared}
        own = [clip for _, one in parts for clip in one.clips]
        name = f"{corpus} (speakers left out)".replace("_subset", "")
        found.append(Tested(name, own, said, {}))
    return found


def _areas(tested: Tested, whisper: str) -> list[Row]:
    return [_row(tested, compared, whisper) for compared in Compared]


def _row(tested: Tested, compared: Compared, whisper: str) -> Row:
    own = compared is not Compared.ALONE
    scores = tested.weights(compared)
    ours = float(roc_auc_score(tested.angry, scores))
    low, high = by_speaker(tested.clips, scores)
    published = _PUBLISHED.get(tested.name, (None, None))[own]
    theirs = f"{tested.probe[own]:.3f}" if tested.probe else "—"
    said = "" if published is None else f" ({published:.2f} published)"
    aim = "" if published is None else f"≥ {published + 0.05:.2f}"
    met = None if published is None else ours >= published + 0.05
    note = ", ".join([f"Whisper {whisper}", *_by_gender(tested, scores)])
    return Row(
        TASK, f"AUC, {compared}", tested.name, theirs + said, ours, low, high, aim, met, note
    )


def by_speaker(own: Sequence[Clip], scores: NDArray[np.floating]) -> tuple[float, float]:
    """95 % interval of the AUC over resampled speakers."""
    angry = np.array([clip.angry for clip in own])
    speakers = np.array([clip.speaker for clip in own])
    groups = [np.flatnonzero(speakers == speaker) for speaker in np.unique(speakers)]

    def statistic(picked: list[object]) -> float:
        at: NDArray[np.intp] = np.concatenate(picked)  # type: ignore[arg-type]
        if angry[at].all() or not angry[at].any():
            return float("nan")
        return float(roc_auc_score(angry[at], scores[at]))

    return bootstrap(groups, statistic)


def _genders(tested: Tested, scores: NDArray[np.floating]) -> dict[str, float]:
    gender = np.array([clip.gender for clip in tested.clips])
    found = {}
    for letter, word in (("f", "women"), ("m", "men")):
        own = gender == letter
        if tested.angry[own].any() and not tested.angry[own].all():
            found[word] = float(roc_auc_score(tested.angry[own], scores[own]))
    return found


def _by_gender(tested: Tested, scores: NDArray[np.floating]) -> list[str]:
    return [f"{word} {area:.2f}" for word, area in _genders(tested, scores).items()]


def _mean(held: Sequence[Tested], compared: Compared, whisper: str) -> Row:
    own = compared is not Compared.ALONE
    ours = float(np.mean([roc_auc_score(each.angry, each.weights(compared)) for each in held]))
    theirs = float(np.mean([each.probe[own] for each in held]))
    published = np.mean([_PUBLISHED[each.name][own] for each in held])
    return Row(
        TASK, f"mean AUC, {compared}", ", ".join(HELD_BACK),
        f"{theirs:.3f} ({published:.3f} published)", ours, None, None,
        f"≥ {_MEAN_AIM}" if own else "", ours >= _MEAN_AIM if own else None, f"Whisper {whisper}",
    )  # fmt: skip


def _gender_gap(held: Sequence[Tested], whisper: str) -> Row:
    """How far women's and men's AUC lie apart, over the sets where both have angry clips."""
    gaps = {}
    for each in held:
        areas = _genders(each, each.weights(Compared.INFERRED))
        if len(areas) == 2:
            gaps[each.name] = areas["women"] - areas["men"]
    mean = float(np.mean(np.abs(list(gaps.values()))))
    said = ", ".join(f"{name} {gap:+.3f}" for name, gap in gaps.items())
    return Row(
        TASK, "gap of AUC between women and men, mean", ", ".join(gaps), "—", mean, None, None,
        f"≤ {_GENDER_AIM}", mean <= _GENDER_AIM, f"Whisper {whisper}; women − men: {said}",
    )  # fmt: skip


def _risk(held: Sequence[Tested], whisper: str) -> list[Row]:
    """Error of "angry or not" among the surest clips, all held-back sets together."""
    angry = np.concatenate([each.angry for each in held])
    judgements = [one for each in held for one in each.judged[Compared.INFERRED]]
    said = np.array([one.weight > 0 for one in judgements])
    sure = 1 - np.array([one.doubt for one in judgements])
    order = np.argsort(-sure, kind="stable")
    parts = [order[: int(len(order) * share)] for share in _COVERAGES]
    errors = [float(np.mean(said[at] != angry[at])) for at in parts]
    falls = bool(np.all(np.diff(errors) < 0))
    above = np.flatnonzero(sure >= LEAST_SURE)
    return [
        *[
            _risk_row(f"error of the surest {share:.0%}", angry[at], said[at], whisper, falls)
            for share, at in zip(_COVERAGES, parts, strict=True)
        ],
        _risk_row(
            f"error above the floor of {LEAST_SURE:.2f}, {above.size / angry.size:.0%} of clips",
            angry[above], said[above], whisper, None,
        ),
    ]  # fmt: skip


def _risk_row(
    metric: str,
    angry: NDArray[np.bool_],
    said: NDArray[np.bool_],
    whisper: str,
    met: bool | None,  # noqa: FBT001
) -> Row:
    wrong = f"{np.mean(~angry[said]):.2f} of {said.sum()}" if said.any() else "—"
    note = f"Whisper {whisper}; wrong of those said angry {wrong}, angry missed "
    note += f"{np.mean(~said[angry]):.2f}"
    return Row(
        TASK, metric, ", ".join(HELD_BACK), f"{angry.mean():.3f} (always calm)",
        float(np.mean(said != angry)), None, None, "falls" if met is not None else "", met, note,
    )  # fmt: skip


def _cost(data: Path) -> list[Row]:
    """Milliseconds an utterance beyond the encoder, and megabytes."""
    own = seen(data, clips(data, TRAINED), encoder("base"), View(0))[::7]
    model = shipped("base")
    usual = model.stranger()
    took = []
    for one in own:
        began = time.process_time()
        vector = model.pool(one.states.astype(np.float32), one.sound)
        model.judge(vector, usual)
        model.hear(vector, usual)
        took.append((time.process_time() - began) * 1000)
    size = sum(path.stat().st_size for path in HERE.glob("*.safetensors")) / 1e6
    seconds = float(np.median([one.clip.seconds for one in own]))
    return [
        Row(
            TASK, "ms an utterance beyond the encoder", "EmoDB, CREMA-D", "—",
            float(np.median(took)), None, None, "≤ 15", float(np.median(took)) <= 15,
            f"median CPU time, utterances of {seconds:.1f} s",
        ),
        Row(
            TASK, "MB of weights, both heads", "models/voice", "—", size, None, None, "≤ 3",
            size <= 3, "",
        ),
    ]  # fmt: skip
