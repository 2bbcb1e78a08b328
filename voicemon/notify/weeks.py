"""The weekly report: how well rules called for people last week, for whoever asked for it.

A target says on which day and from which hour on, by the site's clock; told is of the last whole
week, Monday to Sunday, of the target's teams, once. A service that was down leaves it out when the
day is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from urllib.parse import quote

from voicemon.flags.cards import FlagCard
from voicemon.flags.figures import Lived, RuleWeek, last_weeks, totals, weekly
from voicemon.notify.catalogue import Catalogue
from voicemon.notify.notice import Text
from voicemon.privacy.redaction import redact_text
from voicemon.store import Store
from voicemon.store.notice_records import DeliveryKind, NewDelivery, Target, TargetKind
from voicemon.types import FlagOutcome, Severity

OPEN_LINES = 10
Told = Mapping[str, object]


def week_before(now: datetime, zone: tzinfo) -> str:
    """The last whole week: 2026-W09."""
    return last_weeks(now, zone, 2)[0][1]


def wants(target: Target, now: datetime, zone: tzinfo) -> bool:
    """Whether it is the day and hour at which a target is told of the last week."""
    chosen, here = target.settings, now.astimezone(zone)
    is_time = here.weekday() == chosen.weekly_day and here.hour >= chosen.weekly_hour
    is_right_kind = chosen.kind is not TargetKind.PBX
    return target.is_on and chosen.weekly and is_right_kind and is_time and target.created_at <= now


@dataclass(frozen=True, slots=True)
class Site:
    """What a report takes from the site; `names` of rules by their ids."""

    zone: tzinfo
    public_url: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def reports(
    store: Store, targets: Iterable[Target], now: datetime, site: Site
) -> list[NewDelivery]:
    """Each target's report of the last week, of its teams."""
    weeks, since = last_weeks(now, site.zone, 2)
    week, until = weeks[1], since + timedelta(weeks=1)  # by the wall clock
    since, until = since.astimezone(UTC), until.astimezone(UTC)
    lived = [each for each in store.duty.lived(since) if each.card.raised_at < until]
    served = store.duty.hours(since)
    made = []
    for target in targets:
        teams = frozenset(target.settings.teams) or None
        rows = [row for row in weekly(lived, served, site.zone, teams) if row.team is None]
        total, *_ = totals(lived, served, site.zone, teams, [week])
        told = {
            "event": "week",
            "at": now.isoformat(timespec="milliseconds"),
            "week": week,
            "teams": list(target.settings.teams),
            "rules": [_row(row, site.names.get(row.rule)) for row in rows],
            "total": _row(total, None),
            "open": _open(lived, teams, site),
        }
        made.append(
            NewDelivery(
                target.id, f"week:{week}", DeliveryKind.WEEK, Severity.INFORMATION, told, now
            )
        )
    return made


def _row(row: RuleWeek, name: str | None) -> dict[str, object]:
    return {
        "rule": row.rule,
        "name": redact_text(name) if name else None,
        "raised": row.raised,
        "suppressed": row.suppressed,
        "outcomes": {key.value: count for key, count in row.outcomes.items() if key},
        "unknown": row.outcomes[None],
        "right": row.right,
        "judged": row.judged,
        "precision": row.precision,
        "low": row.low,
        "high": row.high,
        "enough": row.is_told,
        "escalated": row.escalated,
        "left": row.left,
        "lead_s": row.lead_s,
        "acknowledged_s": row.acknowledged_s,
        "per_supervisor_hour": row.per_supervisor_hour,
    }


def _open(
    lived: Sequence[Lived],
    teams: frozenset[str] | None,
    site: Site,
) -> list[dict[str, object]]:
    """Flags whose outcome nobody has told, the gravest first; information is none of them."""
    order = list(Severity)
    waiting = [
        each.card
        for each in lived
        if each.card.is_open
        and not each.card.suppressed
        and each.card.severity is not Severity.INFORMATION
        and each.ended_at is not None
        and (teams is None or (each.card.team or "") in teams)
    ]
    waiting.sort(key=lambda card: (-order.index(card.severity), -(card.score or 0.0), card.id))
    return [
        _card(card, site.names.get(card.rule), site.public_url) for card in waiting[:OPEN_LINES]
    ]


