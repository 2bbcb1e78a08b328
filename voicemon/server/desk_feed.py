"""Socket.IO events `desk.*`: an agent's messages and own running calls, a sender's receipts.

One thread keeps what agents are shown of running calls and sends it, so that a snapshot and the
changes after it come in their order. Rooms name who hears what; a connection that is gone has left
them. The desk's listener only notes which call is to be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import structlog
from flask import Flask, request
from flask_socketio import SocketIO, join_room

from voicemon.errors import NotFound, VoicemonError
from voicemon.runtime.live.changes import (
    Change,
    Ended,
    Renamed,
    Started,
    Status,
    Suggested,
)
from voicemon.runtime.live.ports import Desk
from voicemon.server import desk_shapes as shapes
from voicemon.server import desk_wire as out
from voicemon.server.inbox import Inbox
from voicemon.server.phone_joins import Joined, PhoneJoins
from voicemon.server.rights import Right, me, needs
from voicemon.store import Store
from voicemon.store.desk_records import DeskMessage
from voicemon.store.people_records import Person

EXTENSION = "voicemon desk feed"
SHOWN = 50  # messages of a snapshot
MOST_IDS = 200

log = structlog.get_logger(__name__)


class DeskFeed:
    """Tells agents and senders. `desk` None: no calls run here."""

    def __init__(self, socketio: SocketIO, store: Store, desk: Desk | None) -> None:
        self._socketio = socketio
        self._store = store
        self._desk = desk
        self._listeners: dict[str, int] = {}  # by call, as it was heard last
        self._joins = PhoneJoins()
        self._agents: dict[str, str] = {}  # by call, who is shown it; of the thread
        self._inbox = Inbox[Callable[[], None]]("desk feed", self._run)
        on = socketio.on_event
        on("desk.watch", self._watch)
        on("desk.leave", self._leave)
        on("desk.got", self._got)
        on("desk.receipts", self._receipts)
        if desk is not None:
            desk.listen(self.hear)

    def stop(self) -> None:
        """End the thread."""
        self._inbox.stop()

    def sent(self, message: DeskMessage) -> None:
        """A message to somebody's desk."""
        self._emit("desk.message", message, _desk_of(message.note.to_person))

    def received(self, message: DeskMessage) -> None:
        """It was delivered or read: its sender is told."""
        self._emit("desk.receipt", message, _sender(message.note.from_person))

    def delivered(self, person_id: str, ids: Sequence[str]) -> None:
        """Somebody's page has these messages; who sent them is told, once."""
        if not ids:
            return
        for message in self._store.desk.delivered(person_id, ids, datetime.now(UTC)):
            self.received(message)

    def joined(self, call_id: str, joined: Joined) -> None:
        """Somebody has joined a call by telephone: its agent is told."""
        self._joins.add(call_id, joined)
        self._inbox.put(lambda: self._look(call_id, ended=False))

    def left(self, call_id: str, person_id: str) -> bool:
        """They have put the receiver down; False where it is not known that they had joined."""
        known = self._joins.leave(call_id, person_id)
        if known:
            self._inbox.put(lambda: self._look(call_id, ended=False))
        return known

    def hear(self, change: Change) -> None:
        """A desk's listener; returns at once."""
        news, call_id = change.news, change.call_id
        if isinstance(news, Status):
            if self._listeners.get(call_id, 0) == news.listeners:
                return
            self._listeners[call_id] = news.listeners
        elif isinstance(news, Ended):
            self._listeners.pop(call_id, None)
            self._joins.forget(call_id)
        elif not isinstance(news, Started | Renamed | Suggested):
            return
        self._inbox.put(lambda: self._look(call_id, ended=isinstance(news, Ended)))

    def _emit(self, event: str, message: DeskMessage, room: str) -> None:
        (shape,) = shapes.messages(self._store, [message])
        self._socketio.emit(event, shape.model_dump(mode="json"), to=room)

    # On the sockets' threads

    @needs(Right.OWN_DESK)
    def _watch(self, *_: object) -> None:
        sid, person = str(request.sid), me()  # type: ignore[attr-defined]
        self._inbox.put(lambda: self._snapshot(sid, person))

    @needs(Right.OWN_DESK)
    def _leave(self, *_: object) -> None:
        sid, person = str(request.sid), me()  # type: ignore[attr-defined]
        self._inbox.put(lambda: self._out(sid, person))

    @needs(Right.OWN_DESK)
    def _got(self, ask: object = None, *_: object) -> dict[str, object]:
        ids = ask.get("ids") if isinstance(ask, dict) else None
        known = [each for each in ids if isinstance(each, str)] if isinstance(ids, list) else []
        try:
            self.delivered(me().id, known[:MOST_IDS])
        except VoicemonError as error:  # asked for once more with the next snapshot
            return {"ok": False, "code": error.code, "message": error.message, "fix": error.fix}
        return {"ok": True}

    @needs(Right.MESSAGE_AGENTS)
    def _receipts(self, *_: object) -> dict[str, object]:
        join_room(_sender(me().id))
        return {"ok": True}

    # On the feed's own thread

    def _run(self) -> None:
        while not self._inbox.stopped:
            for what in self._inbox.take():
                self._act(what)

    def _act(self, what: Callable[[], None]) -> None:
        try:
            what()
        except VoicemonError as error:
            log.warning("a desk was not told", code=error.code, message=error.message)

    def _snapshot(self, sid: str, person: Person) -> None:
        rooms = [_desk_of(person.id), *([_agent(person.agent_id)] if person.agent_id else [])]
        try:
            for room in rooms:
                self._socketio.server.enter_room(sid, room)
        except ValueError:  # gone before its wish was read
            return
        found = self._store.desk.received(person.id, limit=SHOWN)
        body = out.DeskOut(
            agent_id=person.agent_id,
            messages=shapes.messages(self._store, found),
            calls=self._calls(person.agent_id),
        )
        self._socketio.emit("desk.snapshot", body.model_dump(mode="json"), to=sid)

    def _out(self, sid: str, person: Person) -> None:
        for room in (_desk_of(person.id), _agent(person.agent_id or "")):
            self._socketio.server.leave_room(sid, room)

    def _calls(self, agent_id: str | None) -> list[out.DeskCall]:
        if self._desk is None or agent_id is None:
            return []
        own = [each for each in self._desk.calls() if each.call.agent_id == agent_id]
        self._agents |= {each.call.id: agent_id for each in own}
        return [shapes.call(each, self._joins.of(each.call.id)) for each in own]

    def _look(self, call_id: str, *, ended: bool) -> None:
        """The call as it is now, to its agent; taken from whom it was."""
        shape = None if ended else self._shape(call_id)
        if shape is None:
            self._joins.forget(call_id)
        agent_id = shape.call.agent_id if shape else None
        before = self._agents.pop(call_id, None)
        if before is not None and before != agent_id:
            self._tell(before, out.DeskChange(id=call_id, call=None))
        if shape is not None and agent_id is not None:
            self._agents[call_id] = agent_id
            self._tell(agent_id, out.DeskChange(id=call_id, call=shape))

    def _shape(self, call_id: str) -> out.DeskCall | None:
        assert self._desk is not None
        try:
            return shapes.call(self._desk.snapshot(call_id), self._joins.of(call_id))
        except NotFound:
            return None

    def _tell(self, agent_id: str, change: out.DeskChange) -> None:
        self._socketio.emit("desk.call", change.model_dump(mode="json"), to=_agent(agent_id))


def install(app: Flask, socketio: SocketIO, store: Store, desk: Desk | None) -> None:
    """Serve the desks of agents. `stop(app)` ends it."""
    app.extensions[EXTENSION] = DeskFeed(socketio, store, desk)


def feed(app: Flask) -> DeskFeed:
    """The app's."""
    found = app.extensions[EXTENSION]
    assert isinstance(found, DeskFeed)
    return found


def stop(app: Flask) -> None:
    """End the feed's thread."""
    feed(app).stop()


def _desk_of(person_id: str) -> str:
    return f"desk:{person_id}"


def _agent(agent_id: str) -> str:
    return f"agent:{agent_id}"


def _sender(person_id: str) -> str:
    return f"sender:{person_id}"
