"""Where two speak at once on one channel: the segmentation network's posterior, and marks of it.

The network is pyannote's `segmentation-3.0` (MIT; Plaquet & Bredin 2023, "Powerset multi-class
cross entropy loss for neural speaker diarization") as `models/speaker/make.py` writes it. It hears
ten seconds and gives, every 17 ms, the chance of silence, of one of three voices, of each two of
them at once. Only the sum of the last three is used here: who speaks is told by `speakers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voicemon.types import SAMPLE_RATE_HZ, Samples, SpeechSegment
from voicemon.utterances.embedder import network

WINDOW, HOP = 10 * SAMPLE_RATE_HZ, 5 * SAMPLE_RATE_HZ
STEP, FIRST = 270, 495  # samples from one output to the next; the middle of the first
BOTH = slice(4, 7)  # classes of two voices: none, a, b, c, ab, ac, bc
FRAME = 160  # 10 ms
ODDS = 0.6  # from which both are said to speak (models/speaker/TRIALS.md)
LEAST, GAP = 30, 15  # frames of a mark; of a gap in it
Floats = NDArray[np.float32]


class OverlapEar(Protocol):
    """Hears two at once."""

    name: str

    def both(self, samples: Samples) -> Floats:
        """Samples [n] at 16 kHz → P(two speak at once) of each 10 ms, [1 + n / 160]."""


class Overlap:
    """One channel's. Feed its segments in time order; each hears what was said just before it."""

    def __init__(self, ear: OverlapEar) -> None:
        self._ear = ear
        self._before: Samples = np.zeros(0, np.float32)

    def heard(self, segments: Sequence[SpeechSegment]) -> list[SpeechSegment]:
        """The segments, with the stretches in which both speak."""
        sound = np.concatenate([self._before, *(each.samples for each in segments)])
        odds = self._ear.both(sound)
        at = len(self._before)
        found: list[SpeechSegment] = []
        for each in segments:
            own = odds[round(at / FRAME) : round((at + len(each.samples)) / FRAME)]
            found.append(replace(each, both=_in_call(each, marks(own))))
            at += len(each.samples)
        self._before = sound[-HOP:]
        return found


def _in_call(
    segment: SpeechSegment, spans: Sequence[tuple[int, int]]
) -> tuple[tuple[float, float], ...]:
    start_s, frame_s = segment.start_s, FRAME / SAMPLE_RATE_HZ
    at_s = [(round(start_s + a * frame_s, 3), round(start_s + b * frame_s, 3)) for a, b in spans]
    return tuple((max(start_s, a_s), min(segment.end_s, b_s)) for a_s, b_s in at_s)


class Segmentation:
    """An `OverlapEar`. `file` is `models/speaker/segmentation.onnx`; ModelError where it fails."""

    name = "segmentation-3.0"

    def __init__(self, file: Path, threads: int = 1) -> None:
        self._network = network(file, threads)

    def both(self, samples: Samples) -> Floats:
        """Samples [n] at 16 kHz → P(two speak at once) of each 10 ms, [1 + n / 160]."""
        count = 1 + len(samples) // FRAME
        total, weight = np.zeros(count), np.full(count, 1e-9)
        for at in range(0, max(1, len(samples) - HOP), HOP):
            heard = samples[at : at + WINDOW]
            odds = self._odds(heard)
            first, last = at // FRAME, min(count, (at + len(heard)) // FRAME + 1)
            places = np.arange(first, last)
            near = np.minimum(places - first, last - 1 - places) + 1.0
            total[first:last] += near * np.interp(places * FRAME - at, _places(len(odds)), odds)
            weight[first:last] += near
        return np.asarray(total / weight, np.float32)

    def _odds(self, samples: Samples) -> NDArray[np.floating]:
        """One window, filled with silence where it is short."""
        whole = np.pad(samples, (0, max(0, WINDOW - len(samples))))
        (found,) = self._network.run(None, {"sound": whole[None, None].astype(np.float32)})
        return np.asarray(np.exp(found[0][:, BOTH]).sum(axis=1))


def _places(count: int) -> NDArray[np.integer]:
    return FIRST + STEP * np.arange(count)


def marks(odds: Floats) -> list[tuple[int, int]]:
    """P(both) of frames → stretches [first, behind the last) in which both are said to speak."""
    over = np.flatnonzero(np.diff(np.r_[False, odds >= ODDS, False]))
    found: list[tuple[int, int]] = []
    for a, b in zip(over[::2].tolist(), over[1::2].tolist(), strict=True):
        if found and a - found[-1][1] <= GAP:
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return [(a, b) for a, b in found if b - a >= LEAST]
