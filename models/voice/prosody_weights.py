"""`python -m models.voice.prosody_weights --data PATH`: spreads and weights of prosody's cues.

Each speaker's usual is learnt, as in a call, from clips that are not angry; the deviations of the
other clips go into one logistic model of all cues together (anger against the rest, a corpus
at a time, its speakers weighed alike). The clips have no word times and hardly a pause: rate and
pauses are not fitted.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from models.voice.corpora import TRAINED, clips
from models.voice.states import Encoder, Seen, View, seen
from models.voice.whisper import folder
from voicemon.evidence.audible import audible
from voicemon.evidence.baseline import SETTLE_S, Baseline
from voicemon.evidence.prosody import ProsodyWitness
from voicemon.types import Role, Utterance

_FITTED = ("loudness", "pitch", "pitch_range", "tilt")
_FEWEST_CLIPS = 20  # fewer leave nothing to measure once the usual is set
_NO_WORDS = Utterance("", "", Role.CUSTOMER, 0.0, 0.0, "", (), "en", 0.0, 0.0)
Measured = tuple[Seen, dict[str, float], float]


def measured(data: Path) -> dict[str, list[Measured]]:
    """Speaker → (clip, figures, seconds of speech) of every audible clip, plain telephone line."""
    witness = ProsodyWitness()
    by_speaker: dict[str, list[Measured]] = defaultdict(list)
    for one in seen(data, clips(data, TRAINED), Encoder(folder("base"), "base"), View(0)):
        heard = audible(one.sound)
        if isinstance(heard, str):
            continue
        values = witness.measure(heard, _NO_WORDS)
        if all(name in values for name in _FITTED):
            by_speaker[one.clip.speaker].append((one, values, heard.activity.speech_s))
    return by_speaker


def spreads(by_speaker: dict[str, list[Measured]]) -> dict[str, float]:
    """Typical spread within a speaker between clips that are not angry: median over speakers."""
    own: dict[str, list[float]] = defaultdict(list)
    for group in by_speaker.values():
        calm = [values for one, values, _ in group if not one.clip.angry]
        for name in _FITTED:
            figures = np.array([values[name] for values in calm])
            own[name].append(1.4826 * float(np.median(np.abs(figures - np.median(figures)))))
    return {name: float(np.median(values)) for name, values in own.items()}


def deviations(
    by_speaker: dict[str, list[Measured]], prior: dict[str, float], seed: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """tanh(deviation / 2) [clips, cues], anger, weight of each clip that did not set the usual."""
    rng = np.random.default_rng(seed)
    rows, angry, weights = [], [], []
    for group in by_speaker.values():
        usual = {name: Baseline(prior[name]) for name in _FITTED}
        heard_s, rest = 0.0, []
        for i in rng.permutation(len(group)):
            one, values, seconds = group[i]
            if heard_s < SETTLE_S and not one.clip.angry:
                heard_s += seconds
                for name, baseline in usual.items():
                    baseline.hear(values[name], seconds)
            else:
                rest.append((one, values))
        for one, values in rest:
            bent = [math.tanh((usual[n].deviation(values[n]) or 0.0) / 2) for n in _FITTED]
            rows.append(bent)
            angry.append(one.clip.angry)
            weights.append(1 / len(rest))
    return np.array(rows), np.array(angry), np.array(weights)


def fitted(group: dict[str, list[Measured]], prior: dict[str, float]) -> np.ndarray:
    """Weights of the logistic model, then AUC of the model and of each cue; mean of ten draws."""
    found = []
    for seed in range(10):
        rows, angry, weights = deviations(group, prior, seed)
        model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=1000)
        model.fit(rows, angry, sample_weight=weights * len(weights) / weights.sum())
        areas = [roc_auc_score(angry, rows[:, k]) for k in range(len(_FITTED))]
        found.append([*model.coef_[0], roc_auc_score(angry, model.decision_function(rows)), *areas])
    return np.mean(found, axis=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    by_speaker = measured(parser.parse_args().data)
    prior = spreads(by_speaker)
    print("spreads:", {name: round(value, 2) for name, value in prior.items()})
    for corpus in TRAINED:
        group = {
            speaker: own
            for speaker, own in by_speaker.items()
            if own[0][0].clip.corpus == corpus and len(own) >= _FEWEST_CLIPS
        }
        figures = fitted(group, prior)
        print(f"{corpus}, {len(group)} speakers: all cues AUC {figures[len(_FITTED)]:.2f}")
        for k, name in enumerate(_FITTED):
            area = figures[len(_FITTED) + 1 + k]
            print(f"  {name}: weight {figures[k]:+.2f}, alone AUC {area:.2f}")


if __name__ == "__main__":
    main()
