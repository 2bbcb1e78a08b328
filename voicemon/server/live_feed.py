"""Tells the pages of running calls: one thread, fed by the desk, by watchers and by their answers.

The desk's listener and the socket handlers only put something into the inbox; this thread alone
keeps the mirrors and the outboxes, so nothing here needs a lock, and no page can hold up a call.
All that this thread does stands together, hence the length.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import structlog
from flask import Flask, request
from flask_socketio import SocketIO, emit

from voicemon.errors import NotFound, VoicemonError
from voicemon.flags.cards import FlagCard
from voicemon.runtime.interventions import FlagChange, Interventions
from voicemon.runtime.live.changes import Change, Ended, Snapshot
from voicemon.runtime.live.ports import Desk
from voicemon.server.inbox import Inbox
from voicemon.server.live_mirror import Mirror
from voicemon.server.live_outbox import (
    BOARD_PAUSE_S,
    PULSE_PAUSE_S,
    PULSE_S,
    BoardOutbox,
    CallOutbox,
    Message,
    Turn,
    Watcher,
)
from voicemon.server.live_rooms import Admits, everyone, room_of
from voicemon.server.rights import Right, needs
from voicemon.server.sight import live_seen
from voicemon.server.sockets import Sockets
from voicemon.server.trail import note_once

EXTENSION = "voicemon live feed"
ENDED_SHOWN_S = 20.0  # how long a call stays on the board after its end
MOST_WAITING = 20_000  # changes in the inbox; beyond it everybody starts over
BEAT_S = 0.01  # between two looks at all watchers, however much comes in
MOST_WATCHED = 32  # calls, by one connection

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Counts:
    """Running calls, and those of them that need somebody."""

    running: int = 0
    act: int = 0


class LiveFeed:
    """Socket.IO events `board.*` and `live.*` for the calls of a desk."""

    def __init__(
        self,
        socketio: SocketIO,
        desk: Desk,
        interventions: Interventions,
        admits: Admits = everyone,
    ) -> None:
        self._socketio = socketio
        self._desk = desk
        self._flags_of = interventions.of
        self._admits = admits
        self._inbox = Inbox[Change | Callable[[], None]]("live feed", self._run)
        self._mirrors: dict[str, Mirror] = {}
        self._ended: dict[str, float] = {}
        self._watchers: dict[str, Watcher] = {}
        self._counts: dict[str, Counts] | None = None
        self._lost = True  # the first thing to do is to ask the desk
        self._receive()
        desk.listen(self.hear)
        interventions.listen(self.hear_flag)

    def hear_flag(self, change: FlagChange) -> None:
        """The interventions' listener; returns at once."""
        if len(self._inbox) < MOST_WAITING:
            self._inbox.put(lambda: self._flag(change.card))
        else:
            self._lost = True

    def hear(self, change: Change) -> None:
        """A desk's listener; returns at once."""
        if len(self._inbox) >= MOST_WAITING:
            self._lost = True
            return
        self._inbox.put(change)

    def stop(self) -> None:
        """End the thread."""
        self._inbox.stop()

    # On the sockets' threads

    def _receive(self) -> None:
        on, live = self._socketio.on_event, needs(Right.SEE_LIVE)
        on("connect", needs(Right.SIGNED_IN)(lambda *_: self._from(self._arrive)))
        on("disconnect", needs(Right.ANYBODY)(lambda *_: self._from(self._leave)))
        on("board.watch", live(lambda *_: self._from(self._watch_board)))
        on("board.leave", live(lambda *_: self._from(self._leave_board)))
        on("live.watch", live(lambda ask=None, *_: self._follow(ask)))
        on("live.leave", live(lambda ask=None, *_: self._about(ask, self._leave_call)))

    def _from(self, act: Callable[[str], None]) -> None:
        sid = str(request.sid)  # type: ignore[attr-defined]
        self._inbox.put(lambda: act(sid))

    def _about(self, ask: object, act: Callable[[str, str], None]) -> None:
        call_id = ask.get("id") if isinstance(ask, dict) else None
        if isinstance(call_id, str) and len(call_id) <= 200:
            self._from(lambda sid: act(sid, call_id))

    def _follow(self, ask: object) -> None:
        """Somebody looks at a call, which the audit log shows."""
        call_id = ask.get("id") if isinstance(ask, dict) else None
        if isinstance(call_id, str) and len(call_id) <= 200:
            with suppress(NotFound):  # the watcher is told so
                live_seen(call_id)
                note_once("live.view", call_id)
        self._about(ask, self._watch_call)

    # On the feed's own thread

    def _run(self) -> None:
        self._lost = True
        while not self._inbox.stopped:
            for item in self._inbox.take(self._pause()):
                if isinstance(item, Change):
                    self._try(partial(self._change, item))
                else:
                    self._try(item)
            self._try(self._work)
            time.sleep(PULSE_PAUSE_S if self._lost else BEAT_S)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except VoicemonError as error:
            log.warning("live feed skipped a beat", code=error.code, message=error.message)
            self._lost = True

    def _work(self) -> None:
        if self._lost:
            self._ask_again()
        now = time.monotonic()
        for call_id in [key for key, until in self._ended.items() if until <= now]:
            del self._ended[call_id]
            self._mirrors.pop(call_id, None)
            self._touch(call_id)
        for sid, watcher in list(self._watchers.items()):
            self._tell(sid, watcher, now)

    def _pause(self) -> float | None:
        """Seconds until something is due without news; None: nothing is."""
        if self._lost:
            return 0.0
        due = [*self._ended.values(), *(watcher.due() for watcher in self._watchers.values())]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _ask_again(self) -> None:
        """Everything anew from the desk: at the start, and when changes were lost."""
        self._lost, self._counts = False, None
        running = {each.call.id: self._mirror(each) for each in self._desk.calls()}
        kept = {key: each for key, each in self._mirrors.items() if key in self._ended}
        self._mirrors = kept | running
        for watcher in self._watchers.values():
            watcher.stirred = True
            if watcher.board:
                watcher.board.fresh = True
            for outbox in watcher.calls.values():
                outbox.start_over()

    def _change(self, change: Change) -> None:
        call_id = change.call_id
        mirror = self._mirrors.get(call_id)
        if mirror is None or not mirror.take(change):
            self._ask_for(call_id)
        for watcher in self._watchers.values():
            if call_id in watcher.calls:
                watcher.calls[call_id].take(change)
        self._touch(call_id)
        if isinstance(change.news, Ended) and call_id in self._mirrors:
            self._ended[call_id] = time.monotonic() + ENDED_SHOWN_S

    def _ask_for(self, call_id: str) -> Mirror | None:
        try:
            self._mirrors[call_id] = self._mirror(self._desk.snapshot(call_id))
        except NotFound:  # over since
            self._mirrors.pop(call_id, None)
        return self._mirrors.get(call_id)

    def _mirror(self, snapshot: Snapshot) -> Mirror:
        return Mirror(snapshot, self._flags_of(snapshot.call.id))

    def _flag(self, card: FlagCard) -> None:
        mirror = self._mirrors.get(card.call_id)
        if mirror is not None:
            mirror.keep(card)
            self._touch(card.call_id)

    def _touch(self, call_id: str) -> None:
        self._counts = None
        for watcher in self._watchers.values():
            watcher.stirred = True
            if watcher.board:
                watcher.board.changed.add(call_id)

    # What watchers ask for

    def _arrive(self, sid: str) -> None:
        self._watchers.setdefault(sid, Watcher())

    def _leave(self, sid: str) -> None:
        self._watchers.pop(sid, None)

    def _watch_board(self, sid: str) -> None:
        watcher = self._watchers.get(sid)
        if watcher is None:  # gone before its wish was read
            return
        watcher.board = watcher.board or BoardOutbox()
        watcher.board.reset()
        watcher.board_sent_at = 0.0

    def _leave_board(self, sid: str) -> None:
        if sid in self._watchers:
            self._watchers[sid].board = None

    def _watch_call(self, sid: str, call_id: str) -> None:
        if sid not in self._watchers:
            return
        calls = self._watchers[sid].calls
        if len(calls) >= MOST_WATCHED and call_id not in calls:
            calls.pop(next(iter(calls)))
        calls.setdefault(call_id, CallOutbox()).reset()

    def _leave_call(self, sid: str, call_id: str) -> None:
        if sid in self._watchers:
            self._watchers[sid].calls.pop(call_id, None)

    # What watchers are told

    def _tell(self, sid: str, watcher: Watcher, now: float) -> None:
        self._pulse(sid, watcher, now)
        board = watcher.board
        rested = now >= watcher.board_sent_at + BOARD_PAUSE_S
        if board and board.waiting and board.turn.free and rested:
            watcher.board_sent_at = now
            self._send(sid, board.message(lambda ids: self._rows(sid, ids)), board.turn)
        for call_id, outbox in list(watcher.calls.items()):
            if outbox.waiting and outbox.turn.free:
                self._tell_call(sid, watcher, call_id, outbox)

    def _tell_call(self, sid: str, watcher: Watcher, call_id: str, outbox: CallOutbox) -> None:
        mirror = self._mirrors.get(call_id) or self._ask_for(call_id)
        message: Message | None = None
        if mirror and self._admits(sid, room_of(mirror.call)):
            if outbox.finished:
                watcher.calls.pop(call_id)
            message = self._snapshot(call_id, outbox) if outbox.fresh else outbox.change(call_id)
        if message:
            self._send(sid, message, outbox.turn)
        else:
            watcher.calls.pop(call_id, None)
            self._socketio.emit("live.gone", {"id": call_id}, to=sid)

    def _snapshot(self, call_id: str, outbox: CallOutbox) -> Message | None:
        try:
            return outbox.snapshot(self._desk.snapshot(call_id))
        except NotFound:
            return None

    def _rows(self, sid: str, ids: set[str] | None) -> dict[str, object]:
        asked = self._mirrors.keys() if ids is None else ids & self._mirrors.keys()
        rooms = {call_id: room_of(self._mirrors[call_id].call) for call_id in asked}
        seen = {room for room in set(rooms.values()) if self._admits(sid, room)}
        return {
            call_id: self._mirrors[call_id].packed()
            for call_id, room in rooms.items()
            if room in seen
        }

    def _pulse(self, sid: str, watcher: Watcher, now: float) -> None:
        since_s = now - watcher.counted_at
        if since_s < (PULSE_PAUSE_S if watcher.stirred else PULSE_S):
            return
        watcher.counted_at, watcher.stirred = now, False
        seen = [count for room, count in self._counted().items() if self._admits(sid, room)]
        pulse = (sum(count.running for count in seen), sum(count.act for count in seen))
        if pulse == watcher.pulse and now - watcher.pulse_at < PULSE_S:
            return
        watcher.pulse, watcher.pulse_at = pulse, now
        self._socketio.emit("live.pulse", {"calls": pulse[0], "act": pulse[1]}, to=sid)

    def _counted(self) -> dict[str, Counts]:
        """The running calls of each room, counted once for all who watch."""
        if self._counts is None:
            self._counts = defaultdict(Counts)
            for mirror in self._mirrors.values():
                if mirror.ended is None:
                    count = self._counts[room_of(mirror.call)]
                    count.running += 1
                    count.act += mirror.needs_somebody
        return self._counts

    def _send(self, sid: str, message: Message, turn: Turn) -> None:
        name, body = message
        number = body["number"]
        assert isinstance(number, int)
        self._socketio.emit(
            name, body, to=sid, callback=lambda *_: self._inbox.put(lambda: turn.answered(number))
        )


def install(app: Flask, socketio: Sockets, desk: Desk | None, interventions: Interventions) -> None:
    """Serve a desk's calls; without one, say that there are none. `stop(app)` ends it."""
    if desk is not None:
        admits = socketio.connections.admits
        app.extensions[EXTENSION] = LiveFeed(socketio, desk, interventions, admits)
        return

    @needs(Right.SIGNED_IN)
    def arrive(*_: object) -> None:
        return

    @needs(Right.SEE_LIVE)
    def no_board(*_: object) -> None:
        emit("board.snapshot", {"number": 1, "serving": False, "rows": []})

    @needs(Right.SEE_LIVE)
    def no_call(ask: object = None, *_: object) -> None:
        emit("live.gone", {"id": ask.get("id", "") if isinstance(ask, dict) else ""})

    socketio.on_event("connect", arrive)
    socketio.on_event("board.watch", no_board)
    socketio.on_event("live.watch", no_call)


def stop(app: Flask) -> None:
    """End the feed's thread, where there is one."""
    feed = app.extensions.get(EXTENSION)
    if isinstance(feed, LiveFeed):
        feed.stop()
