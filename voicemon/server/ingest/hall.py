"""What every sender's connection shares: the limits, the entrance, the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from voicemon.runtime.live.ports import Desk
from voicemon.server.ingest.entrance import Admission, Entrance, Handshake, Refusal
from voicemon.sources.door import Legs
from voicemon.sources.stream import Bucket, Loop, Pace, Stream, within

BURST_S = 2.0  # connects of so many seconds may come at once
ADDRESSES = 10_000  # whose pace is remembered
SLOWLY = "connect more slowly, or raise ingest_connects_per_s"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken, of all and of one."""

    connections: int = 500
    key_connections: int = 200
    connects_per_s: float = 50.0
    proxies: tuple[str, ...] = ()


@dataclass(slots=True)
class Hall:
    """Used on the loop's thread, but for `judge` and `crowded`."""

    threads: Loop
    desk: Desk
    legs: Legs
    entrance: Entrance
    limits: Limits
    pace: Pace
    streams: set[Stream] = field(default_factory=set)
    refusing: bool = False  # shutting down
    _arrivals: dict[str, Bucket] = field(default_factory=dict)
    _by_key: Counter[str] = field(default_factory=Counter)

    def arrive(self, address: str) -> Refusal | None:
        """A connection was made; a Refusal when there is no room, or the address comes too often.

        A proxy may come as often as it likes, because it is many.
        """
        if self.refusing:
            return Refusal(503, "the service is shutting down", "connect again in a moment")
        if len(self.streams) > self.limits.connections:
            return Refusal(503, "too many connections", "raise ingest_connections")
        if self.limits.proxies and within(address, self.limits.proxies):
            return None
        return self._too_often(address)

    def address(self, peer: str, headers: Mapping[str, str]) -> str:
        """Who really asks: the nearest address that is no proxy of ours."""
        if not self.limits.proxies:
            return peer
        chain = [part.strip() for part in headers.get("x-forwarded-for", "").split(",")]
        for forwarded in reversed([part for part in chain if part]):
            if not within(peer, self.limits.proxies):
                break
            peer = forwarded
        return peer

    def judge(self, asked: Handshake) -> Admission:
        """May this handshake come in? For threads that may wait; Refusal, StoreError."""
        return self.entrance.judge(asked)

    def crowded(self, key_id: str) -> Refusal | None:
        """One more connection by this key: a Refusal when it has too many. Counted afresh every
        second, so that a slot whose connection ended is free within that second.
        """
        if self._by_key[key_id] >= self.limits.key_connections:
            why = "too many connections by one key"
            return Refusal(429, why, "raise ingest_key_connections", close=1013)
        self._by_key[key_id] += 1
        return None

    def tidy(self, now_s: float) -> None:
        """About once a second: count anew, forget addresses that have all their tokens again."""
        self._by_key = Counter(stream.key_id for stream in self.streams if stream.key_id)
        quiet = [address for address, bucket in self._arrivals.items() if bucket.is_full(now_s)]
        for address in quiet:
            del self._arrivals[address]

    def _too_often(self, address: str) -> Refusal | None:
        bucket = self._arrivals.get(address)
        if bucket is None:
            if len(self._arrivals) >= ADDRESSES:
                return Refusal(503, "too many connections", SLOWLY)
            rate = self.limits.connects_per_s
            bucket = self._arrivals[address] = Bucket(rate, BURST_S * rate)
        if bucket.try_take(1, self.threads.now_s()):
            return None
        return Refusal(429, "too many connections a second from this address", SLOWLY)
