"""The store's one door."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, delete, insert, select, update

from voicemon.errors import Conflict, NotFound, StoreError
from voicemon.flags.rules import RULES
from voicemon.store import from_rows, listing, to_rows
from voicemon.store.audio_files import AudioFolder, Placed
from voicemon.store.audit import Audit
from voicemon.store.credentials import Credentials
from voicemon.store.desk import DeskMessages
from voicemon.store.desk import forget as forget_messages
from voicemon.store.digest import digest
from voicemon.store.duty import Duty
from voicemon.store.engine import BUSY_S, in_words, open_engine, reading, writing
from voicemon.store.jobs import Jobs
from voicemon.store.keys import Keys
from voicemon.store.ledger import Ledger
from voicemon.store.ledger import forget as forget_flags
from voicemon.store.legs import Legs
from voicemon.store.notice_list import Deliveries
from voicemon.store.notice_targets import NoticeTargets
from voicemon.store.notices import Notices
from voicemon.store.people import People
from voicemon.store.playbook import PlaybookEdits
from voicemon.store.records import (
    CallEntry,
    CallPage,
    CallQuery,
    RecordingInfo,
    Stored,
    StoredPeaks,
    Version,
)
from voicemon.store.rehearsals import Rehearsals
from voicemon.store.rules import Rules
from voicemon.store.schema import analyses, calls, channels, peaks, recordings
from voicemon.store.sessions import Sessions
from voicemon.store.teams import Teams
from voicemon.store.tickets import Tickets
from voicemon.store.tokens import ApiTokens
from voicemon.store.tries import Tries
from voicemon.types import Analysis, Role


class Store:
    """Calls, analyses and audio; safe for many threads and several processes.

    Opening brings the database's schema up to date. Every method may raise StoreBusy (locked or
    full: the same call may succeed later) or StoreError. `busy_s`: how long a writer waits.
    """

    def __init__(self, url: str, audio_dir: Path, busy_s: float = BUSY_S) -> None:
        self._busy_s = busy_s
        self._engine = open_engine(url, busy_s)
        self._audio = AudioFolder(audio_dir)
        with in_words():
            self._audio.make()
        self.jobs = Jobs(self._engine, busy_s)
        self.keys = Keys(self._engine, busy_s)
        self.legs = Legs(self._engine, busy_s)
        self.desk = DeskMessages(self._engine, busy_s)
        self.playbook = PlaybookEdits(self._engine, busy_s)
        self.ledger = Ledger(self._engine, busy_s)
        self.duty = Duty(self._engine, busy_s)
        self.people = People(self._engine, busy_s)
        self.credentials = Credentials(self._engine, busy_s)
        self.teams = Teams(self._engine, busy_s)
        self.sessions = Sessions(self._engine, busy_s)
        self.tickets = Tickets(self._engine, busy_s)
        self.tokens = ApiTokens(self._engine, busy_s)
        self.tries = Tries(self._engine, busy_s)
        self.audit = Audit(self._engine, busy_s)
        self.notices = Notices(self._engine, busy_s)
        self.notice_targets = NoticeTargets(self._engine, busy_s)
        self.deliveries = Deliveries(self._engine, busy_s)
        self.rules = Rules(self._engine, busy_s)
        self.rehearsals = Rehearsals(self._engine, busy_s)
        self.rules.seed(RULES, datetime.now(UTC))

    def close(self) -> None:
        """Give the database's files free."""
        self._engine.dispose()

    def add_analysis(
        self,
        analysis: Analysis,
        recording: RecordingInfo,
        audio_file: Path | None = None,
        waveform: StoredPeaks | None = None,
        *,
        again: bool = False,
    ) -> Stored:
        """Store an analysis with its call, all of it or nothing.

        `audio_file`, the redacted FLAC, is moved into the audio folder; it is back where it was
        when this raises. A recording that is known already gets nothing and says so, unless
        `again`: then the known call gets one more version, whose audio, waveform and channels are
        those it has unless new ones are given. The stored analysis carries the known call's id.
        """
        placed: Placed | None = None
        try:
            with writing(self._engine, self._busy_s) as connection:
                known = _known(connection, recording.source_sha256)
                if known is not None and not again:
                    return Stored(known, _newest(connection, known), known=True)
                if audio_file is not None:
                    placed = self._audio.place(audio_file)
                call_id = _write_call(connection, analysis, recording, known)
                _write_audio(connection, call_id, recording, placed, waveform)
                _write_analysis(connection, analysis, call_id)
        except BaseException:
            self._undo(placed)
            raise
        if placed is not None:
            with suppress(OSError):  # what is left behind harms nobody
                placed.settle()
        return Stored(call_id, analysis.id)

    def forget(self, call_id: str) -> None:
        """Delete a call with every analysis of it and its audio; NotFound when there is none."""
        of_call = select(recordings.c.audio_sha256).where(recordings.c.call_id == call_id)
        with writing(self._engine, self._busy_s) as connection:
            sha256 = connection.execute(of_call).scalar()
            if connection.execute(delete(calls).where(calls.c.id == call_id)).rowcount == 0:
                raise _no_call(call_id)
            forget_flags(connection, call_id)
            forget_messages(connection, call_id)
        if sha256 is None:
            return
        same = select(recordings.c.call_id).where(recordings.c.audio_sha256 == sha256)
        with writing(self._engine, self._busy_s) as connection:  # nobody may take it up meanwhile
            if connection.execute(same).first() is None:
                with in_words():
                    self._audio.remove(sha256)

    def known(self, source_sha256: str) -> str | None:
        """The id of the call that was made from the file with that hash."""
        with reading(self._engine) as connection:
            return _known(connection, source_sha256)

    def calls(self, query: CallQuery | None = None) -> CallPage:
        """Calls with the digest of their newest analysis."""
        with reading(self._engine) as connection:
            return listing.page(connection, query or CallQuery())

    def call(self, call_id: str) -> CallEntry:
        """One call as in the list; NotFound when there is none."""
        with reading(self._engine) as connection:
            return _entry(connection, call_id)

    def analysis(self, call_id: str, analysis_id: str | None = None) -> Analysis:
        """One analysis of a call, the newest when not named; NotFound when there is none."""
        with reading(self._engine) as connection:
            entry = _entry(connection, call_id)
            wanted = analysis_id or entry.analysis_id
            query = select(analyses).where(analyses.c.id == wanted, analyses.c.call_id == call_id)
            row = connection.execute(query).first()
            if row is None:
                raise NotFound(
                    f"call {call_id!r} has no analysis {wanted!r}", "leave it out for the newest"
                )
            return from_rows.analysis(connection, entry.call, row)

    def analyses(self, call_id: str) -> list[Version]:
        """Every version, newest first; NotFound when there is no such call."""
        query = select(analyses).where(analyses.c.call_id == call_id)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(analyses.c.number.desc())).all()
        if not rows:
            raise _no_call(call_id)
        return [from_rows.version(row) for row in rows]

    def recording(self, call_id: str) -> RecordingInfo:
        """The source file of a call; NotFound when there is no such call."""
        query = select(recordings).where(recordings.c.call_id == call_id)
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
            roles = _channels(connection, call_id)
        if row is None:
            raise _no_call(call_id)
        return RecordingInfo(
            row.source_sha256, row.size_bytes, row.codec, row.sample_rate_hz, roles
        )

    def channels(self, call_id: str) -> tuple[Role, ...]:
        """The roles of the kept audio's channels, in order."""
        with reading(self._engine) as connection:
            return _channels(connection, call_id)

    def peaks(self, call_id: str) -> StoredPeaks | None:
        """The waveform; None when the call was stored without."""
        with reading(self._engine) as connection:
            row = connection.execute(select(peaks).where(peaks.c.call_id == call_id)).first()
        if row is None:
            return None
        pairs = np.frombuffer(row.pairs, dtype=np.int8).reshape(row.channel_count, -1, 2)
        return StoredPeaks(row.rate_hz, pairs)

    def has_peaks(self, call_id: str) -> bool:
        """Whether there is a waveform."""
        with reading(self._engine) as connection:
            query = select(peaks.c.call_id).where(peaks.c.call_id == call_id)
            return connection.execute(query).first() is not None

    def audio_path(self, call_id: str) -> Path | None:
        """The playable FLAC file; None when the call has none, or no longer."""
        query = select(recordings.c.audio_sha256).where(recordings.c.call_id == call_id)
        with reading(self._engine) as connection:
            sha256 = connection.execute(query).scalar()
        path = self._audio.path(sha256) if sha256 else None
        return path if path is not None and path.is_file() else None

    def _undo(self, placed: Placed | None) -> None:
        """Take an audio file out again unless somebody else's call has it now."""
        if placed is None:
            return
        query = select(recordings).where(recordings.c.audio_sha256 == placed.sha256)
        with suppress(StoreError), writing(self._engine, self._busy_s) as connection:
            if connection.execute(query).first() is None:
                placed.undo()


