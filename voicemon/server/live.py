"""`/api/live`: the running calls, for whoever does not listen to Socket.IO."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response

from voicemon.server import asks, live_shapes, live_wire
from voicemon.server.answers import api, json_response
from voicemon.server.live_mirror import Mirror
from voicemon.server.rights import Right, me, needs
from voicemon.server.services import interventions, services
from voicemon.server.sight import live_seen
from voicemon.server.trail import note_once

blueprint = api("live", "/api/live", "Calls that are running now.")


@blueprint.get("", summary="Running calls", responses={HTTPStatus.OK: live_wire.Board})
@needs(Right.SEE_LIVE)
def list_live() -> Response:
    """Every running call as the board shows it; Socket.IO `board.watch` keeps it up to date."""
    desk = services().desk
    cards = interventions().of
    running = [each for each in desk.calls() if me().sees_call(each.call)] if desk else []
    rows = [Mirror(snapshot, cards(snapshot.call.id)).row() for snapshot in running]
    return json_response(
        live_wire.Board.model_validate({"number": 0, "serving": desk is not None, "rows": rows})
    )


@blueprint.get(
    "/<call_id>", summary="One running call", responses={HTTPStatus.OK: live_wire.LiveCall}
)
@needs(Right.SEE_LIVE)
def get_live(path: asks.CallPath) -> Response:
    """All that was heard so far; `number` is that of the call's last change."""
    snapshot = live_seen(path.call_id)
    note_once("live.view", path.call_id)
    return json_response(live_shapes.call(snapshot, snapshot.number))
