"""Writes playable audio: FLAC, 16 bit, streamed, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import numpy as np

from voicemon.audio.codecs import to_int16
from voicemon.errors import AudioError
from voicemon.types import Samples

_FRAME = 4096  # samples; FLAC's own block size
_LAYOUTS = {1: "mono", 2: "stereo"}


def write_flac(path: Path, blocks: Iterable[Samples], channel_count: int, rate_hz: int) -> None:
    """Float32 blocks [channels, n] → a FLAC file; appears under its name only when complete.

    Reading it gives back the 16-bit rounding of every sample. Raises AudioError when it cannot be
    written (disk full, folder missing); nothing half-written stays.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _write(draft, blocks, channel_count, rate_hz)
        draft.replace(path)
    except OSError as error:
        raise AudioError(
            f"{path.name} could not be written: {error.strerror or error}",
            f"free some disk space and check that {path.parent} can be written",
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _write(draft: Path, blocks: Iterable[Samples], channel_count: int, rate_hz: int) -> None:
    import av

    layout = _LAYOUTS.get(channel_count, f"{channel_count}c")
    with draft.open("wb") as file:
        container = av.open(file, "w", format="flac")
        with container:
            stream = container.add_stream("flac", rate=rate_hz, layout=layout, format="s16")
            stream.codec_context.options = {"compression_level": "3"}
            at = 0
            for frame_of in _frames(blocks, channel_count):
                packed = np.ascontiguousarray(frame_of.T).reshape(1, -1)
                frame = av.AudioFrame.from_ndarray(packed, format="s16", layout=layout)
                frame.sample_rate, frame.pts, frame.time_base = rate_hz, at, Fraction(1, rate_hz)
                at += frame.samples
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        file.flush()
        os.fsync(file.fileno())


def _frames(blocks: Iterable[Samples], channel_count: int) -> Iterable[np.ndarray]:
    """Blocks of any length → int16 frames [channels, ≤ 4096]; only the last one is shorter."""
    rest = np.zeros((channel_count, 0), np.int16)
    for block in blocks:
        held = np.concatenate([rest, to_int16(block)], axis=1)
        whole = held.shape[1] // _FRAME * _FRAME
        yield from (held[:, at : at + _FRAME] for at in range(0, whole, _FRAME))
        rest = held[:, whole:]
    if rest.shape[1]:
        yield rest
