"""The demo's phone lines: six sample calls that run live, and the newest of those that ran."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import click
import structlog

from voicemon.cli.alone import Where
from voicemon.cli.replay import local_target
from voicemon.errors import NotFound, StoreError, VoicemonError
from voicemon.runtime.live.tape import SUFFIX
from voicemon.settings import Settings
from voicemon.simulate.endless import FEED, Endless
from voicemon.simulate.play import Target
from voicemon.store import CallQuery, KeySettings, Store

log = structlog.get_logger(__name__)

LINES = 6
KEPT = 12  # calls that ran, beside the samples themselves
KEY = "demo"
RAN = f"{FEED} ({KEY})"  # the source of a call that came in by that key


class Lines:
    """Plays the samples into the demo's own door, over the Twilio form, with a key of its own."""

    def __init__(
        self, files: Sequence[Path], settings: Settings, store: Store, lines: int = LINES
    ) -> None:
        self._files = files
        self._settings = settings
        self._store = store
        self._lines = lines
        self._tidying = threading.Lock()

    def begin(self, here: Where) -> Callable[[], None]:
        """Play into the voicemon that runs there; returns what hangs up. Without models for live
        calls there is no door, and nothing is played.
        """
        if not here.live:
            return lambda: None
        self._revoke()
        key, text = self._store.keys.add(KeySettings(KEY))
        calls = Endless(
            self._files,
            self._lines,
            _target(self._settings, text),
            self._settings,
            prefix=f"{KEY}-",
            over=self._over,
        )
        calls.start()
        run = "sample call runs" if self._lines == 1 else "sample calls run"
        click.echo(f"{self._lines} {run} live: {here.page}#/board")

        def end() -> None:
            calls.stop()
            with suppress(VoicemonError):  # the next start revokes it
                self._store.keys.revoke(key.id)

        return end

    def _revoke(self) -> None:
        for key in self._store.keys.all():
            if key.settings.name == KEY and key.revoked_at is None:
                self._store.keys.revoke(key.id)

    def _over(self, _: str) -> None:
        """A call ended: the oldest that ran make room."""
        with self._tidying:
            try:
                tidy(self._store, self._settings.tapes_dir)
            except (StoreError, OSError) as error:
                log.warning("older demo calls stay for now", why=str(error))


def tidy(store: Store, tapes: Path, kept: int = KEPT) -> None:
    """Delete all but the newest `kept` calls that ran in a demo, with what waits to be heard again.
    One that is being analysed is left for the next time.
    """
    page = store.calls(CallQuery(limit=200))
    ran = [entry.call.id for entry in page.entries if entry.call.source == RAN]
    for call_id in ran[kept:]:
        tape = tapes / f"{call_id}{SUFFIX}"
        if store.jobs.withdraw(tape):
            tape.unlink(missing_ok=True)
            with suppress(NotFound):
                store.forget(call_id)


def _target(settings: Settings, key: str) -> Target:
    found = local_target(settings)
    return Target(found.websocket, found.audiosocket, found.site, key)
