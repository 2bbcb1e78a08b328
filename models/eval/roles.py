"""Roles on mono: two-channel calls mixed into one, who spoke when and who is the customer.

Reference: each channel's own speech (Silero's frames on that channel alone, pauses under 0.2 s
closed). Ours: the utterances of the recorded-call path, where the mix itself has speech by the same
rule. DER without collar, overlap scored: (missed + false + of the wrong speaker) / all reference
speech. Wrong roles: time with a role above the floor that is not the speaker's, of all speech.
The baseline is the usual one without a network: two clusters of windows' mean and spread of MFCC.
"""

from __future__ import annotations

import csv
import tempfile
import wave
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.metrics import roc_curve

from models.eval.table import Row, bootstrap
from models.eval.words import channels
from voicemon import weights
from voicemon.audio.codecs import Encoding, decode, encode
from voicemon.runtime import models, recording
from voicemon.runtime.intake import take_in
from voicemon.settings import load
from voicemon.types import SAMPLE_RATE_HZ, Role, Samples
from voicemon.utterances.diarization import CEPSTRA, WINDOW, cepstra
from voicemon.utterances.embedder import Embedder, mel
from voicemon.utterances.vad import SileroDetector

ULAW = Encoding.ULAW
PER_S = 100  # frames of the scores
ON, OFF, GAP_S, LEAST_S = 0.5, 0.35, 0.2, 0.1
AIMS = {"harper": 0.15, "gorkow": 0.08}
WRONG_AIM = 0.02
CLIPS_A_SPEAKER = 16
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scored:
    """One call, in frames: DER's errors of ours and the baseline's, and wrong and unknown roles."""

    name: str
    spoken: int  # by each side
    errors: float
    baseline: float
    voiced: int
    wrong: int
    unknown: int

    @property
    def der(self) -> float:
        return self.errors / self.spoken

    @property
    def wrong_share(self) -> float:
        return self.wrong / self.voiced


def rows(data: Path) -> list[Row]:
    """A row of DER and one of wrong roles a set of calls; verification beside."""
    settings = load(model="base")
    loaded = models.load(settings)
    found = []
    for name, aim in AIMS.items():
        paths = sorted((data / "calls").glob(f"{name}_*.flac"))
        scored = [_scored(path, loaded, settings) for path in paths]
        found += _rows(name, scored, aim)
    return [*found, _verification(data)]


def _rows(name: str, scored: Sequence[Scored], aim: float) -> list[Row]:
    der = _mean(scored, "der")
    baseline = float(np.mean([each.baseline / each.spoken for each in scored]))
    wrong = max(each.wrong_share for each in scored)
    over = sum(each.wrong_share > WRONG_AIM for each in scored)
    unknown = sum(each.unknown for each in scored) / sum(each.voiced for each in scored)
    of = f"mono mixes of calls/{name}_* ({len(scored)})"
    return [
        Row(
            "Roles on mono", "DER, no collar, overlap scored", of, f"MFCC clusters {baseline:.3f}",
            der, *bootstrap(scored, lambda picked: _mean(picked, "der")), f"≤ {aim}", der <= aim,
            f"worst call {max(each.der for each in scored):.3f}",
        ),
        Row(
            "Roles on mono", "time with a confident wrong role, worst call", of, "", wrong,
            *bootstrap(scored, lambda picked: _mean(picked, "wrong_share")), f"≤ {WRONG_AIM}",
            wrong <= WRONG_AIM,
            f"mean {_mean(scored, 'wrong_share'):.4f} (interval is the mean's); {over} above; "
            f"role unknown {unknown:.2f} of the time",
        ),
    ]  # fmt: skip


def _mean(scored: Sequence[object], what: str) -> float:
    return float(np.mean([getattr(each, what) for each in scored]))


def _scored(path: Path, loaded: models.Models, settings: object) -> Scored:
    sides = [telephone(side) for side in channels(path)[:2]]
    mix = np.clip(sides[0] + sides[1], -1.0, 1.0)
    truth = np.stack([speech(side) for side in sides])
    voiced = speech(mix)[: truth.shape[1]]
    with tempfile.TemporaryDirectory() as folder:
        made = _written(Path(folder) / "mix.wav", mix)
        analysis = recording.analyse(take_in(made), loaded, settings).analysis  # type: ignore[arg-type]
    said = {role: np.zeros(truth.shape[1], bool) for role in Role}
    for each in analysis.utterances:
        said[each.role][round(each.start_s * PER_S) : round(each.end_s * PER_S)] = True
    agent, customer, unknown = (
        said[role] & voiced for role in (Role.AGENT, Role.CUSTOMER, Role.UNKNOWN)
    )
    turned = diarized(mix, loaded, truth.shape[1]) & voiced
    return Scored(
        path.stem,
        int(truth.sum()),
        errors(truth, turned),
        errors(truth, clustered(mix, truth.shape[1]) & voiced),
        int(truth.any(axis=0).sum()),
        int(((agent & ~truth[0] & truth[1]) | (customer & ~truth[1] & truth[0])).sum()),
        int((unknown & truth.any(axis=0)).sum()),
    )


