"""Figures of how one utterance is spoken: effort, pitch, clearness, movement. numpy only.

What anger does to a voice in every language that was studied (Juslin & Laukka 2003, table 7;
Eyben et al. 2016): louder, sharper (energy moves above 1 kHz), higher, more and faster movement,
harder onsets. All are taken in the telephone band, so that a studio and a telephone give the same;
only `level` moves with the line's gain, and only against the speaker's own usual is it used.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voicemon.evidence.figures import (
    FRAME,
    HOP_S,
    RATE_HZ,
    Activity,
    activity,
    framed,
    pause_share,
    semitones,
    telephone_rate,
)
from voicemon.types import Samples

Tone = NDArray[np.float32]
"""One utterance's figures, [len(NAMES)]; NaN where one could not be measured."""

_EDGES_HZ = (250, 400, 600, 850, 1150, 1500, 1950, 2500, 3300)
_F0_HZ = (65.0, 480.0)
_VOICED = 0.5  # normalised autocorrelation at the period
_SHORTEST_VOICED = 10  # frames: 0.2 s
_OCTAVE_SLIP = 9.0  # semitones from the median: twice or half the period was taken
_OCTAVE_COST = 0.02
_LOUD_SHARE = 0.33
_SPECTRUM = 2 * FRAME  # so that the autocorrelation does not wrap

_WINDOW = np.hanning(FRAME).astype(np.float32)
_HZ = np.fft.rfftfreq(_SPECTRUM, 1 / RATE_HZ)

NAMES = (
    "level",
    "level_peak",
    "level_spread",
    "level_rise",
    "level_fall",
    "onsets",
    "pauses",
    "voiced",
    "clearness",
    "clearness_spread",
    "pitch_low",
    "pitch",
    "pitch_high",
    "pitch_spread",
    "pitch_move",
    "pitch_slope",
    "tilt",
    "tilt_loud",
    "tilt_spread",
    "peak_tilt",
    "centroid",
    *(f"band_{low}" for low in _EDGES_HZ[:-1]),
    *(f"loud_band_{low}" for low in _EDGES_HZ[:-1]),
)


def tone(samples: Samples) -> Tone:
    """16 kHz samples of one segment → its figures; all NaN where nothing is heard."""
    frames = framed(telephone_rate(samples))
    found = activity(frames)
    values = dict.fromkeys(NAMES, np.nan)
    if found.active.sum() >= _SHORTEST_VOICED:
        power = np.abs(np.fft.rfft(frames * _WINDOW, _SPECTRUM, axis=1)) ** 2
        pitch, clear = _periods(power)
        values |= _levels(found)
        values |= _colour(power, found)
        values |= _melody(pitch, clear, found)
    return np.array([values[name] for name in NAMES], np.float32)


def _levels(found: Activity) -> dict[str, float]:
    active = found.levels_db[found.active]
    smooth = np.convolve(np.maximum(found.levels_db, found.floor_db), np.ones(3) / 3, "same")
    steps = np.diff(smooth)[found.active[1:]]
    middle = smooth[1:-1]
    peaks = (middle > smooth[:-2]) & (middle >= smooth[2:]) & found.active[1:-1]
    seconds = max(found.speech_s, HOP_S)
    return {
        "level": found.speech_db,
        "level_peak": float(np.percentile(active, 95) - np.median(active)),
        "level_spread": float(active.std()),
        "level_rise": float(steps[steps > 0].mean()) if (steps > 0).any() else np.nan,
        "level_fall": float(-steps[steps < 0].mean()) if (steps < 0).any() else np.nan,
        "onsets": float(peaks.sum() / seconds),
        "pauses": pause_share(found.active),
    }


