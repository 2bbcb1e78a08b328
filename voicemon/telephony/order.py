"""One track's frames → its samples in order, without holes and without doubles.

A frame may carry a `number` (1, 2, 3, … as sent) and a moment `at` on the sender's clock, either or
none. The rules:

- With neither, frames count as they come.
- The next number is due at once. A frame ahead of its turn waits until what is missing has come,
  until `WINDOW_S` of audio (at least `FEW_FRAMES` frames) or `WINDOW_FRAMES` frames wait, or not at
  all where more is missing than that; then the hole becomes silence, as long as the moments say,
  else as the missing numbers say. What comes after its turn, or twice, is dropped.
- A number far behind, or behind at a later moment, means that the sender's count began anew.
- Without numbers the moments alone order the frames, from the first that came; half a frame of
  difference is not a hole.
- A step of the moments between successive numbers is a pause of the sender and becomes silence when
  it is longer than `JITTER_S`; shorter ones are the unrest of the sender's clock.
- A moment is believed up to `GAP_S` beyond the furthest audio of any track of the connection. One
  further ahead, or behind, is a jump of the clock: the audio goes on where it is, nothing is lost.
- Tracks that share a `Clock` share its zero: one that begins later begins with silence.
- Numbers that keep missing where the moments show no hole are not counted a track (a sender that
  numbers all tracks together): after `FALSE_HOLES` of them only the moments count.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from voicemon.telephony.events import Heard
from voicemon.types import Samples

WINDOW_S = 1.0
WINDOW_FRAMES = 400
FEW_FRAMES = 3
REPEATS = 32  # a number this little behind is a repetition, never a new count
JITTER_S = 0.2
GAP_S = 30.0
FALSE_HOLES = 3

_SILENCE_S = 1.0  # one event holds at most this much of a hole, so that no hole costs memory


@dataclass(slots=True)
class Clock:
    """What the tracks of one connection share: the moment of sample 0, and the furthest sample."""

    zero: int | None = None
    furthest: int = 0


@dataclass(slots=True)
class _Frame:
    samples: Samples
    number: int | None
    at: int | None


class Order:
    """One track's order. `add` as frames come; `flush` when nothing more will come.

    `at` is in samples of `rate_hz`, from any zero. `end` is the number of samples given out.
    `first` is the number of the very first frame where the format fixes it.
    """

    def __init__(
        self, track: str, rate_hz: int, clock: Clock | None = None, first: int | None = None
    ) -> None:
        self.track = track
        self.rate_hz = rate_hz
        self.end = 0
        self._clock = clock or Clock()
        self._next = first
        self._shift: int | None = (
            None  # index of a sample = its moment + shift; None: no moment yet
        )
        self._usual = round(0.02 * rate_hz)
        self._waiting: dict[int, _Frame] = {}
        self._waiting_samples = 0
        self._false_holes = 0
        self._window = round(WINDOW_S * rate_hz)
        self._jitter = round(JITTER_S * rate_hz)
        self._gap = round(GAP_S * rate_hz)

    def add(
        self, samples: Samples, number: int | None = None, at: int | None = None
    ) -> list[Heard]:
        """A frame as it came; what can be given out now."""
        if self._false_holes >= FALSE_HOLES and at is not None:
            number = None
        frame = _Frame(samples, number, at)
        missing = self._missing(frame)
        if missing == 0:
            if not self._waiting:
                return self._give(frame)
            anew = number is not None and self._next is not None and number < self._next
            return (self.flush() if anew else []) + self._give(frame) + self._settle()
        if missing < 0:
            return self._late(frame, missing)
        key = at if number is None else number
        if key is not None and key not in self._waiting:
            self._waiting[key] = frame
            self._waiting_samples += samples.size
        return self._settle()

    def skip(self, samples: int) -> list[Heard]:
        """Time of the call for which the sender has no audio; silence, after what waits."""
        return self.flush() + self._silence(samples)

    def flush(self) -> list[Heard]:
        """What still waits for its turn, holes filled; nothing more will come before it."""
        heard: list[Heard] = []
        while self._waiting:
            heard += self._give(self._take(min(self._waiting)))
        return heard

    def forget(self) -> None:
        """Drop what waits for its turn; it must not be heard."""
        self._waiting.clear()
        self._waiting_samples = 0

    def _missing(self, frame: _Frame) -> int:
        """Samples that must come before this frame; below 0: it has been before."""
        if frame.number is not None:
            if self._next is None or frame.number == self._next:
                return 0
            steps = frame.number - self._next
            if steps < 0 and not self.end:
                return 0  # a count that begins below `first`
            if steps < -WINDOW_FRAMES or (steps < -REPEATS and self._is_later(frame)):
                return 0
            return steps * max(self._usual, 1)
        if frame.at is None or self._shift is None:
            return 0
        ahead = frame.at + self._shift - self.end
        return 0 if abs(ahead) <= max(frame.samples.size // 2, self.rate_hz // 1000) else ahead

    def _is_later(self, frame: _Frame) -> bool:
        if frame.at is None or self._shift is None:
            return False
        return frame.at + self._shift >= self.end - self._usual // 2

    def _late(self, frame: _Frame, missing: int) -> list[Heard]:
        if frame.number is not None:
            return []
        if -missing > self._window:
            return self._give(frame)  # further back than any delay: the clock was set back
        return self._give(_Frame(frame.samples[-missing:], None, None))

    def _settle(self) -> list[Heard]:
        """Give out what is due; and the first that waits, when it has waited long enough."""
        heard: list[Heard] = []
        while self._waiting:
            first = min(self._waiting)
            missing = self._missing(self._waiting[first])
            if missing > 0 and not self._full(missing):
                break
            frame = self._take(first)
            if missing < 0:
                heard += self._late(frame, missing)
                continue
            if missing > 0:
                self._learn(frame)
            heard += self._give(frame)
            if self._false_holes == FALSE_HOLES:
                self._false_holes += 1
                heard += self.flush()
        return heard

    def _full(self, missing: int) -> bool:
        """What is missing before the first that waits need not be waited for any longer."""
        frames = len(self._waiting)
        return (
            (self._waiting_samples > self._window and frames >= FEW_FRAMES)
            or frames > WINDOW_FRAMES
            or missing > max(self._window, FEW_FRAMES * self._usual)
        )

    def _take(self, key: int) -> _Frame:
        frame = self._waiting.pop(key)
        self._waiting_samples -= frame.samples.size
        return frame

    def _learn(self, frame: _Frame) -> None:
        """Count holes of the numbers that are none by the moments."""
        if frame.number is None or frame.at is None or self._shift is None:
            return
        if abs(frame.at + self._shift - self.end) <= self.rate_hz // 1000:
            self._false_holes += 1

    def _give(self, frame: _Frame) -> list[Heard]:
        """The frame behind what was given out, with the silence that belongs before it."""
        hole = self._hole(frame)
        heard = self._silence(hole) if hole else []
        if frame.at is not None and (self._shift is None or hole is None):
            self._shift = self.end - frame.at
            if self._clock.zero is None:
                self._clock.zero = frame.at - self.end
        if frame.number is not None:
            self._next = frame.number + 1
        size = frame.samples.size
        if size:
            heard.append(Heard(self.track, self.end, frame.samples, self.rate_hz))
            self.end += size
            self._usual = size
            self._clock.furthest = max(self._clock.furthest, self.end)
        return heard

    def _hole(self, frame: _Frame) -> int | None:
        """Samples of silence before a frame whose turn it is; None: its moment is not believed."""
        steps = 0
        if frame.number is not None and self._next is not None and self.end:
            steps = max(frame.number - self._next, 0)
        if frame.at is None:
            counted = steps * self._usual
            return counted if counted <= self._gap else 0
        shift = self._shift
        if shift is None:
            shift = -frame.at if self._clock.zero is None else -self._clock.zero
        hole = frame.at + shift - self.end
        if (
            hole < -self._jitter
            or self.end + hole > max(self.end, self._clock.furthest) + self._gap
        ):
            return None
        if steps == 0 and frame.number is not None and hole <= self._jitter:
            return 0
        return max(hole, 0)

    def _silence(self, samples: int) -> list[Heard]:
        """`samples` of silence, in events of at most a second."""
        heard = []
        whole = _zeros(round(_SILENCE_S * self.rate_hz))
        while samples > 0:
            piece = whole[:samples]
            heard.append(Heard(self.track, self.end, piece, self.rate_hz, piece.size))
            self.end += piece.size
            samples -= piece.size
        self._clock.furthest = max(self._clock.furthest, self.end)
        return heard


@cache
def _zeros(samples: int) -> Samples:
    zeros = np.zeros(samples, np.float32)
    zeros.flags.writeable = False
    return zeros
