"""One generic sender's connection: its events, and how each is answered.

State: NEW —start→ OPEN —end, disconnect, error→ OVER. Knows no socket: `Pcm` hands events over.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from http import HTTPStatus

from pydantic import ValidationError

from voicemon.audio.codecs import Encoding, decode
from voicemon.errors import InputError
from voicemon.server.ingest.entrance import MAKE_KEY, Refusal
from voicemon.server.ingest.pcm_wire import PcmStart
from voicemon.sources.door import Opened
from voicemon.sources.stream import Bucket, Pace
from voicemon.types import Role

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
