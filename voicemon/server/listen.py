"""Binds the page's server to this machine and runs it until it is told to stop.

gunicorn's threaded worker serves, with its parser and its bounded pool, but in this process: what
runs the calls and what shows them share memory, start and end together, and the signals stay ours.
A page takes two threads of the pool while it is open (its Socket.IO connection and what it asks).
"""

from __future__ import annotations

import os
import selectors
import socket
import struct
import threading
from collections.abc import Iterable
from functools import partial
from typing import IO, TYPE_CHECKING

import structlog
from flask import Flask
from gunicorn.config import Config
from gunicorn.http import wsgi
from gunicorn.http.errors import ParseException
from gunicorn.workers.gthread import TConn, ThreadWorker

from voicemon.errors import SettingsError
from voicemon.server.guard import is_loopback
from voicemon.server.services import EXTENSION
from voicemon.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = structlog.get_logger(__name__)

THREADS = 64
CONNECTIONS = 1000
QUIET_S = 60  # a connection that is silent for so long is closed; Socket.IO speaks every 25 s
GRACE_S = 1  # for requests that run when the end comes
NEVER_WRITTEN = -1

wsgi.SERVER = "voicemon"  # the header `Server`


class Listening:
    """A bound server: `run` serves until another thread calls `stop`."""

    def __init__(self, app: Flask, bound: socket.socket, url: str, threads: int = THREADS) -> None:
        self.url = url
        self._app = app
        self._worker = _Worker(app, bound, threads)
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._runs = False
        self._stopped = False

    def run(self) -> None:
        """Serve, until `stop`."""
        with self._lock:
            if self._stopped:
                return
            self._runs = True
        try:
            self._worker.run()
        finally:
            self._worker.finish()
            self._ended.set()

    def stop(self) -> None:
        """End `run`, wait for it, and give the port free; doing it twice changes nothing."""
        with self._lock:
            first, self._stopped = not self._stopped, True
            if not self._runs:
                if first:
                    self._worker.give_up()
                return
        hang_up(self._app)
        self._worker.handle_exit(None, None)
        self._ended.wait()


def hang_up(app: Flask) -> None:
    """Close the app's Socket.IO connections without waiting for any of them: engineio's own
    `disconnect` waits until all was sent, which never comes where a client has just gone.
    """
    socketio = app.extensions.get("socketio")
    if socketio is None:
        return
    for connection in list(socketio.server.eio.sockets.values()):
        try:
            connection.close(wait=False, reason=socketio.server.eio.reason.SERVER_DISCONNECT)
        except Exception:  # one that breaks while it leaves must not keep the others
            log.warning("a connection ended badly", exc_info=True)


class _Worker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's, without the process around it: no signals, no parent, no heartbeat."""

    def __init__(self, app: Flask, bound: socket.socket, threads: int) -> None:
        config = Config()
        for name, value in (
            ("threads", threads),
            ("worker_connections", max(CONNECTIONS, 2 * threads)),
            ("keepalive", 15),
            ("graceful_timeout", GRACE_S),
        ):
            config.set(name, value)
        super().__init__(0, os.getppid(), [bound], None, 0, config, _Log())
        self.wsgi = _plainly(app)
        self._hang_up = partial(hang_up, app)
        self._bound = bound
        self._lines: set[socket.socket] = set()
        self.tpool = self.get_thread_pool()
        self.poller = selectors.DefaultSelector()
        self.method_queue.init()

    def notify(self) -> None:
        """Nobody waits for a heartbeat."""

    def is_parent_alive(self) -> bool:
        """Whoever started us may leave."""
        return True

    def handle(self, conn: TConn) -> object:
        """A request, on a thread of the pool."""
        line = conn.sock
        patience = struct.pack("ll", QUIET_S, 0)
        self._lines.add(line)
        try:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, patience)
            goes_on = super().handle(conn)
            if not goes_on:  # here, because the loop that accepts would wait for the client
                conn.close(graceful=True)
            return goes_on
        finally:
            self._lines.discard(line)

    def finish(self) -> None:
        """After `run`: break the lines of requests that still run, wait for their threads."""
        self.method_queue._write_fd = NEVER_WRITTEN  # its number may be another file's by now
        for line in list(self._lines):
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self._hang_up()  # who came back since `stop` may be waiting for news
        self.tpool.shutdown(wait=True)
        self.tmp.close()

    def give_up(self) -> None:
        """Instead of `run`: close what was opened for it."""
        self.poller.close()
        self.method_queue.close()
        self._bound.close()
        self.finish()


class _Body:
    """A request's body; one that is cut into nonsense is an OSError, as a broken line is."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner

    def read(self, size: int = -1) -> bytes:
        try:
            return self._inner.read(size if size >= 0 else None)  # type: ignore[arg-type]
        except ParseException as error:
            raise OSError(str(error)) from error

    def readline(self, size: int = -1) -> bytes:
        try:
            return self._inner.readline(size if size >= 0 else None)  # type: ignore[arg-type]
        except ParseException as error:
            raise OSError(str(error)) from error


def _plainly(app: WSGIApplication) -> WSGIApplication:
    def serve(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        environ["wsgi.input"] = _Body(environ["wsgi.input"])
        return app(environ, start)

    return serve


class _Log:
    """gunicorn's words, without addresses: what is searched for may name people."""

    def exception(self, message: str, *_: object) -> None:
        """A request broke in the server itself; the app answers for its own faults."""
        log.warning("a request broke", what=message.partition(" %")[0], exc_info=True)

    def __getattr__(self, name: str) -> object:
        return _silence


def _silence(*_: object, **__: object) -> None:
    return


def bind(app: Flask, host: str, port: int, threads: int = THREADS) -> Listening:
    """Take the port (0: any free one). `threads`: how many requests run at once.

    SettingsError for an address that `check_host` refuses, and when the port is taken.
    """
    check_host(host, app.extensions[EXTENSION].settings)
    bound = bound_socket(host, port)
    name = f"[{host.strip('[]')}]" if ":" in host else host
    return Listening(app, bound, f"http://{name}:{bound.getsockname()[1]}/", threads)


def check_host(host: str, settings: Settings) -> None:
    """SettingsError for other than a loopback address, unless people sign in, and a proxy ends TLS
    in front of us: passwords and calls do not go over a network as they are.
    """
    if is_loopback(host):
        return
    if not settings.sign_in or not settings.public_url.startswith("https://"):
        raise SettingsError(
            f"the server binds to this machine only, not to {host!r}",
            "leave the setting host at 127.0.0.1; or set sign_in, and public_url to the https "
            "address of the proxy in front of it",
        )


def bound_socket(host: str, port: int, backlog: int = 128, change: str = "--port") -> socket.socket:
    """A socket that listens at an address (port 0: any free one); SettingsError, which tells to
    `change` the port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host.strip("[]"), port))
        bound.listen(backlog)
    except OSError as error:
        bound.close()
        raise SettingsError(
            f"port {port} on {host} cannot be used: {error.strerror or error}",
            f"stop what uses it, or choose another with {change} (0 takes a free one)",
        ) from None
    return bound
