"""Word error rate on telephone calls with human transcripts, beside faster-whisper's own pipeline.

Both read the same weights in the same run; the baseline is `BatchedInferencePipeline` with word
times, batch 8, greedy. Errors are counted per channel (Whisper's English normaliser, jiwer).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import jiwer
import numpy as np
from whisper_normalizer.english import EnglishTextNormalizer

from models.eval.table import Row, bootstrap
from voicemon import weights
from voicemon.audio.decode import open_recording
from voicemon.settings import current
from voicemon.types import AudioChunk, Heard, Role, Samples, SpeechSegment, Transcriber
from voicemon.utterances.listener import Listener
from voicemon.utterances.second_pass import SecondPass, unsure
from voicemon.utterances.transcriber import WhisperTranscriber
from voicemon.utterances.vad import SileroDetector

MODELS = ("base", "tiny.en")
ROLES = (Role.AGENT, Role.CUSTOMER)
ALLOWED = 0.005  # half a point over the baseline
Reference = tuple[Path, int]
normalise: Callable[[str], str] = EnglishTextNormalizer()


@dataclass(frozen=True, slots=True)
class Side:
    """One channel of one call: how many words it has, how many errors ours and theirs made."""

    words: int
    ours: int
    theirs: int


def channels(path: Path) -> list[Samples]:
    """A recording's channels at 16 kHz."""
    recording = open_recording(path)
    return list(np.concatenate(list(recording.blocks()), axis=1))


def segments(samples: Samples, call_id: str, role: Role) -> list[SpeechSegment]:
    """What voicemon hears as speech on one channel."""
    listener = Listener(call_id, role, SileroDetector())
    return listener.hear(AudioChunk(call_id, role, 0.0, samples)) + listener.end()


def rows(data: Path) -> list[Row]:
    """One row a model, and one of both: the larger hears again what the smaller was unsure of."""
    paths = sorted((data / "calls").glob("harper_*.flac"))
    loaded = {name: _transcriber(name) for name in MODELS}
    return [*(_row(name, paths, loaded[name]) for name in MODELS), _again(paths, loaded)]


def _transcriber(name: str) -> WhisperTranscriber:
    return WhisperTranscriber(weights.whisper(name, current().models_dir), name)


def _row(name: str, paths: Sequence[Path], transcriber: WhisperTranscriber) -> Row:
    sides = [side for path in paths for side in _sides(path, transcriber)]
    ours, theirs = _rate(sides, "ours"), _rate(sides, "theirs")
    low, high = bootstrap(sides, lambda picked: _rate(picked, "ours"))
    return Row(
        task="Recordings: words",
        metric=f"WER, {name} int8, greedy",
        data=f"calls/harper_* ({len(sides)} channels, {sum(side.words for side in sides)} words)",
        baseline=f"faster-whisper batched {theirs:.3f}",
        ours=ours,
        low=low,
        high=high,
        aim="≤ baseline + 0.005",
        met=ours <= theirs + ALLOWED,
    )


def _again(paths: Sequence[Path], loaded: dict[str, WhisperTranscriber]) -> Row:
    """Words of `tiny.en`, the unsure ones by `base`, beside each of them alone."""
    large, small = (loaded[name] for name in MODELS)
    ways: list[Transcriber] = [SecondPass(small, large), small, large]
    wrong, words, asked, count = [0, 0, 0], 0, 0, 0
    for path in paths:
        spoken, cut = references(path), _cut(channels(path), path.stem)
        found = [each.transcribe(cut, "en") for each in ways]
        for way, heard in enumerate(found):
            wrong[way] += sum(errors(spoken[role], _text(heard, role)) for role in ROLES)
        words += sum(len(text.split()) for text in spoken.values())
        asked += sum(unsure(each) for each in found[1])
        count += len(cut)
    both, alone, larger = (each / max(1, words) for each in wrong)
    return Row(
        task="Recordings: words",
        metric="WER, tiny.en int8, what it is unsure of once more by base",
        data=f"calls/harper_* ({words} words)",
        baseline=f"tiny.en alone {alone:.3f}; base alone {larger:.3f}",
        ours=both,
        low=None,
        high=None,
        aim="< tiny.en alone",
        met=both < alone,
        note=f"{asked} of {count} segments were unsure",
    )


def _cut(sounds: Sequence[Samples], call_id: str) -> list[SpeechSegment]:
    return [
        segment
        for sound, role in zip(sounds, ROLES, strict=True)
        for segment in segments(sound, call_id, role)
    ]


def _text(heard: Sequence[Heard], role: Role) -> str:
    return " ".join(each.transcript.text for each in heard if each.segment.role is role)


def _rate(sides: Sequence[object], who: str) -> float:
    known = [side for side in sides if isinstance(side, Side)]
    return sum(getattr(side, who) for side in known) / max(1, sum(side.words for side in known))


def references(path: Path) -> dict[Role, str]:
    """What each side of a call said by its human transcript, normalised."""
    call = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    turns = sorted(call["turns"], key=lambda turn: float(turn["start"]))
    return {
        role: normalise(" ".join(turn["text"] for turn in turns if turn["role"] == role))
        for role in ROLES
    }


def _sides(path: Path, transcriber: WhisperTranscriber) -> list[Side]:
    sounds, spoken = channels(path), references(path)
    heard = transcriber.transcribe(_cut(sounds, path.stem), "en")
    out = []
    for sound, role in zip(sounds, ROLES, strict=True):
        out.append(_side(spoken[role], _text(heard, role), batched(transcriber, sound)))
    return out


def batched(transcriber: WhisperTranscriber, sound: Samples, **options: object) -> str:
    """The text of faster-whisper's batched pipeline over the same loaded weights."""
    from faster_whisper import BatchedInferencePipeline

    asked = {"language": "en", "beam_size": 1, "batch_size": 8, "word_timestamps": True}
    pipeline = BatchedInferencePipeline(transcriber.engine)
    found, _ = pipeline.transcribe(sound, **(asked | options))
    return " ".join(each.text for each in found)


def _side(reference: str, ours: str, theirs: str) -> Side:
    return Side(len(reference.split()), errors(reference, ours), errors(reference, theirs))


def errors(reference: str, text: str) -> int:
    """Substitutions, deletions and insertions of `text` against a normalised reference."""
    found = jiwer.process_words(reference, normalise(text))
    return found.substitutions + found.deletions + found.insertions
