"""A few threads that share the Whisper model and hear every running call.

Asks come from any thread and return at once; answers come on the engine's threads, so `done` must
be quick. What waits is heard in the order of `queues`, by `listening`. Queues are bounded: a final
that does not fit is answered with `Unheard`, a partial with None. When hearing falls behind, it is
degraded as `ladder` says; a final that is STALE_S late is given up. `stop` answers everybody.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import structlog

from voicemon.runtime.live.agreements import Agreements
from voicemon.runtime.live.asks import FinalAsk, Load, PartialAsk, PartialHeard, Unheard
from voicemon.runtime.live.changes import Step
from voicemon.runtime.live.effort import Effort
from voicemon.runtime.live.foresight import Final, Foreseen
from voicemon.runtime.live.ladder import BEHIND_S, Ladder, at_least
from voicemon.runtime.live.listening import Ears, hear_early, hear_finals, hear_partials
from voicemon.runtime.live.queues import MAX_FINALS, MAX_PARTIALS, Partial, Queues
from voicemon.runtime.live.waiting import Answer, Speaker, Waiting
from voicemon.types import SAMPLE_RATE_HZ, Heard, SpeechSegment
from voicemon.utterances import live_windows

__all__ = ["CONTEXT_S", "Ears", "Engine", "FinalAsk", "Load", "PartialAsk", "PartialHeard"]
log = structlog.get_logger(__name__)

CONTEXT_S = live_windows.FINAL.context_s
STALE_S = 8.0
SPARSE_S = 8.0  # a speaker's words are written down this rarely under `SPARSE_WORDS`
WATCH_S = 0.5  # how often an idle engine looks at its lag


class Engine:
    """Hears for all calls, on `threads` threads. `small` are ears that cost less, for English only;
    `clock` is that of `due_s`; without `degrade` nothing is left out, however late it gets.
    """

    def __init__(
        self,
        ears: Ears,
        small: Ears | None = None,
        clock: Callable[[], float] = time.monotonic,
        degrade: bool = True,
        threads: int = 1,
    ) -> None:
        self._ears, self._small = ears, small
        self._count = threads
        self._clock = clock
        self._degrade = degrade
        self._threads: list[threading.Thread] = []
        self._work = threading.Condition()  # around the use of all that follows
        self._open = False
        self._ladder = Ladder(small is not None)
        self._queues = Queues(threads, clock)
        self._agreements = Agreements()
        self._effort = Effort(threads, clock)
        self._heard_s: dict[Speaker, float] = {}  # when a speaker was written down last

    @property
    def step(self) -> Step:
        """How far hearing is degraded now."""
        return self._ladder.step

    def start(self) -> None:
        """Begin to hear."""
        with self._work:
            self._open = True
            self._effort.begin()
        self._threads = [
            threading.Thread(target=self._run, name=f"live-engine-{number}", daemon=True)
            for number in range(self._count)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Hear nothing more: who waits is answered, what is in hand is finished first."""
        with self._work:
            self._open = False
            self._work.notify_all()
        for thread in self._threads:
            thread.join()
        self._threads = []
        with self._work:
            finals = self._queues.drop_finals()
        self._give_up(finals, "voicemon stops")
        self._drop_partials()

    def final(self, ask: FinalAsk, done: Callable[[Heard | Exception], None]) -> None:
        """Words of a complete segment, soon."""
        window = live_windows.fit(ask.segment, ask.context, self._budget, ask.language)
        waiting = Final(window, ask.due_s, done)
        with self._work:
            self._agreements.end(waiting.speaker)
            passed_over = self._queues.drop_partial(waiting.speaker)
            foreseen = self._queues.foresight.meet(waiting)
            answer = foreseen.answer if foreseen else None
            reason = "" if foreseen else self._refused(waiting.speaker)
            if not (foreseen or reason):
                self._queues.add_final(waiting)
                self._work.notify_all()
        if passed_over is not None:
            self._answer(passed_over, None)
        if answer is not None:
            self._answer_final(waiting, answer)
        if reason:
            self._give_up([waiting], reason)

    def early(self, ask: FinalAsk) -> None:
        """A segment that a final will ask for, if nobody speaks on: heard when nothing else is."""
        window = live_windows.fit(ask.segment, ask.context, self._budget, ask.language)
        with self._work:
            if self._open and self.step is Step.FULL and self._ears.settled(window):
                self._queues.foresight.put(window, ask.due_s)
                self._work.notify_all()

    def partial(self, ask: PartialAsk, done: Callable[[PartialHeard | None], None]) -> None:
        """Words of open speech, if there is time for it; None when there was not."""
        end_s = ask.start_s + len(ask.samples) / SAMPLE_RATE_HZ
        segment = SpeechSegment(ask.call_id, ask.role, 0.0, ask.start_s, end_s, ask.samples)
        window = live_windows.fit(segment, (), live_windows.SHORT, ask.language)
        waiting = Partial(window, ask.due_s, done)
        dropped: Partial | None = waiting
        with self._work:
            if self._open and self.step is Step.FULL and self._queues.partials < MAX_PARTIALS:
                dropped = self._queues.add_partial(waiting)
                self._work.notify_all()
            self._effort.counts["dropped"] += dropped is not None
        if dropped is not None:
            self._answer(dropped, None)

    def forget(self, call_id: str) -> None:
        """The call is over: what is kept of it between asks is let go."""
        with self._work:
            self._queues.forget(call_id)
            self._agreements.forget(call_id)
            for speaker in [each for each in self._heard_s if each[0] == call_id]:
                del self._heard_s[speaker]

    def load(self) -> Load:
        """How busy it is."""
        now_s = self._clock()
        with self._work:
            counts = self._effort.counts
            return Load(
                step=self.step,
                finals_waiting=self._queues.finals,
                partials_waiting=self._queues.partials,
                oldest_s=self._queues.oldest_s(now_s),
                lag_s=self._effort.lag_s,
                busy=self._effort.busy(now_s),
                finals=counts["finals"],
                partials=counts["partials"],
                partials_dropped=counts["dropped"],
                unheard=counts["unheard"],
                batches=counts["batches"],
                steps=dict(self._ladder.taken),
            )

    def is_behind(self) -> bool:
        """Whether running calls need more of the machine than they get."""
        load = self.load()
        return load.step is not Step.FULL or max(load.lag_s, load.oldest_s) > BEHIND_S

    @property
    def _budget(self) -> live_windows.Budget:
        short = at_least(self.step, Step.SHORT_WINDOWS)
        return live_windows.SHORT if short else live_windows.FINAL

    def _refused(self, speaker: Speaker) -> str:
        """Why a final of this speaker gets no words; empty if it does."""
        if not self._open:
            return "voicemon stops"
        if self.step is Step.SOUND_ONLY or self._queues.finals >= MAX_FINALS:
            return "too many calls for this machine: only the sound is weighed"
        if self.step is Step.SPARSE_WORDS:
            now_s = self._clock()
            if now_s - self._heard_s.get(speaker, float("-inf")) < SPARSE_S:
                return "too many calls for this machine: words are written down now and then"
            self._heard_s[speaker] = now_s
        return ""

    def _run(self) -> None:
        while True:
            with self._work:
                if not self._open:
                    return
                stale = self._look()
                batch = self._queues.take(finals_only=self.step is not Step.FULL)
                if not (stale or batch.speakers):
                    self._work.wait(WATCH_S)
            self._give_up(stale, "too many calls for this machine: it came too late")
            if self.step is not Step.FULL:
                self._drop_partials()
            if batch.speakers:
                started_s = self._clock()
                self._hear_finals(batch.finals)
                self._hear_early(batch.early)
                hear_partials(self._ears, batch.partials, self._answer_partial)
                with self._work:
                    self._queues.give_back(batch)
                    self._effort.worked(started_s)
                    self._work.notify_all()

    def _look(self) -> list[Final]:
        """Move on the ladder; whoever has waited too long, or gets no words at this step."""
        now_s = self._clock()
        lag_s = max(self._queues.oldest_s(now_s), self._effort.lag_s)
        if not self._queues.finals:
            self._effort.lag_s = 0.0  # seen once; nobody waits
        if not self._degrade:
            return []
        if self._ladder.observe(now_s, lag_s, self._effort.lately_busy(now_s)):
            log.warning("hearing moves on the ladder", step=self.step.value, lag_s=round(lag_s, 2))
            self._queues.fit(self._budget)
        if self.step is Step.SOUND_ONLY:
            return self._queues.drop_finals()
        return self._queues.drop_late(now_s, STALE_S)

    def _hear_finals(self, finals: Sequence[Final]) -> None:
        small = self._small if at_least(self.step, Step.SMALL_MODEL) else None
        if small is None:
            hear_finals(self._ears, finals, self._answer_final)
            return
        english = [each for each in finals if (each.window.language or "").startswith("en")]
        others = [each for each in finals if each not in english]
        hear_finals(small, english, self._answer_final)
        hear_finals(self._ears, others, self._answer_final)

    def _hear_early(self, early: Sequence[Foreseen]) -> None:
        """The answer waits for its final, or the final for its answer."""
        for each in early:
            answer = hear_early(self._ears, each)
            with self._work:
                final = self._queues.foresight.heard(each, answer)
                self._effort.counts["early"] += 1
                if final is not None and answer is None:
                    self._queues.add_final(final)
            if final is not None and answer is not None:
                self._answer_final(final, answer)

    def _answer_final(self, final: Final, answer: Heard | Exception) -> None:
        with self._work:
            self._effort.answered(final.due_s)
        self._answer(final, answer)

    def _answer_partial(self, partial: Partial, text: str | None) -> None:
        heard = None
        if text is not None:
            with self._work:
                self._effort.counts["partials"] += 1
                heard = self._agreements.hear(partial.window.segment, text)
        self._answer(partial, heard)

    def _give_up(self, finals: Sequence[Final], reason: str) -> None:
        with self._work:
            self._effort.counts["unheard"] += len(finals)
        for final in finals:
            self._answer(final, Unheard(reason, "the pass after the call writes all words down"))

    def _drop_partials(self) -> None:
        with self._work:
            partials = self._queues.drop_partials()
            self._effort.counts["dropped"] += len(partials)
        for partial in partials:
            self._answer(partial, None)

    def _answer(self, waiting: Waiting[Answer], answer: Answer) -> None:
        try:
            waiting.done(answer)
        except Exception:
            log.exception("an answer was not taken", call=waiting.call_id)
