"""Encoder states of a segment: what a voice model could read, kept for certain customers only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voicemon.types import (
    ROLE_CONFIDENCE_FLOOR,
    EncoderStates,
    Role,
    SealedStates,
    SpeechSegment,
)
from voicemon.utterances.packing import Piece

FRAME_S = 0.02  # one encoder frame; two mel frames


def may_keep(segment: SpeechSegment) -> bool:
    """The firewall: states exist for certain customers only."""
    return segment.role is Role.CUSTOMER and segment.role_confidence >= ROLE_CONFIDENCE_FLOOR


def cut(window: NDArray[np.float32], piece: Piece) -> NDArray[np.float32]:
    """A piece's frames out of its window's [frames, dim], at least one."""
    first, last = round(piece.window_s / FRAME_S), round(piece.window_end_s / FRAME_S)
    return window[first : max(last, first + 1)].astype(np.float32, copy=True)


def joined(
    segment: SpeechSegment, parts: Sequence[NDArray[np.float32]], model: str
) -> EncoderStates | None:
    """The states of a segment from those of its pieces; None where there may be none."""
    if not parts or not may_keep(segment):
        return None
    return EncoderStates(
        segment.call_id, segment.role, segment.start_s, FRAME_S, np.concatenate(parts), model
    )


def may_seal(segment: SpeechSegment) -> bool:
    """Whose role is found out later: states wait, sealed, for a customer (`SealedStates`)."""
    return segment.role is Role.UNKNOWN


def sealed(
    segment: SpeechSegment, parts: Sequence[NDArray[np.float32]], model: str
) -> SealedStates | None:
    """As `joined`, for a segment whose role is not known yet."""
    if not parts or not may_seal(segment):
        return None
    return SealedStates(segment.call_id, segment.start_s, FRAME_S, model, np.concatenate(parts))
