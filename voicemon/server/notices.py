"""`/api/notices`: who is told of flags, and what became of each message."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import uuid4

from flask import Flask, Response, current_app

from voicemon.errors import InputError
from voicemon.notify import apprise_door, messages, signing, webhook
from voicemon.notify.failure import NotDelivered
from voicemon.notify.sender import Message, Sender
from voicemon.server import notice_shapes as shapes
from voicemon.server import notice_wire as wire
from voicemon.server.answers import api, json_response
from voicemon.server.ingest.secrets import opener, seal
from voicemon.server.rights import Right, needs
from voicemon.server.services import services
from voicemon.server.trail import note
from voicemon.server.wire import Problem
from voicemon.store.notice_records import DeliveryState, Target, TargetKind

POKE = "voicemon notices"
DONE = {"description": "Done"}

blueprint = api("notices", "/api/notices", "Who is told of flags, and what became of it.")


def sent_by(app: Flask, poke: Callable[[], None]) -> None:
    """Whoever sends is told by `poke` that something was queued."""
    app.extensions[POKE] = poke


def sender() -> Sender:
    """Sends at once, beside the queue."""
    settings = services().settings
    return Sender(settings, opener(settings.data_dir))


@blueprint.get("/targets", summary="List targets", responses={HTTPStatus.OK: wire.Targets})
@needs(Right.MANAGE_SITE)
def list_targets() -> Response:
    """Every target, by name; no secrets."""
    return json_response(
        wire.Targets(items=[shapes.target(each) for each in services().store.notice_targets.all()])
    )


@blueprint.post("/targets", summary="Add a target", responses={HTTPStatus.CREATED: wire.TargetMade})
@needs(Right.MANAGE_SITE)
def add_target(body: wire.NewTarget) -> tuple[Response, int]:
    """Webhooks are signed with a secret that is made now and shown this once."""
    found = services()
    kind = TargetKind(body.kind)
    shown = _shown(kind, body.address)
    secret = signing.new_secret() if kind is not TargetKind.APPRISE else None
    target = found.store.notice_targets.add(
        shapes.settings(body, kind),
        shown,
        _sealed(body.address),
        _sealed(secret) if secret else None,
        datetime.now(UTC),
    )
    note("notices.target.add", target.id, name=body.name, kind=body.kind, shown=shown)
    made = wire.TargetMade(target=shapes.target(target), secret=secret)
    return json_response(made), HTTPStatus.CREATED


@blueprint.put(
    "/targets/<target_id>", summary="Change a target", responses={HTTPStatus.OK: wire.TargetOut}
)
@needs(Right.MANAGE_SITE)
def change_target(path: wire.TargetPath, body: wire.TargetChange) -> Response:
    """Switched off, what waits for it becomes dead letters."""
    targets = services().store.notice_targets
    before = targets.get(path.target_id)
    kind = before.settings.kind
    address = (_shown(kind, body.address), _sealed(body.address)) if body.address else None
    target = targets.change(before.id, shapes.settings(body, kind), address)
    if body.on != before.is_on:
        target = targets.switch(before.id, on=body.on)
    note(
        "notices.target.change",
        target.id,
        name=body.name,
        on=body.on,
        shown=target.shown,
        address_changed=address is not None,
    )
    return json_response(shapes.target(target))


@blueprint.post(
    "/targets/<target_id>/secret",
    summary="Make a new secret",
    responses={HTTPStatus.OK: wire.TargetMade},
)
@needs(Right.MANAGE_SITE)
def renew_secret(path: wire.TargetPath) -> Response:
    """Messages are signed with it from now on; the old one counts no more."""
    targets = services().store.notice_targets
    target = targets.get(path.target_id)
    if target.sealed_secret is None:
        raise InputError("nothing is signed for this target", "only webhooks and telephones sign")
    secret = signing.new_secret()
    target = targets.change(target.id, target.settings, sealed_secret=_sealed(secret))
    note("notices.target.secret", target.id, name=target.settings.name)
    return json_response(wire.TargetMade(target=shapes.target(target), secret=secret))


@blueprint.delete(
    "/targets/<target_id>", summary="Delete a target", responses={HTTPStatus.NO_CONTENT: DONE}
)
@needs(Right.MANAGE_SITE)
def remove_target(path: wire.TargetPath) -> tuple[str, int]:
    """With all that was to be sent to it."""
    target = services().store.notice_targets.remove(path.target_id)
    note("notices.target.remove", target.id, name=target.settings.name, shown=target.shown)
    return "", HTTPStatus.NO_CONTENT


@blueprint.post(
    "/targets/<target_id>/test",
    summary="Send a test message now",
    responses={HTTPStatus.OK: wire.Tested},
)
@needs(Right.MANAGE_SITE)
def test_target(path: wire.TargetPath) -> Response:
    """At once, once, whatever the target's filters and quiet hours; says what became of it."""
    target = services().store.notice_targets.get(path.target_id)
    note("notices.target.test", target.id, name=target.settings.name)
    return json_response(tested(sender(), target))


