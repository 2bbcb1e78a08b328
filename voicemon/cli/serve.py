"""`voicemon serve`: the server and its page, until it is interrupted."""

from __future__ import annotations

import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import FrameType

import click

from voicemon.cli import leave_at_once, log
from voicemon.cli.alone import Where, alone, tell_where
from voicemon.cli.service import Service
from voicemon.errors import VoicemonError
from voicemon.runtime.analyst import Analyst
from voicemon.server.listen import Listening
from voicemon.settings import Settings, load
from voicemon.store import Store
from voicemon.store.people_records import TicketKind

Tell = Callable[[str], str]
"""Called with the page's address before it is served; returns where to open it."""
Beside = Callable[[Where], Callable[[], None]]
"""Something that runs beside a service, begun with its addresses; returns what ends it."""
SETUP_VALID = timedelta(days=1)
ENDING = b"\nvoicemon ends its calls and analyses (once more: at once)\n"


@click.command()
@click.option("--host", help="Address to bind to; loopback unless people sign in behind TLS.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one.")
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
def command(host: str | None, port: int | None, open_page: bool) -> None:
    """Run the server and its page on this machine; stop with Ctrl-C."""
    chosen = {"host": host, "port": port}
    settings = load(**{key: value for key, value in chosen.items() if value is not None})
    log.set_up()
    store = Store(settings.store_url, settings.audio_dir)
    serve(Analyst(settings, store), store, open_page=open_page)


def serve(
    analyst: Analyst,
    store: Store,
    *,
    open_page: bool = False,
    demo: bool = False,
    tell: Tell | None = None,
    beside: Beside | None = None,
    visit: Callable[[Where], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, then let senders go, keep what their calls said, and let
    running jobs end or leave them for the next start. A second signal ends it at once.

    `tell` says how people come in. `beside` is begun when senders can connect; what it returns ends
    it, before they are let go. With `visit`: serve until it, called with the addresses, has
    returned; what it raises is raised.
    """
    data_dir = analyst.settings.data_dir
    with alone(data_dir):
        service = Service(analyst, store, demo=demo)
        error: VoicemonError | None = None
        try:
            ways = _Ways(tell or partial(tell_strangers, store, analyst.settings), beside, visit)
            _serve(service, data_dir, ways, open_page=open_page)
        except VoicemonError as raised:
            error = raised
        finally:
            ended = service.close()
        if not ended:  # the interpreter would break a thread in the middle of a model
            leave_at_once(error)
    if error is not None:
        raise error


def tell_strangers(store: Store, settings: Settings, page: str) -> str:
    """While nobody is there who could sign in: the way to become the first."""
    if not settings.sign_in or store.people.any():
        return page
    token = store.tickets.issue(TicketKind.SETUP, SETUP_VALID, datetime.now(UTC))
    link = f"{(settings.public_url or page).rstrip('/')}/#/setup?token={token}"
    click.echo(f"There is nobody yet. Set up the first admin, within a day, at {link}")
    return link


@dataclass(frozen=True, slots=True)
class _Ways:
    """What is done while a service runs."""

    tell: Tell
    beside: Beside | None
    visit: Callable[[Where], None] | None


def _serve(service: Service, data_dir: Path, ways: _Ways, *, open_page: bool) -> None:
    page = service.page
    leaving = _Leaving(service.drain)
    try:
        addresses = service.start()
        here = Where(page.url, addresses.websocket, addresses.audiosocket, service.local_key)
        tell_where(data_dir, here)
        leaving.on_signals()
        click.echo(f"voicemon is at {page.url} (stop with Ctrl-C)")
        for scheme, address in zip(("Live", "AudioSocket"), addresses, strict=True):
            if address:
                click.echo(f"{scheme} calls come in at {address}")
        open_at = ways.tell(page.url)
        if ways.beside is not None:
            leaving.first(ways.beside(here))
        if open_page:
            webbrowser.open(open_at)
        if ways.visit is None:
            page.run()
        else:
            _run_for(page, here, ways.visit)
    finally:
        leaving.now()


class _Leaving:
    """Ends the service once: calmly at the first signal, at once at the second."""

    def __init__(self, drain: Callable[[], None]) -> None:
        self._before: Callable[[], None] = _nothing
        self._drain = drain
        self._once = threading.Lock()
        self._asked = False

    def on_signals(self) -> None:
        """SIGINT and SIGTERM; for the main thread."""
        signal.signal(signal.SIGINT, self._told)
        signal.signal(signal.SIGTERM, self._told)

    def first(self, before: Callable[[], None]) -> None:
        """End this before the service."""
        self._before = before

    def now(self) -> None:
        """Drain, or wait until that is done."""
        with self._once:
            before, self._before = self._before, _nothing
            drain, self._drain = self._drain, _nothing
            try:
                before()
            finally:
                drain()

    def _told(self, number: int, _frame: FrameType | None) -> None:
        if self._asked:
            os._exit(128 + number)  # tapes and database bear it
        self._asked = True
        os.write(sys.stderr.fileno(), ENDING)  # a signal may come in the middle of a print
        # from another thread, because draining waits for what this one runs
        threading.Thread(target=self.now, name="leaving", daemon=True).start()


def _nothing() -> None:
    return


def _run_for(page: Listening, here: Where, visit: Callable[[Where], None]) -> None:
    serving = threading.Thread(target=page.run, daemon=True)
    serving.start()
    try:
        visit(here)
    finally:
        page.stop()
        serving.join()
