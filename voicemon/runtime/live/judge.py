"""One call's judgement while it runs: what is said is ordered, redacted, weighed and told.

The ear's thread feeds it (`hear`, `close`, `hold`, …), the engine answers, a weigher does its
`work`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from voicemon.monitor import Monitor, utterance_id, utterance_of
from voicemon.monitor import Weighed as Found
from voicemon.privacy.redaction import CallRedactor, cover
from voicemon.runtime.live import masking
from voicemon.runtime.live.asks import FinalAsk, PartialAsk, PartialHeard, Unheard
from voicemon.runtime.live.changes import (
    Marked,
    News,
    Partial,
    Provisional,
    Step,
    Weighed,
)
from voicemon.runtime.live.gate import GatedDetector
from voicemon.runtime.live.hearing import Hearing
from voicemon.runtime.live.hold import HoldWatch, announces
from voicemon.runtime.live.order import Order, Pending
from voicemon.runtime.live.ports import Engine
from voicemon.runtime.live.story import Story
from voicemon.runtime.live.tape import Levels
from voicemon.runtime.live.tracks import Channel
from voicemon.runtime.live.weighing import Work
from voicemon.runtime.models import Models
from voicemon.types import (
    SAMPLE_RATE_HZ,
    AudioChunk,
    Call,
    Evidence,
    Flag,
    Frustration,
    Heard,
    Reading,
    Role,
    SpeechSegment,
    Stretch,
    StretchKind,
    Transcript,
    Utterance,
    Withheld,
    Word,
    spoken_text,
)
from voicemon.utterances.live_windows import LIVE_LIMITS

STALLED_S = 1.0  # of wall time; then a channel is not waited for
FILTER_S = 0.1  # of audio that the way to 16 kHz may hold back
PROVISIONAL_S = 4.0
WATCH_S = 0.5  # of audio between looks for a hold
CORRECTED = 12  # utterances that a later one may show to hold a secret

Place = tuple[StretchKind, Role | None, float]


@dataclass(frozen=True, slots=True)
class Teller:
    """How a judge speaks: news, warnings, "there is work", the lag of a final in seconds."""

    tell: Callable[[News], None]
    warn: Callable[[str], None]
    ready: Callable[[], None]
    lag: Callable[[float], None]


class Judge:
    """`channels` is the call's own list, by number; `story` is what has been told."""

    def __init__(
        self,
        story: Story,
        channels: Sequence[Channel],
        models: Models,
        engine: Engine,
        teller: Teller,
        language: str | None,
    ) -> None:
        call = story.call
        self._story = story
        self._channels = channels
        self._engine = engine
        self._teller = teller
        self._language = language  # as it is known beforehand; else every speaker's is detected
        self._heard_language = language or "en"
        self._order = Order()
        self._hold = HoldWatch()
        self._lock = threading.Lock()  # of the hold and the partials
        self._partials: dict[tuple[Role, float], tuple[PartialAsk, PartialHeard]] = {}
        self._stretches: dict[Place, Stretch] = {}
        self._watched_s = 0.0
        self._lag_s = 0.0
        self._redactor = CallRedactor(language or "en")
        self._monitor = Monitor(
            call,
            lambda: GatedDetector(models.detector()),
            models.voice,
            language or "en",
            LIVE_LIMITS,
        )
        self._hearing = Hearing(
            call.id, self._monitor, self._order, self._segment, self._open_speech
        )

    # -- for anybody

    @property
    def waiting(self) -> int:
        """Segments that are not weighed yet."""
        return len(self._order)

    @property
    def on_hold(self) -> bool:
        """Whether nobody live speaks on the agent's side just now."""
        return self._hold.since_s is not None

    def lag_s(self) -> float:
        """From the end of speech to its score: of the last, or of one that waits longer still."""
        oldest = self._order.oldest()
        return max(self._lag_s, time.monotonic() - oldest) if oldest is not None else self._lag_s

    def speak(self, language: str | None) -> None:
        """The sender tells the language."""
        self._language = self._language or language

    def drop(self) -> None:
        """Nobody may look at what waits any more."""
        self._order.clear()
        with self._lock:
            self._partials.clear()

    def begin(self, channel: Channel, begins_s: float) -> None:
        """A further channel, from this moment of the call on."""
        self._order.reached(channel.number, begins_s)
        self._hold.has_agent |= channel.role is Role.AGENT

    # -- the ear's thread

    def hear(self, channel: Channel, start: int, rate_hz: int, levels: Levels) -> None:
        """Audio in its turn."""
        self._hearing.hear(channel, start, rate_hz, levels)

    def close(self, channel: Channel) -> None:
        """A channel delivers no more for now."""
        self._hearing.close(channel)
        self._order.closed(channel.number)

    def forget(self) -> None:
        """Open speech, and words of it that were shown."""
        self._hearing.forget()
        with self._lock:
            self._partials.clear()
        for partial in list(self._story.partials.values()):
            self._teller.tell(replace(partial, stable="", unsure=""))

    def hold(self, *, on: bool) -> None:
        """The sender says so."""
        at_s = self._hearing.hold(on)
        with self._lock:
            stretches = self._hold.sender(on, at_s)
        self.mark(stretches)

    def watch(self) -> None:
        """After a turn of the ear: silences on the agent's side, segments that must be asked."""
        now_s = self._hearing.reached_s
        if now_s - self._watched_s >= WATCH_S:
            self._watched_s = now_s
            spoken_s = max([self._order.latest_s(), *self._hearing.open_until_s()])
            with self._lock:
                stretches = self._hold.step(now_s, spoken_s)
            self.mark(stretches)

    def _segment(self, pending: Pending) -> None:
        self._order.add(pending)

        def done(answer: Heard | Exception) -> None:
            pending.answer = answer
            self._teller.ready()

        ask = FinalAsk(pending.segment, pending.context, self._language, pending.due_at)
        self._engine.final(ask, done)

    def _open_speech(self, ask: PartialAsk) -> None:
        if self._engine.step is not Step.FULL:
            return

        def done(answer: PartialHeard | None) -> None:
            if answer is not None:
                with self._lock:
                    self._partials[ask.role, ask.start_s] = (ask, answer)
                self._teller.ready()

        self._engine.partial(replace(ask, language=self._language), done)

    # -- a weigher's thread; one at a time

    def work(self) -> list[Work]:
        """What can be weighed or shown now; words are redacted before anybody else sees them."""
        finals = [self._final(pending) for pending in self._order.take(self._is_waited_for)]
        with self._lock:
            partials, self._partials = list(self._partials.values()), {}
        return [*finals, *(self._partial(*each) for each in partials)]

    def _is_waited_for(self, number: int, heard_s: float) -> bool:
        """An open channel, unless all that came of it is heard and no more comes."""
        channel = self._channels[number]
        behind = channel.due_s - heard_s > FILTER_S
        return behind or time.monotonic() - channel.heard_at <= STALLED_S

    def _final(self, pending: Pending) -> Work:
        transcript = self._redacted(pending)
        text = transcript.text if transcript is not None else None
        return Work(text, lambda reading: self._weigh(pending, transcript, reading))

    def _redacted(self, pending: Pending) -> Transcript | None:
        """The words as they may be seen; None where nobody wrote them down."""
        answer = pending.answer
        if not isinstance(answer, Heard):
            if not isinstance(answer, Unheard):
                self._teller.warn("some speech could not be written down; its sound was weighed")
            return None
        if answer.transcript.words:
            self._heard_language = answer.transcript.language or self._heard_language
        return self._redactor.feed([(pending.role, answer.transcript)])[0]

    def _weigh(
        self, pending: Pending, transcript: Transcript | None, reading: Reading | None
    ) -> None:
        segment = self._believed(pending)
        if segment is None:
            return
        states = pending.answer.states if isinstance(pending.answer, Heard) else None
        if segment.role is not pending.role:
            states = None
        speaking = self._order.speaking(pending)
        found: Sequence[Found]
        if transcript is None or reading is None:
            found = self._monitor.unheard(segment, speaking)
        elif pending.kept_out or self._is_announcement(segment, transcript):
            found = [utterance_of(segment, transcript)] if transcript.words else []
        else:
            found = self._monitor.weigh(segment, transcript, states, reading, speaking)
        if transcript is None or transcript.words:
            with self._lock:
                self._hold.spoke(segment.role, segment.end_s)
        self._told(segment, found, pending)

    def _believed(self, pending: Pending) -> SpeechSegment | None:
        """Fake stereo is one mixed channel: the first is kept, and nobody knows who speaks."""
        if not self._hearing.same.at(pending.completed_s):
            return pending.segment
        if pending.channel != self._channels[0].number:
            return None
        return replace(pending.segment, role=Role.UNKNOWN, role_confidence=0.0)

    def _is_announcement(self, segment: SpeechSegment, transcript: Transcript) -> bool:
        if segment.role is not Role.AGENT or self._hold.live_agent or not transcript.words:
            return False
        if announces(transcript.text):
            self.mark([Stretch(StretchKind.HOLD, segment.start_s, segment.end_s, Role.AGENT)])
            return True
        self._hold.live_agent = True
        return False

    def _told(self, segment: SpeechSegment, found: Sequence[Found], pending: Pending) -> None:
        weighed = _together(found)
        if weighed is None:
            self._take_back(utterance_id(segment))
        else:
            self._teller.tell(weighed)
            self._lag_s = time.monotonic() - pending.spoken_at
            self._teller.lag(self._lag_s)
        self._correct()
        self._mark_timing()

    def _take_back(self, name: str) -> None:
        partial = self._story.partials.get(name)
        if partial is not None:
            self._teller.tell(replace(partial, stable="", unsure=""))

    def _correct(self) -> None:
        """Earlier words that only this utterance told to be a secret."""
        spans = self._redactor.spans
        self.mark([Stretch(StretchKind.REDACTED, s.start_s, s.end_s, s.role) for s in spans])
        for told in list(self._story.weighed.values())[-CORRECTED:]:
            mine = [span for span in spans if span.role is told.utterance.role]
            words = cover(told.utterance.words, mine)
            if words != told.utterance.words:
                said = replace(told.utterance, words=words, text=spoken_text(words))
                self._teller.tell(replace(told, utterance=said))

    def _mark_timing(self) -> None:
        """What the timing of both sides says now; a stretch that is gone is told as empty."""
        now = {(s.kind, s.role, s.start_s): s for s in self._monitor.stretches}
        gone = [
            replace(stretch, end_s=stretch.start_s)
            for place, stretch in self._stretches.items()
            if place not in now
        ]
        self.mark([*gone, *now.values()])
        self._stretches = now

    def mark(self, stretches: Sequence[Stretch]) -> None:
        """Tell of those that are new or have changed."""
        for stretch in stretches:
            known = self._story.stretches.get((stretch.kind, stretch.role, stretch.start_s))
            if known != stretch and (known is not None or stretch.end_s > stretch.start_s):
                self._teller.tell(Marked(stretch))

    def _partial(self, ask: PartialAsk, heard: PartialHeard) -> Work:
        """Words of open speech, masked; on long speech of a customer a provisional score."""
        segment = _open_segment(ask, heard.end_s)
        words = masking.masked(heard.stable, heard.unsure, self._heard_language)
        text = " ".join(filter(None, words))
        is_long = ask.role is Role.CUSTOMER and segment.end_s - ask.start_s > PROVISIONAL_S
        return Work(
            text if is_long and text else None,
            lambda reading: self._show(segment, words, reading),
        )

    def _show(
        self, segment: SpeechSegment, words: tuple[str, str], reading: Reading | None
    ) -> None:
        name = utterance_id(segment)
        is_late = name in self._story.weighed or not self._hearing.is_open(segment)
        if is_late or not any(words) or self._redactor.expects(segment.start_s):
            return
        self._teller.tell(Partial(name, segment.role, segment.start_s, segment.end_s, *words))
        if reading is not None:
            transcript = _as_heard(" ".join(filter(None, words)), segment, self._heard_language)
            frustration = self._monitor.glance(segment, transcript, reading)
            if frustration is not None:
                self._teller.tell(Provisional(frustration))

    # -- the end

    def end(self, duration_s: float) -> list[Flag]:
        """Everything is weighed: flags and stretches that only the end tells."""
        with self._lock:
            stretches = self._hold.end(duration_s)
        self.mark(stretches)
        flags = self._monitor.end(duration_s)
        self._mark_timing()
        return flags


