"""The shipped heads, for the recipe's own measures."""

from __future__ import annotations

from pathlib import Path

from voicemon.evidence.voice.model import VoiceModel

HERE = Path(__file__).parent


def shipped(whisper: str) -> VoiceModel:
    """The head of `<whisper>.safetensors`."""
    return VoiceModel(HERE, whisper)
