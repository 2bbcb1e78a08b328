"""What is loaded once and shared by every call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from voicemon import weights
from voicemon.evidence.voice import VoiceModel
from voicemon.reading.reader import OnnxReader
from voicemon.runtime.batching import SharedTranscriber
from voicemon.settings import Settings
from voicemon.types import Reader, SpeechDetector
from voicemon.utterances.transcriber import WhisperTranscriber
from voicemon.utterances.vad import SileroDetector

log = structlog.get_logger(__name__)
VOCAL_HEADS = ("base", "tiny.en")


@dataclass(frozen=True, slots=True)
class Models:
    """The models in memory."""

    detector: Callable[[], SpeechDetector]
    transcriber: SharedTranscriber
    voice: VoiceModel | None
    reader: Reader

    @property
    def names(self) -> dict[str, str]:
        """Which model does what, as an analysis records it."""
        return {
            "words": self.transcriber.name,
            "voice": f"voice-{self.voice.whisper_name}" if self.voice else "none",
            "text": self.reader.name,
            "speech": "silero-vad",
        }


def load(settings: Settings) -> Models:
    """Load everything (some seconds); raises ModelError when something is missing."""
    folder = weights.whisper(settings.model, settings.models_dir)
    transcriber = WhisperTranscriber(
        folder,
        settings.model,
        threads=settings.threads,
        beam_size=settings.beam_size,
        batch_size=settings.batch_size,
    )
    return Models(
        detector=SileroDetector,
        transcriber=SharedTranscriber(transcriber),
        voice=_voice(settings.model),
        reader=OnnxReader(weights.bundled("models", "text")),
    )


def _voice(whisper_name: str) -> VoiceModel | None:
    """The vocal head for a Whisper model's encoder; larger ones have none, and say so."""
    if whisper_name not in VOCAL_HEADS:
        log.warning("no vocal head for this Whisper model: voice is withheld", model=whisper_name)
        return None
    return VoiceModel(weights.bundled("models", "voice"), whisper_name)
