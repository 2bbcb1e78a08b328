"""`/api/audit`: who did what to what, for admins."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response

from voicemon.server.answers import api
from voicemon.server.calls import aware
from voicemon.server.people import shapes, wire
from voicemon.server.rights import Right, needs
from voicemon.server.services import services
from voicemon.store.people_records import AuditQuery

blueprint = api("audit", "/api/audit", "Who did what, when.")


@blueprint.get("", summary="The audit log", responses={HTTPStatus.OK: wire.AuditPage})
@needs(Right.SEE_AUDIT)
def get_audit(query: wire.AuditAsk) -> Response:
    """Newest first; `next` of a page is `before` of the one after it."""
    asked = AuditQuery(
        person_id=query.person,
        action=query.action,
        subject=query.subject,
        since=aware(query.since),
        until=aware(query.until),
        before=query.before,
        limit=query.limit,
    )
    found = services().store.audit.entries(asked)
    names = shapes.names({each.person_id for each in found})
    items = [
        wire.AuditOut(
            number=each.number,
            at=each.at,
            person_id=each.person_id,
            person_name=names.get(each.person_id, each.person_id),
            action=each.action,
            subject=each.subject,
            details=dict(each.details),
        )
        for each in found
    ]
    full = len(items) == query.limit
    return shapes.answer(wire.AuditPage(items=items, next=items[-1].number if full else None))
