"""A very long recording, made by repeating a call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from voicemon.audio.decode import open_recording
from voicemon.audio.encode import write_flac
from voicemon.types import SAMPLE_RATE_HZ, Samples


def make_long(call: Path, target: Path, seconds: float) -> Path:
    """`call` over and over until `seconds` are full, as 16 kHz FLAC."""
    recording = open_recording(call)

    def blocks() -> Iterator[Samples]:
        left = round(seconds * SAMPLE_RATE_HZ)
        while left > 0:
            for block in recording.blocks():
                yield block[:, :left]
                left -= block.shape[1]
                if left <= 0:
                    return

    write_flac(target, blocks(), recording.channel_count, SAMPLE_RATE_HZ)
    return target
