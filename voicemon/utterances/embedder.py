"""A voice as a point: GE2E speaker embeddings, to tell the speakers of one channel apart.

What comes out says who may be speaking, never how: no emotion is read from it, it is not stored and
it does not leave this room. The network is the encoder of Resemblyzer (Apache-2.0; GE2E, Wan et al.
2018) as `models/speaker/make.py` writes it; its front end is librosa's default mel spectrogram
(25 ms Hann windows every 10 ms, 40 Slaney bands up to 8 kHz, power, no logarithm), made here with
numpy alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicemon.errors import ModelError
from voicemon.types import SAMPLE_RATE_HZ, Samples

MELS = 40
FRAME_SAMPLES = 160  # 10 ms
WINDOW_SAMPLES = 400  # 25 ms
VOICE_DIM = 256
LEVEL_DBFS = -30.0  # the loudness that the network was trained at
BATCH = 64
_SLOPE_HZ = 200.0 / 3  # Slaney's mel scale: linear up to 1 kHz, then logarithmic
_BREAK_HZ, _BREAK_MEL, _STEP = 1000.0, 15.0, np.log(6.4) / 27.0
Voices = NDArray[np.float32]


class Embedder:
    """A `SpeakerEmbedder`. `file` is `models/speaker/embedder.onnx`; ModelError where it fails."""

    name = "speaker-ge2e"

    def __init__(self, file: Path, threads: int = 1) -> None:
        self._network = network(file, threads)

    def voices(self, spectra: Sequence[NDArray[np.float32]]) -> Voices:
        """Mel windows [frames, 40], all of one length → voices [n, 256] of length 1."""
        if not spectra:
            return np.zeros((0, VOICE_DIM), np.float32)
        found = [
            self._network.run(None, {"mels": np.stack([level(each) for each in batch])})[0]
            for batch in (spectra[at : at + BATCH] for at in range(0, len(spectra), BATCH))
        ]
        return np.concatenate(found)


def mel(samples: Samples) -> NDArray[np.float32]:
    """Samples [n] → mel power [1 + n / 160, 40]; frame i is centred on sample 160 i."""
    padded = np.pad(samples, WINDOW_SAMPLES // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW_SAMPLES)[::FRAME_SAMPLES]
    spectrum = np.fft.rfft(frames * _hann(), axis=1)
    power = np.square(spectrum.real) + np.square(spectrum.imag)
    return (power @ _bands()).astype(np.float32)


def level(spectrum: NDArray[np.float32]) -> NDArray[np.float32]:
    """A window of mel power at the loudness that the network knows, whatever the line's was."""
    return np.asarray(spectrum * (_at_level() / max(float(spectrum.mean()), 1e-12)), np.float32)


@lru_cache(maxsize=1)
def _at_level() -> float:
    """Mean mel power of white noise at LEVEL_DBFS.

    A speaker's spectrum differs from noise, which moves the level by a few dB; it is the same for
    every window.
    """
    variance = 10 ** (LEVEL_DBFS / 10)
    energy = variance * float(np.square(_hann()).sum())
    return float((energy * _bands().sum(axis=0)).mean())


@lru_cache(maxsize=1)
def _hann() -> NDArray[np.float32]:
    at = np.arange(WINDOW_SAMPLES) / WINDOW_SAMPLES
    return (0.5 - 0.5 * np.cos(2 * np.pi * at)).astype(np.float32)


@lru_cache(maxsize=1)
def _bands() -> NDArray[np.float32]:
    """[201, 40]: Slaney's triangles, each of area 1."""
    top = _BREAK_MEL + np.log(SAMPLE_RATE_HZ / 2 / _BREAK_HZ) / _STEP
    mels = np.linspace(0.0, top, MELS + 2)
    log = _BREAK_HZ * np.exp(_STEP * (mels - _BREAK_MEL))
    edges = np.where(mels < _BREAK_MEL, mels * _SLOPE_HZ, log)
    hz = np.arange(WINDOW_SAMPLES // 2 + 1) * SAMPLE_RATE_HZ / WINDOW_SAMPLES
    rise = (hz[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    fall = (edges[2:] - hz[:, None]) / (edges[2:] - edges[1:-1])
    area = 2.0 / (edges[2:] - edges[:-2])
    return np.asarray(np.clip(np.minimum(rise, fall), 0.0, None) * area, np.float32)


@lru_cache(maxsize=4)
def network(file: Path, threads: int) -> Any:  # noqa: ANN401 - onnxruntime is not typed
    """A network of this room in memory; ModelError where the file is missing or damaged."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = 1
    options.intra_op_num_threads = threads
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(
            str(file), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        raise ModelError(
            f"what tells voices apart cannot be loaded from {file}: {error}",
            "run `voicemon models verify voicemon-speaker`, or install voicemon again",
        ) from error
