"""Recordings as they are sent: µ-law in 20 ms pieces, with what is voiced in them."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voicemon.audio.codecs import Encoding, decode, encode
from voicemon.audio.resample import Resampler
from voicemon.settings import load
from voicemon.simulate.recorded import recorded
from voicemon.types import FRAME_SAMPLES, SAMPLE_RATE_HZ, Role, Samples
from voicemon.utterances.vad import SileroDetector

RATE_HZ = 8000
TICK_S, FRAME_S = 0.02, FRAME_SAMPLES / SAMPLE_RATE_HZ
GRID_S = 0.16  # the least that holds whole ticks and whole frames
GAP_S = 0.8  # of silence behind each recording
VOICED = 0.5  # probability
ROLES = (Role.AGENT, Role.CUSTOMER)
NAMES = ("harper_*.flac", "aws_auto_repairs_40.flac", "genesys_*.flac", "gorkow_*.flac")
Voiced = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tape:
    """One recording: for each of `ROLES` the payloads of its ticks, and which frames are voiced."""

    name: str
    laws: tuple[bytes, ...]
    payloads: tuple[tuple[str, ...], ...]
    voiced: tuple[Voiced, ...]

    @property
    def ticks(self) -> int:
        """Pieces of 20 ms."""
        return len(self.payloads[0])

    @property
    def duration_s(self) -> float:
        """Its silence behind included."""
        return self.ticks * TICK_S


def tapes(folder: Path) -> list[Tape]:
    """The two-channel calls of the data folder, the kinds mixed."""
    kinds = [sorted((folder / "calls").glob(name)) for name in NAMES]
    paths: list[Path] = []
    while any(kinds):
        paths += [kind.pop(0) for kind in kinds if kind]
    return [tape(path) for path in paths]


def tape(path: Path) -> Tape:
    """A recording through Twilio's codec."""
    played = recorded(path, "twilio", load())
    sound = dict(zip(played.roles, played.channels, strict=True))
    length = max(len(channel) for channel in played.channels) + round(GAP_S * RATE_HZ)
    length += -length % round(GRID_S * RATE_HZ)
    laws = [
        encode(np.pad(sound[role], (0, length - len(sound[role]))), Encoding.ULAW) for role in ROLES
    ]
    return made(path.stem, laws)


def silence(seconds: float) -> Tape:
    """A call in which nobody speaks."""
    samples = round(seconds / GRID_S) * round(GRID_S * RATE_HZ)
    return made("silence", [encode(np.zeros(samples, np.float32), Encoding.ULAW)] * 2)


def made(name: str, laws: list[bytes]) -> Tape:
    """A tape of µ-law bytes, one string of whole grids a role."""
    size = round(TICK_S * RATE_HZ)
    payloads = tuple(
        tuple(base64.b64encode(law[at : at + size]).decode() for at in range(0, len(law), size))
        for law in laws
    )
    return Tape(name, tuple(laws), payloads, tuple(voiced(wide(law)) for law in laws))


def wide(law: bytes) -> Samples:
    """µ-law at 8 kHz → float32 at 16 kHz, exactly twice as many samples."""
    resampler = Resampler(RATE_HZ)
    sound = decode(law, Encoding.ULAW).reshape(-1, 1)
    whole = np.concatenate([resampler.feed(sound), resampler.flush()])[:, 0]
    return np.ascontiguousarray(np.pad(whole, (0, 2 * len(law)))[: 2 * len(law)])


def voiced(sound: Samples) -> Voiced:
    """Frames of 32 ms in which Silero hears speech."""
    if not sound.any():
        return np.zeros(len(sound) // FRAME_SAMPLES, bool)
    return SileroDetector()(sound[: len(sound) // FRAME_SAMPLES * FRAME_SAMPLES]) >= VOICED
