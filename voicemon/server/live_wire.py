"""The wire of running calls, beside `wire`: a snapshot with a number, then numbered changes.

A page that watches (`board.watch`, `live.watch`) gets `board.snapshot` or `live.snapshot`, then
`board.change` or `live.change`, each numbered one more than the message before it. A hole in the
numbers means that something was lost: watch again, which brings a new snapshot. Every one of these
messages wants an acknowledgement; until it comes, what happens is folded into the next change.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from voicemon.server.flag_wire import FlagCard
from voicemon.server.wire import (
    EvidenceOut,
    FlagOut,
    FrustrationOut,
    MomentOut,
    RoleName,
    StepOut,
    StretchOut,
    UtteranceOut,
    Wire,
    WithheldOut,
)

FeedName = Literal["live", "catching_up", "stalled", "paused", "waiting", "ended"]
TrendName = Literal["rising", "easing", "steady"]
StepName = Literal[
    "full",
    "no_partials",
    "short_windows",
    "small_model",
    "sparse_words",
    "sound_only",
    "record_only",
]


class LiveStatus(Wire):
    """How a running call is followed."""

    feed: FeedName = Field(
        description="`stalled`: the line is open without audio; `waiting`: the connection is lost."
    )
    step: StepName = Field(description="How far the analysis is reduced under load.")
    heard_s: float = Field(description="Seconds of audio heard so far.")
    lag_s: float = Field(description="Seconds from the end of speech to its score.")
    on_hold: bool
    warnings: list[str] = Field(
        description="What is wrong with its analysis or its recording, in sentences."
    )
    listeners: int = Field(description="People who listen in, where the site shows it.")


class LiveFacts(Wire):
    """What is known of a running call."""

    started_at: datetime
    direction: str
    agent_id: str | None
    customer_id: str | None = Field(description="Masked for display when it is a phone number.")
    queue: str | None
    team: str | None
    language: str | None
    source: str


class LiveScore(Wire):
    """Frustration now; `provisional` while the speech it rests on still goes on."""

    score: float
    low: float
    high: float
    trend: TrendName
    provisional: bool


class LastWords(Wire):
    """What the customer said last: `text` stands, `unsure` may still change."""

    text: str
    unsure: str
    at_s: float


class ReasonChip(Wire):
    """A reason of the present score: the measured sentence, and its weight in log-odds."""

    cue: str
    note: str
    log_odds: float


class LiveRow(Wire):
    """A running call as the board shows it."""

    id: str
    call: LiveFacts
    status: LiveStatus
    score: LiveScore | None = Field(description="Null until the customer was heard.")
    sparkline: list[float | None] = Field(description="The last 5 minutes, oldest first.")
    last_words: LastWords | None
    reasons: list[ReasonChip] = Field(description="Strongest first, at most three.")
    flags_open: int
    worst_flag: FlagOut | None = Field(description="The gravest open flag, of several the newest.")
    flag: FlagCard | None = Field(description="The same, as the ledger has it: who took it.")
    ended: str | None = Field(description="Why the call is over; null while it runs.")


class Board(Wire):
    """Every running call one may see. Socket.IO event `board.snapshot`."""

    number: int
    serving: bool = Field(description="Whether this service takes live calls at all.")
    rows: list[LiveRow]


class BoardChange(Wire):
    """Rows that are new or changed, and ids of rows to take away. Event `board.change`."""

    number: int
    rows: list[LiveRow]
    gone: list[str]


class PartialOut(Wire):
    """Words of speech that still goes on; empty texts take the partial back."""

    utterance_id: str
    role: RoleName
    start_s: float
    end_s: float
    stable: str
    unsure: str


class WeighedOut(Wire):
    """One utterance with all that it added."""

    utterance: UtteranceOut
    evidence: list[EvidenceOut]
    withheld: list[WithheldOut]
    frustration: FrustrationOut | None
    flags: list[FlagOut]


class SuggestedOut(Wire):
    """What the agent could say from now on; a null `step` takes it back."""

    step: StepOut | None


class LiveCall(Wire):
    """A running call in full. Event `live.snapshot`."""

    number: int
    id: str
    call: LiveFacts
    status: LiveStatus
    weighed: list[WeighedOut]
    stretches: list[StretchOut]
    flags: list[FlagOut] = Field(description="Every transition, those in `weighed` included.")
    partials: list[PartialOut]
    provisional: FrustrationOut | None
    moments: list[MomentOut]
    step: StepOut | None = Field(description="What the agent could say now.")


class LiveChange(Wire):
    """What happened since the message before, folded. Event `live.change`.

    To be applied in the order of the fields. A final takes its partial away, and the provisional
    score with it. Status, facts, provisional, suggested and each partial, stretch and moment: the
    newest only.
    """

    number: int
    id: str
    call: LiveFacts | None
    status: LiveStatus | None
    weighed: list[WeighedOut]
    flags: list[FlagOut] = Field(description="Transitions that no utterance brought.")
    stretches: list[StretchOut]
    partials: list[PartialOut]
    provisional: FrustrationOut | None
    moments: list[MomentOut]
    suggested: SuggestedOut | None = Field(description="Null: as before.")
    ended: str | None


class LiveGone(Wire):
    """The call that was asked for is not running, or no more. Event `live.gone`."""

    id: str


class LivePulse(Wire):
    """How many calls run now. Event `live.pulse`: at every change, else every few seconds."""

    calls: int
    act: int = Field(description="Of them, with an open flag of severity `act`.")


SOCKET_ONLY = (BoardChange, LiveChange, LiveGone, LivePulse)
