"""From rows to the words of `types.py`."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from sqlalchemy import Connection, Row, Table, select

from voicemon.store import schema, schema_desk
from voicemon.store.records import CallEntry, Digest, Job, JobError, JobState, Version
from voicemon.types import (
    AgentAct,
    Analysis,
    Call,
    Consent,
    ConsentStatus,
    Direction,
    EmpathyMoment,
    Evidence,
    Flag,
    FlagState,
    Frustration,
    MomentKind,
    Role,
    RolesFrom,
    Severity,
    Stretch,
    StretchKind,
    Summary,
    Utterance,
    Withheld,
    Word,
)

AnyRow = Row[tuple[object, ...]]


def call(row: AnyRow) -> Call:
    """A row that holds the columns of `calls`, and `analysed_language` of its analysis."""
    return Call(
        id=row.id,
        started_at=row.started_at,
        ended_at=row.ended_at,
        direction=Direction(row.direction),
        agent_id=row.agent_id,
        customer_id=row.customer_id,
        queue=row.queue,
        team=row.team,
        language=row.analysed_language or row.language,
        source=row.source,
        consent=Consent(ConsentStatus(row.consent_status), row.consent_at, row.consent_how),
    )


def entry(row: AnyRow) -> CallEntry:
    """A row of the list of calls."""
    severity = row.worst_severity
    return CallEntry(
        call=call(row),
        analysis_id=row.analysis_id,
        roles=RolesFrom(row.roles),
        digest=Digest(
            summary=Summary(row.peak, row.peak_at_s, row.end, row.mean, row.duration_s),
            sparkline=tuple(row.sparkline),
            flags=row.flags,
            worst_severity=Severity(severity) if severity else None,
            top_reason=row.top_reason,
        ),
    )


def version(row: AnyRow) -> Version:
    """One analysis without its results."""
    return Version(row.id, row.made_at, dict(row.models))


def analysis(connection: Connection, of: Call, row: AnyRow) -> Analysis:
    """A whole analysis, given its call and its row in `analyses`."""
    return Analysis(
        id=row.id,
        call=of,
        made_at=row.made_at,
        duration_s=row.duration_s,
        roles=RolesFrom(row.roles),
        models=dict(row.models),
        utterances=_utterances(connection, row.id, of.id),
        evidence=tuple(
            Evidence(
                item.utterance_id,
                item.cue,
                item.start_s,
                item.end_s,
                item.measured,
                item.unit,
                item.baseline,
                item.log_odds,
                item.confidence,
                item.note,
            )
            for item in _parts(connection, schema.evidence, row.id)
        ),
        withheld=tuple(
            Withheld(item.utterance_id, item.witness, item.start_s, item.end_s, item.reason)
            for item in _parts(connection, schema.withheld, row.id)
        ),
        frustration=tuple(
            Frustration(
                of.id,
                item.utterance_id,
                item.at_s,
                item.score,
                item.low,
                item.high,
                item.slope_per_min,
                dict(item.contributions),
            )
            for item in _parts(connection, schema.frustration, row.id)
        ),
        flags=tuple(
            _flag(item, of.id) for item in _parts(connection, schema.flag_transitions, row.id)
        ),
        stretches=tuple(
            Stretch(
                StretchKind(item.kind),
                item.start_s,
                item.end_s,
                Role(item.role) if item.role else None,
            )
            for item in _parts(connection, schema.stretches, row.id)
        ),
        moments=tuple(
            _moment(item, of.id) for item in _parts(connection, schema_desk.empathy_moments, row.id)
        ),
        warnings=tuple(row.warnings),
        words_dropped=row.words_dropped,
        settings=dict(row.settings),
        steps=tuple(row.steps or ()),
    )


def job(row: AnyRow) -> Job:
    """A job."""
    error = None
    if row.error_code is not None:
        error = JobError(row.error_code, row.error_message or "", row.error_fix or "")
    return Job(
        id=row.id,
        file=row.file,
        path=Path(row.path),
        state=JobState(row.state),
        created_at=row.created_at,
        stage=row.stage,
        progress=row.progress,
        again=row.again,
        roles=tuple(map(Role, row.roles.split(","))) if row.roles else (),
        team=row.team,
        person_id=row.person_id,
        owned=row.owned,
        tries=row.tries,
        call_id=row.call_id,
        known=row.known,
        error=error,
    )


def _parts(connection: Connection, table: Table, analysis_id: str) -> list[AnyRow]:
    columns = table.c
    query = select(table).where(columns.analysis_id == analysis_id).order_by(columns.position)
    return list(connection.execute(query))


def _utterances(connection: Connection, analysis_id: str, call_id: str) -> tuple[Utterance, ...]:
    words: defaultdict[str, list[Word]] = defaultdict(list)
    for row in _parts(connection, schema.words, analysis_id):
        words[row.utterance_id].append(Word(row.text, row.start_s, row.end_s, row.probability))
    return tuple(
        Utterance(
            row.id,
            call_id,
            Role(row.role),
            row.start_s,
            row.end_s,
            row.text,
            tuple(words[row.id]),
            row.language,
            row.avg_logprob,
            row.no_speech_prob,
        )
        for row in _parts(connection, schema.utterances, analysis_id)
    )


def _moment(row: AnyRow, call_id: str) -> EmpathyMoment:
    return EmpathyMoment(
        row.id,
        call_id,
        row.opportunity_utterance_id,
        MomentKind(row.kind),
        row.at_s,
        row.last_s,
        row.times,
        row.reason,
        tuple(map(AgentAct, row.needed)),
        tuple(map(AgentAct, row.acts)),
        row.answer_utterance_id,
        row.response_delay_s,
        row.met,
        row.ended_s,
    )


def _flag(row: AnyRow, call_id: str) -> Flag:
    return Flag(
        row.id,
        call_id,
        row.rule,
        Severity(row.severity),
        FlagState(row.state),
        row.at_s,
        row.reason,
        tuple(row.utterance_ids),
        row.by,
    )
