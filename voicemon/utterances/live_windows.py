"""Windows of running calls: one segment with the same channel's earlier speech before it.

A window's length is one of a few and depends on the segment and its context alone, so what is
heard never depends on the load or on the calls that share a batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from voicemon.types import SAMPLE_RATE_HZ, Samples, SpeechSegment
from voicemon.utterances.packing import GAP_S, Piece, Window
from voicemon.utterances.segmenter import DEFAULT_LIMITS

LIVE_LIMITS = DEFAULT_LIMITS
"""How speech of running calls is cut: as in recordings, so that a call keeps its utterances when it
is heard again after its end. The hang-over is part of the lag; cut after 0.4 s of silence, finals
have more words wrong (0.162 against 0.138, tiny.en on telephone calls).
"""


@dataclass(frozen=True, slots=True)
class Budget:
    """The lengths that a window may have, and how much earlier speech it takes at most.

    `spare_s` of silence end every window: where speech goes on to the very end, Whisper takes to
    saying it twice. `careful` windows are decoded with several beams.
    """

    lengths_s: tuple[float, ...]
    context_s: float
    spare_s: float
    careful: bool = True


FINAL = Budget((12.0, 16.0, 24.0, 30.0), 15.0, 3.0)
SHORT = Budget((8.0, 12.0, 16.0, 24.0, 30.0), 0.0, 0.5, careful=False)  # under load, open speech


@dataclass(frozen=True, slots=True)
class LiveWindow:
    """`segments` is the context, then the segment that is asked for; `window` holds all of them."""

    segments: tuple[SpeechSegment, ...]
    window: Window
    language: str | None = None
    careful: bool = True

    @property
    def segment(self) -> SpeechSegment:
        """What is asked for."""
        return self.segments[-1]

    @property
    def own(self) -> Piece:
        """Where in the window it lies."""
        return self.window.pieces[-1]

    @property
    def length_s(self) -> float:
        """One of the budget's lengths."""
        return self.window.length_s

    @property
    def samples(self) -> Samples:
        """The window's sound."""
        return self.window.samples(self.segments)


def fit(
    segment: SpeechSegment,
    context: Sequence[SpeechSegment],
    budget: Budget = FINAL,
    language: str | None = None,
) -> LiveWindow:
    """The segment's window: as much of the latest context as its length leaves room for.

    A segment longer than the longest window keeps its end; `Limits.max_speech_s` makes none.
    """
    wanted_s = _length_s(segment) + budget.spare_s
    length_s = next((each for each in budget.lengths_s if each >= wanted_s), budget.lengths_s[-1])
    room_s = min(length_s - wanted_s, budget.context_s)
    taken = [segment]
    for earlier in reversed(context):
        room_s -= _length_s(earlier) + GAP_S
        if room_s < 0:
            break
        taken.append(earlier)
    segments = tuple(reversed(taken))
    window = Window(segment.call_id, length_s, _pieces(segments, length_s))
    return LiveWindow(segments, window, language, budget.careful)


def alone(window: LiveWindow) -> LiveWindow:
    """The window of the same length without its context."""
    own = window.segments[-1:]
    pieces = _pieces(own, window.length_s)
    return replace(window, segments=own, window=replace(window.window, pieces=pieces))


def _pieces(segments: Sequence[SpeechSegment], longest_s: float) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at_s = 0.0
    for index, segment in enumerate(segments):
        length_s = _length_s(segment)
        pieces.append(Piece(index, max(0.0, length_s - longest_s), length_s, at_s))
        at_s = pieces[-1].window_end_s + GAP_S
    return tuple(pieces)


def _length_s(segment: SpeechSegment) -> float:
    return len(segment.samples) / SAMPLE_RATE_HZ
