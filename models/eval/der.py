"""Who spoke when, against who really did: the errors of diarization in frames of 10 ms.

No collar, overlap scored: where both speak, both must be found (NIST's rule, as `md-eval` has it).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from voicemon.types import SAMPLE_RATE_HZ, Samples
from voicemon.utterances.vad import SileroDetector

PER_S = 100
FRAME = SAMPLE_RATE_HZ // PER_S
ON, OFF, GAP_S, LEAST_S = 0.5, 0.35, 0.2, 0.1
_VAD_S = 0.032
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Errors:
    """Frames: spoken by all, and of those missed and of the wrong speaker; said where none was."""

    spoken: int
    missed: int
    false: int
    confused: int

    @property
    def total(self) -> int:
        """All that is wrong."""
        return self.missed + self.false + self.confused

    @property
    def rate(self) -> float:
        """DER."""
        return self.total / max(1, self.spoken)


def errors(truth: Mask, said: Mask) -> Errors:
    """[speakers, frames] against [speakers, frames], under the naming that fits best."""
    names = permutations(range(len(said)))
    return min((_errors(truth, said[list(order)]) for order in names), key=lambda e: e.total)


def pooled(parts: Iterable[Errors]) -> Errors:
    """Several calls as if they were one."""
    all_of = list(parts)
    return Errors(
        sum(each.spoken for each in all_of),
        sum(each.missed for each in all_of),
        sum(each.false for each in all_of),
        sum(each.confused for each in all_of),
    )


def _errors(truth: Mask, said: Mask) -> Errors:
    real, found = truth.sum(axis=0), said.sum(axis=0)
    right = (truth & said).sum(axis=0)
    return Errors(
        int(real.sum()),
        int(np.maximum(real - found, 0).sum()),
        int(np.maximum(found - real, 0).sum()),
        int((np.minimum(real, found) - right).sum()),
    )


def speech(samples: Samples) -> Mask:
    """[frames]: whether Silero hears speech, with hysteresis, short gaps closed."""
    whole = samples[: len(samples) // 512 * 512]
    on, heard = False, []
    for odds in SileroDetector()(whole):
        on = odds >= (OFF if on else ON)
        heard.append(on)
    mask = closed(np.array(heard, bool), round(GAP_S / _VAD_S))
    mask = ~closed(~mask, round(LEAST_S / _VAD_S))
    at = np.arange(len(samples) // FRAME) * FRAME // 512
    return np.asarray(mask[np.minimum(at, len(mask) - 1)])


def closed(mask: Mask, most: int) -> Mask:
    """Gaps of at most `most` frames between true ones filled."""
    true = np.flatnonzero(mask)
    filled = mask.copy()
    for a, b in zip(true, true[1:], strict=False):
        if 1 < b - a <= most + 1:
            filled[a:b] = True
    return filled


def spans(mask: Mask) -> list[tuple[int, int]]:
    """The runs of true frames, as [first, behind the last)."""
    edges = np.flatnonzero(np.diff(np.r_[False, mask, False]))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
