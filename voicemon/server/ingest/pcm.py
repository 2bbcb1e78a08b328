"""Generic sound over Socket.IO, namespace `/ingest`: whoever has 16-bit samples can send a call.

Events of a sender, each answered by an acknowledgement (`PcmAck`, or a `Problem` with `ok: false`):

| event | what it says |
|---|---|
| `start` | `PcmStart`: key, the call's name, tracks with roles, rate, facts |
| `audio` | track, number of its first sample, bytes (s16le mono) |
| `pause`, `resume` | no audio from now on (hold, payment); audio goes on |
| `end` | the call, or this leg of it, is over |

What is broken ends the connection after its acknowledgement, as with every feed; what was heard is
kept. A connection that goes away without `end` may come back and start the same call again. When
the desk ends a call, `over` is sent. One connection is a `pcm_sender`.

Without a key only this machine may send, on the same terms as it may use the page; where people
sign in, whoever may send recordings, for a team of theirs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus

import structlog
from flask import request
from flask_socketio import SocketIO

from voicemon.errors import Conflict, VoicemonError
from voicemon.runtime.live.changes import Change, Ended
from voicemon.runtime.live.ports import Desk
from voicemon.server.ingest.entrance import (
    MAKE_KEY,
    NO_KEY,
    STREAM,
    Entrance,
    Handshake,
    Refusal,
)
from voicemon.server.ingest.keyring import Keyring
from voicemon.server.ingest.pcm_sender import Ack, PcmSender
from voicemon.server.ingest.pcm_wire import PcmStart
from voicemon.server.ingest.secrets import opener
from voicemon.server.people.addresses import is_here
from voicemon.server.rights import Right, needs, visitor
from voicemon.server.sight import team_of_new_call
from voicemon.settings import Settings
from voicemon.sources.door import Door, Legs, Opened, Sender
from voicemon.store import Store
from voicemon.telephony.events import CallStarted
from voicemon.types import Role

log = structlog.get_logger(__name__)

NAMESPACE = "/ingest"
HERE, VENDOR = "microphone", "pcm"


class Pcm:
    """The senders of this kind; `install` puts them on a Socket.IO server."""

    def __init__(
        self, socketio: SocketIO, desk: Desk, legs: Legs, keyring: Keyring, settings: Settings
    ) -> None:
        self._socketio = socketio
        self._desk = desk
        self._legs = legs
        self._keyring = keyring
        networks = tuple(part for part in settings.ingest_networks.split(",") if part)
        self._entrance = Entrance(keyring, settings.ingest_public_url, networks)
        self._most = settings.ingest_connections
        self._senders: dict[str, PcmSender] = {}
        self._lock = threading.Lock()
        by_key = needs(Right.BY_KEY)
        for name, act in _EVENTS.items():
            socketio.on_event(name, by_key(self._handler(act)), namespace=NAMESPACE)
        arrive, leave = by_key(lambda *_: self._arrive()), by_key(lambda *_: self._leave())
        socketio.on_event("connect", arrive, namespace=NAMESPACE)
        socketio.on_event("disconnect", leave, namespace=NAMESPACE)
        desk.listen(self._heard_of)

    def _arrive(self) -> bool:
        with self._lock:
            if len(self._senders) >= self._most:
                return False
            self._senders[_sid()] = PcmSender(self._open, self._may_stay)
        return True

    def _leave(self) -> None:
        with self._lock:
            sender = self._senders.pop(_sid(), None)
        if sender is not None:
            sender.lost()

    def _handler(self, act: Callable[[PcmSender, tuple[object, ...]], Ack]) -> Callable[..., Ack]:
        def handle(*said: object) -> Ack:
            sid = _sid()
            with self._lock:
                sender = self._senders.get(sid)
            if sender is None:
                return _problem(Conflict("this connection is over", "connect anew"))
            try:
                return act(sender, said)
            except VoicemonError as error:
                sender.lost()
                log.warning("sender refused", vendor=VENDOR, reason=error.message)
                self._socketio.start_background_task(self._part, sid, _problem(error))
                return _problem(error)

        return handle

    def _part(self, sid: str, problem: Ack) -> None:
        """Close a connection once its acknowledgement is on the way."""
        self._socketio.emit("problem", problem, to=sid, namespace=NAMESPACE)
        self._socketio.sleep(0.2)
        if self._socketio.server.manager.is_connected(sid, NAMESPACE):
            self._socketio.server.disconnect(sid, namespace=NAMESPACE)

    def _open(self, start: PcmStart) -> Opened:
        asked = Handshake(f"{STREAM}/{start.key}", {}, request.remote_addr or "")
        started = CallStarted(
            call=start.call,
            connection="",
            tracks=tuple(track.name for track in start.tracks),
            rate_hz=start.rate_hz,
            roles={
                track.name: Role(track.role)
                for track in start.tracks
                if "role" in track.model_fields_set  # else the key's customer_track tells
            },
            facts={name: value for name, value in start.facts.items() if name != "key"},
        )
        if start.key:
            self._keyring.refresh()
            admission = self._entrance.judge(asked)
            return Door(self._desk, self._legs, admission.admit).open(started, VENDOR)
        sender = self._keyless(started.facts)
        return Door(self._desk, self._legs, lambda _: sender).open(started, HERE)

    def _keyless(self, facts: Mapping[str, str]) -> Sender:
        """Somebody who uses the page, or a command on this machine."""
        found = visitor()
        may = found is not None and found.may(Right.SEND_RECORDINGS)
        if found is None or not may or (found.how == "local" and not is_here(request)):
            raise Refusal(HTTPStatus.UNAUTHORIZED, NO_KEY, MAKE_KEY, "unauthorized")
        return Sender(HERE, "this machine", team=team_of_new_call(facts.get("team")))

    def _may_stay(self, source: str) -> bool:
        if source == HERE:
            return True
        self._keyring.refresh()
        return self._keyring.in_force(source)

    def _heard_of(self, change: Change) -> None:
        if not isinstance(change.news, Ended):
            return
        with self._lock:
            over = [sid for sid, each in self._senders.items() if each.call_id == change.call_id]
        for sid in over:
            reason = {"reason": change.news.reason}
            self._socketio.emit("over", reason, to=sid, namespace=NAMESPACE)


_EVENTS: dict[str, Callable[[PcmSender, tuple[object, ...]], Ack]] = {
    "start": PcmSender.start,
    "audio": PcmSender.audio,
    "pause": PcmSender.pause,
    "resume": PcmSender.resume,
    "end": PcmSender.end,
}


def install(socketio: SocketIO, desk: Desk | None, store: Store, settings: Settings) -> None:
    """Take calls in this form to a desk; without one, refuse the namespace.

    The server must handle a connection's events one after the other (`async_handlers=False`).
    """
    if desk is None:
        closed = needs(Right.BY_KEY)(lambda *_: False)
        socketio.on_event("connect", closed, namespace=NAMESPACE)
        return
    Pcm(socketio, desk, store.legs, Keyring(store.keys, opener(settings.data_dir)), settings)


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def _problem(error: VoicemonError) -> Ack:
    return {"ok": False, "code": error.code, "message": error.message, "fix": error.fix}
