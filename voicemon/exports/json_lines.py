"""voicemon's own JSON: one object a recording, one line an object. Described in docs/json.md."""

from __future__ import annotations

import json

from voicemon.errors import VoicemonError
from voicemon.exports.identity import masked_customer
from voicemon.types import Analysis, Call, EmpathyMoment, summarise

DIGITS = 6


def render(analysis: Analysis, file: str) -> str:
    """One line for one analysis."""
    return _line(as_object(analysis, file))


def render_failure(error: VoicemonError, file: str) -> str:
    """One line for a recording that could not be analysed."""
    reason = {"code": error.code, "message": error.message, "fix": error.fix}
    return _line({"file": file, "error": reason})


def as_object(analysis: Analysis, file: str) -> dict[str, object]:
    """The object; times in seconds of the call, scores and confidences 0–1."""
    return {
        "file": file,
        "call": _call(analysis.call),
        "summary": _summary(analysis),
        "utterances": [
            {
                "id": item.id,
                "role": item.role.value,
                "start_s": _round(item.start_s),
                "end_s": _round(item.end_s),
                "text": item.text,
                "confidence": _round(item.confidence),
            }
            for item in analysis.utterances
        ],
        "frustration": [
            {
                "at_s": _round(item.at_s),
                "score": _round(item.score),
                "low": _round(item.low),
                "high": _round(item.high),
                "utterance_id": item.utterance_id,
                "contributions": {cue: _round(odds) for cue, odds in item.contributions.items()},
            }
            for item in analysis.frustration
        ],
        "flags": [
            {
                "rule": item.rule,
                "severity": item.severity.value,
                "state": item.state.value,
                "at_s": _round(item.at_s),
                "reason": item.reason,
            }
            for item in analysis.flags
        ],
        "moments": [_moment(item) for item in analysis.moments],
        "models": dict(analysis.models),
    }


def _moment(item: EmpathyMoment) -> dict[str, object]:
    return {
        "kind": item.kind.value,
        "at_s": _round(item.at_s),
        "last_s": _round(item.last_s),
        "times": item.times,
        "reason": item.reason,
        "utterance_id": item.opportunity_utterance_id,
        "needed": [act.value for act in item.needed],
        "acts": [act.value for act in item.acts],
        "answer_utterance_id": item.answer_utterance_id,
        "response_delay_s": _maybe(item.response_delay_s),
        "met": item.met,
    }


def _call(call: Call) -> dict[str, object]:
    return {
        "id": call.id,
        "started_at": call.started_at.isoformat(),
        "ended_at": call.ended_at.isoformat() if call.ended_at else None,
        "direction": call.direction.value,
        "agent_id": call.agent_id,
        "customer_id": masked_customer(call.customer_id),
        "queue": call.queue,
        "team": call.team,
        "language": call.language,
        "source": call.source,
        "consent": {
            "status": call.consent.status.value,
            "at": call.consent.at.isoformat() if call.consent.at else None,
            "how": call.consent.how,
        },
    }


def _summary(analysis: Analysis) -> dict[str, object]:
    found = summarise(analysis)
    return {
        "peak": _maybe(found.peak),
        "peak_at_s": _maybe(found.peak_at_s),
        "end": _maybe(found.end),
        "mean": _maybe(found.mean),
        "duration_s": _round(found.duration_s),
        "words_dropped": analysis.words_dropped,
        "roles": analysis.roles.value,
    }


def _line(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n"


def _maybe(value: float | None) -> float | None:
    return None if value is None else _round(value)


def _round(value: float) -> float:
    return round(float(value), DIGITS)
