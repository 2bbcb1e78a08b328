"""Listening in: the sound of a running call for a supervisor's browser, less than a second late.

Socket.IO, namespace `/listen` (`listen_wire`), one call a connection. The call's `tap` puts what
may be heard into a listener's small store and wakes the one thread here, which sends; few messages
are sent ahead of their acknowledgements, so a slow line costs its listener sound and the call
nothing. Who listens to what, and for how long, stands in the audit log (`listen.begin`,
`listen.end`); where that cannot be written, nobody listens.
"""

from __future__ import annotations

from flask import Flask, request
from flask_socketio import SocketIO

from voicemon.errors import NotFound, VoicemonError
from voicemon.runtime.live.ports import Desk
from voicemon.server.listen_wire import NAMESPACE
from voicemon.server.listeners import Answer, Audit, Listeners
from voicemon.server.rights import Right, me, needs

EXTENSION = "voicemon listen in"


def install(
    app: Flask, socketio: SocketIO, desk: Desk | None, audit: Audit, *, on: bool, shown: bool
) -> None:
    """Let people listen in to a desk's calls, where the site lets them (`on`)."""
    refused: VoicemonError
    listens: Listeners | None = None
    if desk is None:
        refused = NotFound("this service takes no live calls", "see docs/live.md")
    else:
        refused = NotFound("this site lets nobody listen in", "see the setting listen_in")
        if on:
            listens = app.extensions[EXTENSION] = Listeners(socketio, desk, audit, shown=shown)

    @needs(Right.HEAR_LIVE)
    def arrive(*_: object) -> None:
        return

    @needs(Right.ANYBODY)
    def depart(*_: object) -> None:
        if listens is not None:
            listens.leave(_sid())

    @needs(Right.HEAR_LIVE)
    def start(ask: object = None, *_: object) -> Answer:
        if listens is None:
            return _problem(refused)
        try:
            return listens.start(_sid(), me(), ask).model_dump(mode="json")
        except VoicemonError as error:
            return _problem(error)

    @needs(Right.HEAR_LIVE)
    def stop_listening(*_: object) -> Answer:
        depart()
        return {"ok": True}

    socketio.on_event("connect", arrive, namespace=NAMESPACE)
    socketio.on_event("disconnect", depart, namespace=NAMESPACE)
    socketio.on_event("start", start, namespace=NAMESPACE)
    socketio.on_event("stop", stop_listening, namespace=NAMESPACE)


def stop(app: Flask) -> None:
    """End listening in, where there is any."""
    found = app.extensions.get(EXTENSION)
    if isinstance(found, Listeners):
        found.stop()


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def _problem(error: VoicemonError) -> Answer:
    return {"ok": False, "code": error.code, "message": error.message, "fix": error.fix}
