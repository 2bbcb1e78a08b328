"""From encoded windows to tokens: greedy or beam search first, and a second look where it failed.

A window fails as in Whisper's own decoder (Radford et al. 2022, section 4.5): text that compresses
too well repeats itself, a low mean log-probability is a guess. Only such windows are decoded again:
in a full 30 s window, with repetitions blocked, then at rising temperatures with a fixed seed.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

MAX_COMPRESSION = 2.4
MIN_LOGPROB = -1.0
NO_SPEECH = 0.6
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8)
TOKENS_PER_S = 6.0  # dense speech has 4.5; a loop does not stop there
SPARE_TOKENS = 16
MAX_LENGTH = 448
TOLD_PER_TOKEN = 2  # CTranslate2 generates half of `max_length`, the other half is for a prompt


class Tokenizer(Protocol):
    """What is used of faster-whisper's tokenizer."""

    eot: int
    no_timestamps: int

    @property
    def sot_sequence(self) -> list[int]:
        """Start, language and task."""

    def decode(self, tokens: list[int]) -> str:
        """Text of tokens."""

    def split_to_word_tokens(self, tokens: list[int]) -> tuple[list[str], list[list[int]]]:
        """Pieces of words and their tokens."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """One window's tokens, without the end token, and the decoder's own doubts."""

    tokens: tuple[int, ...]
    avg_logprob: float
    no_speech_prob: float
    compression: float

    @property
    def failed(self) -> bool:
        """Worth a second look."""
        return bool(self.tokens) and (
            self.compression > MAX_COMPRESSION or (self.avg_logprob < MIN_LOGPROB)
        )

    @property
    def silent(self) -> bool:
        """The decoder itself thinks that nobody speaks."""
        return self.no_speech_prob > NO_SPEECH and self.avg_logprob < MIN_LOGPROB


class Decoder:
    """Searches with one CTranslate2 Whisper model (`model.generate`)."""

    def __init__(
        self,
        model: Any,  # noqa: ANN401
        beam_size: int,
        suppress: Sequence[int],
        before: Sequence[int] = (),
    ) -> None:
        self._model = model
        self._beam_size = beam_size
        self._suppress = list(suppress)
        self._before = list(before)  # what is given as said already; a second look goes without

    def decode(
        self, encoded: object, tokenizers: Sequence[Tokenizer], duration_s: float
    ) -> list[Decoded]:
        """Encoder output of one batch, a tokenizer a window → one `Decoded` a window."""
        before = self._before
        return self._search(encoded, tokenizers, duration_s, self._beam_size, before)

    def retry(
        self, first: Decoded, encode_again: Callable[[], object], tokenizer: Tokenizer
    ) -> Decoded:
        """A failed window once more, in its full 30 s; the best of all tries."""
        if first.silent:
            return first
        encoded = encode_again()
        tries = [first]
        for temperature in TEMPERATURES:
            options = {"no_repeat_ngram_size": 4, "sampling_temperature": temperature}
            if temperature:
                options |= {"sampling_topk": 0}
            tries += self._search(encoded, [tokenizer], 30.0, 1, (), **options)
            if not tries[-1].failed or tries[-1].silent:
                return tries[-1]
        calm = [each for each in tries if each.compression <= MAX_COMPRESSION] or tries
        return max(calm, key=lambda each: each.avg_logprob)

    def once_more(
        self, first: Decoded, encoded: object, tokenizer: Tokenizer, duration_s: float
    ) -> Decoded:
        """A failed window once more with repetitions blocked, at the cost of one decoding: the
        better of both. For speech that somebody waits for.
        """
        if first.silent:
            return first
        [second] = self._search(encoded, [tokenizer], duration_s, 1, (), no_repeat_ngram_size=4)
        if not second.failed or first.compression > MAX_COMPRESSION:
            return second
        return max(first, second, key=lambda each: each.avg_logprob)

    def _search(
        self,
        encoded: object,
        tokenizers: Sequence[Tokenizer],
        duration_s: float,
        beam_size: int,
        before: Sequence[int],
        **options: float,
    ) -> list[Decoded]:
        prompts = [[*before, *each.sot_sequence, each.no_timestamps] for each in tokenizers]
        cap = SPARE_TOKENS + round(duration_s * TOKENS_PER_S)
        results = self._model.generate(
            encoded,
            prompts,
            beam_size=beam_size,
            max_length=min(MAX_LENGTH, TOLD_PER_TOKEN * cap),
            suppress_blank=True,
            suppress_tokens=self._suppress,
            return_scores=True,
            return_no_speech_prob=True,
            **options,
        )
        return [_decoded(*pair) for pair in zip(results, tokenizers, strict=True)]


def _decoded(result: Any, tokenizer: Tokenizer) -> Decoded:  # noqa: ANN401 - CTranslate2's result
    ids = list(result.sequences_ids[0])
    tokens = [token for token in ids if token < tokenizer.eot]
    logprob = result.scores[0] * len(ids) / (len(ids) + 1)
    return Decoded(
        tuple(tokens),
        float(logprob),
        float(result.no_speech_prob),
        compression(tokenizer.decode(tokens)),
    )


def compression(text: str) -> float:
    """How often the text's bytes fit into their zlib form; ordinary speech stays below 2."""
    raw = text.encode()
    return len(raw) / len(zlib.compress(raw)) if raw else 0.0
