"""Figures of rules, a row a week, rule and team (RFC 4180), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from voicemon.exports.table_csv import harmless
from voicemon.flags.figures import RuleWeek
from voicemon.types import FlagOutcome

ALL = "*"  # of all rules, of all teams
COLUMNS = (
    "week rule name team raised suppressed helped too_late not_needed false_alarm unknown judged "
    "precision low high escalated left not_confirmed lead_s acknowledged_s per_supervisor_hour"
).split()


def render(rows: Iterable[RuleWeek], names: Mapping[str, str]) -> str:
    """A header and the rows as they come; cells without a value are empty. `names` of rules."""
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS)
    table.writeheader()
    for row in rows:
        table.writerow({name: harmless(value) for name, value in _row(row, names).items()})
    return out.getvalue()


def _row(row: RuleWeek, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "week": row.week,
        "rule": row.rule or ALL,
        "name": names.get(row.rule),
        "team": ALL if row.team is None else row.team,
        "raised": row.raised,
        "suppressed": row.suppressed,
        **{each.value: row.outcomes[each] for each in FlagOutcome},
        "unknown": row.outcomes[None],
        "judged": row.judged,
        "precision": _rounded(row.precision),
        "low": _rounded(row.low),
        "high": _rounded(row.high),
        "escalated": row.escalated,
        "left": row.left,
        "not_confirmed": row.not_confirmed,
        "lead_s": _rounded(row.lead_s, 1),
        "acknowledged_s": _rounded(row.acknowledged_s, 1),
        "per_supervisor_hour": _rounded(row.per_supervisor_hour, 3),
    }


def _rounded(value: float | None, digits: int = 4) -> float | None:
    return None if value is None else round(value, digits)
