"""One running call: what its lines say goes onto the tape and into the inbox; what becomes of it
is told, numbered, to whoever watches.

Lines call from their own threads and return at once; an ear's thread empties the inbox (`listen`).
What goes wrong in the judgement of a call ends that judgement only: its recording goes on. Longer
than other files on purpose: which thread may touch what of a call is read in one place.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime

import structlog

from voicemon.runtime.live import facts as say
from voicemon.runtime.live.changes import (
    Flagged,
    Marked,
    Phase,
    Renamed,
    Started,
    Status,
    Step,
)
from voicemon.runtime.live.chronicle import Chronicle
from voicemon.runtime.live.held import Levels
from voicemon.runtime.live.inbox import Audio, Event, Inbox
from voicemon.runtime.live.judge import Judge
from voicemon.runtime.live.service import Service
from voicemon.runtime.live.tap import Tap
from voicemon.runtime.live.tape import Tape
from voicemon.runtime.live.tracks import Channel
from voicemon.runtime.live.weighing import Work
from voicemon.types import Call, Flag, Stretch, StretchKind

log = structlog.get_logger(__name__)

STATUS_S = 1.0
OWED = "the last words were not analysed in time; the pass after the call hears them"
LATE = "some audio was not analysed in time; the pass after the call hears it"
RECORDED = (
    "up to {clock} the call was only recorded, because all capacity was in use; the pass after the "
    "call hears that part"
)
FAULT = "the live analysis ended by a fault; the recording goes on"


class LiveCall:
    """One call from its first line to its last word. `analysed` False: it is only recorded, until
    it is taken up.
    """

    def __init__(self, call: Call, service: Service, tape: Tape | None, *, analysed: bool) -> None:
        self.id = call.id
        self.tape = tape
        self.channels: list[Channel] = []
        self.tap = Tap(self.channels)
        self.began_at: float | None = None  # its first audio, on the monotonic clock
        self.heard_at = time.monotonic()
        self.worked_at = 0.0  # when something was weighed last
        self.gathers_s = 0.0  # after its first audio: so long may a leg still begin with it
        self.ending: str | None = None
        self.stopped = False
        self.paused = False
        self.was_analysed = analysed
        self.dropped_s = 0.0
        self.faults = 0
        self.news = Chronicle(call, tape, service.tell)
        self._service = service
        self._inbox = Inbox()
        self._complete = False
        self._given_over = False
        self._status_at = 0.0
        self._held = False
        self._judge = self._new_judge() if analysed else None
        self.news.tell(Started(call))
        self._check_language()

    def _new_judge(self, begins_s: float = 0.0) -> Judge:
        ready, channels = self._service.ready, self.channels
        return self._service.judge(self.news, channels, lambda: ready(self), begins_s)

    def _check_language(self) -> None:
        if self._judge is not None:
            self._service.check_language(self.news)

    # -- what watchers see

    @property
    def call(self) -> Call:
        """Its facts."""
        return self.news.story.call

    @property
    def is_analysed(self) -> bool:
        """Whether somebody listens, and not the tape alone."""
        return self._judge is not None

    @property
    def waits(self) -> bool:
        """Whether it is only recorded because all capacity was in use."""
        return not self.was_analysed and self.ending is None

    @property
    def step(self) -> Step:
        """How far its analysis is degraded."""
        return self._service.engine.step if self._judge is not None else Step.RECORD_ONLY

    @property
    def due_s(self) -> float:
        """How much of the call has come in."""
        return max((each.due_s for each in self.channels), default=0.0)

    # -- what lines say; any thread

    def add(self, channel: Channel, begins_s: float) -> None:
        """A further channel, from this moment of the call on."""
        self.channels.append(channel)
        if self._judge is not None:
            self._judge.begin(channel, begins_s)
        self.news.note("channel", number=channel.number, role=channel.role.value)

    def take_up(self) -> None:
        """There is capacity for a call that `waits`: it is listened to from here on. What was only
        recorded is marked, and left to the pass after the call. Neither `add` nor `finish` may run
        meanwhile.
        """
        with self.news.lock:
            if not self.waits:
                return
            at_s, self.was_analysed = self.due_s, True
            judge = self._new_judge(at_s)
            for channel in self.channels:
                judge.begin(channel, at_s)
            self._judge = judge
            if self._held:
                self._later(lambda judge: judge.hold(on=True))
            self.news.note("live", models=self._service.models.names, analysed=True)
            self._check_language()
            if at_s > 0:
                self.news.tell(Marked(Stretch(StretchKind.UNHEARD, 0.0, at_s)))
                self.news.warn(RECORDED.format(clock=_clock(at_s)))

    def hear(self, channel: Channel, start: int, rate_hz: int, levels: Levels) -> None:
        """Audio: onto the tape, and into the inbox while there is room."""
        now = time.monotonic()
        self.began_at = self.began_at or now
        self.heard_at = now
        channel.arrived(start + len(levels), rate_hz, now)
        if self.tape is not None:
            self.tape.hear(channel.number, start, rate_hz, levels)
        self.tap.hear(channel, start, rate_hz, levels)
        if self._judge is None:
            return
        audio = Audio(channel, start, rate_hz, levels)
        if not self._inbox.audio(audio, len(self.channels)):
            self.dropped_s += audio.length_s
            self.news.warn(LATE)

    def close(self, channel: Channel) -> None:
        """A channel delivers no more for now."""
        self._later(lambda judge: judge.close(channel))

    def wipe(self) -> None:
        """Forget what is open or not written down."""
        self.tap.wipe()
        if self.tape is not None:
            self.tape.wipe()
        self._later(lambda judge: judge.forget())

    def silence(self, channel: Channel, from_s: float, to_s: float) -> None:
        """A key's tone: never on the tape, nor heard by who listens in."""
        from_s = max(0.0, from_s)
        self.tap.silence(channel, from_s, to_s)
        if self.tape is not None:
            self.tape.silence(channel.number, from_s, to_s)
        self.news.note("keyed", from_s=from_s, to_s=to_s, role=channel.role.value)
        self.news.tell(Marked(Stretch(StretchKind.REDACTED, from_s, to_s, channel.role)))

    def hold(self, *, on: bool) -> None:
        """The sender holds the call, or takes it back."""
        self._held = on
        self._later(lambda judge: judge.hold(on=on))

    def rename(self, facts: Mapping[str, str]) -> bool:
        """New facts; False when the customer's consent now forbids to go on."""
        with self.news.lock:
            call = say.told(self.call, facts, datetime.now(UTC))
            if call != self.call:
                self.news.tell(Renamed(call))
        if self._judge is not None:
            self._judge.renamed(call)
        self._check_language()
        return not say.stops(call)

    def flag_moved(self, flag: Flag) -> None:
        """A person moved a flag of this call."""
        judge = self._judge
        if judge is not None:
            judge.flag_moved(flag)

    def finish(self, reason: str) -> None:
        """No more will come: what is open is complete, and once it is weighed the call is over."""
        if self.ending is not None:
            return
        self.ending = reason
        self.tap.close(reason)
        for channel in self.channels:
            self.close(channel)
        self._later(self._is_complete)
        if self._judge is None:
            self._give_over()

    def stop(self, reason: str) -> None:
        """At once: nothing that is on its way may be looked at any more."""
        with self.news.lock:
            self.stopped = self.news.stopped = True
            self.ending = self.ending or reason
        self.tap.close(reason, at_once=True)
        self._inbox.clear()
        if self._judge is not None:
            self._judge.drop()
        if self.tape is not None:
            self.tape.delete()
        self._give_over()

    def _later(self, event: Event) -> None:
        """An event, in its place among the audio."""
        if self._judge is not None:
            self._inbox.event(event)

    # -- pools

    def listen(self) -> None:
        """The ear's turn: hear what has come in."""
        judge, came = self._judge, self._inbox.take()
        if judge is None or self.stopped:
            return
        try:
            for each in came:
                if isinstance(each, Audio):
                    self._inbox.heard(each)
                    judge.hear(each.channel, each.start, each.rate_hz, each.levels)
                else:
                    each(judge)
            judge.watch()
        except Exception as error:
            self.fail(error)

    def work(self) -> list[Work]:
        """A weigher's turn: what is ready."""
        if self._gathers:
            return []
        work = self._judge.work() if self._judge is not None and not self.stopped else []
        if work:
            self.worked_at = time.monotonic()
        return work

    @property
    def _gathers(self) -> bool:
        """Whether speech may still come that is older than what waits."""
        if self.began_at is None or self.ending is not None:
            return False
        return time.monotonic() - self.began_at < self.gathers_s

    def check_over(self) -> None:
        """Whether everything is weighed after the last word."""
        if self._complete and (self._judge is None or not self._judge.waiting):
            self._give_over()

    def fail(self, error: Exception) -> None:
        """A fault of ours in this call: its analysis ends, its recording goes on."""
        judge, self._judge = self._judge, None
        if judge is None:
            return
        self.faults += 1
        trace = "".join(traceback.format_exception(error))  # without locals: they hold words
        log.error("the analysis of a running call failed", call=self.id, trace=trace)
        self.news.warn(FAULT)
        self._inbox.clear()
        judge.drop()
        if self.ending is not None:
            self._give_over()

    def _is_complete(self, _judge: Judge) -> None:
        self._complete = True
        self._service.ready(self)

    # -- the clock, and the end

    def tick(self, phase: Phase, *, stalled: bool = False) -> None:
        """A few times a second: segments of stalled channels, the status."""
        if self.stopped:
            return
        if self._judge is not None and self._judge.waiting:
            self._service.ready(self)
        now = time.monotonic()
        status = Status(
            phase=phase,
            heard_s=round(self.due_s, 1),
            lag_s=round(self._judge.lag_s(), 2) if self._judge is not None else 0.0,
            step=self.step,
            stalled=stalled,
            on_hold=self._held or (self._judge is not None and self._judge.on_hold),
            warnings=self.news.warnings,
            listeners=self.tap.shown,
        )
        known = self.news.story.status
        moved = _at_once(status) != _at_once(known)
        if status != known and (moved or now - self._status_at >= STATUS_S):
            self._status_at = now
            self.news.tell(status)

    def give_up_waiting(self) -> None:
        """An answer is owed that does not come: the call ends without it."""
        if self._judge is not None:
            self._judge.drop()
        self.news.warn(OWED)
        self._give_over()

    def conclude(self, reason: str) -> None:
        """What only the end tells; then the tape is whole."""
        if self._judge is not None and not self.stopped:
            try:
                flags = self._judge.end(self.due_s)
                if flags:
                    self.news.tell(Flagged(tuple(flags)))
            except Exception as error:
                self.fail(error)
        self._service.engine.forget(self.id)
        self.news.note("closed", reason=reason)

    def _give_over(self) -> None:
        with self.news.lock:
            if self._given_over:
                return
            self._given_over = True
        self._service.over(self)


def _at_once(status: Status) -> tuple[object, ...]:
    """What of a status is told without waiting for the next second."""
    return status.phase, status.step, status.listeners


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
