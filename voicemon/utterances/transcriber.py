"""Whisper through CTranslate2: the one door to faster-whisper.

Segments are packed into windows (`packing`), windows of like length are encoded and decoded a batch
at a time over all roles and calls, word times are aligned and given back to the segments
(`alignment`), words without a voice under them are dropped (`voicing`). What the encoder computed
is kept for the customer's segments only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicemon.errors import InputError, ModelError
from voicemon.types import (
    ROLE_CONFIDENCE_FLOOR,
    EncoderStates,
    Heard,
    Role,
    SpeechSegment,
    Transcript,
    Word,
)
from voicemon.utterances import alignment, voicing
from voicemon.utterances.decoding import Decoded, Decoder, Tokenizer
from voicemon.utterances.packing import Piece, Window, pack

FRAME_S = 0.02  # one encoder frame; two mel frames
MEL_PER_S = 100
AT_ONCE = 2  # windows encoded or aligned at once: their attention would take the most memory
FULL_FRAMES = 3000

States = NDArray[np.float32]
"""Encoder states [windows, frames, dim]."""


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

    `folder` is a CTranslate2 Whisper model; `threads` 0 takes every core. Raises ModelError when
    the folder cannot be loaded.
    """

    def __init__(
        self, folder: Path, name: str, threads: int = 0, beam_size: int = 1, batch_size: int = 8
    ) -> None:
        self.name = name
        self._whisper = _load(folder, name, threads)
        self._batch_size = batch_size
        self._multilingual = bool(self._whisper.model.is_multilingual)
        self._decoder = Decoder(self._whisper.model, beam_size, self._suppressed())

    def transcribe(
        self, segments: Sequence[SpeechSegment], language: str | None = None
    ) -> list[Heard]:
        """One `Heard` a segment, in order. `language` None: detected once a call.

        Raises InputError for a language that Whisper does not know.
        """
        drafts = [_Draft() for _ in segments]
        asked = (language or "").lower().split("-")[0]  # en-US is en
        known = asked if self._multilingual else "en"
        languages: dict[str, str] = defaultdict(lambda: known)
        for windows in self._batches(pack(segments)):
            self._batch(windows, segments, languages, drafts)
        return [self._heard(*pair) for pair in zip(segments, drafts, strict=True)]

    @property
    def engine(self) -> Any:  # noqa: ANN401 - an untyped library
        """The loaded faster-whisper model, for measurements beside it."""
        return self._whisper

    def detect_language(self, segments: Sequence[SpeechSegment]) -> str:
        """The language of the longest window that the segments make; `en` for English models."""
        windows = pack(segments)
        if not self._multilingual or not windows:
            return "en"
        window = max(windows, key=lambda each: each.duration_s)
        return self._detect(self._encode([window], segments, FULL_FRAMES), 0)

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
                languages[window.call_id] = self._detect(encoded, at)
        tokenizers = [self._tokenizer(languages[window.call_id]) for window in windows]
        decoded = self._decode(encoded, windows, segments, tokenizers, length)
        words = self._align(encoded, decoded, tokenizers, length)
        for at, window in enumerate(windows):
            self._place(window, words[at], segments, drafts)
            for piece in window.pieces:
                draft = drafts[piece.segment]
                draft.language = languages[window.call_id]
                draft.no_speech_prob = min(draft.no_speech_prob, decoded[at].no_speech_prob)
                if _may_keep_states(segments[piece.segment]):
                    draft.states.append(_cut_states(encoded[at], piece))

    def _encode(
        self, windows: Sequence[Window], segments: Sequence[SpeechSegment], length: int
    ) -> States:
        """Encoder states [windows, frames, dim]."""
        mels = [
            _fit(self._whisper.feature_extractor(window.samples(segments)), length)
            for window in windows
        ]
        groups = [mels[at : at + AT_ONCE] for at in range(0, len(mels), AT_ONCE)]
        return np.concatenate(
            [np.array(self._whisper.encode(np.stack(group)), np.float32) for group in groups]
        )

    def _decode(
        self,
        encoded: States,
        windows: Sequence[Window],
        segments: Sequence[SpeechSegment],
        tokenizers: Sequence[Tokenizer],
        length: int,
    ) -> list[Decoded]:
        decoded = self._decoder.decode(_view(encoded), tokenizers, length / MEL_PER_S)
        for at, window in enumerate(windows):
            if decoded[at].failed:

                def again(window: Window = window) -> object:
                    return _view(self._encode([window], segments, FULL_FRAMES))

                decoded[at] = self._decoder.retry(decoded[at], again, tokenizers[at])
        return decoded

    def _align(
        self,
        encoded: States,
        decoded: Sequence[Decoded],
        tokenizers: Sequence[Tokenizer],
        length: int,
    ) -> list[list[alignment.Spoken]]:
        """Words of every window; one call of `align` for a batch of one language."""
        texts = [list(each.tokens) if not each.silent else [] for each in decoded]
        out: list[list[alignment.Spoken]] = [[] for _ in decoded]
        if not any(texts):
            return out
        for start in {tuple(each.sot_sequence) for each in tokenizers}:
            mine = [
                text if tuple(each.sot_sequence) == start else []
                for text, each in zip(texts, tokenizers, strict=True)
            ]
            results = [
                result
                for at in range(0, len(mine), AT_ONCE)
                for result in self._whisper.model.align(
                    _view(encoded[at : at + AT_ONCE]), list(start), mine[at : at + AT_ONCE], length
                )
            ]
            for at, text in enumerate(mine):
                if text:
                    out[at] = alignment.spoken(results[at], text, tokenizers[at])
        return out

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
        return Heard(segment, transcript, self._states(segment, draft))

    def _states(self, segment: SpeechSegment, draft: _Draft) -> EncoderStates | None:
        if not draft.states:
            return None
        states = np.concatenate(draft.states)
        return EncoderStates(
            segment.call_id, segment.role, segment.start_s, FRAME_S, states, self.name
        )

    def _detect(self, encoded: States, at: int) -> str:
        """Whisper's own language token, most likely first."""
        token, _ = self._whisper.model.detect_language(_view(encoded[at : at + 1]))[0][0]
        return str(token)[2:-2]

    @lru_cache(maxsize=8)  # noqa: B019 - a transcriber lives as long as the process
    def _tokenizer(self, language: str) -> Tokenizer:
        from faster_whisper.tokenizer import Tokenizer as WhisperTokenizer

        try:
            made: Tokenizer = WhisperTokenizer(
                self._whisper.hf_tokenizer, self._multilingual, "transcribe", language
            )
        except ValueError:
            raise InputError(
                f"Whisper does not know the language {language!r}",
                "give a code such as en, de or es, or leave the language empty to detect it",
            ) from None
        return made

    def _suppressed(self) -> list[int]:
        from faster_whisper.transcribe import get_suppressed_tokens

        return list(get_suppressed_tokens(self._tokenizer("en"), [-1]))


