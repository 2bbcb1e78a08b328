"""Looks after the running calls a few times a second: who stalls, who is silent or lost for too
long, whose last words do not come.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from voicemon.runtime.live.changes import Phase
from voicemon.runtime.live.running import Roster, Running
from voicemon.settings import Settings

TICK_S = 0.25
STALLED_S = 3.0
OWED_S = 30.0  # how long an ended call waits for its next words


class Caretaker:
    """One thread. `finish` ends a call for a reason; `take_up` gives free capacity away."""

    def __init__(
        self,
        roster: Roster,
        settings: Settings,
        finish: Callable[[Running, str], None],
        take_up: Callable[[], None],
    ) -> None:
        self._roster = roster
        self._reconnect_s = settings.live_reconnect_s
        self._timeout_s = settings.live_timeout_s
        self._finish = finish
        self._take_up = take_up
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live-clock", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Look after nobody any more."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(TICK_S):
            for each in self._roster.all():
                try:
                    self._look_after(each)
                except Exception as error:
                    each.call.fail(error)

    def _look_after(self, running: Running) -> None:
        call, now = running.call, time.monotonic()
        if call.waits:
            self._take_up()
        if running.ended_at is not None:
            if now - max(running.ended_at, call.worked_at) > OWED_S:
                call.give_up_waiting()
            return
        silent_s = now - call.heard_at
        stalled = running.phase is Phase.LIVE and silent_s > STALLED_S
        call.tick(running.phase, stalled=stalled)
        if running.phase is Phase.WAITING:
            since = max((each.lost_at or 0.0 for each in running.lost), default=0.0)
            if now - since > self._reconnect_s:
                self._finish(running, "interrupted")
        elif running.phase is Phase.LIVE and silent_s > self._timeout_s:
            self._finish(running, "timeout")
