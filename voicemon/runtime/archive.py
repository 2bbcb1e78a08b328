"""Keeps a result: playable audio with its secrets silenced, its waveform, and the analysis."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voicemon.audio.decode import Recording, open_recording
from voicemon.audio.encode import write_flac
from voicemon.audio.peaks import PeakMeter
from voicemon.audio.resample import Resampler
from voicemon.privacy.redaction import RedactedSpan, silence
from voicemon.runtime.intake import Intake
from voicemon.runtime.recording import Result
from voicemon.store import RecordingInfo, Store, Stored, StoredPeaks
from voicemon.types import SAMPLE_RATE_HZ, Role, Samples

TELEPHONE_HZ = 8_000


def keep(store: Store, intake: Intake, result: Result, again: bool = False) -> Stored:
    """Store an analysis with its audio, all or nothing. Raises StoreError."""
    recording = open_recording(intake.path)
    with tempfile.TemporaryDirectory(prefix="voicemon-") as folder:
        audio = Path(folder) / "call.flac"
        playable = _Playable(recording, result.roles, result.spans)
        write_flac(audio, playable.blocks(), len(result.roles), playable.rate_hz)
        info = RecordingInfo(
            source_sha256=intake.sha256,
            size_bytes=intake.path.stat().st_size,
            codec=recording.codec,
            sample_rate_hz=recording.sample_rate_hz,
            channels=result.roles,
        )
        return store.add_analysis(result.analysis, info, audio, playable.peaks(), again=again)


@dataclass
class _Playable:
    """The recording as people may hear it: a telephone call stays at 8 kHz, the rest at 16."""

    recording: Recording
    roles: tuple[Role, ...]
    spans: Sequence[RedactedSpan]

    def __post_init__(self) -> None:
        narrow = self.recording.sample_rate_hz <= TELEPHONE_HZ
        self.rate_hz = TELEPHONE_HZ if narrow else SAMPLE_RATE_HZ
        self._meter = PeakMeter(len(self.roles))

    def blocks(self) -> Iterator[Samples]:
        """Blocks [channels, n] at `rate_hz`, with every redacted span silenced."""
        resampler = Resampler(SAMPLE_RATE_HZ, len(self.roles), self.rate_hz)
        start_s = 0.0
        for block in self.recording.blocks():
            audible = self._silenced(block, start_s)
            self._meter.feed(audible)
            start_s += block.shape[1] / SAMPLE_RATE_HZ
            yield resampler.feed(audible.T).T
        yield resampler.flush().T

    def _silenced(self, block: Samples, start_s: float) -> Samples:
        return np.stack(
            [
                silence(block[channel], start_s, [s for s in self.spans if s.role is role])
                for channel, role in enumerate(self.roles)
            ]
        )

    def peaks(self) -> StoredPeaks:
        """The waveform of what `blocks` gave."""
        return StoredPeaks(self._meter.pairs_per_s, self._meter.pairs())
