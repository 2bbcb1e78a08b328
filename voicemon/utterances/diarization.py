"""Who speaks when on one channel: segments cut where the speaker changes.

Windows of 1.2 s are embedded, all windows heard so far are put into two clusters, and within each
segment a Viterbi pass over 10 ms frames (the windows' lean and the call's own cepstral mixtures)
finds the changes. A segment is cut at the quietest moment near a change, so each piece has one
speaker. Embeddings are forgotten with the call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voicemon.types import SAMPLE_RATE_HZ, SpeechSegment
from voicemon.utterances import speakers
from voicemon.utterances.embedder import FRAME_SAMPLES, VOICE_DIM, Voices, mel
from voicemon.utterances.speakers import Floats, Pair

WINDOW, HOP = 120, 40  # frames of 10 ms
CEPSTRA = 16
BANDS = slice(2, 29)  # mel bands within the telephone's 300–3400 Hz
VOICE_NATS, CEPSTRAL_NATS = 2.0, 0.1  # what a lean of 1 in a frame counts; tuned on made calls
CHANGE_NATS, PAUSE_NATS = 10.0, 3.0  # cost of a change of speaker: in speech, in a pause
PAUSE_SHARE = 0.3  # the quietest frames of the call are where people breathe and take turns
LEAST_TURN = 30  # frames; a shorter piece goes to its neighbour
NEAR = 15  # frames around a change in which the quietest is cut at
LEAN_TO_NATS = 14.0  # a piece's mean lean → log-odds that its speaker is right: made calls
# of actors, whose voices change with every clip, give 10, 16 and 22 (0.10, 0.16, 0.25 of lean)
MOST_NATS = 5.0


class SpeakerEmbedder(Protocol):
    """Voices of mel windows."""

    name: str

    def voices(self, spectra: Sequence[Floats]) -> Voices:
        """Mel windows [frames, 40] of one length → [n, 256] of length 1."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A piece of a segment with one `speaker` (0, 1), and how likely that speaker is right."""

    segment: SpeechSegment
    speaker: int
    certainty: float


@dataclass(frozen=True, slots=True)
class _Sound:
    """A segment with what the clustering needs of it."""

    segment: SpeechSegment
    starts: NDArray[np.int64]  # of its windows, in frames
    length: int  # of its windows
    voices: Voices
    cepstra: Floats  # [frames, CEPSTRA]
    loudness: Floats  # [frames], log


class Diarizer:
    """One call's. Feed its segments in time order, in one or several goes; speakers keep their
    numbers from go to go. `latest`: the clusters are made of so many of the newest windows.
    """

    def __init__(self, embedder: SpeakerEmbedder, latest: int | None = None) -> None:
        self._embedder = embedder
        self._latest = latest
        self._voices: Voices = np.zeros((0, VOICE_DIM), np.float32)
        self._pair: Pair | None = None

    @property
    def is_one_voice(self) -> bool:
        """Whether only one speaker was heard so far."""
        return self._pair is None or self._pair.is_one_voice

    def feed(self, segments: Sequence[SpeechSegment]) -> list[Turn]:
        """Segments → their turns, in order; the samples of a segment's turns are all of its."""
        sounds = self._sounds(segments)
        if not sounds:
            return []
        self._voices = np.concatenate([self._voices, *(sound.voices for sound in sounds)])
        if self._latest is not None:
            self._voices = self._voices[-self._latest :]
        self._pair = speakers.pair(self._voices, self._pair)
        if self._pair is None or self._pair.is_one_voice:
            return [Turn(sound.segment, 0, 0.5) for sound in sounds]
        leans = [_frame_lean(sound, self._pair.lean(sound.voices)) for sound in sounds]
        firsts = _changes(sounds, leans)
        return [
            turn
            for sound, lean, first in zip(sounds, leans, firsts, strict=True)
            for turn in _cut(sound, lean, first)
        ]

    def _sounds(self, segments: Sequence[SpeechSegment]) -> list[_Sound]:
        spectra = [mel(segment.samples) for segment in segments]
        starts = [_starts(len(spectrum)) for spectrum in spectra]
        windows = [
            _window(spectrum, at)
            for spectrum, places in zip(spectra, starts, strict=True)
            for at in places
        ]
        voices = self._embedder.voices(windows)
        edges = np.cumsum([0, *map(len, starts)])
        return [
            _Sound(
                segment,
                places,
                min(WINDOW, len(spectrum)),
                voices[a:b],
                cepstra(spectrum),
                _loudness(spectrum),
            )
            for segment, spectrum, places, a, b in zip(
                segments, spectra, starts, edges, edges[1:], strict=False
            )
        ]


def _starts(frames: int) -> NDArray[np.int64]:
    """Where windows begin: spread evenly, about HOP apart, from the first frame to the last."""
    room = max(0, frames - WINDOW)
    return np.linspace(0, room, int(np.ceil(room / HOP)) + 1).round().astype(np.int64)


def _window(spectrum: Floats, at: int) -> Floats:
    """WINDOW frames; a shorter sound is repeated."""
    taken = spectrum[at : at + WINDOW]
    return np.resize(taken, (WINDOW, taken.shape[1]))


