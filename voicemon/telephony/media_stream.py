"""The family of JSON messages with base64 audio: `connected`, `start`, `media`, `dtmf`, `stop`.

A vendor is a `Dialect`: the names it gives to the same things. States of a connection:

| state   | start        | media        | dtmf | stop  | anything else |
|---------|--------------|--------------|------|-------|---------------|
| opening | → running    | error 1002   | –    | error 1002 | –        |
| running | error 1002   | heard        | told | → over | –            |
| over    | error 1002   | –            | –    | –     | –             |

“–” is taken and means nothing. After an error `lost` still gives what waited for its turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

import numpy as np

from voicemon.audio import codecs
from voicemon.audio.codecs import Encoding
from voicemon.telephony import messages
from voicemon.telephony.events import CallEnded, CallStarted, Dtmf, Event, WireError
from voicemon.telephony.messages import Json
from voicemon.telephony.order import Clock, Order
from voicemon.types import Samples

MAX_TRACKS = 8
_FIRST_CHUNK = 1


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a vendor calls things. `calls`: where the call's name stands in `start`, best first.

    `encodings`: what the vendor calls what we take; the first is meant where nothing is said.
    `tracks` are meant where `start` names none. `told` are members of `start` that become facts.
    """

    vendor: str
    stream: str
    calls: tuple[str, ...]
    parameters: str
    media_format: str
    rate: str
    encodings: Mapping[str, Encoding]
    rates_hz: tuple[int, ...]
    tracks: tuple[str, ...]
    told: tuple[str, ...] = ()


class _State(Enum):
    OPENING = auto()
    RUNNING = auto()
    OVER = auto()


