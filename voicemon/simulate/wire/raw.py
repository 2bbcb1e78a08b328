"""What the senders of raw audio share: one leg a connection, or both sides interleaved."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from voicemon.audio.codecs import Encoding, encode
from voicemon.errors import InputError
from voicemon.simulate.wire.base import Feed, Options, Played, Timed


class LegFeed(Feed):
    """One leg of a call. `connection` is the name by which a registration knows it."""

    single_leg: ClassVar[bool] = True

    def __init__(self, played: Played, options: Options | None = None) -> None:
        super().__init__(played, options)
        if len(played.channels) != 1:
            raise InputError(
                f"{self.name} carries one leg a connection, not {len(played.channels)}",
                "Play each leg on a connection of its own.",
            )

    @property
    def connection(self) -> str:
        """A UUID that belongs to this leg of this call, or the fact `connection`."""
        leg = f"voicemon:{self.played.call}:{self.played.roles[0]}"
        return self.played.facts.get("connection") or str(uuid.uuid5(uuid.NAMESPACE_URL, leg))

    @property
    def encoding(self) -> Encoding:
        """How samples are sent."""
        return Encoding.S16LE

    def media(self) -> Iterator[Timed]:
        """The leg's audio and nothing else."""
        return (Timed(end_s, audio) for end_s, audio in self.audio())

    def audio(self) -> Iterator[tuple[float, bytes]]:
        """The leg in pieces: (end in seconds, bytes)."""
        samples = self.played.channels[0]
        for start, stop in self.spans(samples.size):
            yield stop / self.played.rate_hz, encode(samples[start:stop], self.encoding)


def check_encoding(feed: Feed, known: Sequence[str]) -> None:
    """Raise InputError for an encoding that the feed does not have; "" is the usual one."""
    if feed.options.encoding not in ("", *known):
        raise InputError(
            f"{feed.name} does not know the encoding “{feed.options.encoding}”",
            f"Choose one of: {', '.join(known) or 'none'}.",
        )


def interleaved(played: Played, order: Sequence[int]) -> NDArray[np.float32]:
    """These channels as [n, channels], the shorter ones with silence behind."""
    length = max(played.channels[channel].size for channel in order)
    frames = np.zeros((length, len(order)), np.float32)
    for column, channel in enumerate(order):
        frames[: played.channels[channel].size, column] = played.channels[channel]
    return frames
