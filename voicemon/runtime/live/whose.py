"""Whose the speech of a running call is, as far as that can be known when it is complete.

| the call then has | role of a final |
|---|---|
| channels of known roles | the channel's |
| … whose words speak against these roles | the channel's, but not certain: no vocal evidence |
| two channels of the same sound | unknown; only the first is kept |
| a leak that was measured only while this was said | the channel's, not certain; a mere copy goes |
| one channel of both sides | found out by voice and words (`OnlineRoles`), or unknown |

A role once given stays; the pass after the call gives roles anew, with all of the call before it.
Telling voices apart takes some 50 ms a final, so it is done by a weigher, on mixed channels alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from voicemon.runtime.live.asks import PartialAsk
from voicemon.runtime.live.leaks import Leaks
from voicemon.runtime.live.order import Pending
from voicemon.runtime.live.tracks import Channel
from voicemon.types import Heard, Role, SpeechSegment, Transcript
from voicemon.utterances.diarization import SpeakerEmbedder
from voicemon.utterances.overlap import OverlapEar
from voicemon.utterances.roles import DOUBTED, OnlineRoles, words_doubt

SWAPPED = (
    "the words speak against the roles of the channels, which may be swapped: the voice is withheld"
)
SETTLED = 120  # finals; by then the words have told whether the channels are swapped
COPY, TRACE = 0.5, 0.01  # of a segment's energy: it is another channel's; it is not certain
_WORDLESS = Transcript((), "", 0.0, 0.0, "")


class Whose:
    """One call's; `final` by one thread at a time, in order of weighing."""

    def __init__(
        self,
        channels: Sequence[Channel],
        leaks: Leaks,
        embedder: SpeakerEmbedder | None,
        warn: Callable[[str], None],
        ear: OverlapEar | None = None,
    ) -> None:
        self._channels = channels
        self._same, self._leaks = leaks.same, leaks
        self._warn = warn
        self._online = OnlineRoles(embedder, ear) if embedder is not None else None
        self._begins: dict[int, float] = {}
        self._said: list[tuple[Role, str]] = []  # by declared role
        self._doubted = False

    def begin(self, channel: Channel, begins_s: float) -> None:
        """A further channel, from this moment of the call on."""
        self._begins[channel.number] = begins_s

    def final(
        self, pending: Pending, transcript: Transcript | None, language: str
    ) -> SpeechSegment | None:
        """The segment with its role; None for what is a copy of another channel's.

        `transcript` is None where nobody wrote the words down.
        """
        segment = pending.segment
        if self._same.at(pending.completed_s):
            is_first = pending.channel == self._channels[0].number
            return replace(segment, role=Role.UNKNOWN, role_confidence=0.0) if is_first else None
        if self._is_mixed(pending.completed_s):
            return self._told_apart(pending, transcript or _WORDLESS, language)
        leaked = self._leaks.left(pending.channel, segment, pending.completed_s)
        if leaked > COPY:
            return None
        self._listen(pending, transcript, language)
        if self._doubted or leaked > TRACE:
            return replace(segment, role_confidence=DOUBTED)
        return segment

    def open(self, ask: PartialAsk, end_s: float) -> SpeechSegment:
        """Speech that goes on, heard up to `end_s`."""
        sure = 0.0 if self._same.at(end_s) else DOUBTED if self._doubted else 1.0
        return SpeechSegment(ask.call_id, ask.role, sure, ask.start_s, end_s, ask.samples)

    def _is_mixed(self, at_s: float) -> bool:
        """Whether one channel of unknown role was all that the call had at that moment."""
        begun = [number for number, begins_s in list(self._begins.items()) if begins_s <= at_s]
        return len(begun) == 1 and self._channels[begun[0]].role is Role.UNKNOWN

    def _told_apart(self, pending: Pending, transcript: Transcript, language: str) -> SpeechSegment:
        if self._online is None or pending.kept_out:  # on hold neither of the two may speak
            return pending.segment
        return self._online.final(Heard(pending.segment, transcript), language)

    def _listen(self, pending: Pending, transcript: Transcript | None, language: str) -> None:
        """What is said by whom, until that is settled; a doubt stays."""
        if self._doubted or transcript is None or len(self._said) >= SETTLED:
            return
        self._said.append((pending.role, transcript.text))
        if words_doubt(self._said, language):
            self._doubted = True
            self._warn(SWAPPED)
