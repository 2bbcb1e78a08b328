"""`voicemon replay`: a recording played into a running service as a vendor would send it."""

from __future__ import annotations

import secrets
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from voicemon.cli import log
from voicemon.cli.about_call import about_call
from voicemon.cli.alone import where
from voicemon.cli.places import here_or_demo
from voicemon.cli.render import clock
from voicemon.errors import InputError, NotFound, VoicemonError
from voicemon.settings import Settings, load
from voicemon.simulate.connections import is_here
from voicemon.simulate.play import Sent, Target, play
from voicemon.simulate.recorded import recorded
from voicemon.simulate.wire import FEEDS, Options, Played
from voicemon.store import KeySettings, Store
from voicemon.types import Role


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--feed", type=click.Choice(list(FEEDS)), default="twilio", show_default=True)
@click.option("--url", help="Address of live senders (ws://…); the settings' own by default.")
@click.option("--audiosocket-url", help="Address of the AudioSocket server (audiosocket://…).")
@click.option("--site", help="Address of the page, where legs are announced (http://…).")
@click.option("--key", help="Ingest key; on this machine one is made for the replay.")
@click.option("--secret", help="Signs: Twilio's auth token, AudioHook's client secret (base64).")
@click.option(
    "--speed",
    type=click.FloatRange(min=0.1, max=50),
    default=1.0,
    show_default=True,
    help="Times as fast as it was spoken.",
)
@click.option("--calls", type=click.IntRange(1, 200), default=1, help="So many calls at once.")
@click.option(
    "--every",
    type=click.FloatRange(min=0),
    default=0.5,
    show_default=True,
    help="Seconds between the beginnings of the calls.",
)
@click.option("--chunking", type=click.Choice(["even", "random"]), default="even")
@click.option("--chunk-ms", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--seed", type=int, default=1, help="Of random chunking.")
@click.option("--encoding", default="", help="Another encoding of this feed, e.g. PCMU, L16, slin.")
@click.option("--rate", type=int, help="Samples a second, where the feed carries several.")
@click.option("--customer-channel", type=int, help="Channel of the customer, counted from 1.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    help="Whose voice a recording with one channel holds.",
)
@click.option("--agent", help="Name or number of the agent.")
@click.option("--customer", help="Name or number of the customer.")
@about_call
def command(
    file: Path,
    feed: str,
    url: str | None,
    audiosocket_url: str | None,
    site: str | None,
    key: str | None,
    secret: str | None,
    speed: float,
    calls: int,
    every: float,
    chunking: str,
    chunk_ms: int,
    seed: int,
    encoding: str,
    rate: int | None,
    customer_channel: int | None,
    role: str | None,
    agent: str | None,
    customer: str | None,
    queue: str | None,
    language: str | None,
    consent: str | None,
) -> None:
    """Play the recording FILE into a running voicemon as telephony would.

    Ctrl-C hangs up.
    """
    settings = here_or_demo(load())
    log.set_up()
    said = {
        "agent": agent,
        "customer": customer,
        "queue": queue,
        "language": language,
        "consent": consent,
    }
    played = recorded(
        file,
        feed,
        settings,
        customer_channel=customer_channel,
        role=Role(role) if role else None,
        rate_hz=rate,
        facts={name: value for name, value in said.items() if value},
    )
    options = Options(chunk_ms / 1000, seed if chunking == "random" else None, encoding)
    target = local_target(settings)
    target = replace(
        target,
        websocket=url or target.websocket,
        audiosocket=audiosocket_url or target.audiosocket,
        site=site or target.site,
        key=key or "",
        secret=secret or "",
    )
    needs_key = settings.sign_in or not FEEDS[feed].tcp
    with _key(settings, target, needs_key) as target:
        _Replay(feed, played, target, options, speed, every).run(calls)


def local_target(settings: Settings) -> Target:
    """Where the voicemon with these settings listens on this machine; where it would, if none."""
    if (here := where(settings.data_dir)) is not None and here.live:
        return Target(_near(here.live), _near(here.audiosocket), _near(here.page))
    scheme = "wss" if settings.ingest_tls_cert else "ws"
    return Target(
        websocket=f"{scheme}://{_reached(settings.ingest_host)}:{settings.ingest_port}",
        audiosocket=f"audiosocket://{_reached(settings.audiosocket_host)}:{settings.audiosocket_port}",
        site=f"http://{_reached(settings.host)}:{settings.port}",
    )


def _near(url: str) -> str:
    """An address that somebody listens at, as it is reached from this machine."""
    parts = urlsplit(url.rstrip("/"))
    host = _reached(parts.hostname or "")
    return parts._replace(netloc=f"{host}:{parts.port}").geturl() if url else ""


def _reached(host: str) -> str:
    """The name by which an address to listen at is reached from this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104
    return f"[{host}]" if ":" in host else host


@contextmanager
def _key(settings: Settings, target: Target, needed: bool) -> Iterator[Target]:
    """`target` with a key. On this machine it is made in the store, and revoked at the end."""
    if target.key or not needed:
        yield target
        return
    if not is_here(target.websocket):
        raise InputError(
            f"{target.websocket} wants an ingest key",
            "make one there with `voicemon keys add replay`, and give it with --key",
        )
    store = Store(settings.store_url, settings.audio_dir)
    try:
        made, text = store.keys.add(KeySettings(f"replay {secrets.token_hex(4)}"))
        try:
            yield replace(target, key=text)
        finally:
            with suppress(NotFound):  # somebody was faster
                store.keys.revoke(made.id)
    finally:
        store.close()


class _Replay:
    """Calls of one recording, each on a thread."""

    def __init__(
        self,
        feed: str,
        played: Played,
        target: Target,
        options: Options,
        speed: float,
        every_s: float,
    ) -> None:
        self._feed = feed
        self._played = played
        self._target = target
        self._options = options
        self._speed = speed
        self._every_s = every_s
        self._stop = threading.Event()
        self._console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[at]}"),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )

    def run(self, calls: int) -> None:
        """Play; the first error is raised when all calls are over."""
        with ThreadPoolExecutor(calls, thread_name_prefix="call") as pool, self._progress:
            futures = self._start(pool, calls)
            try:
                wait(futures)
            except KeyboardInterrupt:
                self._stop.set()
                wait(futures)
        errors = [error for future in futures if (error := future.exception()) is not None]
        for error in errors[1:]:
            shown = error.message if isinstance(error, VoicemonError) else str(error)
            click.echo(f"voicemon: {shown}", err=True)
        if errors:
            raise errors[0]

    def _start(self, pool: ThreadPoolExecutor, calls: int) -> list[Future[None]]:
        futures: list[Future[None]] = []
        begin = time.monotonic()
        try:
            for number in range(calls):
                self._stop.wait(begin + number * self._every_s - time.monotonic())
                futures.append(pool.submit(self._play, number))
        except KeyboardInterrupt:
            self._stop.set()
        return futures

    def _play(self, number: int) -> None:
        played = self._played
        if number:  # the same call twice would be one call
            played = replace(played, call=f"replay-{uuid.uuid4().hex[:12]}")
        task = self._progress.add_task(f"{self._feed} {played.call}", total=1.0, at="connecting")
        try:
            sent = play(
                self._feed,
                played,
                self._target,
                speed=self._speed,
                options=self._options,
                progress=lambda at_s: self._show(task, at_s),
                stop=self._stop,
            )
        finally:
            self._progress.remove_task(task)
        self._tell(sent)

    def _show(self, task: TaskID, at_s: float) -> None:
        whole_s = self._played.duration_s
        at = f"{clock(at_s)} of {clock(whole_s)}"
        self._progress.update(task, completed=at_s / whole_s, at=at)

    def _tell(self, sent: Sent) -> None:
        late = f", up to {sent.late_s:.1f} s late" if sent.late_s > 0.2 else ""
        hung_up = " (hung up)" if self._stop.is_set() else ""
        click.echo(
            f"{self._feed} {sent.call}: {sent.audio_s:.1f} s played in {sent.took_s:.1f} s, "
            f"{sent.messages} messages{late}{hung_up}"
        )
