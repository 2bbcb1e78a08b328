"""From people to the shapes of `wire`."""

from __future__ import annotations

from flask import Response

from voicemon.server.answers import json_response
from voicemon.server.people import wire
from voicemon.server.rights import Visitor
from voicemon.server.services import services
from voicemon.server.views import View, is_open, roles_of
from voicemon.server.wire import Wire
from voicemon.store.audit import COMMAND_LINE, NOBODY
from voicemon.store.people_records import Account, Person

NAMES = {"local": "This machine", COMMAND_LINE: "Command line", NOBODY: "Nobody"}


def person(found: Person) -> wire.PersonOut:
    """Somebody."""
    return wire.PersonOut(
        id=found.id,
        name=found.name,
        role=found.role.value,
        teams=sorted(found.teams),
        agent_id=found.agent_id,
    )


def row(account: Account) -> wire.PersonRow:
    """Somebody, for admins."""
    return wire.PersonRow(
        **person(account.person).model_dump(),
        login=account.login,
        created_at=account.created_at,
        disabled_at=account.disabled_at,
        has_password=account.has_password,
        second_factor=account.second_factor,
        single_sign_on=account.single_sign_on,
        seen_at=account.seen_at,
    )


def me(visitor: Visitor | None) -> wire.Me:
    """Who asks; reads the account anew."""
    found = services()
    settings, people = found.settings, found.store.people
    site = {
        "sign_in": settings.sign_in,
        "setup": settings.sign_in and not people.any(),
        "sso": settings.oidc_name if settings.sign_in and settings.oidc_issuer else "",
        "demo": found.demo,
        "views": views(visitor),
    }
    if visitor is None:
        return wire.Me.model_validate(site)
    said = site | {
        "person": person(visitor.person),
        "rights": sorted(right for right in visitor.rights if visitor.may(right)),
        "csrf": visitor.csrf,
        "how": visitor.how,
        "second_factor_due": visitor.due,
    }
    if visitor.session or visitor.token:
        account = people.get(visitor.person.id)
        said |= {
            "login": account.login,
            "has_password": account.has_password,
            "second_factor": account.second_factor,
            "recovery_codes": found.store.credentials.recovery_codes_left(account.id),
        }
    return wire.Me.model_validate(said)


def views(visitor: Visitor | None) -> list[wire.ViewOut]:
    """Every view of the page, and which are open to a visitor."""
    return [
        wire.ViewOut(
            name=view,
            open=is_open(view, visitor),
            roles=[role.value for role in roles_of(view)],
        )
        for view in View
    ]


def names(person_ids: set[str]) -> dict[str, str]:
    """What to call them."""
    known = services().store.people.names(person_ids)
    keys = {each: f"Ingest key {each[4:]}" for each in person_ids if each.startswith("key ")}
    return NAMES | keys | known


def nothing() -> Response:
    """Done; there is nothing to say."""
    return Response(status=204, headers={"Cache-Control": "no-store"})


def answer(body: Wire) -> Response:
    """A shape, as an answer."""
    return json_response(body)


def me_response(visitor: Visitor | None) -> Response:
    """Who asks, as an answer."""
    return answer(me(visitor))
