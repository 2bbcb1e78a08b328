"""What lasts: calls, every analysis of them, their audio, jobs, the keys and legs of live
senders.

Comes in: `Analysis` and the files of a call, already redacted. Goes out: the same words, read back,
and lists of calls. Must not know: HTTP, models, how scores are made.

Decisions: SQLAlchemy Core over SQLite (WAL) or PostgreSQL; migrations run when a store is opened.
All writes of one call are one transaction, and on SQLite writers take their turn at its start
(`BEGIN IMMEDIATE`), so that nobody fails in the middle. Audio files are named by their content's
hash and moved into place before the commit, taken away again when it fails. An analysis is a
version: adding one changes no earlier one. A recording is known by the hash of its source file,
unique in the database, so that two senders of one call make one call. Evidence from a voice can be
stored for customers only.
"""

from voicemon.store.people_records import Within
from voicemon.store.records import (
    CallEntry,
    CallPage,
    CallQuery,
    CallSort,
    Digest,
    IngestKey,
    Job,
    JobError,
    JobListener,
    JobState,
    KeySettings,
    Leg,
    LegState,
    RecordingInfo,
    Stored,
    StoredPeaks,
    Version,
)
from voicemon.store.store import Store

__all__ = [
    "CallEntry",
    "CallPage",
    "CallQuery",
    "CallSort",
    "Digest",
    "IngestKey",
    "Job",
    "JobError",
    "JobListener",
    "JobState",
    "KeySettings",
    "Leg",
    "LegState",
    "RecordingInfo",
    "Store",
    "Stored",
    "StoredPeaks",
    "Version",
    "Within",
]
