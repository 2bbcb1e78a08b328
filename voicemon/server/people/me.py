"""`/api/me`: who asks, and their own account."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Response

from voicemon.errors import Conflict, InputError
from voicemon.server.answers import DONE, api
from voicemon.server.connections import look_soon
from voicemon.server.people import passwords, shapes, wire
from voicemon.server.people.second_factor import SecondFactors
from voicemon.server.people.sign_in import Wrong
from voicemon.server.people.throttle import counted
from voicemon.server.people.visitors import visitors
from voicemon.server.rights import Right, Visitor, needs, visitor
from voicemon.server.services import services
from voicemon.server.trail import note
from voicemon.store.people_records import Account

blueprint = api("me", "/api/me", "One's own account.", HTTPStatus.TOO_MANY_REQUESTS)


@blueprint.get("", summary="Who asks", responses={HTTPStatus.OK: wire.Me})
@needs(Right.ANYBODY)
def get_me() -> Response:
    """What the page asks first: who it is used by, what is open to them, how they may come in."""
    return shapes.me_response(visitor())


@blueprint.post("/password", summary="Change the own password", responses=DONE)
@needs(Right.OWN_ACCOUNT)
def change_password(body: wire.NewPassword) -> Response:
    """Every other session ends."""
    found, account = _own()
    if not account.has_password:
        raise Conflict("you sign in without a password", "an admin can make you a link to set one")
    _prove(account, body.old)
    passwords.check(body.new, account.login, account.person.name)
    services().store.credentials.set_password_hash(
        account.id, passwords.hashed(body.new), keep_session=found.session
    )
    look_soon()
    note("password.change", account.id)
    return shapes.nothing()


@blueprint.post(
    "/second-factor",
    summary="Begin to set up a second factor",
    responses={HTTPStatus.OK: wire.SecondFactorOffer},
)
@needs(Right.OWN_ACCOUNT)
def offer_second_factor(body: wire.ProofBody) -> Response:
    """A secret for an app; it counts when its first code has come."""
    _, account = _own()
    if account.has_password:
        _prove(account, body.password)
    offer = _factors().offer(account.id, account.login)
    return shapes.answer(wire.SecondFactorOffer(secret=offer.secret, uri=offer.uri, svg=offer.svg))


@blueprint.put(
    "/second-factor",
    summary="Confirm the second factor",
    responses={HTTPStatus.OK: wire.RecoveryCodes},
)
@needs(Right.OWN_ACCOUNT)
def confirm_second_factor(body: wire.CodeBody) -> Response:
    """The app's first code. What a second factor counted before does not any more."""
    _, account = _own()
    with counted(account.login):
        codes = _factors().confirm(account.id, body.code, datetime.now(UTC))
        if codes is None:
            raise InputError("the code does not fit", "type the six digits that the app shows now")
    note("second_factor.set", account.id)
    return shapes.answer(wire.RecoveryCodes(codes=codes))


@blueprint.post("/second-factor/drop", summary="Drop the second factor", responses=DONE)
@needs(Right.OWN_ACCOUNT)
def drop_second_factor(body: wire.ProofBody) -> Response:
    """409 where the role has to have one."""
    _, account = _own()
    if visitors().must_have_second_factor(account.person.role):
        raise Conflict("your role must have a second factor", "set up another one instead")
    if account.has_password:
        _prove(account, body.password)
    services().store.credentials.drop_second_factor(account.id)
    note("second_factor.drop", account.id)
    return shapes.nothing()


def _own() -> tuple[Visitor, Account]:
    found = visitor()
    if found is None or not found.session:
        raise Conflict("there is no account here", "sign in as somebody first")
    return found, services().store.people.get(found.person.id)


def _prove(account: Account, password: str) -> None:
    with counted(account.login):
        if not passwords.fits(password, services().store.credentials.password_hash(account.id)):
            raise Wrong("the password is wrong", "type the one you sign in with")


def _factors() -> SecondFactors:
    return SecondFactors(services().store, services().settings.data_dir)
