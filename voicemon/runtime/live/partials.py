"""Words of speech that goes on: masked, shown, taken back; a provisional score on long speech."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from voicemon.monitor import Monitor, utterance_id
from voicemon.privacy.redaction import CallRedactor
from voicemon.runtime.live import masking
from voicemon.runtime.live.asks import PartialAsk, PartialHeard
from voicemon.runtime.live.changes import Partial, Provisional
from voicemon.runtime.live.story import Story
from voicemon.runtime.live.teller import Teller
from voicemon.runtime.live.weighing import Work
from voicemon.runtime.live.whose import Whose
from voicemon.types import Reading, Role, SpeechSegment, Transcript, Word
from voicemon.utterances.roles import customer_only

PROVISIONAL_S = 4.0


class Partials:
    """One call's. `heard` and `clear` by any thread, the rest by one at a time. `is_open` tells
    whether the speech of a segment goes on.
    """

    def __init__(
        self,
        story: Story,
        teller: Teller,
        monitor: Monitor,
        redactor: CallRedactor,
        whose: Whose,
        is_open: Callable[[SpeechSegment], bool],
    ) -> None:
        self._story = story
        self._teller = teller
        self._monitor = monitor
        self._redactor = redactor
        self._whose = whose
        self._is_open = is_open
        self._lock = threading.Lock()
        self._heard: dict[tuple[Role, float], tuple[PartialAsk, PartialHeard]] = {}

    def heard(self, ask: PartialAsk, answer: PartialHeard) -> None:
        """The engine's answer; it replaces an earlier one that nobody has looked at yet."""
        with self._lock:
            self._heard[ask.role, ask.start_s] = (ask, answer)
        self._teller.ready()

    def clear(self) -> None:
        """Nobody looks at what was heard."""
        with self._lock:
            self._heard.clear()

    def work(self, language: str) -> list[Work]:
        """What can be shown now."""
        with self._lock:
            heard, self._heard = list(self._heard.values()), {}
        return [self._work(ask, answer, language) for ask, answer in heard]

    def take_back(self, name: str) -> None:
        """Words that were shown under this name are shown no more."""
        partial = self._story.partials.get(name)
        if partial is not None:
            self._teller.tell(replace(partial, stable="", unsure=""))

    def take_all_back(self) -> None:
        """And so all of them."""
        self.clear()
        for name in list(self._story.partials):
            self.take_back(name)

    def _work(self, ask: PartialAsk, heard: PartialHeard, language: str) -> Work:
        segment = self._whose.open(ask, heard.end_s)
        words = masking.masked(heard.stable, heard.unsure, language)
        text = " ".join(filter(None, words))
        is_long = segment.end_s - segment.start_s > PROVISIONAL_S
        return Work(
            text if is_long and text and customer_only(segment) else None,
            lambda reading: self._show(segment, words, reading, language),
        )

    def _show(
        self,
        segment: SpeechSegment,
        words: tuple[str, str],
        reading: Reading | None,
        language: str,
    ) -> None:
        name = utterance_id(segment)
        is_late = name in self._story.weighed or not self._is_open(segment)
        if is_late or not any(words) or self._redactor.expects(segment.start_s):
            return
        self._teller.tell(Partial(name, segment.role, segment.start_s, segment.end_s, *words))
        if reading is not None:
            transcript = _as_heard(" ".join(filter(None, words)), segment, language)
            frustration = self._monitor.glance(segment, transcript, reading)
            if frustration is not None:
                self._teller.tell(Provisional(frustration))


def _as_heard(text: str, segment: SpeechSegment, language: str) -> Transcript:
    """Words without times of their own, spread over the speech."""
    said = text.split()
    step_s = (segment.end_s - segment.start_s) / max(1, len(said))
    words = tuple(
        Word(f" {word}", segment.start_s + at * step_s, segment.start_s + (at + 1) * step_s, 0.8)
        for at, word in enumerate(said)
    )
    return Transcript(words, language, 0.0, 0.0, "")
