"""A running call in the terminal: words and scores as lines, levels and what is open below them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import numpy as np
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.markup import escape
from rich.text import Text

from voicemon.cli.render import COLOURS, SIGNS, clock
from voicemon.runtime.live.changes import (
    Change,
    Ended,
    Flagged,
    News,
    Partial,
    Provisional,
    Status,
    Weighed,
)
from voicemon.types import Flag, FlagState, Role, Samples

FLOOR_DB, BARS = -60.0, 30
FRAMES_PER_S = 8
UNSURE_CHARACTERS = 60
STEPS = {
    "no_partials": "busy: no words before the end of speech",
    "record_only": "beyond capacity: recorded now, analysed after the call",
}


def level_db(samples: Samples) -> float:
    """RMS of −1…1 in dB of full scale, `FLOOR_DB` at least."""
    if not samples.size:
        return FLOOR_DB
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return max(FLOOR_DB, 10 * float(np.log10(max(power, 1e-12))))


@dataclass
class LiveView:
    """What is told from any thread, shown by rich. A context manager."""

    tracks: Sequence[str]
    console: Console = field(default_factory=Console)
    notice: str = ""
    _levels: dict[str, float] = field(default_factory=dict)
    _partials: dict[str, Partial] = field(default_factory=dict)
    _status: Status | None = None
    _score: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _live: Live | None = None

    def __enter__(self) -> Self:
        if self.console.is_terminal:
            self._live = Live(
                console=self.console,
                get_renderable=self._below,
                refresh_per_second=FRAMES_PER_S,
                transient=True,
            )
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def heard(self, track: str, samples: Samples) -> None:
        """The level of a track: rises at once, falls slowly."""
        now = level_db(samples)
        with self._lock:
            self._levels[track] = max(now, self._levels.get(track, FLOOR_DB) - 1.5)

    def tell(self, notice: str) -> None:
        """What is wrong with a device; "" when nothing is."""
        with self._lock:
            changed, self.notice = notice != self.notice, notice
        if changed:
            self.console.print(f"[yellow]! {escape(notice)}[/yellow]" if notice else "recording")

    def change(self, change: Change) -> None:
        """A desk's listener."""
        self.news(change.news)

    def news(self, news: News) -> None:
        """One piece of news of the call."""
        if isinstance(news, Weighed):
            self._weighed(news)
        elif isinstance(news, Flagged):
            self._flags(news.flags)
        elif isinstance(news, Ended):
            self.console.print(f"The call is over ({news.reason}).")
        else:
            self._keep(news)

    def _keep(self, news: News) -> None:
        with self._lock:
            if isinstance(news, Partial):
                self._partials.pop(news.utterance_id, None)
                if news.stable or news.unsure:
                    self._partials[news.utterance_id] = news
            elif isinstance(news, Status):
                self._status = news
            elif isinstance(news, Provisional):
                self._score = f"{news.frustration.score:.2f}…"

    def _weighed(self, news: Weighed) -> None:
        utterance = news.utterance
        score = f"{news.frustration.score:.2f}" if news.frustration else ""
        with self._lock:
            self._partials.pop(utterance.id, None)
            self._score = score or self._score
        role = utterance.role.value
        shown = role if utterance.role is Role.AGENT else f"[bold]{role}[/bold]"
        pad = " " * (8 - len(role))
        self.console.print(
            f"[dim]{clock(utterance.start_s):>6}[/dim]  {shown}{pad}  {score:>4}  "
            f"{escape(utterance.text)}",
            highlight=False,
            soft_wrap=True,
        )
        self._flags(news.flags)

    def _flags(self, flags: Sequence[Flag]) -> None:
        for flag in flags:
            if flag.state is FlagState.RAISED:
                colour = COLOURS[flag.severity]
                self.console.print(
                    f"        [{colour}]{SIGNS[flag.severity]}[/{colour}] "
                    f"[bold]{flag.rule}[/bold]: {escape(flag.reason)}",
                    highlight=False,
                    soft_wrap=True,
                )

    def _below(self) -> RenderableType:
        with self._lock:
            lines = [self._meter(track) for track in self.tracks]
            lines += [_partial(each) for each in self._partials.values()]
            lines.append(self._state())
        return Group(*lines)

    def _meter(self, track: str) -> Text:
        level = self._levels.get(track, FLOOR_DB)
        full = round((level - FLOOR_DB) / -FLOOR_DB * BARS)
        colour = "red" if level > -3 else "green" if level > -45 else "dim"
        line = Text(f"{track:>10} ")
        line.append("█" * full, colour)
        line.append("·" * (BARS - full), "dim")
        line.append(f" {level:4.0f} dB", "dim")
        return line

    def _state(self) -> Text:
        status = self._status
        parts = [self.notice] if self.notice else []
        if status is not None:
            parts.append(f"{clock(status.heard_s)} heard")
            if status.lag_s:
                parts.append(f"{status.lag_s:.1f} s behind")
            parts += [STEPS[status.step]] if status.step in STEPS else []
            parts += list(status.warnings)
        parts += [f"frustration {self._score}"] if self._score else []
        return Text(" · ".join([*parts, "Ctrl-C ends the call"]), "dim")


def _partial(partial: Partial) -> Text:
    line = Text(f"{partial.role.value:>10} ")
    line.append(partial.stable[-2 * UNSURE_CHARACTERS :])
    line.append(f" {partial.unsure[:UNSURE_CHARACTERS]}", "dim italic")
    return line
