"""When quiet hours begin and end: by the clock on the site's wall, whatever it does.

Hours over midnight belong to the day on which they begin. On a day when the clock is changed, a
time that is skipped is the moment of the change, and of an hour that comes twice all is quiet: it
begins with the first and ends with the last.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from voicemon.store.notice_records import QuietSpan

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


def ends(span: QuietSpan, now: datetime, zone: tzinfo) -> list[datetime]:
    """The end (UTC) of the span's stretch around `now`: one that began yesterday, or today. The
    same time twice is a whole day.
    """
    today = now.astimezone(zone).date()
    start, end = time.fromisoformat(span.start), time.fromisoformat(span.end)
    found = []
    for day in (today - _DAY, today):
        if span.days and day.weekday() not in span.days:
            continue
        begins = moment(day, start, zone)
        over = moment(day if end > start else day + _DAY, end, zone, last=True)
        if begins <= now < over:
            found.append(over)
    return found


def moment(day: date, clock: time, zone: tzinfo, *, last: bool = False) -> datetime:
    """When (UTC) the clock shows that on that day: the first time, or the last."""
    first, second = (
        datetime.combine(day, clock, zone).replace(fold=fold).astimezone(UTC) for fold in (0, 1)
    )
    if first <= second:
        return second if last else first
    changed = second  # the clock skips this time: `second` is before the change, `first` after it
    after = first.astimezone(zone).utcoffset()
    while changed.astimezone(zone).utcoffset() != after:
        changed += _MINUTE
    return changed
