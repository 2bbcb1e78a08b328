"""A socket that both sides close at once."""

import pytest
import simple_websocket
from flask import Flask
from flask_socketio import SocketIO

from voicemon.server import sockets


class Gone:
    """What is left of a WebSocket whose other side has just gone."""

    connected = True  # as it was when it was asked

    def __init__(self, error):
        self.error = error
        self.asked = 0

    def close(self):
        self.asked += 1
        raise self.error


@pytest.mark.parametrize(
    "error", [OSError(9, "Bad file descriptor"), simple_websocket.ConnectionClosed()]
)
def test_a_socket_already_gone_closes_quietly(error):
    socketio = SocketIO(Flask("test"), async_mode="threading")
    sockets.install(socketio)
    engine = socketio.server.eio
    socket = engine._async["websocket"](handler=None, server=engine)
    socket.ws = Gone(error)
    socket.close()
    assert socket.ws.asked == 1


def test_other_servers_keep_theirs():
    changed, other = (SocketIO(Flask(n), async_mode="threading") for n in ("one", "two"))
    sockets.install(changed)
    assert changed.server.eio._async["websocket"] is not other.server.eio._async["websocket"]
