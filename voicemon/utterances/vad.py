"""Speech probability by Silero VAD, the ONNX file that faster-whisper ships (MIT).

The network reads a frame of 512 samples with the 64 samples before it and carries an LSTM state
(github.com/snakers4/silero-vad, v6). Its convolutional part is run on many frames at once; context
and state pass from call to call, so any cut of a stream gives bit-identical probabilities.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicemon.errors import ModelError
from voicemon.types import FRAME_SAMPLES, Samples

CONTEXT_SAMPLES = 64
STATE_SHAPE = (1, 1, 128)
BLOCK_FRAMES = 256  # 8 s at once: its activations stay in the cache; 1.7 × faster than all at once


class SileroDetector:
    """A `SpeechDetector` for one stream; the network itself is shared by all streams."""

    def __init__(self) -> None:
        self._network = _network(silero_file())
        self._hidden: NDArray[np.float32] = np.zeros(STATE_SHAPE, np.float32)
        self._cell: NDArray[np.float32] = np.zeros(STATE_SHAPE, np.float32)
        self._context: Samples = np.zeros(CONTEXT_SAMPLES, np.float32)

    def __call__(self, samples: Samples) -> NDArray[np.float32]:
        """Samples [n × 512] → probabilities [n]; the stream goes on from the call before."""
        if len(samples) % FRAME_SAMPLES:
            raise ValueError(f"the detector takes whole frames of {FRAME_SAMPLES} samples")
        if not len(samples):
            return np.zeros(0, np.float32)
        frames = self._frames(samples)
        blocks = range(0, len(frames), BLOCK_FRAMES)
        return np.concatenate([self._run(frames[at : at + BLOCK_FRAMES]) for at in blocks])

    def _frames(self, samples: Samples) -> NDArray[np.float32]:
        """[n, 64 + 512]: every frame behind the end of the one before it."""
        whole = np.concatenate([self._context, samples]).astype(np.float32, copy=False)
        self._context = whole[-CONTEXT_SAMPLES:].copy()
        windows = np.lib.stride_tricks.sliding_window_view(whole, CONTEXT_SAMPLES + FRAME_SAMPLES)
        return windows[::FRAME_SAMPLES]

    def _run(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        feed = {"input": np.ascontiguousarray(frames), "h": self._hidden, "c": self._cell}
        probabilities, self._hidden, self._cell = self._network.run(None, feed)
        return np.asarray(probabilities, np.float32)


def silero_file() -> Path:
    """Where faster-whisper keeps the network, without importing faster-whisper.

    Raises ModelError when it is absent.
    """
    spec = find_spec("faster_whisper")
    folder = Path(spec.origin).parent / "assets" if spec and spec.origin else None
    found = sorted(folder.glob("silero_vad_v*.onnx")) if folder else []
    if not found:
        raise ModelError(
            "the speech detector (Silero VAD) is missing",
            "reinstall faster-whisper 1.2 or later: pip install --force-reinstall faster-whisper",
        )
    return found[-1]


@lru_cache(maxsize=1)
def _network(path: Path) -> Any:  # noqa: ANN401 - onnxruntime is not typed
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = 1
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(
        str(path), sess_options=options, providers=["CPUExecutionProvider"]
    )