def diarized(mix: Samples, loaded: models.Models, count: int) -> Mask:
    """[2, frames]: the speakers as the product's turns have them, whatever their certainty."""
    from models.eval.words import segments
    from voicemon.utterances.diarization import Diarizer

    assert loaded.embedder is not None
    found = np.zeros((2, count), bool)
    for turn in Diarizer(loaded.embedder).feed(segments(mix, "mix", Role.UNKNOWN)):
        start_s, end_s = turn.segment.start_s, turn.segment.end_s
        found[turn.speaker, round(start_s * PER_S) : round(end_s * PER_S)] = True
    return found


def clustered(mix: Samples, count: int) -> Mask:
    """The baseline: windows of 1.2 s every 0.4 s, MFCC mean and spread, k-means."""
    frames = cepstra(mel(mix))[:count]
    voiced = speech(mix)[: len(frames)]
    at = np.flatnonzero(voiced)
    starts = range(0, max(1, len(at) - WINDOW), 40)
    windows = [frames[at[start : start + WINDOW]] for start in starts]
    seen = np.stack([np.concatenate([w.mean(axis=0), w.std(axis=0)]) for w in windows])
    seen = (seen - seen.mean(axis=0)) / (seen.std(axis=0) + 1e-6)
    labels = KMeans(2, n_init=10, random_state=7).fit_predict(seen)
    found = np.zeros((2, count), bool)
    for start, label in zip(starts, labels, strict=True):
        middle = at[start + 40 : start + 80] if start else at[:80]
        found[label, middle[middle < count]] = True
    last = at[starts[-1] + 40 :]
    found[labels[-1], last[last < count]] = True
    return found


def errors(truth: Mask, said: Mask) -> float:
    """Frames of DER's errors between [2, frames] and [2, frames], under the best naming."""
    return float(min(_errors(truth, said[list(order)]) for order in permutations((0, 1))))


def _errors(truth: Mask, said: Mask) -> int:
    right = (truth & said).sum(axis=0)
    return int((np.maximum(truth.sum(axis=0), said.sum(axis=0)) - right).sum())


def speech(samples: Samples) -> Mask:
    """[frames of 10 ms]: whether Silero hears speech, with hysteresis, short gaps closed."""
    whole = samples[: len(samples) // 512 * 512]
    on, heard = False, []
    for odds in SileroDetector()(whole):
        on = odds >= (OFF if on else ON)
        heard.append(on)
    mask = closed(np.array(heard, bool), round(GAP_S / 0.032))
    mask = ~closed(~mask, round(LEAST_S / 0.032))
    at = np.arange(len(samples) // 160) * 160 // 512
    return np.asarray(mask[np.minimum(at, len(mask) - 1)])


def closed(mask: Mask, most: int) -> Mask:
    """Gaps of at most `most` frames between true ones filled."""
    true = np.flatnonzero(mask)
    filled = mask.copy()
    for a, b in zip(true, true[1:], strict=False):
        if 1 < b - a <= most + 1:
            filled[a:b] = True
    return filled


def telephone(samples: Samples) -> Samples:
    """Through 8 kHz µ-law."""
    narrow = soxr.resample(samples, SAMPLE_RATE_HZ, 8000)
    return np.asarray(
        soxr.resample(decode(encode(narrow, ULAW), ULAW), 8000, SAMPLE_RATE_HZ), np.float32
    )


def _written(path: Path, samples: Samples) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        narrow = np.clip(soxr.resample(samples, SAMPLE_RATE_HZ, 8000), -1, 1)
        file.writeframes((narrow * 32767).astype("<i2").tobytes())
    return path


def _verification(data: Path) -> Row:
    """Equal error rate over pairs of acted clips of one corpus and, for other speakers, gender."""
    embedder = Embedder(weights.bundled("models/speaker", "embedder.onnx"), 2)
    by_speaker: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    with (data / "ser" / "index.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            by_speaker[row["dataset"], row["gender"], row["speaker"]].append(row["path"])
    rng = np.random.default_rng(7)
    who, spectra = [], []
    for speaker, paths in sorted(by_speaker.items()):
        for at in rng.permutation(len(paths))[:CLIPS_A_SPEAKER]:
            spectrum = mel(telephone(channels(data / "ser" / paths[at])[0]))
            middle = max(0, (len(spectrum) - WINDOW) // 2)
            spectra.append(np.resize(spectrum[middle : middle + WINDOW], (WINDOW, 40)))
            who.append(speaker)
    ours = embedder.voices(spectra)
    plain = np.stack([np.r_[c.mean(axis=0)[1:], c.std(axis=0)] for c in map(cepstra, spectra)])
    plain = (plain - plain.mean(axis=0)) / plain.std(axis=0)
    plain /= np.linalg.norm(plain, axis=1, keepdims=True)
    pairs = [(a, b) for a, b in combinations(range(len(who)), 2) if who[a][:2] == who[b][:2]]
    same = np.array([who[a] == who[b] for a, b in pairs])
    rates = [_equal_error(same, np.array([v[a] @ v[b] for a, b in pairs])) for v in (ours, plain)]
    return Row(
        "Speaker embedder", "equal error rate, one window of 1.2 s, same gender",
        f"ser/, {len(by_speaker)} actors, all emotions", f"MFCC mean and spread {rates[1]:.3f}",
        rates[0], None, None, "", None, f"{CEPSTRA} cepstra; {len(pairs)} pairs",
    )  # fmt: skip


def _equal_error(same: NDArray[np.bool_], scores: NDArray[np.floating]) -> float:
    false, true, _ = roc_curve(same, scores)
    at = int(np.argmin(np.abs(1 - true - false)))
    return float((1 - true[at] + false[at]) / 2)
