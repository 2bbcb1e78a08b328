"""`voicemon notices list|test|resend`: who is told of flags; they are added on the page."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import UTC, datetime
from uuid import uuid4

import click

from voicemon.errors import NotFound
from voicemon.settings import Settings, current
from voicemon.store import Store
from voicemon.store.audit import COMMAND_LINE
from voicemon.store.notice_records import DeliveryState, Target


@click.group()
def command() -> None:
    """List who is told of flags, send test messages, send dead letters again."""


@command.command("list")
def list_targets() -> None:
    """The targets, what waits for them, and what their last try came to."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for title in ("name", "kind", "to", "on", "waiting", "dead", "last sent", "last error"):
        table.add_column(title, overflow="fold")
    with closing(_store(current())) as store:
        for target in store.notice_targets.all():
            table.add_row(*(escape(cell) for cell in _cells(store, target)))
    Console().print(table)


@command.command()
@click.argument("target")
def test(target: str) -> None:
    """Send a test message to the TARGET with this name or id, now."""
    from voicemon.notify.messages import test_body
    from voicemon.notify.sender import Message, Sender
    from voicemon.server.ingest.secrets import opener

    site = current()
    with closing(_store(site)) as store:
        found = _find(store, target)
        store.audit.add(COMMAND_LINE, "notices.target.test", found.id)
    begun = time.monotonic()
    sender = Sender(site, opener(site.data_dir))
    body = test_body(datetime.now(UTC), sender.language(found))
    sender.send(found, Message(uuid4().hex, body))
    took_s = time.monotonic() - begun
    click.echo(f"A test message arrived at {found.settings.name} within {took_s:.1f} s.")


@command.command()
@click.argument("target")
def resend(target: str) -> None:
    """Send every dead letter of the TARGET again; a running voicemon takes them up at once."""
    with closing(_store(current())) as store:
        found = _find(store, target)
        count = store.deliveries.resend_dead(found.id, datetime.now(UTC))
        store.audit.add(COMMAND_LINE, "notices.resend", found.id, {"count": count})
    click.echo(f"{count} dead letters of {found.settings.name} are tried again.")


def _store(site: Settings) -> Store:
    return Store(site.store_url, site.audio_dir)


def _find(store: Store, name_or_id: str) -> Target:
    for target in store.notice_targets.all():
        if name_or_id in (target.id, target.settings.name):
            return target
    raise NotFound(
        f"no target is named {name_or_id!r}", "`voicemon notices list` shows those that are"
    )


def _cells(store: Store, target: Target) -> tuple[str, ...]:
    counts = store.deliveries.page(target_id=target.id, limit=1).counts
    open_states = (DeliveryState.WAITING, DeliveryState.FAILED, DeliveryState.HELD)
    sent_at = target.last_sent_at
    return (
        target.settings.name,
        target.settings.kind.value,
        target.shown,
        "on" if target.is_on else "off",
        str(sum(counts.get(state, 0) for state in open_states)),
        str(counts.get(DeliveryState.DEAD, 0)),
        sent_at.isoformat(timespec="seconds") if sent_at else "never",
        target.last_error,
    )