class MediaStream:
    """One connection of a sender of this family: an `events.Wire`."""

    def __init__(self, dialect: Dialect) -> None:
        self.vendor = dialect.vendor
        self.dialect = dialect
        self._state = _State.OPENING
        self._stream = ""
        self._rate_hz = dialect.rates_hz[0]
        self._encoding = next(iter(dialect.encodings.values()))
        self._orders: dict[str, Order] = {}
        self._first_track = ""

    def receive(self, message: str | bytes) -> list[Event]:
        """The sender's next message."""
        data = messages.read(message)
        event = data.get("event")
        if event == "media":
            return self._media(data)
        if event == "start":
            return self._start(data)
        if event == "stop":
            return self._stop(data)
        if event == "dtmf" and self._state is _State.RUNNING:
            return [self._dtmf(data)]
        if not isinstance(event, str):
            raise WireError("The message does not say what it is: “event” is missing.")
        return []

    def lost(self) -> list[Event]:
        """Audio that still waited for its turn."""
        self._state = _State.OVER
        return self._flush()

    def pause(self) -> list[Event]:
        """The format has no word for it; audio that waited for its turn is forgotten."""
        for order in self._orders.values():
            order.forget()
        return []

    def resume(self) -> list[Event]:
        """The format has no word for it."""
        return []

    def leave(self, reason: str, *, again: bool) -> list[Event]:
        """Close; 1012 (service restart) asks for another try."""
        return [*self.lost(), messages.farewell(1012 if again else 1000, reason)]

    def parameters(self, data: Json, start: Json) -> Mapping[str, object]:
        """The customer's own words that came with `start`."""
        return messages.section(start, self.dialect.parameters)

    def _start(self, data: Json) -> list[Event]:
        if self._state is not _State.OPENING:
            raise WireError(
                "A second “start” came on one connection.", 1002, "Open a connection for each call."
            )
        start, dialect = messages.section(data, "start"), self.dialect
        facts = messages.facts(
            {name: start.get(name) for name in dialect.told} | dict(self.parameters(data, start))
        )
        call = facts.get("call") or messages.text(start, *dialect.calls)
        stream = messages.text(start, dialect.stream) or messages.text(data, dialect.stream)
        if not call or not stream:
            raise WireError(f"“start” names no {dialect.stream} or no {dialect.calls[0]}.")
        self._take_format(messages.section(start, dialect.media_format))
        tracks = self._tracks(start.get("tracks"))
        clock = Clock()
        self._orders = {name: Order(name, self._rate_hz, clock, _FIRST_CHUNK) for name in tracks}
        self._first_track, self._stream, self._state = tracks[0], stream, _State.RUNNING
        return [CallStarted(call, stream, tracks, self._rate_hz, facts=facts)]

    def _take_format(self, form: Json) -> None:
        named = messages.text(form, "encoding").lower()
        name, *options = named.replace(" ", "").split(";")
        sent = form.get(self.dialect.rate)
        if sent is None:
            sent = next((option[5:] for option in options if option.startswith("rate=")), None)
        rate_hz = messages.whole(sent, "The rate")
        channels = messages.whole(form.get("channels"), "The number of channels")
        if name:
            self._encoding = self._known(name)
        if rate_hz is not None:
            self._rate_hz = rate_hz
        g711 = self._encoding is not Encoding.S16LE
        wrong_rate = self._rate_hz not in self.dialect.rates_hz or (g711 and self._rate_hz != 8000)
        if wrong_rate or channels not in {None, 1}:
            raise self._refused(f"{name or self._encoding} {self._rate_hz} Hz, {channels or 1} ch")

    def _known(self, name: str) -> Encoding:
        encoding = self.dialect.encodings.get(name)
        if encoding is None:
            raise self._refused(name)
        return encoding

    def _refused(self, what: str) -> WireError:
        encodings = ", ".join(self.dialect.encodings)
        rates = ", ".join(str(rate) for rate in self.dialect.rates_hz)
        return WireError(
            f"The sender offers “{what}”; taken are {encodings}, one channel, at {rates} Hz.",
            1003,
            "Change the stream's audio format at the sender.",
        )

    def _tracks(self, named: object) -> tuple[str, ...]:
        if named is None or named == []:
            return self.dialect.tracks
        if not isinstance(named, list) or len(named) > MAX_TRACKS:
            raise WireError(f"“tracks” is not a list of at most {MAX_TRACKS} names.", 1007)
        return tuple(dict.fromkeys(_track(name) for name in named))

    def _media(self, data: Json) -> list[Event]:
        if self._state is not _State.RUNNING:
            if self._state is _State.OVER:
                return []
            raise WireError("Audio came before “start”.", 1002, "Send “start” first.")
        media = data.get("media")
        if type(media) is not dict:
            raise WireError("“media” is not an object.", 1007)
        stream = data.get(self.dialect.stream)
        if stream is not None and stream != self._stream:
            raise WireError("Audio of another stream came on this connection.", 1008)
        samples = decoded(messages.audio(media.get("payload")), self._encoding)
        at_ms = messages.whole(media.get("timestamp"), "“timestamp”")
        at = None if at_ms is None else at_ms * self._rate_hz // 1000
        chunk = messages.whole(media.get("chunk"), "“chunk”")
        heard: list[Event] = []
        heard += self._order(media.get("track")).add(samples, chunk, at)
        return heard

    def _order(self, track: object) -> Order:
        if track is None:
            return self._orders[self._first_track]
        order = self._orders.get(track) if isinstance(track, str) else None
        order = order or self._orders.get(_track(track))
        if order is None:
            raise WireError(
                f"Audio of a track “{_track(track)}” came; “start” told of "
                f"{', '.join(self._orders)}."
            )
        return order

    def _dtmf(self, data: Json) -> Dtmf:
        track = messages.section(data, "dtmf").get("track")
        return Dtmf(None if track is None else _track(track))

    def _stop(self, data: Json) -> list[Event]:
        if self._state is _State.OPENING:
            raise WireError("“stop” came before “start”.")
        if self._state is _State.OVER:
            return []
        stop = data.get("stop")
        reason = stop.get("reason") if isinstance(stop, dict) else None
        return [*self.lost(), CallEnded(messages.clean(reason or "hangup"))]

    def _flush(self) -> list[Event]:
        heard: list[Event] = []
        for order in self._orders.values():
            heard += order.flush()
        return heard


def decoded(data: bytes, encoding: Encoding) -> Samples:
    """Telephone bytes → float32 [n]; an odd last byte of 16-bit audio is left out."""
    if encoding is Encoding.S16LE:
        return codecs.decode(data, encoding)
    return _law(encoding)[np.frombuffer(data, np.uint8)]


@cache
def _law(encoding: Encoding) -> Samples:
    """The 256 levels of a G.711 law as they are heard."""
    return codecs.decode(bytes(range(256)), encoding)


def _track(name: object) -> str:
    """A track's name; some messages say `inbound_track` for `inbound`."""
    if not isinstance(name, str):
        raise WireError("A track's name is not text.", 1007)
    return messages.clean(name)[:40].removesuffix("_track") or "inbound"
