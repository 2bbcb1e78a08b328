"""What is loaded once and shared by every call."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import structlog
from threadpoolctl import threadpool_limits

from voicemon import weights
from voicemon.evidence.voice import VoiceModel
from voicemon.reading.reader import OnnxReader
from voicemon.runtime.batching import SharedTranscriber
from voicemon.settings import Settings
from voicemon.types import Reader, SpeechDetector, Transcriber
from voicemon.utterances.diarization import SpeakerEmbedder
from voicemon.utterances.embedder import Embedder
from voicemon.utterances.overlap import OverlapEar, Segmentation
from voicemon.utterances.second_pass import SecondPass
from voicemon.utterances.transcriber import WhisperTranscriber
from voicemon.utterances.vad import SileroDetector
from voicemon.utterances.whisper import Whisper

log = structlog.get_logger(__name__)
VOCAL_HEADS = ("base", "tiny.en")


@dataclass(frozen=True, slots=True)
class Models:
    """The models in memory."""

    detector: Callable[[], SpeechDetector]
    transcriber: SharedTranscriber
    voice: VoiceModel | None
    reader: Reader
    embedder: SpeakerEmbedder | None = None  # without it nobody is told apart on mixed channels
    second: str = ""  # what hears unsure words once more
    ear: OverlapEar | None = None  # hears where two speak at once on a mixed channel

    @property
    def english_only(self) -> bool:
        """Whether the recogniser writes any language down as English (Whisper's `.en` models)."""
        return self.transcriber.name.endswith(".en")

    @property
    def names(self) -> dict[str, str]:
        """Which model does what, as an analysis records it."""
        again = {"words again": self.second} if self.second else {}
        apart = [self.embedder.name] if self.embedder else []
        apart += [self.ear.name] if self.ear else []
        return {
            "words": self.transcriber.name,
            **again,
            "voice": f"voice-{self.voice.whisper_name}" if self.voice else "none",
            "text": self.reader.name,
            "speech": "silero-vad",
            "speakers": ", ".join(apart) or "none",
        }


def load(settings: Settings) -> Models:
    """What recordings need (some seconds); raises ModelError when something is missing."""
    second = settings.second_model if settings.second_model != settings.model else ""
    return _load(settings, settings.model, settings.threads, second=second)


def load_live(settings: Settings) -> Models:
    """What running calls need, as `load`: a thread of the engine has a core to itself."""
    return _load(settings, settings.live_model, 1, at_once=live_threads(settings))


def live_threads(settings: Settings) -> int:
    """How many threads hear running calls."""
    return settings.threads or os.cpu_count() or 1


def keep_compiled(folder: Path) -> None:
    """Where librosa's functions are kept compiled, when its own folder may not be written: without
    any such place it cannot be imported, and a service's programs are read-only for good reason.
    """
    found = find_spec("librosa")
    if found is not None and found.origin and not os.access(Path(found.origin).parent, os.W_OK):
        os.environ.setdefault("NUMBA_CACHE_DIR", str(folder))


def _load(
    settings: Settings, model: str, threads: int, *, at_once: int = 1, second: str = ""
) -> Models:
    threadpool_limits(1, user_api="blas")  # small matrices: NumPy's threads would only spin
    keep_compiled(settings.models_dir / "compiled")
    transcriber: Transcriber = _words(settings, model, threads, at_once)
    if second:
        larger = _words(settings, second, threads)
        transcriber = SecondPass(transcriber, larger, english_only=not larger.whisper.multilingual)
    return Models(
        detector=SileroDetector,
        transcriber=SharedTranscriber(transcriber),
        voice=_voice(model),
        reader=text_reader(),
        embedder=Embedder(
            weights.bundled("models/speaker", "embedder.onnx"), settings.threads or 2
        ),
        second=second,
        ear=Segmentation(
            weights.bundled("models/speaker", "segmentation.onnx"), settings.threads or 2
        ),
    )


def _words(settings: Settings, model: str, threads: int, at_once: int = 1) -> WhisperTranscriber:
    return WhisperTranscriber(
        weights.whisper(model, settings.models_dir),
        model,
        threads=threads,
        beam_size=settings.beam_size,
        batch_size=settings.batch_size,
        hotwords=[word for word in settings.hotwords.split(", ") if word],
        at_once=at_once,
    )


def clip_ears(settings: Settings, name: str = "") -> tuple[Whisper, VoiceModel]:
    """What judges single clips: an encoder and the vocal head that reads it.

    `name` empty: as recordings have it where that model has a head, else the first that has one.
    Raises ModelError.
    """
    chosen = name or (settings.model if settings.model in VOCAL_HEADS else VOCAL_HEADS[0])
    voice = VoiceModel(weights.bundled("models", "voice"), chosen)
    return Whisper(weights.whisper(chosen, settings.models_dir), chosen, settings.threads), voice


def text_reader() -> Reader:
    """The text model alone."""
    return OnnxReader(weights.bundled("models", "text"))


def _voice(whisper_name: str) -> VoiceModel | None:
    """The vocal head for a Whisper model's encoder; larger ones have none, and say so."""
    if whisper_name not in VOCAL_HEADS:
        log.warning("no vocal head for this Whisper model: voice is withheld", model=whisper_name)
        return None
    return VoiceModel(weights.bundled("models", "voice"), whisper_name)
