"""`POST /api/live/<call_id>/phone`: a supervisor's own telephone joins a running call."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Response, current_app

from voicemon.errors import InputError, NotAllowed
from voicemon.notify import phone
from voicemon.notify.failure import NotDelivered
from voicemon.server import asks, problems
from voicemon.server import notice_wire as wire
from voicemon.server.answers import DONE, api, json_response
from voicemon.server.desk_feed import feed
from voicemon.server.notices import sender
from voicemon.server.phone_joins import Joined
from voicemon.server.rights import Right, me, needs
from voicemon.server.services import services
from voicemon.server.sight import live_seen
from voicemon.server.trail import note
from voicemon.store.notice_records import TargetKind

blueprint = api("phone", "/api/live", "Joining a call by telephone.", HTTPStatus.BAD_GATEWAY)


@blueprint.get(
    "/phone", summary="Can calls be joined by telephone", responses={HTTPStatus.OK: wire.Phone}
)
@needs(Right.HEAR_LIVE)
def get_phone() -> Response:
    """Whether the site lets anybody listen in and has a telephone system, and what may be rung."""
    found = services()
    kinds = {each.settings.kind for each in found.store.notice_targets.all() if each.is_on}
    pattern = found.settings.phone_extensions
    available = found.settings.listen_in and TargetKind.PBX in kinds
    return json_response(wire.Phone(available=available, extensions=pattern))


@blueprint.post(
    "/<call_id>/phone",
    summary="Listen, whisper or barge in by telephone",
    responses={HTTPStatus.OK: wire.PhoneAsked},
)
@needs(Right.HEAR_LIVE)
def join_by_phone(path: asks.CallPath, body: wire.PhoneBody) -> Response:
    """The telephone system rings `extension` and joins it to the call. 502 says what it answers."""
    found, person = services(), me()
    if not found.settings.listen_in:
        raise NotAllowed(
            "nobody listens in to calls at this site",
            "an operator decides by the setting listen_in",
        )
    if not re.fullmatch(found.settings.phone_extensions, body.extension):
        raise InputError(
            f"{body.extension!r} is no extension of this site",
            "an operator says by the setting phone_extensions what is one",
        )
    call = live_seen(path.call_id).call
    target = phone.pbx_of(found.store.notice_targets.all(), call)
    action = phone.Listening(body.action)
    note(f"phone.{action.value}", call.id, extension=body.extension, target=target.id)
    known_as = found.desk.name_of(call.id) if found.desk else call.id
    wish = phone.Wish(action, call, known_as, body.extension, person.id, person.name)
    try:
        phone.ask(sender(), target, wish, datetime.now(UTC))
    except NotDelivered as error:
        return problems.respond(HTTPStatus.BAD_GATEWAY, error.code, error.message, error.fix)
    if found.settings.listen_in_shown:
        speaks = action is not phone.Listening.LISTEN
        name = person.name if speaks else None
        feed(current_app).joined(call.id, Joined(person.id, name, action, datetime.now(UTC)))
    return json_response(
        wire.PhoneAsked(action=body.action, extension=body.extension, target=target.settings.name)
    )


@blueprint.delete("/<call_id>/phone", summary="Have left by telephone", responses=DONE)
@needs(Right.HEAR_LIVE)
def leave_by_phone(path: asks.CallPath) -> tuple[str, int]:
    """The receiver is down: the agent is not told any more that one has joined."""
    call = live_seen(path.call_id).call
    if feed(current_app).left(call.id, me().id):
        note("phone.leave", call.id)
    return "", HTTPStatus.NO_CONTENT
