"""`python -m models.speaker.trials --data PATH`: ways to tell two voices apart, by one protocol.

Each way's DER on the calls that figures may be chosen on (`TUNED_ON`) and on the others; what reads
voices is also measured by its equal error rate on sets that nothing is trained on.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering, SpectralClustering

from models.eval import verification
from models.eval.der import PER_S, Errors, Mask, errors, pooled, speech
from models.eval.mixes import TUNED_ON, Mix, mixed
from models.eval.words import segments
from voicemon import weights
from voicemon.types import Role, SpeechSegment
from voicemon.utterances import diarization, speakers
from voicemon.utterances.diarization import SpeakerEmbedder
from voicemon.utterances.embedder import Embedder, Voices
from voicemon.utterances.speakers import Pair

GROUPS = ("harper", "gorkow", "aws_auto_repairs_40", "genesys")


@dataclass(frozen=True, slots=True)
class Heard:
    """A mix with what every way needs of it."""

    mix: Mix
    voiced: Mask
    segments: tuple[SpeechSegment, ...]


def heard(data: Path, names: tuple[str, ...] = GROUPS) -> list[Heard]:
    """The two-channel calls whose names begin so, as mixes."""
    paths = sorted((data / "calls").glob("*.flac"))
    return [_heard(mixed(path)) for path in paths if path.stem.startswith(names)]


def _heard(mix: Mix) -> Heard:
    voiced = speech(mix.sound)[: mix.truth.shape[1]]
    return Heard(mix, voiced, tuple(segments(mix.sound, mix.name, Role.UNKNOWN)))


def der(call: Heard, embedder: SpeakerEmbedder) -> Errors:
    """The diarizer's errors on one call, as it stands now."""
    count = call.mix.truth.shape[1]
    said = np.zeros((2, count), bool)
    for turn in diarization.Diarizer(embedder).feed(call.segments):
        first, last = (round(at * PER_S) for at in (turn.segment.start_s, turn.segment.end_s))
        said[turn.speaker, first:last] = True
    return errors(call.mix.truth, said & call.voiced)


