"""What a head says of clips: alone, against the whole speaker, and as in a running call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

import numpy as np
import torch
from numpy.typing import NDArray

from models.voice.corpora import Clip
from models.voice.vectors import TONES, Table
from voicemon.evidence.voice.head import VocalHead
from voicemon.evidence.voice.model import About, Calibration, Judgement, VoiceModel
from voicemon.evidence.voice.usual import Voices

UNCALIBRATED = Calibration(1.0, 0.0, 0.5, 1.0, 0.0)
UNKNOWN = Voices(centre=0.0, between=1.0, gap=2.0, calm=1.0, angry=1.0)


class Compared(StrEnum):
    """What a clip is compared with."""

    ALONE = "raw"  # everyone
    OWN = "own voice"  # the plain mean of all clips of the speaker
    INFERRED = "own voice, inferred"  # the usual as `Usual` infers it from all of them
    RUNNING = "as in a call"  # the same from the clips before, in a fixed shuffle


def model_of(head: VocalHead, about: About | None = None, whisper: str = "") -> VoiceModel:
    """A head as voicemon uses it; without `about` its logits stand for log-odds."""
    dim = head.centre.shape[0] - TONES
    return VoiceModel.of(head, about or About(dim, 2.0, UNCALIBRATED, UNKNOWN), whisper)


def pooled(head: VocalHead, one: Table) -> NDArray[np.float32]:
    """Standardised vectors [clips, dim + tones]."""
    vectors = torch.from_numpy(one.vectors)
    with torch.inference_mode():
        found: NDArray[np.float32] = head.standardised(vectors).numpy()
    return found


def speakers(clips: Sequence[Clip]) -> Iterator[NDArray[np.intp]]:
    """The places of each speaker's clips."""
    owners = np.array([clip.speaker for clip in clips])
    for speaker in np.unique(owners):
        yield np.flatnonzero(owners == speaker)


def judged(model: VoiceModel, one: Table, compared: Compared, order: int = 0) -> list[Judgement]:
    """A judgement a clip, in the order of the table."""
    vectors = pooled(model.head, one)
    found: list[Judgement | None] = [None] * len(one.clips)
    for own in speakers(one.clips):
        if compared is Compared.ALONE:
            said = [model.judge_together([vectors[i]])[0] for i in own]
        elif compared is Compared.INFERRED:
            said = model.judge_together(list(vectors[own]))
        elif compared is Compared.OWN:
            said = _less_mean(model, vectors[own])
        else:
            turns = np.random.default_rng(order).permutation(len(own))
            said = _in_turn(model, vectors[own[turns]])
            said = [said[at] for at in np.argsort(turns)]
        for i, each in zip(own, said, strict=True):
            found[i] = each
    return [each for each in found if each is not None]


def weights(
    model: VoiceModel, one: Table, compared: Compared, order: int = 0
) -> NDArray[np.float64]:
    """The log-likelihood ratio of anger, a clip."""
    return np.array([each.weight for each in judged(model, one, compared, order)])


def _less_mean(model: VoiceModel, vectors: NDArray[np.float32]) -> list[Judgement]:
    """The plain own-voice normalisation: each vector less the mean of them all."""
    own = vectors - vectors.mean(axis=0)
    return [model.judge_alone(vector) for vector in own]


def _in_turn(model: VoiceModel, vectors: NDArray[np.float32]) -> list[Judgement]:
    usual = model.stranger()
    said = []
    for vector in vectors:
        said.append(model.judge(vector, usual))
        model.hear(vector, usual)
    return said
