"""`voicemon serve`: the server and its page, until it is interrupted."""

from __future__ import annotations

import fcntl
import signal
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from voicemon.cli import log
from voicemon.errors import SettingsError
from voicemon.runtime.analyst import Analyst
from voicemon.runtime.jobs import JobPool
from voicemon.server.app import create_app
from voicemon.server.listen import Listening, bind
from voicemon.settings import load
from voicemon.store import Store


@click.command()
@click.option("--host", help="Address to bind to; loopback only.")
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
    visit: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, then let running jobs end or leave them for the next start.

    With `visit`: serve until it, called with the URL, has returned; what it raises is raised.
    """
    settings = analyst.settings
    with _alone(settings.data_dir):
        _serve(analyst, store, open_page, demo, visit)


def _serve(
    analyst: Analyst,
    store: Store,
    open_page: bool,
    demo: bool,
    visit: Callable[[str], None] | None,
) -> None:
    settings = analyst.settings
    jobs = JobPool(store, analyst)
    app, _ = create_app(settings, store, jobs, models={"words": settings.model}, demo=demo)
    listening = bind(app, settings.host, settings.port)
    _stop_on_signals(listening)
    jobs.start()
    click.echo(f"voicemon is at {listening.url} (stop with Ctrl-C)")
    if open_page:
        webbrowser.open(listening.url)
    try:
        if visit is None:
            listening.run()
        else:
            _run_for(listening, visit)
    finally:
        jobs.stop()
        store.close()


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """One server a data folder: a second one would take the first one's running jobs."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SettingsError(
                f"another voicemon serves {data_dir} already",
                "use that one, stop it, or set another VOICEMON_DATA_DIR",
            ) from None
        yield


def _run_for(listening: Listening, visit: Callable[[str], None]) -> None:
    serving = threading.Thread(target=listening.run, daemon=True)
    serving.start()
    try:
        visit(listening.url)
    finally:
        listening.stop()
        serving.join()


def _stop_on_signals(listening: Listening) -> None:
    def leave(_signal: int, _frame: FrameType | None) -> None:
        # from another thread, because `stop` waits for the loop that this one runs
        threading.Thread(target=listening.stop, daemon=True).start()

    signal.signal(signal.SIGINT, leave)
    signal.signal(signal.SIGTERM, leave)
