"""What has come in of a running call and waits for its ear: audio and events, in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

import numpy as np

from voicemon.runtime.live.held import Levels
from voicemon.runtime.live.judge import Judge
from voicemon.runtime.live.tracks import Channel

MOST_WAITING_S = 60.0  # of audio, a channel; more is for the pass after the call

Event = Callable[[Judge], None]


class Audio(NamedTuple):
    """Audio in the inbox; `start` counts samples at `rate_hz` since the call began."""

    channel: Channel
    start: int
    rate_hz: int
    levels: Levels

    @property
    def length_s(self) -> float:
        """In seconds."""
        return len(self.levels) / self.rate_hz


class Inbox:
    """Lines put from their threads, one ear takes; `clear` comes from any."""

    def __init__(self) -> None:
        self._came: deque[Audio | Event] = deque()
        self._waiting_s = 0.0

    def event(self, event: Event) -> None:
        """An event, in its place among the audio."""
        self._came.append(event)

    def audio(self, audio: Audio, channels: int) -> bool:
        """False when so much waits already that this finds no room."""
        if self._waiting_s + audio.length_s > MOST_WAITING_S * channels:
            return False
        self._waiting_s += audio.length_s
        self._came.append(audio)
        return True

    def take(self) -> list[Audio | Event]:
        """All that has come in, with the messages of each channel joined; tell of each audio that
        it was `heard`.
        """
        came: list[Audio | Event] = []
        with suppress(IndexError):  # `clear` may come meanwhile
            for _ in range(len(self._came)):
                came.append(self._came.popleft())
        return successive(came)

    def heard(self, audio: Audio) -> None:
        """One that was taken waits no longer."""
        self._waiting_s -= audio.length_s

    def clear(self) -> None:
        """Nobody will hear what waits."""
        self._came.clear()


def successive(came: Sequence[Audio | Event]) -> list[Audio | Event]:
    """What came, with the messages of each channel between two events joined: a message is often
    20 ms, and hearing it costs nearly as much as hearing 100.
    """
    joined: list[Audio | Event] = []
    runs: dict[int, list[Audio]] = {}
    for each in came:
        if not isinstance(each, Audio):
            joined += [_one(run) for run in runs.values()]
            joined.append(each)
            runs = {}
            continue
        run = runs.setdefault(each.channel.number, [])
        if run and not _goes_on(run[-1], each):
            joined.append(_one(run))
            run.clear()
        run.append(each)
    return [*joined, *(_one(run) for run in runs.values())]


def _goes_on(before: Audio, after: Audio) -> bool:
    return before.rate_hz == after.rate_hz and before.start + len(before.levels) == after.start


def _one(run: Sequence[Audio]) -> Audio:
    if len(run) == 1:
        return run[0]
    return run[0]._replace(levels=np.concatenate([each.levels for each in run]))