@blueprint.get("/deliveries", summary="List deliveries", responses={HTTPStatus.OK: wire.Deliveries})
@needs(Right.MANAGE_SITE)
def list_deliveries(query: wire.DeliveriesQuery) -> Response:
    """Newest first; of a state or a target where one is named."""
    store = services().store
    states = [DeliveryState(each) for each in query.state]
    page = store.deliveries.page(states, query.target, query.offset, query.limit)
    targets = {each.id: each for each in store.notice_targets.all()}
    return json_response(shapes.deliveries(page, targets, services().settings))


@blueprint.post(
    "/deliveries/resend", summary="Resend dead letters", responses={HTTPStatus.OK: wire.Resent}
)
@needs(Right.MANAGE_SITE)
def resend_dead(body: wire.ResendBody) -> Response:
    """Every one of a target."""
    store = services().store
    target = store.notice_targets.get(body.target)
    count = store.deliveries.resend_dead(target.id, datetime.now(UTC))
    note("notices.resend", target.id, name=target.settings.name, count=count)
    _poke()
    return json_response(wire.Resent(count=count))


@blueprint.post(
    "/deliveries/<delivery_id>/resend",
    summary="Send a message again",
    responses={HTTPStatus.OK: wire.DeliveryOut},
)
@needs(Right.MANAGE_SITE)
def resend(path: wire.DeliveryPath) -> Response:
    """One that failed, is dead, held or was dropped: now, and from the first try on."""
    store = services().store
    delivery = store.deliveries.resend(path.delivery_id, datetime.now(UTC))
    target = store.notice_targets.get(delivery.target_id)
    note("notices.resend", delivery.id, name=target.settings.name, count=1)
    _poke()
    return json_response(shapes.delivery(delivery, target, services().settings))


@blueprint.delete(
    "/deliveries/<delivery_id>", summary="Drop a message", responses={HTTPStatus.NO_CONTENT: DONE}
)
@needs(Right.MANAGE_SITE)
def drop(path: wire.DeliveryPath) -> tuple[str, int]:
    """It is not sent."""
    delivery = services().store.deliveries.drop(path.delivery_id)
    note("notices.drop", delivery.id, target=delivery.target_id)
    return "", HTTPStatus.NO_CONTENT


def tested(by: Sender, target: Target) -> wire.Tested:
    """Send a test message and say what became of it."""
    begun = time.monotonic()
    error: NotDelivered | None = None
    body = messages.test_body(datetime.now(UTC), by.language(target))
    try:
        by.send(target, Message(uuid4().hex, body))
    except NotDelivered as raised:
        error = raised
    return wire.Tested(
        arrived=error is None,
        took_s=round(time.monotonic() - begun, 3),
        permanent=error is not None and error.permanent,
        error=Problem(code=error.code, message=error.message, fix=error.fix) if error else None,
    )


def _shown(kind: TargetKind, address: str) -> str:
    """The address without its secrets; InputError for one that cannot be sent to."""
    if kind is TargetKind.APPRISE:
        return apprise_door.check(address).shown
    return webhook.where(address).shown


def _sealed(text: str) -> bytes:
    return seal(services().settings.data_dir, text.encode())


def _poke() -> None:
    poke = current_app.extensions.get(POKE)
    if poke is not None:
        poke()