def warm_up(models: Models) -> None:
    """Load now what the first call would wait for: seconds of imports and compilation."""
    call = Call("warm-up", datetime.now(UTC))
    sound = np.random.default_rng(1).standard_normal(2 * SAMPLE_RATE_HZ).astype(np.float32) * 0.1
    sound[::2] = 0.0
    monitor = Monitor(call, models.detector, models.voice, "en", LIVE_LIMITS)
    monitor.hear(AudioChunk(call.id, Role.CUSTOMER, 0.0, sound))
    monitor.unheard(SpeechSegment(call.id, Role.CUSTOMER, 1.0, 0.0, 2.0, sound))
    models.reader.read([("warm-up", "hello there")])


def _together(found: Sequence[Found]) -> Weighed | None:
    utterance = next((item for item in found if isinstance(item, Utterance)), None)
    if utterance is None:
        return None
    return Weighed(
        utterance,
        tuple(item for item in found if isinstance(item, Evidence)),
        tuple(item for item in found if isinstance(item, Withheld)),
        next((item for item in found if isinstance(item, Frustration)), None),
        tuple(item for item in found if isinstance(item, Flag)),
    )


def _open_segment(ask: PartialAsk, end_s: float) -> SpeechSegment:
    return SpeechSegment(ask.call_id, ask.role, 1.0, ask.start_s, end_s, ask.samples)


def _as_heard(text: str, segment: SpeechSegment, language: str) -> Transcript:
    """Words without times of their own, spread over the speech."""
    said = text.split()
    step_s = (segment.end_s - segment.start_s) / max(1, len(said))
    words = tuple(
        Word(f" {word}", segment.start_s + at * step_s, segment.start_s + (at + 1) * step_s, 0.8)
        for at, word in enumerate(said)
    )
    return Transcript(words, language, 0.0, 0.0, "")
