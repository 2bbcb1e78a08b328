"""Two voices told apart: clusters of speaker embeddings, and which frame belongs to which.

Pure arithmetic on embeddings [n, 256] of length 1 and cepstra; who the two are is decided
elsewhere, by words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
STARTS = 6  # random starts of the clustering, beside the two by principal axes
ROUNDS = 30
MIXTURES, MIXTURE_ROUNDS = 4, 8
LEAST_FRAMES = 100  # a side with less than a second of frames gives no mixture
ONE_VOICE = 0.93  # centroids closer than this (cosine) are one voice


@dataclass(frozen=True, slots=True)
class Pair:
    """Two centroids [2, 256] of length 1, and the share of windows that the rarer one has."""

    centroids: Floats
    rarer: float

    @property
    def is_one_voice(self) -> bool:
        """Whether the two are the same speaker, as far as can be told."""
        return float(self.centroids[0] @ self.centroids[1]) > ONE_VOICE

    def lean(self, voices: Floats) -> Floats:
        """How much nearer each voice is to the first centroid than to the second, [n], −1…1."""
        closeness = voices @ self.centroids.T
        return np.asarray(closeness[:, 0] - closeness[:, 1], np.float32)


def pair(voices: Floats, before: Pair | None = None) -> Pair | None:
    """Spherical 2-means, the best of several starts; None with fewer than two distinct voices.

    The first centroid stays the one that was first `before`.
    """
    best: tuple[float, Pair] | None = None
    for labels in _starts(voices, before):
        found = _settled(voices, labels)
        if found is not None and (best is None or found[0] > best[0] + 1e-6):
            best = found
    if best is None:
        return None
    return _in_order(best[1], before)


def _starts(voices: Floats, before: Pair | None) -> list[NDArray[np.bool_]]:
    if len(voices) < 2:
        return []
    _, _, axes = np.linalg.svd(voices - voices.mean(axis=0), full_matrices=False)
    found = [(voices - voices.mean(axis=0)) @ axis > 0 for axis in axes[:2]]
    rng = np.random.default_rng(len(voices))
    for _ in range(STARTS):
        a, b = rng.choice(len(voices), 2, replace=False)
        found.append(voices @ voices[a] < voices @ voices[b])
    return ([before.lean(voices) < 0] if before else []) + found


def _settled(voices: Floats, labels: NDArray[np.bool_]) -> tuple[float, Pair] | None:
    """(how well it fits, the pair) from a first guess of who is the second."""
    for _ in range(ROUNDS):
        if labels.all() or not labels.any():
            return None
        made = Pair(_centroids(voices, labels), float(min(labels.mean(), 1 - labels.mean())))
        again = made.lean(voices) < 0
        if (again == labels).all():
            break
        labels = again
    fit = sum(float(np.linalg.norm(voices[side].sum(axis=0))) for side in (labels, ~labels))
    return fit, made


def _centroids(voices: Floats, labels: NDArray[np.bool_]) -> Floats:
    means = np.stack([voices[~labels].mean(axis=0), voices[labels].mean(axis=0)])
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), np.float32)


def _in_order(found: Pair, before: Pair | None) -> Pair:
    if before is None:
        return found
    closeness = before.centroids @ found.centroids.T
    if np.trace(closeness) < np.trace(closeness[:, ::-1]):
        return Pair(found.centroids[::-1].copy(), found.rarer)
    return found


@dataclass(frozen=True, slots=True)
class Mixture:
    """A diagonal Gaussian mixture of cepstra: `weights` [k], `means` and `variances` [k, dim]."""

    weights: Floats
    means: Floats
    variances: Floats

    def log_likelihood(self, frames: Floats) -> Floats:
        """[n], up to a constant that all mixtures of one dimension share."""
        return np.asarray(np.logaddexp.reduce(self._parts(frames), axis=1), np.float32)

    def _parts(self, frames: Floats) -> Floats:
        spread = np.square(frames[:, None] - self.means) / self.variances
        parts = -0.5 * (spread + np.log(self.variances)).sum(axis=2) + np.log(self.weights)
        return np.asarray(parts, np.float32)


def mixture(frames: Floats) -> Mixture:
    """Fitted to frames [n, dim] by a few rounds of EM from means spread over the frames' order."""
    at = np.linspace(0, len(frames) - 1, MIXTURES).astype(int)
    floor = 0.1 * frames.var(axis=0) + 1e-4
    made = Mixture(
        np.full(MIXTURES, 1 / MIXTURES, np.float32),
        frames[at],
        np.tile(frames.var(axis=0) + 1e-3, (MIXTURES, 1)),
    )
    for _ in range(MIXTURE_ROUNDS):
        parts = made._parts(frames)
        share = np.exp(parts - np.logaddexp.reduce(parts, axis=1)[:, None])
        count = share.sum(axis=0) + 1e-6
        means = (share.T @ frames) / count[:, None]
        variances = (share.T @ np.square(frames)) / count[:, None] - np.square(means)
        made = Mixture(count / count.sum(), means, np.maximum(variances, floor))
    return made


def cepstral_lean(cepstra: Floats, first: NDArray[np.bool_]) -> Floats:
    """How much likelier each frame [n, dim] is the first speaker's, in nats, within ±6.

    `first` [n] says which frames are thought to be the first's; zeros where a side has too few.
    """
    if min(int(first.sum()), int((~first).sum())) < LEAST_FRAMES:
        return np.zeros(len(cepstra), np.float32)
    one, other = (mixture(cepstra[side]) for side in (first, ~first))
    lean = one.log_likelihood(cepstra) - other.log_likelihood(cepstra)
    return np.asarray(np.clip(lean, -6.0, 6.0), np.float32)


def smoothed(lean: Floats, change: Floats) -> NDArray[np.bool_]:
    """Frames' lean [n] (nats) → whether the first speaks, by Viterbi.

    `change` [n] is what a change of speaker before each frame costs, in nats.
    """
    count = len(lean)
    came = np.zeros((count, 2), np.bool_)  # whether the best way to a state changed speaker
    first, second = float(lean[0]), -float(lean[0])
    for at in range(1, count):
        cost = float(change[at])
        came[at] = (second - cost > first, first - cost > second)
        best_first, best_second = max(first, second - cost), max(second, first - cost)
        first, second = best_first + float(lean[at]), best_second - float(lean[at])
    path = np.zeros(count, np.bool_)
    is_first = first >= second
    for at in range(count - 1, -1, -1):
        path[at] = is_first
        if came[at, 0 if is_first else 1]:
            is_first = not is_first
    return path
