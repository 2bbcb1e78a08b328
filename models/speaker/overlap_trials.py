"""`python -m models.speaker.overlap_trials --data PATH`: from which odds on are two voices marked?

Calls as they are, and drawn together until turns overlap. The threshold is chosen on the calls of
`TUNED_ON` (best F of precision and recall of time, precision counting twice); what is told of it
comes from the others. TRIALS.md has the figures.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from models.eval.der import Mask, closed, spans, speech
from models.eval.mixes import TUNED_ON, Mix, drawn_together, mixed
from models.speaker.trials import GROUPS
from voicemon import weights
from voicemon.utterances.overlap import GAP, LEAST, Segmentation

PARTS = 60  # thresholds looked at
Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Judged:
    """Frames of one mix: the odds of both, where both speak, where anyone does."""

    name: str
    scores: Floats
    both: Mask
    voiced: Mask

    @property
    def chosen_on(self) -> bool:
        """Whether thresholds may be chosen on it."""
        return self.name.removesuffix(" drawn together") in TUNED_ON

    @property
    def drawn(self) -> bool:
        """Whether its turns were moved."""
        return self.name.endswith("drawn together")


def marks(scores: Floats, voiced: Mask, threshold: float) -> Mask:
    """Scores → marked frames: short gaps closed, short marks dropped."""
    found = closed((scores > threshold) & voiced, GAP)
    for a, b in spans(found):
        if b - a < LEAST:
            found[a:b] = False
    return found


def right(calls: Sequence[Judged], threshold: float) -> tuple[float, float, float]:
    """(precision, recall of time, marked seconds that are wrong an hour of talk)."""
    marked = [marks(c.scores, c.voiced, threshold) for c in calls]
    hit = sum(int((m & c.both).sum()) for m, c in zip(marked, calls, strict=True))
    said = sum(int(m.sum()) for m in marked)
    real = sum(int(c.both.sum()) for c in calls)
    talk = sum(int(c.voiced.sum()) for c in calls)
    return hit / max(1, said), hit / max(1, real), 3600 * (said - hit) / max(1, talk)


def threshold(calls: Sequence[Judged]) -> float:
    """The best by F0.5 on these calls."""
    scores = np.concatenate([c.scores[c.voiced] for c in calls])
    looked_at = np.quantile(scores, 1 - np.geomspace(0.001, 0.4, PARTS))

    def worth(at: float) -> float:
        precision, recall, _ = right(calls, at)
        return 1.25 * precision * recall / max(1e-9, 0.25 * precision + recall)

    return float(max(looked_at, key=worth))


def judged(data: Path) -> list[Judged]:
    """All two-channel calls, as they are and drawn together."""
    paths = sorted((data / "calls").glob("*.flac"))
    paths = [path for path in paths if path.stem.startswith(GROUPS)]
    ear = Segmentation(weights.bundled("models/speaker", "segmentation.onnx"))
    mixes = [*map(mixed, paths), *map(drawn_together, paths)]
    return [_judged(mix, ear) for mix in mixes]


def _judged(mix: Mix, ear: Segmentation) -> Judged:
    count = mix.truth.shape[1]
    return Judged(mix.name, ear.both(mix.sound)[:count], mix.both, speech(mix.sound)[:count])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    calls = judged(parser.parse_args().data)
    chosen = threshold([each for each in calls if each.chosen_on])
    drawn = [each for each in calls if each.drawn and not each.chosen_on]
    both = np.concatenate([each.both[each.voiced] for each in drawn])
    scores = np.concatenate([each.scores[each.voiced] for each in drawn])
    print(f"average precision {average_precision_score(both, scores):.2f}; chosen {chosen:.3f}")
    print("| odds | calls | precision | recall | wrong s an hour |\n|---|---|---|---|---|")
    for at in (0.3, 0.5, chosen, 0.7, 0.9):
        for is_drawn in (True, False):
            own = [each for each in calls if each.drawn == is_drawn and not each.chosen_on]
            precision, recall, wrong_s = right(own, at)
            name = "drawn together" if is_drawn else "as they are"
            print(f"| {at:.2f} | {name} | {precision:.2f} | {recall:.2f} | {wrong_s:.0f} |")


if __name__ == "__main__":
    main()
