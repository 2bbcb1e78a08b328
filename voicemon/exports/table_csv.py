"""One row an utterance (RFC 4180), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from voicemon.exports.identity import masked_customer
from voicemon.exports.phrases import customers_points
from voicemon.types import Analysis

COLUMNS = (
    "file call_id started_at agent_id customer_id queue utterance_id role start_s end_s text "
    "confidence score low high reasons flags"
).split()
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def render(analysis: Analysis, file: str) -> str:
    """A header and the utterances of a call; cells without a value are empty."""
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS)
    table.writeheader()
    points = customers_points(analysis)
    call = analysis.call
    for item in analysis.utterances:
        point = points.get(item.id)
        row: dict[str, object] = {
            "file": file,
            "call_id": call.id,
            "started_at": call.started_at.isoformat(),
            "agent_id": call.agent_id,
            "customer_id": masked_customer(call.customer_id),
            "queue": call.queue,
            "utterance_id": item.id,
            "role": item.role.value,
            "start_s": round(item.start_s, 3),
            "end_s": round(item.end_s, 3),
            "text": item.text,
            "confidence": round(item.confidence, 3),
            "reasons": "; ".join(e.note for e in analysis.evidence if e.utterance_id == item.id),
            "flags": "; ".join(
                f"{flag.rule} {flag.state.value}"
                for flag in analysis.flags
                if item.id in flag.utterance_ids
            ),
        }
        if point is not None:
            row |= {name: round(getattr(point, name), 4) for name in ("score", "low", "high")}
        table.writerow({name: harmless(value) for name, value in row.items()})
    return out.getvalue()


def harmless(value: object) -> object:
    """A spreadsheet would run a text that begins like a formula; an apostrophe makes it text.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
