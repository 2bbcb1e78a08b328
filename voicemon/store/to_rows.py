"""From the words of `types.py` to rows."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Table

from voicemon.store import schema, schema_desk
from voicemon.store.records import Digest
from voicemon.types import Analysis, Call, Role

Row = dict[str, object]
VOCAL = ("voice.", "prosody.")


def call_row(call: Call) -> Row:
    """A call, without its number of versions."""
    return {
        "id": call.id,
        "started_at": call.started_at,
        "ended_at": call.ended_at,
        "direction": call.direction.value,
        "agent_id": call.agent_id,
        "customer_id": call.customer_id,
        "queue": call.queue,
        "team": call.team,
        "language": call.language,
        "source": writable(call.source),
        "consent_status": call.consent.status.value,
        "consent_at": call.consent.at,
        "consent_how": call.consent.how,
    }


def writable(name: str) -> str:
    """A file name as text: bytes that are not UTF-8 become `?`, which every database takes."""
    return name.encode("utf-8", "replace").decode("utf-8")


def analysis_row(analysis: Analysis, digest: Digest, number: int) -> Row:
    """An analysis with its digest; `number` counts the call's analyses from 1."""
    summary = digest.summary
    return {
        "id": analysis.id,
        "call_id": analysis.call.id,
        "number": number,
        "made_at": analysis.made_at,
        "duration_s": analysis.duration_s,
        "roles": analysis.roles.value,
        "language": analysis.call.language,
        "models": dict(analysis.models),
        "settings": dict(analysis.settings),
        "warnings": list(analysis.warnings),
        "words_dropped": analysis.words_dropped,
        "steps": list(analysis.steps),
        "peak": summary.peak,
        "peak_at_s": summary.peak_at_s,
        "end": summary.end,
        "mean": summary.mean,
        "sparkline": list(digest.sparkline),
        "flags": digest.flags,
        "worst_severity": digest.worst_severity.value if digest.worst_severity else None,
        "top_reason": digest.top_reason,
    }


def part_rows(analysis: Analysis) -> Mapping[Table, list[Row]]:
    """The rows of everything that hangs on an analysis, in an order that foreign keys allow."""
    _require_customers_voice(analysis)
    key: Row = {"analysis_id": analysis.id}
    return {
        schema.utterances: [
            {**key, "position": position, "role": item.role.value}
            | _fields(item, "id start_s end_s text language avg_logprob no_speech_prob")
            for position, item in enumerate(analysis.utterances)
        ],
        schema.words: [
            {**key, "utterance_id": item.id, "position": position}
            | _fields(word, "text start_s end_s probability")
            for item in analysis.utterances
            for position, word in enumerate(item.words)
        ],
        schema.evidence: [
            {**key, "position": position}
            | _fields(
                item,
                "utterance_id cue start_s end_s measured unit baseline log_odds confidence note",
            )
            for position, item in enumerate(analysis.evidence)
        ],
        schema.withheld: [
            {**key, "position": position}
            | _fields(item, "utterance_id witness start_s end_s reason")
            for position, item in enumerate(analysis.withheld)
        ],
        schema.frustration: [
            {**key, "position": position, "contributions": dict(item.contributions)}
            | _fields(item, "utterance_id at_s score low high slope_per_min")
            for position, item in enumerate(analysis.frustration)
        ],
        schema.flag_transitions: [
            {
                **key,
                "position": position,
                "severity": item.severity.value,
                "state": item.state.value,
                "utterance_ids": list(item.utterance_ids),
            }
            | _fields(item, "id rule at_s reason by")
            for position, item in enumerate(analysis.flags)
        ],
        schema.stretches: [
            {
                **key,
                "position": position,
                "kind": item.kind.value,
                "role": item.role.value if item.role else None,
            }
            | _fields(item, "start_s end_s")
            for position, item in enumerate(analysis.stretches)
        ],
        schema_desk.empathy_moments: [
            {
                **key,
                "position": position,
                "kind": item.kind.value,
                "needed": [act.value for act in item.needed],
                "acts": [act.value for act in item.acts],
            }
            | _fields(
                item,
                "id opportunity_utterance_id at_s last_s times reason answer_utterance_id "
                "response_delay_s met ended_s",
            )
            for position, item in enumerate(analysis.moments)
        ],
    }


def _require_customers_voice(analysis: Analysis) -> None:
    """The last wall of the agent-emotion firewall: a voice may speak for customers only."""
    customers = {item.id for item in analysis.utterances if item.role is Role.CUSTOMER}
    for item in analysis.evidence:
        if item.cue.startswith(VOCAL) and item.utterance_id not in customers:
            raise TypeError(f"{item.cue} of {item.utterance_id!r}: vocal evidence is for customers")


def _fields(item: object, names: str) -> Row:
    return {name: getattr(item, name) for name in names.split()}
