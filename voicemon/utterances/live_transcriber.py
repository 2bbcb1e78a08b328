"""Words of running calls: windows of one length, of many calls, heard in one batch.

A final is heard with the same channel's earlier speech before it, and keeps the words of its own
segment (`live_seams`). Nothing is heard twice at another length or temperature: somebody waits for
it, so a failed decoding has one more try. Now and then Whisper writes down the context and stops:
then the segment is heard alone. A partial is text only: no context, no word times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from voicemon.types import Heard, Role, SpeechSegment, Transcript
from voicemon.utterances import alignment, states, voicing
from voicemon.utterances.alignment import Spoken
from voicemon.utterances.decoding import MIN_LOGPROB, Decoded, Decoder, Tokenizer
from voicemon.utterances.live_seams import echoed, own_words
from voicemon.utterances.live_windows import LIVE_LIMITS, LiveWindow, alone
from voicemon.utterances.whisper import MEL_PER_S, States, Whisper, view

BEAM_SIZE = 5  # greedy gets 0.21 of the words wrong, five beams 0.15 (tiny.en, telephone calls)
SURE_S = 5.0  # speech that settles a speaker's language
SPEAKERS = 4096  # remembered at once
REMEMBERED = 3  # segments of a speaker

Speaker = tuple[str, Role]


@dataclass(slots=True)
class _Memory:
    """What is remembered of a speaker: the language, and what the last segments were by start."""

    language: str = ""
    texts: dict[float, str] = field(default_factory=dict)

    def heard(self, start_s: float, text: str) -> None:
        """A segment; one that began there and has grown since takes its own place."""
        self.texts.pop(start_s, None)
        self.texts[start_s] = text
        while len(self.texts) > REMEMBERED:
            del self.texts[next(iter(self.texts))]


class LiveTranscriber:
    """Hears windows of equal length together, from as many threads as its `Whisper` serves.

    A speaker's finals come in order, one at a time; then the words of a segment depend on the
    speaker's sound alone. `pad_s` is that of the `Limits` which cut the segments.
    """

    def __init__(
        self, whisper: Whisper, beam_size: int = BEAM_SIZE, pad_s: float = LIVE_LIMITS.pad_s
    ) -> None:
        self.name = whisper.name
        self._whisper = whisper
        self._pad_s = pad_s
        suppressed, expected = whisper.suppressed(), whisper.hotword_tokens()
        self._careful = Decoder(whisper.model, beam_size, suppressed, expected)
        self._quick = Decoder(whisper.model, 1, suppressed, expected)
        self._memories: dict[Speaker, _Memory] = {}

    def finals(self, windows: Sequence[LiveWindow]) -> list[Heard]:
        """Windows of one length and care → one `Heard` each, for its last segment.

        Raises InputError for a language that Whisper does not know.
        """
        length = round(windows[0].length_s * MEL_PER_S)
        encoded = self._whisper.encode([each.samples for each in windows], length)
        languages = [self._language(*pair, encoded) for pair in enumerate(windows)]
        tokenizers = [self._whisper.tokenizer(each) for each in languages]
        decoder = self._careful if windows[0].careful else self._quick
        decoded = self._decode(decoder, encoded, tokenizers, windows[0].length_s)
        texts = [self._said(*each) for each in zip(windows, decoded, tokenizers, strict=True)]
        words = self._whisper.align(encoded, texts, tokenizers, length, at_once=1)
        heard = [
            self._heard(window, words[at], languages[at], decoded[at].no_speech_prob, encoded[at])
            for at, window in enumerate(windows)
        ]
        return [
            self._alone(*pair) if _is_lost(*pair) else pair[1]
            for pair in zip(windows, heard, strict=True)
        ]

    def settled(self, window: LiveWindow) -> bool:
        """Whether hearing this window settles nothing that later ones depend on: its language is
        known. Then it may be heard early, and in vain.
        """
        known = self._whisper.language(window.language) or self._of(window.segment).language
        return bool(known)

    def partials(self, windows: Sequence[LiveWindow]) -> list[str]:
        """Windows of one length → the text of each, empty where no voice is certain."""
        length_s = windows[0].length_s
        encoded = self._whisper.encode(
            [each.samples for each in windows], round(length_s * MEL_PER_S)
        )
        languages = [self._language(*pair, encoded) for pair in enumerate(windows)]
        tokenizers = [self._whisper.tokenizer(each) for each in languages]
        decoded = self._quick.decode(view(encoded), tokenizers, length_s)
        return [
            tokenizers[at].decode(list(decoded[at].tokens)).strip()
            if not decoded[at].failed and voicing.voiced(window.segment.samples)
            else ""
            for at, window in enumerate(windows)
        ]

    def _alone(self, window: LiveWindow, first: Heard) -> Heard:
        """The window's own segment without its context, where that has words and no guesses."""
        language = first.transcript.language
        [again] = self.finals([replace(alone(window), language=language)])
        found = again.transcript
        if found.words and found.avg_logprob >= MIN_LOGPROB:
            return again
        self._of(window.segment).heard(window.segment.start_s, first.transcript.text)
        return first

    def _language(self, at: int, window: LiveWindow, encoded: States) -> str:
        """As asked; else detected, for good once the speaker has said enough."""
        asked = self._whisper.language(window.language)
        if asked:
            return asked
        memory = self._of(window.segment)
        if memory.language:
            return memory.language
        found = self._whisper.detect(encoded, at)
        if window.window.duration_s >= SURE_S:
            memory.language = found
        return found

    def _decode(
        self,
        decoder: Decoder,
        encoded: States,
        tokenizers: Sequence[Tokenizer],
        length_s: float,
    ) -> list[Decoded]:
        decoded = decoder.decode(view(encoded), tokenizers, length_s)
        for at, each in enumerate(decoded):
            if each.failed:
                again = view(encoded[at : at + 1])
                decoded[at] = decoder.once_more(each, again, tokenizers[at], length_s)
        return decoded

    def _said(self, window: LiveWindow, decoded: Decoded, tokenizer: Tokenizer) -> list[int]:
        """The tokens that stand: none where nobody speaks, no echo of the end."""
        if decoded.silent:
            return []
        tokens = list(decoded.tokens)
        texts, counts = alignment.words_of(tokens, tokenizer)
        own_s = window.own.end_s - window.own.start_s - 2 * self._pad_s
        echo = echoed(texts, own_s, self._before(window))
        return tokens[: len(tokens) - sum(counts[len(counts) - echo :])]

    def _heard(
        self,
        window: LiveWindow,
        spoken: Sequence[Spoken],
        language: str,
        no_speech_prob: float,
        encoded: States,
    ) -> Heard:
        segment = window.segment
        last = self._before(window).split()[-1:]
        own = own_words(spoken, window, self._pad_s, *last)
        count = sum(each.tokens for each in own)
        logprob = sum(each.logprob * each.tokens for each in own) / count if count else 0.0
        timed = [alignment.timed(each, window.own, segment.start_s) for each in own]
        words, dropped = voicing.standing(segment, timed, logprob)
        transcript = Transcript(tuple(words), language, logprob, no_speech_prob, self.name, dropped)
        self._of(segment).heard(segment.start_s, transcript.text)
        parts = [states.cut(encoded, window.own)] if states.may_keep(segment) else []
        return Heard(segment, transcript, states.joined(segment, parts, self.name))

    def _before(self, window: LiveWindow) -> str:
        """How the context ended; empty without any, or where that is forgotten."""
        if len(window.segments) < 2:
            return ""
        return self._of(window.segment).texts.get(window.segments[-2].start_s, "")

    def _of(self, segment: SpeechSegment) -> _Memory:
        """The speaker's memory; whoever spoke last the longest ago is forgotten."""
        speaker = (segment.call_id, segment.role)
        memory = self._memories.pop(speaker, None) or _Memory()
        self._memories[speaker] = memory
        if len(self._memories) > SPEAKERS:  # another thread may be at it too
            self._memories.pop(next(iter(tuple(self._memories))), None)
        return memory


def _is_lost(window: LiveWindow, heard: Heard) -> bool:
    """A voice spoke, and all the words that were heard are the context's."""
    found = heard.transcript
    return len(window.segments) > 1 and not found.words and voicing.voiced(window.segment.samples)
