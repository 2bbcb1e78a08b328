"""Packs speech segments into windows, so that Whisper has context and no frame is wasted.

Segments of one call and role follow each other in a window with a short silence between. A role's
windows are made about equally long, since a batch costs as much as its longest window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from voicemon.types import SAMPLE_RATE_HZ, Samples, SpeechSegment

MAX_WINDOW_S = 28.0  # Whisper's window is 30 s; the rest is kept silent for its last word
GAP_S = 0.2  # silence between two segments: without any, words at the seam are lost


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of segment `segment` (an index), from `start_s` of the segment, in its window."""

    segment: int
    start_s: float
    end_s: float
    window_s: float  # where in the window it begins

    @property
    def window_end_s(self) -> float:
        """Where in the window it ends."""
        return self.window_s + self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Window:
    """What Whisper reads at once: pieces in time order."""

    call_id: str
    pieces: tuple[Piece, ...]

    @property
    def duration_s(self) -> float:
        """Length of the speech and the gaps in it."""
        return self.pieces[-1].window_end_s

    def samples(self, segments: Sequence[SpeechSegment]) -> Samples:
        """The window's sound."""
        out = np.zeros(round(self.duration_s * SAMPLE_RATE_HZ), np.float32)
        for piece in self.pieces:
            taken = segments[piece.segment].samples[_sample(piece.start_s) : _sample(piece.end_s)]
            at = _sample(piece.window_s)
            taken = taken[: len(out) - at]
            out[at : at + len(taken)] = taken
        return out


def pack(segments: Sequence[SpeechSegment], max_s: float = MAX_WINDOW_S) -> list[Window]:
    """Windows of at most `max_s` that hold every segment once, those of one call together."""
    order = sorted(range(len(segments)), key=lambda i: (*_stream(segments[i]), segments[i].start_s))
    windows: list[Window] = []
    for (call_id, _), group in groupby(order, key=lambda i: _stream(segments[i])):
        spans = [span for i in group for span in _spans(i, segments[i], max_s)]
        windows += [_window(call_id, part) for part in _balanced(spans, max_s)]
    return windows


def _stream(segment: SpeechSegment) -> tuple[str, str]:
    return segment.call_id, segment.role


def _spans(index: int, segment: SpeechSegment, max_s: float) -> list[tuple[int, float, float]]:
    """(segment, start, end): one span, or several equal ones where a segment exceeds a window."""
    length_s = len(segment.samples) / SAMPLE_RATE_HZ
    count = max(1, int(np.ceil(length_s / max_s)))
    edges = np.linspace(0, length_s, count + 1)
    return [(index, float(a), float(b)) for a, b in zip(edges, edges[1:], strict=False)]


Spans = list[tuple[int, float, float]]


def _balanced(spans: Spans, max_s: float) -> list[Spans]:
    """As few runs as `max_s` allows, then the smallest capacity that still gives so few."""
    fewest = len(_fill(spans, max_s))
    low, high = max_s / 4, max_s
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_fill(spans, middle)) <= fewest else (middle, high)
    return _fill(spans, high)


def _fill(spans: Spans, capacity_s: float) -> list[Spans]:
    runs: list[Spans] = []
    filled_s = 0.0
    for span in spans:
        length_s = span[2] - span[1]
        if not runs or filled_s + GAP_S + length_s > capacity_s:
            runs.append([])
            filled_s = -GAP_S
        runs[-1].append(span)
        filled_s += GAP_S + length_s
    return runs


def _window(call_id: str, spans: Spans) -> Window:
    pieces: list[Piece] = []
    at_s = 0.0
    for index, start_s, end_s in spans:
        pieces.append(Piece(index, start_s, end_s, at_s))
        at_s = pieces[-1].window_end_s + GAP_S
    return Window(call_id, tuple(pieces))


def _sample(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE_HZ)
