"""What the store takes and gives besides `types.py`: plain dataclasses, no SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voicemon.store.people_records import Within
from voicemon.types import Call, Role, RolesFrom, Severity, Summary

SPARKLINE_STEPS = 40


class JobState(StrEnum):
    """Where a recording stands on its way. queued → running → done | failed; running → queued
    when the process that ran it ended.
    """

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class CallSort(StrEnum):
    """The orders in which calls are listed; ties are broken by the newest, then by id."""

    NEWEST = "newest"
    OLDEST = "oldest"
    PEAK = "peak"
    END = "end"
    LONGEST = "longest"
    FLAGS = "flags"


@dataclass(frozen=True, slots=True)
class RecordingInfo:
    """The source file of a call. `channels` are the roles of the kept audio's channels, in order.

    `source_sha256` is the hash of the file as it came in: the same file twice is one call.
    """

    source_sha256: str
    size_bytes: int
    codec: str
    sample_rate_hz: int
    channels: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class StoredPeaks:
    """Waveform: `pairs` [channels, n, 2] int8, minimum and maximum; `rate_hz` pairs a second."""

    rate_hz: float
    pairs: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an analysis: `known` when the recording had one and nothing was added."""

    call_id: str
    analysis_id: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """What the list of calls shows of an analysis, worked out once when it is written.

    `sparkline`: the score at `SPARKLINE_STEPS` even steps over the call, None before the first.
    """

    summary: Summary
    sparkline: tuple[float | None, ...]
    flags: int
    worst_severity: Severity | None
    top_reason: str | None


@dataclass(frozen=True, slots=True)
class CallEntry:
    """One call of the list, with the digest of its newest analysis."""

    call: Call
    analysis_id: str
    roles: RolesFrom
    digest: Digest


@dataclass(frozen=True, slots=True)
class CallPage:
    """Some of the calls that a query finds, and how many it finds in all."""

    entries: tuple[CallEntry, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CallQuery:
    """Which calls, in which order. Every word of `text` must stand in what was said or in the
    call's own data. `since` is inclusive, `until` exclusive; both aware. `within`: what who asks
    may know of (None: everything).
    """

    text: str = ""
    agent_id: str | None = None
    queue: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    min_peak: float | None = None
    flagged: bool | None = None
    within: Within | None = None
    sort: CallSort = CallSort.NEWEST
    offset: int = 0
    limit: int = 50

    def page(self, offset: int, limit: int) -> CallQuery:
        """The same query, another page."""
        return replace(self, offset=offset, limit=limit)


@dataclass(frozen=True, slots=True)
class Version:
    """One analysis of a call, without its results."""

    id: str
    made_at: datetime
    models: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JobError:
    """Why a job failed: a stable code, what happened, what to do."""

    code: str
    message: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A recording on its way. `path` is read by whoever runs it; `again` names the call that is
    to be analysed anew, else the recording is a new one; `roles` are what a reviewer stated of it:
    one a channel, or on one mixed channel who speaks first and the other. `team` and `person_id`
    say for whom it is analysed.
    """

    id: str
    file: str
    path: Path
    state: JobState
    created_at: datetime
    stage: str = ""
    progress: float = 0.0
    again: str | None = None
    roles: tuple[Role, ...] = ()
    team: str | None = None
    person_id: str | None = None
    owned: bool = False
    tries: int = 0
    call_id: str | None = None
    known: bool = False
    error: JobError | None = None


JobListener = Callable[[Job], None]
"""Called with a job after each of its changes."""


@dataclass(frozen=True, slots=True)
class KeySettings:
    """What may come in by an ingest key. `vendor`: only this format; `networks`: only from these
    (CIDR), empty from anywhere; `customer_track`: the track that carries the customer where the
    format does not say; `organization`: only this one's AudioHook; `sealed_secret`: what its
    sender signs with, readable only with the site's key file.
    """

    name: str
    vendor: str | None = None
    customer_track: str = "inbound"
    team: str | None = None
    networks: tuple[str, ...] = ()
    organization: str | None = None
    sealed_secret: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class IngestKey:
    """A key that lets a sender in; `hash` is the SHA-256 of the whole key, which is not kept."""

    id: str
    settings: KeySettings
    hash: str = field(repr=False)
    created_at: datetime
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


class LegState(StrEnum):
    """Where a registered leg stands. waiting → open (`claim`) → waiting (line lost) | over."""

    WAITING = "waiting"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Leg:
    """A connection that was announced: whose voice of which call it will carry."""

    connection: str
    call: str
    role: Role
    facts: Mapping[str, str] = field(default_factory=dict)
    state: LegState = LegState.WAITING
    expires_at: datetime | None = None
