"""Word times: cross-attention alignment of a window's tokens, given back to its segments.

The times come from CTranslate2's `align` (dynamic time warping over the alignment heads, as in
OpenAI's `whisper/timing.py`). A word belongs to the segment it overlaps most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from voicemon.types import Word
from voicemon.utterances.decoding import Tokenizer
from voicemon.utterances.packing import Piece, Window

TOKEN_S = 0.02  # one encoder frame
MIN_WORD_S = 0.02


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word in its window: times from the window's start, mean log-probability of its tokens."""

    text: str
    start_s: float
    end_s: float
    logprob: float
    tokens: int


def spoken(result: Any, tokens: Sequence[int], tokenizer: Tokenizer) -> list[Spoken]:  # noqa: ANN401
    """CTranslate2's alignment of one window's tokens → its words in order."""
    pieces, counts = words_of([*tokens], tokenizer)
    if not pieces:
        return []
    text_at = np.array([pair[0] for pair in result.alignments])
    time_at = np.array([pair[1] for pair in result.alignments])
    jumps = np.concatenate([[True], np.diff(text_at) > 0])
    times = time_at[jumps] * TOKEN_S  # [tokens + 1]: where each token begins, then the end
    logprobs = np.log(np.maximum(result.text_token_probs, 1e-10))
    edges = np.minimum(np.cumsum([0, *counts]), len(times) - 1)
    return [
        Spoken(text, float(times[a]), float(times[b]), float(logprobs[a:b].mean()), int(b - a))
        for text, a, b in zip(pieces, edges, edges[1:], strict=False)
        if b > a
    ]


def words_of(tokens: list[int], tokenizer: Tokenizer) -> tuple[list[str], list[int]]:
    """Words with their punctuation, and how many tokens each has.

    Where words are written apart, only a leading space begins one ("1,000", "well-known" are one).
    """
    texts: list[str] = []
    counts: list[int] = []
    pieces, groups = tokenizer.split_to_word_tokens(tokens)
    spaced = any(piece.startswith(" ") for piece in pieces)
    for piece, group in zip(pieces, groups, strict=True):
        joins = not piece.startswith(" ") if spaced else not any(map(str.isalnum, piece))
        if texts and joins:
            texts[-1] += piece
            counts[-1] += len(group)
        else:
            texts.append(piece)
            counts.append(len(group))
    return [text.strip() for text in texts], counts


def place(word: Spoken, window: Window) -> Piece:
    """The piece that the word overlaps most, or else the nearest."""

    def closeness(piece: Piece) -> tuple[float, float]:
        shared_s = min(word.end_s, piece.window_end_s) - max(word.start_s, piece.window_s)
        return max(0.0, shared_s), shared_s

    return max(window.pieces, key=closeness)


def timed(word: Spoken, piece: Piece, segment_start_s: float) -> Word:
    """The word in seconds of the call, kept inside its piece of the segment."""
    offset_s = segment_start_s + piece.start_s - piece.window_s
    low_s, high_s = segment_start_s + piece.start_s, segment_start_s + piece.end_s
    start_s = min(max(word.start_s + offset_s, low_s), high_s - MIN_WORD_S)
    end_s = min(max(word.end_s + offset_s, start_s + MIN_WORD_S), high_s)
    probability = min(1.0, float(np.exp(word.logprob)))
    return Word(word.text, round(start_s, 3), round(end_s, 3), probability)
