"""Whether a target wants a notice, and when it may have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from voicemon.notify.notice import Notice
from voicemon.notify.quiet import ends
from voicemon.store.notice_records import QuietSpan, Target, TargetKind, TargetSettings
from voicemon.types import Severity

QUIET = "quiet hours"
TOO_MANY = "more than this target takes at once"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """A message that has to wait for a digest, and why."""

    until: datetime
    why: str


def wants(target: Target, notice: Notice) -> bool:
    """Whether the target is to be told; an empty filter lets everything through."""
    wanted = target.settings
    return (
        target.is_on
        and wanted.kind is not TargetKind.PBX
        and target.created_at <= notice.at
        and (not wanted.severities or notice.severity in wanted.severities)
        and (not wanted.states or notice.state in wanted.states)
        and (not wanted.teams or (notice.team or "") in wanted.teams)
        and (not wanted.queues or (notice.queue or "") in wanted.queues)
    )


def held(
    wanted: TargetSettings,
    severity: Severity,
    passed: Sequence[datetime],
    now: datetime,
    zone: tzinfo,
) -> Held | None:
    """Whether a message has to wait; `passed`: when messages went out lately, earliest first."""
    quiet = quiet_until(wanted.quiet, now, zone)
    if quiet is not None and not _passes(severity, wanted.quiet_passes):
        return Held(quiet, QUIET)
    window = timedelta(minutes=wanted.window_min)
    within = [moment for moment in passed if moment > now - window]
    if len(within) < wanted.most:
        return None
    return Held(within[-wanted.most] + window, TOO_MANY)


def quiet_until(spans: Sequence[QuietSpan], now: datetime, zone: tzinfo) -> datetime | None:
    """When the quiet hours end in which `now` lies; None outside of them. Spans that touch each
    other are one; a week without an end ends after a week.
    """
    begin = now.astimezone(UTC)
    until = begin
    while until < begin + 7 * _DAY:
        over = [end for span in spans for end in ends(span, until, zone)]
        if not over:
            break
        until = max(over)
    return until.astimezone(now.tzinfo) if until > begin else None


def _passes(severity: Severity, least: Severity | None) -> bool:
    order = list(Severity)
    return least is not None and order.index(severity) >= order.index(least)
