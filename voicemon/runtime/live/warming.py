"""What the first call would otherwise wait for."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from voicemon.monitor import Monitor
from voicemon.runtime.models import Models
from voicemon.types import SAMPLE_RATE_HZ, AudioChunk, Call, Role, SpeechSegment
from voicemon.utterances.live_windows import LIVE_LIMITS


def warm_up(models: Models) -> None:
    """Load now what the first call would wait for: seconds of imports and compilation."""
    call = Call("warm-up", datetime.now(UTC))
    sound = np.random.default_rng(1).standard_normal(2 * SAMPLE_RATE_HZ).astype(np.float32) * 0.1
    sound[::2] = 0.0
    monitor = Monitor(call, models.detector, models.voice, "en", LIVE_LIMITS)
    monitor.hear(AudioChunk(call.id, Role.CUSTOMER, 0.0, sound))
    monitor.unheard(SpeechSegment(call.id, Role.CUSTOMER, 1.0, 0.0, 2.0, sound))
    models.reader.read([("warm-up", "hello there")])
