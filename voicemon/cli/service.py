"""The parts of a running voicemon, put together, started and ended in the right order."""

from __future__ import annotations

import shlex
import shutil
import sys
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path

import click
import structlog

from voicemon import weights
from voicemon.errors import ModelError
from voicemon.notify.courier import Courier
from voicemon.notify.sender import Sender
from voicemon.runtime import models
from voicemon.runtime.analyst import Analyst
from voicemon.runtime.interventions import FlagChange, Interventions, RuleFacts
from voicemon.runtime.jobs import JobPool
from voicemon.runtime.live import ears
from voicemon.runtime.live.desk import LiveDesk
from voicemon.runtime.memory import settle
from voicemon.runtime.rehearsing import Rehearser
from voicemon.server import connections, desk_feed, flag_feed, listen_in, live_feed, notices, rules
from voicemon.server.app import create_app
from voicemon.server.ingest.listener import Addresses, Ingest
from voicemon.server.ingest.secrets import opener
from voicemon.server.listen import Listening, bind, check_host
from voicemon.server.people.visitors import local_key
from voicemon.server.services import LiveDoor, tell_doors
from voicemon.settings import Settings
from voicemon.store import Store

log = structlog.get_logger(__name__)


class Service:
    """One process that serves the page, analyses recordings, and hears live calls.

    Without the models of live calls it takes none and says so; recordings are not hindered.
    """

    def __init__(self, analyst: Analyst, store: Store, *, demo: bool = False) -> None:
        settings = analyst.settings
        check_host(settings.host, settings)  # before the models are loaded
        self._store = store
        self._public_url = settings.ingest_public_url
        self._jobs = JobPool(store, analyst)
        self._jobs_ended = True
        self._hears = False
        self._ending = threading.Thread(target=self._end_jobs, name="ending jobs")
        self.desk = _desk(settings, store, self._jobs)
        self._ingest: Ingest | None = None
        if self.desk is not None:
            self._ingest = Ingest(settings, store, self.desk, opener(settings.data_dir))
        self.interventions = Interventions(store, settings, self.desk, _about(self.desk))
        self._courier = Courier(settings, store, Sender(settings, opener(settings.data_dir)))
        self.interventions.listen(self._told)
        names = {"words": settings.model}
        self._app, _ = create_app(
            settings,
            store,
            self._jobs,
            models=names,
            demo=demo,
            desk=self.desk,
            interventions=self.interventions,
        )
        notices.sent_by(self._app, self._courier.poke)
        self._rehearser = Rehearser(store, cache(models.text_reader), settings.zone)
        rules.rehearsed_by(self._app, self._rehearser)
        self.page: Listening = bind(self._app, settings.host, settings.port, settings.web_threads)

    @property
    def local_key(self) -> str:
        """By which commands on this machine act as the local admin."""
        return local_key(self._app)

    def start(self) -> Addresses:
        """Begin to work; `page.run` then serves. SettingsError for an address that is taken."""
        addresses = Addresses("", "")
        self._courier.start()
        self.interventions.start()
        if self.desk is not None:
            self.desk.start()
            self._hears = True
        if self._ingest is not None:
            addresses = self._ingest.start()
        tell_doors(self._app, LiveDoor(self._public_url or addresses.websocket, replay_command()))
        self._jobs.start()
        self._rehearser.start()
        settle()
        return addresses

    def drain(self) -> None:
        """Let every sender go, end the running calls with all that was heard, then the page. No
        recording is begun any more; what calls leave to be heard again waits for the next start.
        """
        self._ending.start()
        if self._ingest is not None:
            self._ingest.drain()
        if self.desk is not None and self._hears:
            self.desk.stop()
        self.page.stop()  # open pages connect again when we are back

    def close(self) -> bool:
        """What is left when the page serves no more. False when a recording is still analysed: it
        is begun anew at the next start.
        """
        listen_in.stop(self._app)
        desk_feed.stop(self._app)
        connections.stop(self._app)
        live_feed.stop(self._app)
        flag_feed.stop(self._app)
        self.interventions.stop()
        self._rehearser.stop()
        self._courier.stop()
        self._ending.join()
        self._store.close()
        return self._jobs_ended

    def _told(self, change: FlagChange) -> None:
        if change.move is not None:
            self._courier.moved(change.card, change.move)

    def _end_jobs(self) -> None:
        self._jobs_ended = self._jobs.stop()


def _about(desk: LiveDesk | None) -> Callable[[str], RuleFacts]:
    """What flags keep of their rule."""

    def about(rule_id: str) -> RuleFacts:
        number, ends_itself = desk.rules.about(rule_id) if desk is not None else (None, True)
        return RuleFacts(str(number or ""), ends_itself)

    return about


def replay_command() -> str:
    """What a person types to play a sample, or a recording of theirs, into this service."""
    program = Path(sys.argv[0]).absolute()
    called = [str(program)] if program.suffix != ".py" else [sys.executable, "-m", "voicemon"]
    called = ["voicemon"] if shutil.which("voicemon") else called
    sample = next(iter(sorted(weights.bundled("samples").glob("*.flac"))), Path("call.wav"))
    return shlex.join([*called, "replay", str(sample)])


def _desk(settings: Settings, store: Store, jobs: JobPool) -> LiveDesk | None:
    if not (settings.ingest_host or settings.audiosocket_host):
        return None
    try:
        loaded = models.load_live(settings)
    except ModelError as error:
        log.warning("no live calls are taken", message=error.message)
        click.echo(f"voicemon: no live calls are taken: {error.message}\n  → {error.fix}", err=True)
        return None
    engine = ears.engine(settings, loaded)
    jobs.yields = engine.is_behind
    return LiveDesk(settings, store, loaded, engine, jobs)
