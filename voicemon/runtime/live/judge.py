"""One call's judgement while it runs: what is said is ordered, redacted, weighed and told.

The ear's thread feeds it (`hear`, `close`, `hold`, …), the engine answers, a weigher does its
`work`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from voicemon.monitor import Monitor, utterance_id, utterance_of
from voicemon.monitor import Weighed as Found
from voicemon.privacy.redaction import CallRedactor, RedactedSpan, cover
from voicemon.runtime.live.asks import FinalAsk, PartialAsk, PartialHeard, Unheard
from voicemon.runtime.live.changes import Step, Weighed
from voicemon.runtime.live.gate import GatedDetector
from voicemon.runtime.live.hearing import Hearing
from voicemon.runtime.live.held import Levels
from voicemon.runtime.live.language import Foreign
from voicemon.runtime.live.marks import Marks
from voicemon.runtime.live.means import Means
from voicemon.runtime.live.order import Order, Pending
from voicemon.runtime.live.partials import Partials
from voicemon.runtime.live.ports import Hears
from voicemon.runtime.live.prompting import Prompting
from voicemon.runtime.live.story import Story
from voicemon.runtime.live.teller import Teller, together
from voicemon.runtime.live.tracks import Channel
from voicemon.runtime.live.weighing import Work
from voicemon.runtime.live.whose import Whose
from voicemon.types import (
    Call,
    EmpathyMoment,
    Flag,
    Heard,
    Reading,
    Role,
    SpeechSegment,
    Stretch,
    StretchKind,
    Transcript,
    spoken_text,
)
from voicemon.utterances.live_windows import LIVE_LIMITS
from voicemon.utterances.roles import customer_only

STALLED_S = 1.0  # of wall time; then a channel is not waited for
FILTER_S = 0.1  # of audio that the way to 16 kHz may hold back
CORRECTED = 12  # utterances that a later one may show to hold a secret


class Judge:
    """`channels` is the call's own list, by number; `story` is what has been told. Of a call that
    is heard from `begins_s` on nothing is said that was before.
    """

    def __init__(
        self,
        story: Story,
        channels: Sequence[Channel],
        means: Means,
        engine: Hears,
        teller: Teller,
        language: str | None,
        begins_s: float = 0.0,
    ) -> None:
        call, models, prompter = story.call, means.models, means.prompter
        self._story = story
        self._channels = channels
        self._engine = engine
        self._teller = teller
        self._language = language  # as it is known beforehand; else every speaker's is detected
        self._heard_language = language or "en"
        self._order = Order()
        self._marks = Marks(story, teller, begins_s)
        self._lag_s = 0.0
        self._redactor = CallRedactor(language or "en")
        self._monitor = Monitor(
            call,
            lambda: GatedDetector(models.detector()),
            models.voice,
            language or "en",
            LIVE_LIMITS,
            coached=prompter is not None,
            rules=means.rules,
        )
        self._prompting = Prompting(story, teller, prompter) if prompter is not None else None
        self._hearing = Hearing(
            call.id,
            self._monitor,
            self._order,
            self._segment,
            self._likely,
            self._open_speech,
            self._is_waited_for,
            begins_s,
        )
        self._whose = Whose(channels, self._hearing.leaks, models.embedder, teller.warn, models.ear)
        self._partials = Partials(
            story, teller, self._monitor, self._redactor, self._whose, self._hearing.is_open
        )

    # -- for anybody

    @property
    def waiting(self) -> int:
        """Segments that are not weighed yet."""
        return len(self._order)

    @property
    def on_hold(self) -> bool:
        """Whether nobody live speaks on the agent's side just now."""
        return self._marks.on_hold

    def lag_s(self) -> float:
        """From the end of speech to its score: of the last, or of one that waits longer still."""
        oldest = self._order.oldest()
        return max(self._lag_s, time.monotonic() - oldest) if oldest is not None else self._lag_s

    def renamed(self, call: Call) -> None:
        """The call's facts changed: its language may be known now, other rules may be for it."""
        self._language = self._language or call.language
        self._monitor.renamed(call)

    def flag_moved(self, flag: Flag) -> None:
        """A person moved a flag of this call."""
        self._monitor.moved(flag)

    def drop(self) -> None:
        """Nobody may look at what waits any more."""
        self._order.clear()
        self._partials.clear()
        if self._prompting is not None:
            self._prompting.drop()

    def begin(self, channel: Channel, begins_s: float) -> None:
        """A further channel, from this moment of the call on."""
        self._order.reached(channel.number, begins_s)
        self._marks.begin(channel.role)
        self._whose.begin(channel, begins_s)

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
        self._partials.take_all_back()

    def hold(self, *, on: bool) -> None:
        """The sender says so."""
        self._marks.hold(self._hearing.hold(on), on=on)

    def watch(self) -> None:
        """After a turn of the ear: silences on the agent's side, segments that must be asked."""
        self._hearing.go_on()
        now_s = self._hearing.reached_s
        if self._marks.is_due(now_s):
            self._marks.watch(now_s, max([self._order.latest_s(), *self._hearing.open_until_s()]))

    def _segment(self, pending: Pending) -> None:
        self._order.add(pending)

        def done(answer: Heard | Exception) -> None:
            pending.answer = answer
            self._teller.ready()

        ask = FinalAsk(pending.segment, pending.context, self._language, pending.due_at)
        self._engine.final(ask, done)

    def _likely(self, segment: SpeechSegment, context: tuple[SpeechSegment, ...]) -> None:
        self._engine.early(FinalAsk(segment, context, self._language, time.monotonic()))

    def _open_speech(self, ask: PartialAsk) -> None:
        if self._engine.step is not Step.FULL:
            return

        def done(answer: PartialHeard | None) -> None:
            if answer is not None:
                self._partials.heard(ask, answer)

        self._engine.partial(replace(ask, language=self._language), done)

    # -- a weigher's thread; one at a time

    def work(self) -> list[Work]:
        """What can be weighed or shown now; words are redacted before anybody else sees them."""
        finals = [self._final(pending) for pending in self._order.take(self._is_waited_for)]
        return [*finals, *self._partials.work(self._heard_language)]

    def _is_waited_for(self, number: int, heard_s: float) -> bool:
        """An open channel, unless all that came of it is heard and no more comes."""
        if number >= len(self._channels):
            return False
        channel = self._channels[number]
        behind = channel.due_s - heard_s > FILTER_S
        return behind or time.monotonic() - channel.heard_at <= STALLED_S

    def _final(self, pending: Pending) -> Work:
        transcript = self._redacted(pending)
        text = transcript.text if transcript is not None else None
        language = self._heard_language
        return Work(text, lambda reading: self._weigh(pending, transcript, reading, language))

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
        self,
        pending: Pending,
        transcript: Transcript | None,
        reading: Reading | None,
        language: str,
    ) -> None:
        segment = self._whose.final(pending, transcript, language)
        if segment is None:
            self._partials.take_back(utterance_id(pending.segment))
            return
        states = pending.answer.states if isinstance(pending.answer, Heard) else None
        if customer_only(segment) is None or segment.role is not pending.role:
            states = None
        speaking = self._order.speaking(pending)
        found: Sequence[Found]
        asked = True
        if transcript is None or reading is None:
            why = pending.answer.message if isinstance(pending.answer, Foreign) else ""
            found = self._monitor.unheard(segment, speaking, why)
        elif pending.kept_out or self._is_announcement(pending, segment, transcript):
            found = [utterance_of(segment, transcript)] if transcript.words else []
            asked = False
        else:
            found = self._monitor.weigh(segment, transcript, states, reading, speaking)
        if transcript is None or transcript.words:
            self._marks.spoke(segment)
        self._told(together(found, asked=asked), pending)
        self._notice(found)

    def _is_announcement(
        self, pending: Pending, segment: SpeechSegment, transcript: Transcript
    ) -> bool:
        """On a channel that is the agent's by declaration, not by what was found out since."""
        is_agents = pending.role is segment.role is Role.AGENT
        return is_agents and self._marks.is_announcement(segment, transcript)

    def _told(self, weighed: Weighed | None, pending: Pending) -> None:
        name = utterance_id(pending.segment)
        if weighed is None or weighed.utterance.id != name:
            self._partials.take_back(name)
        if weighed is not None:
            self._teller.tell(weighed)
            self._lag_s = time.monotonic() - pending.spoken_at
            self._teller.lag(self._lag_s)
        self._correct()
        self._marks.timing(self._monitor.stretches)

    def _notice(self, found: Sequence[Found]) -> None:
        moments = [item for item in found if isinstance(item, EmpathyMoment)]
        if moments and self._prompting is not None:
            self._prompting.noticed(moments)

    def _correct(self) -> None:
        """Earlier words that only this utterance told to be a secret."""
        spans = self._redactor.spans
        self._marks.mark([Stretch(StretchKind.REDACTED, s.start_s, s.end_s, s.role) for s in spans])
        for told in list(self._story.weighed.values())[-CORRECTED:]:
            words = cover(told.utterance.words, _of(told.utterance.role, spans))
            if words != told.utterance.words:
                said = replace(told.utterance, words=words, text=spoken_text(words))
                self._teller.tell(replace(told, utterance=said))

    # -- the end

    def end(self, duration_s: float) -> list[Flag]:
        """Everything is weighed: flags and stretches that only the end tells."""
        self._marks.end(duration_s)
        ended = self._monitor.end(duration_s)
        self._marks.timing(self._monitor.stretches)
        self._notice(ended)
        return [item for item in ended if isinstance(item, Flag)]


def _of(role: Role, spans: Sequence[RedactedSpan]) -> list[RedactedSpan]:
    """A role's; one that is UNKNOWN, of the span or of the speaker now, may be the other."""
    return [span for span in spans if role is span.role or Role.UNKNOWN in (role, span.role)]
