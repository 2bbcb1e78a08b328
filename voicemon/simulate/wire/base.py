"""What every sender has: something to play, how to cut it, and when to send what."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np

from voicemon.errors import InputError
from voicemon.types import Role, Samples


@dataclass(frozen=True, slots=True)
class Played:
    """A call to be played: float32 channels [n] at `rate_hz`, whose they are, the call's name.

    `facts` travel where the format has a place for them (agent, customer, queue, consent, key, …).
    """

    channels: tuple[Samples, ...]
    roles: tuple[Role, ...]
    rate_hz: int
    call: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.channels or len(self.channels) != len(self.roles):
            raise InputError(
                f"{len(self.channels)} channels and {len(self.roles)} roles",
                "Give each channel one role.",
            )

    def leg(self, channel: int) -> Played:
        """One channel alone, for a format that carries one leg a connection."""
        return replace(self, channels=(self.channels[channel],), roles=(self.roles[channel],))

    @property
    def duration_s(self) -> float:
        """The longest channel's length."""
        return max(channel.size for channel in self.channels) / self.rate_hz


@dataclass(frozen=True, slots=True)
class Timed:
    """A message and when it is due: seconds since the call began (audio: when its last sample is
    spoken).
    """

    at_s: float
    message: str | bytes


@dataclass(frozen=True, slots=True)
class Options:
    """How to send: pieces of `chunk_s`, or of random size where `seed` is given; `encoding` where
    the format knows several ("" is the usual one).
    """

    chunk_s: float = 0.02
    seed: int | None = None
    encoding: str = ""


class Feed(ABC):
    """One connection of a vendor's sender.

    The player connects, sends `opening()`, waits until `ready`, sends each of `media()` when it is
    due (taking the next one only after the last was sent, so that a feed can leave out what falls
    into a pause), hands what the server says to `receive` and sends its replies at once, stops
    early when `done`, and at last sends `closing()`.
    """

    name: ClassVar[str]
    single_leg: ClassVar[bool] = False  # one leg a connection: play `played.leg(i)` on each
    tcp: ClassVar[bool] = False  # plain TCP instead of a WebSocket
    rates_hz: ClassVar[tuple[int, ...]] = (8000,)  # what `played.rate_hz` may be
    subprotocols: ClassVar[tuple[str, ...]] = ()

    def __init__(self, played: Played, options: Options | None = None) -> None:
        if played.rate_hz not in self.rates_hz:
            rates = ", ".join(str(rate) for rate in self.rates_hz)
            raise InputError(
                f"{self.name} does not carry {played.rate_hz} Hz", f"Resample to one of: {rates}."
            )
        self.played = played
        self.options = options or Options()

    @property
    def ready(self) -> bool:
        """Media may be sent."""
        return True

    @property
    def done(self) -> bool:
        """The server wants no more."""
        return False

    def headers(self) -> Mapping[str, str]:
        """Headers of the opening handshake."""
        return {}

    def opening(self) -> list[str | bytes]:
        """What is said before media."""
        return []

    @abstractmethod
    def media(self) -> Iterator[Timed]:
        """The call itself, in order of time."""

    def closing(self) -> list[str | bytes]:
        """What is said when the call is over."""
        return []

    def receive(self, message: str | bytes) -> list[str | bytes]:
        """What the server said; the replies."""
        return []

    def pieces(self) -> Iterator[tuple[float, int, int, int]]:
        """All channels cut: (end in seconds, channel, first sample, behind the last), by time."""
        cuts = [
            ((stop / self.played.rate_hz), channel, start, stop)
            for channel, samples in enumerate(self.played.channels)
            for start, stop in self.spans(samples.size, channel)
        ]
        return iter(sorted(cuts))

    def spans(self, samples: int, channel: int = 0) -> Iterator[tuple[int, int]]:
        """Cuts of one channel: `chunk_s` long, or of 1 … 4 × `chunk_s` by the seed."""
        size = max(round(self.options.chunk_s * self.played.rate_hz), 1)
        seed = self.options.seed
        random = None if seed is None else np.random.default_rng((seed, channel))
        start = 0
        while start < samples:
            step = size if random is None else int(random.integers(1, 4 * size))
            yield start, min(start + step, samples)
            start += step
