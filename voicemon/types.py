"""The shared words of voicemon: what the rooms hand to each other.

Comes in: nothing. Goes out: frozen, slotted dataclasses. Must not know: anything else of voicemon,
any heavy library. `_s` is seconds since the call began; scores, probabilities and confidences
are 0–1. Samples are float32, mono, −1…1, at `SAMPLE_RATE_HZ`. Longer than other files on purpose:
a shared word is looked up in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

SAMPLE_RATE_HZ = 16_000
FRAME_SAMPLES = 512  # one VAD frame, 32 ms
ROLE_CONFIDENCE_FLOOR = 0.9  # below it a role is not certain enough for vocal evidence


class Role(StrEnum):
    """Who speaks."""

    CUSTOMER = "customer"
    AGENT = "agent"
    UNKNOWN = "unknown"


class Direction(StrEnum):
    """Who called whom."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    UNKNOWN = "unknown"


class ConsentStatus(StrEnum):
    """What the customer said about being analysed."""

    UNKNOWN = "unknown"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Severity(StrEnum):
    """How much a flag asks of a supervisor."""

    INFORMATION = "information"
    WATCH = "watch"
    ACT = "act"


class FlagState(StrEnum):
    """Where a flag stands in its life."""

    RAISED = "raised"
    SEEN = "seen"
    ACKNOWLEDGED = "acknowledged"
    CLAIMED = "claimed"
    ACTED = "acted"
    RESOLVED = "resolved"
    SNOOZED = "snoozed"
    ESCALATED = "escalated"


class FlagOutcome(StrEnum):
    """What came of a flag, as a person tells it."""

    HELPED = "helped"
    NOT_NEEDED = "not_needed"  # true, but nobody had to do anything
    FALSE_ALARM = "false_alarm"
    TOO_LATE = "too_late"


class RolesFrom(StrEnum):
    """How the roles of a call were found."""

    CHANNEL = "channel"
    DIARIZED = "diarized"
    UNKNOWN = "unknown"


class StretchKind(StrEnum):
    """What a marked stretch of a call is."""

    HOLD = "hold"
    DEAD_AIR = "dead_air"
    OVERLAP = "overlap"
    INTERRUPTION = "interruption"
    REDACTED = "redacted"
    UNHEARD = "unheard"  # recorded while nobody listened


class AgentAct(StrEnum):
    """What an agent's words do about what the customer showed; never how the agent feels."""

    ACKNOWLEDGE = "acknowledge"
    VALIDATE = "validate"
    APOLOGISE = "apologise"
    OPEN_QUESTION = "open_question"
    SUMMARISE_BACK = "summarise_back"
    OWNERSHIP = "ownership"
    NEXT_STEP = "next_step"
    REASSURE = "reassure"


class MomentKind(StrEnum):
    """What of the customer's asks for an answer; the most pressing first, the vague last."""

    MANAGER = "manager"
    LEGAL = "legal"
    LEAVING = "leaving"
    INTERRUPTED = "interrupted"
    REPEATED = "repeated"
    WAITED = "waited"
    DISTRESS = "distress"
    WORRY = "worry"
    CONFUSION = "confusion"


@dataclass(frozen=True, slots=True)
class Consent:
    """The customer's consent: what, when (aware UTC), how it was given."""

    status: ConsentStatus = ConsentStatus.UNKNOWN
    at: datetime | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One telephone call. `started_at` is the only place where the wall clock appears."""

    id: str
    started_at: datetime
    ended_at: datetime | None = None
    direction: Direction = Direction.UNKNOWN
    agent_id: str | None = None
    customer_id: str | None = None
    queue: str | None = None
    team: str | None = None
    language: str | None = None
    source: str = ""
    consent: Consent = Consent()


@dataclass(frozen=True, slots=True)
class AudioChunk:
    """What a source delivers: successive samples of one role's stream."""

    call_id: str
    role: Role
    start_s: float
    samples: Samples


