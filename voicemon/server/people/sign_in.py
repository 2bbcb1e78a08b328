"""`/api/sign-in`, `/api/sign-out`, `/api/setup`, `/api/reset`: how people come in and go."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Response

from voicemon.errors import Conflict, NotFound, NotSignedIn
from voicemon.server.answers import DONE, api
from voicemon.server.connections import look_soon
from voicemon.server.people import passwords, shapes, wire
from voicemon.server.people.second_factor import SecondFactors
from voicemon.server.people.throttle import counted
from voicemon.server.people.visitors import forget_cookie, visitors
from voicemon.server.rights import Right, enter, needs, visitor
from voicemon.server.services import services
from voicemon.server.trail import note
from voicemon.store.people_records import Account, NewPerson, PersonRole, TicketKind

blueprint = api("sign-in", "/api", "Coming in and going.", HTTPStatus.TOO_MANY_REQUESTS)


class Wrong(NotSignedIn):
    """The login or the password."""

    code = "wrong"


class WrongCode(NotSignedIn):
    """The second factor."""

    code = "wrong_code"


class SecondFactorAsked(NotSignedIn):
    """The password was right; a code is needed, too."""

    code = "second_factor"


@blueprint.post("/sign-in", summary="Sign in", responses={HTTPStatus.OK: wire.Me})
@needs(Right.ANYBODY)
def sign_in(body: wire.SignIn) -> Response:
    """With login and password; 401 `second_factor` asks for the code, too."""
    people_sign_in()
    login = body.login.strip().lower()
    account = services().store.people.by_login(login)
    with counted(login):
        try:
            account = _proved(account, body)
        except NotSignedIn as error:
            note("session.refused", account.id if account else "", why=error.code)
            raise
    return begin(account, "password")


@blueprint.post("/sign-in/link", summary="Sign in by a link", responses={HTTPStatus.OK: wire.Me})
@needs(Right.ANYBODY)
def sign_in_by_link(body: wire.OneTime) -> Response:
    """A link that the command line printed; it counts once."""
    people_sign_in()
    with counted():
        account = _whose(TicketKind.SIGN_IN, body.token)
        services().store.tickets.spend(TicketKind.SIGN_IN, body.token, datetime.now(UTC))
    return begin(account, "link")


@blueprint.post("/sign-out", summary="Sign out", responses=DONE)
@needs(Right.OWN_ACCOUNT)
def sign_out() -> Response:
    """The present session ends."""
    found = visitor()
    if found is not None and found.session:
        services().store.sessions.end(found.session)
        note("session.end", found.session)
        look_soon()
    response = shapes.nothing()
    forget_cookie(response)
    return response


@blueprint.post("/setup", summary="Set the site up", responses={HTTPStatus.CREATED: wire.Me})
@needs(Right.ANYBODY)
def set_up(body: wire.SetUp) -> tuple[Response, int]:
    """The first admin, by the token that `voicemon serve` prints while there is nobody."""
    people_sign_in()
    now, store = datetime.now(UTC), services().store
    if store.people.any():
        raise Conflict("this site has been set up already", "sign in")
    with counted():
        store.tickets.look(TicketKind.SETUP, body.token, now)
    passwords.check(body.password, body.login, body.name)
    kept = passwords.hashed(body.password)
    account = store.people.add_first(NewPerson(body.login, body.name, PersonRole.ADMIN), now)
    store.credentials.set_password_hash(account.id, kept)
    store.tickets.spend(TicketKind.SETUP, body.token, now)
    note("person.add", account.id, role=PersonRole.ADMIN.value, first=True)
    return begin(store.people.get(account.id), "setup"), HTTPStatus.CREATED


@blueprint.post(
    "/reset/look", summary="Whose reset link", responses={HTTPStatus.OK: wire.WhoseReset}
)
@needs(Right.ANYBODY)
def look_at_reset(body: wire.OneTime) -> Response:
    """Before the new password is asked for."""
    people_sign_in()
    with counted():
        account = _whose(TicketKind.RESET, body.token)
    return shapes.answer(wire.WhoseReset(login=account.login, name=account.person.name))


@blueprint.post("/reset", summary="Set a password by a reset link", responses=DONE)
@needs(Right.ANYBODY)
def reset_password(body: wire.Reset) -> Response:
    """Every session of this person ends. Signing in comes after, with the second factor."""
    people_sign_in()
    store = services().store
    with counted():
        account = _whose(TicketKind.RESET, body.token)
    passwords.check(body.password, account.login, account.person.name)
    kept = passwords.hashed(body.password)
    store.tickets.spend(TicketKind.RESET, body.token, datetime.now(UTC))
    store.credentials.set_password_hash(account.id, kept)
    look_soon()
    note("password.reset", account.id)
    return shapes.nothing()


def people_sign_in() -> None:
    """Conflict where nobody does."""
    if not services().settings.sign_in:
        raise Conflict("nobody signs in here", "switch it on with the setting sign_in")


def begin(account: Account, how: str) -> Response:
    """Sign somebody in; the browser's session before it ends."""
    before = visitor()
    if before is not None and before.session:
        services().store.sessions.end(before.session)
        look_soon()
    services().store.sessions.tidy(visitors().limits, datetime.now(UTC))
    found, text = visitors().begin(account, how)
    enter(found)
    note("session.begin", found.session, how=how)
    response = shapes.me_response(found)
    visitors().set_cookie(response, text)
    return response


def _proved(account: Account | None, body: wire.SignIn) -> Account:
    store = services().store
    usable = account if account is not None and account.disabled_at is None else None
    kept = store.credentials.password_hash(usable.id) if usable else None
    if not passwords.fits(body.password, kept) or usable is None or kept is None:
        raise Wrong("the login or the password is wrong", "try again, or ask an admin for a link")
    if usable.second_factor:
        _check_code(usable, body.code)
    if passwords.is_outdated(kept):
        store.credentials.rehashed(usable.id, kept, passwords.hashed(body.password))
    return usable


def _check_code(account: Account, code: str | None) -> None:
    if code is None:
        raise SecondFactorAsked("a code is needed, too", "type the six digits that your app shows")
    factors = SecondFactors(services().store, services().settings.data_dir)
    if not factors.accepts(account.id, code, datetime.now(UTC)):
        raise WrongCode(
            "the code is wrong, or was used before",
            "wait for the app's next one, or take a recovery code",
        )


def _whose(kind: TicketKind, token: str) -> Account:
    store = services().store
    person_id = store.tickets.look(kind, token, datetime.now(UTC))
    account = store.people.get(person_id or "")
    if account.disabled_at is not None:
        raise NotFound("this account is disabled", "ask an admin")
    return account
