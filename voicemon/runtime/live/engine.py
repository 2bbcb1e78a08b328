"""A few threads that share the Whisper model and hear every running call.

Asks come from any thread and return at once; answers come on the engine's threads, so `done` must
be quick. Finals go before partials, and both as `waiting` says; a speaker is heard by one thread at
a time, and one thread at most hears partials, so that a final never finds all of them taken. Queues
are bounded: a final that does not fit is answered with `Unheard`, a partial with None. An ask that
fails harms no other: its batch is heard again one by one. When hearing falls behind, it is degraded
as `ladder` says; a final that is STALE_S late is given up. `stop` answers everybody.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from typing import Protocol

import structlog

from voicemon.runtime.live.asks import FinalAsk, Load, PartialAsk, PartialHeard, Unheard
from voicemon.runtime.live.changes import Step
from voicemon.runtime.live.foresight import Final, Foreseen, Foresight
from voicemon.runtime.live.ladder import BEHIND_S, Ladder, at_least
from voicemon.runtime.live.waiting import Answer, Speaker, Waiting, share
from voicemon.types import SAMPLE_RATE_HZ, Heard, SpeechSegment
from voicemon.utterances import live_windows
from voicemon.utterances.live_agreement import Agreement
from voicemon.utterances.live_windows import LiveWindow

__all__ = ["CONTEXT_S", "Ears", "Engine", "FinalAsk", "Load", "PartialAsk", "PartialHeard"]
log = structlog.get_logger(__name__)

CONTEXT_S = live_windows.FINAL.context_s
MAX_FINALS = 512
MAX_PARTIALS = 512
AT_ONCE = 4  # finals; a final that comes waits for one partial at most
STALE_S = 8.0
SPARSE_S = 8.0  # a speaker's words are written down this rarely under `SPARSE_WORDS`
LATELY_S = 5.0
WATCH_S = 0.5  # how often an idle engine looks at its lag

Partial = Waiting[PartialHeard | None]


class Ears(Protocol):
    """A live transcriber."""

    name: str

    def finals(self, windows: Sequence[LiveWindow]) -> list[Heard]:
        """Windows of one length → one `Heard` each."""

    def partials(self, windows: Sequence[LiveWindow]) -> list[str]:
        """Windows of one length → the text of each."""

    def settled(self, window: LiveWindow) -> bool:
        """Whether the window may be heard in vain."""


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
        self._ladder = Ladder(small is not None)
        self._finals: list[Final] = []
        self._partials: dict[Speaker, Partial] = {}
        self._served_s: dict[str, float] = {}
        self._heard_s: dict[Speaker, float] = {}  # when a speaker was written down last
        self._agreements: dict[Speaker, tuple[float, Agreement]] = {}
        self._in_hand: set[Speaker] = set()
        self._hearing_partials = False
        self._foresight = Foresight()
        self._work = threading.Condition()
        self._open = False
        self._threads: list[threading.Thread] = []
        self._counts: Counter[str] = Counter()
        self._busy_s = 0.0
        self._worked: deque[tuple[float, float]] = deque()  # until when, for how long
        self._since_s = clock()
        self._lag_s = 0.0

    @property
    def step(self) -> Step:
        """How far hearing is degraded now."""
        return self._ladder.step

    def start(self) -> None:
        """Begin to hear."""
        self._open = True
        self._since_s = self._clock()
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
            finals, self._finals = self._finals, []
        self._give_up(finals, "voicemon stops")
        self._drop_partials()

    def final(self, ask: FinalAsk, done: Callable[[Heard | Exception], None]) -> None:
        """Words of a complete segment, soon."""
        window = live_windows.fit(ask.segment, ask.context, self._budget, ask.language)
        waiting = Final(window, ask.due_s, done)
        with self._work:
            self._agreements.pop(waiting.speaker, None)
            passed_over = self._partials.pop(waiting.speaker, None)
            foreseen = self._foresight.meet(waiting)
            answer = foreseen.answer if foreseen else None
            reason = "" if foreseen else self._refused(waiting.speaker)
            if not (foreseen or reason):
                self._finals.append(waiting)
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
                self._foresight.put(window, ask.due_s)
                self._work.notify_all()

    def partial(self, ask: PartialAsk, done: Callable[[PartialHeard | None], None]) -> None:
        """Words of open speech, if there is time for it; None when there was not."""
        end_s = ask.start_s + len(ask.samples) / SAMPLE_RATE_HZ
        segment = SpeechSegment(ask.call_id, ask.role, 0.0, ask.start_s, end_s, ask.samples)
        window = live_windows.fit(segment, (), live_windows.SHORT, ask.language)
        waiting = Partial(window, ask.due_s, done)
        dropped: Partial | None = waiting
        with self._work:
            if self._open and self.step is Step.FULL and len(self._partials) < MAX_PARTIALS:
                dropped = self._partials.pop(waiting.speaker, None)
                if dropped is not None:
                    waiting.due_s = dropped.due_s  # it has waited so long
                self._partials[waiting.speaker] = waiting
                self._work.notify_all()
            self._counts["dropped"] += dropped is not None
        if dropped is not None:
            self._answer(dropped, None)

    def forget(self, call_id: str) -> None:
        """The call is over: what is kept of it between asks is let go."""
        with self._work:
            self._served_s.pop(call_id, None)
            self._foresight.forget(call_id)
            for kept in (self._agreements, self._heard_s):
                for speaker in [each for each in kept if each[0] == call_id]:
                    del kept[speaker]

    def load(self) -> Load:
        """How busy it is."""
        now_s = self._clock()
        with self._work:
            return Load(
                step=self.step,
                finals_waiting=len(self._finals),
                partials_waiting=len(self._partials),
                oldest_s=self._oldest_s(now_s),
                lag_s=self._lag_s,
                busy=self._busy_s / max(1e-9, self._count * (now_s - self._since_s)),
                finals=self._counts["finals"],
                partials=self._counts["partials"],
                partials_dropped=self._counts["dropped"],
                unheard=self._counts["unheard"],
                batches=self._counts["batches"],
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
        if self.step is Step.SOUND_ONLY or len(self._finals) >= MAX_FINALS:
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
                finals, early, partials = self._take()
                if not (stale or finals or early or partials):
                    self._work.wait(WATCH_S)
            self._give_up(stale, "too many calls for this machine: it came too late")
            if self.step is not Step.FULL:
                self._drop_partials()
            speakers = _speakers(finals) | _speakers(early) | _speakers(partials)
            if speakers:
                started_s = self._clock()
                self._hear_finals(finals)
                self._hear_early(early)
                self._hear_partials(partials)
                with self._work:
                    self._in_hand -= speakers
                    self._hearing_partials &= not partials
                    self._worked.append((self._clock(), self._clock() - started_s))
                    self._busy_s += self._worked[-1][1]
                    self._counts["batches"] += 1
                    self._work.notify_all()

    def _look(self) -> list[Final]:
        """Move on the ladder; whoever has waited too long, or gets no words at this step."""
        now_s = self._clock()
        lag_s = max(self._oldest_s(now_s), self._lag_s)
        if not self._finals:
            self._lag_s = 0.0  # seen once; nobody waits
        if not self._degrade:
            return []
        if self._ladder.observe(now_s, lag_s, self._lately_busy(now_s)):
            log.warning("hearing moves on the ladder", step=self.step.value, lag_s=round(lag_s, 2))
            for each in self._finals:
                own, context = each.window.segment, each.window.segments[:-1]
                each.window = live_windows.fit(own, context, self._budget, each.window.language)
        everybody = self.step is Step.SOUND_ONLY
        stale = [each for each in self._finals if everybody or now_s - each.due_s > STALE_S]
        self._finals = [each for each in self._finals if each not in stale]
        return stale

    def _lately_busy(self, now_s: float) -> float:
        while self._worked and self._worked[0][0] < now_s - LATELY_S:
            self._worked.popleft()
        return sum(each for _, each in self._worked) / (LATELY_S * self._count)

    def _oldest_s(self, now_s: float) -> float:
        return max((now_s - each.due_s for each in self._finals), default=0.0)

    def _take(self) -> tuple[list[Final], list[Foreseen], list[Partial]]:
        """What this thread hears next; its speakers are in hand from then on."""
        finals: list[Final] = []
        early: list[Foreseen] = []
        partials: list[Partial] = []
        waiting = [each for each in self._finals if each.speaker not in self._in_hand]
        if waiting:
            size = min(AT_ONCE, -(-len(waiting) // self._count))
            finals = share(waiting, self._served_s, size)
            self._served_s |= {each.call_id: self._clock() for each in finals}
            self._finals = [each for each in self._finals if each not in finals]
        elif self.step is Step.FULL and (foreseen := self._foresight.take(self._in_hand)):
            early = [foreseen]
        elif self.step is Step.FULL and not self._hearing_partials:
            open_speech = [w for w in self._partials.values() if w.speaker not in self._in_hand]
            partials = share(open_speech, self._served_s, 1) if open_speech else []
            for each in partials:
                del self._partials[each.speaker]
            self._hearing_partials = bool(partials)
        self._in_hand |= _speakers(finals) | _speakers(early) | _speakers(partials)
        return finals, early, partials

    def _hear_finals(self, finals: Sequence[Final]) -> None:
        small = self._small if at_least(self.step, Step.SMALL_MODEL) else None
        if small is None:
            self._hear_with(self._ears, finals)
            return
        english = [each for each in finals if (each.window.language or "").startswith("en")]
        self._hear_with(small, english)
        self._hear_with(self._ears, [each for each in finals if each not in english])

    def _hear_with(self, ears: Ears, finals: Sequence[Final]) -> None:
        if not finals:
            return
        try:
            heard: Sequence[Heard | Exception] = ears.finals([each.window for each in finals])
        except Exception as error:
            if len(finals) > 1:
                for final in finals:
                    self._hear_with(ears, [final])
                return
            log.warning("a segment could not be heard", error=str(error), call=finals[0].call_id)
            heard = [error]
        for final, answer in zip(finals, heard, strict=True):
            self._answer_final(final, answer)

    def _hear_early(self, early: Sequence[Foreseen]) -> None:
        """The answer waits for its final, or the final for its answer."""
        for each in early:
            try:
                [answer] = self._ears.finals([each.window])
            except Exception:
                log.warning("speech could not be heard early", call=each.call_id)
                answer = None
            with self._work:
                final = self._foresight.heard(each, answer)
                self._counts["early"] += 1
                if final is not None and answer is None:
                    self._finals.append(final)
            if final is not None and answer is not None:
                self._answer_final(final, answer)

    def _answer_final(self, final: Final, answer: Heard | Exception) -> None:
        with self._work:
            self._counts["finals"] += 1
            self._lag_s = self._clock() - final.due_s
        self._answer(final, answer)

    def _hear_partials(self, partials: Sequence[Partial]) -> None:
        if not partials:
            return
        try:
            texts = self._ears.partials([each.window for each in partials])
        except Exception as error:
            if len(partials) > 1:
                for partial in partials:
                    self._hear_partials([partial])
                return
            log.warning("open speech could not be heard", error=str(error))
            self._answer(partials[0], None)
            return
        with self._work:
            self._counts["partials"] += len(partials)
        for partial, text in zip(partials, texts, strict=True):
            self._answer(partial, self._agree(partial, text))

    def _agree(self, partial: Partial, text: str) -> PartialHeard:
        segment = partial.window.segment
        with self._work:
            start_s, agreement = self._agreements.get(partial.speaker, (-1.0, Agreement()))
            if start_s != segment.start_s:
                agreement = Agreement()
            self._agreements[partial.speaker] = (segment.start_s, agreement)
            agreement.hear(text)
            stable, unsure = " ".join(agreement.stable), " ".join(agreement.unsure)
        return PartialHeard(stable, unsure, segment.end_s)

    def _give_up(self, finals: Sequence[Final], reason: str) -> None:
        with self._work:
            self._counts["unheard"] += len(finals)
        for final in finals:
            self._answer(final, Unheard(reason, "the pass after the call writes all words down"))

    def _drop_partials(self) -> None:
        with self._work:
            partials, self._partials = list(self._partials.values()), {}
            self._counts["dropped"] += len(partials)
        for partial in partials:
            self._answer(partial, None)

    def _answer(self, waiting: Waiting[Answer], answer: Answer) -> None:
        try:
            waiting.done(answer)
        except Exception:
            log.exception("an answer was not taken", call=waiting.call_id)


def _speakers(waiting: Sequence[Waiting[Answer]] | Sequence[Foreseen]) -> set[Speaker]:
    return {each.speaker for each in waiting}
