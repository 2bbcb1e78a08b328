"""Single sign-on by OpenID Connect (code flow with PKCE), through Authlib.

The provider is known as its metadata says (`/.well-known/openid-configuration`). Who comes is known
by issuer and subject; at the first time by the login, so that people can be added beforehand. Where
the settings name claims for role, teams or agent, each sign-in brings them up to date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import quote, urlsplit

import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, Response, current_app, redirect, session
from flask_openapi3.types import ResponseDict
from joserfc.errors import JoseError
from requests import RequestException

from voicemon.errors import NotFound, SettingsError, VoicemonError
from voicemon.server.answers import api
from voicemon.server.guard import is_loopback
from voicemon.server.people import wire
from voicemon.server.people.accounts import site_address
from voicemon.server.people.sign_in import begin, people_sign_in
from voicemon.server.people.visitors import words
from voicemon.server.rights import Right, needs
from voicemon.server.services import services
from voicemon.server.trail import note
from voicemon.settings import Settings
from voicemon.store import Store
from voicemon.store.people_records import Account, NewPerson, PersonRole

EXTENSION = "voicemon single sign-on"
METADATA = "/.well-known/openid-configuration"
TIMEOUT_S = 10
NEXT = "next"
BACK = "/api/sign-in/sso/back"
ELSEWHERE: ResponseDict = {HTTPStatus.FOUND: {"description": "Go there"}}
FAULTS = (AuthlibBaseError, JoseError, RequestException, KeyError, ValueError, RuntimeError)

log = structlog.get_logger(__name__)
blueprint = api("single-sign-on", "/api/sign-in/sso", "Coming in by the site's own provider.")


class Refused(VoicemonError):
    """The provider knows them, this site does not let them in."""

    code = "sso_refused"


def install(app: Flask, settings: Settings) -> None:
    """Know the provider of the settings, if any; nothing is asked of it yet. SettingsError."""
    if not settings.oidc_issuer:
        return
    issuer = urlsplit(settings.oidc_issuer)
    if issuer.scheme != "https" and not is_loopback(issuer.hostname or ""):
        raise SettingsError("oidc_issuer is no https address", "give the provider's https address")
    roles_of(settings.oidc_roles)
    app.extensions[EXTENSION] = OAuth(app).register(
        "sso",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret or None,
        server_metadata_url=settings.oidc_issuer.rstrip("/") + METADATA,
        client_kwargs={
            "scope": settings.oidc_scopes,
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT_S,
        },
    )


@blueprint.get("", summary="Go to the provider", responses=ELSEWHERE)
@needs(Right.ANYBODY)
def go_to_provider(query: wire.SsoAsk) -> Response:
    """For the browser, not for scripts."""
    client = _client()
    try:
        answer = client.authorize_redirect(site_address(services().settings) + BACK)  # type: ignore[attr-defined]
    except FAULTS as fault:
        return _failed("sso_unreachable", fault)
    session[NEXT] = query.next
    assert isinstance(answer, Response)
    return answer


@blueprint.get("/back", summary="Back from the provider", responses=ELSEWHERE)
@needs(Right.ANYBODY)
def come_from_provider() -> Response:
    """Signs in who the provider says it is, and goes on to the page."""
    settings, store = services().settings, services().store
    try:
        claims = _claims(_client(), settings)
    except FAULTS as fault:
        return _failed("sso_failed", fault)
    try:
        account = resolve(store, settings, claims)
    except VoicemonError as error:
        note("session.refused", "", why="sso", said=error.message)
        return _failed(error.code, error)
    signed_in = begin(account, "sso")
    answer = _to(str(session.pop(NEXT, "#/")))
    for cookie in signed_in.headers.getlist("Set-Cookie"):
        answer.headers.add("Set-Cookie", cookie)
    return answer


def resolve(store: Store, settings: Settings, claims: Mapping[str, object]) -> Account:
    """Whose claims these are, with what they say of them; Refused, Conflict."""
    issuer, subject = str(claims["iss"]), str(claims["sub"])
    account = store.people.by_subject(issuer, subject)
    login = account.login if account else _login(settings, claims)
    if account is None:
        account = store.people.by_login(login)
        if account is not None and account.single_sign_on:
            raise Refused(
                f"{login} is somebody else's single sign-on here", "ask an admin to drop that one"
            )
    before = None if account is None else _said_of(account)
    said = _told(settings, claims, before, login)
    if account is None:
        account = store.people.add(said)
    elif account.disabled_at is not None:
        raise Refused("this account is disabled", "ask an admin")
    elif said != before:
        account = store.people.change(account.id, said)
    store.people.link(account.id, issuer, subject)
    return account


def roles_of(text: str) -> dict[str, PersonRole]:
    """The setting `oidc_roles`; SettingsError."""
    found = {}
    for pair in words(text):
        claimed, _, role = (part.strip() for part in pair.partition("="))
        try:
            found[claimed] = PersonRole(role)
        except ValueError:
            raise SettingsError(
                f"oidc_roles: {pair!r} names no role",
                "write it as claim=admin, with supervisor, qa, agent",
            ) from None
    return found


def _told(
    settings: Settings, claims: Mapping[str, object], before: NewPerson | None, login: str
) -> NewPerson:
    said = before
    if settings.oidc_role_claim:
        mapped, theirs = roles_of(settings.oidc_roles), _list(claims, settings.oidc_role_claim)
        role = next((mapped[claimed] for claimed in mapped if claimed in theirs), None)
        if role is None:
            raise Refused("the provider gives you no role here", "ask who manages the provider")
        name = str(claims.get("name") or login)
        said = replace(said, role=role) if said else NewPerson(login, name, role)
    if said is None:
        raise Refused(f"nobody here signs in as {login}", "ask an admin of this site to add you")
    if settings.oidc_team_claim:
        said = replace(said, teams=frozenset(_list(claims, settings.oidc_team_claim)))
    if settings.oidc_agent_claim:
        agent = _list(claims, settings.oidc_agent_claim)
        said = replace(said, agent_id=agent[0] if agent else None)
    return said


def _login(settings: Settings, claims: Mapping[str, object]) -> str:
    claim = settings.oidc_login_claim
    login = claims.get(claim)
    if not isinstance(login, str) or not login.strip():
        raise Refused(f"the provider does not say your {claim}", "mend oidc_login_claim, or scopes")
    if claim == "email" and claims.get("email_verified") is not True:
        raise Refused(
            "the provider has not verified your e-mail address",
            "verify it there; or name another claim in oidc_login_claim",
        )
    return login.strip().lower()


def _said_of(account: Account) -> NewPerson:
    person = account.person
    return NewPerson(account.login, person.name, person.role, person.teams, person.agent_id)


def _list(claims: Mapping[str, object], name: str) -> list[str]:
    """A claim's words; a dotted name (`realm_access.roles`) goes into objects."""
    value: object = claims
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        return [value]
    return [str(item)[:200] for item in value] if isinstance(value, list) else []


def _claims(client: object, settings: Settings) -> dict[str, object]:
    """The verified ID token's, with those that only the userinfo endpoint tells."""
    token = client.authorize_access_token()  # type: ignore[attr-defined]
    claims = dict(token["userinfo"])
    if claims["iss"].rstrip("/") != settings.oidc_issuer.rstrip("/"):
        raise ValueError("the provider names another issuer than oidc_issuer")
    if "userinfo_endpoint" in client.load_server_metadata():  # type: ignore[attr-defined]
        more = dict(client.userinfo(token=token))  # type: ignore[attr-defined]
        if more.get("sub") != claims["sub"]:
            raise ValueError("userinfo speaks of somebody else")
        claims = more | claims
    return claims


def _client() -> object:
    people_sign_in()
    found = current_app.extensions.get(EXTENSION)
    if found is None:
        raise NotFound("this site has no single sign-on", "the setting oidc_issuer switches it on")
    return found


def _failed(code: str, fault: Exception) -> Response:
    log.warning("single sign-on failed", code=code, why=str(fault))
    return _to(f"#/sign-in?problem={quote(code)}")


def _to(view: str) -> Response:
    answer = redirect(f"/{view}")
    assert isinstance(answer, Response)
    return answer
