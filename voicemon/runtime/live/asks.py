"""What the running calls ask of the engine, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from voicemon.errors import VoicemonError
from voicemon.runtime.live.changes import Step
from voicemon.types import Role, Samples, SpeechSegment


@dataclass(frozen=True, slots=True)
class FinalAsk:
    """Words of a segment that is complete. `context` is earlier speech of the same channel, oldest
    first, at least `engine.CONTEXT_S` of it where there is as much; more does no harm.

    `language` None is detected. `due_s` is the moment on the monotonic clock when it became due.
    """

    segment: SpeechSegment
    context: tuple[SpeechSegment, ...]
    language: str | None
    due_s: float


@dataclass(frozen=True, slots=True)
class PartialAsk:
    """Words of speech that still goes on: `samples` is all of it so far, from `start_s`."""

    call_id: str
    role: Role
    start_s: float
    samples: Samples
    context: tuple[SpeechSegment, ...]
    language: str | None
    due_s: float


@dataclass(frozen=True, slots=True)
class PartialHeard:
    """Words of open speech up to `end_s`: `stable` is never taken back, `unsure` may change."""

    stable: str
    unsure: str
    end_s: float


class Unheard(VoicemonError):
    """A final that got no words: load (`sound only`, a full queue) or the end of the service."""

    code = "unheard"
    retry = True


@dataclass(frozen=True, slots=True)
class Load:
    """How busy the engine is. `lag_s` is how long lately answered finals took from being due (the
    worst of the last seconds), `oldest_s` how long the oldest waiting one has been due, `busy` the
    share of wall time spent in the model; counts are since the start.
    """

    step: Step
    finals_waiting: int
    partials_waiting: int
    oldest_s: float
    lag_s: float
    busy: float
    finals: int
    partials: int
    partials_dropped: int
    unheard: int
    batches: int
    steps: Mapping[Step, int] = field(default_factory=dict)
