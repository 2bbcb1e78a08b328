"""Plays a call into a running service as one vendor's telephone system does, paced by the clock.

A message goes out when its last sample would have been spoken, `speed` times as fast; a sender that
falls behind sends at once and does not skip. Each leg of a one-leg feed has a connection and a
thread of its own, announced before. All of a call's connections share one clock, which starts when
the last of them is open.
"""

from __future__ import annotations

import base64
import binascii
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from voicemon.errors import InputError
from voicemon.simulate.connections import (
    CONNECT_S,
    GOODBYE_S,
    Connection,
    Over,
    PlayError,
    Tcp,
    WebSocket,
)
from voicemon.simulate.signing import twilio_signature
from voicemon.simulate.target import Target, announce
from voicemon.simulate.wire import FEEDS, Feed, Options, Played, Timed
from voicemon.simulate.wire.audiohook import AudioHookFeed, Login
from voicemon.simulate.wire.raw import LegFeed

__all__ = ["OtherLegError", "PlayError", "Sent", "Target", "play"]

STREAM, AUDIOHOOK = "/ingest/stream", "/ingest/audiohook"
AHEAD_S = 0.1  # between two looks at the clock: how long a reply may wait at most
READY_S = 10.0
MOST_RECONNECTS = 20
FACTS = ("agent", "customer", "queue", "team", "language", "direction", "consent")


@dataclass(frozen=True, slots=True)
class Sent:
    """What was played: seconds of the call, seconds it took, the most it was late, and how many
    messages. `origin_s`: monotonic moment of the call's first sample.
    """

    call: str
    audio_s: float
    took_s: float
    late_s: float
    messages: int
    origin_s: float


def play(
    feed: str,
    played: Played,
    target: Target,
    *,
    speed: float = 1.0,
    options: Options | None = None,
    progress: Callable[[float], None] = lambda _: None,
    stop: threading.Event | None = None,
) -> Sent:
    """Play a call to its end; `progress` is told the seconds sent. Blocks.

    `stop`: hang up early. Raises PlayError when the service refuses or breaks off, InputError for
    what this feed cannot carry.
    """
    if feed not in FEEDS:
        raise InputError(f"there is no feed {feed!r}", f"one of: {', '.join(FEEDS)}")
    if speed <= 0:
        raise InputError(f"the speed is {speed}", "1 is as fast as the call was spoken")
    kind = FEEDS[feed]
    legs = [played]
    if kind.single_leg:
        legs = [played.leg(channel) for channel in range(len(played.channels))]
    clock = _Clock(speed, threading.Barrier(len(legs)))
    stop = stop or threading.Event()
    senders = [_Sender(kind, leg, target, options, clock, progress, stop) for leg in legs]
    for sender in senders:
        sender.announce()
    tallies = _together(senders) if len(senders) > 1 else [senders[0].run()]
    return Sent(
        call=played.call,
        audio_s=max(tally.sent_s for tally in tallies),
        took_s=time.monotonic() - clock.origin_s,
        late_s=max(tally.late_s for tally in tallies),
        messages=sum(tally.messages for tally in tallies),
        origin_s=clock.origin_s,
    )


class OtherLegError(PlayError):
    """A leg was given up because another one of its call failed, which says why."""


@dataclass(slots=True)
class _Clock:
    """When the call began, the same for all its legs."""

    speed: float
    barrier: threading.Barrier
    origin_s: float = 0.0

    def start(self) -> None:
        """Wait for the other legs."""
        try:
            if self.barrier.wait(CONNECT_S + READY_S) == 0:
                self.origin_s = time.monotonic()
            self.barrier.wait(CONNECT_S)
        except threading.BrokenBarrierError:
            raise OtherLegError("the other leg of this call did not come in") from None

    def due_in_s(self, at_s: float) -> float:
        """Seconds until a moment of the call."""
        return self.origin_s + at_s / self.speed - time.monotonic()


@dataclass(slots=True)
class _Tally:
    sent_s: float = 0.0
    late_s: float = 0.0
    messages: int = 0


