"""Recordings that are played in turn, a few at a time, until somebody says stop: a small centre.

Each line plays one call after the other as Twilio sends it, at the speed of talk, under a new name
every time; the lines begin one after the other. What ends stands at the end of the queue, so that
no recording is on two lines at once.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue

import structlog

from voicemon.errors import VoicemonError
from voicemon.settings import Settings
from voicemon.simulate.play import Target, play
from voicemon.simulate.recorded import recorded

log = structlog.get_logger(__name__)

FEED = "twilio"
APART_S = 4.0
PAUSE_S = 3.0  # between two calls of one line
RETRY_S = 10.0
LEAVE_S = 15.0


class Endless:
    """Plays `files` on `lines` lines into `target`; `start` once, `stop` hangs up everywhere.

    A call's name begins with `prefix`; `over` is told the name of each that ended, on the line's
    thread. A line that the service refuses or breaks tries again after RETRY_S.
    """

    def __init__(
        self,
        files: Sequence[Path],
        lines: int,
        target: Target,
        settings: Settings,
        *,
        prefix: str,
        over: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._queue: SimpleQueue[Path] = SimpleQueue()
        for file in files:
            self._queue.put(file)
        self._target = target
        self._settings = settings
        self._prefix = prefix
        self._over = over
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._line, args=(number,), name=f"line-{number}", daemon=True)
            for number in range(min(lines, len(files)))
        ]

    def start(self) -> None:
        """Begin; the first line at once."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Hang up; returns when every line has."""
        self._stop.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(LEAVE_S)

    def _line(self, number: int) -> None:
        wait_s = number * APART_S
        while not self._stop.wait(wait_s):
            file = self._queue.get()
            try:
                wait_s = self._call(file)
            finally:
                self._queue.put(file)

    def _call(self, file: Path) -> float:
        """One call; seconds to wait for the next."""
        name = f"{self._prefix}{uuid.uuid4().hex[:12]}"
        try:
            played = recorded(file, FEED, self._settings, call=name)
            play(FEED, played, self._target, stop=self._stop)
            self._over(name)
        except VoicemonError as error:
            if not self._stop.is_set():
                log.warning("a demo call broke off", file=file.name, message=error.message)
            return RETRY_S
        return PAUSE_S
