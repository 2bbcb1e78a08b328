"""The engine as the settings want it: ears for running calls, and smaller ones for hard times."""

from __future__ import annotations

import structlog

from voicemon import weights
from voicemon.errors import ModelError
from voicemon.runtime.live.engine import Engine
from voicemon.runtime.models import Models, live_threads
from voicemon.settings import Settings
from voicemon.utterances.live_transcriber import LiveTranscriber
from voicemon.utterances.transcriber import WhisperTranscriber
from voicemon.utterances.whisper import Whisper

log = structlog.get_logger(__name__)
SMALL = "tiny.en"


def engine(settings: Settings, models: Models) -> Engine:
    """An engine that hears with the live models; not started yet."""
    words = models.transcriber.inner
    assert isinstance(words, WhisperTranscriber)
    return Engine(
        LiveTranscriber(words.whisper),
        _small(settings),
        degrade=settings.live_degrade,
        threads=live_threads(settings),
    )


def _small(settings: Settings) -> LiveTranscriber | None:
    """What hears English under load; voice is withheld then, its head reads another encoder."""
    if not settings.live_degrade or settings.live_model == SMALL:
        return None
    try:
        folder = weights.whisper(SMALL, settings.models_dir)
    except ModelError:
        log.info("no smaller model to fall back to under load", model=SMALL)
        return None
    names = [word for word in settings.hotwords.split(", ") if word]
    return LiveTranscriber(Whisper(folder, SMALL, 1, names, at_once=live_threads(settings)))
