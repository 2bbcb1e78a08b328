"""Tells pages of flags: Socket.IO `flags.*`, as `live_feed` tells of calls.

One thread, fed by the interventions, by watchers and by their answers; it alone keeps the cards and
the outboxes. It also tells the interventions who is on duty: whoever watches.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import structlog
from flask import Flask, request
from flask_socketio import SocketIO

from voicemon.errors import VoicemonError
from voicemon.runtime.interventions import FlagChange, Interventions
from voicemon.server import flag_shapes as shapes
from voicemon.server.flag_outbox import FLAGS_PAUSE_S as PAUSE_S
from voicemon.server.flag_outbox import HERE_S, Body, FlagWatcher
from voicemon.server.flags import teams_of
from voicemon.server.inbox import Inbox
from voicemon.server.live_outbox import Turn
from voicemon.server.live_rooms import Admits, everyone, team_room
from voicemon.server.rights import Right, me, needs
from voicemon.server.sockets import Sockets
from voicemon.store.people_records import Person

EXTENSION = "voicemon flag feed"
LOST_PAUSE_S = 0.5

log = structlog.get_logger(__name__)


class FlagFeed:
    """The watchers of flags. `serving`: whether this service takes live calls."""

    def __init__(
        self,
        socketio: SocketIO,
        interventions: Interventions,
        admits: Admits = everyone,
        *,
        serving: bool = True,
    ) -> None:
        self._socketio = socketio
        self._interventions = interventions
        self._admits = admits
        self._serving = serving
        self._inbox = Inbox[FlagChange | Callable[[], None]]("flag feed", self._run)
        self._cards: dict[str, tuple[str, Body]] = {}  # room and shape of each that is shown
        self._watchers: dict[str, FlagWatcher] = {}
        self._budgets: dict[frozenset[str] | None, Body] = {}
        self._receive()
        interventions.listen(self._hear)

    def stop(self) -> None:
        """End the thread."""
        self._inbox.stop()

    # On other threads

    def _receive(self) -> None:
        on, live = self._socketio.on_event, needs(Right.SEE_LIVE)
        on("flags.watch", live(lambda *_: self._arrive(_sid(), me())))
        on("flags.leave", live(lambda *_: self._depart(_sid())))

    def _arrive(self, sid: str, person: Person) -> None:
        self._inbox.put(lambda: self._watch(sid, person))

    def _depart(self, sid: str) -> None:
        self._inbox.put(lambda: self._forget(sid))

    def _hear(self, change: FlagChange) -> None:
        if self._inbox.begun:  # else nobody has watched yet: the first to do so asks for all of it
            self._inbox.put(change)

    # On the feed's own thread

    def _run(self) -> None:
        self._load()
        while not self._inbox.stopped:
            for item in self._inbox.take(self._pause()):
                if isinstance(item, FlagChange):
                    self._try(partial(self._change, item))
                else:
                    self._try(item)
            self._try(self._work)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except VoicemonError as error:
            log.warning("flag feed skipped a beat", code=error.code, message=error.message)
            time.sleep(LOST_PAUSE_S)

    def _load(self) -> None:
        self._cards = {}
        for card in self._interventions.cards():
            self._change(FlagChange(card))

    def _pause(self) -> float | None:
        due = [watcher.due() for watcher in self._watchers.values()]
        return max(0.005, min(due) - time.monotonic()) if due else None

    def _change(self, change: FlagChange) -> None:
        card = change.card
        known = self._cards.get(card.id)
        if change.gone or card.suppressed:
            self._cards.pop(card.id, None)
        elif known is None or known[1]["number"] <= card.number:  # type: ignore[operator]
            shape = shapes.card(card).model_dump(mode="json")
            self._cards[card.id] = (team_room(card.team), shape)
        for watcher in self._watchers.values():
            watcher.changed.add(card.id)

    def _work(self) -> None:
        self._budgets.clear()
        now = time.monotonic()
        for sid, watcher in list(self._watchers.items()):
            if now >= watcher.here_at + HERE_S and not self._here(sid, watcher, now):
                continue
            if watcher.waiting and watcher.turn.free and now >= watcher.sent_at + PAUSE_S:
                self._tell(sid, watcher, now)

    def _tell(self, sid: str, watcher: FlagWatcher, now: float) -> None:
        budget = self._budget(watcher.person)
        message = watcher.message(
            lambda ids: self._visible(sid, watcher, ids), budget, serving=self._serving
        )
        if message is not None:
            watcher.sent_at = now
            self._send(sid, *message, watcher.turn)

    def _visible(self, sid: str, watcher: FlagWatcher, ids: set[str] | None) -> dict[str, Body]:
        asked = self._cards.keys() if ids is None else ids & self._cards.keys()
        found = {}
        for flag_id in asked:
            room, shape = self._cards[flag_id]
            team = shape["team"]
            assert team is None or isinstance(team, str)
            if watcher.person.sees_team(team) and self._admits(sid, room):
                found[flag_id] = shape
        return found

    def _budget(self, person: Person) -> Body:
        teams = teams_of(person)
        if teams not in self._budgets:
            standing = self._interventions.standing(teams)
            self._budgets[teams] = shapes.budget(standing).model_dump(mode="json")
        return self._budgets[teams]

    def _here(self, sid: str, watcher: FlagWatcher, now: float) -> bool:
        """Who watches is on duty; who is gone is forgotten."""
        if not self._socketio.server.manager.is_connected(sid, "/"):
            self._forget(sid)
            return False
        watcher.here_at = now
        person = watcher.person
        self._interventions.duty.here(person.id, teams_of(person), datetime.now(UTC))
        if watcher.turn.free and not watcher.waiting:
            self._tell(sid, watcher, now)  # the hour has moved on, the budget with it
        return True

    def _watch(self, sid: str, person: Person) -> None:
        watcher = self._watchers.setdefault(sid, FlagWatcher(person))
        watcher.reset(person)
        watcher.here_at = time.monotonic()
        self._interventions.duty.here(person.id, teams_of(person), datetime.now(UTC))

    def _forget(self, sid: str) -> None:
        self._watchers.pop(sid, None)

    def _send(self, sid: str, name: str, body: Body, turn: Turn) -> None:
        number = body["number"]
        assert isinstance(number, int)
        self._socketio.emit(
            name, body, to=sid, callback=lambda *_: self._inbox.put(lambda: turn.answered(number))
        )


def install(app: Flask, socketio: Sockets, interventions: Interventions, *, serving: bool) -> None:
    """Tell pages of flags. `stop(app)` ends it."""
    admits = socketio.connections.admits
    app.extensions[EXTENSION] = FlagFeed(socketio, interventions, admits, serving=serving)


def stop(app: Flask) -> None:
    """End the feed's thread, where there is one."""
    feed = app.extensions.get(EXTENSION)
    if isinstance(feed, FlagFeed):
        feed.stop()


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]
