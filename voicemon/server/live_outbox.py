"""What waits for one watcher: never more than fits, never a final lost.

One message is on its way at a time; the next leaves when the watcher has acknowledged it, so a
slow line or a sleeping page costs it freshness and the server nothing. What happens meanwhile is
folded: of rows, status, score, partials and stretches the newest wins; finals and flags are kept
in order, and where they grow too many the watcher gets a fresh snapshot instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from voicemon.runtime.live import changes as news
from voicemon.runtime.live.changes import Change, News, Partial, Status, Weighed
from voicemon.server import live_shapes, shapes
from voicemon.server import live_wire as out
from voicemon.server.wire import FlagOut, StretchOut
from voicemon.types import Call, EmpathyMoment, Flag, Frustration, Role, Stretch, StretchKind

BOARD_PAUSE_S = 0.25  # between two changes of a board: faster than this nobody reads
PULSE_PAUSE_S = 0.5
PULSE_S = 5.0  # a page that hears nothing for longer knows that it is cut off
MOST_FINALS = 100  # some ten minutes of a call; a snapshot is hardly longer

Message = tuple[str, dict[str, object]]
"""An event's name and its body as JSON, of which parts may be written already."""


class Turn:
    """One message on its way at a time, and the numbers of the messages."""

    def __init__(self) -> None:
        self._number = 0
        self._unanswered = False

    @property
    def free(self) -> bool:
        """May the next message leave?"""
        return not self._unanswered

    def leave(self) -> int:
        """A message leaves: its number."""
        self._number += 1
        self._unanswered = True
        return self._number

    def answered(self, number: int) -> None:
        """The watcher has message `number`; an answer to an older one says nothing."""
        if number == self._number:
            self._unanswered = False

    def forget(self) -> None:
        """The watcher began anew: no answer is to be waited for."""
        self._unanswered = False


@dataclass(slots=True)
class BoardOutbox:
    """What a board is still to be told: ids only, because a row is read when it is sent."""

    turn: Turn = field(default_factory=Turn)
    fresh: bool = True
    changed: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)

    def reset(self) -> None:
        """Begin anew with a snapshot."""
        self.turn.forget()
        self.fresh = True

    @property
    def waiting(self) -> bool:
        """Is there something to tell?"""
        return self.fresh or bool(self.changed)

    def message(self, rows: Callable[[set[str] | None], dict[str, object]]) -> Message:
        """The next message; `rows` gives those of some calls, of all for None, that may be seen."""
        number = self.turn.leave()
        wanted, self.changed = self.changed, set()
        if self.fresh:
            self.fresh = False
            found = rows(None)
            self.shown = set(found)
            body = {"number": number, "serving": True, "rows": list(found.values())}
            return "board.snapshot", body
        found = rows(wanted)
        gone = sorted((wanted & self.shown) - found.keys())
        self.shown = (self.shown | found.keys()) - set(gone)
        return "board.change", {"number": number, "rows": list(found.values()), "gone": gone}


