"""One connection's conversation: its parser's events, in order, become calls of a desk's line.

State     what happens → next state
FRESH     a call starts → OPENING (the desk is asked, on a thread that may wait; nothing is read)
OPENING   the line is there → OPEN (what had come meanwhile follows); refused → OVER
OPEN      audio, keys, pauses, facts go to the line; the sender's goodbye, a broken message, a lost
          connection, our own leaving → OVER; where the sender answers our goodbye → LEAVING
LEAVING   as OPEN, for `PARTING_S` at most: the sender's answer to our goodbye → OVER
OVER      nothing is taken any more
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import structlog

from voicemon.errors import Conflict, StoreBusy, VoicemonError
from voicemon.privacy.redaction import redact_text
from voicemon.runtime.live.ports import Line
from voicemon.sources.door import Door, Opened, Refused, without_secrets
from voicemon.sources.ports import Peer, Threads
from voicemon.telephony.events import (
    CallEnded,
    CallStarted,
    Close,
    Dtmf,
    Event,
    Heard,
    Held,
    Paused,
    Resumed,
    Send,
    Updated,
    Wire,
    WireError,
)

log = structlog.get_logger(__name__)

NORMAL, NOT_ALLOWED, BROKEN_HERE, RESTART, TRY_AGAIN = 1000, 1008, 1011, 1012, 1013
SORRY = "voicemon made a mistake"
PARTING_S = 1.0  # for the answer to our goodbye, in a format that has one


class State(StrEnum):
    """Where a session stands."""

    FRESH = "fresh"
    OPENING = "opening"
    OPEN = "open"
    LEAVING = "leaving"
    OVER = "over"


class Session:
    """One connection from its first message to its end. Every method is called on one thread."""

    def __init__(self, wire: Wire, peer: Peer, door: Door, threads: Threads) -> None:
        self._wire = wire
        self._peer = peer
        self._door = door
        self._threads = threads
        self._state = State.FRESH
        self._opened: Opened | None = None
        self._kept_events: list[Event] = []
        self._kept_messages: list[str | bytes] = []
        self._meanwhile: str | None = None  # how the connection ended while the desk was asked
        self._said_goodbye = False
        self._ends = ""  # what ends the leg whose sender was told to leave
        self.begun = False  # has the sender said anything that makes sense
        self.source: str | None = None  # whose key let it in, once it is open

    @property
    def call_id(self) -> str | None:
        """The call that this connection carries a leg of."""
        return self._opened.line.call_id if self._opened else None

    @property
    def over(self) -> bool:
        """Nothing more is taken."""
        return self._state is State.OVER

    def receive(self, message: str | bytes) -> None:
        """The sender's next message."""
        if self._state is State.OPENING:
            self._kept_messages.append(message)  # few: the connection is not read meanwhile
        elif self._state is not State.OVER:
            self._understand(message)

    def lost(self, *, clean: bool) -> None:
        """The connection is gone; `clean`: the sender closed it in an orderly way."""
        if self._state is State.OPENING:
            self._meanwhile = "hangup" if clean else ""
        elif self._state is not State.OVER:
            self._take(self._wire.lost())
            self._finish(self._ends or ("hangup" if clean else ""))

    def leave(self, reason: str, code: int, *, ended: str) -> None:
        """End this connection from our side; its leg of the call ends as `ended`. What the sender
        still says is heard where its format has an answer to our goodbye.
        """
        if self._state is State.OVER:
            return
        if self._state is State.OPENING:
            self._meanwhile = ended
            self._goodbye(reason, code)
            return
        self._take(self._wire.lost())
        waits = self._last_words(reason, code) and self._state is not State.LEAVING
        self._ends = ended
        if waits:
            self._state = State.LEAVING
            self._threads.later(PARTING_S, lambda: self._left(reason, code))
        else:
            self._finish(ended)
            self._shut(reason, code)

    def _left(self, reason: str, code: int) -> None:
        """The sender had its moment."""
        if self._state is State.LEAVING:
            self._finish(self._ends)
            self._shut(reason, code)

    def pause(self) -> None:
        """Ask the sender to send nothing for now, where its format has a word for that."""
        self._take(self._wire.pause())

    def resume(self) -> None:
        """Take `pause` back."""
        self._take(self._wire.resume())

    def _understand(self, message: str | bytes) -> None:
        try:
            events = self._wire.receive(message)
        except WireError as error:
            self._broken(error)
        except Exception:  # a parser's fault must not touch the other calls
            log.exception("a parser broke", vendor=self._wire.vendor, address=self._peer.address)
            self._broken(WireError(SORRY, BROKEN_HERE))
        else:
            self.begun = self.begun or bool(events)
            self._take(events)

    def _take(self, events: Sequence[Event]) -> None:
        for event in events:
            if self._state is State.OPENING:
                self._kept_events.append(event)
            elif self._state is not State.OVER:
                self._try(event)
        if self._said_goodbye and self._state is State.OPEN:
            self._state = State.OVER
            self._peer.close(NORMAL, "the call is over")

    def _try(self, event: Event) -> None:
        try:
            self._do(event)
        except Exception as error:  # a fault of ours ends this connection and no other
            self._refuse(error)

    def _do(self, event: Event) -> None:
        if isinstance(event, Heard):  # nearly all events
            if self._opened is not None:
                self._opened.line.hear(event.track, event.start, event.samples, event.rate_hz)
        elif isinstance(event, Send):
            self._peer.send(event.message)
        elif isinstance(event, CallStarted):
            self._start(event)
        elif isinstance(event, CallEnded):
            self._said_goodbye = True
            self._finish(event.reason, State.OPEN)  # the format's own last words may follow
        elif isinstance(event, Close):
            self._finish("")
            self._peer.close(event.code, event.reason)
        elif self._opened is not None:
            self._tell(self._opened.line, event)

    def _tell(self, line: Line, event: Event) -> None:
        if isinstance(event, Dtmf):
            line.dtmf(event.track)
        elif isinstance(event, Paused):
            line.pause(wipe=event.wipe)
        elif isinstance(event, Resumed):
            line.resume(event.discarded_s)
        elif isinstance(event, Held):
            line.hold(on=event.on)
        elif isinstance(event, Updated):
            line.update(without_secrets(event.facts))

    def _start(self, started: CallStarted) -> None:
        self._state = State.OPENING
        self._peer.halt()
        vendor = self._wire.vendor

        def work() -> None:
            result: Opened | Exception
            try:
                result = self._door.open(started, vendor)
            except Exception as error:
                result = error
            self._threads.back(lambda: self._started(result))

        self._threads.away(work)

    def _started(self, result: Opened | Exception) -> None:
        gone = self._state is State.OVER  # we left while the desk was asked
        if isinstance(result, Exception):
            if not gone:
                self._refuse(result)
            return
        self._opened, self.source = result, result.sender.source
        if gone:
            self._finish(self._meanwhile or "")
            return
        self._state = State.OPEN
        events, self._kept_events = self._kept_events, []
        messages, self._kept_messages = self._kept_messages, []
        self._take(events)
        for message in messages:
            self.receive(message)
        if self._meanwhile is not None:
            self.lost(clean=bool(self._meanwhile))
        self._peer.go_on()

    def _broken(self, error: WireError) -> None:
        self._note(error, error.close)
        self._take(self._wire.lost())
        self._finish("")
        self._goodbye(error.message, error.close)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, Refused):
            code = error.close
        elif isinstance(error, StoreBusy | Conflict):
            code = TRY_AGAIN
        elif isinstance(error, VoicemonError):
            code = NOT_ALLOWED
        else:
            log.error("a call could not be opened", exc_info=error)
            error, code = VoicemonError(SORRY), BROKEN_HERE
        self._note(error, code)
        self._finish("")
        self._goodbye(error.message, code)

    def _goodbye(self, reason: str, code: int) -> None:
        """The format's last words, then the close with a code that says why."""
        self._last_words(reason, code)
        self._shut(reason, code)

    def _last_words(self, reason: str, code: int) -> bool:
        """Whether the sender has an answer to them."""
        word = "unauthorized" if code == NOT_ALLOWED else reason
        events = self._wire.leave(word, again=code == RESTART)
        for event in events:
            if isinstance(event, Send):
                self._peer.send(event.message)
        return any(isinstance(event, Close) and event.waits for event in events)

    def _shut(self, reason: str, code: int) -> None:
        self._state = State.OVER
        self._peer.close(code, reason)
        self._peer.go_on()

    def _finish(self, ended: str, then: State = State.OVER) -> None:
        """The leg is over for the reason `ended`; "": its line is lost and may come again, unless
        we told the sender to leave.
        """
        self._state, ended = then, ended or self._ends
        if self._opened is None:
            return
        opened, self._opened = self._opened, None
        if ended:
            opened.line.end(ended)
        else:
            opened.line.lost()
        if opened.leg is not None:
            self._release(opened.leg, lost=not ended)

    def _release(self, leg: str, *, lost: bool) -> None:
        self._threads.away(lambda: self._released(leg, lost))

    def _released(self, leg: str, lost: bool) -> None:
        try:
            self._door.release(leg, lost=lost)
        except VoicemonError as error:
            log.warning("a leg stays in use", message=error.message)

    def _note(self, error: VoicemonError, code: int) -> None:
        log.warning(
            "sender refused",
            vendor=self._wire.vendor,
            address=self._peer.address,
            source=self.source,
            close=code,
            reason=redact_text(error.message),
        )