def _known(connection: Connection, source_sha256: str) -> str | None:
    query = select(recordings.c.call_id).where(recordings.c.source_sha256 == source_sha256)
    return connection.execute(query).scalar()


def _entry(connection: Connection, call_id: str) -> CallEntry:
    row = connection.execute(listing.entries().where(calls.c.id == call_id)).first()
    if row is None:
        raise _no_call(call_id)
    return from_rows.entry(row)


def _newest(connection: Connection, call_id: str) -> str:
    return _entry(connection, call_id).analysis_id


def _channels(connection: Connection, call_id: str) -> tuple[Role, ...]:
    query = select(channels.c.role).where(channels.c.call_id == call_id)
    return tuple(Role(role) for role in connection.execute(query.order_by("position")).scalars())


def _write_call(
    connection: Connection, analysis: Analysis, recording: RecordingInfo, known: str | None
) -> str:
    """The call's id; a new call unless `known`."""
    if known is not None:
        connection.execute(
            update(calls).where(calls.c.id == known).values(versions=calls.c.versions + 1)
        )
        return known
    call = analysis.call
    if connection.execute(select(calls.c.id).where(calls.c.id == call.id)).first():
        raise Conflict(
            f"there is a call {call.id!r} from another recording", "give this call another id"
        )
    connection.execute(insert(calls).values(**to_rows.call_row(call), versions=1))
    connection.execute(
        insert(recordings).values(
            source_sha256=recording.source_sha256,
            call_id=call.id,
            size_bytes=recording.size_bytes,
            codec=recording.codec,
            sample_rate_hz=recording.sample_rate_hz,
            added_at=datetime.now(UTC),
        )
    )
    return call.id


