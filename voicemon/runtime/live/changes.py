"""What happens to a running call, as whoever watches is told: one numbered change after another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from voicemon.types import (
    Call,
    EmpathyMoment,
    Evidence,
    Flag,
    Frustration,
    Role,
    Stretch,
    SuggestedStep,
    Utterance,
    Withheld,
)


class Phase(StrEnum):
    """Where a running call stands."""

    LIVE = "live"
    PAUSED = "paused"
    WAITING = "waiting"  # its connection is lost; it may come back
    ENDED = "ended"


class Step(StrEnum):
    """How far a call's analysis is degraded, in order; each step includes the ones before."""

    FULL = "full"
    NO_PARTIALS = "no_partials"
    SHORT_WINDOWS = "short_windows"
    SMALL_MODEL = "small_model"
    SPARSE_WORDS = "sparse_words"  # words every few seconds only
    SOUND_ONLY = "sound_only"
    RECORD_ONLY = "record_only"  # beyond capacity: recorded now, analysed after the call


@dataclass(frozen=True, slots=True)
class Status:
    """A call's state: `heard_s` of audio so far, `lag_s` from the end of speech to its score,
    `warnings` what is wrong with its analysis or its recording, in sentences, `listeners` how many
    people listen in, of those whom the agent may know of.
    """

    phase: Phase
    heard_s: float
    lag_s: float
    step: Step = Step.FULL
    stalled: bool = False  # no audio comes although the line is open
    on_hold: bool = False
    warnings: tuple[str, ...] = ()
    listeners: int = 0


@dataclass(frozen=True, slots=True)
class Partial:
    """Words of speech that still goes on: `stable` will not change, `unsure` may.

    `utterance_id` is that of the final to come; empty texts take the partial back.
    """

    utterance_id: str
    role: Role
    start_s: float
    end_s: float
    stable: str
    unsure: str


@dataclass(frozen=True, slots=True)
class Started:
    """The call is there."""

    call: Call


@dataclass(frozen=True, slots=True)
class Renamed:
    """The call's facts changed (transfer, language, consent)."""

    call: Call


@dataclass(frozen=True, slots=True)
class Weighed:
    """One utterance with all that it added, in one change so that nobody sees a half of it.

    `asked`: whether the rules of flags were asked about it; they are not about what is said on
    hold or by a menu.
    """

    utterance: Utterance
    evidence: tuple[Evidence, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    frustration: Frustration | None = None
    flags: tuple[Flag, ...] = ()
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Provisional:
    """A score on speech that still goes on; the next final replaces it. Never flags, never kept."""

    frustration: Frustration


@dataclass(frozen=True, slots=True)
class Flagged:
    """Flags that no utterance brought."""

    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Noticed:
    """Empathy moments that opened, changed or ended; the newest of an id counts."""

    moments: tuple[EmpathyMoment, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the agent could say from now on; None takes it back."""

    step: SuggestedStep | None


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch began, grew or ended: the same kind, role and start replace each other."""

    stretch: Stretch


@dataclass(frozen=True, slots=True)
class Ended:
    """The call is over: `reason` (hangup, timeout, interrupted, withdrawn, shutdown)."""

    reason: str


News = (
    Started
    | Renamed
    | Partial
    | Weighed
    | Provisional
    | Flagged
    | Noticed
    | Suggested
    | Marked
    | Status
    | Ended
)


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of news of one call; `number` counts from 1 a call, without a hole."""

    call_id: str
    number: int
    news: News


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A running call as it stands after change `number`."""

    number: int
    call: Call
    status: Status
    weighed: tuple[Weighed, ...]
    stretches: tuple[Stretch, ...]
    flags: tuple[Flag, ...]
    partials: tuple[Partial, ...]
    provisional: Frustration | None = None
    moments: tuple[EmpathyMoment, ...] = ()
    step: SuggestedStep | None = None