def _card(card: FlagCard, name: str | None, public_url: str) -> dict[str, object]:
    where = f"{public_url}/#/call/{quote(card.call_id, safe='')}" if public_url else None
    return {
        "id": card.id,
        "at": card.raised_at.isoformat(timespec="seconds"),
        "severity": card.severity.value,
        "rule": card.rule,
        "name": redact_text(name) if name else None,
        "reason": redact_text(card.reason),
        "queue": redact_text(card.queue) if card.queue else None,
        "call": card.call_id,
        "url": where,
    }


def words(told: Told, zone: tzinfo, said: Catalogue) -> Text:
    """A report for people: a line for all rules, one a rule, one a flag that is still open."""
    rules = _rows(told, "rules")
    total = told.get("total")
    raised = sum(_number(rule["raised"]) for rule in rules)
    lines = []
    if len(rules) > 1 and isinstance(total, Mapping):
        lines.append(said.say("week.all", figures=_figures(total, said)))
        lines += _outcomes(total, said)
    for rule in rules:
        name = said.rule(str(rule["rule"]), _text(rule.get("name")))
        lines.append(said.say("week.rule", name=name, figures=_figures(rule, said)))
    if still_open := _rows(told, "open"):
        lines.append(said.say("week.open"))
        lines += [_line(each, zone, said) for each in still_open]
    title = said.count("week", int(raised), week=told["week"])
    return Text(title, "\n".join(lines) or said.say("week.none"))


def _figures(rule: Told, said: Catalogue) -> str:
    parts = [said.say("week.raised", n=rule["raised"])]
    parts += _counted(rule, "suppressed", "week.held", said)
    parts.append(_precision(rule, said))
    parts += _counted(rule, "unknown", "week.unknown", said) if rule.get("judged") else []
    parts += _counted(rule, "escalated", "week.escalated", said)
    parts += _counted(rule, "left", "week.left", said)
    for name, key in (("lead_s", "week.lead"), ("acknowledged_s", "week.acknowledged")):
        if rule[name] is not None:
            parts.append(said.say(key, time=_minutes(_number(rule[name]))))
    if rule["per_supervisor_hour"] is not None:
        rate = said.number(_number(rule["per_supervisor_hour"]), 1)
        parts.append(said.say("week.per_hour", n=rate))
    return ", ".join(parts)


def _counted(rule: Told, name: str, key: str, said: Catalogue) -> list[str]:
    n = rule.get(name)
    return [said.say(key, n=n)] if n else []


def _precision(rule: Told, said: Catalogue) -> str:
    """With what it is worth: where there are few outcomes, their numbers are all there is."""
    judged = rule.get("judged")
    if not judged:
        return said.say("week.unjudged")
    if not rule.get("enough"):
        return said.say("week.few", right=rule["right"], n=judged)
    shares = {
        name: said.share(_number(rule[key]))
        for name, key in (("share", "precision"), ("low", "low"), ("high", "high"))
    }
    return said.say("week.right", n=judged, **shares)


def _outcomes(total: Told, said: Catalogue) -> list[str]:
    outcomes = total["outcomes"]
    assert isinstance(outcomes, Mapping)
    told = [
        f"{said.say(f'outcome.{each.value}')} {outcomes[each.value]}"
        for each in FlagOutcome
        if outcomes.get(each.value)
    ]
    return [said.say("week.outcomes", outcomes=", ".join(told))] if told else []


def _line(card: Told, zone: tzinfo, said: Catalogue) -> str:
    at = datetime.fromisoformat(str(card["at"])).astimezone(zone)
    line = said.say(
        "week.open_line",
        day=f"{at:%Y-%m-%d}",
        time=f"{at:%H:%M}",
        severity=said.say(f"severity.{card['severity']}"),
        rule=said.rule(str(card["rule"]), _text(card["name"])),
        where=f" {card['queue']}" if card["queue"] else "",
        reason=card["reason"],
    )
    return f"{line} {card['url']}" if card["url"] else line


def _rows(told: Told, name: str) -> list[Told]:
    """A list of the report; none in one of an earlier version."""
    found = told.get(name)
    return list(found) if isinstance(found, list) else []


def _text(found: object) -> str | None:
    return None if found is None else str(found)


def _number(found: object) -> float:
    assert isinstance(found, int | float)
    return float(found)


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
