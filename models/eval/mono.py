"""One mono mix through the product: who spoke, which roles were stated, what was marked."""

from __future__ import annotations

import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr
from sklearn.cluster import KMeans

from models.eval.der import PER_S, Errors, Mask, errors, speech
from models.eval.mixes import Mix
from models.eval.words import segments
from voicemon.runtime import recording
from voicemon.runtime.intake import take_in
from voicemon.runtime.models import Models
from voicemon.settings import Settings
from voicemon.types import SAMPLE_RATE_HZ, Analysis, Role, Samples
from voicemon.utterances.diarization import WINDOW, Diarizer, SpeakerEmbedder, cepstra
from voicemon.utterances.embedder import mel
from voicemon.utterances.overlap import Overlap, OverlapEar

AGENT, CUSTOMER = 0, 1  # rows of a mix's truth


@dataclass(frozen=True, slots=True)
class Measured:
    """One call in frames. `wrong`: a role was stated and the other spoke; `marked`: as both."""

    name: str
    ours: Errors
    baseline: Errors
    voiced: int
    wrong: int
    unknown: int
    marked: int
    marked_right: int

    @property
    def wrong_share(self) -> float:
        """Of all speech."""
        return self.wrong / max(1, self.voiced)


def measured(mix: Mix, loaded: Models, settings: Settings) -> Measured:
    """The mix as a recording that nobody said anything about."""
    assert loaded.embedder is not None
    assert loaded.ear is not None
    count = mix.truth.shape[1]
    voiced = speech(mix.sound)[:count]
    turns, both = diarized(mix.sound, count, loaded.embedder, loaded.ear)
    with tempfile.TemporaryDirectory() as folder:
        made = _written(Path(folder) / "mix.wav", mix.sound)
        analysis = recording.analyse(take_in(made), loaded, settings).analysis
    agent, customer, unknown = (_said(analysis, role, count) & voiced for role in _ROLES)
    only_agent, only_customer = (mix.truth[side] & ~mix.truth[1 - side] for side in (0, 1))
    spoken = mix.truth.any(axis=0)
    return Measured(
        mix.name,
        errors(mix.truth, (turns | both) & voiced),
        errors(mix.truth, clustered(mix.sound, voiced)),
        int(spoken.sum()),
        int(((agent & only_customer) | (customer & only_agent)).sum()),
        int((unknown & spoken).sum()),
        int((both & voiced).sum()),
        int((both & voiced & mix.both).sum()),
    )


_ROLES = (Role.AGENT, Role.CUSTOMER, Role.UNKNOWN)


def _said(analysis: Analysis, role: Role, count: int) -> Mask:
    found = np.zeros(count, bool)
    for each in analysis.utterances:
        if each.role is role:
            found[round(each.start_s * PER_S) : round(each.end_s * PER_S)] = True
    return found


def diarized(
    sound: Samples, count: int, embedder: SpeakerEmbedder, ear: OverlapEar
) -> tuple[Mask, Mask]:
    """The speakers as the product's turns have them, whatever their certainty, one at a time
    [2, frames]; and where it marks that both speak [frames].
    """
    found, both = np.zeros((2, count), bool), np.zeros(count, bool)
    heard = Overlap(ear).heard(segments(sound, "mix", Role.UNKNOWN))
    for turn in Diarizer(embedder).feed(heard):
        found[turn.speaker, _frames((turn.segment.start_s, turn.segment.end_s))] = True
        for span in turn.segment.both:
            both[_frames(span)] = True
    return found, both


def _frames(span: tuple[float, float]) -> slice:
    return slice(round(span[0] * PER_S), round(span[1] * PER_S))


@dataclass(frozen=True, slots=True)
class Marked:
    """Where both speak on one mix, in frames: truly, as marked, and marked rightly."""

    name: str
    voiced: int
    real: int
    said: int
    right: int
    one_at_a_time: Errors  # of the turns alone
    with_marks: Errors


def marked(mix: Mix, loaded: Models) -> Marked:
    """The marks that the product makes on a mix, without its words."""
    assert loaded.embedder is not None
    assert loaded.ear is not None
    count = mix.truth.shape[1]
    voiced = speech(mix.sound)[:count]
    turns, both = diarized(mix.sound, count, loaded.embedder, loaded.ear)
    both &= voiced
    return Marked(
        mix.name,
        int(voiced.sum()),
        int(mix.both.sum()),
        int(both.sum()),
        int((both & mix.both).sum()),
        errors(mix.truth, turns & voiced),
        errors(mix.truth, (turns & voiced) | both),
    )


def clustered(sound: Samples, voiced: Mask) -> Mask:
    """The baseline: windows of 1.2 s every 0.4 s of speech, MFCC mean and spread, k-means."""
    frames = cepstra(mel(sound))[: len(voiced)]
    at = np.flatnonzero(voiced[: len(frames)])
    starts = range(0, max(1, len(at) - WINDOW), 40)
    windows = [frames[at[start : start + WINDOW]] for start in starts]
    seen = np.stack([np.concatenate([w.mean(axis=0), w.std(axis=0)]) for w in windows])
    seen = (seen - seen.mean(axis=0)) / (seen.std(axis=0) + 1e-6)
    labels = KMeans(2, n_init=10, random_state=7).fit_predict(seen)
    found = np.zeros((2, len(voiced)), bool)
    for start, label in zip(starts, labels, strict=True):
        found[label, at[start + 40 : start + 80] if start else at[:80]] = True
    found[labels[-1], at[starts[-1] + 40 :]] = True
    return found


def _written(path: Path, samples: Samples) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        narrow = np.clip(soxr.resample(samples, SAMPLE_RATE_HZ, 8000), -1, 1)
        file.writeframes((narrow * 32767).astype("<i2").tobytes())
    return path