def _write_audio(
    connection: Connection,
    call_id: str,
    recording: RecordingInfo,
    placed: Placed | None,
    waveform: StoredPeaks | None,
) -> None:
    """Audio, channels and waveform; what is not given stays as it is."""
    if placed is not None:
        of_call = update(recordings).where(recordings.c.call_id == call_id)
        connection.execute(of_call.values(audio_sha256=placed.sha256))
    if recording.channels:
        connection.execute(channels.delete().where(channels.c.call_id == call_id))
        rows = [
            {"call_id": call_id, "position": position, "role": role.value}
            for position, role in enumerate(recording.channels)
        ]
        connection.execute(insert(channels), rows)
    if waveform is not None:
        connection.execute(peaks.delete().where(peaks.c.call_id == call_id))
        connection.execute(
            insert(peaks).values(
                call_id=call_id,
                rate_hz=waveform.rate_hz,
                channel_count=len(waveform.pairs),
                pairs=waveform.pairs.astype(np.int8).tobytes(),
            )
        )


def _write_analysis(connection: Connection, analysis: Analysis, call_id: str) -> None:
    number = connection.execute(select(calls.c.versions).where(calls.c.id == call_id)).scalar_one()
    row = to_rows.analysis_row(analysis, digest(analysis), number)
    connection.execute(insert(analyses).values(**row | {"call_id": call_id}))
    for table, rows in to_rows.part_rows(analysis).items():
        if rows:
            connection.execute(insert(table), rows)


def _no_call(call_id: str) -> NotFound:
    return NotFound(f"there is no call {call_id!r}", "GET /api/calls or the page lists them")
