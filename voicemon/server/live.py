"""`/api/live`: the running calls, for whoever does not listen to Socket.IO."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response

from voicemon.errors import NotFound
from voicemon.server import asks, live_shapes, live_wire
from voicemon.server.answers import api, json_response
from voicemon.server.live_mirror import Mirror
from voicemon.server.services import services

blueprint = api("live", "/api/live", "Calls that are running now.")


@blueprint.get("", summary="Running calls", responses={HTTPStatus.OK: live_wire.Board})
def list_live() -> Response:
    """Every running call as the board shows it; Socket.IO `board.watch` keeps it up to date."""
    desk = services().desk
    rows = [Mirror(snapshot).row() for snapshot in desk.calls()] if desk else []
    return json_response(
        live_wire.Board.model_validate({"number": 0, "serving": desk is not None, "rows": rows})
    )


@blueprint.get(
    "/<call_id>", summary="One running call", responses={HTTPStatus.OK: live_wire.LiveCall}
)
def get_live(path: asks.CallPath) -> Response:
    """All that was heard so far; `number` is that of the call's last change."""
    desk = services().desk
    if desk is None:
        raise NotFound("this service takes no live calls", "stored calls are under /api/calls")
    snapshot = desk.snapshot(path.call_id)
    return json_response(live_shapes.call(snapshot, snapshot.number))