def _load(folder: Path, name: str, threads: int) -> Any:  # noqa: ANN401 - an untyped library
    from faster_whisper import WhisperModel

    if not (folder / "model.bin").is_file():
        raise ModelError(
            f"the Whisper model {name!r} is not in {folder}", "voicemon models list shows what is"
        )
    try:
        return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)
    except (RuntimeError, ValueError) as error:
        raise ModelError(
            f"the Whisper model {name!r} cannot be loaded: {error}", "voicemon models verify"
        ) from None


def _view(states: States) -> object:
    """As CTranslate2 takes it."""
    from ctranslate2 import StorageView

    return StorageView.from_array(np.ascontiguousarray(states))


def _fit(mel: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """[mels, n] → [mels, length], filled up with the window's own silence."""
    mel = mel[:, :length]
    return np.pad(mel, ((0, 0), (0, length - mel.shape[1])), constant_values=mel.min())


def _may_keep_states(segment: SpeechSegment) -> bool:
    """The firewall: what a voice model could read exists for certain customers only."""
    return segment.role is Role.CUSTOMER and segment.role_confidence >= ROLE_CONFIDENCE_FLOOR


def _cut_states(states: NDArray[np.float32], piece: Piece) -> NDArray[np.float32]:
    first, last = round(piece.window_s / FRAME_S), round(piece.window_end_s / FRAME_S)
    return states[first : max(last, first + 1)].astype(np.float32, copy=True)
