"""From the words of `types.py` and the store to the shapes of `wire`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from voicemon.coaching.playbook import Playbook
from voicemon.coaching.suggestion import suggested
from voicemon.exports.identity import masked_customer
from voicemon.privacy.redaction import redact_text
from voicemon.server import wire
from voicemon.store import CallEntry, Job, StoredPeaks, Version
from voicemon.types import Analysis, EmpathyMoment, MomentKind, Role, SuggestedStep


def call_row(entry: CallEntry) -> wire.CallRow:
    """One line of the list."""
    call, digest = entry.call, entry.digest
    return wire.CallRow(
        id=call.id,
        started_at=call.started_at,
        direction=call.direction,
        agent_id=call.agent_id,
        customer_id=masked_customer(call.customer_id),
        queue=call.queue,
        language=call.language,
        source=call.source,
        roles=entry.roles.value,
        summary=wire.SummaryOut.model_validate(digest.summary),
        sparkline=list(digest.sparkline),
        flags=digest.flags,
        worst_severity=digest.worst_severity.value if digest.worst_severity else None,
        top_reason=digest.top_reason,
    )


def call_detail(
    entry: CallEntry,
    analysis: Analysis,
    versions: Sequence[Version],
    channels: Sequence[Role],
    has: tuple[bool, bool],
    playbook: Playbook,
) -> wire.CallDetail:
    """Everything of one analysis; `has`: is there audio, are there peaks."""
    base = f"/api/calls/{quote(entry.call.id, safe='')}"
    return wire.CallDetail(
        call=call_row(entry),
        analysis=_version(Version(analysis.id, analysis.made_at, dict(analysis.models))),
        analyses=[_version(version) for version in versions],
        channels=[
            wire.ChannelOut(index=index, role=role.value) for index, role in enumerate(channels)
        ],
        utterances=[wire.UtteranceOut.model_validate(item) for item in analysis.utterances],
        evidence=[wire.EvidenceOut.model_validate(item) for item in analysis.evidence],
        withheld=[wire.WithheldOut.model_validate(item) for item in analysis.withheld],
        frustration=[wire.FrustrationOut.model_validate(item) for item in analysis.frustration],
        flags=[wire.FlagOut.model_validate(item) for item in analysis.flags],
        stretches=[wire.StretchOut.model_validate(item) for item in analysis.stretches],
        moments=moments(analysis.moments, playbook),
        warnings=list(analysis.warnings),
        words_dropped=analysis.words_dropped,
        audio_url=f"{base}/audio" if has[0] else None,
        peaks_url=f"{base}/peaks" if has[1] else None,
    )


def moments(
    found: Sequence[EmpathyMoment], playbook: Playbook | None = None
) -> list[wire.MomentOut]:
    """Empathy moments; with a playbook, what could have been said where one was not met."""
    turns: Counter[MomentKind] = Counter()
    made = []
    for moment in found:
        shape = wire.MomentOut.model_validate(moment)
        if playbook is not None and not moment.met:
            step = suggested(moment, playbook, turns[moment.kind])
            shape = shape.model_copy(update={"could_have_said": step.sentence})
        turns[moment.kind] += 1
        made.append(shape)
    return made


def step(found: SuggestedStep | None) -> wire.StepOut | None:
    """What the agent could say now."""
    return wire.StepOut.model_validate(found) if found else None


def peaks(stored: StoredPeaks) -> wire.Peaks:
    """The waveform; a channel's pairs in one row."""
    return wire.Peaks(
        rate_hz=stored.rate_hz,
        channels=[channel.reshape(-1).tolist() for channel in stored.pairs],
    )


def job(item: Job) -> wire.JobOut:
    """A job."""
    error = item.error
    return wire.JobOut(
        id=item.id,
        file=redact_text(item.file),
        state=item.state.value,
        stage=item.stage,
        progress=item.progress,
        call_id=item.call_id,
        known=item.known,
        error=wire.Problem.model_validate(error) if error else None,
        created_at=item.created_at,
    )


def _version(version: Version) -> wire.AnalysisOut:
    return wire.AnalysisOut(id=version.id, made_at=version.made_at, models=version.models)
