"""Socket.IO: who may send which event, and how its WebSockets end."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import orjson
import simple_websocket
import structlog
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from flask import Flask, request
from flask_socketio import ConnectionRefusedError, SocketIO

from voicemon.errors import VoicemonError
from voicemon.server.connections import EXTENSION, Connections
from voicemon.server.people.visitors import Visitors
from voicemon.server.rights import Right, Visitor, check, enter, needs, right_of
from voicemon.store import Store

log = structlog.get_logger(__name__)
Handler = Callable[..., object]
CONNECT, DISCONNECT = "connect", "disconnect"


class Json:
    """How messages are written and read; what is in them as `orjson.Fragment` stays as it is."""

    @staticmethod
    def dumps(what: object, **_: object) -> str:
        """TypeError for what is no JSON."""
        return orjson.dumps(what, option=orjson.OPT_NON_STR_KEYS).decode()

    loads = staticmethod(orjson.loads)


class Sockets(SocketIO):  # type: ignore[misc]
    """Asks before every event: who is this, and is it open to them? `needed` says for each
    (namespace, event) what it needs; one that was marked with nothing is refused. Nobody connects
    to a namespace that takes no connections of its own (event `connect`).
    """

    def __init__(self, app: Flask, visitors: Visitors, store: Store, **options: object) -> None:
        self.needed: dict[tuple[str, str], Right | None] = {}
        self.connections = Connections(store, visitors.limits, self._cut)
        self._visitors = visitors
        super().__init__(app, json=Json, **options)
        app.extensions[EXTENSION] = self.connections

    def on(self, message: str, namespace: str | None = None) -> Callable[[Handler], Handler]:
        """As the base class; remembers what the handler needs."""
        name = namespace or "/"
        decorate = super().on(message, namespace)

        def register(handler: Handler) -> Handler:
            self.needed[name, message] = right_of(handler)
            decorate(handler)
            if message == CONNECT and (name, DISCONNECT) not in self.needed:
                self.on(DISCONNECT, namespace)(_nothing)  # or we would not hear of it
            return handler

        return register

    def _handle_event(
        self, handler: Handler, message: str | None, namespace: str, sid: str, *args: object
    ) -> object:
        def connecting(auth: object = None) -> object:
            try:
                visitor = self._arriving(auth)
                enter(visitor)
                check(visitor, right_of(handler))
            except VoicemonError as error:  # also of a store that is busy: who asks is to ask again
                raise ConnectionRefusedError(_problem(error)) from None
            self.connections.arrive(sid, namespace, visitor)
            taken = False
            try:
                taken = handler(auth) is not False
            finally:
                if not taken:
                    self.connections.leave(sid)
            return taken

        def leaving(*said: object) -> object:
            enter(self.connections.visitor(sid))
            self.connections.leave(sid)
            return handler(*said)

        def asked(*said: object) -> object:
            visitor = self.connections.visitor(sid)
            enter(visitor)
            try:
                check(visitor, right_of(handler))
                return handler(*said)
            except VoicemonError as error:
                log.info("event refused", event_name=message, code=error.code)
                return {"ok": False, **_problem(error)}

        acts = {CONNECT: connecting, DISCONNECT: leaving, None: handler}  # None: an answer to us
        act = acts.get(message, asked)
        return super()._handle_event(act, message, namespace, sid, *args)

    def _arriving(self, auth: object) -> Visitor | None:
        token = auth.get("token") if isinstance(auth, dict) else None
        if isinstance(token, str) and token:
            return self._visitors.bearer(token, request)
        return self._visitors.identify()

    def _cut(self, sid: str, namespace: str) -> None:
        with contextlib.suppress(Exception):  # it may be leaving by itself just now
            self.server.disconnect(sid, namespace=namespace)


@needs(Right.ANYBODY)
def _nothing(*_: object) -> None:
    return


def _problem(error: VoicemonError) -> dict[str, object]:
    return {"code": error.code, "message": error.message, "fix": error.fix}


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
