"""The sockets that senders connect to, in one thread: bound, served, drained."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable
from typing import NamedTuple

import structlog

from voicemon.errors import SettingsError
from voicemon.runtime.live.changes import Change, Ended
from voicemon.runtime.live.ports import Desk
from voicemon.server.ingest.entrance import Entrance
from voicemon.server.ingest.hall import Hall, Limits
from voicemon.server.ingest.keyring import Keyring
from voicemon.server.ingest.websocket import WebSocketStream
from voicemon.server.listen import bound_socket
from voicemon.settings import Settings
from voicemon.sources import audiosocket
from voicemon.sources.door import Door
from voicemon.sources.session import NORMAL, NOT_ALLOWED, RESTART, Session
from voicemon.sources.stream import Loop, Pace, Stream
from voicemon.store import Store

log = structlog.get_logger(__name__)

TICK_S = 1.0
DRAIN_S = 3.0  # for the senders to take our goodbye
BACKLOG = 512
TLS_S = 10.0


class Addresses(NamedTuple):
    """Where senders connect; "" where the settings want no such door."""

    websocket: str
    audiosocket: str


class Ingest:
    """Takes live calls to `desk`. `start` binds and serves on a thread of its own; `drain` lets
    every sender go and ends it. `unseal` gives the plain secret of a key's sealed one.
    """

    def __init__(
        self, settings: Settings, store: Store, desk: Desk, unseal: Callable[[bytes], bytes]
    ) -> None:
        self._settings = settings
        self._store = store
        self._desk = desk
        self._tls = _tls(settings)
        self._keyring = Keyring(store.keys, unseal)
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(_broke)
        self._threads = Loop(self._loop)
        self._thread = threading.Thread(target=self._run, name="ingest", daemon=True)
        self._servers: list[asyncio.Server] = []
        self._looking = False
        entrance = Entrance(
            self._keyring,
            settings.ingest_public_url,
            _networks(settings.ingest_networks),
            tls=self._tls is not None,
        )
        limits = Limits(
            settings.ingest_connections,
            settings.ingest_key_connections,
            settings.ingest_connects_per_s,
            _networks(settings.ingest_proxies),
        )
        pace = Pace(settings.ingest_messages_per_s)
        self._hall = Hall(self._threads, desk, store.legs, entrance, limits, pace)
        self._legs_hall: set[Stream] = set()
        self._rules = audiosocket.Rules(
            _networks(settings.audiosocket_networks), settings.ingest_connections, pace
        )
        desk.listen(self._heard_of)

    def start(self) -> Addresses:
        """Bind, serve; SettingsError when an address cannot be taken."""
        self._store.legs.reopen()
        self._keyring.refresh()
        settings = self._settings
        bound: list[socket.socket] = []
        try:
            for host, port, name in (
                (settings.ingest_host, settings.ingest_port, "ingest_port"),
                (settings.audiosocket_host, settings.audiosocket_port, "audiosocket_port"),
            ):
                change = f"the setting {name}"
                bound += [bound_socket(host, port, BACKLOG, change)] if host else []
            addresses = self._serve(list(bound))
        except BaseException:
            for each in bound:
                each.close()
            self._threads.close()
            self._loop.close()
            raise
        self._loop.call_soon(self._tick)
        self._thread.start()
        return addresses

    def drain(self) -> None:
        """Take nobody any more, say goodbye to every sender, wait a moment, end. Open calls end as
        `shutdown`. Once; further calls return at once.
        """
        if not self._thread.is_alive():
            return
        done = threading.Event()
        self._threads.back(lambda: self._leave_all(done))
        done.wait(2 * DRAIN_S)
        self._threads.back(self._loop.stop)
        self._thread.join(DRAIN_S)

    def pause(self, call_id: str) -> None:
        """Ask the senders of a call to send nothing for now, where their format has the word."""
        self._threads.back(lambda: self._each(call_id, Session.pause))

    def resume(self, call_id: str) -> None:
        """Take `pause` back."""
        self._threads.back(lambda: self._each(call_id, Session.resume))

    def _serve(self, sockets: list[socket.socket]) -> Addresses:
        settings, loop = self._settings, self._loop
        websocket, legs = "", ""
        if settings.ingest_host:
            taken = sockets.pop(0)
            websocket = _url("wss" if self._tls else "ws", settings.ingest_host, taken)
            self._servers.append(
                loop.run_until_complete(
                    loop.create_server(
                        lambda: WebSocketStream(self._hall),
                        sock=taken,
                        ssl=self._tls,
                        ssl_handshake_timeout=TLS_S if self._tls else None,
                        backlog=BACKLOG,
                    )
                )
            )
        if settings.audiosocket_host:
            taken = sockets.pop(0)
            legs = _url("audiosocket", settings.audiosocket_host, taken)
            door = Door(
                self._desk,
                self._store.legs,
                audiosocket.admit,
                announced_only=not settings.audiosocket_open,
            )
            self._servers.append(
                loop.run_until_complete(
                    loop.create_server(
                        lambda: audiosocket.AudioSocketStream(
                            self._threads, self._rules, door, self._legs_hall
                        ),
                        sock=taken,
                        backlog=BACKLOG,
                    )
                )
            )
        return Addresses(websocket, legs)

    def _run(self) -> None:
        try:
            self._loop.run_forever()
        finally:
            for stream in self._streams():
                stream.abort()
            self._loop.run_until_complete(asyncio.sleep(0))
            self._threads.close()
            self._loop.close()

    def _streams(self) -> list[Stream]:
        return [*self._hall.streams, *self._legs_hall]

    def _sessions(self, call_id: str) -> list[Session]:
        sessions = [getattr(stream, "session", None) for stream in self._streams()]
        return [each for each in sessions if each is not None and each.call_id == call_id]

    def _each(self, call_id: str, act: Callable[[Session], None]) -> None:
        for session in self._sessions(call_id):
            act(session)

    def _tick(self) -> None:
        now_s = self._threads.now_s()
        for stream in self._streams():
            stream.tick(now_s)
        self._hall.tidy(now_s)
        if not self._looking:  # a store that does not answer must not be asked ever more
            self._looking = True
            self._threads.away(self._look)
        self._loop.call_later(TICK_S, self._tick)

    def _look(self) -> None:
        self._keyring.refresh()
        self._threads.back(self._revoke)

    def _revoke(self) -> None:
        self._looking = False
        for stream in self._streams():
            if stream.key_id is not None and not self._keyring.in_force(stream.key_id):
                log.warning("key revoked", source=stream.key_id, address=stream.address)
                stream.leave("the key was revoked", NOT_ALLOWED, "interrupted")

    def _heard_of(self, change: Change) -> None:
        """A call that the desk ended needs no connection any more; from any thread."""
        if isinstance(change.news, Ended):
            self._threads.back(lambda: self._over(change.call_id))

    def _over(self, call_id: str) -> None:
        for session in self._sessions(call_id):
            session.leave("the call is over", NORMAL, ended="hangup")

    def _leave_all(self, done: threading.Event) -> None:
        self._hall.refusing = self._rules.refusing = True
        for server in self._servers:
            server.close()
        for stream in self._streams():
            stream.leave("the service restarts", RESTART, "shutdown")
        self._wait_for_all(self._threads.now_s() + DRAIN_S, done)

    def _wait_for_all(self, until_s: float, done: threading.Event) -> None:
        if self._streams() and self._threads.now_s() < until_s:
            self._loop.call_later(0.02, self._wait_for_all, until_s, done)
        else:
            done.set()


def _networks(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _url(scheme: str, host: str, bound: socket.socket) -> str:
    name = f"[{host.strip('[]')}]" if ":" in host else host
    return f"{scheme}://{name}:{bound.getsockname()[1]}/"


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if not settings.ingest_tls_cert:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(settings.ingest_tls_cert, settings.ingest_tls_key or None)
    except (OSError, ssl.SSLError) as error:
        raise SettingsError(
            f"the certificate for senders cannot be used: {error}",
            "mend the settings ingest_tls_cert and ingest_tls_key (PEM files)",
        ) from None
    return context


def _broke(_: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    log.error("a sender's connection broke", what=context.get("message"))
