"""Whose clips composed calls are made of, and the vocal heads that never heard those speakers.

| part | speakers | head |
|---|---|---|
| tuning | every second one of EmoDB and CREMA-D | the recipe's, trained without them |
| held out | the others of both sets | the recipe's, trained without them |
| held out | URDU, nEMO, ASED (`models.voice.corpora.held_back`) | as shipped |

The shipped heads heard every speaker of EmoDB and of CREMA-D. So for these the heads of the
recipe's own five folds are taken (`models.voice.train.unheard`): same recipe, same calibration,
but for the speaker. URDU, nEMO and ASED may never be tuned on and stand in the held-out part only.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from models.voice.calibrate import calibrated
from models.voice.corpora import HELD_BACK, TRAINED, held_back
from models.voice.corpora import clips as corpus_clips
from models.voice.judging import model_of
from models.voice.shipped import shipped
from models.voice.train import all_views, hparams, unheard
from voicemon.evidence.voice import VoiceModel
from voicemon.simulate.clips import Clip, Library, Speaker


class Part(StrEnum):
    """What a composed call may be used for."""

    TUNING = "tuning"
    HELD_OUT = "held out"


def library(data: Path, part: Part, *, shipped_only: bool = False) -> Library:
    """The clips of a part; `shipped_only` those of speakers whom the shipped heads never heard."""
    tuning = _tuning(data)
    sets = [] if shipped_only else list(TRAINED)
    wanted = {
        clip.path
        for clip in corpus_clips(data, sets)
        if (clip.speaker in tuning) == (part is Part.TUNING)
    }
    if part is Part.HELD_OUT:
        wanted |= {clip.path for corpus in HELD_BACK for clip in held_back(data, corpus)}
    return Library(clip for clip in _all(data) if clip.name in wanted)


@cache
def _tuning(data: Path) -> frozenset[str]:
    """Every second speaker of the sets that are trained on, women and men alike."""
    found: set[str] = set()
    for corpus in TRAINED:
        own = {(clip.gender, clip.speaker) for clip in corpus_clips(data, [corpus])}
        found |= {speaker for _, speaker in sorted(own)[::2]}
    return frozenset(found)


@cache
def _all(data: Path) -> tuple[Clip, ...]:
    """Every clip of the index."""
    with (data / "ser" / "index.csv").open(encoding="utf-8") as lines:
        return tuple(
            Clip(
                row["path"],
                Speaker(row["speaker"], row["dataset"], row["language"], row["gender"]),
                row["emotion"],
            )
            for row in csv.DictReader(lines)
        )


class Heads:
    """For each speaker a head that did not hear them."""

    def __init__(self, data: Path, whisper: str) -> None:
        self._data = data
        self._whisper = whisper

    def of(self, speaker: Speaker) -> VoiceModel:
        """The speaker's judge."""
        if speaker.corpus in TRAINED:
            return _folds(self._data, self._whisper)[speaker.name]
        return _shipped(self._whisper)


@cache
def _shipped(whisper: str) -> VoiceModel:
    return shipped(whisper)


@cache
def _folds(data: Path, whisper: str) -> Mapping[str, VoiceModel]:
    """Speaker → the head of the fold that left them out."""
    by = hparams()
    folds = unheard(all_views(data, TRAINED, whisper, by), by, int(by["members"]))
    about = calibrated(folds, by["prior_clips"], int(by["orders"]))
    return {
        clip.speaker: model
        for head, own in folds
        for model in [model_of(head, about, whisper)]
        for clip in own.clips
    }
