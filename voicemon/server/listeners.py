"""Who listens in to which call, and the thread that sends them what is said."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

import structlog
from flask_socketio import SocketIO
from pydantic import ValidationError

from voicemon.errors import InputError, NotFound
from voicemon.runtime.live.changes import Change, Renamed
from voicemon.runtime.live.ports import Desk
from voicemon.runtime.live.tap import Listener, Sound, Taken, Tap
from voicemon.server import listen_wire as out
from voicemon.store.people_records import Person

PACE_S = 0.1  # between two messages
MOST_UNANSWERED = 5

Answer = dict[str, object]

log = structlog.get_logger(__name__)


class Audit(Protocol):
    """Where it is written down who did what."""

    def add(
        self,
        person_id: str,
        action: str,
        subject: str,
        details: Mapping[str, object],
        now: datetime,
    ) -> object:
        """One entry."""


@dataclass(eq=False)
class _Listening:
    """One connection that listens to a call."""

    sid: str
    person: Person
    call_id: str
    tap: Tap
    listener: Listener
    begun: bool = False  # it stands in the audit log
    began_at: float = field(default_factory=time.monotonic)
    sent_at: float = 0.0
    number: int = 0
    answered: int = 0
    dropped_s: float = 0.0

    def due_at(self) -> float | None:
        """When the next message may leave; None: not as things stand."""
        if not self.begun:
            return None
        if self.listener.urgent:
            return 0.0
        if not self.listener.waits or self.number - self.answered >= MOST_UNANSWERED:
            return None
        return self.sent_at + PACE_S


class Listeners:
    """The listeners of a desk's calls. `shown`: whether agents are told."""

    def __init__(self, socketio: SocketIO, desk: Desk, audit: Audit, *, shown: bool) -> None:
        self._socketio = socketio
        self._desk = desk
        self._audit = audit
        self._shown = shown
        self._all: dict[str, _Listening] = {}
        self._lock = threading.Lock()
        self._stir = threading.Event()
        self._stopped = False
        self._thread: threading.Thread | None = None
        self._clerk = ThreadPoolExecutor(1, "listen audit")  # a store that waits holds up no sound
        desk.listen(self._hear_of)

    def stop(self) -> None:
        """Nobody listens any more."""
        self._stopped = True
        self._stir.set()
        if self._thread is not None:
            self._thread.join(5)
        for each in self._those():
            self._end(each, "shutdown")
        self._clerk.shutdown()

    # On the sockets' threads

    def start(self, sid: str, person: Person, ask: object) -> out.ListenOpened:
        """Somebody wants to listen. InputError, NotFound, Conflict, StoreError: not to this one."""
        self.leave(sid)
        made = self._made(sid, person, _call_id(ask))
        try:
            with self._lock:
                self._all[sid] = made  # from here on it hears of a change of team
            self._admit(made)
        except BaseException:
            with self._lock:
                self._all.pop(sid, None)
            raise
        self._begin(made)
        return out.ListenOpened(
            id=made.call_id,
            rate_hz=made.tap.rate_hz,
            channels=[
                out.ListenChannel(channel=number, role=role.value)
                for number, role in made.tap.channels
            ],
            shown=self._shown,
        )

    def leave(self, sid: str) -> None:
        """A connection listens no more."""
        with self._lock:
            found = self._all.get(sid)
        if found is not None:
            self._end(found, "left")

    def _made(self, sid: str, person: Person, call_id: str) -> _Listening:
        return _Listening(sid, person, call_id, self._desk.tap(call_id), Listener(self._stir.set))

    def _admit(self, made: _Listening) -> None:
        """Conflict, NotFound, StoreError: not this one."""
        if not made.person.sees_team(self._desk.snapshot(made.call_id).call.team):
            raise _no_such_call(made.call_id)
        made.tap.open(made.listener, shown=self._shown)
        try:
            said = {"shown": self._shown}
            self._audit.add(made.person.id, "listen.begin", made.call_id, said, datetime.now(UTC))
        except BaseException:
            made.tap.leave(made.listener)
            raise

    def _begin(self, made: _Listening) -> None:
        with self._lock:
            made.begun = True
            gone = self._all.get(made.sid) is not made
            if self._thread is None or not self._thread.is_alive():  # at first, and after a fork
                self._thread = threading.Thread(target=self._run, name="listen in", daemon=True)
                self._thread.start()
        if gone:  # while the store was asked
            self._close(made, "left")
        elif not self._socketio.server.manager.is_connected(made.sid, out.NAMESPACE):
            self._end(made, "left")
        self._stir.set()

    def _answered(self, listening: _Listening, number: int, *_: object) -> None:
        listening.answered = max(listening.answered, number)
        self._stir.set()

    # On any thread

    def _hear_of(self, change: Change) -> None:
        if not isinstance(change.news, Renamed):
            return
        team = change.news.call.team
        for each in self._those():
            if each.call_id == change.call_id and not each.person.sees_team(team):
                each.listener.forget()
                each.listener.end("forbidden")

    def _those(self) -> list[_Listening]:
        with self._lock:
            return list(self._all.values())

    def _end(self, listening: _Listening, reason: str) -> None:
        with self._lock:
            if self._all.get(listening.sid) is not listening:
                return
            del self._all[listening.sid]
            begun = listening.begun
        if begun:
            self._close(listening, reason)

    def _close(self, listening: _Listening, reason: str) -> None:
        listening.tap.leave(listening.listener)
        details = {
            "duration_s": round(time.monotonic() - listening.began_at, 1),
            "dropped_s": round(listening.dropped_s, 1),
            "reason": reason,
        }
        self._clerk.submit(self._note, listening, details, datetime.now(UTC))

    def _note(self, listening: _Listening, details: Mapping[str, object], now: datetime) -> None:
        person, call_id = listening.person.id, listening.call_id
        try:
            self._audit.add(person, "listen.end", call_id, details, now)
        except Exception:
            log.exception("the end of listening in is not in the audit log", call=call_id)

    # On the thread that sends

    def _run(self) -> None:
        while not self._stopped:
            self._stir.wait(self._pause())
            self._stir.clear()
            now = time.monotonic()
            for each in self._those():
                try:
                    self._look_after(each, now)
                except Exception as error:
                    trace = "".join(traceback.format_exception(error))  # no locals: they hold sound
                    log.error("listening in failed", call=each.call_id, trace=trace)
                    self._tell_ended(each, "broken")

    def _pause(self) -> float | None:
        """Seconds until something is due without news; None: nothing is."""
        due = [at for each in self._those() if (at := each.due_at()) is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _look_after(self, each: _Listening, now: float) -> None:
        due_at = each.due_at()
        if due_at is None or due_at > now:
            return
        taken = each.listener.take()
        if taken.sounds or taken.forget:
            self._send(each, taken, now)
        if taken.ended is not None:
            self._tell_ended(each, taken.ended)

    def _send(self, each: _Listening, taken: Taken, now: float) -> None:
        each.number += 1
        each.sent_at = now
        each.dropped_s = taken.dropped_s
        samples = [sound.levels for sound in taken.sounds if sound.levels is not None]
        body = {
            "number": each.number,
            "sounds": [_said(sound) for sound in taken.sounds],
            "heard_s": round(each.tap.heard_s, 3),
            "forget": taken.forget,
            "dropped_s": round(taken.dropped_s, 2),
        }
        self._socketio.emit(
            "audio",
            (body, b"".join(levels.astype("<i2").tobytes() for levels in samples)),
            to=each.sid,
            namespace=out.NAMESPACE,
            callback=partial(self._answered, each, each.number),
        )

    def _tell_ended(self, each: _Listening, reason: str) -> None:
        body = {"id": each.call_id, "reason": reason}
        self._socketio.emit("ended", body, to=each.sid, namespace=out.NAMESPACE)
        self._end(each, reason)


def _no_such_call(call_id: str) -> NotFound:
    """As the desk says it, for calls of others too."""
    return NotFound(f"no call {call_id!r} is running", "GET /api/live lists the running calls")


def _said(sound: Sound) -> Answer:
    return {
        "channel": sound.channel,
        "role": sound.role.value,
        "start": sound.start,
        "count": sound.count,
        "silent": sound.levels is None,
    }


def _call_id(ask: object) -> str:
    try:
        return out.ListenAsk.model_validate(ask).id
    except ValidationError:
        raise InputError("`start` wants the id of a call", "send {id: …}") from None