@dataclass(frozen=True, slots=True)
class SpeechSegment:
    """A stretch of speech that VAD cut out; `cut` when length, not silence, ended it.

    `both`: the stretches of it, (start_s, end_s), in which two voices share a mixed channel.
    """

    call_id: str
    role: Role
    role_confidence: float
    start_s: float
    end_s: float
    samples: Samples
    cut: bool = False
    both: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerSegment:
    """Speech that is certainly the customer's: the only thing vocal evidence accepts.

    Made in one place, `voicemon.utterances.roles.customer_only`. See the agent-emotion firewall
    in docs/privacy.md (EU AI Act Art. 5(1)(f)).
    """

    segment: SpeechSegment

    def __post_init__(self) -> None:
        if self.segment.role is not Role.CUSTOMER:
            raise TypeError("vocal evidence is for customers only")
        if self.segment.role_confidence < ROLE_CONFIDENCE_FLOOR:
            raise TypeError("the speaker's role is not certain enough for vocal evidence")


@dataclass(frozen=True, slots=True)
class Word:
    """One transcribed word with its time and the recogniser's probability."""

    text: str
    start_s: float
    end_s: float
    probability: float


def spoken_text(words: Iterable[Word]) -> str:
    """Words as a line of text."""
    return " ".join(word.text.strip() for word in words)


@dataclass(frozen=True, slots=True)
class Transcript:
    """What the recogniser heard in one segment. `words_dropped` had no voiced energy under them."""

    words: tuple[Word, ...]
    language: str
    avg_logprob: float
    no_speech_prob: float
    model: str
    words_dropped: int = 0

    @property
    def text(self) -> str:
        """The words in reading order."""
        return spoken_text(self.words)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A segment with its words. `id` is unique within the call and follows its time order."""

    id: str
    call_id: str
    role: Role
    start_s: float
    end_s: float
    text: str
    words: tuple[Word, ...]
    language: str
    avg_logprob: float
    no_speech_prob: float

    @property
    def confidence(self) -> float:
        """Mean word probability, 0 without words."""
        if not self.words:
            return 0.0
        return sum(word.probability for word in self.words) / len(self.words)


@dataclass(frozen=True, slots=True)
class EncoderStates:
    """The recogniser's encoder output over one customer segment: `states` [frames, dim] float32."""

    call_id: str
    role: Role
    start_s: float
    frame_s: float
    states: NDArray[np.float32]
    model: str

    def __post_init__(self) -> None:
        if self.role is not Role.CUSTOMER:
            raise TypeError("encoder states are made available for customers only")


@dataclass(frozen=True, slots=True)
class SealedStates:
    """The encoder output over a segment while nobody knows who speaks in it.

    Only a `CustomerSegment` of the same stretch opens it; else it is thrown away unread.
    """

    call_id: str
    start_s: float
    frame_s: float
    model: str
    _states: NDArray[np.float32]

    def open(self, customer: CustomerSegment) -> EncoderStates:
        """The states; ValueError for another segment than the one they were made of."""
        segment = customer.segment
        if (segment.call_id, segment.start_s) != (self.call_id, self.start_s):
            raise ValueError("these encoder states are of another segment")
        return EncoderStates(
            self.call_id, segment.role, self.start_s, self.frame_s, self._states, self.model
        )


@dataclass(frozen=True, slots=True)
class Heard:
    """One segment after transcription; `sealed` only while its role is UNKNOWN."""

    segment: SpeechSegment
    transcript: Transcript
    states: EncoderStates | None = None
    sealed: SealedStates | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the text model makes of an utterance: label → probability, and `embedding` [dim]."""

    utterance_id: str
    labels: Mapping[str, float]
    embedding: NDArray[np.float32]
    model: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One cue, measured. `log_odds` is its weight towards frustration, negative calms.

    `cue` is `witness.name`, e.g. `prosody.loudness`. `baseline` is the speaker's own usual, in the
    same unit as `measured`, None where a usual makes no sense. `note` is a sentence a supervisor
    can read.
    """

    utterance_id: str
    cue: str
    start_s: float
    end_s: float
    measured: float
    unit: str
    baseline: float | None
    log_odds: float
    confidence: float
    note: str

    def __post_init__(self) -> None:
        if not self.note or not self.unit:
            raise ValueError("evidence needs a unit and a sentence a supervisor can read")


@dataclass(frozen=True, slots=True)
class Withheld:
    """Evidence that was not measured, and why: shown, never counted as zero."""

    utterance_id: str
    witness: str
    start_s: float
    end_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class Frustration:
    """The fused score at `at_s`, its 90 % band and its reasons.

    `contributions` (cue → log-odds) add up to the log-odds of `score`.
    """

    call_id: str
    utterance_id: str
    at_s: float
    score: float
    low: float
    high: float
    slope_per_min: float
    contributions: Mapping[str, float]

    def __post_init__(self) -> None:
        if not self.contributions:
            raise ValueError("no score without its reasons")


