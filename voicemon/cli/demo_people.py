"""The demo's people: one for each role and a second supervisor, each with a sign-in link."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from voicemon.store import Store
from voicemon.store.people_records import NewPerson, PersonRole, TicketKind

VALID = timedelta(days=1)
TEAMS = frozenset({"north", "south", ""})  # "": what `voicemon replay` plays in
PEOPLE = (
    NewPerson("supervisor", "Sasha Berg", PersonRole.SUPERVISOR, TEAMS),
    NewPerson("supervisor-2", "Noor Haddad", PersonRole.SUPERVISOR, TEAMS),
    NewPerson("qa", "Quinn Ode", PersonRole.QA, TEAMS),
    # of the first sample call, so that a message to its agent arrives somewhere
    NewPerson("agent", "Mara Lindt", PersonRole.AGENT, frozenset({"north"}), "northlink-017"),
    NewPerson("admin", "Ada Root", PersonRole.ADMIN),
)


def hire(store: Store) -> None:
    """Whoever is missing of them; what was changed of them stays."""
    for person in PEOPLE:
        if store.people.by_login(person.login) is None:
            store.people.add(person)


def tell_ways(store: Store, page: str) -> str:
    """Print a link for each, which counts once; returns a further one for the supervisor."""
    click.echo("Sign in as any of them, once by each link (the next start prints new ones):")
    for person in PEOPLE:
        click.echo(f"  {person.role.value:<10}  {person.name:<11}  {_link(store, page, person)}")
    return _link(store, page, PEOPLE[0])


def _link(store: Store, page: str, person: NewPerson) -> str:
    account = store.people.by_login(person.login)
    assert account is not None  # `hire` came before
    now = datetime.now(UTC)
    token = store.tickets.issue(TicketKind.SIGN_IN, VALID, now, account.id, further=True)
    return f"{page}#/sign-in?token={token}"
