"""What the formats share that begin with a text message and go on with raw audio.

Vonage, jambonz and FreeSWITCH, and Asterisk's chan_websocket: the first text message says what the
audio is, binary messages are nothing but audio, further text messages say what happened.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from voicemon.telephony.events import CallStarted, Event, NoPause, WireError
from voicemon.telephony.messages import clean, farewell, limit
from voicemon.telephony.raw_audio import RawAudio

_SHOWN_CHARACTERS = 40


class Preamble(NoPause, ABC):
    """One connection: waits for `_start`, then hears. A vendor says what its texts mean."""

    vendor = ""

    def __init__(self) -> None:
        self._audio: RawAudio | None = None
        self._ended = False

    def receive(self, message: str | bytes) -> list[Event]:
        """The sender's next message."""
        if self._ended:
            return []
        if isinstance(message, str):
            limit(message)
            return self._text(message)
        if self._audio is None:
            raise WireError(
                f"Audio before the message that describes it ({self.vendor})",
                fix="Check that nothing between the vendor and here drops text messages.",
            )
        return self._audio.add(message)

    def lost(self) -> list[Event]:
        """Nothing is held back: these formats keep their order."""
        return []

    def leave(self, reason: str, *, again: bool) -> list[Event]:
        """Close; 1012 (service restart) where the sender should connect anew."""
        self._ended = True
        return [farewell(1012 if again else 1000, reason)]

    @abstractmethod
    def _text(self, message: str) -> list[Event]:
        """What a text message means; the first that describes the audio goes to `_start`."""

    def _start(self, started: CallStarted, audio: RawAudio) -> list[Event]:
        if self._audio is not None:
            raise WireError(f"A second start on one connection ({self.vendor})")
        self._audio = audio
        return [started]


def shown(value: object) -> str:
    """A wrong value as an error may repeat it."""
    return clean(value)[:_SHOWN_CHARACTERS] or "nothing"
