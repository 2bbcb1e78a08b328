"""The Whisper folders whose encoders the heads read."""

from __future__ import annotations

from pathlib import Path

from models.voice.states import cache_folder
from voicemon import weights


def folder(name: str) -> Path:
    """A verified CTranslate2 folder of Whisper `name`; ModelError says how to get it."""
    return weights.whisper(name, cache_folder().parent / "whisper")
