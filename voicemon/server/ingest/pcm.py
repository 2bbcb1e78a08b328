"""Generic sound over Socket.IO, namespace `/ingest`: whoever has 16-bit samples can send a call.

Events of a sender, each answered by an acknowledgement (`PcmAck`, or a `Problem` with `ok: false`):

| event | what it says |
|---|---|
| `start` | `PcmStart`: key, the call's name, tracks with roles, rate, facts |
| `audio` | track, number of its first sample, bytes (s16le mono) |
| `pause`, `resume` | no audio from now on (hold, payment); audio goes on |
| `end` | the call, or this leg of it, is over |

State: NEW —start→ OPEN —end, disconnect, error→ OVER. What is broken ends the connection after its
acknowledgement, as with every feed; what was heard is kept. A connection that goes away without
`end` may come back and start the same call again. When the desk ends a call, `over` is sent.

Without a key only this machine may send, on the same terms as it may use the page.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from http import HTTPStatus

import structlog
from flask import request
from flask_socketio import SocketIO
from pydantic import ValidationError

from voicemon.audio.codecs import Encoding, decode
from voicemon.errors import Conflict, InputError, VoicemonError
from voicemon.runtime.live.changes import Change, Ended
from voicemon.runtime.live.ports import Desk
from voicemon.server.guard import is_loopback
from voicemon.server.ingest.entrance import (
    MAKE_KEY,
    NO_KEY,
    STREAM,
    Entrance,
    Handshake,
    Refusal,
)
from voicemon.server.ingest.keyring import Keyring
from voicemon.server.ingest.pcm_wire import PcmStart
from voicemon.server.ingest.secrets import opener
from voicemon.settings import Settings
from voicemon.sources.door import Door, Legs, Opened, Sender
from voicemon.sources.stream import Bucket, Pace
from voicemon.store import Store
from voicemon.telephony.events import CallStarted
from voicemon.types import Role

log = structlog.get_logger(__name__)

NAMESPACE = "/ingest"
HERE, VENDOR = "microphone", "pcm"
MESSAGE_BYTES = 200_000
KEY_CHECK_S = 1.0
WITHHELD = (
    "who speaks on this track is unknown, so that the voice is not judged: say its role, "
    "customer or agent"
)
Ack = dict[str, object]


class State(StrEnum):
    """Where a connection stands."""

    NEW = "new"
    OPEN = "open"
    OVER = "over"


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
        for name, act in _EVENTS.items():
            socketio.on_event(name, self._handler(act), namespace=NAMESPACE)
        socketio.on_event("connect", self._arrive, namespace=NAMESPACE)
        socketio.on_event("disconnect", self._leave, namespace=NAMESPACE)
        desk.listen(self._heard_of)

    def _arrive(self, *_: object) -> bool:
        with self._lock:
            if len(self._senders) >= self._most:
                return False
            self._senders[_sid()] = PcmSender(self._open, self._may_stay)
        return True

    def _leave(self, *_: object) -> None:
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
        if not _is_here():
            raise Refusal(HTTPStatus.UNAUTHORIZED, NO_KEY, MAKE_KEY, "unauthorized")
        sender = Sender(HERE, "this machine")
        return Door(self._desk, self._legs, lambda _: sender).open(started, HERE)

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


class PcmSender:
    """One connection. Its events come one after the other."""

    def __init__(
        self, open_call: Callable[[PcmStart], Opened], may_stay: Callable[[str], bool]
    ) -> None:
        self._open_call = open_call
        self._may_stay = may_stay
        self._state = State.NEW
        self._opened: Opened | None = None
        self._rates: dict[str, int] = {}
        self._due: dict[str, int] = {}
        pace = Pace()
        self._messages = Bucket(pace.messages_per_s, pace.messages_per_s)
        self._bytes = Bucket(pace.bytes_per_s, pace.bytes_per_s)
        self._checked_at = time.monotonic()
        self._lock = threading.Lock()

    @property
    def call_id(self) -> str | None:
        """The call that this connection carries."""
        return self._opened.line.call_id if self._opened else None

    def start(self, said: tuple[object, ...]) -> Ack:
        """A call begins."""
        with self._lock:
            if self._state is not State.NEW:
                raise InputError("a second start on one connection", "connect anew for each call")
            try:
                start = PcmStart.model_validate(said[0] if said else None)
            except ValidationError as error:
                raise InputError(_wrong(error), "see docs/clients in voicemon's source") from None
            self._opened = self._open_call(start)
            self._state = State.OPEN
            self._rates = {track.name: start.rate_hz for track in start.tracks}
            self._due = dict.fromkeys(self._rates, 0)
            unknown = Role.UNKNOWN.value in {track.role for track in start.tracks}
            ack: Ack = {"ok": True, "call": self._opened.line.call_id}
            return {**ack, "note": WITHHELD} if unknown else ack

    def audio(self, said: tuple[object, ...]) -> Ack:
        """Samples of a track."""
        with self._lock:
            line = self._line().line
            track, start, data = _audio(said)
            if track not in self._rates:
                known = ", ".join(self._rates)
                raise InputError("audio of a track that was not started", f"started are: {known}")
            self._hurry(len(data))
            samples = decode(data, Encoding.S16LE)
            line.hear(track, start, samples, self._rates[track])
            self._due[track] = max(self._due[track], start + len(samples))
            return {"ok": True, "next": self._due[track]}

    def pause(self, said: tuple[object, ...]) -> Ack:
        """No audio from now on; `{"wipe": true}` forgets what is buffered."""
        with self._lock:
            about = said[0] if said and isinstance(said[0], Mapping) else {}
            self._line().line.pause(wipe=about.get("wipe") is True)
            return {"ok": True}

    def resume(self, said: tuple[object, ...]) -> Ack:
        """Audio goes on, `{"discarded_s": seconds}` later."""
        with self._lock:
            about = said[0] if said and isinstance(said[0], Mapping) else {}
            discarded = about.get("discarded_s", 0.0)
            if not isinstance(discarded, int | float) or not 0 <= discarded <= 86_400:
                raise InputError("discarded_s is no number of seconds", "leave it out")
            self._line().line.resume(float(discarded))
            return {"ok": True}

    def end(self, _: tuple[object, ...]) -> Ack:
        """The sender is done."""
        with self._lock:
            self._line().line.end("hangup")
            self._state, self._opened = State.OVER, None
            return {"ok": True}

    def lost(self) -> None:
        """The connection is gone, or given up."""
        with self._lock:
            opened, self._opened = self._opened, None
            self._state = State.OVER
        if opened is not None:
            opened.line.lost()

    def _line(self) -> Opened:
        if self._opened is None:
            raise InputError("no call was started on this connection", "send `start` first")
        return self._opened

    def _hurry(self, size: int) -> None:
        """Refuse a flood, and a key that was revoked."""
        now = time.monotonic()
        if not (self._messages.try_take(1, now) and self._bytes.try_take(size, now)):
            raise InputError(
                "audio comes too fast", "send it as it is spoken, in pieces of 20 to 200 ms"
            )
        if now - self._checked_at > KEY_CHECK_S:
            self._checked_at = now
            if not self._may_stay(self._line().sender.source):
                raise Refusal(HTTPStatus.UNAUTHORIZED, "the key was revoked", MAKE_KEY)


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
        socketio.on_event("connect", lambda *_: False, namespace=NAMESPACE)
        return
    Pcm(socketio, desk, store.legs, Keyring(store.keys, opener(settings.data_dir)), settings)


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def _is_here() -> bool:
    """Whether this machine asks, and no proxy on its behalf."""
    proxied = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded"))
    return is_loopback(request.remote_addr or "") and not proxied


def _audio(said: tuple[object, ...]) -> tuple[str, int, bytes]:
    if len(said) != 3:
        raise InputError("audio without track, start and bytes", "emit(audio, track, start, bytes)")
    track, start, data = said
    if not isinstance(track, str):
        raise InputError("the track of audio is no text", "give the name from `start`")
    if not isinstance(start, int) or isinstance(start, bool) or not 0 <= start < 2**53:
        raise InputError("the start of audio is no count of samples", "count from 0 a track")
    if not isinstance(data, bytes | bytearray):
        raise InputError("audio that is no binary data", "send bytes, not text or numbers")
    if len(data) % 2:
        raise InputError("an odd number of bytes is no 16-bit audio", "send whole samples")
    if not 0 < len(data) <= MESSAGE_BYTES:
        raise InputError(f"{len(data)} bytes in one message", f"1 to {MESSAGE_BYTES} are taken")
    return track, start, bytes(data)


def _wrong(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "start"
    return f"the start is not understood: {where}: {first['msg']}"


def _problem(error: VoicemonError) -> Ack:
    return {"ok": False, "code": error.code, "message": error.message, "fix": error.fix}
