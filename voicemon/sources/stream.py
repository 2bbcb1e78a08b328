"""A sender's socket in the one loop of all senders: small reads, a pace, a patience.

A turn of the loop reads at most `READ_BYTES` of one socket, so that a flood takes its turn like
everybody. A sender faster than its pace is read more slowly, which its own TCP stack makes it
feel; nothing is dropped for it. One that waits with what it must say, or does not read what we
say, is closed.
"""

from __future__ import annotations

import asyncio
import ipaddress
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import cast

READ_BYTES = 16 * 1024
UNREAD_BYTES = 256 * 1024  # of our words that the sender leaves unread
WAITERS = 4  # threads for what may wait
LINGER_S = 5.0  # for the sender to close after we said goodbye


@dataclass(slots=True)
class Bucket:
    """Tokens that come back at `rate_per_s` up to `most`; may be overdrawn."""

    rate_per_s: float
    most: float
    left: float = field(init=False)
    _seen_s: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self.left = self.most

    def take(self, tokens: float, now_s: float) -> float:
        """Take tokens; returns the seconds until the bucket is not overdrawn, 0 when it is not."""
        self._refill(now_s)
        self.left -= tokens
        return max(0.0, -self.left / self.rate_per_s)

    def try_take(self, tokens: float, now_s: float) -> bool:
        """Take tokens if there are so many."""
        self._refill(now_s)
        if self.left < tokens:
            return False
        self.left -= tokens
        return True

    def is_full(self, now_s: float) -> bool:
        """Nothing was taken that has not come back."""
        self._refill(now_s)
        return self.left >= self.most

    def _refill(self, now_s: float) -> None:
        back = (now_s - self._seen_s) * self.rate_per_s
        self.left = min(self.most, self.left + back)
        self._seen_s = now_s


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one sender is read."""

    messages_per_s: float = 2000.0
    bytes_per_s: float = 4_000_000.0


class Loop:
    """The loop that the sockets live in, and threads for what may wait."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._waiters = ThreadPoolExecutor(WAITERS, thread_name_prefix="ingest-wait")

    def now_s(self) -> float:
        """The loop's clock."""
        return self.loop.time()

    def away(self, work: Callable[[], None]) -> None:
        """Do it on another thread."""
        self._waiters.submit(work)

    def back(self, work: Callable[[], None]) -> None:
        """Do it on the loop's thread, soon; from any thread, even when the loop has ended."""
        try:
            self.loop.call_soon_threadsafe(work)
        except RuntimeError:  # the loop is closed: nobody is left to be told
            return

    def later(self, after_s: float, work: Callable[[], None]) -> None:
        """Do it in `after_s` seconds, on the loop's thread; from that thread."""
        self.loop.call_later(after_s, work)

    def close(self) -> None:
        """End the threads, when what they do is done."""
        self._waiters.shutdown()


class Stream(ABC, asyncio.BufferedProtocol):
    """One socket. A kind of sender says what its bytes mean: `_came`, and who counts them."""

    def __init__(self, threads: Loop, pace: Pace, registry: set[Stream]) -> None:
        self._threads = threads
        self._registry = registry
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray(READ_BYTES)
        self._view = memoryview(self._buffer)
        self._messages = Bucket(pace.messages_per_s, pace.messages_per_s)
        self._bytes = Bucket(pace.bytes_per_s, pace.bytes_per_s)
        self._halts = 0
        self._halted = False
        self.address = ""
        self.key_id: str | None = None  # the key that it came in by
        self.made_s = threads.now_s()
        self.heard_s = self.made_s  # when bytes came last
        self.closing_s: float | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:  # noqa: D102
        self._transport = cast(asyncio.Transport, transport)
        peer = transport.get_extra_info("peername")
        self.address = peer[0] if isinstance(peer, tuple) else ""
        self._registry.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: D102
        self._registry.discard(self)
        self._transport = None
        self._gone(exc)

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002, D102
        return self._view

    def buffer_updated(self, nbytes: int) -> None:  # noqa: D102
        self.heard_s = now_s = self._threads.now_s()
        messages = self._came(bytes(self._view[:nbytes]))
        wait_s = max(self._messages.take(messages, now_s), self._bytes.take(nbytes, now_s))
        if wait_s > 0:
            self._stop_reading()
            self._threads.loop.call_later(wait_s, self._read_again)

    def halt(self) -> None:
        """Read nothing until `go_on`."""
        if not self._halted:
            self._halted = True
            self._stop_reading()

    def go_on(self) -> None:
        """Take `halt` back."""
        if self._halted:
            self._halted = False
            self._read_again()

    def tick(self, now_s: float) -> None:
        """About once a second: patience ends."""
        transport = self._transport
        if transport is None:
            return
        late = self.closing_s is not None and now_s - self.closing_s > LINGER_S
        if late or transport.get_write_buffer_size() > UNREAD_BYTES:
            self.abort()

    def abort(self) -> None:
        """Close without a word."""
        if self._transport is not None:
            self._transport.abort()

    @abstractmethod
    def leave(self, reason: str, code: int, ended: str) -> None:
        """End the connection from our side; its leg of a call ends as `ended`."""

    @abstractmethod
    def _came(self, data: bytes) -> int:
        """Take bytes; returns how many messages they were."""

    @abstractmethod
    def _gone(self, exc: Exception | None) -> None:
        """The connection is gone."""

    def _write(self, data: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    def _stop_reading(self) -> None:
        self._halts += 1
        if self._halts == 1 and self._transport is not None:
            self._transport.pause_reading()

    def _read_again(self) -> None:
        self._halts -= 1
        if self._halts == 0 and self._transport is not None:
            self._transport.resume_reading()


def within(address: str, networks: Sequence[str]) -> bool:
    """Whether an address is in one of the networks (CIDR); in no list, everybody is."""
    if not networks:
        return True
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return any(ip in ipaddress.ip_network(network) for network in networks)
