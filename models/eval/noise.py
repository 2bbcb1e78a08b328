"""Words invented where nobody speaks, beside faster-whisper's defaults with the VAD off and on."""

from __future__ import annotations

from pathlib import Path

from models.eval.line_sounds import SOUNDS, on_the_line
from models.eval.table import Row
from models.eval.words import segments
from voicemon import weights
from voicemon.settings import current
from voicemon.types import SAMPLE_RATE_HZ, Role, Samples
from voicemon.utterances.transcriber import WhisperTranscriber

SECONDS = 240
BASELINE_SECONDS = 60  # forced to write on noise, the baseline takes longer than the noise itself
MODELS = ("base", "tiny.en")


def rows(data: Path) -> list[Row]:  # noqa: ARG001 - its sounds are made
    """One row a model and sound."""
    sounds = {name: on_the_line(made(SECONDS)) for name, made in SOUNDS.items()}
    return [row for name in MODELS for row in _rows(name, sounds)]


def _rows(name: str, sounds: dict[str, Samples]) -> list[Row]:
    transcriber = WhisperTranscriber(weights.whisper(name, current().models_dir), name)
    return [_row(name, transcriber, kind, sound) for kind, sound in sounds.items()]


def _row(name: str, transcriber: WhisperTranscriber, kind: str, sound: Samples) -> Row:
    heard = transcriber.transcribe(segments(sound, kind, Role.CUSTOMER), "en")
    ours = sum(len(each.transcript.words) for each in heard)
    first = sound[: BASELINE_SECONDS * SAMPLE_RATE_HZ]
    off, on = (plain(transcriber, first, vad_filter=vad) for vad in (False, True))
    return Row(
        task="Invented words",
        metric=f"words, {name} int8",
        data=f"{kind}, {SECONDS // 60} min, made",
        baseline=f"faster-whisper in the first minute: {off} (VAD off), {on} (VAD on)",
        ours=float(ours),
        low=None,
        high=None,
        aim="0",
        met=ours == 0,
        note=f"{len(heard)} segments passed the VAD" if heard else "",
    )


def plain(transcriber: WhisperTranscriber, sound: Samples, vad_filter: bool) -> int:
    """How many words `WhisperModel.transcribe` writes with its defaults."""
    found, _ = transcriber.engine.transcribe(sound, language="en", vad_filter=vad_filter)
    return sum(len(each.text.split()) for each in found)
