"""What is told of a running call: numbered, put on its tape, passed on to whoever watches."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

from voicemon.runtime.live import journal
from voicemon.runtime.live.changes import Change, Ended, News, Renamed, Snapshot, Status
from voicemon.runtime.live.story import Story
from voicemon.runtime.live.tape import Tape
from voicemon.types import Call

log = structlog.get_logger(__name__)


class Chronicle:
    """One call's, for any thread. `lock` keeps the order of what is told; `pass_on` is called under
    it. `story` is everything told so far: read it when nothing more is told.
    """

    def __init__(self, call: Call, tape: Tape | None, pass_on: Callable[[Change], None]) -> None:
        self.lock = threading.RLock()
        self.story = Story(call)
        self.stopped = False  # nothing more is told of what was said
        self._call_id = call.id
        self._tape = tape
        self._pass_on = pass_on
        self._warnings: list[str] = []

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is wrong, in sentences."""
        return tuple(self._warnings)

    def snapshot(self) -> Snapshot:
        """The call as it stands, consistent with its number."""
        with self.lock:
            return self.story.snapshot()

    def tell(self, news: News) -> None:
        """Number a piece of news, put it on the tape, pass it on."""
        with self.lock:
            if self.stopped and not isinstance(news, Ended | Renamed | Status):
                return
            if self.story.ended is not None:  # a sentence that came too late
                return
            self.story.tell(news)
            if self._tape is not None and journal.is_kept(news):
                self._tape.note(journal.written(news))
            self._pass_on(Change(self._call_id, self.story.number, news))

    def warn(self, sentence: str) -> None:
        """Something is wrong that people should see."""
        if sentence not in self._warnings:
            self._warnings.append(sentence)
            log.warning("a running call has a problem", call=self._call_id, problem=sentence)
            self.note("warning", text=sentence)

    def note(self, kind: str, **facts: object) -> None:
        """For the tape alone."""
        if self._tape is not None:
            self._tape.note(journal.note(kind, **facts))