def cepstra(spectrum: Floats) -> Floats:
    """Mel power [frames, 40] → cepstra of the telephone band [frames, CEPSTRA]."""
    log = np.log(spectrum[:, BANDS] + 1e-8)
    bands = log.shape[1]
    at = (np.arange(bands) + 0.5) * np.pi / bands
    cosines = np.cos(np.outer(at, np.arange(CEPSTRA))) * np.sqrt(2 / bands)
    return np.asarray(log @ cosines, np.float32)


def _loudness(spectrum: Floats) -> Floats:
    return np.asarray(np.log(spectrum[:, BANDS] + 1e-8).mean(axis=1), np.float32)


def _frame_lean(sound: _Sound, leans: Floats) -> Floats:
    """Windows' leans → frames': each window counts most at its middle."""
    total = np.zeros(len(sound.loudness), np.float32)
    weight = np.full(len(sound.loudness), 1e-9, np.float32)
    at = np.arange(sound.length)
    shape = (np.minimum(at + 1, at[::-1] + 1) / sound.length + 0.02) ** 2
    for start, lean in zip(sound.starts, leans, strict=True):
        total[start : start + sound.length] += shape * lean
        weight[start : start + sound.length] += shape
    return total / weight


def _changes(sounds: Sequence[_Sound], leans: Sequence[Floats]) -> list[NDArray[np.bool_]]:
    """Each sound's frames: whether the first speaks."""
    loudness = np.concatenate([sound.loudness for sound in sounds])
    loud = loudness > float(np.quantile(loudness, PAUSE_SHARE))
    spoken = np.concatenate([sound.cepstra for sound in sounds])[loud]
    if len(spoken):
        spoken = (spoken - spoken.mean(axis=0)) / (spoken.std(axis=0) + 1e-6)
    edges = np.cumsum([0, *map(len, leans)])
    pieces = [slice(a, b) for a, b in zip(edges, edges[1:], strict=False)]
    cost = np.where(loud, CHANGE_NATS, PAUSE_NATS).astype(np.float32)
    voice = np.concatenate(leans) * VOICE_NATS
    first = voice > 0
    for _ in range(2):
        whole = voice.copy()
        whole[loud] += CEPSTRAL_NATS * speakers.cepstral_lean(spoken, first[loud])
        first = np.concatenate([speakers.smoothed(whole[at], cost[at]) for at in pieces])
    return [_without_crumbs(first[at]) for at in pieces]


def _without_crumbs(first: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pieces shorter than LEAST_TURN go to their longer neighbour."""
    kept = first.copy()
    while True:
        edges = [0, *(np.flatnonzero(np.diff(kept)) + 1).tolist(), len(kept)]
        short = [k for k in range(len(edges) - 1) if edges[k + 1] - edges[k] < LEAST_TURN]
        if not short or len(edges) == 2:
            return kept
        at = min(short, key=lambda k: edges[k + 1] - edges[k])
        kept[edges[at] : edges[at + 1]] = ~kept[edges[at]]


def _cut(sound: _Sound, lean: Floats, first: NDArray[np.bool_]) -> list[Turn]:
    changes = [_quietest(sound, int(at) + 1) for at in np.flatnonzero(np.diff(first))]
    edges = [0, *changes, len(first)]
    found = []
    for a, b in zip(edges, edges[1:], strict=False):
        is_first = bool(first[(a + b) // 2])
        mean = float(lean[a:b].mean()) * (1 if is_first else -1)
        odds = float(np.clip(mean * LEAN_TO_NATS, -MOST_NATS, MOST_NATS))
        piece = sound.segment if len(edges) == 2 else _piece(sound.segment, a, b, len(first))
        found.append(Turn(piece, 0 if is_first else 1, 1 / (1 + float(np.exp(-odds)))))
    return found


def _quietest(sound: _Sound, at: int) -> int:
    near = min(NEAR, LEAST_TURN // 2 - 1)
    low, high = max(1, at - near), min(len(sound.loudness) - 1, at + near)
    soft = np.convolve(sound.loudness[low - 1 : high + 2], np.ones(3) / 3, "valid")
    return low + int(np.argmin(soft))


def _piece(segment: SpeechSegment, first: int, last: int, frames: int) -> SpeechSegment:
    """Frames `first` to `last` of a segment, as a segment."""
    a = first * FRAME_SAMPLES
    b = len(segment.samples) if last == frames else last * FRAME_SAMPLES
    begins_s = segment.start_s + a / SAMPLE_RATE_HZ
    ends_s = segment.end_s if last == frames else segment.start_s + b / SAMPLE_RATE_HZ
    cut = segment.cut if last == frames else False
    both = [(max(begins_s, start_s), min(ends_s, end_s)) for start_s, end_s in segment.both]
    return replace(
        segment,
        start_s=begins_s,
        end_s=ends_s,
        samples=segment.samples[a:b],
        cut=cut,
        both=tuple((start_s, end_s) for start_s, end_s in both if start_s < end_s),
    )
