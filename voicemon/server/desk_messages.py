"""`/api/desk`: short private messages to agents while they talk, and their receipts."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Response, current_app

from voicemon.errors import Conflict, InputError, NotFound
from voicemon.privacy.redaction import redact_text
from voicemon.runtime.live.changes import Snapshot
from voicemon.server import desk_shapes as shapes
from voicemon.server import desk_wire as out
from voicemon.server.answers import api, json_response
from voicemon.server.desk_feed import feed
from voicemon.server.rights import Right, me, needs
from voicemon.server.services import services
from voicemon.server.trail import note
from voicemon.store.desk_records import DeskMessage, Note
from voicemon.store.people_records import Person
from voicemon.types import Call

blueprint = api("desk", "/api/desk", "Messages to agents.")


@blueprint.post(
    "/messages",
    summary="Message the agent of a running call",
    responses={HTTPStatus.CREATED: out.DeskMessageOut},
)
@needs(Right.MESSAGE_AGENTS)
def send_message(body: out.MessageBody) -> tuple[Response, int]:
    """A few words, redacted, and the suggested step if it is to go with them."""
    snapshot = _running(body.call_id)
    step = snapshot.step if body.with_step else None
    if body.with_step and step is None:
        raise Conflict(
            "no step is suggested for this call any more", "send the message without one"
        )
    text = redact_text(body.text)
    if not text and step is None:
        raise InputError("the message is empty", "write some words, or send the suggested step")
    to, sender = _at_the_desk(snapshot.call), me()
    letter = Note(snapshot.call.id, to.id, sender.id, sender.name, text, step)
    message = services().store.desk.send(letter, datetime.now(UTC))
    note("desk.message", snapshot.call.id, to=to.id, with_step=step is not None)
    feed(current_app).sent(message)
    return json_response(_shape(message)), HTTPStatus.CREATED


@blueprint.get("/messages", summary="My messages", responses={HTTPStatus.OK: out.DeskMessages})
@needs(Right.OWN_DESK)
def list_messages(query: out.InboxQuery) -> Response:
    """Messages to oneself, newest first. They count as delivered from now on."""
    store, mine = services().store, me().id
    fresh = store.desk.received(mine, unread=query.unread, limit=query.limit)
    feed(current_app).delivered(mine, [each.id for each in fresh if each.delivered_at is None])
    found = store.desk.received(mine, unread=query.unread, limit=query.limit)
    return json_response(out.DeskMessages(items=shapes.messages(store, found)))


@blueprint.post(
    "/messages/<message_id>/read",
    summary="I have read it",
    responses={HTTPStatus.OK: out.DeskMessageOut},
)
@needs(Right.OWN_DESK)
def read_message(path: out.MessagePath) -> Response:
    """Tell the sender that a message was read; the first time counts."""
    message, new = services().store.desk.read(me().id, path.message_id, datetime.now(UTC))
    if new:
        feed(current_app).received(message)
    return json_response(_shape(message))


@blueprint.get("/sent", summary="What I sent", responses={HTTPStatus.OK: out.DeskMessages})
@needs(Right.MESSAGE_AGENTS)
def list_sent(query: out.SentQuery) -> Response:
    """Messages that one has sent, newest first, with their receipts."""
    store = services().store
    found = store.desk.sent(me().id, query.call, query.limit)
    return json_response(out.DeskMessages(items=shapes.messages(store, found)))


def _running(call_id: str) -> Snapshot:
    """A running call that the asker may know of; else it is as if it were not there."""
    desk = services().desk
    found = desk.snapshot(call_id) if desk is not None else None
    if found is None or not me().sees_call(found.call):
        raise NotFound(f"no call {call_id!r} is running", "GET /api/live lists the running calls")
    return found


def _at_the_desk(call: Call) -> Person:
    """The person who takes this call; Conflict says why there is nobody to tell."""
    if call.agent_id is None:
        raise Conflict(
            "this call does not say who its agent is",
            "let the telephone system send the agent's id with its calls; see docs/coaching.md",
        )
    account = services().store.people.by_agent(call.agent_id)
    if account is None:
        raise Conflict(
            f"the agent {call.agent_id!r} of this call has no desk here",
            "an admin links a person to this agent id under Admin, People; until then call them",
        )
    if account.disabled_at is not None:
        raise Conflict(
            f"{account.person.name}, the agent {call.agent_id!r}, cannot sign in any more",
            "an admin enables them again, or links another person, under Admin, People",
        )
    return account.person


def _shape(message: DeskMessage) -> out.DeskMessageOut:
    return shapes.messages(services().store, [message])[0]
