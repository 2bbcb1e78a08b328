"""Streaming change of sample rate (soxr), for any number of channels."""

from __future__ import annotations

import numpy as np

from voicemon.types import SAMPLE_RATE_HZ, Samples


class Resampler:
    """Successive blocks at `rate_hz` → the same sound at `to_hz`, however it is cut into blocks."""

    def __init__(self, rate_hz: int, channel_count: int = 1, to_hz: int = SAMPLE_RATE_HZ) -> None:
        import soxr

        self._channel_count = channel_count
        self._stream = (
            None
            if rate_hz == to_hz
            else soxr.ResampleStream(
                rate_hz, to_hz, channel_count, dtype="float32", quality=soxr.MQ
            )
        )

    def feed(self, block: Samples) -> Samples:
        """[n, channels] float32 → [m, channels]; m may be 0 while the filter fills."""
        return self._run(block, last=False)

    def flush(self) -> Samples:
        """The end that the filter still held back, [m, channels]; feed no more after it."""
        return self._run(np.zeros((0, self._channel_count), np.float32), last=True)

    def _run(self, block: Samples, last: bool) -> Samples:
        if self._stream is None:
            return block
        chunk = np.ascontiguousarray(block, np.float32)
        if self._channel_count == 1:  # soxr takes and gives mono without the second axis
            mono: Samples = self._stream.resample_chunk(chunk[:, 0], last=last)
            return mono.reshape(-1, 1)
        made: Samples = self._stream.resample_chunk(chunk, last=last)
        return made
