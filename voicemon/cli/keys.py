"""`voicemon keys add|list|revoke`: who may send live calls."""

from __future__ import annotations

import base64
import json
import secrets
from contextlib import closing
from datetime import datetime
from typing import TextIO

import click

from voicemon.errors import InputError
from voicemon.settings import Settings, current
from voicemon.store import IngestKey, KeySettings, Store

VENDORS = "twilio telnyx plivo exotel vonage jambonz chan_websocket lca audiohook pcm".split()
SECRET_BYTES = 32
PCM = "/ingest"  # its Socket.IO namespace


@click.group()
def command() -> None:
    """Add, list and revoke the keys by which live calls come in."""


@command.command()
@click.argument("name")
@click.option("--vendor", type=click.Choice(VENDORS), help="Take only this sender's format.")
@click.option(
    "--customer-track",
    default="inbound",
    show_default=True,
    help="The track that carries the customer, where the format does not say.",
)
@click.option("--team", help="Team of every call that comes in by this key.")
@click.option("--network", "networks", multiple=True, help="Only from this network (CIDR).")
@click.option("--organization", help="AudioHook: only this organisation.")
@click.option(
    "--secret-file",
    type=click.File(),
    help="File (`-`: standard input) with Twilio's auth token, or AudioHook's client secret.",
)
@click.option("--unsigned", is_flag=True, help="AudioHook: make no client secret.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for programs.")
def add(
    name: str,
    vendor: str | None,
    customer_track: str,
    team: str | None,
    networks: tuple[str, ...],
    organization: str | None,
    secret_file: TextIO | None,
    unsigned: bool,
    as_json: bool,
) -> None:
    """Make a key called NAME. It is shown once: give it to the sender now."""
    site = current()
    secret = _secret(vendor, secret_file, unsigned)
    chosen = KeySettings(
        name=name,
        vendor=vendor,
        customer_track=customer_track,
        team=team,
        networks=networks,
        organization=organization,
        sealed_secret=_sealed(site, vendor, secret) if secret else None,
    )
    with closing(_store(site)) as store:
        key, text = store.keys.add(chosen)
    shown = secret if secret and secret_file is None else None  # what we made, nobody else has
    if as_json:
        click.echo(json.dumps({"id": key.id, "name": name, "key": text, "client_secret": shown}))
        return
    click.echo(f"key            {text}")
    if shown:
        click.echo(f"client secret  {shown}")
    click.echo(f"address        {_address(site, vendor, text)}")
    click.echo("The key is kept as a hash only: it cannot be shown again.", err=True)


@command.command("list")
@click.option("--all", "revoked_too", is_flag=True, help="Show the revoked ones, too.")
@click.option("--json", "as_json", is_flag=True, help="Every key, as a JSON array for programs.")
def list_keys(revoked_too: bool, as_json: bool) -> None:
    """The keys in force, their limits, and when they were used last."""
    with closing(_store(current())) as store:
        keys = store.keys.all()
    if as_json:
        click.echo(json.dumps([_row(key) for key in keys], indent=1))
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for title in ("id", "name", "state", "vendor", "customer", "networks", "last used"):
        table.add_column(title, overflow="fold")
    shown = [key for key in keys if revoked_too or key.revoked_at is None]
    for key in shown:
        row = _row(key)
        networks = ", ".join(key.settings.networks) or "any"
        cells = ("id", "name", "state", "vendor", "customer_track")
        table.add_row(
            *(escape(str(row[cell] or "any")) for cell in cells),
            networks,
            _when(key.last_used_at) or "never",
        )
    Console().print(table)
    if len(shown) < len(keys):
        click.echo(f"Not shown: {len(keys) - len(shown)} revoked (--all).", err=True)


@command.command()
@click.argument("name")
def revoke(name: str) -> None:
    """Take the key with this NAME or id back; its open connections are closed within a second."""
    with closing(_store(current())) as store:
        key = store.keys.revoke(name)
    click.echo(f"The key {key.settings.name} ({key.id}) is revoked.")


def _secret(vendor: str | None, file: TextIO | None, unsigned: bool) -> str | None:
    """What the sender signs with: given, or made for AudioHook, which shows none of its own."""
    if file is not None:
        if vendor not in ("twilio", "audiohook"):
            raise InputError(
                "only Twilio and AudioHook sign what they send",
                "give --vendor, or no --secret-file",
            )
        text = file.read().strip()
        if not text:
            raise InputError(
                "the secret is empty", "write it into the file that --secret-file names"
            )
        return text
    if vendor == "audiohook" and not unsigned:
        return base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    return None


def _sealed(site: Settings, vendor: str | None, secret: str) -> bytes:
    from voicemon.server.ingest.secrets import seal
    from voicemon.telephony.audiohook_signature import decode_secret

    plain = decode_secret(secret) if vendor == "audiohook" else secret.encode()
    return seal(site.data_dir, plain)


def _store(site: Settings) -> Store:
    return Store(site.store_url, site.audio_dir)


def _address(site: Settings, vendor: str | None, key: str) -> str:
    if vendor == "pcm":  # Socket.IO, on the page's port; the key is said in `start`
        return f"http://{site.host}:{site.port}{PCM}"
    scheme = "wss" if site.ingest_tls_cert else "ws"
    base = site.ingest_public_url.rstrip("/") or f"{scheme}://{site.ingest_host}:{site.ingest_port}"
    path = "/ingest/audiohook" if vendor == "audiohook" else f"/ingest/stream/{key}"
    return base + path


def _row(key: IngestKey) -> dict[str, object]:
    chosen = key.settings
    return {
        "id": key.id,
        "name": chosen.name,
        "state": "revoked" if key.revoked_at else "in force",
        "vendor": chosen.vendor,
        "customer_track": chosen.customer_track,
        "team": chosen.team,
        "networks": list(chosen.networks),
        "organization": chosen.organization,
        "signed": chosen.sealed_secret is not None,
        "created_at": _when(key.created_at),
        "last_used_at": _when(key.last_used_at),
        "revoked_at": _when(key.revoked_at),
    }


def _when(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