@contextmanager
def figures(**changed: object) -> Iterator[None]:
    """Other figures of `diarization`, or (`pair`) another clustering, for a while."""
    rooms = {name: speakers if name == "pair" else diarization for name in changed}
    before = {name: getattr(room, name) for name, room in rooms.items()}
    for name, value in changed.items():
        setattr(rooms[name], name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(rooms[name], name, value)


def agglomerative(voices: Voices, before: Pair | None = None) -> Pair | None:
    """Average linkage by cosine."""
    made = AgglomerativeClustering(2, metric="cosine", linkage="average")
    return _of(voices, made.fit_predict(voices))


def spectral(voices: Voices, before: Pair | None = None) -> Pair | None:
    """Normalised cuts of the cosines, each row cut to its ten nearest."""
    made = SpectralClustering(
        2, affinity="nearest_neighbors", n_neighbors=min(10, len(voices) - 1), random_state=7
    )
    return _of(voices, made.fit_predict(voices))


def sticky(voices: Voices, before: Pair | None = None) -> Pair | None:
    """VBx in small: von Mises–Fisher states with a chance of change, by EM over the windows."""
    start = _two_means(voices, before)
    if start is None:
        return None
    centroids = start.centroids
    for _ in range(8):
        odds = np.clip(STICKY_NATS * (voices @ (centroids[0] - centroids[1])), -20, 20)
        share = _posterior(odds)
        means = np.stack([share @ voices, (1 - share) @ voices])
        centroids = (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)
    return Pair(centroids, float(min(share.mean(), 1 - share.mean())))


STICKY_NATS, CHANGE = 15.0, 0.1
_two_means = speakers.pair


def _posterior(odds: NDArray[np.floating]) -> NDArray[np.floating]:
    """Forward–backward over two states: P(first) of each window."""
    stay, go = 1 - CHANGE, CHANGE
    likely = np.stack([1 / (1 + np.exp(-odds)), 1 / (1 + np.exp(odds))], axis=1)
    ahead, back = np.ones_like(likely), np.ones_like(likely)
    move = np.array([[stay, go], [go, stay]])
    now = np.array([0.5, 0.5])
    for at in range(len(odds)):
        now = (now @ move) * likely[at]
        now /= now.sum()
        ahead[at] = now
    now = np.ones(2)
    for at in range(len(odds) - 2, -1, -1):
        now = move @ (now * likely[at + 1])
        now /= now.sum()
        back[at] = now
    both = ahead * back
    return np.asarray(both[:, 0] / both.sum(axis=1))


def _of(voices: Voices, labels: NDArray[np.integer]) -> Pair | None:
    second = labels == 1
    if second.all() or not second.any():
        return None
    return Pair(speakers._centroids(voices, second), float(min(second.mean(), 1 - second.mean())))


class Shared:
    """An embedder that remembers each window, so that ways with the same windows cost nothing."""

    def __init__(self, embedder: SpeakerEmbedder) -> None:
        self.name = embedder.name
        self._embedder = embedder
        self._known: dict[bytes, NDArray[np.float32]] = {}

    def voices(self, spectra: Sequence[NDArray[np.float32]]) -> Voices:
        """As the embedder's."""
        keys = [blake2b(spectrum.tobytes()).digest() for spectrum in spectra]
        asked = dict(zip(keys, spectra, strict=True))
        new = {key: spectrum for key, spectrum in asked.items() if key not in self._known}
        self._known.update(zip(new, self._embedder.voices(list(new.values())), strict=True))
        return np.stack([self._known[key] for key in keys]) if keys else self._embedder.voices([])


WAYS: dict[str, dict[str, object]] = {
    "as shipped": {},
    "windows of 0.8 s every 0.2 s": {"WINDOW": 80, "HOP": 20},
    "windows of 1.2 s every 0.2 s": {"HOP": 20},
    "windows of 1.6 s every 0.4 s": {"WINDOW": 160},
    "windows of 2.0 s every 0.4 s": {"WINDOW": 200},
    "changes cost half": {"CHANGE_NATS": 5.0, "PAUSE_NATS": 1.5},
    "changes cost twice": {"CHANGE_NATS": 20.0, "PAUSE_NATS": 6.0},
    "windows lean twice as much": {"VOICE_NATS": 4.0},
    "windows lean half as much": {"VOICE_NATS": 1.0},
    "cepstra count twice": {"CEPSTRAL_NATS": 0.2},
    "no cepstra": {"CEPSTRAL_NATS": 0.0},
    "turns from 0.15 s": {"LEAST_TURN": 15, "NEAR": 6},
    "agglomerative clusters": {"pair": agglomerative},
    "spectral clusters": {"pair": spectral},
    "sticky states (VBx in small)": {"pair": sticky},
}


def row(found: dict[str, Errors]) -> str:
    """DER of the groups of calls that figures may be chosen on, then of the others."""
    cells = [
        f"{pooled(own).rate:.3f}"
        for chosen_on in (True, False)
        for group in GROUPS
        if (
            own := [
                each
                for name, each in found.items()
                if name.startswith(group) and (name in TUNED_ON) == chosen_on
            ]
        )
    ]
    return " | ".join(cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--ecapa", type=Path, help="the recipe's weights (models.speaker.ecapa)")
    parser.add_argument("--ways", default="", help="names, separated by commas; all where absent")
    parser.add_argument(
        "--calls", default="", help="how names begin, separated by commas; then without error rates"
    )
    options = parser.parse_args()
    embedders: list[SpeakerEmbedder] = [
        Embedder(weights.bundled("models/speaker", "embedder.onnx"), 1)
    ]
    if options.ecapa:
        from models.speaker.ecapa import EcapaEmbedder

        embedders.append(EcapaEmbedder(options.ecapa))
    calls = heard(options.data, tuple(options.calls.split(",")) if options.calls else GROUPS)
    clips = None if options.calls else verification.clips(options.data, verification.HELD_OUT)
    print("tuned on: harper | gorkow | aws; others: harper | gorkow | genesys")
    for embedder in embedders:
        if clips:
            rate, _ = verification.equal_error(clips, verification.embedded(clips, embedder))
            print(f"{embedder.name}: EER {rate:.3f}", flush=True)
        shared = Shared(embedder)
        for name, changed in WAYS.items():
            if options.ways and name not in options.ways.split(","):
                continue
            started = time.process_time()
            with figures(**changed):
                found = {call.mix.name: der(call, shared) for call in calls}
            print(f"| {name} | {row(found)} | {time.process_time() - started:.0f} s |", flush=True)


if __name__ == "__main__":
    main()
