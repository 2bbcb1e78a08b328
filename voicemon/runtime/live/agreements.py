"""Which words of everybody's open speech are stable by now."""

from __future__ import annotations

from voicemon.runtime.live.asks import PartialHeard
from voicemon.runtime.live.waiting import Speaker
from voicemon.types import SpeechSegment
from voicemon.utterances.live_agreement import Agreement


class Agreements:
    """Every speaker's, while the speech goes on. Its owner holds a lock around every call."""

    def __init__(self) -> None:
        self._kept: dict[Speaker, tuple[float, Agreement]] = {}

    def hear(self, segment: SpeechSegment, text: str) -> PartialHeard:
        """The newest words of speech so far; speech with another start begins anew."""
        speaker = segment.call_id, segment.role
        start_s, agreement = self._kept.get(speaker, (-1.0, Agreement()))
        if start_s != segment.start_s:
            agreement = Agreement()
        self._kept[speaker] = (segment.start_s, agreement)
        agreement.hear(text)
        return PartialHeard(" ".join(agreement.stable), " ".join(agreement.unsure), segment.end_s)

    def end(self, speaker: Speaker) -> None:
        """The speech is complete."""
        self._kept.pop(speaker, None)

    def forget(self, call_id: str) -> None:
        """The call is over."""
        for speaker in [each for each in self._kept if each[0] == call_id]:
            del self._kept[speaker]
