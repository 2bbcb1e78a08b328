"""`/api/sessions`, `/api/tokens`: by what somebody is in, and taking it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from flask import Response

from voicemon.errors import Conflict, InputError, NotAllowed, NotFound
from voicemon.server.answers import DONE, api
from voicemon.server.connections import look_soon
from voicemon.server.people import shapes, wire
from voicemon.server.people.visitors import NO_TOKEN, visitors
from voicemon.server.rights import RIGHTS, Right, Visitor, me, needs, visitor
from voicemon.server.services import services
from voicemon.server.trail import note
from voicemon.store.people_records import ApiToken, Session

ALL = "all"

blueprint = api("sessions", "/api", "By what people and programs are in.")


@blueprint.get("/sessions", summary="List sessions", responses={HTTPStatus.OK: wire.Sessions})
@needs(Right.SIGNED_IN)
def list_sessions(query: wire.Whose) -> Response:
    """One's own; those of others for who manages people."""
    found = services().store.sessions.of(visitors().limits, datetime.now(UTC), _asked(query.person))
    names = shapes.names({each.person_id for each in found})
    present = _present().session
    return shapes.answer(
        wire.Sessions(items=[_session(each, names[each.person_id], present) for each in found])
    )


@blueprint.delete("/sessions/<session_id>", summary="End a session", responses=DONE)
@needs(Right.OWN_ACCOUNT)
def end_session(path: wire.SessionPath) -> Response:
    """That browser is signed out, its open pages at once."""
    session = services().store.sessions.get(path.session_id)
    if session is None or not _may_manage(session.person_id):
        raise NotFound(f"there is no session {path.session_id!r}", "GET /api/sessions lists them")
    services().store.sessions.end(session.id)
    look_soon()
    note("session.revoke", session.id, person=session.person_id)
    return shapes.nothing()


@blueprint.post(
    "/sessions/end", summary="End all other sessions", responses={HTTPStatus.OK: wire.Ended}
)
@needs(Right.OWN_ACCOUNT)
def end_sessions(body: wire.Whose) -> Response:
    """One's own but the present one, or somebody's."""
    person_id = body.person or me().id
    if not _may_manage(person_id):
        raise NotFound(f"there is no person {person_id!r}", "GET /api/people lists them")
    ended = services().store.sessions.end_all(person_id, but=_present().session)
    look_soon()
    note("session.revoke", "", person=person_id, ended=ended)
    return shapes.answer(wire.Ended(ended=ended))


@blueprint.get("/tokens", summary="List tokens", responses={HTTPStatus.OK: wire.Tokens})
@needs(Right.SIGNED_IN)
def list_tokens(query: wire.Whose) -> Response:
    """One's own; those of others for who manages people."""
    found = services().store.tokens.of(_asked(query.person))
    names = shapes.names({each.person_id for each in found})
    return shapes.answer(wire.Tokens(items=[_token(each, names[each.person_id]) for each in found]))


@blueprint.post("/tokens", summary="Make a token", responses={HTTPStatus.CREATED: wire.NewToken})
@needs(Right.OWN_ACCOUNT)
def add_token(body: wire.TokenBody) -> tuple[Response, int]:
    """It may do what its scopes and its owner's role both allow; it is shown once."""
    owner = me()
    if not _present().session:
        raise Conflict("a token belongs to somebody who signs in", "sign in as somebody first")
    open_to_owner = {right.value for right in RIGHTS[owner.role] - NO_TOKEN}
    if unknown := set(body.scopes) - open_to_owner:
        raise InputError(
            f"not open to you: {', '.join(sorted(unknown))}", "choose scopes among your own rights"
        )
    now = datetime.now(UTC)
    expires_at = now + timedelta(days=body.days) if body.days else None
    token, text = services().store.tokens.add(owner.id, body.name, body.scopes, now, expires_at)
    note("token.add", token.id, name=body.name, scopes=sorted(body.scopes))
    answer = wire.NewToken(token=_token(token, owner.name), text=text)
    return shapes.answer(answer), HTTPStatus.CREATED


@blueprint.delete("/tokens/<token_id>", summary="Revoke a token", responses=DONE)
@needs(Right.OWN_ACCOUNT)
def revoke_token(path: wire.TokenPath) -> Response:
    """It counts for nothing from now on; connections made with it end."""
    token = services().store.tokens.get(path.token_id)
    if not _may_manage(token.person_id):
        raise NotFound(f"there is no token {path.token_id!r}", "GET /api/tokens lists them")
    services().store.tokens.revoke(token.id, datetime.now(UTC))
    look_soon()
    note("token.revoke", token.id, person=token.person_id)
    return shapes.nothing()


def _present() -> Visitor:
    found = visitor()
    assert found is not None  # `needs` has seen to it
    return found


def _may_manage(person_id: str) -> bool:
    found = _present()
    return found.person.id == person_id or found.may(Right.MANAGE_PEOPLE)


def _asked(person: str | None) -> str | None:
    """Whose are asked for; None: everybody's."""
    own = me().id
    if person in (None, own):
        return own
    if not _present().may(Right.MANAGE_PEOPLE):
        raise NotAllowed("these are not yours", "ask for your own")
    return None if person == ALL else person


def _session(session: Session, name: str, present: str) -> wire.SessionOut:
    return wire.SessionOut(
        id=session.id,
        person_id=session.person_id,
        person_name=name,
        created_at=session.created_at,
        seen_at=session.seen_at,
        address=session.address,
        browser=session.browser,
        how=session.how,
        present=session.id == present,
    )


def _token(token: ApiToken, name: str) -> wire.TokenOut:
    return wire.TokenOut(
        id=token.id,
        name=token.name,
        person_id=token.person_id,
        person_name=name,
        scopes=sorted(token.scopes),
        created_at=token.created_at,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
    )