@dataclass(slots=True)
class CallOutbox:
    """What a watcher of one call is still to be told; `after` is the last change it knows of."""

    turn: Turn = field(default_factory=Turn)
    fresh: bool = True
    after: int = 0
    _facts: Call | None = None
    _status: Status | None = None
    _weighed: dict[str, Weighed] = field(default_factory=dict)
    _flags: list[Flag] = field(default_factory=list)
    _stretches: dict[tuple[StretchKind, Role | None, float], Stretch] = field(default_factory=dict)
    _partials: dict[str, Partial] = field(default_factory=dict)
    _provisional: Frustration | None = None
    _moments: dict[str, EmpathyMoment] = field(default_factory=dict)
    _suggested: news.Suggested | None = None
    _ended: str | None = None
    _any: bool = False

    def reset(self) -> None:
        """Begin anew with a snapshot."""
        self.turn.forget()
        self.start_over()

    def start_over(self) -> None:
        """Something is missing: the next message is a snapshot."""
        self._clear()
        self.fresh = True

    @property
    def waiting(self) -> bool:
        """Is there something to tell?"""
        return self.fresh or self._any

    @property
    def finished(self) -> bool:
        """Is the call's end among what waits?"""
        return self._ended is not None

    def take(self, change: Change) -> None:
        """Fold a change in."""
        if self.fresh or change.number <= self.after:
            return
        if change.number != self.after + 1 or len(self._weighed) + len(self._flags) >= MOST_FINALS:
            self.start_over()
            return
        self.after = change.number
        self._any = True
        self._fold(change.news)

    def _fold(self, piece: News) -> None:
        match piece:
            case news.Started(call) | news.Renamed(call):
                self._facts = call
            case news.Status() as status:
                self._status = status
            case Partial() as partial:
                self._partials[partial.utterance_id] = partial
            case Weighed() as weighed:
                self._weigh(weighed)
            case news.Provisional(point):
                self._provisional = point
            case news.Flagged(flags):
                self._flags += flags
            case news.Noticed() | news.Suggested():
                self._coached(piece)
            case news.Marked(stretch):
                self._stretches[stretch.kind, stretch.role, stretch.start_s] = stretch
            case news.Ended(reason):
                self._ended = reason

    def _coached(self, piece: news.Noticed | news.Suggested) -> None:
        if isinstance(piece, news.Suggested):
            self._suggested = piece
        else:
            self._moments |= {moment.id: moment for moment in piece.moments}

    def _weigh(self, weighed: Weighed) -> None:
        name = weighed.utterance.id
        if before := self._weighed.get(name):  # corrected before it was sent
            weighed = replace(weighed, flags=before.flags)
        self._weighed[name] = weighed
        self._partials.pop(name, None)
        if weighed.frustration:
            self._provisional = None

    def snapshot(self, snapshot: news.Snapshot) -> Message:
        """The call as it stands, as the next message."""
        self._clear()
        self.fresh = False
        self.after = snapshot.number
        body = live_shapes.call(snapshot, self.turn.leave())
        return "live.snapshot", body.model_dump(mode="json")

    def change(self, call_id: str) -> Message:
        """What waits, as the next message."""
        body = out.LiveChange(
            number=self.turn.leave(),
            id=call_id,
            call=live_shapes.facts(self._facts) if self._facts else None,
            status=live_shapes.status(self._status) if self._status else None,
            weighed=live_shapes.weighed(self._weighed.values()),
            flags=[FlagOut.model_validate(flag) for flag in self._flags],
            stretches=[StretchOut.model_validate(each) for each in self._stretches.values()],
            partials=live_shapes.partials(self._partials.values()),
            provisional=live_shapes.frustration(self._provisional),
            moments=shapes.moments(list(self._moments.values())),
            suggested=live_shapes.suggested(self._suggested),
            ended=self._ended,
        )
        self._clear()
        return "live.change", body.model_dump(mode="json")

    def _clear(self) -> None:
        self._facts, self._status, self._provisional, self._ended = None, None, None, None
        self._weighed, self._flags, self._partials, self._stretches = {}, [], {}, {}
        self._moments, self._suggested = {}, None
        self._any = False


@dataclass(slots=True)
class Watcher:
    """One connection: its board, the calls it looks into, and when it was told last."""

    board: BoardOutbox | None = None
    board_sent_at: float = 0.0
    calls: dict[str, CallOutbox] = field(default_factory=dict)
    pulse: tuple[int, int] | None = None
    pulse_at: float = 0.0
    counted_at: float = 0.0
    stirred: bool = True  # something happened since the calls were counted

    def due(self) -> float:
        """When the next message or count is due, if nothing else happens."""
        at = self.counted_at + (PULSE_PAUSE_S if self.stirred else PULSE_S)
        if self.board and self.board.waiting and self.board.turn.free:
            return min(at, self.board_sent_at + BOARD_PAUSE_S)
        return at
