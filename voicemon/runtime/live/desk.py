"""The running calls of this process: who may begin, whose line this is, when a call is over.

What ends a call: the goodbye of its last line (`hangup` or what the sender says), no audio for
`live_timeout_s` (`timeout`), a lost connection that does not come back within `live_reconnect_s`
(`interrupted`), a withdrawn consent (`withdrawn`), the end of the service (`shutdown`). A call
beyond `live_calls` is only recorded, and analysed afterwards; when another one ends, the call that
has waited longest is listened to from there on.

After a withdrawal nothing more is heard, what is buffered and the tape are deleted; what was
written down, redacted, while consent stood is kept without audio. After a refusal nothing is kept.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import structlog

from voicemon.errors import Conflict, InputError, NotFound
from voicemon.runtime.jobs import JobPool
from voicemon.runtime.live import after, journal, weighing
from voicemon.runtime.live import facts as say
from voicemon.runtime.live.call import LiveCall
from voicemon.runtime.live.caretaker import Caretaker
from voicemon.runtime.live.changes import Change, Phase, Snapshot
from voicemon.runtime.live.closing import Closer
from voicemon.runtime.live.line import LiveLine, check_tracks
from voicemon.runtime.live.pools import Ears, Weighers
from voicemon.runtime.live.ports import Engine, Opening
from voicemon.runtime.live.prompting import prompter
from voicemon.runtime.live.running import Roster, Running
from voicemon.runtime.live.sealing import site_key
from voicemon.runtime.live.service import Service
from voicemon.runtime.live.tally import Figures, Tally
from voicemon.runtime.live.tap import Tap
from voicemon.runtime.live.tape import SUFFIX, Tape, TapeWriter
from voicemon.runtime.live.tracks import Channel, Connection
from voicemon.runtime.live.warming import warm_up
from voicemon.runtime.models import Models
from voicemon.runtime.rulebook import RulesInForce
from voicemon.settings import Settings
from voicemon.store import Store
from voicemon.types import Call, Flag, Role

log = structlog.get_logger(__name__)

EARS = 1
WEIGHERS = 2
TOGETHER_S = 2.0  # a leg that connects this soon begins with the call
_ID = re.compile(r"[\w-]{1,64}")


class LiveDesk:
    """A `ports.Desk`. `start` it once; `drain`, then `stop`."""

    def __init__(
        self, settings: Settings, store: Store, models: Models, engine: Engine, jobs: JobPool
    ) -> None:
        self._settings = settings
        self._store = store
        self._models = models
        self._jobs = jobs
        self._engine = engine
        self.rules = RulesInForce(store, lambda: models.reader, settings.zone)
        self._site = site_key(settings.data_dir / after.KEY_FILE)
        self._roster = Roster()
        self._lock = self._roster.lock
        self._listeners: list[Callable[[Change], None]] = []
        self._accepting = False
        self._tally = Tally()
        self._ears = Ears(EARS)
        serve = partial(weighing.serve, reader=models.reader)
        self._weighers: Weighers[LiveCall] = Weighers(WEIGHERS, serve)
        self._tapes = TapeWriter()
        names = models.names
        self._closer = Closer(store, jobs, names, self._ears, self._tapes, self._forget)
        self._clock = Caretaker(self._roster, settings, self._finish, self._take_up)
        self._prompter = prompter(settings, store)
        self._service = Service(
            models=models,
            engine=engine,
            ready=self._weighers.ready,
            over=self._closer.put,
            tell=self._tell,
            lag=self._tally.lagged,
            language=settings.language or ("en" if models.english_only else None),
            rules=self.rules.book,
            prompter=self._prompter,
        )

    def start(self) -> None:
        """Take calls; what an earlier process left on tape becomes calls that were interrupted."""
        after.recover(self._settings, self._store, self._jobs)
        warm_up(self._models)
        self.rules.book()
        self._engine.start()
        for pool in (self._ears, self._weighers, self._tapes, self._closer, self._clock):
            pool.start()
        if self._prompter is not None:
            self._prompter.start()
        self._accepting = True

    def drain(self) -> None:
        """Take no further call; those that run go on."""
        self._accepting = False

    def stop(self, timeout_s: float = 10.0) -> None:
        """End every call (`shutdown`), let its last words be weighed, stop the threads."""
        self._accepting = False
        for each in self._roster.all():
            self._finish(each, "shutdown")
        patience = time.monotonic() + timeout_s
        while self._roster.all() and time.monotonic() < patience:
            time.sleep(0.02)
        for each in self._roster.all():
            each.call.give_up_waiting()
        self._engine.stop()
        self._clock.stop()
        self._closer.stop()
        if self._prompter is not None:
            self._prompter.stop()
        self._ears.stop()
        self._weighers.stop()
        self._tapes.stop()

    # -- ports.Desk

    def open(self, opening: Opening) -> LiveLine:
        """A line for a new call, for a further leg, or for a call that lost its connection."""
        check_tracks(opening.tracks)
        if not self._accepting:
            raise Conflict("voicemon takes no calls now", "connect again in a minute")
        with self._lock:
            running = self._roster.named((opening.source, opening.name))
            if running is None:
                return self._begin(opening)
            connection = self._further(running, opening)
            line = self._line(running, connection, opening)
        line.update({**say.known(opening.call), **opening.facts})
        return line

    def calls(self) -> list[Snapshot]:
        """Every running call."""
        return [each.call.news.snapshot() for each in self._roster.all()]

    def snapshot(self, call_id: str) -> Snapshot:
        """One running call; NotFound."""
        return self._running(call_id).news.snapshot()

    def flag_moved(self, flag: Flag) -> None:
        """A person moved a flag of a call; told to its keeper while the call runs."""
        running = self._roster.get(flag.call_id)
        if running is not None:
            running.call.flag_moved(flag)

    def tap(self, call_id: str) -> Tap:
        """Where people listen in to a running call; NotFound."""
        return self._running(call_id).tap

    def name_of(self, call_id: str) -> str:
        """What its sender calls a running call; NotFound."""
        call = self._running(call_id)
        running = self._roster.get(call.id)
        return running.name[1] if running is not None else call.id

    def listen(self, listener: Callable[[Change], None]) -> None:
        """Tell `listener` of every change."""
        self._listeners.append(listener)

    def figures(self) -> Figures:
        """How the running calls fare."""
        with self._lock:
            return self._tally.figures([each.call for each in self._roster.all()])

    def _running(self, call_id: str) -> LiveCall:
        running = self._roster.get(call_id)
        if running is None:
            raise NotFound(
                f"no call {call_id!r} is running", "GET /api/live lists the running calls"
            )
        return running.call

    # -- line.Board

    def closed(self, call: LiveCall, connection: Connection, reason: str) -> None:
        """A connection said goodbye; the call ends with its last one."""
        with self._lock:
            running = self._roster.get(call.id)
            self._release(call, connection)
            if running is not None and not running.open and not running.lost:
                self._finish(running, reason or "hangup")

    def broke(self, call: LiveCall, connection: Connection) -> None:
        """A connection broke; it may come back."""
        with self._lock:
            connection.lost_at = time.monotonic()
            connection.paused = False
            self._release(call, connection)
        self.moved(call)

    def channel(self, call: LiveCall, connection: Connection, track: str, role: Role) -> Channel:
        """The channel of a track: one of that role that nobody delivers any more, or a new one."""
        with self._lock:
            idle = [each for each in call.channels if each.role is role and not each.is_open]
            if idle:
                channel = idle[0]
            else:
                channel = Channel(len(call.channels), role, due_s=connection.origin_s)
                call.add(channel, connection.origin_s)
            channel.owner = connection
            channel.heard_at = time.monotonic()
            connection.channels[track] = channel
            return channel

    def withdrawn(self, call: LiveCall) -> None:
        """The customer does not consent any longer: at this instant."""
        if call.tape is not None:
            self._tapes.remove(call.tape)
        call.stop(call.call.consent.status.value)

    def moved(self, call: LiveCall) -> None:
        """Paused, resumed, held, lost: told at once."""
        running = self._roster.get(call.id)
        if running is not None:
            call.paused = running.phase is Phase.PAUSED
            call.tick(running.phase)

    # -- beginning

    def _begin(self, opening: Opening) -> LiveLine:
        now = datetime.now(UTC)
        facts = say.told(opening.call, opening.facts, now)
        if say.stops(facts):
            raise InputError(
                f"the customer's consent is {facts.consent.status.value}", "send no audio of it"
            )
        if not _ID.fullmatch(facts.id) or self._roster.get(facts.id):
            raise InputError(f"{facts.id[:80]!r} cannot name a call", "give it a new id")
        self._take_up()
        tape, may = self._tape(facts), self._free() > 0
        call = LiveCall(facts, self._service, tape, analysed=may)
        call.gathers_s = TOGETHER_S if opening.join else 0.0
        self._tally.accepted()
        running = Running(call, (opening.source, opening.name))
        self._roster.add(running)
        warn = call.news.warn
        if tape is None:
            warn("this call is not recorded: its tape could not be made")
        else:
            tape.on_failure(lambda why: warn(f"the recording of this call stopped: {why}"))
            tape.note(journal.note("live", models=self._models.names, analysed=may))
            self._tapes.add(tape)
        self._ears.add(call)
        return self._line(running, Connection(0.0, opening.join, time.monotonic()), opening)

    def _free(self) -> int:
        """How many calls more may be listened to."""
        analysed = sum(each.call.is_analysed for each in self._roster.all())
        return self._settings.live_calls - analysed

    def _take_up(self) -> None:
        """Free capacity goes to calls that were only recorded so far, the longest waiting first."""
        with self._lock:
            going_on = [each.call for each in self._roster.all() if each.ended_at is None]
            waiting = [call for call in going_on if call.waits]
            for call in waiting[: max(0, self._free())]:
                call.take_up()

    def _tape(self, call: Call) -> Tape | None:
        path = self._settings.tapes_dir / f"{call.id}{SUFFIX}"
        try:
            return Tape(path, self._site, call.id)
        except OSError as error:
            log.error("a call goes on without its recording", call=call.id, why=error.strerror)
            return None

    def _further(self, running: Running, opening: Opening) -> Connection:
        """Takes the place of a lost connection (the time without it is time of the call), or is
        one more leg.
        """
        now, due_s = time.monotonic(), running.call.due_s
        lost = running.lost_with(opening.tracks.values())
        if lost is not None and lost.lost_at is not None:
            gap_s = 0.0 if running.open else now - lost.lost_at
            lost.lost_at = None
            return Connection(due_s + gap_s, opening.join, now)
        if opening.join:
            began_at = running.call.began_at
            soon = began_at is None or now - began_at < TOGETHER_S
            running.call.gathers_s = 0.0
            return Connection(0.0 if soon else due_s, True, now)
        raise InputError(
            f"a call named {opening.name[:80]!r} is running", "give every call a name of its own"
        )

    def _line(self, running: Running, connection: Connection, opening: Opening) -> LiveLine:
        running.connections.append(connection)
        for track, role in opening.tracks.items():
            self.channel(running.call, connection, track, role)
        line = LiveLine(self, running.call, connection)
        running.call.heard_at = time.monotonic()
        return line

    def _release(self, call: LiveCall, connection: Connection) -> None:
        for channel in connection.channels.values():
            if channel.owner is connection:
                channel.owner = None
                call.close(channel)

    def _tell(self, change: Change) -> None:
        for listener in self._listeners:
            try:
                listener(change)
            except Exception:
                log.exception("a watcher of running calls failed")

    # -- the end

    def _finish(self, running: Running, reason: str) -> None:
        with self._lock:
            if running.ended_at is not None:
                return
            running.ended_at = time.monotonic()
        running.call.finish(reason)

    def _forget(self, call: LiveCall, reason: str) -> None:
        with self._lock:
            self._tally.ended(call, reason)
            self._roster.remove(call.id)
