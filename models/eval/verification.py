"""Two clips, one speaker or two: how well voices are told apart, beside MFCC statistics.

Actors change their voice with every emotion, so that this is harder than telling two callers apart.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_curve

from models.eval.mixes import telephone
from models.eval.words import channels
from voicemon.utterances.diarization import WINDOW, SpeakerEmbedder, cepstra
from voicemon.utterances.embedder import MELS, mel

CLIPS_A_SPEAKER = 16
HELD_OUT = ("URDU", "nEMO", "ASED")  # sets that nothing here is trained on
SEED = 7
Speaker = tuple[str, str, str]
Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Clips:
    """The middle 1.2 s of some clips: (set, gender, speaker) and mel power [120, 40] of each."""

    who: tuple[Speaker, ...]
    spectra: tuple[NDArray[np.float32], ...]

    @property
    def speakers(self) -> int:
        """How many there are."""
        return len(set(self.who))


def clips(data: Path, corpora: Sequence[str] = ()) -> Clips:
    """At most `CLIPS_A_SPEAKER` of each speaker of `corpora` (all where none is named)."""
    by_speaker: dict[Speaker, list[str]] = defaultdict(list)
    with (data / "ser" / "index.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if not corpora or row["dataset"] in corpora:
                by_speaker[row["dataset"], row["gender"], row["speaker"]].append(row["path"])
    rng = np.random.default_rng(SEED)
    who, spectra = [], []
    for speaker, paths in sorted(by_speaker.items()):
        for at in rng.permutation(len(paths))[:CLIPS_A_SPEAKER]:
            spectrum = mel(telephone(channels(data / "ser" / paths[at])[0]))
            middle = max(0, (len(spectrum) - WINDOW) // 2)
            spectra.append(np.resize(spectrum[middle : middle + WINDOW], (WINDOW, MELS)))
            who.append(speaker)
    return Clips(tuple(who), tuple(spectra))


def equal_error(found: Clips, voices: Floats) -> tuple[float, int]:
    """(equal error rate, pairs) over all pairs of one set and one gender; `voices` of length 1."""
    _, group = np.unique(["/".join(each[:2]) for each in found.who], return_inverse=True)
    _, speaker = np.unique(["/".join(each) for each in found.who], return_inverse=True)
    first, second = np.triu_indices(len(found.who), 1)
    alike = group[first] == group[second]
    first, second = first[alike], second[alike]
    false, true, _ = roc_curve(
        speaker[first] == speaker[second], (voices @ voices.T)[first, second]
    )
    at = int(np.argmin(np.abs(1 - true - false)))
    return float((1 - true[at] + false[at]) / 2), len(first)


def embedded(found: Clips, embedder: SpeakerEmbedder) -> Floats:
    """The clips' voices."""
    return embedder.voices(found.spectra)


def plain(found: Clips) -> Floats:
    """The baseline: mean and spread of MFCC, standardised, of length 1."""
    seen = np.stack([np.r_[c.mean(axis=0)[1:], c.std(axis=0)] for c in map(cepstra, found.spectra)])
    seen = (seen - seen.mean(axis=0)) / seen.std(axis=0)
    return np.asarray(seen / np.linalg.norm(seen, axis=1, keepdims=True))
