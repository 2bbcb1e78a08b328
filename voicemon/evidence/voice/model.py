"""The vocal head's weights and arithmetic: states in, calibrated figures out. Holds no call."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from voicemon.errors import ModelError

if TYPE_CHECKING:
    from voicemon.evidence.voice.head import VocalHead

Pooled = NDArray[np.float32]
"""One utterance's pooled vectors, [members, 2 × dim]."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """From logits to figures, fitted on speakers that the heads had not heard.

    P(anger) = σ(`slope` × logit + `shift`) at a share `rate` of angry utterances; arousal is
    σ(`arousal_slope` × logit + `arousal_shift`).
    """

    slope: float
    shift: float
    rate: float
    arousal_slope: float
    arousal_shift: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """`anger` and `arousal` 0–1; `weight` the log-likelihood ratio of anger; `doubt` 0–1."""

    anger: float
    arousal: float
    weight: float
    doubt: float


@dataclass(frozen=True, slots=True)
class About:
    """What a weights file says of itself: encoder width, how many clips everyone's mean counts."""

    dim: int
    prior_clips: float
    calibration: Calibration


def load_members(path: Path) -> tuple[list[VocalHead], About]:
    """The heads of one file, ready for inference; ModelError when it is damaged."""
    from safetensors import SafetensorError, safe_open

    from voicemon.evidence.voice.head import VocalHead

    members = []
    try:
        with safe_open(path, "pt") as weights:
            about = json.loads(weights.metadata()["voicemon"])
            names = list(weights.keys())
            for number in range(about["members"]):
                own = f"{number}."
                head = VocalHead(**about["shape"])
                head.load_state_dict(
                    {
                        name.removeprefix(own): weights.get_tensor(name)
                        for name in names
                        if name.startswith(own)
                    }
                )
                members.append(head.eval())
        calibration = Calibration(**about["calibration"])
        said = About(int(about["shape"]["dim"]), float(about["prior_clips"]), calibration)
    except (SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise ModelError(
            f"{path.name} is damaged: {error}", "run `voicemon models verify`, then reinstall"
        ) from error
    return members, said


class VoiceModel:
    """The heads for one Whisper encoder; shared by all calls, changes nothing after loading.

    `folder` holds `<whisper_name>.safetensors`. Raises ModelError when it is absent or unreadable.
    """

    def __init__(self, folder: Path, whisper_name: str) -> None:
        self.whisper_name = whisper_name
        path = folder / f"{whisper_name}.safetensors"
        if not path.is_file():
            raise ModelError(
                f"no vocal head for Whisper {whisper_name}: {path} is missing",
                "use a Whisper model that has one (`voicemon models list`), or reinstall voicemon",
            )
        import torch

        torch.set_num_threads(1)  # so small a head only loses time when cores wait for each other
        self._torch = torch
        self._members, about = load_members(path)
        self.calibration = about.calibration
        self.prior_utterances = about.prior_clips
        self.dim = about.dim
        self.everyone = np.stack([head.everyone.numpy() for head in self._members])

    def pool(self, states: NDArray[np.float32]) -> Pooled:
        """States [frames, dim] of one utterance → its pooled vectors."""
        with self._torch.inference_mode():
            batch = self._torch.from_numpy(np.ascontiguousarray(states, np.float32))[None]
            return np.concatenate([head.pool(batch).numpy() for head in self._members])

    def judge(self, pooled: Pooled, usual: Pooled) -> Judgement:
        """One utterance against the speaker's usual, both [members, 2 × dim]."""
        with self._torch.inference_mode():
            here, there = self._torch.from_numpy(pooled), self._torch.from_numpy(usual)
            logits = np.stack(
                [
                    head.judge(here[i : i + 1], there[i : i + 1])[0].numpy()
                    for i, head in enumerate(self._members)
                ]
            )
        return _calibrated(logits, self.calibration)


def _calibrated(logits: NDArray[np.float32], by: Calibration) -> Judgement:
    """Member logits [members, 2] → one judgement; doubt is the members' discord."""
    anger, arousal = (float(value) for value in logits.mean(axis=0))
    log_odds = by.slope * anger + by.shift
    probability = _sigmoid(log_odds)
    discord = by.slope * float(logits[:, 0].std())
    return Judgement(
        anger=probability,
        arousal=_sigmoid(by.arousal_slope * arousal + by.arousal_shift),
        weight=log_odds - math.log(by.rate / (1 - by.rate)),
        doubt=1 - math.exp(-discord),
    )


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-min(max(value, -30.0), 30.0)))
