"""How the WebSockets of Engine.IO end."""

from __future__ import annotations

import contextlib

import simple_websocket
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from flask_socketio import SocketIO


class _Socket(SimpleWebSocketWSGI):  # type: ignore[misc]
    """A WebSocket that may be closed from both sides at once.

    Engine.IO closes it from its writing thread after asking whether it is connected; where the
    other side went between the two, the base class raises, and the thread dies with a traceback.
    """

    def close(self) -> None:
        with contextlib.suppress(OSError, simple_websocket.ConnectionClosed):
            super().close()


def install(socketio: SocketIO) -> None:
    """Let this server, and no other of the process, close its sockets so."""
    engine = socketio.server.eio
    engine._async = engine._async | {"websocket": _Socket}
