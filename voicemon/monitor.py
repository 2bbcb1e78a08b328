"""One call's whole path, told once: speech is cut, weighed, fused, and a human is called.

Comes in: audio chunks (`hear`) and transcribed segments (`weigh`). Goes out: utterances, evidence,
frustration and flags, in the order of the call. Must not know: how many calls there are, any
clock, file or thread. `hear` is cheap and runs with the audio; transcription and reading run
elsewhere, batched over calls; `weigh` takes their result, one segment at a time, in order of
start, or of completion while the call runs. Everything is a function of audio time: however the
samples are cut, the result is the same.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence

from voicemon.coaching.cues import readable
from voicemon.coaching.moments import Coach
from voicemon.evidence.interaction import InteractionWitness
from voicemon.evidence.prosody import ProsodyWitness
from voicemon.evidence.voice import VoiceModel, VoiceWitness
from voicemon.evidence.wording import READ_LANGUAGE, WordingWitness
from voicemon.flags.lifecycle import FlagKeeper
from voicemon.flags.memory import Embedding
from voicemon.flags.rules import BUILT_IN, RuleBook
from voicemon.frustration.trajectory import Trajectory
from voicemon.types import (
    AudioChunk,
    Call,
    EmpathyMoment,
    EncoderStates,
    Evidence,
    Flag,
    Frustration,
    Reading,
    Role,
    Samples,
    SpeechDetector,
    SpeechSegment,
    Stretch,
    StretchKind,
    Transcript,
    Utterance,
    Withheld,
)
from voicemon.utterances.listener import Listener
from voicemon.utterances.roles import customer_only
from voicemon.utterances.segmenter import DEFAULT_LIMITS, Limits, OpenSpeech

MOST_OF_BOTH = 0.2  # of a turn with both at once; beyond it, it does not tell how one sounds
UNREAD = "the text model reads English only: phrases alone were looked for"
Weighed = Utterance | Evidence | Withheld | Frustration | Flag | EmpathyMoment


def utterance_id(segment: SpeechSegment) -> str:
    """A name that only audio time and role decide; names of one call sort by time."""
    return f"{round(segment.start_s * 1000):08d}{segment.role.value[0]}"


class Monitor:
    """Follows one call, by the rules that are in force when it begins."""

    def __init__(
        self,
        call: Call,
        detector: Callable[[], SpeechDetector],
        voice: VoiceModel | None,
        language: str = "en",
        limits: Limits = DEFAULT_LIMITS,
        *,
        coached: bool = True,
        rules: RuleBook = BUILT_IN,
    ) -> None:
        self.call = call
        self._limits = limits
        self._detector = detector
        self._listeners: dict[int, Listener] = {}
        self._prosody = ProsodyWitness()
        self._voice = VoiceWitness(voice) if voice else None
        self._wording = WordingWitness(language)
        self._interaction = InteractionWitness()
        self._both: list[Stretch] = []  # two voices at once on a mixed channel
        self._trajectory = Trajectory(call.id)
        self._flags = FlagKeeper(call.id, rules, call)
        self._coach = Coach(call.id, language) if coached else None

    def expect(self, role: Role, stream: int = 0, sure: float = 1.0) -> Listener:
        """The listener of a stream, made where there is none yet."""
        listener = self._listeners.get(stream)
        if listener is None:
            listener = Listener(self.call.id, role, self._detector(), sure, self._limits)
            self._listeners[stream] = listener
        return listener

    def hear(self, chunk: AudioChunk, stream: int = 0, sure: float = 1.0) -> list[SpeechSegment]:
        """The segments that this chunk of a stream completes. Streams that are expected may be
        heard from several threads at once, one thread a stream.
        """
        return self.expect(chunk.role, stream, sure).hear(chunk)

    def hush(self, stream: int | None = None) -> list[SpeechSegment]:
        """The segments still open when the audio ends, of one stream or of all."""
        return [segment for each in self._those(stream) for segment in each.end()]

    def forget(self, stream: int | None = None) -> None:
        """Let go of open speech as if it had never been heard, of one stream or of all."""
        for each in self._those(stream):
            each.forget()

    def open(self, stream: int) -> OpenSpeech | None:
        """The speech that goes on in a stream."""
        listener = self._listeners.get(stream)
        return listener.open if listener else None

    def likely(self, stream: int) -> SpeechSegment | None:
        """The segment that it will be if nobody speaks on; None while that is not known."""
        return self._listeners[stream].likely

    def open_samples(self, stream: int) -> Samples:
        """Its samples so far, [n]."""
        return self._listeners[stream].open_samples()

    def _those(self, stream: int | None) -> list[Listener]:
        return [each for key, each in self._listeners.items() if stream is None or key == stream]

    def weigh(
        self,
        segment: SpeechSegment,
        transcript: Transcript,
        states: EncoderStates | None,
        reading: Reading,
        speaking: Sequence[float] = (),
    ) -> list[Weighed]:
        """What one transcribed segment adds to the call; without words it only breaks a silence.

        `speaking`: since when others spoke who had not ended when this segment was complete; only
        where segments come in the order of completion.
        """
        self._mark_both(segment)
        utterance = utterance_of(segment, transcript)
        if not transcript.words:
            self._interaction.wordless(utterance, speaking)
            return []
        found = self._step(
            utterance,
            [
                *self._interaction.weigh(utterance, reading, speaking),
                *self._sound(segment, utterance, states),
                *self._words(utterance, reading),
            ],
            reading.embedding,
        )
        return [*found, *self._moments(utterance, reading, found)]

    def unheard(
        self, segment: SpeechSegment, speaking: Sequence[float] = (), why: str = ""
    ) -> list[Weighed]:
        """A segment that nobody transcribed: how it sounds, and that it was. `why` its words are
        withheld; without it there was no time for them.
        """
        self._mark_both(segment)
        utterance = utterance_of(segment, Transcript((), "", 0.0, 0.0, ""))
        self._interaction.wordless(utterance, speaking)
        words = why and segment.role is not Role.AGENT
        noted = [_withheld(utterance, why, "wording")] if words else []
        return self._step(utterance, [*self._sound(segment, utterance, None), *noted])

    def glance(
        self, segment: SpeechSegment, transcript: Transcript, reading: Reading
    ) -> Frustration | None:
        """The score if the call ended with this open speech of the customer; nothing is kept."""
        utterance = utterance_of(segment, transcript)
        customer = customer_only(segment)
        if customer is None:
            return None
        found = [
            *copy.deepcopy(self._prosody).weigh(customer, utterance),
            *copy.copy(self._wording).weigh(utterance, reading),
        ]
        evidence = [item for item in found if isinstance(item, Evidence)]
        return copy.deepcopy(self._trajectory).step(utterance.id, utterance.end_s, evidence)

    def _step(
        self,
        utterance: Utterance,
        weighed: Sequence[Evidence | Withheld],
        embedding: Embedding | None = None,
    ) -> list[Weighed]:
        evidence = [item for item in weighed if isinstance(item, Evidence)]
        frustration = None
        if evidence or utterance.role is not Role.AGENT:
            frustration = self._trajectory.step(utterance.id, utterance.end_s, evidence)
        flags = self._flags.step(utterance, evidence, frustration, embedding)
        return [utterance, *weighed, *([frustration] if frustration else []), *flags]

    def _moments(
        self, utterance: Utterance, reading: Reading, found: Sequence[Weighed]
    ) -> list[EmpathyMoment]:
        """What asks for an answer, and what answers it: from words and timing alone."""
        if self._coach is None:
            return []
        evidence = readable([item for item in found if isinstance(item, Evidence)])
        return self._coach.step(utterance, reading, evidence, self._interaction.stretches)

    def end(self, duration_s: float) -> list[Flag | EmpathyMoment]:
        """The call is over: flags that only its end can raise or close, moments that it ends."""
        self._interaction.end(duration_s)
        moments = self._coach.end(duration_s) if self._coach else []
        return [*self._flags.end(round(duration_s, 3)), *moments]  # as it is stored

    def renamed(self, call: Call) -> None:
        """The call's facts changed; from any thread."""
        self.call = call
        self._flags.renamed(call)

    def moved(self, flag: Flag) -> None:
        """A person moved a flag of this call; from any thread."""
        self._flags.moved(flag)

    @property
    def stretches(self) -> Sequence[Stretch]:
        """Holds, dead air, overlaps and interruptions so far."""
        found = [*self._interaction.stretches, *self._both]
        return sorted(found, key=lambda stretch: (stretch.start_s, stretch.end_s, stretch.kind))

    def _mark_both(self, segment: SpeechSegment) -> None:
        self._both += [Stretch(StretchKind.OVERLAP, *span) for span in segment.both]

    def _sound(
        self, segment: SpeechSegment, utterance: Utterance, states: EncoderStates | None
    ) -> list[Evidence | Withheld]:
        if segment.role is Role.AGENT:
            return []
        customer = customer_only(segment)
        if customer is None:
            return [_withheld(utterance, "it is not certain that the customer speaks")]
        if _both_share(segment) > MOST_OF_BOTH:
            return [_withheld(utterance, "two voices are heard at once")]
        heard = self._prosody.weigh(customer, utterance)
        if self._voice is None:
            return [*heard, _withheld(utterance, "no vocal head for this recogniser's encoder")]
        return [*heard, *self._voice.weigh(customer, utterance, states)]

    def _words(self, utterance: Utterance, reading: Reading) -> list[Evidence | Withheld]:
        if utterance.role is Role.AGENT:
            return [*self._wording.answer(utterance, reading)]
        found = self._wording.weigh(utterance, reading)
        unread = utterance.language not in ("", READ_LANGUAGE)
        return [*found, *([_withheld(utterance, UNREAD, "wording")] if unread else [])]


def _both_share(segment: SpeechSegment) -> float:
    both_s = sum(end_s - start_s for start_s, end_s in segment.both)
    return both_s / max(1e-6, segment.end_s - segment.start_s)


def utterance_of(segment: SpeechSegment, transcript: Transcript) -> Utterance:
    """A segment with its words."""
    return Utterance(
        id=utterance_id(segment),
        call_id=segment.call_id,
        role=segment.role,
        start_s=segment.start_s,
        end_s=segment.end_s,
        text=transcript.text,
        words=transcript.words,
        language=transcript.language,
        avg_logprob=transcript.avg_logprob,
        no_speech_prob=transcript.no_speech_prob,
    )


def _withheld(utterance: Utterance, reason: str, witness: str = "voice") -> Withheld:
    return Withheld(utterance.id, witness, utterance.start_s, utterance.end_s, reason)