@dataclass(frozen=True, slots=True)
class Flag:
    """One transition of one flag. `id` names the flag, `state` what it changed to."""

    id: str
    call_id: str
    rule: str
    severity: Severity
    state: FlagState
    at_s: float
    reason: str
    utterance_ids: tuple[str, ...]
    by: str = "voicemon"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A marked stretch of the call's time axis; `role` where one side owns it."""

    kind: StretchKind
    start_s: float
    end_s: float
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class EmpathyMoment:
    """An opportunity for empathy, and what the agent's words did about it.

    `at_s` is when it arose, `last_s` when it was shown last, `times` how often; `reason` says what
    in words ("asked for a manager"). Any one of `needed` answers it; `acts` are those that the
    agent's turns since then held. `response_delay_s` is from `at_s` to the utterance that answered,
    None while none has; `met` when that was one of the agent's next turns. `ended_s` is None while
    it is open: nobody has answered, and it has neither passed nor eased. `id` is unique within the
    call; the newest of one id counts.
    """

    id: str
    call_id: str
    opportunity_utterance_id: str
    kind: MomentKind
    at_s: float
    last_s: float
    times: int
    reason: str
    needed: tuple[AgentAct, ...]
    acts: tuple[AgentAct, ...] = ()
    answer_utterance_id: str | None = None
    response_delay_s: float | None = None
    met: bool = False
    ended_s: float | None = None


@dataclass(frozen=True, slots=True)
class SuggestedStep:
    """A sentence that the agent could say now, and why: an offer, never a fact.

    `rephrased` when a language model put the playbook's sentence into other words.
    """

    moment_id: str
    kind: MomentKind
    at_s: float
    sentence: str
    reason: str
    language: str
    rephrased: bool = False


@dataclass(frozen=True, slots=True)
class Analysis:
    """One version of what voicemon makes of a call: models, settings and results together.

    `steps`: ids of the utterances in the order in which the rules of flags were asked about them;
    none given: all of them, as they stand.
    """

    id: str
    call: Call
    made_at: datetime
    duration_s: float
    roles: RolesFrom
    models: Mapping[str, str]
    utterances: tuple[Utterance, ...]
    evidence: tuple[Evidence, ...]
    withheld: tuple[Withheld, ...]
    frustration: tuple[Frustration, ...]
    flags: tuple[Flag, ...]
    stretches: tuple[Stretch, ...] = ()
    moments: tuple[EmpathyMoment, ...] = ()
    warnings: tuple[str, ...] = ()
    words_dropped: int = 0
    settings: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A call's frustration in five figures; None where the customer was not heard."""

    peak: float | None
    peak_at_s: float | None
    end: float | None
    mean: float | None
    duration_s: float


def summarise(analysis: Analysis) -> Summary:
    """The summary of an analysis; `mean` is time-weighted from the first point to the last."""
    points = analysis.frustration
    if not points:
        return Summary(None, None, None, None, analysis.duration_s)
    peak = max(points, key=lambda point: point.score)
    return Summary(peak.score, peak.at_s, points[-1].score, _mean(points), analysis.duration_s)


def _mean(points: Sequence[Frustration]) -> float:
    span_s = points[-1].at_s - points[0].at_s
    if span_s <= 0:
        return points[-1].score
    pairs = zip(points, points[1:], strict=False)
    return sum((a.score + b.score) / 2 * (b.at_s - a.at_s) for a, b in pairs) / span_s


class SpeechDetector(Protocol):
    """Speech probability of successive audio of one stream; keeps its own state."""

    def __call__(self, samples: Samples) -> NDArray[np.float32]:
        """Samples (a multiple of `FRAME_SAMPLES`) → one probability a frame."""


class Transcriber(Protocol):
    """Words for speech segments, many at a time."""

    name: str

    def transcribe(
        self, segments: Sequence[SpeechSegment], language: str | None = None
    ) -> list[Heard]:
        """One `Heard` a segment, in the order given; word times in seconds of the call."""


class Reader(Protocol):
    """The text model."""

    name: str

    def read(self, texts: Sequence[tuple[str, str]]) -> list[Reading]:
        """(utterance id, text) pairs → one `Reading` each, in order."""


Progress = Callable[[str, float], None]
"""Called with (stage, share done 0–1)."""
