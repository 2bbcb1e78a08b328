"""Packs speech segments into windows, so that Whisper has context and no frame is wasted.

Segments of one call and role follow each other in a window with a short silence between. The
encoder and the cross-attention cost by the frame, so a call gets the window length that wastes
least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from voicemon.types import SAMPLE_RATE_HZ, Samples, SpeechSegment

LENGTHS_S = tuple(
    half / 2 for half in range(48, 61)
)  # shorter ones lose context and words; Whisper's own is 30 s
SPARE_S = 0.5  # silence at a window's end, for its last word
GAP_S = 0.2  # silence between two segments, beside their own pads; less loses words at seams
PART_S = 3.0  # no part of a segment that is split over two windows is shorter
SEARCH_S = 2.5  # how far before a window's end a pause to split at is looked for
PAUSE_S = 0.16
PAUSE_DB = 20.0  # a pause lies this far below the segment's loud moments
COST_EXPONENT = 1.4  # measured: what a window costs grows with length ** 1.4 (attention)


Spans = list[tuple[int, float, float]]  # (segment, start, end)


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
    """What Whisper reads at once: pieces in time order, then silence up to `length_s`."""

    call_id: str
    length_s: float
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


def pack(segments: Sequence[SpeechSegment]) -> list[Window]:
    """Windows that hold every segment once.

    All windows of a call have one length, the cheapest for it, so that what is heard in a call
    does not depend on the calls that share its batches.
    """
    order = sorted(
        range(len(segments)), key=lambda i: (*stream_of(segments[i]), segments[i].start_s)
    )
    windows: list[Window] = []
    for call_id, group in groupby(order, key=lambda i: segments[i].call_id):
        streams = groupby(group, key=lambda i: stream_of(segments[i]))
        spans = [[span for i in stream for span in _spans(i, segments[i])] for _, stream in streams]
        windows += _cheapest(call_id, spans, segments)
    return windows


def stream_of(segment: SpeechSegment) -> tuple[str, str]:
    """Call and role: whose segments follow each other in a window."""
    return segment.call_id, segment.role


def _spans(index: int, segment: SpeechSegment) -> Spans:
    """(segment, start, end): one span, or several equal ones where a segment exceeds a window."""
    length_s = len(segment.samples) / SAMPLE_RATE_HZ
    count = max(1, int(np.ceil(length_s / (LENGTHS_S[-1] - SPARE_S))))
    edges = np.linspace(0, length_s, count + 1)
    return [(index, float(a), float(b)) for a, b in zip(edges, edges[1:], strict=False)]


def _cheapest(
    call_id: str, streams: Sequence[Spans], segments: Sequence[SpeechSegment]
) -> list[Window]:
    longest_s = max(end_s - start_s for spans in streams for _, start_s, end_s in spans)
    shortest_s = min(length_s for length_s in LENGTHS_S if length_s >= longest_s + SPARE_S)
    plans = [
        (length_s, [run for spans in streams for run in _fill(spans, length_s - SPARE_S, segments)])
        for length_s in LENGTHS_S
        if length_s >= shortest_s
    ]
    length_s, runs = min(plans, key=lambda plan: len(plan[1]) * plan[0] ** COST_EXPONENT)
    return [_window(call_id, length_s, run) for run in runs]


def _fill(spans: Spans, capacity_s: float, segments: Sequence[SpeechSegment]) -> list[Spans]:
    """Runs of successive spans, each as full as may be; what does not fit is split at a pause."""
    runs: list[Spans] = [[]]
    room_s = capacity_s
    for span in spans:
        rest = span
        if _length_s(rest) > room_s:
            at_s = _pause_s(segments[rest[0]], rest, room_s)
            if at_s is not None:
                runs[-1].append((rest[0], rest[1], at_s))
                rest = (rest[0], at_s, rest[2])
            runs.append([])
            room_s = capacity_s
        runs[-1].append(rest)
        room_s -= _length_s(rest) + GAP_S
    return [run for run in runs if run]


def _length_s(span: tuple[int, float, float]) -> float:
    return span[2] - span[1]


def _pause_s(segment: SpeechSegment, span: tuple[int, float, float], room_s: float) -> float | None:
    """Where in the segment a pause lets the span's first part fit into `room_s`, if anywhere."""
    _, start_s, end_s = span
    last_s = min(start_s + room_s, end_s - PART_S)
    first_s = max(start_s + PART_S, last_s - SEARCH_S)
    if last_s - first_s < PAUSE_S:
        return None
    step = _sample(PAUSE_S / 4)
    count = len(segment.samples) // step
    power = np.square(segment.samples[: count * step].reshape(count, step)).mean(axis=1)
    pauses = np.convolve(power, np.ones(4) / 4, "valid")  # [i]: PAUSE_S from step i on
    low, high = round(first_s * SAMPLE_RATE_HZ / step), round(last_s * SAMPLE_RATE_HZ / step) - 4
    if high <= low:
        return None
    at = low + int(np.argmin(pauses[low:high]))
    if pauses[at] > np.quantile(power, 0.9) * 10 ** (-PAUSE_DB / 10):
        return None
    return (at + 2) * step / SAMPLE_RATE_HZ


def _window(call_id: str, length_s: float, spans: Spans) -> Window:
    pieces: list[Piece] = []
    at_s = 0.0
    for index, start_s, end_s in spans:
        pieces.append(Piece(index, start_s, end_s, at_s))
        at_s = pieces[-1].window_end_s + GAP_S
    return Window(call_id, length_s, tuple(pieces))


def _sample(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE_HZ)
