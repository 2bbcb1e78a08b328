"""The wire, defined once: what REST and Socket.IO carry. The page's types are made from it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

RoleName = Literal["customer", "agent", "unknown"]
SeverityName = Literal["information", "watch", "act"]
ActName = Literal[
    "acknowledge",
    "validate",
    "apologise",
    "open_question",
    "summarise_back",
    "ownership",
    "next_step",
    "reassure",
]
MomentName = Literal[
    "manager",
    "legal",
    "leaving",
    "interrupted",
    "repeated",
    "waited",
    "distress",
    "worry",
    "confusion",
]
# No control characters: they name nothing, and PostgreSQL refuses NUL.
ShortText = Annotated[
    str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")
]


class Wire(BaseModel):
    """Base of everything on the wire."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class Problem(Wire):
    """A refused request: a stable code, what happened, what to do."""

    code: str
    message: str
    fix: str = ""


class WordOut(Wire):
    """A word, its time in seconds of the call, its probability."""

    text: str
    start_s: float
    end_s: float
    probability: float


class UtteranceOut(Wire):
    """One utterance with its words (already redacted)."""

    id: str
    role: RoleName
    start_s: float
    end_s: float
    text: str
    confidence: float
    words: list[WordOut] = []


class EvidenceOut(Wire):
    """One measured cue."""

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


class WithheldOut(Wire):
    """Evidence that was not measured, and why."""

    utterance_id: str
    witness: str
    start_s: float
    end_s: float
    reason: str


class FrustrationOut(Wire):
    """A point of the curve; `contributions` (cue → log-odds) add up to its log-odds."""

    utterance_id: str
    at_s: float
    score: float
    low: float
    high: float
    slope_per_min: float
    contributions: dict[str, float]


class FlagOut(Wire):
    """One transition of one flag."""

    id: str
    rule: str
    severity: SeverityName
    state: str
    at_s: float
    reason: str
    utterance_ids: list[str]
    by: str


class StretchOut(Wire):
    """A marked stretch: hold, dead_air, overlap, interruption, redacted, unheard."""

    kind: str
    start_s: float
    end_s: float
    role: RoleName | None = None


class MomentOut(Wire):
    """An opportunity for empathy, and what the agent's words did about it."""

    id: str
    opportunity_utterance_id: str
    kind: MomentName
    at_s: float
    last_s: float = Field(description="When it was shown last.")
    times: int = Field(description="How often it was shown.")
    reason: str = Field(description="Completes “the customer …”.")
    needed: list[ActName] = Field(description="Any one of these answers it.")
    acts: list[ActName] = Field(description="What the agent's turns since then held.")
    answer_utterance_id: str | None
    response_delay_s: float | None = Field(description="Null while nothing has answered it.")
    met: bool = Field(description="Answered within the agent's next turns.")
    ended_s: float | None = Field(description="Null while it is open.")
    could_have_said: str | None = Field(
        None, description="A sentence of the playbook, for one of a stored call that was not met."
    )


class StepOut(Wire):
    """A sentence that the agent could say now, and why: an offer, never a fact."""

    moment_id: str
    kind: MomentName
    at_s: float
    sentence: str
    reason: str
    language: str
    rephrased: bool = Field(description="A language model put it into other words.")


class SummaryOut(Wire):
    """A call's frustration in five figures; null where the customer was not heard."""

    peak: float | None
    peak_at_s: float | None
    end: float | None
    mean: float | None
    duration_s: float


class CallRow(Wire):
    """One line of the list of calls."""

    id: str
    started_at: datetime
    direction: str
    agent_id: str | None
    customer_id: str | None = Field(description="Masked for display when it is a phone number.")
    queue: str | None
    language: str | None
    source: str = Field(description="Name of the recording.")
    roles: Literal["channel", "diarized", "unknown"]
    summary: SummaryOut
    sparkline: list[float | None] = Field(description="Score at 40 even steps over the call.")
    flags: int = Field(description="Flags raised in the newest analysis.")
    worst_severity: SeverityName | None
    top_reason: str | None = Field(description="Reason of the worst flag, else of the peak.")


class CallList(Wire):
    """A page of calls."""

    items: list[CallRow]
    total: int


class AnalysisOut(Wire):
    """One version of the judgement of a call."""

    id: str
    made_at: datetime
    models: dict[str, str]


class ChannelOut(Wire):
    """A channel of the playable audio."""

    index: int
    role: RoleName


class CallDetail(Wire):
    """Everything the call page shows."""

    call: CallRow
    analysis: AnalysisOut
    analyses: list[AnalysisOut] = Field(description="Every version, newest first.")
    channels: list[ChannelOut]
    utterances: list[UtteranceOut]
    evidence: list[EvidenceOut]
    withheld: list[WithheldOut]
    frustration: list[FrustrationOut]
    flags: list[FlagOut]
    stretches: list[StretchOut]
    moments: list[MomentOut]
    warnings: list[str]
    words_dropped: int
    audio_url: str | None
    peaks_url: str | None


class Peaks(Wire):
    """Waveform: a channel is min, max, min, max … in −128…127, `rate_hz` pairs a second."""

    rate_hz: float
    channels: list[list[int]]


class JobOut(Wire):
    """A recording on its way. Sent by REST and, on every change, as Socket.IO event `job`."""

    id: str
    file: str
    state: Literal["queued", "running", "done", "failed"]
    stage: str
    progress: float = Field(ge=0, le=1)
    call_id: str | None = None
    known: bool = Field(False, description="The same recording had been analysed before.")
    error: Problem | None = None
    created_at: datetime


class JobList(Wire):
    """Recent jobs, newest first."""

    items: list[JobOut]


class Site(Wire):
    """What the page needs to know at its start."""

    version: str
    models: dict[str, str]
    max_upload_mb: int
    demo: bool = False
    live_url: str = Field(
        "", description="WebSocket address for senders of live calls; empty: none are taken."
    )
    replay: str = Field("", description="A command that plays a recording in as a live call.")
    listen_in: bool = Field(False, description="Whether supervisors may listen in to live calls.")
    time_zone: str = Field("UTC", description="The site's, an IANA name: for the hours of rules.")


class Health(Wire):
    """Whether the parts the server stands on are well."""

    status: Literal["ok", "failing"]
    database: str = Field(description="`ok`, or what is wrong.")
    audio: str = Field(description="`ok`, or what is wrong with the audio folder.")
    free_mb: int = Field(description="Free space where audio is kept.")
    jobs_waiting: int


class LegIn(Wire):
    """A connection that carries one side of a call, announced before it connects."""

    uuid: UUID | None = Field(None, description="Its UUID, for AudioSocket.")
    connection: ShortText | None = Field(None, description="Its name, for WebSocket feeds.")
    call: ShortText = Field(description="The call it is a leg of; legs of one call are joined.")
    role: RoleName = Field(description="Whose voice it carries; unknown for both mixed.")
    agent: ShortText | None = None
    customer: ShortText | None = None
    queue: ShortText | None = None
    team: ShortText | None = None
    language: ShortText | None = None
    direction: Literal["inbound", "outbound"] | None = None
    consent: Literal["unknown", "granted", "refused", "withdrawn"] | None = None

    @model_validator(mode="after")
    def _named_once(self) -> LegIn:
        if (self.uuid is None) == (self.connection is None):
            raise ValueError("give either uuid or connection")
        return self


class LegOut(Wire):
    """An announced leg; it must connect before `expires_at`, once."""

    connection: str
    call: str
    role: RoleName
    expires_at: datetime
