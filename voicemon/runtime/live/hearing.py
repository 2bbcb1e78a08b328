"""One call's ear: audio of its channels → segments in order, words asked for, open speech."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from voicemon.audio.resample import Resampler
from voicemon.monitor import Monitor
from voicemon.runtime.live.asks import PartialAsk
from voicemon.runtime.live.held import Levels
from voicemon.runtime.live.leaks import Leaks, Piece
from voicemon.runtime.live.order import Order, Pending
from voicemon.runtime.live.sameness import Sameness
from voicemon.runtime.live.tracks import Channel
from voicemon.types import SAMPLE_RATE_HZ, AudioChunk, Samples, SpeechSegment
from voicemon.utterances.live_windows import FINAL, LIVE_LIMITS

SLAB = SAMPLE_RATE_HZ // 10  # heard at once, so that open speech is noticed in time
FIRST_PARTIAL_S = 0.8  # of speech, its pad included
NEXT_PARTIAL_S = 1.0
PAIR = (0, 1)  # channels between which leaks are looked for
SILENCE = np.zeros(0, np.float32)


@dataclass(eq=False)
class _Stream:
    """A channel on its way to 16 kHz."""

    channel: Channel
    rate_hz: int = 0
    resampler: Resampler | None = None
    next: int = 0  # sample of the call that goes on without a gap, at `rate_hz`
    first_s: float = 0.0  # of the resampler's first sample
    count: int = 0  # samples at 16 kHz since
    reached_s: float = 0.0  # how far it was listened to
    context: deque[SpeechSegment] = field(default_factory=deque)
    asked: tuple[float, float] = (-1.0, 0.0)  # start of the open speech, end of what was asked
    foreseen: tuple[float, float] = (-1.0, 0.0)  # the segment that was last told to be likely

    @property
    def came_s(self) -> float:
        """How far it was brought to 16 kHz."""
        return self.first_s + self.count / SAMPLE_RATE_HZ

    @property
    def first(self) -> int:
        """Its sample of the call, at 16 kHz."""
        return round(self.first_s * SAMPLE_RATE_HZ)

    def remember(self, segment: SpeechSegment) -> None:
        """Earlier speech, as much as the engine may use."""
        self.context.append(segment)
        spare_s = sum(each.end_s - each.start_s for each in self.context) - FINAL.context_s
        while self.context and spare_s >= self.context[0].end_s - self.context[0].start_s:
            oldest = self.context.popleft()
            spare_s -= oldest.end_s - oldest.start_s


class Hearing:
    """Used by one thread at a time; hears from `begins_s` of the call on. `segment`, `likely`
    and `partial` pass on what was found and return at once; the one whom `partial` calls fills in
    the language. `likely` gets what will be a segment if nobody speaks on, and its context.
    `is_waited_for(channel, heard until)`: whether more of a channel comes soon.
    """

    def __init__(
        self,
        call_id: str,
        monitor: Monitor,
        order: Order,
        segment: Callable[[Pending], None],
        likely: Callable[[SpeechSegment, tuple[SpeechSegment, ...]], None],
        partial: Callable[[PartialAsk], None],
        is_waited_for: Callable[[int, float], bool],
        begins_s: float = 0.0,
    ) -> None:
        self._call_id = call_id
        self._monitor = monitor
        self._order = order
        self._segment = segment
        self._likely = likely
        self._partial = partial
        self._begins_s = begins_s
        self._streams: dict[int, _Stream] = {}
        self._held: list[tuple[float, float]] = []
        self.leaks = Leaks(Sameness(), is_waited_for)

    def hear(self, channel: Channel, start: int, rate_hz: int, levels: Levels) -> None:
        """Audio of a channel; `start` counts samples at `rate_hz` since the call began."""
        stream = self._stream(channel)
        if stream.resampler is None or rate_hz != stream.rate_hz or start != stream.next:
            self._restart(stream, start, rate_hz)
        stream.next = start + len(levels)
        assert stream.resampler is not None
        sound = levels.astype(np.float32) / np.float32(32768.0)
        self._feed(stream, stream.resampler.feed(sound.reshape(-1, 1))[:, 0])
        self.go_on()

    def go_on(self) -> None:
        """Listen to what waited for another channel and need not wait any more."""
        for number, stream in self._streams.items():
            if number in PAIR:
                self._listen(stream, self.leaks.take(number))

    def close(self, channel: Channel) -> None:
        """No audio of this channel for now: what is open is complete."""
        stream = self._stream(channel)
        self._end(stream)
        if channel.number in PAIR:
            self._listen(stream, self.leaks.take(channel.number, all_of_it=True))
        stream.resampler = None

    def forget(self) -> None:
        """Open speech and what was kept of earlier speech, gone."""
        self._monitor.forget()
        for number, stream in self._streams.items():
            if number in PAIR:
                self.leaks.forget(number)
            stream.reached_s = stream.came_s
            self._order.forgotten(stream.reached_s)
            stream.resampler = None
            stream.context.clear()

    def hold(self, on: bool) -> float:
        """The customer was put on hold, or taken back; returns the moment of the call."""
        at_s = self.reached_s
        if on:
            self._held.append((at_s, float("inf")))
        elif self._held and self._held[-1][1] == float("inf"):
            self._held[-1] = (self._held[-1][0], at_s)
        return at_s

    @property
    def reached_s(self) -> float:
        """How much of the call was heard."""
        return max((each.came_s for each in self._streams.values()), default=self._begins_s)

    def open_until_s(self) -> list[float]:
        """Until when the open speech of each channel was heard."""
        speech = [self._monitor.open(number) for number in self._streams]
        return [each.end_s for each in speech if each is not None]

    def is_open(self, segment: SpeechSegment) -> bool:
        """Whether the speech that began there goes on; from any thread."""
        return self._order.is_open(segment.start_s, segment.role)

    def _stream(self, channel: Channel) -> _Stream:
        if channel.number not in self._streams:
            self._streams[channel.number] = _Stream(channel)
        return self._streams[channel.number]

    def _restart(self, stream: _Stream, start: int, rate_hz: int) -> None:
        """Another rate, or a gap: a new count from here."""
        if stream.resampler is not None:
            self._end(stream)
        stream.rate_hz = rate_hz
        stream.resampler = Resampler(rate_hz)
        stream.first_s, stream.count = start / rate_hz, 0

    def _end(self, stream: _Stream) -> None:
        """The rest of what came, and the end of open speech behind it."""
        rest = stream.resampler.flush()[:, 0] if stream.resampler is not None else SILENCE
        self._feed(stream, rest)
        self._put(stream, Piece(stream.came_s, stream.first + stream.count, SILENCE, ends=True))

    def _feed(self, stream: _Stream, sound: Samples) -> None:
        for at in range(0, len(sound), SLAB):
            slab = sound[at : at + SLAB]
            piece = Piece(stream.came_s, stream.first + stream.count, slab)
            stream.count += len(slab)
            self._put(stream, piece)

    def _put(self, stream: _Stream, piece: Piece) -> None:
        if stream.channel.number in PAIR:
            self.leaks.put(stream.channel.number, piece)
        else:
            self._listen(stream, [piece])

    def _listen(self, stream: _Stream, pieces: list[Piece]) -> None:
        for piece in pieces:
            if len(piece.samples):
                self._slab(stream, piece)
            if piece.ends:
                self._emit(stream, self._monitor.hush(stream.channel.number))

    def _slab(self, stream: _Stream, piece: Piece) -> None:
        channel = stream.channel
        chunk = AudioChunk(self._call_id, channel.role, piece.start_s, piece.samples)
        stream.reached_s = piece.start_s + len(piece.samples) / SAMPLE_RATE_HZ
        self._emit(stream, self._monitor.hear(chunk, channel.number))
        speech = self._monitor.open(channel.number)
        if speech is not None:
            self._order.opened(channel.number, channel.role, speech.start_s, speech.known_s)
            if self._is_due(stream, speech.start_s, speech.end_s):
                stream.asked = (speech.start_s, speech.end_s)
                self._ask_partial(stream, speech.start_s)
            self._foresee(stream, speech.start_s, speech.ends_s)
        self._order.reached(channel.number, stream.reached_s)

    def _is_due(self, stream: _Stream, start_s: float, end_s: float) -> bool:
        asked_start_s, asked_end_s = stream.asked
        if asked_start_s == start_s:
            return end_s - asked_end_s >= NEXT_PARTIAL_S
        return end_s - start_s >= FIRST_PARTIAL_S

    def _foresee(self, stream: _Stream, start_s: float, ends_s: float | None) -> None:
        if ends_s is None or stream.foreseen == (start_s, ends_s):
            return
        stream.foreseen = (start_s, ends_s)
        segment = self._monitor.likely(stream.channel.number)
        if segment is not None:
            self._likely(segment, tuple(stream.context))

    def _emit(self, stream: _Stream, segments: list[SpeechSegment]) -> None:
        channel = stream.channel
        for segment in segments:
            completed_s = LIVE_LIMITS.completed_s(segment)
            spoken_s = segment.end_s if segment.cut else segment.end_s - LIVE_LIMITS.pad_s
            middle_s = (segment.start_s + segment.end_s) / 2
            pending = Pending(
                completed_s,
                segment.role,
                segment.start_s,
                segment,
                channel.number,
                channel.arrival_of(spoken_s),
                time.monotonic(),
                tuple(stream.context),
                any(since_s <= middle_s < till_s for since_s, till_s in self._held),
            )
            stream.remember(segment)
            self._segment(pending)

    def _ask_partial(self, stream: _Stream, start_s: float) -> None:
        number = stream.channel.number
        self._partial(
            PartialAsk(
                self._call_id,
                stream.channel.role,
                start_s,
                self._monitor.open_samples(number),
                tuple(stream.context),
                None,
                time.monotonic(),
            )
        )
