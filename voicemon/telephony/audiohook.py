"""Genesys AudioHook version 2, the server's side: both channels of a call on one WebSocket.

Source: developer.genesys.cloud, "AudioHook Protocol Reference", and the vendor's reference
implementation. The client leads: it opens, sends audio when it has our `opened`, and closes.
External is the customer, internal the agent. A client whose connection broke, or whom we asked to,
opens a new session that names the one it continues (the fact `continues`), for the same
conversation; a session closed for that reason ends no call.

| state  | message → next state (what follows)                                                |
|--------|------------------------------------------------------------------------------------|
| NEW    | open → OPEN (a call starts, a probe starts none; then `opened`)                    |
| OPEN   | paused → PAUSED; discarded → OPEN (time without audio); audio is heard             |
| PAUSED | resumed → OPEN; discarded → PAUSED (counted with `resumed`)                        |
| BROKEN | a WireError was raised, of which `leave` tells the client; only ping and close act |
| CLOSED | nothing acts                                                                       |

In all but CLOSED: ping (`pong`), error (kept for the reason), close → CLOSED (`closed`). In OPEN
and PAUSED also: update (`updated`), and paused or resumed where that is so already (nothing). Any
other message, or audio in another state than OPEN, is an error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from voicemon.telephony.audiohook_messages import (
    VERSION,
    Message,
    Opening,
    discarded_s,
    opening,
    read,
)
from voicemon.telephony.events import (
    CallEnded,
    CallStarted,
    Event,
    Paused,
    Resumed,
    Send,
    Updated,
    WireError,
)
from voicemon.telephony.messages import farewell, text
from voicemon.telephony.preamble import shown
from voicemon.telephony.raw_audio import RawAudio
from voicemon.types import Role


class State(StrEnum):
    """Where a session stands."""

    NEW = "new"
    OPEN = "open"
    PAUSED = "paused"
    BROKEN = "broken"
    CLOSED = "closed"


ALLOWED: Mapping[State, frozenset[str]] = {
    State.NEW: frozenset({"open", "ping", "error", "close"}),
    State.OPEN: frozenset({"paused", "resumed", "discarded", "ping", "update", "error", "close"}),
    State.PAUSED: frozenset({"paused", "resumed", "discarded", "ping", "update", "error", "close"}),
    State.BROKEN: frozenset({"ping", "error", "close"}),
}
ROLES = {"external": Role.CUSTOMER, "internal": Role.AGENT}
CLOSE_REASONS = ("end", "error", "disconnect", "reconnect")

_UNAUTHORIZED = 1008


class AudioHook:
    """One session. `organization` and `session` are those of the handshake's signed headers, ""
    where there are none; `languages` is what we say we understand when asked.
    """

    vendor = "audiohook"

    def __init__(
        self, organization: str = "", session: str = "", languages: tuple[str, ...] = ()
    ) -> None:
        self.state = State.NEW
        self._organization = organization.lower()
        self._session = session.lower()
        self._languages = languages
        self._seq = 0  # of our last message
        self._clientseq = 0  # of the client's
        self._audio: RawAudio | None = None
        self._probe = False
        self._start_paused = False
        self._discarded_s = 0.0
        self._client_error = ""
        self._error: WireError | None = None

    def receive(self, message: str | bytes) -> list[Event]:
        """The client's next message; raises WireError, of which `leave` then tells the client."""
        if self.state is State.CLOSED:
            return []
        try:
            return self._text(message) if isinstance(message, str) else self._hear(message)
        except WireError as error:
            if self.state is State.BROKEN:
                return []
            self.state, self._error = State.BROKEN, error
            raise

    def lost(self) -> list[Event]:
        """Nothing is held back: the format keeps its order."""
        return []

    def pause(self) -> list[Event]:
        """Ask the client to send no audio; before it has opened, say so in `opened`."""
        return self._ask("pause")

    def resume(self) -> list[Event]:
        """Take `pause` back."""
        return self._ask("resume")

    def leave(self, reason: str, *, again: bool) -> list[Event]:
        """`reconnect` or `disconnect`, then the close. A client that we ask to come again sends
        audio until it has sent its `close`, which `receive` answers.
        """
        close = farewell(1012 if again else 1000, reason)
        if self.state is State.CLOSED or not self._session:
            return [close]
        if self._error is not None:
            why = "unauthorized" if self._error.close == _UNAUTHORIZED else "error"
            goodbye = self._send("disconnect", {"reason": why, "info": self._error.message})
            return [goodbye, farewell(self._error.close, self._error.message)]
        if again:
            open_still = self.state in (State.OPEN, State.PAUSED)
            return [self._send("reconnect", {"info": reason}), replace(close, waits=open_still)]
        why = "unauthorized" if reason == "unauthorized" else "completed"
        return [self._send("disconnect", {"reason": why, "info": reason}), close]

    def _text(self, message: str) -> list[Event]:
        said = read(message)
        self._check(said)
        handlers: Mapping[str, Callable[[Mapping[str, object]], list[Event]]] = {
            "open": self._open,
            "close": self._close,
            "ping": lambda _: [self._send("pong", {})],
            "paused": self._paused,
            "resumed": self._resumed,
            "discarded": self._discarded,
            "update": self._update,
            "error": self._remember,
        }
        return handlers[said.kind](said.parameters)

    def _check(self, message: Message) -> None:
        """Numbers, session and state; only then is a message what it says it is."""
        if message.seq != self._clientseq + 1:
            raise WireError(f"AudioHook: message {message.seq} after {self._clientseq}")
        self._clientseq = message.seq
        self._session = self._session or message.session
        if message.session != self._session:
            raise WireError("AudioHook: a message of another session", close=_UNAUTHORIZED)
        if message.serverseq > self._seq:
            raise WireError(f"AudioHook: answers message {message.serverseq} that was never sent")
        if message.kind not in ALLOWED[self.state]:
            raise WireError(f"AudioHook: “{shown(message.kind)}” in state {self.state}")

    def _hear(self, data: bytes) -> list[Event]:
        if self.state is State.BROKEN or not data:
            return []
        if self.state is not State.OPEN or self._audio is None:
            raise WireError(f"AudioHook: audio in state {self.state}")
        heard = self._audio.add(data)
        return [] if self._probe else heard

    def _open(self, parameters: Mapping[str, object]) -> list[Event]:
        said = opening(parameters)
        if self._organization and said.organization != self._organization:
            raise WireError(
                "AudioHook: the session is opened for another organisation than was signed for",
                close=_UNAUTHORIZED,
            )
        self.state, self._probe = State.OPEN, said.is_probe
        media = said.media
        self._audio = RawAudio(media.channels, media.rate_hz, media.encoding)
        answer: dict[str, object] = {"media": [media.as_offered()]}
        if self._start_paused:
            answer["startPaused"] = True
        if said.wants_languages:
            answer["supportedLanguages"] = list(self._languages)
        opened = self._send("opened", answer)
        return [*([] if self._probe else [self._started(said)]), opened]

    def _started(self, said: Opening) -> CallStarted:
        return CallStarted(
            call=said.conversation,
            connection=self._session,
            tracks=said.media.channels,
            rate_hz=said.media.rate_hz,
            roles={channel: ROLES[channel] for channel in said.media.channels},
            facts=said.facts,
        )

    def _close(self, parameters: Mapping[str, object]) -> list[Event]:
        reason = text(parameters, "reason")
        if reason not in CLOSE_REASONS:
            raise WireError(f"AudioHook: closes for “{shown(reason)}”")
        goes_on = reason == "reconnect" or self._audio is None or self._probe
        closed = self._send("closed", {})
        self.state = State.CLOSED
        said = f"error {self._client_error}".strip() if reason == "error" else reason
        ended: list[Event] = [] if goes_on else [CallEnded(said)]
        return [*ended, closed, farewell(1000, reason)]

    def _paused(self, parameters: Mapping[str, object]) -> list[Event]:
        if self.state is State.PAUSED:
            return []
        self.state = State.PAUSED
        if self._audio is not None:
            self._audio.forget()
        return self._of_call(Paused())

    def _resumed(self, parameters: Mapping[str, object]) -> list[Event]:
        left_out_s = discarded_s(parameters)
        if self.state is State.OPEN:
            return []
        self.state = State.OPEN
        resumed = Resumed(self._discarded_s + left_out_s)
        self._discarded_s = 0.0
        return self._of_call(resumed)

    def _discarded(self, parameters: Mapping[str, object]) -> list[Event]:
        left_out_s = discarded_s(parameters)
        if self.state is State.PAUSED:
            self._discarded_s += left_out_s
            return []
        return self._of_call(Paused(), Resumed(left_out_s))

    def _update(self, parameters: Mapping[str, object]) -> list[Event]:
        language = text(parameters, "language")
        changed = self._of_call(Updated({"language": language})) if language else []
        return [self._send("updated", {}), *changed]

    def _remember(self, parameters: Mapping[str, object]) -> list[Event]:
        code, message = parameters.get("code"), text(parameters, "message")
        number = str(code) if isinstance(code, int) and 0 < code < 1000 else ""  # noqa: PLR2004
        self._client_error = f"{number} {message}".strip()
        return []

    def _of_call(self, *events: Event) -> list[Event]:
        return [] if self._probe else list(events)

    def _ask(self, what: str) -> list[Event]:
        if self.state is State.NEW:
            self._start_paused = what == "pause"
        if self.state not in (State.OPEN, State.PAUSED):
            return []
        return [self._send(what, {})]

    def _send(self, kind: str, parameters: Mapping[str, object]) -> Send:
        self._seq += 1
        message = {
            "version": VERSION,
            "id": self._session,
            "type": kind,
            "seq": self._seq,
            "clientseq": self._clientseq,
            "parameters": parameters,
        }
        return Send(json.dumps(message))
