"""Encoder states of finished clips, for judging a voice without writing its words down.

Clips of one speaker are packed into windows as the segments of a call are, so that the states are
those that a call would give; nothing is decoded.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voicemon.types import CustomerSegment, EncoderStates
from voicemon.utterances import states
from voicemon.utterances.packing import pack
from voicemon.utterances.whisper import MEL_PER_S, Whisper


def clip_states(whisper: Whisper, clips: Sequence[CustomerSegment]) -> list[EncoderStates]:
    """States of each clip, in order; clips with one `call_id` share windows.

    They take memory for all the clips given: some 100 kB a second of sound.
    """
    segments = [clip.segment for clip in clips]
    parts: list[list[NDArray[np.float32]]] = [[] for _ in segments]
    for window in pack(segments):
        length = round(window.length_s * MEL_PER_S)
        [encoded] = whisper.encode([window.samples(segments)], length)
        for piece in window.pieces:
            parts[piece.segment].append(states.cut(encoded, piece))
    found = [states.joined(*each, whisper.name) for each in zip(segments, parts, strict=True)]
    return [each for each in found if each is not None]