class _Sender:
    """One leg: connects, and connects anew when the service asks for it."""

    def __init__(
        self,
        kind: type[Feed],
        played: Played,
        target: Target,
        options: Options | None,
        clock: _Clock,
        progress: Callable[[float], None],
        stop: threading.Event,
    ) -> None:
        self._target = target
        self._clock = clock
        self._progress = progress
        self._stop = stop
        self._tally = _Tally()
        self._feed = kind(played, options)
        if isinstance(self._feed, AudioHookFeed):
            self._feed.login = self._login()

    def announce(self) -> None:
        """Tell the service of a leg that cannot say itself whose it is."""
        if not isinstance(self._feed, LegFeed):
            return
        played = self._feed.played
        about = {name: played.facts[name] for name in FACTS if name in played.facts}
        name = {"uuid" if self._feed.tcp else "connection": self._feed.connection}
        announce(self._target, {**name, "call": played.call, "role": played.roles[0], **about})

    def run(self) -> _Tally:
        """The whole leg."""
        try:
            self._run()
        except BaseException:
            self._clock.barrier.abort()  # the other legs must not wait for this one
            raise
        return self._tally

    def _run(self) -> None:
        for _ in range(MOST_RECONNECTS):
            line = self._connect()
            try:
                self._converse(line)
            except (Over, PlayError) as error:
                line.cut()
                if isinstance(error, PlayError) and not _asked_back(self._feed):
                    raise
            except BaseException:
                line.cut()
                raise
            else:
                line.close()
            feed = self._feed
            if not (isinstance(feed, AudioHookFeed) and _asked_back(feed)):
                return
            self._feed = AudioHookFeed(feed.played, feed.options, self._login(), before=feed)
        raise PlayError("the service asks to connect anew again and again")

    def _converse(self, line: Connection) -> None:
        feed = self._feed
        for message in feed.opening():
            self._send(line, message)
        until = time.monotonic() + READY_S
        while not feed.ready:
            if time.monotonic() > until:
                raise PlayError(f"the service did not answer the opening of {feed.name}")
            self._listen(line, until - time.monotonic())
        if not self._clock.origin_s:
            self._clock.start()
        self._play(line, feed.media())
        for message in feed.closing():
            self._send(line, message)
        if isinstance(feed, AudioHookFeed):
            until = time.monotonic() + GOODBYE_S
            while not feed.closed and time.monotonic() < until:
                self._listen(line, until - time.monotonic())

    def _play(self, line: Connection, media: Iterator[Timed]) -> None:
        for timed in media:
            self._wait(line, timed.at_s)
            if self._feed.done or self._stop.is_set():
                return
            if timed.message:
                line.send(timed.message)
            self._tally.messages += 1
            self._tally.sent_s = timed.at_s
            self._progress(timed.at_s)

    def _wait(self, line: Connection, at_s: float) -> None:
        """Listen until the moment has come."""
        left_s = self._clock.due_in_s(at_s)
        self._tally.late_s = max(self._tally.late_s, -left_s)
        self._listen(line, min(max(left_s, 0.0), AHEAD_S))
        while (left_s := self._clock.due_in_s(at_s)) > 0 and not self._stop.is_set():
            self._listen(line, min(left_s, AHEAD_S))

    def _listen(self, line: Connection, wait_s: float) -> None:
        message = line.receive(wait_s)
        while message is not None:
            for reply in self._feed.receive(message):
                self._send(line, reply)
            message = line.receive(0.0)

    def _send(self, line: Connection, message: str | bytes) -> None:
        line.send(message)
        self._tally.messages += 1

    def _connect(self) -> Connection:
        feed, target = self._feed, self._target
        if feed.tcp:
            return Tcp(target.audiosocket)
        base = target.websocket.rstrip("/")
        if isinstance(feed, AudioHookFeed):
            headers = {**feed.headers(), **({} if feed.login else {"X-API-KEY": target.key})}
            return WebSocket(base + AUDIOHOOK, headers, feed.subprotocols)
        url = f"{base}{STREAM}/{target.key}" if target.key else base + STREAM
        headers = dict(feed.headers())
        if target.secret and feed.name == "twilio":
            headers |= twilio_signature(url, target.secret)
        return WebSocket(url, headers, feed.subprotocols)

    def _login(self) -> Login | None:
        """A signature lasts seconds, so that each handshake has its own."""
        if not self._target.secret:
            return None
        try:
            secret = base64.b64decode(self._target.secret, validate=True)
        except binascii.Error:
            raise InputError("the client secret of AudioHook is not base64") from None
        authority = urlsplit(self._target.websocket).netloc
        return Login(authority, AUDIOHOOK, self._target.key, secret, int(time.time()))


def _asked_back(feed: Feed) -> bool:
    """Whether the service said that this call should go on in another connection."""
    return isinstance(feed, AudioHookFeed) and feed.again


def _together(senders: list[_Sender]) -> list[_Tally]:
    """Each leg on a thread of its own; raises what was first at fault."""
    with ThreadPoolExecutor(len(senders), thread_name_prefix="leg") as pool:
        legs = [pool.submit(sender.run) for sender in senders]
    failed = [error for leg in legs if (error := leg.exception()) is not None]
    failed.sort(key=lambda error: isinstance(error, OtherLegError))
    if failed:
        raise failed[0]
    return [leg.result() for leg in legs]
