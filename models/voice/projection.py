"""Principal components of encoder states: the fixed first layer of the heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.voice.states import Seen

_EVERY = 5  # frames are alike over 100 ms


@dataclass(frozen=True, slots=True)
class Projection:
    """(states − `centre`) @ `axes`: [frames, dim] → [frames, width], each of unit variance."""

    centre: NDArray[np.float32]
    axes: NDArray[np.float32]

    def __call__(self, seen: Sequence[Seen]) -> list[Seen]:
        """The same clips with narrowed states."""
        return [
            replace(one, states=(one.states.astype(np.float32) - self.centre) @ self.axes)
            for one in seen
        ]


def principal(seen: Sequence[Seen], width: int) -> Projection:
    """The `width` strongest components of all frames of `seen`."""
    frames = np.concatenate([one.states[::_EVERY].astype(np.float32) for one in seen])
    centre = frames.mean(axis=0)
    frames -= centre
    power, axes = np.linalg.eigh(frames.T @ frames / len(frames))
    strongest = slice(None, -width - 1, -1)
    return Projection(centre, (axes[:, strongest] / np.sqrt(power[strongest])).astype(np.float32))
