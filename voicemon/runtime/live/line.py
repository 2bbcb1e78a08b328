"""One connection of a running call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

import numpy as np

from voicemon.audio.codecs import to_int16
from voicemon.errors import InputError
from voicemon.runtime.live.call import LiveCall
from voicemon.runtime.live.held import Levels
from voicemon.runtime.live.tracks import MOST_CHANNELS, Channel, Connection
from voicemon.types import Role, Samples

TONE_BEFORE_S, TONE_AFTER_S = 0.2, 0.3  # a key's tone around its event


class Board(Protocol):
    """The desk, as a line needs it."""

    def closed(self, call: LiveCall, connection: Connection, reason: str) -> None:
        """A connection said goodbye."""

    def broke(self, call: LiveCall, connection: Connection) -> None:
        """A connection broke."""

    def channel(self, call: LiveCall, connection: Connection, track: str, role: Role) -> Channel:
        """The channel of a further track."""

    def withdrawn(self, call: LiveCall) -> None:
        """The customer does not consent any longer."""

    def moved(self, call: LiveCall) -> None:
        """Paused, resumed or held."""


class LiveLine:
    """A `ports.Line`. Used by the thread that reads its socket; a method returns at once."""

    def __init__(self, board: Board, call: LiveCall, connection: Connection) -> None:
        self._board = board
        self._call = call
        self._connection = connection
        self.call_id = call.id

    def hear(self, track: str, start: int, samples: Samples, rate_hz: int) -> None:
        """Successive audio of a track; `start` counts its samples at `rate_hz`."""
        placed = self._connection.place(track, start, len(samples), rate_hz)
        if placed is None or not self._is_heard():
            return
        skipped, first = placed
        channel = self._connection.channels.get(track)
        if channel is None:
            if len(self._call.channels) >= MOST_CHANNELS:
                self._call.news.warn(f"only {MOST_CHANNELS} tracks of a call are heard")
                return
            channel = self._board.channel(self._call, self._connection, track, Role.UNKNOWN)
        levels = _levels(samples[skipped:] if skipped else samples)
        due = round(channel.due_s * rate_hz)
        if first < due:  # what another connection has delivered already
            levels, first = levels[due - first :], due
        if len(levels):
            self._call.hear(channel, first, rate_hz, levels)

    def dtmf(self, track: str | None) -> None:
        """A key was pressed: its tone is silenced."""
        channels = self._connection.channels
        pressed = [channels[track]] if track in channels else list(channels.values())
        for channel in pressed:
            at_s = channel.due_s
            self._call.silence(channel, at_s - TONE_BEFORE_S, at_s + TONE_AFTER_S)

    def pause(self, *, wipe: bool) -> None:
        """No audio until `resume`; `wipe` forgets what is buffered and not yet written down."""
        self._connection.paused = True
        if wipe:
            self._call.wipe()
        self._board.moved(self._call)

    def resume(self, discarded_s: float = 0.0) -> None:
        """Audio goes on, `discarded_s` later."""
        self._connection.origin_s += max(0.0, discarded_s)
        self._connection.paused = False
        self._board.moved(self._call)

    def hold(self, *, on: bool) -> None:
        """The customer is put on hold, or taken back."""
        if on != self._connection.held:
            self._connection.held = on
            self._call.hold(on=on)
            self._board.moved(self._call)

    def update(self, facts: Mapping[str, str]) -> None:
        """Agent, queue, language, consent changed. Raises InputError for an unknown consent."""
        if not self._call.rename(facts):
            self._board.withdrawn(self._call)

    def end(self, reason: str) -> None:
        """The sender says that this leg is over."""
        self._leave(lambda: self._board.closed(self._call, self._connection, reason))

    def lost(self) -> None:
        """The connection broke."""
        self._leave(lambda: self._board.broke(self._call, self._connection))

    def _leave(self, how: Callable[[], None]) -> None:
        if self._connection.is_open:
            self._connection.is_open = False
            how()

    def _is_heard(self) -> bool:
        call = self._call
        return self._connection.is_open and not (call.paused or call.stopped or call.ending)


def _levels(samples: Samples) -> Levels:
    """16-bit levels, as `to_int16`, at a fifth of its cost for the few samples of a message."""
    scaled = samples * np.float32(32768.0)
    if not -32768.0 <= scaled.min(initial=0.0) <= scaled.max(initial=0.0) <= 32767.0:
        return to_int16(samples)  # clipped, or not a number
    levels: Levels = np.rint(scaled, out=scaled).astype(np.int16)
    return levels


def check_tracks(tracks: Mapping[str, Role]) -> None:
    """InputError for a line that carries nothing, or too much."""
    if len(tracks) > MOST_CHANNELS:
        raise InputError(
            f"{len(tracks)} tracks in one connection; a call has at most {MOST_CHANNELS}",
            "send the tracks of the customer and the agent only",
        )
