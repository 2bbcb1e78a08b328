"""The shipped heads, for the recipe's own measures."""

from __future__ import annotations

from pathlib import Path

from voicemon.evidence.voice.head import VocalHead
from voicemon.evidence.voice.model import load_members

HERE = Path(__file__).parent


def shipped(whisper: str) -> list[VocalHead]:
    """The members of `<whisper>.safetensors`."""
    members, _ = load_members(HERE / f"{whisper}.safetensors")
    return members
