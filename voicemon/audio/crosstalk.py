"""Takes out of each channel what leaks into it from the others.

On many lines a little of the agent's voice stands on the customer's channel (side tone of the
handset, −15 to −40 dB). Left there, an angry agent would be heard as an angry customer. Where one
channel is much quieter than another and is a copy of it, the copy's gain and delay are measured,
and the copy is subtracted. A channel that is no copy is left as it is.

`LeakCanceller` measures a recording block by block, `LeakMeter` a running call second by second.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicemon.types import SAMPLE_RATE_HZ, Samples

MOST_GAIN = 0.32  # −10 dB; louder is no leak, but two who hear the same room
_FRAME = SAMPLE_RATE_HZ // 50
_ACTIVE = 10.0**-5  # mean square of a speaking channel, −50 dBFS
_QUIETER = 10.0**-0.8  # the leaking-into channel's share of it in a frame: −8 dB or less
_MOST_FRAMES = 100  # loudest ones that the measurement takes
_LEAST_FRAMES = 20
MOST_LAG = SAMPLE_RATE_HZ // 200  # samples: ±5 ms
_FFT = 512  # at least a frame and the lags on both its sides
_COPY = 0.5  # share of a frame's energy that the copy explains …
_COPIES = 0.3  # … in this share of the frames


class LeakCanceller:
    """One recording's. A leak, once measured, is taken out of later blocks too."""

    def __init__(self) -> None:
        self._leaks: dict[tuple[int, int], tuple[int, float]] = {}  # (into, from) → lag, gain

    def feed(self, block: Samples) -> Samples:
        """Block [channels, n] → the same without leaks; the very same where there is none."""
        count = len(block)
        clean: Samples | None = None
        for into in range(count):
            for source in range(count):
                if into == source:
                    continue
                found = _leak(block[into], block[source])
                if found is not None:
                    self._leaks[into, source] = found
                if (into, source) in self._leaks:
                    clean = block.copy() if clean is None else clean
                    lag, gain = self._leaks[into, source]
                    clean[into] -= np.float32(gain) * _later(block[source], lag)
        return block if clean is None else clean


def _leak(into: Samples, source: Samples) -> tuple[int, float] | None:
    """(delay in samples, gain) of `source` in `into`; None where it is not a copy."""
    frames = _frames_of_leak(into, source)
    if len(frames) < _LEAST_FRAMES:
        return None
    at = frames[:, None] * _FRAME + np.arange(_FRAME)
    heard = into[at]
    lags = range(-MOST_LAG, MOST_LAG + 1)
    fits = [abs(float((heard * source[at - lag]).sum())) for lag in lags]
    lag = lags[int(np.argmax(fits))]
    copy = source[at - lag]
    product, energy = (heard * copy).sum(axis=1), np.square(copy).sum(axis=1) + 1e-12
    explained = np.square(product) / (energy * np.square(heard).sum(axis=1) + 1e-12)
    copies = explained > _COPY
    if copies.mean() < _COPIES:
        return None
    gain = float(product[copies].sum() / energy[copies].sum())
    return (lag, gain) if abs(gain) <= MOST_GAIN else None


def _frames_of_leak(into: Samples, source: Samples) -> NDArray[np.int64]:
    """The loudest frames of `source` in which `into` is much quieter, away from the ends."""
    count = len(source) // _FRAME
    power, quiet = (
        np.square(each[: count * _FRAME]).reshape(count, _FRAME).mean(axis=1)
        for each in (source, into)
    )
    fit = (power > _ACTIVE) & (quiet < power * _QUIETER) & (quiet > 0)
    fit[:1] = fit[-1:] = False
    found = np.flatnonzero(fit)
    return np.sort(found[np.argsort(power[found])[-_MOST_FRAMES:]])


def _later(samples: Samples, lag: int) -> Samples:
    """The samples `lag` later (earlier when negative), zeros where none are known."""
    moved = np.zeros_like(samples)
    if lag >= 0:
        moved[lag:] = samples[: len(samples) - lag]
    else:
        moved[:lag] = samples[-lag:]
    return moved


@dataclass(frozen=True, slots=True)
class Leak:
    """What one channel's sound becomes in another: `lag` samples later (earlier when negative)."""

    lag: int
    gain: float


@dataclass(frozen=True, slots=True)
class _Compared:
    """Frames of a possible leak: products and energies of the copy [frames, lags], energy [frames].

    Lags run from the latest to the earliest.
    """

    products: NDArray[np.float32]
    energies: NDArray[np.float32]
    heard: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.heard)


class LeakMeter:
    """What leaks from one channel into another, by the latest frames in which it could be heard."""

    def __init__(self) -> None:
        self._recent: deque[_Compared] = deque()
        self._found: Leak | None = None

    def feed(self, into: Samples, source: Samples) -> Leak | None:
        """The same moment of both channels, some tenths of a second or more → the leak known now.

        Once measured it stays, until it is measured anew.
        """
        frames = _frames_of_leak(into, source)
        if len(frames):
            self._recent.append(_compared(into, source, frames))
            while sum(map(len, self._recent)) - len(self._recent[0]) >= _MOST_FRAMES:
                self._recent.popleft()
            self._found = self._measured() or self._found
        return self._found

    def _measured(self) -> Leak | None:
        if sum(map(len, self._recent)) < _LEAST_FRAMES:
            return None
        products, energies = (
            np.concatenate(part)
            for part in zip(*((e.products, e.energies) for e in self._recent), strict=True)
        )
        at = int(np.argmax(np.abs(products.sum(axis=0))))
        product, energy = products[:, at], energies[:, at] + 1e-12
        heard = np.concatenate([each.heard for each in self._recent])
        copies = np.square(product) / (energy * heard + 1e-12) > _COPY
        if copies.mean() < _COPIES:
            return None
        gain = float(product[copies].sum() / energy[copies].sum())
        return Leak(MOST_LAG - at, gain) if abs(gain) <= MOST_GAIN else None


def _compared(into: Samples, source: Samples, frames: NDArray[np.int64]) -> _Compared:
    firsts = frames[:, None] * _FRAME
    heard = into[firsts + np.arange(_FRAME)].astype(np.float64)
    around = source[firsts + np.arange(-MOST_LAG, _FRAME + MOST_LAG)].astype(np.float64)
    spectra = np.conj(np.fft.rfft(heard, _FFT)) * np.fft.rfft(around, _FFT)
    sums = np.cumsum(np.pad(np.square(around), ((0, 0), (1, 0))), axis=1)
    return _Compared(
        np.fft.irfft(spectra, _FFT)[:, : 2 * MOST_LAG + 1].astype(np.float32),
        (sums[:, _FRAME:] - sums[:, : 2 * MOST_LAG + 1]).astype(np.float32),
        np.square(heard).sum(axis=1),
    )
