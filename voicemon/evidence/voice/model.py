"""The vocal head: one utterance in, calibrated figures out. Holds no call."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from voicemon.errors import ModelError
from voicemon.evidence.voice.tone import NAMES, tone
from voicemon.evidence.voice.usual import Usual, Voices
from voicemon.types import Samples

if TYPE_CHECKING:
    from voicemon.evidence.voice.head import VocalHead

Pooled = NDArray[np.float32]
"""One utterance's standardised vector, [dim + tones]."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """From logits above the usual to figures, fitted on speakers that the heads had not heard.

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
    """`anger` and `arousal` 0–1; `weight` the log-likelihood ratio of anger; `doubt` 0–1.

    `doubt` is twice the chance that the voice is on the other side of the line between angry and
    not, were both as frequent: 1 is a coin's toss.
    """

    anger: float
    arousal: float
    weight: float
    doubt: float


@dataclass(frozen=True, slots=True)
class About:
    """What a weights file says of itself; `prior_clips` is how many clips everyone counts."""

    dim: int
    prior_clips: float
    calibration: Calibration
    voices: Voices


def load_head(path: Path) -> tuple[VocalHead, About]:
    """The head of one file, ready for inference; ModelError when it is damaged."""
    from safetensors import SafetensorError, safe_open

    from voicemon.evidence.voice.head import VocalHead

    try:
        with safe_open(path, "pt") as weights:
            about = json.loads(weights.metadata()["voicemon"])
            if about["tone"] != list(NAMES):
                raise ValueError("it reads other tone figures than this voicemon measures")
            head = VocalHead(**about["shape"])
            head.load_state_dict({name: weights.get_tensor(name) for name in weights.keys()})  # noqa: SIM118 - not a dict
        said = About(
            int(about["shape"]["dim"]),
            float(about["prior_clips"]),
            Calibration(**about["calibration"]),
            Voices(**about["voices"]),
        )
    except (SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise ModelError(
            f"{path.name} is damaged: {error}", "run `voicemon models verify`, then reinstall"
        ) from error
    return head.eval(), said


class VoiceModel:
    """The head for one Whisper encoder; shared by all calls, changes nothing after loading.

    `folder` holds `<whisper_name>.safetensors`. Raises ModelError when it is absent or unreadable.
    A call: `stranger()` once, then for each utterance `pool`, `judge` and `hear`.
    """

    def __init__(self, folder: Path, whisper_name: str) -> None:
        self.whisper_name = whisper_name
        path = folder / f"{whisper_name}.safetensors"
        if not path.is_file():
            raise ModelError(
                f"no vocal head for Whisper {whisper_name}: {path} is missing",
                "use a Whisper model that has one (`voicemon models list`), or reinstall voicemon",
            )
        self._take(*load_head(path))

    @classmethod
    def of(cls, head: VocalHead, about: About, whisper_name: str) -> VoiceModel:
        """A model of a head in memory: for the recipe, which judges before it writes."""
        model = cls.__new__(cls)
        model.whisper_name = whisper_name
        model._take(head.eval(), about)
        return model

    def _take(self, head: VocalHead, about: About) -> None:
        import torch

        torch.set_num_threads(1)  # so small a head only loses time when cores wait for each other
        self._torch = torch
        self.head, self._about = head, about
        self.dim = about.dim
        weight = head.judge_by.w.weight.detach().numpy().astype(np.float64)
        self._weight = weight.reshape(-1, 2, weight.shape[1])
        self._bias = head.judge_by.w.bias.detach().numpy().astype(np.float64).reshape(-1, 2)

    def stranger(self) -> Usual:
        """What is known of a speaker who was not heard yet."""
        return Usual(self._about.voices, self._about.prior_clips)

    def pool(self, states: NDArray[np.float32], samples: Samples) -> Pooled:
        """Encoder states [frames, dim] and 16 kHz samples of one utterance → its vector."""
        with self._torch.inference_mode():
            batch = self._torch.from_numpy(np.ascontiguousarray(states, np.float32))[None]
            tones = self._torch.from_numpy(tone(samples))[None]
            pooled: Pooled = self.head.pool(batch, tones)[0].numpy()
        return pooled

    def judge(self, pooled: Pooled, usual: Usual) -> Judgement:
        """One utterance against the speaker's usual, which stays as it is."""
        return self._judged(self.logits(pooled, usual), usual)

    def hear(self, pooled: Pooled, usual: Usual) -> None:
        """Let `usual` take in an utterance: call it after `judge`, in time order."""
        self._heard(self.logits(pooled, usual), usual)
        usual.hear_level(float(pooled[self.dim]))

    def judge_alone(self, pooled: Pooled) -> Judgement:
        """A vector as it stands, its loudness included: nobody's usual is taken away."""
        return self._judged(self._weight @ pooled.astype(np.float64) + self._bias, self.stranger())

    def judge_together(self, spoken: Sequence[Pooled]) -> list[Judgement]:
        """All utterances of one speaker, each against all of them; order does not matter.

        For material that is complete. One utterance alone is judged against everyone.
        """
        usual = self.stranger()
        for pooled in spoken:
            usual.hear_level(float(pooled[self.dim]))
        logits = [self.logits(pooled, usual) for pooled in spoken]
        for each in logits:
            self._heard(each, usual)
        return [self._judged(each, usual) for each in logits]

    def above(self, pooled: Pooled, usual: Usual) -> tuple[float, float]:
        """Anger and arousal of one utterance above the speaker's usual, logits, not calibrated."""
        return self._above(self.logits(pooled, usual), usual)

    def logits(self, pooled: Pooled, usual: Usual) -> NDArray[np.float64]:
        """Anger and arousal [members, 2] with the usual's loudness only, not yet its offset."""
        vector = pooled.astype(np.float64)
        vector[self.dim] = usual.louder(float(pooled[self.dim]))
        return np.asarray(self._weight @ vector + self._bias)

    def _above(self, logits: NDArray[np.float64], usual: Usual) -> tuple[float, float]:
        anger, arousal = (float(value) for value in logits.mean(axis=0))
        everyone = float(self._bias[:, 1].mean())
        return anger - usual.offset, arousal - usual.arousal(everyone) + everyone

    def _heard(self, logits: NDArray[np.float64], usual: Usual) -> None:
        anger, arousal = logits.mean(axis=0)
        usual.hear(float(anger), float(arousal))

    def _judged(self, logits: NDArray[np.float64], usual: Usual) -> Judgement:
        by = self._about.calibration
        anger, arousal = self._above(logits, usual)
        log_odds = by.slope * anger + by.shift
        weight = log_odds - math.log(by.rate / (1 - by.rate))
        spread = by.slope * math.hypot(float(logits[:, 0].std()), usual.unsure)
        # The mean of a sigmoid over a normal (MacKay 1992): the wider the spread, the nearer to ½.
        mean = _sigmoid(weight / math.sqrt(1 + math.pi * spread**2 / 8))
        return Judgement(
            anger=_sigmoid(log_odds),
            arousal=_sigmoid(by.arousal_slope * arousal + by.arousal_shift),
            weight=weight,
            doubt=2 * min(mean, 1 - mean),
        )


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-min(max(value, -30.0), 30.0)))