def _colour(power: NDArray[np.floating], found: Activity) -> dict[str, float]:
    """Where the energy lies, over all speech and over its loudest third, dB."""
    bands = np.stack(
        [
            power[:, (low <= _HZ) & (high > _HZ)].sum(axis=1)
            for low, high in zip(_EDGES_HZ, _EDGES_HZ[1:], strict=False)
        ],
        axis=1,
    )
    active = bands[found.active]
    loud = active[np.argsort(active.sum(axis=1))[-max(int(len(active) * _LOUD_SHARE), 3) :]]
    each = _tilts(active)
    whole, loudest = _shares(active), _shares(loud)
    strong = power[found.active][:, (_HZ >= 250) & (_HZ < 3400)].sum(axis=0)
    hz = _HZ[(_HZ >= 250) & (_HZ < 3400)]
    return {
        "tilt": float(_tilts(active.sum(axis=0)[None])[0]),
        "tilt_loud": float(_tilts(loud.sum(axis=0)[None])[0]),
        "tilt_spread": float(each.std()),
        "peak_tilt": float(10 * np.log10(strong[hz >= 1500].max() / strong[hz < 1500].max())),
        "centroid": float((hz * strong).sum() / strong.sum()) / 100,
        **{f"band_{low}": value for low, value in zip(_EDGES_HZ, whole, strict=False)},
        **{f"loud_band_{low}": value for low, value in zip(_EDGES_HZ, loudest, strict=False)},
    }


def _tilts(bands: NDArray[np.floating]) -> NDArray[np.floating]:
    """Energy above some 1.15 kHz over energy below, dB: the alpha ratio in a telephone's band."""
    above, below = bands[:, 4:].sum(axis=1), bands[:, :4].sum(axis=1)
    return np.asarray(10 * np.log10((above + 1e-12) / (below + 1e-12)))


def _shares(bands: NDArray[np.floating]) -> list[float]:
    total = bands.sum(axis=0) + 1e-12
    return [float(value) for value in 10 * np.log10(total / total.sum())]


def _periods(power: NDArray[np.floating]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Pitch in semitones over 100 Hz and its clearness 0–1, a frame (Boersma 1993).

    The autocorrelation of a windowed frame is divided by the window's own, so that long periods
    are as clear as short ones.
    """
    own = np.fft.irfft(np.abs(np.fft.rfft(_WINDOW, _SPECTRUM)) ** 2)
    shortest, longest = int(RATE_HZ / _F0_HZ[1]), int(RATE_HZ / _F0_HZ[0]) + 1
    heard = np.fft.irfft(power, axis=1)[:, : longest + 2]
    even = heard / (heard[:, :1] + 1e-12) / (own[: longest + 2] / own[0])
    lags = np.arange(shortest, longest + 1)
    # Of nearly equal peaks the shorter period is meant (Boersma's octave cost).
    best = np.argmax(even[:, lags] - _OCTAVE_COST * np.log2(lags / shortest), axis=1) + shortest
    row = np.arange(len(even))
    before, here, after = (even[row, best + step] for step in (-1, 0, 1))
    bend = before - 2 * here + after
    shift = np.where(bend < 0, 0.5 * (before - after) / np.minimum(bend, -1e-9), 0.0)
    lag = best + np.clip(shift, -0.5, 0.5)
    return semitones(RATE_HZ / lag), np.clip(here, 0.0, 0.999).astype(np.float64)


def _melody(
    pitch: NDArray[np.float64], clear: NDArray[np.float64], found: Activity
) -> dict[str, float]:
    """Pitch and clearness over the voiced frames; only the share of them where they are few."""
    voiced = found.active & (clear > _VOICED)
    share = {"voiced": float(voiced.sum() / found.active.sum())}
    if voiced.sum() >= _SHORTEST_VOICED:
        voiced &= np.abs(pitch - np.median(pitch[voiced])) < _OCTAVE_SLIP
    if voiced.sum() < _SHORTEST_VOICED:
        return share
    at = np.flatnonzero(voiced)
    own = pitch[at]
    low, middle, high = np.percentile(own, [10, 50, 90])
    harmonic = 10 * np.log10(clear[at] / (1 - clear[at]))
    steps = np.abs(np.diff(own))[np.diff(at) == 1]
    seconds = at * HOP_S - at.mean() * HOP_S
    return {
        **share,
        "clearness": float(harmonic.mean()),
        "clearness_spread": float(harmonic.std()),
        "pitch_low": float(low),
        "pitch": float(middle),
        "pitch_high": float(high),
        "pitch_spread": float(own.std()),
        "pitch_move": float(steps.mean()) if steps.size else np.nan,
        "pitch_slope": float((seconds * own).sum() / ((seconds**2).sum() + 1e-9)),
    }
