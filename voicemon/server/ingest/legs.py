"""`/api/ingest/legs`: connections that carry one side of a call are announced before they come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from flask import Response

from voicemon.server import wire
from voicemon.server.answers import api, json_response
from voicemon.server.rights import Right, needs
from voicemon.server.services import services
from voicemon.store import Leg
from voicemon.types import Role

FACTS = ("agent", "customer", "queue", "team", "language", "direction", "consent")

blueprint = api("ingest", "/api/ingest", "What telephony announces.")


@blueprint.post(
    "/legs",
    summary="Announce a leg",
    description=(
        "For feeds whose connection carries one side of a call and says too little of it: Asterisk "
        "AudioSocket, where only a UUID travels, chan_websocket, Vonage. Two legs with one call "
        "name become the two sides of one call."
    ),
    responses={HTTPStatus.CREATED: wire.LegOut},
)
@needs(Right.ANNOUNCE_CALLS)
def announce_leg(body: wire.LegIn) -> tuple[Response, int]:
    """Each leg once; 409 when its name was given before."""
    found = services()
    facts = {name: value for name in FACTS if (value := getattr(body, name)) is not None}
    connection = str(body.uuid) if body.uuid else str(body.connection)
    valid = timedelta(seconds=found.settings.leg_valid_s)
    leg = found.store.legs.add(Leg(connection, body.call, Role(body.role), facts), valid)
    answer = wire.LegOut(
        connection=leg.connection,
        call=leg.call,
        role=leg.role.value,
        expires_at=leg.expires_at or datetime.now(UTC),
    )
    return json_response(answer), HTTPStatus.CREATED
