"""`/api/people`, `/api/teams`: who may come in, as what, and where they belong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from flask import Response, request

from voicemon.server.answers import DONE, api
from voicemon.server.connections import look_soon
from voicemon.server.people import shapes, wire
from voicemon.server.rights import Right, me, needs
from voicemon.server.services import services
from voicemon.server.trail import note
from voicemon.settings import Settings
from voicemon.store.people_records import NewPerson, PersonRole, TicketKind

VALID = timedelta(hours=72)

blueprint = api("people", "/api", "People and teams.")


@blueprint.get("/people", summary="List people", responses={HTTPStatus.OK: wire.People})
@needs(Right.MANAGE_PEOPLE)
def list_people() -> Response:
    """Everybody, by name; the disabled ones, too."""
    return shapes.answer(wire.People(items=list(map(shapes.row, services().store.people.all()))))


@blueprint.post(
    "/people", summary="Add somebody", responses={HTTPStatus.CREATED: wire.NewPersonOut}
)
@needs(Right.MANAGE_PEOPLE)
def add_person(body: wire.NewPersonBody) -> tuple[Response, int]:
    """They choose their password by the link."""
    account = services().store.people.add(said(body))
    note("person.add", account.id, role=body.role, teams=body.teams, agent_id=body.agent_id)
    invited = _invite(account.id)
    answer = wire.NewPersonOut(person=shapes.row(account), **invited.model_dump())
    return shapes.answer(answer), HTTPStatus.CREATED


@blueprint.get("/people/<person_id>", summary="Somebody", responses={HTTPStatus.OK: wire.PersonRow})
@needs(Right.MANAGE_PEOPLE)
def get_person(path: wire.PersonPath) -> Response:
    """One of the list."""
    return shapes.answer(shapes.row(services().store.people.get(path.person_id)))


@blueprint.put(
    "/people/<person_id>", summary="Change somebody", responses={HTTPStatus.OK: wire.PersonRow}
)
@needs(Right.MANAGE_PEOPLE)
def change_person(path: wire.PersonPath, body: wire.PersonBody) -> Response:
    """All that is said of them; 409 when no admin would be left. Open pages hear of it at once."""
    account = services().store.people.change(path.person_id, said(body), disabled=body.disabled)
    look_soon()
    note(
        "person.change",
        account.id,
        role=body.role,
        teams=body.teams,
        agent_id=body.agent_id,
        disabled=body.disabled,
    )
    return shapes.answer(shapes.row(account))


@blueprint.post(
    "/people/<person_id>/reset",
    summary="Make a link that sets a password",
    responses={HTTPStatus.OK: wire.Invitation},
)
@needs(Right.MANAGE_PEOPLE)
def make_reset_link(path: wire.PersonPath) -> Response:
    """It counts once; one made before does not any more. The old password counts until then."""
    account = services().store.people.get(path.person_id)
    note("password.link", account.id)
    return shapes.answer(_invite(account.id))


@blueprint.post(
    "/people/<person_id>/second-factor/drop",
    summary="Drop somebody's second factor",
    responses=DONE,
)
@needs(Right.MANAGE_PEOPLE)
def drop_second_factor_of(path: wire.PersonPath) -> Response:
    """Who lost app and recovery codes signs in without, and sets up a new one."""
    account = services().store.people.get(path.person_id)
    services().store.credentials.drop_second_factor(account.id)
    note("second_factor.drop", account.id)
    return shapes.nothing()


@blueprint.post(
    "/people/<person_id>/single-sign-on/drop",
    summary="Drop somebody's single sign-on",
    responses=DONE,
)
@needs(Right.MANAGE_PEOPLE)
def drop_single_sign_on_of(path: wire.PersonPath) -> Response:
    """Whoever the provider calls by their login next is them."""
    account = services().store.people.get(path.person_id)
    services().store.people.unlink(account.id)
    note("single_sign_on.drop", account.id)
    return shapes.nothing()


@blueprint.get("/teams", summary="List teams", responses={HTTPStatus.OK: wire.TeamsOut})
@needs(Right.SIGNED_IN)
def list_teams() -> Response:
    """Those one belongs to; all for an admin. The team "" stands for calls that name none."""
    found = [team for team in services().store.teams.all() if me().sees_team(team.name)]
    return shapes.answer(wire.TeamsOut(items=[wire.TeamOut.model_validate(each) for each in found]))


@blueprint.post("/teams", summary="Add a team", responses={HTTPStatus.CREATED: wire.TeamOut})
@needs(Right.MANAGE_PEOPLE)
def add_team(body: wire.TeamBody) -> tuple[Response, int]:
    """A team is its name: the one that ingest keys and senders give calls."""
    services().store.teams.add(body.name)
    note("team.add", body.name)
    answer = wire.TeamOut(name=body.name, people=0, calls=0, kept=True)
    return shapes.answer(answer), HTTPStatus.CREATED


@blueprint.delete("/teams/<name>", summary="Remove a team", responses=DONE)
@needs(Right.MANAGE_PEOPLE)
def remove_team(path: wire.TeamPath) -> Response:
    """Nobody belongs to it any more; its calls keep its name."""
    services().store.teams.remove(path.name)
    look_soon()
    note("team.remove", path.name)
    return shapes.nothing()


def said(body: wire.NewPersonBody) -> NewPerson:
    """What an admin says of somebody."""
    role, teams = PersonRole(body.role), frozenset(body.teams)
    return NewPerson(body.login, body.name, role, teams, body.agent_id)


def site_address(settings: Settings) -> str:
    """Where people reach the page, as far as the present request tells."""
    return settings.public_url.rstrip("/") or request.host_url.rstrip("/")


def _invite(person_id: str) -> wire.Invitation:
    found, now = services(), datetime.now(UTC)
    token = found.store.tickets.issue(TicketKind.RESET, VALID, now, person_id)
    link = f"{site_address(found.settings)}/#/reset?token={token}"
    return wire.Invitation(link=link, expires_at=now + VALID)
