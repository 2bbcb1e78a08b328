"""`voicemon users list|add|change|link|disable|enable|sign-out|drop-second-factor`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import click

from voicemon.cli.alone import where
from voicemon.cli.places import here_or_demo
from voicemon.errors import NotFound
from voicemon.settings import Settings, current
from voicemon.store import Store
from voicemon.store.audit import COMMAND_LINE
from voicemon.store.people_records import Account, NewPerson, PersonRole, TicketKind

VALID = timedelta(hours=72)
ROLES = click.Choice([role.value for role in PersonRole])
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON value for programs.")


@click.group()
def command() -> None:
    """List and add people, change their role and teams, make links that set a password."""


@command.command("list")
@AS_JSON
def list_people(as_json: bool) -> None:
    """Everybody, the disabled ones, too."""
    with _opened() as (_, store):
        accounts = store.people.all()
    if as_json:
        click.echo(json.dumps([_row(account) for account in accounts], indent=1))
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for title in ("login", "name", "role", "teams", "agent", "state", "seen"):
        table.add_column(title, overflow="fold")
    for account in accounts:
        row = _row(account)
        teams = ", ".join(team or "(no team)" for team in sorted(account.person.teams))
        cells = (row["login"], row["name"], row["role"], teams, row["agent_id"], row["state"])
        table.add_row(*(escape(str(cell or "")) for cell in cells), _when(account.seen_at) or "")
    Console().print(table)


@command.command()
@click.argument("login")
@click.option("--name", help="As others see it; the login by default.")
@click.option("--role", type=ROLES, required=True)
@click.option("--team", "teams", multiple=True, help='Once for each; "" for calls of no team.')
@click.option("--agent-id", help="The id by which calls name this agent.")
@AS_JSON
def add(
    login: str,
    name: str | None,
    role: str,
    teams: tuple[str, ...],
    agent_id: str | None,
    as_json: bool,
) -> None:
    """Add somebody who signs in as LOGIN; print the link by which they choose a password."""
    new = NewPerson(login, name or login, PersonRole(role), frozenset(teams), agent_id)
    with _opened() as (site, store):
        account = store.people.add(new)
        _note(store, "person.add", account, role=role, teams=sorted(teams))
        link = _link(site, store, account)
    if as_json:
        click.echo(json.dumps({**_row(account), "link": link}))
        return
    click.echo(f"{account.person.name} chooses a password, once, within three days, at\n{link}")


@command.command()
@click.argument("login")
@click.option("--name", help="As others see it.")
@click.option("--role", type=ROLES)
@click.option("--team", "teams", multiple=True, help="Once for each: these, and no others.")
@click.option("--no-teams", is_flag=True, help="Of none any more.")
@click.option("--agent-id", help="The id by which calls name this agent; empty: none.")
def change(
    login: str,
    name: str | None,
    role: str | None,
    teams: tuple[str, ...],
    no_teams: bool,
    agent_id: str | None,
) -> None:
    """Change what is said of somebody. Their open pages follow at once."""
    with _opened() as (_, store):
        account = _found(store, login)
        person = account.person
        said = NewPerson(
            account.login,
            name or person.name,
            PersonRole(role) if role else person.role,
            frozenset(teams) if teams or no_teams else person.teams,
            person.agent_id if agent_id is None else agent_id or None,
        )
        changed = store.people.change(person.id, said, disabled=account.disabled_at is not None)
        _note(store, "person.change", changed, role=said.role.value, teams=sorted(said.teams))
    click.echo(f"{changed.person.name} is changed.")


@command.command()
@click.argument("login")
def link(login: str) -> None:
    """Print a link by which somebody sets a new password, once, within three days."""
    with _opened() as (site, store):
        account = _found(store, login)
        _note(store, "password.link", account)
        click.echo(_link(site, store, account))


@command.command()
@click.argument("login")
def disable(login: str) -> None:
    """Sign somebody out and let them in no more; what they did stays in the audit log."""
    _enabled(login, False)


@command.command()
@click.argument("login")
def enable(login: str) -> None:
    """Let somebody in again who was disabled."""
    _enabled(login, True)


@command.command("sign-out")
@click.argument("login")
def sign_out(login: str) -> None:
    """End every session of somebody."""
    with _opened() as (_, store):
        account = _found(store, login)
        ended = store.sessions.end_all(account.id)
        _note(store, "session.revoke", account, ended=ended)
    click.echo(f"{ended} session{'' if ended == 1 else 's'} ended.")


@command.command("drop-second-factor")
@click.argument("login")
def drop_second_factor(login: str) -> None:
    """Let somebody sign in without app and recovery codes, who lost them."""
    with _opened() as (_, store):
        account = _found(store, login)
        store.credentials.drop_second_factor(account.id)
        _note(store, "second_factor.drop", account)
    click.echo(f"{account.person.name} signs in by password alone.")


def _enabled(login: str, enabled: bool) -> None:
    with _opened() as (_, store):
        account = _found(store, login)
        person = account.person
        said = NewPerson(account.login, person.name, person.role, person.teams, person.agent_id)
        store.people.change(account.id, said, disabled=not enabled)
        _note(store, "person.change", account, disabled=not enabled)
    click.echo(f"{person.name} is {'enabled' if enabled else 'disabled'}.")


@contextmanager
def _opened() -> Iterator[tuple[Settings, Store]]:
    site = here_or_demo(current())
    store = Store(site.store_url, site.audio_dir)
    try:
        yield site, store
    finally:
        store.close()


def _found(store: Store, login: str) -> Account:
    account = store.people.by_login(login)
    if account is None:
        raise NotFound(f"nobody signs in as {login!r}", "`voicemon users list` shows everybody")
    return account


def _link(site: Settings, store: Store, account: Account) -> str:
    token = store.tickets.issue(TicketKind.RESET, VALID, datetime.now(UTC), account.id)
    here = where(site.data_dir)
    page = site.public_url or (here.page if here else f"http://{site.host}:{site.port}")
    return f"{page.rstrip('/')}/#/reset?token={token}"


def _note(store: Store, action: str, account: Account, **details: object) -> None:
    store.audit.add(COMMAND_LINE, action, account.id, details)


def _row(account: Account) -> dict[str, object]:
    person = account.person
    return {
        "login": account.login,
        "name": person.name,
        "role": person.role.value,
        "teams": sorted(person.teams),
        "agent_id": person.agent_id,
        "state": "disabled" if account.disabled_at else "enabled",
        "second_factor": account.second_factor,
        "seen_at": _when(account.seen_at),
    }


def _when(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
