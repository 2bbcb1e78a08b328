"""From the words of notices to the shapes of `notice_wire`, and back."""

from __future__ import annotations

from collections.abc import Mapping

from voicemon.notify import messages
from voicemon.notify.catalogue import language_of
from voicemon.server import notice_wire as wire
from voicemon.settings import Settings
from voicemon.store.notice_records import (
    Delivery,
    DeliveryPage,
    DeliveryState,
    QuietSpan,
    Target,
    TargetKind,
    TargetSettings,
)
from voicemon.types import FlagState, Severity

TEXT_CHARACTERS = 300
DUE = frozenset({DeliveryState.WAITING, DeliveryState.FAILED, DeliveryState.HELD})


def settings(body: wire.TargetBody, kind: TargetKind) -> TargetSettings:
    """What a target is told, as it was asked for."""
    return TargetSettings(
        name=body.name,
        kind=kind,
        severities=tuple(Severity(each) for each in body.severities),
        states=tuple(FlagState(each) for each in body.states),
        teams=tuple(body.teams),
        queues=tuple(body.queues),
        quiet=tuple(
            QuietSpan(span.start, span.end, tuple(sorted({*span.days}))) for span in body.quiet
        ),
        quiet_passes=Severity(body.quiet_passes) if body.quiet_passes else None,
        most=body.most,
        window_min=body.window_min,
        weekly=body.weekly,
        weekly_day=body.weekly_day,
        weekly_hour=body.weekly_hour,
        language=body.language or "",
    )


def target(found: Target) -> wire.TargetOut:
    """A target without its secrets."""
    chosen = found.settings
    return wire.TargetOut(
        id=found.id,
        name=chosen.name,
        kind=chosen.kind.value,
        shown=found.shown,
        signed=found.sealed_secret is not None,
        on=found.is_on,
        severities=[each.value for each in chosen.severities],
        states=[each.value for each in chosen.states],
        teams=list(chosen.teams),
        queues=list(chosen.queues),
        quiet=[
            wire.QuietOut(days=list(span.days), start=span.start, end=span.end)
            for span in chosen.quiet
        ],
        quiet_passes=chosen.quiet_passes.value if chosen.quiet_passes else None,
        most=chosen.most,
        window_min=chosen.window_min,
        weekly=chosen.weekly,
        weekly_day=chosen.weekly_day,
        weekly_hour=chosen.weekly_hour,
        language=_language(chosen.language),
        created_at=found.created_at,
        last_sent_at=found.last_sent_at,
        last_failed_at=found.last_failed_at,
        last_error=found.last_error,
    )


def deliveries(
    page: DeliveryPage, targets: Mapping[str, Target], site: Settings
) -> wire.Deliveries:
    """A page of messages; `targets` by id."""
    return wire.Deliveries(
        items=[delivery(each, targets.get(each.target_id), site) for each in page.items],
        total=page.total,
        counts={state.value: count for state, count in page.counts.items()},
    )


def delivery(found: Delivery, to: Target | None, site: Settings) -> wire.DeliveryOut:
    """A message on its way, in the words in which its target is told."""
    language = language_of(to.settings.language if to else "", site.notices_in)
    text = messages.words(found.body, site.zone, language)
    return wire.DeliveryOut(
        id=found.id,
        target_id=found.target_id,
        target=to.settings.name if to else "",
        kind=found.kind.value,
        event=str(found.body["event"]),
        severity=found.severity.value,
        text=" · ".join([text.title, *text.body.splitlines()])[:TEXT_CHARACTERS],
        flag_id=_id(found.body, "flag"),
        call_id=_id(found.body, "call"),
        state=found.state.value,
        tries=found.tries,
        due_at=found.due_at if found.state in DUE else None,
        held_for=found.held_for,
        error=found.error,
        permanent=found.permanent,
        created_at=found.created_at,
        sent_at=found.sent_at,
    )


def _language(chosen: str) -> wire.LanguageName | None:
    return next((each for each in wire.LANGUAGES if each == chosen), None)


def _id(body: Mapping[str, object], name: str) -> str | None:
    part = body.get(name)
    return str(part["id"]) if isinstance(part, Mapping) else None
