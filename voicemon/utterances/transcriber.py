"""Words of recorded speech: many segments of many calls, heard together.

Segments are packed into windows (`packing`), windows of like length are encoded and decoded a batch
at a time over all roles and calls, word times are aligned and given back to the segments
(`alignment`), words without a voice under them are dropped (`voicing`). What the encoder computed
is kept for the customer's segments only (`states`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicemon.errors import InputError
from voicemon.types import Heard, SpeechSegment, Transcript, Word
from voicemon.utterances import alignment, states, voicing
from voicemon.utterances.decoding import Decoded, Decoder, Tokenizer
from voicemon.utterances.packing import Window, pack
from voicemon.utterances.whisper import FULL_FRAMES, MEL_PER_S, States, Whisper, view


@dataclass(slots=True)
class _Draft:
    """What has been heard so far of one segment."""

    words: list[Word] = field(default_factory=list)
    logprobs: list[tuple[float, int]] = field(default_factory=list)
    no_speech_prob: float = 1.0
    language: str = ""
    states: list[NDArray[np.float32]] = field(default_factory=list)


class WhisperTranscriber:
    """A `Transcriber`. Load once; a call costs memory for one batch of windows.

    `folder` is a CTranslate2 Whisper model; `threads` 0 takes every core; `hotwords` are names to
    expect; `at_once` is for who shares its `whisper`. Raises ModelError when the folder cannot be
    loaded.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        threads: int = 0,
        beam_size: int = 1,
        batch_size: int = 8,
        hotwords: Sequence[str] = (),
        *,
        at_once: int = 1,
    ) -> None:
        self.name = name
        self.whisper = Whisper(folder, name, threads, hotwords, at_once=at_once)
        self._batch_size = batch_size
        expected = self.whisper.hotword_tokens()
        suppressed = self.whisper.suppressed()
        self._decoder = Decoder(self.whisper.model, beam_size, suppressed, expected)

    def transcribe(
        self, segments: Sequence[SpeechSegment], language: str | None = None
    ) -> list[Heard]:
        """One `Heard` a segment, in order. `language` None: detected once a call.

        Raises InputError for a language that Whisper, or this model, does not know.
        """
        drafts = [_Draft() for _ in segments]
        known = self.whisper.language(language)
        self._check(known)
        languages: dict[str, str] = defaultdict(lambda: known)
        for windows in self._batches(pack(segments)):
            self._batch(windows, segments, languages, drafts)
        return [self._heard(*pair) for pair in zip(segments, drafts, strict=True)]

    @property
    def engine(self) -> Any:  # noqa: ANN401 - an untyped library
        """The loaded faster-whisper model, for measurements beside it."""
        return self.whisper.engine

    def detect_language(self, segments: Sequence[SpeechSegment]) -> str:
        """The language of the longest window that the segments make; `en` for English models."""
        windows = pack(segments)
        if not self.whisper.multilingual or not windows:
            return "en"
        window = max(windows, key=lambda each: each.duration_s)
        return self.whisper.detect(self._encode([window], segments, FULL_FRAMES), 0)

    def _check(self, language: str) -> None:
        if not self.whisper.multilingual and language != "en":
            raise InputError(
                f"the Whisper model {self.name} hears English only; this call is in {language!r}",
                "choose a model of many languages (`voicemon models list`), such as base, in the "
                "setting model",
            )

    def _batches(self, windows: list[Window]) -> list[list[Window]]:
        """Windows of one length, of any call and role, at most `batch_size` at once."""
        by_length: dict[float, list[Window]] = defaultdict(list)
        for window in windows:
            by_length[window.length_s].append(window)
        size = self._batch_size
        return [
            group[at : at + size]
            for group in by_length.values()
            for at in range(0, len(group), size)
        ]

    def _batch(
        self,
        windows: list[Window],
        segments: Sequence[SpeechSegment],
        languages: dict[str, str],
        drafts: list[_Draft],
    ) -> None:
        length = round(windows[0].length_s * MEL_PER_S)
        encoded = self._encode(windows, segments, length)
        for at, window in enumerate(windows):
            if not languages[window.call_id]:
                languages[window.call_id] = self.whisper.detect(encoded, at)
        tokenizers = [self.whisper.tokenizer(languages[window.call_id]) for window in windows]
        decoded = self._decode(encoded, windows, segments, tokenizers, length)
        texts = [list(each.tokens) if not each.silent else [] for each in decoded]
        words = self.whisper.align(encoded, texts, tokenizers, length)
        for at, window in enumerate(windows):
            self._place(window, words[at], segments, drafts)
            for piece in window.pieces:
                draft = drafts[piece.segment]
                draft.language = languages[window.call_id]
                draft.no_speech_prob = min(draft.no_speech_prob, decoded[at].no_speech_prob)
                segment = segments[piece.segment]
                if states.may_keep(segment) or states.may_seal(segment):
                    draft.states.append(states.cut(encoded[at], piece))

    def _encode(
        self, windows: Sequence[Window], segments: Sequence[SpeechSegment], length: int
    ) -> States:
        return self.whisper.encode([window.samples(segments) for window in windows], length)

    def _decode(
        self,
        encoded: States,
        windows: Sequence[Window],
        segments: Sequence[SpeechSegment],
        tokenizers: Sequence[Tokenizer],
        length: int,
    ) -> list[Decoded]:
        decoded = self._decoder.decode(view(encoded), tokenizers, length / MEL_PER_S)
        for at, window in enumerate(windows):
            if decoded[at].failed:

                def again(window: Window = window) -> object:
                    return view(self._encode([window], segments, FULL_FRAMES))

                decoded[at] = self._decoder.retry(decoded[at], again, tokenizers[at])
        return decoded

    def _place(
        self,
        window: Window,
        words: Sequence[alignment.Spoken],
        segments: Sequence[SpeechSegment],
        drafts: list[_Draft],
    ) -> None:
        for spoken in words:
            piece = alignment.place(spoken, window)
            draft = drafts[piece.segment]
            word = alignment.timed(spoken, piece, segments[piece.segment].start_s)
            draft.words.append(word)
            draft.logprobs.append((spoken.logprob, spoken.tokens))

    def _heard(self, segment: SpeechSegment, draft: _Draft) -> Heard:
        tokens = sum(count for _, count in draft.logprobs)
        logprob = sum(each * count for each, count in draft.logprobs) / tokens if tokens else 0.0
        words, dropped = voicing.standing(segment, draft.words, logprob)
        transcript = Transcript(
            tuple(words), draft.language, logprob, draft.no_speech_prob, self.name, dropped
        )
        kept = states.joined(segment, draft.states, self.name)
        return Heard(segment, transcript, kept, states.sealed(segment, draft.states, self.name))
