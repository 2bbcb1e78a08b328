"""Fit how much each label of a reading tells: the numbers of `evidence/wording_weights.py`.

    python -m models.text.calibrate --data ../shared/data

For each cue Platt's (1999) logistic regression of "displeased" on the label's log-odds. Displeased:
GoEmotions dev comments with anger, annoyance, disappointment or disgust. Not: as many MultiDoGO
dev turns, and as many dev comments without a bad feeling. At odds of one to one the fit is the
log-likelihood ratio; `SHRINK` allows for the way from comments and chats to telephone calls.
"""

from __future__ import annotations

import argparse
import math
import random
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from models.text import data as texts
from models.text.lessons import DISPLEASED, PERHAPS_DISPLEASED
from voicemon.evidence.wording_weights import NEAREST, NEGATIVITY, OTHERS
from voicemon.reading.reader import OnnxReader

SAMPLE = 900
SHRINK = 0.7
FOLDER = Path(__file__).parent


def calibration_texts(data: Path) -> tuple[list[str], list[str], list[str]]:
    """Displeased comments, comments without a bad feeling, neutral service turns; as heard."""
    rng = random.Random(7)
    displeased, fine = [], []
    for example in texts.goemotions(data, "dev"):
        named = {texts.EMOTIONS[index] for index in example.emotions}
        if named & DISPLEASED:
            displeased.append(example.text)
        elif not named & PERHAPS_DISPLEASED:
            fine.append(example.text)
    turns = sorted({turn for turn in texts.service_turns(data, "dev") if len(turn.split()) > 2})
    some = [rng.sample(rows, min(SAMPLE, len(rows))) for rows in (displeased, fine, turns)]
    return tuple([texts.as_heard(text) or text for text in rows] for rows in some)  # type: ignore[return-value]


def main(data: Path, weights: Path) -> None:
    reader = OnnxReader(weights)
    kinds = calibration_texts(data)
    readings = [[r.labels for r in reader.read([("", t) for t in rows])] for rows in kinds]
    wanted = np.concatenate([np.full(len(rows), k == 0) for k, rows in enumerate(readings)])
    shares = (2.0, 1.0, 1.0)
    weights = np.concatenate(
        [
            np.full(len(rows), share / len(rows))
            for rows, share in zip(readings, shares, strict=True)
        ]
    )
    for cue in (NEGATIVITY, *OTHERS):
        measured = np.array([cue.measure(dict(labels)) for rows in readings for labels in rows])
        kept = np.clip(measured, NEAREST, 1 - NEAREST)
        log_odds = np.log(kept / (1 - kept))[:, None]
        model = LogisticRegression(C=1e6).fit(log_odds, wanted, sample_weight=weights)
        slope = float(model.coef_[0, 0])
        usual = -float(model.intercept_[0]) / slope if slope else math.nan
        weighed = [np.mean([cue.log_odds(cue.measure(dict(r))) for r in rows]) for rows in readings]
        means = ", ".join(f"{mean:+.2f}" for mean in weighed)
        print(f"{cue.name:15s} slope {slope * SHRINK:+.2f} usual {usual:+.2f} | in use: {means}")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--weights", type=Path, default=FOLDER, help="folder of the weights")
    chosen = arguments.parse_args()
    main(chosen.data, chosen.weights)
