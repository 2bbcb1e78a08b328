"""Binds the server to this machine and runs it until it is told to stop."""

from __future__ import annotations

import socket
from dataclasses import dataclass

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from voicemon.errors import SettingsError
from voicemon.server.guard import is_loopback

QUIET_S = 60  # a connection that is silent for so long is closed; Socket.IO speaks every 25 s


@dataclass(frozen=True, slots=True)
class Listening:
    """A bound server: `run` serves until another thread calls `stop`."""

    server: BaseWSGIServer
    url: str

    def run(self) -> None:
        """Serve; every request has a thread of its own."""
        self.server.serve_forever()

    def stop(self) -> None:
        """End `run` and give the port free."""
        self.server.shutdown()
        self.server.server_close()


class _Handler(WSGIRequestHandler):
    """Logs no request, because what is searched for may name people; waits for nobody for ever."""

    timeout = QUIET_S

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002, ARG002, D102
        return

    def version_string(self) -> str:  # noqa: D102
        return "voicemon"


def bind(app: Flask, host: str, port: int) -> Listening:
    """Take the port (0: any free one).

    SettingsError for other than a loopback address, and when the port is taken.
    """
    if not is_loopback(host):
        raise SettingsError(
            f"the server binds to this machine only, not to {host!r}",
            "leave the setting host at 127.0.0.1; other machines may come in once users exist",
        )
    try:
        bound = _bound_socket(host, port)
    except OSError as error:
        raise SettingsError(
            f"port {port} on {host} cannot be used: {error.strerror or error}",
            "stop what uses it, or choose another with --port (0 takes a free one)",
        ) from None
    port = bound.getsockname()[1]
    with bound:
        server = make_server(
            host, port, app, threaded=True, request_handler=_Handler, fd=bound.fileno()
        )
    name = f"[{host.strip('[]')}]" if ":" in host else host
    return Listening(server, f"http://{name}:{port}/")


def _bound_socket(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host.strip("[]"), port))
        bound.listen(128)
    except BaseException:
        bound.close()
        raise
    return bound
