"""One transcription engine for everybody: who waits together is decoded together."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from voicemon.types import Heard, SpeechSegment, Transcriber


@dataclass
class _Request:
    segments: Sequence[SpeechSegment]
    language: str | None
    heard: list[Heard] | None = None
    error: Exception | None = None


@dataclass
class SharedTranscriber:
    """A `Transcriber` for many threads.

    The first caller runs the engine; those that arrive meanwhile queue up, and the next run takes
    all of them as one batch. An error that one request causes is not the others' error: a failed
    batch is run again request by request.
    """

    inner: Transcriber
    _waiting: list[_Request] = field(default_factory=list)
    _queue: threading.Lock = field(default_factory=threading.Lock)
    _engine: threading.Lock = field(default_factory=threading.Lock)

    @property
    def name(self) -> str:
        """The engine's name."""
        return self.inner.name

    def transcribe(
        self, segments: Sequence[SpeechSegment], language: str | None = None
    ) -> list[Heard]:
        """As the engine's own; blocks until the batch that holds these segments is done."""
        request = _Request(segments, language)
        with self._queue:
            self._waiting.append(request)
        with self._engine:
            if request.heard is None and request.error is None:
                self._run(self._take())
        if request.error is not None:
            raise request.error
        assert request.heard is not None
        return request.heard

    def _take(self) -> list[_Request]:
        with self._queue:
            taken, self._waiting = self._waiting, []
        return taken

    def _run(self, requests: list[_Request]) -> None:
        for language in {request.language for request in requests}:
            self._run_together([r for r in requests if r.language == language], language)

    def _run_together(self, requests: list[_Request], language: str | None) -> None:
        try:
            heard = self.inner.transcribe([s for r in requests for s in r.segments], language)
        except Exception as error:
            if len(requests) == 1:
                requests[0].error = error
                return
            for request in requests:
                self._run_together([request], language)
            return
        start = 0
        for request in requests:
            request.heard = heard[start : start + len(request.segments)]
            start += len(request.segments)
