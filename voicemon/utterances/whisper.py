"""Whisper in memory, through CTranslate2: the one door to faster-whisper.

Sound in, encoder states out; states and tokens in, word times out. Windows may be shorter than
Whisper's own 30 s: the encoder and the cross-attention cost by the frame.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicemon.errors import InputError, ModelError
from voicemon.types import Samples
from voicemon.utterances import alignment
from voicemon.utterances.decoding import Tokenizer

MEL_PER_S = 100
AT_ONCE = 2  # windows encoded or aligned at once: their attention would take the most memory
FULL_FRAMES = 3000
MOST_HOTWORD_TOKENS = 160  # some fifty names; half of what the decoder can look back on

CPUINFO = Path("/proc/cpuinfo")
AVX512 = {"avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"}

States = NDArray[np.float32]
"""Encoder states [windows, frames, dim]."""


class Whisper:
    """One loaded model. `folder` is a CTranslate2 Whisper model; `threads` 0 takes every core.

    `at_once` callers may use it at the same time, each with so many threads of its own: one
    caller's decoding gains little from a second core. `hotwords` are names that the site's calls
    hold; they are hoped for, not put in. Raises ModelError when the folder cannot be loaded.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        threads: int = 0,
        hotwords: Sequence[str] = (),
        *,
        at_once: int = 1,
    ) -> None:
        self.name = name
        self.hotwords = tuple(hotwords)
        self.engine = _load(folder, name, threads, at_once)
        self.multilingual = bool(self.engine.model.is_multilingual)

    @property
    def model(self) -> Any:  # noqa: ANN401 - an untyped library
        """The CTranslate2 model."""
        return self.engine.model

    def encode(self, sounds: Sequence[Samples], length: int) -> States:
        """Sounds, each filled up or cut to `length` mel frames → [sounds, length / 2, dim]."""
        mels = [_fit(self.engine.feature_extractor(sound), length) for sound in sounds]
        groups = [mels[at : at + AT_ONCE] for at in range(0, len(mels), AT_ONCE)]
        return np.concatenate(
            [np.array(self.engine.encode(np.stack(group)), np.float32) for group in groups]
        )

    def align(
        self,
        encoded: States,
        texts: Sequence[list[int]],
        tokenizers: Sequence[Tokenizer],
        length: int,
        *,
        at_once: int = AT_ONCE,
    ) -> list[list[alignment.Spoken]]:
        """Words of every window's tokens; one call of `align` for a batch of one language.

        Aligned together, windows move each other's word times by a frame; `at_once` 1 keeps them
        apart.
        """
        out: list[list[alignment.Spoken]] = [[] for _ in texts]
        if not any(texts):
            return out
        for start in {tuple(each.sot_sequence) for each in tokenizers}:
            mine = [
                text if tuple(each.sot_sequence) == start else []
                for text, each in zip(texts, tokenizers, strict=True)
            ]
            results = [
                result
                for at in range(0, len(mine), at_once)
                for result in self.model.align(
                    view(encoded[at : at + at_once]), list(start), mine[at : at + at_once], length
                )
            ]
            for at, text in enumerate(mine):
                if text:
                    out[at] = alignment.spoken(results[at], text, tokenizers[at])
        return out

    def detect(self, encoded: States, at: int) -> str:
        """Whisper's own language token for window `at`, the likeliest; `en` for English models."""
        if not self.multilingual:
            return "en"
        token, _ = self.model.detect_language(view(encoded[at : at + 1]))[0][0]
        return str(token)[2:-2]

    def language(self, asked: str | None) -> str:
        """The language of the words: en for en-US; empty where it has to be detected.

        An English-only model writes any other language down as English that nobody said.
        """
        return (asked or "").lower().split("-")[0] or ("" if self.multilingual else "en")

    @lru_cache(maxsize=8)  # noqa: B019 - a model lives as long as the process
    def tokenizer(self, language: str) -> Tokenizer:
        """The tokenizer for a language; raises InputError for one that Whisper does not know."""
        from faster_whisper.tokenizer import Tokenizer as WhisperTokenizer

        try:
            made: Tokenizer = WhisperTokenizer(
                self.engine.hf_tokenizer, self.multilingual, "transcribe", language
            )
        except ValueError:
            raise InputError(
                f"Whisper does not know the language {language!r}",
                "give a code such as en, de or es, or leave the language empty to detect it",
            ) from None
        return made

    def hotword_tokens(self) -> list[int]:
        """The hotwords as text that came before a window, which Whisper goes on from.

        Whole words only, as many as `MOST_HOTWORD_TOKENS` hold; [] without any.
        """
        taken: list[int] = []
        for word in self.hotwords:
            ending = " " if not taken else ", "
            tokens = self.engine.hf_tokenizer.encode(ending + word, add_special_tokens=False).ids
            if len(taken) + len(tokens) > MOST_HOTWORD_TOKENS:
                break
            taken += tokens
        if not taken:
            return []
        start = self.engine.hf_tokenizer.token_to_id("<|startofprev|>")
        stop = self.engine.hf_tokenizer.encode(".", add_special_tokens=False).ids
        return [start, *taken, *stop]

    def suppressed(self) -> list[int]:
        """Tokens that no speech is: notes, brackets, control tokens."""
        from faster_whisper.transcribe import get_suppressed_tokens

        return list(get_suppressed_tokens(self.tokenizer("en"), [-1]))


def view(states: States) -> object:
    """As CTranslate2 takes it."""
    from ctranslate2 import StorageView

    return StorageView.from_array(np.ascontiguousarray(states))


def widen() -> None:
    """Let CTranslate2 and its MKL use AVX-512 and AMX where the processor has them; by themselves
    they stay with AVX2, a quarter slower. What the environment says already stands.

    https://opennmt.net/CTranslate2/environment_variables.html
    """
    try:
        described = CPUINFO.read_text(encoding="utf-8")
    except OSError:
        return  # another system: as CTranslate2 thinks best
    flags = set(described.partition("flags")[2].partition("\n")[0].split())
    if flags >= AVX512:
        os.environ.setdefault("CT2_FORCE_CPU_ISA", "AVX512")
    if "amx_int8" in flags:
        os.environ.setdefault("MKL_ENABLE_INSTRUCTIONS", "AVX512_E4")


def _load(folder: Path, name: str, threads: int, at_once: int) -> Any:  # noqa: ANN401
    widen()
    from faster_whisper import WhisperModel

    if not (folder / "model.bin").is_file():
        raise ModelError(
            f"the Whisper model {name!r} is not in {folder}", "voicemon models list shows what is"
        )
    try:
        return WhisperModel(
            str(folder),
            device="cpu",
            compute_type="int8",
            cpu_threads=threads,
            num_workers=at_once,
        )
    except (RuntimeError, ValueError) as error:
        raise ModelError(
            f"the Whisper model {name!r} cannot be loaded: {error}", "voicemon models verify"
        ) from None


def _fit(mel: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """[mels, n] → [mels, length], filled up with the window's own silence."""
    mel = mel[:, :length]
    return np.pad(mel, ((0, 0), (0, length - mel.shape[1])), constant_values=mel.min())
